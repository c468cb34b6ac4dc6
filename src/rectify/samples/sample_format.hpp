// The format of a sample in memory: its type, its width and its byte order.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

namespace rectify {

/// u8 is offset binary (128 is zero); s8 … s32 are two's complement, s24 packed in three bytes;
/// ulaw and alaw are the companded bytes of ITU-T G.711, which stand for 16-bit codes; f32 and f64
/// are IEEE 754.
enum class SampleType : std::uint8_t { u8, s8, s16, s24, s32, ulaw, alaw, f32, f64 };

struct SampleFormat {
  SampleType type = SampleType::f64;
  std::endian order = std::endian::native;  ///< has no meaning for a sample of one byte

  friend constexpr bool operator==(const SampleFormat& a, const SampleFormat& b);
};

constexpr bool is_integer(SampleType type) {
  return type != SampleType::f32 && type != SampleType::f64;
}

constexpr std::size_t bytes_per_sample(SampleType type) {
  switch (type) {
    case SampleType::u8:
    case SampleType::s8:
    case SampleType::ulaw:
    case SampleType::alaw: return 1;
    case SampleType::s16: return 2;
    case SampleType::s24: return 3;
    case SampleType::s32:
    case SampleType::f32: return 4;
    case SampleType::f64: break;
  }
  return 8;
}

/// The width of the code that a sample stands for, or of the float.
constexpr int bits_per_code(SampleType type) {
  const bool companded = type == SampleType::ulaw || type == SampleType::alaw;
  return companded ? 16 : static_cast<int>(8 * bytes_per_sample(type));
}

constexpr bool operator==(const SampleFormat& a, const SampleFormat& b) {
  return a.type == b.type && (bytes_per_sample(a.type) == 1 || a.order == b.order);
}

}  // namespace rectify
