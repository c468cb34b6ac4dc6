// Loads and stores samples of a type and byte order known to the compiler, which vectorises them.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include "rectify/detail/preconditions.hpp"
#include "rectify/samples/detail/g711.hpp"
#include "rectify/samples/sample_format.hpp"

namespace rectify::detail {

inline std::uint32_t byte_swapped(std::uint32_t v) { return __builtin_bswap32(v); }
inline std::uint64_t byte_swapped(std::uint64_t v) { return __builtin_bswap64(v); }
inline std::uint16_t byte_swapped(std::uint16_t v) { return __builtin_bswap16(v); }

/// An integer is loaded as its code in the narrowest type, u8 less its offset and G.711 expanded; a
/// float as it is.
template <SampleType type, std::endian order>
struct SampleBytes {
  static constexpr SampleType kType = type;
  static constexpr std::endian kOrder = order;
  static constexpr std::size_t kSize = bytes_per_sample(type);
  static constexpr int kBits = bits_per_code(type);
  using Bits = std::conditional_t<kSize == 8, std::uint64_t,
                                  std::conditional_t<kSize == 4, std::uint32_t, std::uint16_t>>;
  using Integer = std::conditional_t<kBits == 8, std::int8_t,
                                     std::conditional_t<kBits == 16, std::int16_t, std::int32_t>>;
  using Value = std::conditional_t<type == SampleType::f64, double,
                                   std::conditional_t<type == SampleType::f32, float, Integer>>;
  static constexpr Integer kHighest =
      static_cast<Integer>((std::int64_t{1} << (std::min(kBits, 32) - 1)) - 1);

  static Value load(const std::byte* at) {
    if constexpr (type == SampleType::u8) {
      return static_cast<Value>(std::to_integer<int>(*at) - 128);
    } else if constexpr (type == SampleType::s8) {
      return static_cast<std::int8_t>(*at);
    } else if constexpr (type == SampleType::ulaw) {
      return kExpanded<from_ulaw>[std::to_integer<std::size_t>(*at)];
    } else if constexpr (type == SampleType::alaw) {
      return kExpanded<from_alaw>[std::to_integer<std::size_t>(*at)];
    } else if constexpr (type == SampleType::s24) {
      constexpr bool little = order == std::endian::little;
      const auto low = std::to_integer<std::uint32_t>(at[little ? 0 : 2]);
      const auto middle = std::to_integer<std::uint32_t>(at[1]);
      const auto high = std::to_integer<std::uint32_t>(at[little ? 2 : 0]);
      return static_cast<std::int32_t>(low << 8U | middle << 16U | high << 24U) >> 8;
    } else {
      Bits bits;
      std::memcpy(&bits, at, kSize);
      if constexpr (order != std::endian::native) bits = byte_swapped(bits);
      if constexpr (type == SampleType::s16) {
        return static_cast<std::int16_t>(bits);
      } else {
        return std::bit_cast<Value>(bits);
      }
    }
  }

  static void store(std::byte* at, Value value) {
    if constexpr (type == SampleType::u8) {
      *at = static_cast<std::byte>(int{value} + 128);
    } else if constexpr (type == SampleType::s8) {
      *at = static_cast<std::byte>(value);
    } else if constexpr (type == SampleType::ulaw) {
      *at = static_cast<std::byte>(to_ulaw(value));
    } else if constexpr (type == SampleType::alaw) {
      *at = static_cast<std::byte>(to_alaw(value));
    } else if constexpr (type == SampleType::s24) {
      constexpr bool little = order == std::endian::little;
      const auto bits = static_cast<std::uint32_t>(value);
      at[little ? 0 : 2] = static_cast<std::byte>(bits);
      at[1] = static_cast<std::byte>(bits >> 8U);
      at[little ? 2 : 0] = static_cast<std::byte>(bits >> 16U);
    } else {
      Bits bits;
      if constexpr (type == SampleType::s16) {
        bits = static_cast<Bits>(value);
      } else {
        bits = std::bit_cast<Bits>(value);
      }
      if constexpr (order != std::endian::native) bits = byte_swapped(bits);
      std::memcpy(at, &bits, kSize);
    }
  }
};

/// Calls body.operator()<SampleBytes<type, order>>() for a format known at run time.
template <class Body>
void with_sample_bytes(SampleFormat format, Body&& body) {
  const auto pick = [&]<SampleType type>() {
    if (format.order == std::endian::little) {
      body.template operator()<SampleBytes<type, std::endian::little>>();
    } else {
      body.template operator()<SampleBytes<type, std::endian::big>>();
    }
  };
  switch (format.type) {
    case SampleType::u8: return pick.template operator()<SampleType::u8>();
    case SampleType::s8: return pick.template operator()<SampleType::s8>();
    case SampleType::s16: return pick.template operator()<SampleType::s16>();
    case SampleType::s24: return pick.template operator()<SampleType::s24>();
    case SampleType::s32: return pick.template operator()<SampleType::s32>();
    case SampleType::ulaw: return pick.template operator()<SampleType::ulaw>();
    case SampleType::alaw: return pick.template operator()<SampleType::alaw>();
    case SampleType::f32: return pick.template operator()<SampleType::f32>();
    case SampleType::f64: return pick.template operator()<SampleType::f64>();
  }
}

/// Throws std::invalid_argument unless `bytes` bytes are `samples` samples of the type.
inline void require_samples(std::size_t bytes, std::size_t samples, SampleType type) {
  require(bytes == samples * bytes_per_sample(type),
          "the bytes are not whole samples, or not as many as the other span holds");
}

}  // namespace rectify::detail
