// libsndfile's numbers for the strings of metadata.hpp.
#pragma once

#include <sndfile.h>

#include <array>

namespace rectify::io {

/// In the order of Tag.
constexpr std::array kStringNumbers = {
    SF_STR_TITLE, SF_STR_COPYRIGHT, SF_STR_SOFTWARE, SF_STR_ARTIST,      SF_STR_COMMENT,
    SF_STR_DATE,  SF_STR_ALBUM,     SF_STR_LICENSE,  SF_STR_TRACKNUMBER, SF_STR_GENRE};

}  // namespace rectify::io
