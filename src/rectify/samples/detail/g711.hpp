// The companded bytes of ITU-T Recommendation G.711 (1988) and the 16-bit codes they stand for.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

namespace rectify::detail {

// Both laws have a sign and eight segments of sixteen steps; a byte stands for the middle of its
// step. A bias makes each segment begin at a power of two, so that the place of the highest bit
// gives the segment and the four bits below it give the step. The 14 bits of mu-law and the 13 of
// A-law are the upper bits of 16.

/// Segment s begins at 2^(s + 7); smaller magnitudes belong to the first.
constexpr int segment_of(int magnitude) {
  return std::max(static_cast<int>(std::bit_width(static_cast<unsigned>(magnitude))) - 8, 0);
}

constexpr std::int16_t from_ulaw(std::uint8_t byte) {
  constexpr int kBias = 33 << 2;
  const int bits = ~byte;
  const int segment = bits >> 4 & 7;
  const int magnitude = (((bits & 15) << 3 | 0x84) << segment) - kBias;
  return static_cast<std::int16_t>((bits & 0x80) != 0 ? -magnitude : magnitude);
}

constexpr std::uint8_t to_ulaw(std::int16_t code) {
  constexpr int kBias = 33 << 2;
  constexpr int kHighest = 0x7FFF;
  const int magnitude = std::min((code < 0 ? -code : code) + kBias, kHighest);
  const int segment = segment_of(magnitude);
  const int bits = (code < 0 ? 0x80 : 0) | segment << 4 | (magnitude >> (segment + 3) & 15);
  return static_cast<std::uint8_t>(~bits);
}

constexpr std::int16_t from_alaw(std::uint8_t byte) {
  const int bits = byte ^ 0x55;
  const int segment = bits >> 4 & 7;
  const int step = (bits & 15) << 4 | 8;
  const int magnitude = segment == 0 ? step : (step | 0x100) << (segment - 1);
  return static_cast<std::int16_t>((bits & 0x80) != 0 ? magnitude : -magnitude);
}

constexpr std::uint8_t to_alaw(std::int16_t code) {
  const int magnitude = code < 0 ? ~code : code;  // the steps next to 0 are [0, 16) and [-16, 0)
  const int segment = segment_of(magnitude);
  const int step = magnitude >> (std::max(segment, 1) + 3) & 15;
  return static_cast<std::uint8_t>(((code < 0 ? 0 : 0x80) | segment << 4 | step) ^ 0x55);
}

template <std::int16_t (*expand)(std::uint8_t)>
inline constexpr auto kExpanded = [] {
  std::array<std::int16_t, 256> codes{};
  for (unsigned byte = 0; byte < 256; ++byte) {
    codes[byte] = expand(static_cast<std::uint8_t>(byte));
  }
  return codes;
}();

}  // namespace rectify::detail
