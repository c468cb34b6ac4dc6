// Understands tags, and finds those at the end of a file.
#include "io/sound/mp3/old_tags.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <string_view>
#include <utility>

#include "io/sound/metadata_family.hpp"
#include "io/sound/mp3/id3v2.hpp"
#include "io/sound/mp3/tag_extent.hpp"

namespace rectify::io {
namespace {

using Bytes = std::span<const std::byte>;

/// Fields of fixed length, in Latin-1, filled up with zeros or blanks.
void understand_id3v1(Bytes tag, Metadata& metadata) {
  const auto add = [&](std::string_view key, std::size_t at, std::size_t bytes) {
    Bytes field = tag.subspan(at, bytes);
    field = field.first(as_text(field).substr(0, as_text(field).find('\0')).size());
    while (!field.empty() && field.back() == std::byte{' '}) field = field.first(field.size() - 1);
    if (!field.empty()) metadata.add_comment(key, from_latin1(field));
  };
  if (tag.size() != kId3v1Bytes) return;
  add("TITLE", 3, 30);
  add("ARTIST", 33, 30);
  add("ALBUM", 63, 30);
  add("DATE", 93, 4);
  add("COMMENT", 97, 30);
  // Version 1.1 has a track in the last byte of the comment.
  if (tag[125] == std::byte{0} && tag[126] != std::byte{0}) {
    metadata.add_comment("TRACKNUMBER", std::to_string(std::to_integer<unsigned>(tag[126])));
  }
  const auto genre = std::to_integer<unsigned>(tag[127]);
  if (genre == 0xFF) return;
  const std::string_view name = id3_genre(genre);
  metadata.add_comment("GENRE", name.empty() ? std::to_string(genre) : std::string(name));
}

std::string_view mime_of(Bytes data) {
  const std::string_view text = as_text(data);
  if (text.starts_with("\xFF\xD8")) return "image/jpeg";
  if (text.starts_with("\x89PNG")) return "image/png";
  if (text.starts_with("GIF8")) return "image/gif";
  return "application/octet-stream";
}

std::string key_of_ape(std::string_view name) {
  std::string key = as_key(name);
  for (char& c : key) c = 'a' <= c && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  if (key == "YEAR") return "DATE";
  if (key == "TRACK") return "TRACKNUMBER";
  if (key == "DISC") return "DISCNUMBER";
  if (key == "ALBUM ARTIST") return "ALBUMARTIST";
  return key;
}

void understand_ape_item(unsigned kind, std::string_view name, Bytes value, Metadata& metadata) {
  constexpr unsigned kText = 0;
  constexpr unsigned kLink = 2;
  if (kind == kText || kind == kLink) {
    std::string_view rest = as_text(value);
    while (!rest.empty()) {
      const std::string_view text = rest.substr(0, rest.find('\0'));
      metadata.add_comment(key_of_ape(name), text);
      rest.remove_prefix(std::min(rest.size(), text.size() + 1));
    }
  } else if (name.starts_with("Cover Art (")) {
    Picture picture;  // its file's name goes before it
    const std::size_t end = as_text(value).find('\0');
    if (end == std::string_view::npos) return metadata.note("APE item '" + std::string(name) + "'");
    picture.description = as_text(value.first(end));
    picture.data = value.subspan(end + 1);
    picture.mime = mime_of(picture.data);
    picture.type = name == "Cover Art (Front)" ? 3 : name == "Cover Art (Back)" ? 4 : 0;
    metadata.pictures.push_back(std::move(picture));
  } else {
    metadata.note("APE item '" + std::string(name.substr(0, 40)) + "'");
  }
}

void understand_ape(Bytes tag, Metadata& metadata) {
  constexpr std::string_view kMagic = "APETAGEX";  // of a head and of a foot
  Bytes rest = tag;
  if (as_text(rest).starts_with(kMagic)) rest = rest.subspan(std::min(kApeFoot, rest.size()));
  const std::size_t foot = std::min(kApeFoot, rest.size());
  if (as_text(rest.last(foot)).starts_with(kMagic)) rest = rest.first(rest.size() - foot);
  constexpr std::size_t kHead = 8;
  while (rest.size() > kHead) {
    const std::uint64_t size = number_at(rest, 4, std::endian::little);
    const auto flags = static_cast<unsigned>(number_at(rest.subspan(4), 4, std::endian::little));
    rest = rest.subspan(kHead);
    const std::string_view name = as_text(rest).substr(0, as_text(rest).find('\0'));
    if (name.size() >= rest.size()) return;
    rest = rest.subspan(name.size() + 1);
    const Bytes value = rest.first(std::min<std::uint64_t>(size, rest.size()));
    understand_ape_item(flags >> 1U & 3U, name, value, metadata);
    rest = rest.subspan(value.size());
  }
}

void understand(const Chunk& chunk, Metadata& metadata) {
  if (chunk.id == "ID3 ") {
    understand_id3v2(chunk.content, metadata, &Metadata::note);
  } else if (chunk.id == "TAG ") {
    understand_id3v1(chunk.content, metadata);
  } else if (chunk.id == "APE ") {
    understand_ape(chunk.content, metadata);
  } else {
    metadata.note(chunk.id == "LYR3" ? "lyrics of Lyrics3" : "an extended tag of ID3v1");
  }
}

std::vector<Chunk> chunks(const Metadata& metadata) {
  std::vector<std::byte> tag = make_id3v2(metadata);
  if (tag.empty()) return {};
  return {{"ID3 ", std::move(tag)}};
}

/// The bytes that end at `end`; fewer where the input has no more.
std::vector<std::byte> bytes_before(Input& input, std::uint64_t end, std::size_t bytes) {
  std::vector<std::byte> found(std::min<std::uint64_t>(bytes, end));
  input.seek(end - found.size());
  found.resize(input.read_fully(found));
  return found;
}

/// The tag that ends there.
std::optional<TagExtent> tag_ending_at(Input& input, std::uint64_t end) {
  constexpr std::size_t kExtended = 227;
  constexpr std::size_t kLyrics = 15;  // six digits and "LYRICS200"
  const auto tail = bytes_before(input, end, kExtended);
  const auto last = [&](std::size_t bytes) {
    return as_text(Bytes(tail).last(std::min(bytes, tail.size())));
  };
  if (last(kId3v1Bytes).starts_with("TAG") && tail.size() >= kId3v1Bytes) {
    return TagExtent{"TAG ", kId3v1Bytes};
  }
  if (last(kExtended).starts_with("TAG+") && tail.size() >= kExtended) {
    return TagExtent{"TAG+", kExtended};
  }
  const auto ape = ape_ending_in(Bytes(tail).last(std::min(kApeFoot, tail.size())));
  if (ape && ape->bytes <= end) return ape;
  const std::string_view lyrics = last(kLyrics);
  if (lyrics.ends_with("LYRICS200")) {
    std::uint64_t size = 0;
    std::from_chars(lyrics.data(), lyrics.data() + 6, size);
    if (size != 0 && size + kLyrics <= end) return TagExtent{"LYR3", size + kLyrics};
  }
  if (lyrics.ends_with("LYRICSEND")) {
    constexpr std::size_t kMost = 5100 + 20;
    const auto all = bytes_before(input, end, kMost);
    const std::size_t begin = as_text(all).rfind("LYRICSBEGIN");
    if (begin != std::string_view::npos) return TagExtent{"LYR3", all.size() - begin};
  }
  return std::nullopt;
}

}  // namespace

void take_tag(Chunk tag, Metadata::Place place, Metadata& metadata) {
  metadata.family = &kMp3Metadata;
  const auto extent = id3v2_at(tag.content);  // of which the head alone may be here
  if (!metadata.make_room(extent ? extent->bytes : tag.content.size(), "a tag")) return;
  auto& tags = place == Metadata::Place::kBefore ? metadata.before : metadata.after;
  metadata.begin_source();
  tags.push_back(std::move(tag));
  metadata.understand(tags.back());
}

TrailingTags read_trailing_tags(Input& input, Metadata& metadata) {
  TrailingTags found{{}, input.size()};
  std::uint64_t room = input.limits().of(Metadata::kMostBytes);
  while (const auto extent = tag_ending_at(input, found.begin)) {
    found.begin -= extent->bytes;
    const std::uint64_t cost = Metadata::cost_of(extent->bytes);
    if (cost > room) {
      metadata.pass_over(extent->bytes, "a tag");
      continue;
    }
    room -= cost;
    found.tags.push_back(
        {std::string(extent->kind), bytes_before(input, found.begin + extent->bytes,
                                                 static_cast<std::size_t>(extent->bytes))});
  }
  std::reverse(found.tags.begin(), found.tags.end());
  return found;
}

constinit const MetadataFamily kMp3Metadata{
    .any_comment = true,
    .pictures = true,
    .understand = understand,
    .chunks = chunks,
};

}  // namespace rectify::io
