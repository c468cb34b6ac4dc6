// What the program takes no more of, whatever memory there is.
#pragma once

#include <cstddef>

namespace rectify::cli {

/// The most channels that a filter works on whose memory is that of many frames of every channel.
constexpr std::size_t kMostFiltered = 4096;

}  // namespace rectify::cli
