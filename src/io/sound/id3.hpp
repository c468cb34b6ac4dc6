// ID3 tags before a sound.
#pragma once

#include <cstdint>

#include "io/file/input.hpp"

namespace rectify::io {

/// Skips the ID3v2 tags at the start of the input (ID3.org, "ID3 tag version 2.4.0 - Main
/// Structure", 2000, section 3) and returns how many bytes they have.
std::uint64_t pass_id3_tags(Input& input);

}  // namespace rectify::io
