// Packets out of pages and back into pages, by libogg (RFC 3533; for Opus RFC 7845, section 5).
#include "io/sound/ogg/ogg_comments.hpp"

#include <ogg/ogg.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "io/sound/comments.hpp"

namespace rectify::io {
namespace {

/// Bytes in, pages out.
class Pages {
 public:
  Pages() { ogg_sync_init(&sync_); }
  ~Pages() { ogg_sync_clear(&sync_); }
  Pages(const Pages&) = delete;
  Pages& operator=(const Pages&) = delete;

  void put(std::span<const std::byte> bytes) {
    char* to = ogg_sync_buffer(&sync_, static_cast<long>(bytes.size()));
    std::transform(bytes.begin(), bytes.end(), to,
                   [](std::byte b) { return static_cast<char>(std::to_integer<unsigned>(b)); });
    ogg_sync_wrote(&sync_, static_cast<long>(bytes.size()));
  }
  /// Valid until the next call.
  std::optional<ogg_page> next() {
    ogg_page page{};
    if (ogg_sync_pageout(&sync_, &page) != 1) return std::nullopt;
    return page;
  }

 private:
  ogg_sync_state sync_{};
};

/// Pages in and packets out, or the other way.
class Stream {
 public:
  explicit Stream(int serial) { ogg_stream_init(&stream_, serial); }
  ~Stream() { ogg_stream_clear(&stream_); }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  void put(ogg_page page) { ogg_stream_pagein(&stream_, &page); }
  void put(ogg_packet packet) { ogg_stream_packetin(&stream_, &packet); }
  std::optional<ogg_packet> next_packet() {
    ogg_packet packet{};
    if (ogg_stream_packetout(&stream_, &packet) != 1) return std::nullopt;
    return packet;
  }
  std::optional<ogg_page> next_page() {
    ogg_page page{};
    if (ogg_stream_flush(&stream_, &page) == 0) return std::nullopt;
    return page;
  }

 private:
  ogg_stream_state stream_{};
};

std::span<const std::byte> bytes_of(const ogg_packet& packet) {
  return std::as_bytes(std::span(packet.packet, static_cast<std::size_t>(packet.bytes)));
}

/// How the header of a coding goes: what its first packet begins with, what stands around the
/// comments in its second, and how many packets it has.
struct Coding {
  std::string_view first;
  std::string_view before_comments;
  std::string_view after_comments;
  std::size_t packets;
  std::size_t pre_skip_at;  ///< the place of what is to be left out, in the first packet; 0: none
};

constexpr std::array kCodings = {Coding{"\x01vorbis", "\x03vorbis", "\x01", 3, 0},
                                 Coding{"OpusHead", "OpusTags", "", 2, 10}};

bool begins_with(std::span<const std::byte> bytes, std::string_view text) {
  const auto start = std::as_bytes(std::span(text));
  return bytes.size() >= start.size() && std::equal(start.begin(), start.end(), bytes.begin());
}

const Coding& coding_of(std::span<const std::byte> first_packet) {
  return *std::find_if(kCodings.begin(), kCodings.end(), [&](const Coding& coding) {
    return begins_with(first_packet, coding.first);
  });
}

/// The comments in a second packet.
std::span<const std::byte> comments_in(std::span<const std::byte> packet, const Coding& coding) {
  if (!begins_with(packet, coding.before_comments)) return {};
  return whole_comments(packet.subspan(coding.before_comments.size()));
}

void append(std::vector<std::byte>& to, const ogg_page& page) {
  for (const auto& [data, length] :
       {std::pair(page.header, page.header_len), std::pair(page.body, page.body_len)}) {
    const auto bytes = std::as_bytes(std::span(data, static_cast<std::size_t>(length)));
    to.insert(to.end(), bytes.begin(), bytes.end());
  }
}

void set_bytes(std::span<unsigned char> to, std::uint64_t value) {
  for (unsigned char& byte : to) {
    byte = static_cast<unsigned char>(value & 0xFFU);
    value >>= 8U;
  }
}

/// Where a page ends, in frames.
void set_position(ogg_page& page, std::uint64_t position) {
  set_bytes(std::span(page.header + 6, 8), position);
}

constexpr int kSerial = 1;  // of the only stream

/// Gives a page the stream's serial number, another number, and the checksum that goes with these.
void number(ogg_page& page, std::uint64_t place) {
  set_bytes(std::span(page.header + 14, 4), kSerial);
  set_bytes(std::span(page.header + 18, 4), place);
  ogg_page_checksum_set(&page);
}

}  // namespace

bool take_comment_packet(const ogg_packet& packet, OggCoding coding, Metadata& metadata) {
  const auto block = comments_in(bytes_of(packet), kCodings.at(coding == OggCoding::kOpus));
  if (block.empty()) return false;
  metadata.family = &kOggMetadata;
  take_comments(block, metadata);
  return true;
}

std::vector<std::string> ogg_entries(const Metadata& metadata) {
  std::vector<std::string> entries;
  for (const Comment& comment : metadata.comments) {
    if (comment.key() != kSpeakersKey) entries.push_back(comment.entry);
  }
  for (const Picture& picture : metadata.pictures) {
    entries.push_back(std::string(kPictureKey).append("=").append(base64(picture_block(picture))));
  }
  return entries;
}

struct OggHeader::State {
  explicit State(std::vector<std::string> comments) : entries(std::move(comments)) {}

  /// The encoder's second packet with other comments. Who coded the file stays.
  [[nodiscard]] std::vector<std::byte> rebuilt(std::span<const std::byte> packet) const {
    const auto own = comments_in(packet, *coding);
    const auto vendor = as_text(own.first(vendor_bytes(own)));
    const auto block =
        comment_block(vendor.substr(std::min<std::size_t>(vendor.size(), 4)), entries);
    std::vector<std::byte> bytes;
    for (const auto part :
         {std::as_bytes(std::span(coding->before_comments)), std::span<const std::byte>(block),
          std::as_bytes(std::span(coding->after_comments))}) {
      bytes.insert(bytes.end(), part.begin(), part.end());
    }
    return bytes;
  }

  void take_header_packet(ogg_packet packet, std::vector<std::byte>& out);

  std::vector<std::string> entries;
  Pages pages;
  std::optional<Stream> from;  // the header as the encoder wrote it …
  std::optional<Stream> to;    // … and as it goes out
  const Coding* coding = nullptr;
  std::size_t packets = 0;    // of the header that have gone out
  bool empty = false;         // the stream is to hold no frames
  std::uint64_t begin = 0;    // the position before its first frame
  std::uint64_t written = 0;  // pages
};

void OggHeader::State::take_header_packet(ogg_packet packet, std::vector<std::byte>& out) {
  if (packets == 0) {
    coding = &coding_of(bytes_of(packet));
    begin = coding->pre_skip_at == 0
                ? 0
                : number_at(bytes_of(packet).subspan(coding->pre_skip_at), 2, std::endian::little);
  }
  std::vector<std::byte> other;
  if (packets == 1) {
    other = rebuilt(bytes_of(packet));
    entries = {};
    out.reserve(out.size() + other.size() +
                other.size() / 128);  // 27 and 255 bytes a page of 64 kB
    packet.packet = reinterpret_cast<unsigned char*>(other.data());
    packet.bytes = static_cast<long>(other.size());
  }
  to->put(packet);  // which is copied
  other = {};
  ++packets;
  // The first stands on a page of its own, and what comes after the last begins on a new one.
  if (packets != 1 && packets != coding->packets) return;
  while (const auto page = to->next_page()) {
    append(out, *page);
    ++written;
  }
}

OggHeader::OggHeader(std::vector<std::string> entries)
    : state_(std::make_unique<State>(std::move(entries))) {}
OggHeader::~OggHeader() = default;

bool OggHeader::hides_a_frame() {
  state_->empty = true;
  return true;
}

std::vector<std::byte> OggHeader::feed(std::span<const std::byte> bytes) {
  State& s = *state_;
  std::vector<std::byte> out;
  s.pages.put(bytes);
  while (auto page = s.pages.next()) {
    if (!s.from) {
      s.from.emplace(ogg_page_serialno(&*page));
      s.to.emplace(kSerial);
    }
    if (s.coding == nullptr || s.packets < s.coding->packets) {
      s.from->put(*page);
      while (const auto packet = s.from->next_packet()) s.take_header_packet(*packet, out);
    } else {
      if (s.empty) set_position(*page, s.begin);
      number(*page, s.written++);
      append(out, *page);
    }
  }
  return out;
}

}  // namespace rectify::io
