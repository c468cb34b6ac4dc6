// What the program takes no more of, whatever memory there is.
#pragma once

#include <cstddef>
#include <string_view>

#include "io/file/limits.hpp"

namespace rectify::cli {

/// Throws io::Error kUsage where `what`, a filter whose memory is that of many frames of every
/// channel, would have more channels to work on than 4096, or what the limits raise that to.
void check_filtered(std::string_view what, std::size_t channels, io::Limits limits);

}  // namespace rectify::cli
