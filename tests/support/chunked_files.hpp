// Sound files with whatever chunks a test wants, written by hand: 16 bits, mono, 48 kHz.
#pragma once

#include <string>
#include <string_view>

#include "support/sound_bytes.hpp"

namespace test {

inline std::string padded_to(std::string bytes, std::size_t alignment) {
  bytes.resize((bytes.size() + alignment - 1) / alignment * alignment, '\0');
  return bytes;
}

inline std::string riff_chunk(std::string_view id, const std::string& content) {
  return padded_to(std::string(id) + little(content.size(), 4) + content, 2);
}

inline std::string aiff_chunk(std::string_view id, const std::string& content) {
  return padded_to(std::string(id) + big(content.size(), 4) + content, 2);
}

inline std::string caf_chunk(std::string_view id, const std::string& content) {
  return std::string(id) + big(content.size(), 8) + content;
}

inline const std::string kW64Tail("\xF3\xAC\xD3\x11\x8C\xD1\x00\xC0\x4F\x8E\xDB\x8A", 12);
inline const std::string kW64RiffTail("\x2E\x91\xCF\x11\xA5\xD6\x28\xDB\x04\xC1\x00\x00", 12);

inline std::string w64_chunk(const std::string& guid, const std::string& content) {
  return padded_to(guid + little(content.size() + 24, 8) + content, 8);
}

/// The fields of "fmt " in WAV and W64.
inline std::string format_fields() {
  return little(1, 2) + little(1, 2) + little(48000, 4) + little(96000, 4) + little(2, 2) +
         little(16, 2);
}

/// Each takes the chunks before and after the samples, and these as they stand in the file. W64 has
/// no padding after the last chunk.
inline std::string chunked_wav(const std::string& before, const std::string& after,
                               const std::string& samples) {
  const std::string rest =
      "WAVE" + riff_chunk("fmt ", format_fields()) + before + riff_chunk("data", samples) + after;
  return "RIFF" + little(rest.size(), 4) + rest;
}

inline std::string chunked_aiff(const std::string& before, const std::string& after,
                                const std::string& samples) {
  const std::string rate("\x40\x0E\xBB\x80\0\0\0\0\0\0", 10);
  const std::string comm = big(1, 2) + big(samples.size() / 2, 4) + big(16, 2) + rate;
  const std::string rest =
      "AIFF" + aiff_chunk("COMM", comm) + before + aiff_chunk("SSND", big(0, 8) + samples) + after;
  return "FORM" + big(rest.size(), 4) + rest;
}

inline std::string chunked_caf(const std::string& before, const std::string& after,
                               const std::string& samples) {
  const std::string rate("\x40\xE7\x70\0\0\0\0\0", 8);
  const std::string desc =
      rate + "lpcm" + big(0, 4) + big(2, 4) + big(1, 4) + big(1, 4) + big(16, 4);
  return "caff" + big(1, 2) + big(0, 2) + caf_chunk("desc", desc) + before +
         caf_chunk("data", big(0, 4) + samples) + after;
}

inline std::string chunked_w64(const std::string& before, const std::string& after,
                               const std::string& samples) {
  const std::string rest = "wave" + kW64Tail + w64_chunk("fmt " + kW64Tail, format_fields()) +
                           before + w64_chunk("data" + kW64Tail, samples) + after;
  return "riff" + kW64RiffTail + little(rest.size() + 24, 8) + rest;
}

/// A W64 chunk that is the last.
inline std::string last_w64_chunk(const std::string& guid, const std::string& content) {
  return guid + little(content.size() + 24, 8) + content;
}

inline std::string au_with_text(const std::string& text, const std::string& samples) {
  return ".snd" + big(24 + text.size(), 4) + big(samples.size(), 4) + big(3, 4) + big(48000, 4) +
         big(1, 4) + text + samples;
}

/// Some of every kind of chunk that WAV files have.
struct RiffParts {
  std::string bext =
      riff_chunk("bext", "A description" + std::string(589, '\1') + "A=PCM,F=48000\r\n");
  std::string cart = riff_chunk("cart", "0101" + std::string(2044, 'c'));
  std::string info = riff_chunk("LIST", "INFO" + riff_chunk("INAM", std::string("Title\0", 6)) +
                                            riff_chunk("IART", std::string("Artist\0", 7)) +
                                            riff_chunk("IENG", std::string("Engineer\0", 9)));
  std::string cue = riff_chunk("cue ", little(2, 4) + point(7, 3) + point(9, 5));
  std::string names =
      riff_chunk("LIST", "adtl" + riff_chunk("labl", little(9, 4) + std::string("second\0", 7)) +
                             riff_chunk("labl", little(7, 4) + std::string("first\0", 6)));
  std::string sampler = riff_chunk(
      "smpl", std::string(28, '\2') + little(1, 4) + little(0, 4) + std::string(24, '\3'));
  std::string instrument = riff_chunk("inst", std::string("\x3C\0\0\0\x7F\0\x7F", 7));
  std::string ixml = riff_chunk("iXML", "<BWFXML/>");
  std::string empty = riff_chunk("none", "");

  static std::string point(std::uint64_t id, std::uint64_t frame) {
    return little(id, 4) + little(frame, 4) + "data" + little(0, 8) + little(frame, 4);
  }
  [[nodiscard]] std::string all() const {
    return bext + cart + info + cue + names + sampler + instrument + ixml + empty;
  }
};

}  // namespace test
