// The usual channel masks.
#include "io/sound/sound_format.hpp"

#include <array>

namespace rectify::io {

std::uint32_t usual_speakers(std::size_t channels) {
  constexpr std::array<std::uint32_t, 9> kMasks = {0,    0x4,  0x3,   0x7,  0x33,
                                                   0x37, 0x3F, 0x70F, 0x63F};
  return channels < kMasks.size() ? kMasks.at(channels) : 0;
}

}  // namespace rectify::io
