// ID3 tags in front of a sound.
#pragma once

#include <cstdint>

#include "io/file/input.hpp"

namespace rectify::io {

/// Passes over the ID3v2 tags at which the input stands, if any (ID3.org, "ID3 tag version 2.4.0 -
/// Main Structure", 2000, section 3). Gives their bytes.
std::uint64_t pass_id3_tags(Input& input);

}  // namespace rectify::io
