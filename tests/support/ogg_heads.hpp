// The packets that begin Opus and FLAC in Ogg, as a test wants them.
#pragma once

#include <string>

#include "support/sound_bytes.hpp"

namespace test {

struct OpusHeadPacket {
  std::uint64_t version = 1;
  std::uint64_t channels = 1;
  std::uint64_t pre_skip = 0;
  std::uint64_t rate = 48000;
  std::uint64_t family = 0;
  std::string mapping = {};  // with the numbers of streams and of coupled ones

  [[nodiscard]] std::string bytes() const {
    return "OpusHead" + little(version, 1) + little(channels, 1) + little(pre_skip, 2) +
           little(rate, 4) + little(0, 2) + little(family, 1) + mapping;
  }
};

inline const std::string kOpusTags = "OpusTags" + little(0, 4) + little(0, 4);

// 960 frames of silence at 48 kHz, and what is no packet of Opus: none of its frames follow.
inline const std::string kOpusSilence = "\xF8\xFF\xFE";
inline const std::string kNoOpus("\xFB\0", 2);

/// The block STREAMINFO of a FLAC without its head.
inline std::string flac_info(std::uint64_t rate, std::uint64_t channels, std::uint64_t bits,
                             std::uint64_t frames = 0, std::uint64_t largest_block = 4096) {
  return big(4096, 2) + big(largest_block, 2) + big(0, 6) +
         big(rate << 44U | (channels - 1) << 41U | (bits - 1) << 36U | frames, 8) +
         std::string(16, '\0');
}

inline std::string flac_block(unsigned type, const std::string& content, bool last) {
  return little(type | (last ? 0x80U : 0U), 1) + big(content.size(), 3) + content;
}

inline std::string ogg_flac_head(const std::string& info, unsigned type = 0) {
  return "\x7F" + std::string("FLAC\1\0\0\1fLaC", 12) + flac_block(type, info, false);
}

inline const std::string kNoFlacComments = flac_block(4, little(0, 4) + little(0, 4), true);

}  // namespace test
