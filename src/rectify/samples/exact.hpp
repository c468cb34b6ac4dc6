// The exact lane: half-wave and full-wave on samples in their own type, nothing converted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "rectify/export.hpp"
#include "rectify/samples/sample_format.hpp"

namespace rectify {

/// What has a result in the sample's own type: relu(x), relu(-x), |x|.
enum class ExactShape : std::uint8_t { half, half_negative, full };

/// Rectifies samples where they lie. `bytes` holds whole samples in `format` (any channel count,
/// since each sample stands alone); no alignment is asked; empty does nothing.
///
/// Every result is x, -x or zero, bit for bit, as relu.hpp says of NaN, ±inf and -0. For PCM the
/// opposite of the lowest code saturates to the highest. A-law has no zero: what is to be zero
/// becomes its smallest positive step, 8/32768.
/// Throws std::invalid_argument where the bytes are not whole samples.
RECTIFY_API void rectify_in_place(ExactShape shape, SampleFormat format,
                                  std::span<std::byte> bytes);

/// The same for PCM of fewer bits than its type has, in the upper ones, the others being zero: the
/// opposite of the lowest code saturates to the highest of so many bits.
/// Throws std::invalid_argument for bits outside 1 … the type's width, or a float.
RECTIFY_API void rectify_in_place(ExactShape shape, SampleFormat format, int bits,
                                  std::span<std::byte> bytes);

}  // namespace rectify
