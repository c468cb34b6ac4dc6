// Makes tags of ID3v2.4.
#include <algorithm>
#include <array>
#include <utility>

#include "io/sound/comments.hpp"
#include "io/sound/mp3/id3_frames.hpp"
#include "io/sound/mp3/id3v2.hpp"

namespace rectify::io {
namespace {

constexpr std::uint64_t kUtf8 = 3;

/// Seven bits a byte.
std::uint64_t synchsafe(std::uint64_t number) {
  return (number & 0x7FU) | (number & 0x3F80U) << 1U | (number & 0x1FC000U) << 2U |
         (number & 0xFE00000U) << 3U;
}

void add_frame(Fields& tag, std::string_view id, const Fields& content) {
  tag.text(id);
  tag.u32(synchsafe(content.length()));
  tag.u16(0);
  tag.bytes(content.all());
}

/// The key before and after its first colon, where it begins with `plain`.
bool splits(std::string_view key, std::string_view plain, std::string_view& description) {
  if (!key.starts_with(plain)) return false;
  if (key.size() == plain.size()) return true;
  if (key[plain.size()] != ':') return false;
  description = key.substr(plain.size() + 1);
  return true;
}

bool is_url(std::string_view key) {
  constexpr std::array<std::string_view, 8> kFrames = {"WCOM", "WCOP", "WOAF", "WOAR",
                                                       "WOAS", "WORS", "WPAY", "WPUB"};
  return std::find(kFrames.begin(), kFrames.end(), key) != kFrames.end();
}

/// One frame for all that comments of a key say.
void add_texts(Fields& tag, std::string_view key, const std::vector<std::string>& texts) {
  Fields content(std::endian::big);
  std::string_view description;
  const auto all = [&](std::string_view between) {
    std::string text;
    for (const std::string& one : texts)
      text += (&one == texts.data() ? "" : std::string(between)) + one;
    return text;
  };
  using namespace std::string_view_literals;
  // Frames of URLs hold Latin-1 up to a zero byte: other texts would not come back from them.
  const std::string text = all("; ");
  const bool ascii = std::all_of(text.begin(), text.end(), [](char c) { return c > 0; });
  const bool comment = splits(key, "COMMENT", description);
  if (comment || splits(key, "LYRICS", description)) {
    content.u8(kUtf8);
    content.text(std::string(3, 'X'));  // what ID3v2 says of an unknown language
    content.text(description);
    content.u8(0);
    content.text(text);
    return add_frame(tag, comment ? "COMM" : "USLT", content);
  }
  if (ascii && is_url(key)) {
    content.text(text);
    return add_frame(tag, key, content);
  }
  std::string_view frame = id3_frame_of_key(key);
  content.u8(kUtf8);
  if (ascii && splits(key, "WXXX", description)) {
    frame = "WXXX";
    content.text(description);
    content.u8(0);
  } else if (frame.empty()) {
    frame = "TXXX";
    content.text(key == "TXXX" ? std::string_view{} : key);
    content.u8(0);
  }
  content.text(frame == "WXXX" ? text : all("\0"sv));
  add_frame(tag, frame, content);
}

void add_picture(Fields& tag, const Picture& picture) {
  constexpr std::uint32_t kMostType = 20;
  Fields content(std::endian::big);
  content.u8(kUtf8);
  content.text(picture.mime.substr(0, picture.mime.find('\0')));
  content.u8(0);
  content.u8(picture.type > kMostType ? 0 : picture.type);
  content.text(picture.description.substr(0, picture.description.find('\0')));
  content.u8(0);
  content.bytes(picture.data);
  add_frame(tag, "APIC", content);
}

}  // namespace

std::vector<std::byte> make_id3v2(const Metadata& metadata) {
  std::vector<std::pair<std::string, std::vector<std::string>>> fields;
  std::map<std::string, std::size_t> places;
  for (const Comment& comment : metadata.comments) {
    const std::string key = comment.key();
    if (key == kSpeakersKey || key == kEncoderKey || holds_picture(comment)) continue;
    const auto [place, is_new] = places.emplace(key, fields.size());
    if (is_new) fields.emplace_back(key, std::vector<std::string>());
    fields[place->second].second.emplace_back(comment.text());
  }
  Fields frames(std::endian::big);
  for (const auto& [key, texts] : fields) add_texts(frames, key, texts);
  each_picture(metadata, [&](const Picture& picture) { add_picture(frames, picture); });
  if (frames.length() == 0) return {};
  Fields tag(std::endian::big);
  tag.text("ID3");
  tag.u8(4);
  tag.u8(0);
  tag.u8(0);
  tag.u32(synchsafe(frames.length()));
  tag.bytes(frames.all());
  return std::move(tag).all();
}

}  // namespace rectify::io
