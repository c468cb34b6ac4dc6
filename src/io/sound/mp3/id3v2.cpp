// Takes tags apart (id3.org: ID3v2.2.0, ID3v2.3.0, ID3v2.4.0).
#include "io/sound/mp3/id3v2.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "io/sound/mp3/id3_frames.hpp"
#include "io/sound/mp3/tag_extent.hpp"

namespace rectify::io {
namespace {

using Bytes = std::span<const std::byte>;

void append_utf8(std::string& to, std::uint32_t code) {
  const auto put = [&](std::uint32_t byte) { to += static_cast<char>(byte); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0U | code >> 6U);
    put(0x80U | (code & 0x3FU));
  } else if (code < 0x10000) {
    put(0xE0U | code >> 12U);
    put(0x80U | (code >> 6U & 0x3FU));
    put(0x80U | (code & 0x3FU));
  } else {
    put(0xF0U | code >> 18U);
    put(0x80U | (code >> 12U & 0x3FU));
    put(0x80U | (code >> 6U & 0x3FU));
    put(0x80U | (code & 0x3FU));
  }
}

std::string from_utf16(Bytes bytes, std::endian order) {
  constexpr std::uint32_t kUnknown = 0xFFFD;
  std::string text;
  while (bytes.size() >= 2) {
    auto code = static_cast<std::uint32_t>(number_at(bytes, 2, order));
    bytes = bytes.subspan(2);
    if (code >= 0xD800 && code < 0xE000) {  // half of a pair
      const auto low =
          static_cast<std::uint32_t>(bytes.size() < 2 ? 0 : number_at(bytes, 2, order));
      const bool pair = code < 0xDC00 && low >= 0xDC00 && low < 0xE000;
      code = pair ? 0x10000 + ((code - 0xD800) << 10U) + (low - 0xDC00) : kUnknown;
      if (pair) bytes = bytes.subspan(2);
    }
    append_utf8(text, code);
  }
  return text;
}

/// How the texts of a frame are written, by its first byte.
struct TextEncoding {
  explicit TextEncoding(std::byte byte) : number(std::to_integer<unsigned>(byte)) {}

  [[nodiscard]] std::size_t width() const { return number == 1 || number == 2 ? 2 : 1; }

  [[nodiscard]] std::string decode(Bytes bytes) const {
    if (number == 0) return from_latin1(bytes);
    if (width() == 1) return std::string(as_text(bytes));
    if (number == 2) return from_utf16(bytes, std::endian::big);
    const bool marked = bytes.size() >= 2;
    const std::uint64_t mark = marked ? number_at(bytes, 2, std::endian::big) : 0;
    if (mark == 0xFEFF) return from_utf16(bytes.subspan(2), std::endian::big);
    return from_utf16(bytes.subspan(mark == 0xFFFE ? 2 : 0), std::endian::little);
  }

  /// The text up to its end, which is taken off the front of `bytes`.
  [[nodiscard]] std::string next(Bytes& bytes) const {
    std::size_t end = 0;
    const auto is_end = [&] {
      return bytes[end] == std::byte{0} && (width() == 1 || bytes[end + 1] == std::byte{0});
    };
    while (end + width() <= bytes.size() && !is_end()) end += width();
    end = std::min(end, bytes.size());
    std::string text = decode(bytes.first(end));
    bytes = bytes.subspan(std::min(bytes.size(), end + width()));
    return text;
  }

  unsigned number;
};

std::vector<std::byte> without_unsynchronisation(Bytes bytes) {
  std::vector<std::byte> plain;
  plain.reserve(bytes.size());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    plain.push_back(bytes[i]);
    const bool stuffed =
        bytes[i] == std::byte{0xFF} && i + 1 < bytes.size() && bytes[i + 1] == std::byte{0};
    if (stuffed) ++i;
  }
  return plain;
}

/// Whether a frame of `size` bytes can stand at the front of `bytes`: another frame, padding, or
/// the end must follow it.
bool goes_on_after(Bytes bytes, std::uint64_t size) {
  if (size >= bytes.size()) return size == bytes.size();
  const std::string_view id = as_text(bytes.subspan(size)).substr(0, 4);
  return id[0] == '\0' || std::all_of(id.begin(), id.end(), [](char c) {
           return ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9');
         });
}

class TagReader {
 public:
  TagReader(Metadata& metadata, NoteId3 noted) : metadata_(&metadata), note_(noted) {}

  void read(Bytes tag);

 private:
  struct Frame {
    std::string_view id;
    Bytes content;
  };

  [[nodiscard]] std::optional<Frame> next(Bytes& rest);
  [[nodiscard]] Bytes kept(std::vector<std::byte> bytes);
  void take(const Frame& frame);
  void take_text(const Frame& frame);
  void take_named_text(const Frame& frame, std::string_view plain_key, std::size_t language);
  void take_url(const Frame& frame);
  void take_picture(const Frame& frame);
  void note(std::string word) { (metadata_->*note_)(std::move(word)); }

  Metadata* metadata_;
  NoteId3 note_;
  unsigned version_ = 4;
};

/// Bytes that no chunk holds as they are.
Bytes TagReader::kept(std::vector<std::byte> bytes) {
  if (!metadata_->make_room(bytes.size(), "an ID3 tag")) return {};
  metadata_->loose.push_back(std::move(bytes));
  return metadata_->loose.back();
}

void TagReader::read(Bytes tag) {
  const auto extent = id3v2_at(tag);
  if (!extent) return;
  if (extent->bytes > tag.size())
    return note("an ID3 tag of " + std::to_string(extent->bytes) + " bytes");
  version_ = std::to_integer<unsigned>(tag[3]);
  const auto flags = std::to_integer<unsigned>(tag[5]);
  const bool has_foot = (flags & 0x10U) != 0;
  Bytes rest = tag.subspan(kId3v2Head, extent->bytes - (has_foot ? 2 : 1) * kId3v2Head);
  if (version_ < 2 || version_ > 4) return note("an ID3 tag of an unknown version");
  // Version 2.2 sets this bit where the tag is compressed, and never says how.
  if ((flags & 0x40U) != 0 && version_ == 2) return note("an ID3 tag that is compressed");
  if ((flags & 0x80U) != 0 && version_ < 4) rest = kept(without_unsynchronisation(rest));
  if ((flags & 0x40U) != 0 && rest.size() >= 4) {  // an extended head
    std::uint64_t size = number_at(rest, 4, std::endian::big);
    if (version_ == 3) size += 4;
    rest = rest.subspan(std::min<std::uint64_t>(rest.size(), size));
  }
  while (const auto frame = next(rest)) take(*frame);
}

std::optional<TagReader::Frame> TagReader::next(Bytes& rest) {
  const std::size_t id_bytes = version_ == 2 ? 3 : 4;
  const std::size_t head = version_ == 2 ? 6 : 10;
  if (rest.size() < head || rest[0] == std::byte{0}) return std::nullopt;
  std::string_view id = as_text(rest.first(id_bytes));
  std::uint64_t size = number_at(rest.subspan(id_bytes), id_bytes, std::endian::big);
  const auto flags = version_ == 2 ? 0U : std::to_integer<unsigned>(rest[9]);
  rest = rest.subspan(head);
  if (version_ == 4 && (size & 0x80808080U) == 0) {
    const std::uint64_t of_seven_bits = (size & 0x7FU) | (size >> 1U & 0x3F80U) |
                                        (size >> 2U & 0x1FC000U) | (size >> 3U & 0xFE00000U);
    // Some writers use all eight bits of a byte, as version 2.3 does.
    if (goes_on_after(rest, of_seven_bits) || !goes_on_after(rest, size)) size = of_seven_bits;
  }
  Bytes content = rest.first(std::min<std::uint64_t>(size, rest.size()));
  rest = rest.subspan(content.size());
  if (version_ == 2) {
    const std::string_view known = id3_frame_of_22(id);
    return Frame{known.empty() ? id : known, content};
  }
  const bool is_3 = version_ == 3;
  const bool coded = (flags & (is_3 ? 0xC0U : 0x0CU)) != 0;  // compressed or encrypted
  std::size_t extra = 0;
  if ((flags & (is_3 ? 0x20U : 0x40U)) != 0) extra += 1;  // its group
  if (!is_3 && (flags & 0x01U) != 0) extra += 4;          // its length
  content = content.subspan(std::min(extra, content.size()));
  if (coded) {
    note("ID3 frame '" + std::string(id) + "' (compressed or encrypted)");
    content = {};
  } else if (!is_3 && (flags & 0x02U) != 0) {
    content = kept(without_unsynchronisation(content));
  }
  return Frame{id, content};
}

void TagReader::take(const Frame& frame) {
  if (frame.content.empty()) return;
  if (frame.id == "TXXX") return take_named_text(frame, "", 0);
  if (frame.id == "COMM") return take_named_text(frame, "COMMENT", 3);
  if (frame.id == "USLT") return take_named_text(frame, "LYRICS", 3);
  if (frame.id == "APIC") return take_picture(frame);
  // What coded the old file, and how long that was.
  if (frame.id == "TSSE" || frame.id == "TLEN") return;
  if (frame.id[0] == 'T') return take_text(frame);
  if (frame.id[0] == 'W') return take_url(frame);
  if (frame.id == "CHAP" || frame.id == "CTOC") return note("chapters");
  note("ID3 frame '" + std::string(frame.id) + "'");
}

void TagReader::take_text(const Frame& frame) {
  const TextEncoding encoding(frame.content[0]);
  Bytes rest = frame.content.subspan(1);
  while (!rest.empty()) {
    const std::string text = encoding.next(rest);
    if (text.empty()) continue;
    const std::string key = as_key(key_of_id3_frame(frame.id));
    for (const std::string& one : frame.id == "TCON" ? id3_genres_in(text) : std::vector{text}) {
      metadata_->add_comment(key, one);
    }
  }
}

/// A frame in which a description goes before the text. Without a plain key the description is the
/// key.
void TagReader::take_named_text(const Frame& frame, std::string_view plain_key,
                                std::size_t language) {
  const TextEncoding encoding(frame.content[0]);
  Bytes rest = frame.content.subspan(std::min(1 + language, frame.content.size()));
  std::string key = as_key(encoding.next(rest));
  if (plain_key.empty()) {
    if (key.empty()) key = "TXXX";
  } else {
    key = std::string(plain_key) + (key.empty() ? "" : ":" + key);
  }
  do {
    metadata_->add_comment(key, encoding.next(rest));
  } while (!rest.empty());
}

void TagReader::take_url(const Frame& frame) {
  std::string key(frame.id);
  Bytes rest = frame.content;
  if (key == "WXXX") {
    const TextEncoding encoding(rest[0]);
    rest = rest.subspan(1);
    const std::string description = as_key(encoding.next(rest));
    if (!description.empty()) key += ":" + description;
  }
  metadata_->add_comment(as_key(key), TextEncoding(std::byte{0}).next(rest));
}

void TagReader::take_picture(const Frame& frame) {
  const TextEncoding encoding(frame.content[0]);
  Bytes rest = frame.content.subspan(1);
  Picture picture;
  if (version_ == 2) {  // three letters
    const std::string_view format = as_text(rest.first(std::min<std::size_t>(3, rest.size())));
    picture.mime = format == "JPG" ? "image/jpeg" : format == "PNG" ? "image/png" : format;
    rest = rest.subspan(format.size());
  } else {
    picture.mime = TextEncoding(std::byte{0}).next(rest);
  }
  if (rest.empty()) return note("picture that is cut short");
  picture.type = std::to_integer<std::uint32_t>(rest[0]);
  rest = rest.subspan(1);
  picture.description = encoding.next(rest);
  picture.data = rest;
  metadata_->pictures.push_back(std::move(picture));
}

}  // namespace

std::string from_latin1(Bytes bytes) {
  std::string text;
  for (const std::byte byte : bytes) append_utf8(text, std::to_integer<std::uint32_t>(byte));
  return text;
}

void understand_id3v2(Bytes tag, Metadata& metadata, NoteId3 note) {
  TagReader(metadata, note).read(tag);
}

}  // namespace rectify::io
