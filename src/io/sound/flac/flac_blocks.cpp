#include "io/sound/flac/flac_blocks.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "io/sound/comments.hpp"
#include "io/sound/flac/flac_head.hpp"

namespace rectify::io {
namespace {

constexpr std::size_t kMagic = 4;
constexpr std::size_t kHead = 4;  // last?, type, length
constexpr std::byte kLast{0x80};

enum Type : std::uint8_t {  // NOLINT(cppcoreguidelines-use-enum-class)
  kStreamInfo = 0,
  kPadding = 1,
  kApplication = 2,
  kSeekTable = 3,
  kComment = 4,
  kCueSheet = 5,
  kPicture = 6
};

struct Head {
  bool last;
  unsigned type;
  std::size_t length;
};

Head head_at(std::span<const std::byte> at) {
  return {(at[0] & kLast) != std::byte{0}, std::to_integer<unsigned>(at[0] & ~kLast),
          number_at(at.subspan(1), 3, std::endian::big)};
}

/// A block's type as a chunk's four characters.
std::string id_of(unsigned type) {
  constexpr std::array<std::string_view, 7> kIds = {"INFO", "PADD", "APPL", "SEEK",
                                                    "COMM", "CUES", "PICT"};
  return std::string(kIds.at(type));
}

unsigned type_of(const Chunk& chunk) {
  unsigned type = 0;
  while (id_of(type) != chunk.id) ++type;
  return type;
}

void append_block(std::vector<std::byte>& header, unsigned type,
                  std::span<const std::byte> content) {
  Fields head(std::endian::big);
  head.u8(type);
  head.number(content.size(), 3);
  header.insert(header.end(), head.all().begin(), head.all().end());
  header.insert(header.end(), content.begin(), content.end());
}

}  // namespace

void take_flac_block(unsigned type, std::span<const std::byte> content, Metadata& metadata) {
  const bool wanted = type == kApplication || (type >= kComment && type <= kPicture);
  metadata.family = Family::kFlac;
  if (!wanted) return;
  Chunk block{id_of(type), {content.begin(), content.end()}};
  if (type == kApplication) metadata.note("application data");
  if (type == kCueSheet) metadata.note("cue sheet");
  if (type == kPicture) metadata.note("picture");
  if (type == kComment) note_comments(block.content, metadata);
  metadata.before.push_back(std::move(block));
}

std::vector<std::byte> FlacHeader::feed(std::span<const std::byte> bytes) {
  header_.insert(header_.end(), bytes.begin(), bytes.end());
  std::size_t at = kMagic;
  for (;;) {
    if (header_.size() < at + kHead) return {};
    const Head head = head_at(std::span(header_).subspan(at));
    at += kHead + head.length;
    if (header_.size() < at) return {};
    if (head.last) break;
  }
  const std::vector<std::byte> frames(header_.begin() + static_cast<std::ptrdiff_t>(at),
                                      header_.end());
  header_.resize(at);
  std::vector<std::byte> out = rebuilt();
  before_ = header_.size();
  after_ = out.size();
  complete_ = true;
  out.insert(out.end(), frames.begin(), frames.end());
  return out;
}

std::vector<std::byte> FlacHeader::rebuilt() const {
  const std::span<const std::byte> header(header_);
  std::vector<std::byte> out(header.begin(), header.begin() + kMagic);
  std::span<const std::byte> vendor;
  for (std::size_t at = kMagic; at < header.size();) {
    const Head head = head_at(header.subspan(at));
    const auto content = header.subspan(at + kHead, head.length);
    if (head.type == kComment) {
      vendor = content.first(vendor_bytes(content));
    } else {
      append_block(out, head.type, content);
    }
    at += kHead + head.length;
  }
  // The comments are the input's, but they were not written by the program that wrote the input.
  bool commented = false;
  for (const Chunk& block : *blocks_) {
    if (block.id != id_of(kComment)) continue;
    const std::span<const std::byte> content(block.content);
    std::vector<std::byte> comments(vendor.begin(), vendor.end());
    const auto rest = content.subspan(vendor_bytes(content));
    comments.insert(comments.end(), rest.begin(), rest.end());
    append_block(out, kComment, comments);
    commented = true;
  }
  if (!commented) {
    std::vector<std::byte> none(vendor.begin(), vendor.end());
    none.resize(none.size() + 4);
    append_block(out, kComment, none);
  }
  for (const Chunk& block : *blocks_) {
    if (block.id != id_of(kComment)) append_block(out, type_of(block), block.content);
  }
  // The last of them says so.
  for (std::size_t at = kMagic;;) {
    const std::size_t next = at + kHead + head_at(std::span(out).subspan(at)).length;
    if (next >= out.size()) {
      out[at] |= kLast;
      return out;
    }
    at = next;
  }
}

}  // namespace rectify::io
