// Keys and texts.
#include "io/sound/comment.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace rectify::io {

std::string Comment::key() const {
  const std::size_t end = entry.find('=');
  std::string key = entry.substr(0, end == std::string::npos ? 0 : end);
  std::transform(key.begin(), key.end(), key.begin(), [](char c) {
    if (c == '\0') return ' ';
    return 'a' <= c && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return key;
}

std::string_view Comment::text() const {
  const std::size_t end = entry.find('=');
  return std::string_view(entry).substr(end == std::string::npos ? 0 : end + 1);
}

std::string as_key(std::string_view name) {
  std::string key(name);
  for (char& c : key) {
    if (c < 0x20 || c > 0x7D || c == '=') c = '_';
  }
  return key;
}

std::string word_for_key(std::string_view key) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kWords = {
      {{"TITLE", "title"},
       {"COPYRIGHT", "copyright"},
       {"SOFTWARE", "software"},
       {"ARTIST", "artist"},
       {"COMMENT", "comment"},
       {"DATE", "date"},
       {"ALBUM", "album"},
       {"LICENSE", "license"},
       {"TRACKNUMBER", "track"},
       {"GENRE", "genre"},
       {"LYRICS", "lyrics"},
       {kPictureKey, "picture"}}};
  for (const auto& [known, word] : kWords) {
    if (known == key) return std::string(word);
  }
  constexpr std::size_t kMost = 40;
  return "comment '" + std::string(key.substr(0, kMost)) + (key.size() > kMost ? "…'" : "'");
}

std::vector<std::pair<std::string, std::string>> joined(const std::vector<Comment>& comments) {
  std::vector<std::pair<std::string, std::string>> all;
  std::map<std::string, std::size_t> places;
  for (const Comment& comment : comments) {
    const auto [place, is_new] = places.emplace(comment.key(), all.size());
    if (is_new) {
      all.emplace_back(place->first, comment.text());
    } else {
      all[place->second].second.append("; ").append(comment.text());
    }
  }
  for (auto& field : all) std::replace(field.second.begin(), field.second.end(), '\0', ' ');
  return all;
}

}  // namespace rectify::io
