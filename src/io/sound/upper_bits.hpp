// Samples that have fewer bits than the integers in which they are stored.
#pragma once

#include <cstdint>

#include "io/file/input.hpp"
#include "io/sound/layout.hpp"

namespace rectify::io {

/// Checks that the samples of a settled layout, which have `bits` bits, stand in the upper bits of
/// wider integers (layout.samples): the bits below must be zero in all samples. In at least one
/// sample the bits above must be more than copies of the sign, for otherwise nothing shows that the
/// samples don't stand in the lower bits; silence passes. Reads all samples of a seekable input and
/// goes back to the first. Throws io::Error kInput.
void require_upper_bits(Input& input, const Layout& layout, int bits);

/// Names in metadata.left_out that only `valid` bits of each sample are valid.
void name_valid_bits(Metadata& metadata, std::uint64_t valid, std::uint64_t width);

}  // namespace rectify::io
