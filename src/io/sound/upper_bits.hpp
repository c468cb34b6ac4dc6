// Samples that are narrower than the integers they stand in.
#pragma once

#include <cstdint>

#include "io/file/input.hpp"
#include "io/sound/layout.hpp"

namespace rectify::io {

/// Checks that the samples of a settled layout, of fewer bits than layout.samples has, stand in the
/// upper ones, as they should: the bits below are zero in all of them, and those above are more
/// than copies of a sign in some (or all samples are 0). Reads a file's samples to their end, and
/// goes back to the first. Throws io::Error kInput.
void require_upper_bits(Input& input, const Layout& layout, int bits);

/// Names what is lost where a file says that fewer bits are valid than its samples are wide.
void name_valid_bits(Metadata& metadata, std::uint64_t valid, std::uint64_t width);

}  // namespace rectify::io
