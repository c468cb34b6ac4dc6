// Makes files at the edges of their formats byte by byte, and runs `rectify half` on them.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "support/chunk_lister.hpp"
#include "support/chunked_files.hpp"
#include "support/process.hpp"

namespace test {

// Eight codes as they stand in WAV, and their half.
inline const std::string kSamples("\1\0\xFF\xFF\2\0\xFE\xFF\3\0\xFD\xFF\4\0\xFC\xFF", 16);
inline const std::string kHalf("\1\0\0\0\2\0\0\0\3\0\0\0\4\0\0\0", 16);

inline std::string swapped(std::string samples) {
  for (std::size_t i = 0; i + 1 < samples.size(); i += 2) std::swap(samples[i], samples[i + 1]);
  return samples;
}

/// The chunks, without the one that leaves room for 64-bit sizes where a length is not known.
inline std::vector<ListedChunk> without_room(const std::string& file) {
  std::vector<ListedChunk> chunks = list_chunks(file);
  if (chunks.front().id == "JUNK") chunks.erase(chunks.begin());
  return chunks;
}

/// What `rectify half` makes of the bytes, in a file of that type and from a pipe, in the same
/// type; it may say `words` only, the input's name aside.
inline void check_half(const std::string& type, const std::string& bytes,
                       const std::string& expected, const std::string& words = "") {
  const TemporaryFolder folder;
  CAPTURE(type);
  write_file(folder / ("in." + type), bytes);
  for (const std::string& from :
       {"$RECTIFY half in." + type, "cat in." + type + " | $RECTIFY half"}) {
    CAPTURE(from);
    const Result result = shell(from + " -o out." + type + " --force", folder.path(), 10);
    CHECK(result.status == 0);
    std::string said = result.err;
    for (const std::string& name : {"in." + type, std::string("standard input")}) {
      const std::size_t at = said.find(name);
      if (at != said.npos) said.replace(at, name.size(), "IN");
    }
    CHECK(said == words);
    if (result.status != 0) continue;
    const std::string out = read_file(folder / ("out." + type));
    const bool same = out == expected || without_room(out) == list_chunks(expected);
    CHECK(same);
  }
}

inline std::string warning(const std::string& type, const std::string& what) {
  std::string name = type == "aiff" ? "AIFF" : type == "au" ? "AU" : type == "w64" ? "W64" : "WAV";
  return "rectify: warning: out." + type + ": " + name + " can't hold this of the input: " + what +
         "\n";
}

/// Replaces the size in the head of a RIFF, and that of its data.
inline std::string with_sizes(std::string file, std::uint64_t riff, std::uint64_t data) {
  file.replace(4, 4, little(riff, 4));
  const std::size_t at = file.find("data");
  file.replace(at + 4, 4, little(data, 4));
  return file;
}

/// A "fmt " chunk of WAVE_FORMAT_EXTENSIBLE.
inline std::string extensible(std::uint64_t channels, std::uint64_t block, std::uint64_t bits,
                              std::uint64_t valid, const std::string& guid) {
  return riff_chunk("fmt ", little(0xFFFE, 2) + little(channels, 2) + little(48000, 4) +
                                little(48000 * block, 4) + little(block, 2) + little(bits, 2) +
                                little(22, 2) + little(valid, 2) + little(0, 4) + guid);
}

inline const std::string kPcmGuid("\1\0\0\0\0\0\x10\0\x80\0\0\xAA\0\x38\x9B\x71", 16);
inline const std::string kAmbisonicGuid("\1\0\0\0\x21\x07\xD3\x11\x86\x44\xC8\xC1\xCA\0\0\0", 16);

inline std::string riff_of(const std::string& chunks) {
  return "RIFF" + little(chunks.size() + 4, 4) + "WAVE" + chunks;
}

/// Integers as they stand in wider ones.
inline std::string codes(const std::vector<std::int64_t>& values, std::size_t bytes,
                         bool big_endian) {
  std::string all;
  for (const std::int64_t value : values) {
    const auto code = static_cast<std::uint64_t>(value);
    all += big_endian ? big(code, bytes) : little(code, bytes);
  }
  return all;
}

}  // namespace test
