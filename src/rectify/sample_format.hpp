// How one sample lies in memory: its type, its width and its byte order.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

namespace rectify {

/// u8 is offset binary (128 is zero), s8 … s32 are two's complement, s24 is packed in three bytes,
/// f32 and f64 are IEEE 754.
enum class SampleType : std::uint8_t { u8, s8, s16, s24, s32, f32, f64 };

struct SampleFormat {
  SampleType type = SampleType::f64;
  std::endian order = std::endian::native;  ///< of no meaning for u8 and s8

  friend bool operator==(const SampleFormat& a, const SampleFormat& b) {
    const bool one_byte = a.type == SampleType::u8 || a.type == SampleType::s8;
    return a.type == b.type && (one_byte || a.order == b.order);
  }
};

constexpr bool is_integer(SampleType type) { return type < SampleType::f32; }

constexpr std::size_t bytes_per_sample(SampleType type) {
  switch (type) {
    case SampleType::u8:
    case SampleType::s8: return 1;
    case SampleType::s16: return 2;
    case SampleType::s24: return 3;
    case SampleType::s32:
    case SampleType::f32: return 4;
    case SampleType::f64: return 8;
  }
  return 0;
}

}  // namespace rectify
