// One loop for every shape, type and byte order, and faster ones for packed samples of 24 bits.
#include "rectify/samples/exact.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <stdexcept>
#include <type_traits>

#include "rectify/detail/instruction_sets.hpp"
#include "rectify/samples/detail/sample_bytes.hpp"
#include "rectify/shapes/relu.hpp"

namespace rectify {
namespace {

template <ExactShape shape, class Sample>
typename Sample::Value rectified(typename Sample::Value x) {
  if constexpr (shape == ExactShape::half) {
    return relu(x);
  } else if constexpr (std::is_floating_point_v<typename Sample::Value>) {
    return shape == ExactShape::full ? full_wave(x) : relu(negated(x));
  } else {
    return shape == ExactShape::full ? full_wave(x, Sample::kHighest)
                                     : relu(negated(x, Sample::kHighest));
  }
}

// No vector has lanes of 24 bits. Half-wave masks the three bytes of a sample by the sign of the
// highest, which is as fast as memory and twenty times as fast as the loop. What needs a carry goes
// through a buffer of 32-bit lanes, which is twice as fast.

using Packed = std::uint8_t;

template <std::endian order>
struct Bytes24 {
  static constexpr std::size_t kLow = order == std::endian::little ? 0 : 2;
  static constexpr std::size_t kHigh = 2 - kLow;
};

template <std::endian order>
inline void mask_negative(Packed* at, std::size_t samples) {
  using Place = Bytes24<order>;
  for (std::size_t i = 0; i < samples; ++i, at += 3) {
    const auto keep = static_cast<Packed>(~(static_cast<std::int8_t>(at[Place::kHigh]) >> 7));
    const auto low = static_cast<Packed>(at[Place::kLow] & keep);
    const auto middle = static_cast<Packed>(at[1] & keep);
    const auto high = static_cast<Packed>(at[Place::kHigh] & keep);
    at[Place::kLow] = low;
    at[1] = middle;
    at[Place::kHigh] = high;
  }
}

template <std::endian order>
inline void unpack(const Packed* __restrict at, std::int32_t* __restrict lanes,
                   std::size_t samples) {
  using Place = Bytes24<order>;
  for (std::size_t i = 0; i < samples; ++i) {
    const std::uint32_t low = at[3 * i + Place::kLow];
    const std::uint32_t middle = at[3 * i + 1];
    const std::uint32_t high = at[3 * i + Place::kHigh];
    lanes[i] = static_cast<std::int32_t>(low << 8U | middle << 16U | high << 24U) >> 8;
  }
}

template <std::endian order>
inline void pack(const std::int32_t* __restrict lanes, Packed* __restrict at, std::size_t samples) {
  using Place = Bytes24<order>;
  for (std::size_t i = 0; i < samples; ++i) {
    at[3 * i + Place::kLow] = static_cast<Packed>(lanes[i]);
    at[3 * i + 1] = static_cast<Packed>(lanes[i] >> 8);
    at[3 * i + Place::kHigh] = static_cast<Packed>(lanes[i] >> 16);
  }
}

// Templates can't be compiled for several instruction sets.
RECTIFY_CLONES void mask_negative_le(Packed* at, std::size_t n) {
  mask_negative<std::endian::little>(at, n);
}
RECTIFY_CLONES void mask_negative_be(Packed* at, std::size_t n) {
  mask_negative<std::endian::big>(at, n);
}
RECTIFY_CLONES void unpack_le(const Packed* at, std::int32_t* lanes, std::size_t n) {
  unpack<std::endian::little>(at, lanes, n);
}
RECTIFY_CLONES void unpack_be(const Packed* at, std::int32_t* lanes, std::size_t n) {
  unpack<std::endian::big>(at, lanes, n);
}
RECTIFY_CLONES void pack_le(const std::int32_t* lanes, Packed* at, std::size_t n) {
  pack<std::endian::little>(lanes, at, n);
}
RECTIFY_CLONES void pack_be(const std::int32_t* lanes, Packed* at, std::size_t n) {
  pack<std::endian::big>(lanes, at, n);
}

template <ExactShape shape, class Sample>
void rectify_packed24(Packed* at, std::size_t samples) {
  constexpr bool kLittle = Sample::kOrder == std::endian::little;
  if constexpr (shape == ExactShape::half) {
    return kLittle ? mask_negative_le(at, samples) : mask_negative_be(at, samples);
  }
  constexpr std::size_t kChunk = 1024;
  std::array<std::int32_t, kChunk> lanes;  // NOLINT(cppcoreguidelines-pro-type-member-init)
  for (std::size_t done = 0; done < samples; done += kChunk, at += 3 * kChunk) {
    const std::size_t count = std::min(kChunk, samples - done);
    (kLittle ? unpack_le : unpack_be)(at, lanes.data(), count);
    for (std::size_t i = 0; i < count; ++i) lanes[i] = rectified<shape, Sample>(lanes[i]);
    (kLittle ? pack_le : pack_be)(lanes.data(), at, count);
  }
}

template <ExactShape shape>
void rectify_bytes(SampleFormat format, std::span<std::byte> bytes) {
  detail::with_sample_bytes(format, [&]<class Sample>() {
    std::byte* at = bytes.data();
    const std::size_t samples = bytes.size() / Sample::kSize;
    if constexpr (Sample::kType == SampleType::s24) {
      return rectify_packed24<shape, Sample>(reinterpret_cast<Packed*>(at), samples);
    }
    for (std::size_t i = 0; i < samples; ++i, at += Sample::kSize) {
      Sample::store(at, rectified<shape, Sample>(Sample::load(at)));
    }
  });
}

}  // namespace

void rectify_in_place(ExactShape shape, SampleFormat format, std::span<std::byte> bytes) {
  detail::require_samples(bytes.size(), bytes.size() / bytes_per_sample(format.type), format.type);
  switch (shape) {
    case ExactShape::half: return rectify_bytes<ExactShape::half>(format, bytes);
    case ExactShape::half_negative: return rectify_bytes<ExactShape::half_negative>(format, bytes);
    case ExactShape::full: return rectify_bytes<ExactShape::full>(format, bytes);
  }
}

void rectify_in_place(ExactShape shape, SampleFormat format, int bits, std::span<std::byte> bytes) {
  const int spare = bits_per_code(format.type) - bits;
  if (!is_integer(format.type) || bits < 1 || spare < 0) {
    throw std::invalid_argument("rectify: the sample type can't hold these bits");
  }
  rectify_in_place(shape, format, bytes);
  // What has saturated has ones in the spare bits, and nothing else has.
  if (spare == 0 || shape == ExactShape::half) return;
  detail::with_sample_bytes(format, [&]<class Sample>() {
    if constexpr (std::is_integral_v<typename Sample::Value>) {
      const auto keep = static_cast<std::int32_t>(0xFFFFFFFFU << static_cast<unsigned>(spare));
      std::byte* at = bytes.data();
      for (std::size_t i = 0; i < bytes.size() / Sample::kSize; ++i, at += Sample::kSize) {
        Sample::store(at, static_cast<typename Sample::Value>(Sample::load(at) & keep));
      }
    }
  });
}

}  // namespace rectify
