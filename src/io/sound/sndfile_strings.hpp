// libsndfile's numbers for the keys of comments.
#pragma once

#include <sndfile.h>

#include <array>
#include <string_view>
#include <utility>

namespace rectify::io {

constexpr std::array<std::pair<int, std::string_view>, 10> kSndfileStrings = {
    {{SF_STR_TITLE, "TITLE"},
     {SF_STR_COPYRIGHT, "COPYRIGHT"},
     {SF_STR_SOFTWARE, "SOFTWARE"},
     {SF_STR_ARTIST, "ARTIST"},
     {SF_STR_COMMENT, "COMMENT"},
     {SF_STR_DATE, "DATE"},
     {SF_STR_ALBUM, "ALBUM"},
     {SF_STR_LICENSE, "LICENSE"},
     {SF_STR_TRACKNUMBER, "TRACKNUMBER"},
     {SF_STR_GENRE, "GENRE"}}};

}  // namespace rectify::io
