// The genres of ID3v1, and those that Winamp added up to number 125.
#include <algorithm>
#include <array>
#include <charconv>

#include "io/sound/mp3/id3v2.hpp"

namespace rectify::io {
namespace {

constexpr std::array<std::string_view, 126> kGenres = {"Blues",
                                                       "Classic Rock",
                                                       "Country",
                                                       "Dance",
                                                       "Disco",
                                                       "Funk",
                                                       "Grunge",
                                                       "Hip-Hop",
                                                       "Jazz",
                                                       "Metal",
                                                       "New Age",
                                                       "Oldies",
                                                       "Other",
                                                       "Pop",
                                                       "R&B",
                                                       "Rap",
                                                       "Reggae",
                                                       "Rock",
                                                       "Techno",
                                                       "Industrial",
                                                       "Alternative",
                                                       "Ska",
                                                       "Death Metal",
                                                       "Pranks",
                                                       "Soundtrack",
                                                       "Euro-Techno",
                                                       "Ambient",
                                                       "Trip-Hop",
                                                       "Vocal",
                                                       "Jazz+Funk",
                                                       "Fusion",
                                                       "Trance",
                                                       "Classical",
                                                       "Instrumental",
                                                       "Acid",
                                                       "House",
                                                       "Game",
                                                       "Sound Clip",
                                                       "Gospel",
                                                       "Noise",
                                                       "Alt. Rock",
                                                       "Bass",
                                                       "Soul",
                                                       "Punk",
                                                       "Space",
                                                       "Meditative",
                                                       "Instrumental Pop",
                                                       "Instrumental Rock",
                                                       "Ethnic",
                                                       "Gothic",
                                                       "Darkwave",
                                                       "Techno-Industrial",
                                                       "Electronic",
                                                       "Pop-Folk",
                                                       "Eurodance",
                                                       "Dream",
                                                       "Southern Rock",
                                                       "Comedy",
                                                       "Cult",
                                                       "Gangsta Rap",
                                                       "Top 40",
                                                       "Christian Rap",
                                                       "Pop/Funk",
                                                       "Jungle",
                                                       "Native American",
                                                       "Cabaret",
                                                       "New Wave",
                                                       "Psychedelic",
                                                       "Rave",
                                                       "Showtunes",
                                                       "Trailer",
                                                       "Lo-Fi",
                                                       "Tribal",
                                                       "Acid Punk",
                                                       "Acid Jazz",
                                                       "Polka",
                                                       "Retro",
                                                       "Musical",
                                                       "Rock & Roll",
                                                       "Hard Rock",
                                                       "Folk",
                                                       "Folk-Rock",
                                                       "National Folk",
                                                       "Swing",
                                                       "Fast-Fusion",
                                                       "Bebop",
                                                       "Latin",
                                                       "Revival",
                                                       "Celtic",
                                                       "Bluegrass",
                                                       "Avantgarde",
                                                       "Gothic Rock",
                                                       "Progressive Rock",
                                                       "Psychedelic Rock",
                                                       "Symphonic Rock",
                                                       "Slow Rock",
                                                       "Big Band",
                                                       "Chorus",
                                                       "Easy Listening",
                                                       "Acoustic",
                                                       "Humour",
                                                       "Speech",
                                                       "Chanson",
                                                       "Opera",
                                                       "Chamber Music",
                                                       "Sonata",
                                                       "Symphony",
                                                       "Booty Bass",
                                                       "Primus",
                                                       "Porn Groove",
                                                       "Satire",
                                                       "Slow Jam",
                                                       "Club",
                                                       "Tango",
                                                       "Samba",
                                                       "Folklore",
                                                       "Ballad",
                                                       "Power Ballad",
                                                       "Rhythmic Soul",
                                                       "Freestyle",
                                                       "Duet",
                                                       "Punk Rock",
                                                       "Drum Solo",
                                                       "A Cappella",
                                                       "Euro-House",
                                                       "Dance Hall"};

/// The name of the genre that a reference such as "17" or "RX" stands for. Empty where the text is
/// no reference.
std::string_view genre_meant(std::string_view reference) {
  if (reference == "RX") return "Remix";
  if (reference == "CR") return "Cover";
  unsigned number = 0;
  const char* const end = reference.data() + reference.size();
  const auto [rest, error] = std::from_chars(reference.data(), end, number);
  return error == std::errc{} && rest == end ? id3_genre(number) : std::string_view{};
}

}  // namespace

std::vector<std::string> id3_genres_in(std::string_view text) {
  std::vector<std::string> genres;
  while (text.starts_with("(") && !text.starts_with("((")) {
    const std::size_t end = text.find(')');
    if (end == std::string_view::npos) break;
    const std::string_view name = genre_meant(text.substr(1, end - 1));
    if (name.empty()) break;
    genres.emplace_back(name);
    text.remove_prefix(end + 1);
  }
  if (text.starts_with("((")) text.remove_prefix(1);
  const std::string_view name = genres.empty() ? genre_meant(text) : std::string_view{};
  const std::string_view last = name.empty() ? text : name;
  const bool again = std::find(genres.begin(), genres.end(), last) != genres.end();
  if (!last.empty() && !again) genres.emplace_back(last);
  return genres;
}

std::string_view id3_genre(unsigned number) {
  return number < kGenres.size() ? kGenres.at(number) : std::string_view{};
}

}  // namespace rectify::io
