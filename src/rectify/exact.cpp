// One loop for every shape, type and byte order, and one for the packed 24 bits.
#include "rectify/exact.hpp"

#include <bit>
#include <cstdint>
#include <type_traits>

#include "rectify/instruction_sets.hpp"
#include "rectify/relu.hpp"
#include "rectify/sample_bytes.hpp"

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

/// relu of packed 24 bits without assembling them, the sign of `high` masking its three bytes: as
/// fast as memory, where loading each sample as an integer costs ten times as much, since no
/// vector has 24-bit lanes.
template <std::endian order>
inline void half_wave_packed24(std::uint8_t* at, std::size_t samples) {
  constexpr std::size_t high = order == std::endian::little ? 2 : 0;
  constexpr std::size_t low = 2 - high;
  for (std::size_t i = 0; i < samples; ++i, at += 3) {
    const auto keep = static_cast<std::uint8_t>(~(static_cast<std::int8_t>(at[high]) >> 7));
    const auto first = static_cast<std::uint8_t>(at[low] & keep);
    const auto second = static_cast<std::uint8_t>(at[1] & keep);
    const auto third = static_cast<std::uint8_t>(at[high] & keep);
    at[low] = first;
    at[1] = second;
    at[high] = third;
  }
}

RECTIFY_CLONES void half_wave_s24le(std::uint8_t* at, std::size_t samples) {
  half_wave_packed24<std::endian::little>(at, samples);
}

RECTIFY_CLONES void half_wave_s24be(std::uint8_t* at, std::size_t samples) {
  half_wave_packed24<std::endian::big>(at, samples);
}

template <ExactShape shape>
void rectify_bytes(SampleFormat format, std::span<std::byte> bytes) {
  detail::with_sample_bytes(format, [&]<class Sample>() {
    std::byte* at = bytes.data();
    const std::size_t samples = bytes.size() / Sample::kSize;
    if constexpr (shape == ExactShape::half && Sample::kType == SampleType::s24) {
      const auto half_wave =
          Sample::kOrder == std::endian::little ? half_wave_s24le : half_wave_s24be;
      return half_wave(reinterpret_cast<std::uint8_t*>(at), samples);
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

}  // namespace rectify
