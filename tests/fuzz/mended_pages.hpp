// Right checksums for the pages of an Ogg, so that a fuzzer gets beyond them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

namespace fuzz {

/// The same file with the checksum of every whole page as it should be (RFC 3533, section 6).
inline std::string with_mended_pages(std::string file) {
  constexpr std::size_t kHead = 27;
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(file[at]); };
  for (std::size_t at = 0; (at = file.find("OggS", at)) != std::string::npos; at += 4) {
    if (at + kHead > file.size()) break;
    const std::size_t segments = byte(at + kHead - 1);
    std::size_t length = kHead + segments;
    if (at + length > file.size()) break;
    for (std::size_t i = 0; i < segments; ++i) length += byte(at + kHead + i);
    if (at + length > file.size()) continue;
    constexpr std::size_t kChecksum = 22;
    std::fill_n(file.begin() + static_cast<std::ptrdiff_t>(at + kChecksum), 4, '\0');
    std::uint32_t sum = 0;
    for (std::size_t i = at; i < at + length; ++i) {
      sum ^= static_cast<std::uint32_t>(byte(i)) << 24U;
      for (int bit = 0; bit < 8; ++bit) sum = sum << 1U ^ ((sum >> 31U) != 0 ? 0x04C11DB7U : 0U);
    }
    for (std::size_t i = 0; i < 4; ++i) {
      file[at + kChecksum + i] = static_cast<char>(sum >> (8 * i));
    }
  }
  return file;
}

}  // namespace fuzz
