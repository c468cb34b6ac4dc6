// What the program takes no more of, whatever memory there is.
#pragma once

#include <cstddef>
#include <string_view>

namespace rectify::cli {

/// Throws io::Error kUsage where `what`, a filter whose memory is that of many frames of every
/// channel, would have more than 4096 channels to work on.
void check_filtered(std::string_view what, std::size_t channels);

}  // namespace rectify::cli
