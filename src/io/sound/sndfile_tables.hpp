// What libsndfile leaves to its users: the numbers of its strings, and the order of Ogg's channels.
#pragma once

#include <sndfile.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "io/sound/sound_format.hpp"

namespace rectify::io {

/// Of the strings of metadata.hpp, in the order of Tag.
constexpr std::array kStringNumbers = {
    SF_STR_TITLE, SF_STR_COPYRIGHT, SF_STR_SOFTWARE, SF_STR_ARTIST,      SF_STR_COMMENT,
    SF_STR_DATE,  SF_STR_ALBUM,     SF_STR_LICENSE,  SF_STR_TRACKNUMBER, SF_STR_GENRE};

/// Which channel of the usual order stands at each place in Vorbis and Opus (Xiph.Org, "Vorbis I
/// specification", 4.3.9; RFC 7845, 5.1.1.2): empty where the orders are the same.
inline std::vector<std::size_t> ogg_order(Container container, std::size_t channels) {
  if (container != Container::kVorbis && container != Container::kOpus) return {};
  switch (channels) {
    case 3: return {0, 2, 1};
    case 5: return {0, 2, 1, 3, 4};
    case 6: return {0, 2, 1, 4, 5, 3};
    case 7: return {0, 2, 1, 5, 6, 4, 3};
    case 8: return {0, 2, 1, 6, 7, 4, 5, 3};
    default: return {};
  }
}

}  // namespace rectify::io
