// Half-wave and full-wave rectification of samples in their own type, without any conversion.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "rectify/export.hpp"
#include "rectify/samples/sample_format.hpp"

namespace rectify {

/// relu(x), relu(-x) and |x|, whose results have the type of the sample.
enum class ExactShape : std::uint8_t { half, half_negative, full };

/// Rectifies samples in place. `bytes` holds samples of any number of channels, without alignment,
/// or none. Every result is x, -x or zero, bit for bit; NaN, ±inf and -0 give what relu.hpp says.
/// -x of the lowest PCM code saturates to the highest. A-law has no zero: what is to be zero
/// becomes its smallest positive step, 8/32768. Throws std::invalid_argument for a part of a
/// sample.
RECTIFY_API void rectify_in_place(ExactShape shape, SampleFormat format,
                                  std::span<std::byte> bytes);

/// The same for PCM of fewer bits than its type has, in the upper ones, the others being zero: the
/// opposite of the lowest code saturates to the highest of so many bits.
/// Throws std::invalid_argument for bits outside 1 … the type's width, or a float.
RECTIFY_API void rectify_in_place(ExactShape shape, SampleFormat format, int bits,
                                  std::span<std::byte> bytes);

}  // namespace rectify
