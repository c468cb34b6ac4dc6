// The checksum that LAME's tag holds of all frames of an MP3.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace rectify::io {

/// CRC-16 with the polynomial x^16 + x^15 + x^2 + 1, least significant bit first, from 0.
class MusicChecksum {
 public:
  void add(std::span<const std::byte> bytes) {
    for (const std::byte byte : bytes) {
      const unsigned index = (value_ ^ std::to_integer<unsigned>(byte)) & 0xFFU;
      value_ = static_cast<std::uint16_t>(value_ >> 8U ^ kOfByte.at(index));
    }
  }

  [[nodiscard]] std::uint16_t value() const { return value_; }

 private:
  static constexpr std::array<std::uint16_t, 256> kOfByte = [] {
    std::array<std::uint16_t, 256> of_byte{};
    for (unsigned byte = 0; byte < of_byte.size(); ++byte) {
      unsigned value = byte;
      for (int bit = 0; bit < 8; ++bit)
        value = (value & 1U) != 0 ? value >> 1U ^ 0xA001U : value >> 1U;
      of_byte.at(byte) = static_cast<std::uint16_t>(value);
    }
    return of_byte;
  }();

  std::uint16_t value_ = 0;
};

}  // namespace rectify::io
