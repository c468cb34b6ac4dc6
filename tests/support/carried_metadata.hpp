// Runs `rectify half` on files with metadata, and says what has gone along.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <utility>

#include "support/chunked_files.hpp"
#include "support/process.hpp"

namespace test {

inline const RiffParts kRiff;

// Eight codes as they stand in WAV, and their half.
inline const std::string kSamples("\1\0\xFF\xFF\2\0\xFE\xFF\3\0\xFD\xFF\4\0\xFC\xFF", 16);
inline const std::string kHalf("\1\0\0\0\2\0\0\0\3\0\0\0\4\0\0\0", 16);

inline std::string swapped(std::string samples) {
  for (std::size_t i = 0; i + 1 < samples.size(); i += 2) std::swap(samples[i], samples[i + 1]);
  return samples;
}

inline const std::string kBigSamples = swapped(kSamples);
inline const std::string kBigHalf = swapped(kHalf);

/// What `rectify half` makes of a file of that name, in the folder; it may say `words` only.
inline std::string half(const TemporaryFolder& folder, const std::string& in,
                        const std::string& out, const std::string& words = "") {
  CAPTURE(in);
  CAPTURE(out);
  const Result result = shell("$RECTIFY half " + in + " -o " + out + " --force", folder.path());
  CHECK(result.status == 0);
  CHECK(result.err == (words.empty() ? "" : "rectify: warning: " + words + "\n"));
  return result.status == 0 ? read_file(folder / out) : "";
}

/// The file becomes `expected`, also from a pipe, and that itself again: half of half is half.
inline void check_same_family(const std::string& type, const std::string& file,
                              const std::string& expected) {
  const TemporaryFolder folder;
  CAPTURE(type);
  write_file(folder / ("in." + type), file);
  const bool from_file = half(folder, "in." + type, "once." + type) == expected;
  CHECK(from_file);
  const bool again = half(folder, "once." + type, "twice." + type) == expected;
  CHECK(again);
  const bool from_pipe = half(folder, "< <(cat in." + type + ")", "piped." + type) == expected;
  CHECK(from_pipe);
}

/// ffprobe's value of a tag, of the file or of its stream.
inline std::string probed(const TemporaryFolder& folder, const std::string& file,
                          const std::string& tag) {
  return shell("ffprobe -v error -show_entries format_tags=" + tag + ":stream_tags=" + tag +
                   " -of default=nk=1:nw=1 " + file,
               folder.path())
      .out;
}

}  // namespace test
