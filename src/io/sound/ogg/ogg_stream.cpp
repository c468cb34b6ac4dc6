// Sorts pages by their streams.
#include "io/sound/ogg/ogg_stream.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "io/sound/chunks.hpp"

namespace rectify::io {
namespace {

struct Kind {
  std::string_view magic;  ///< that its first packet begins with
  OggCoding coding;
  std::string_view name;
};

using namespace std::string_view_literals;

constexpr std::array kKinds = {Kind{"\x01vorbis"sv, OggCoding::kVorbis, "a second Vorbis"},
                               Kind{"OpusHead"sv, OggCoding::kOpus, "a second Opus"},
                               Kind{"\x7F"
                                    "FLAC"sv,
                                    OggCoding::kFlac, "a second FLAC"},
                               Kind{"\x80theora"sv, OggCoding::kOther, "Theora"},
                               Kind{"fishead\0"sv, OggCoding::kOther, "Skeleton"},
                               Kind{"\x80kate"sv, OggCoding::kOther, "Kate"},
                               Kind{"Speex   "sv, OggCoding::kOther, "Speex"},
                               Kind{"\x81OVP80"sv, OggCoding::kOther, "VP8"},
                               Kind{"OVP80"sv, OggCoding::kOther, "VP8"},
                               Kind{"BBCD"sv, OggCoding::kOther, "Dirac"},
                               Kind{"\x80"
                                    "daala"sv,
                                    OggCoding::kOther, "Daala"},
                               Kind{"CELT    "sv, OggCoding::kOther, "CELT"},
                               Kind{"PCM     "sv, OggCoding::kOther, "PCM"},
                               Kind{""sv, OggCoding::kOther, "a stream of an unknown kind"}};

const Kind& kind_of(const ogg_page& page) {
  const std::string_view body(reinterpret_cast<const char*>(page.body),
                              static_cast<std::size_t>(page.body_len));
  return *std::find_if(kKinds.begin(), kKinds.end(),
                       [&](const Kind& kind) { return body.starts_with(kind.magic); });
}

}  // namespace

OggStream::OggStream(Input& input) : input_(&input) { ogg_sync_init(&sync_); }

OggStream::~OggStream() {
  if (in_stream_) ogg_stream_clear(&stream_);
  ogg_sync_clear(&sync_);
}

bool OggStream::next_page() {
  constexpr long kBlock = 16384;
  if (std::exchange(page_waits_, false)) return true;
  for (;;) {
    const long found = ogg_sync_pageseek(&sync_, &page_);
    if (found > 0) return true;
    if (found < 0) {
      garbage_ += static_cast<std::uint64_t>(-found);
      continue;
    }
    auto* const to = reinterpret_cast<std::byte*>(ogg_sync_buffer(&sync_, kBlock));
    const std::size_t got = input_->read(std::span(to, kBlock));
    ogg_sync_wrote(&sync_, static_cast<long>(got));
    if (got == 0) return false;
  }
}

void OggStream::begin(const ogg_page& page, OggCoding coding) {
  if (in_stream_) ogg_stream_clear(&stream_);
  ogg_stream_init(&stream_, ogg_page_serialno(&page));
  in_stream_ = true;
  coding_ = coding;
  end_.reset();
  hole_ = false;
  garbage_ = 0;
}

bool OggStream::next_link() {
  bool found = false;
  while (next_page()) {
    if (ogg_page_bos(&page_) == 0) {
      if (!found) continue;  // what is left of a link without a sound, or of the one before
      page_waits_ = true;
      return true;
    }
    const Kind& kind = kind_of(page_);
    if (kind.coding != OggCoding::kOther && !found) {
      begin(page_, kind.coding);
      ogg_stream_pagein(&stream_, &page_);
      found = true;
    } else if (std::find(others_.begin(), others_.end(), kind.name) == others_.end()) {
      others_.emplace_back(kind.name);
    }
  }
  return found;
}

const ogg_packet* OggStream::next_packet() {
  constexpr std::size_t kMost = std::size_t{32} << 20U;  // beyond comments with large pictures
  const Limits limits = input_->limits();
  for (;;) {
    const int result = ogg_stream_packetout(&stream_, &packet_);
    if (result > 0) return &packet_;
    if (result < 0) {
      hole_ = true;
      continue;
    }
    if (static_cast<std::size_t>(stream_.body_fill) > limits.of(kMost)) {
      throw Error(ExitStatus::kInput,
                  input_->name() + ": a packet of its Ogg passes " +
                      std::to_string(limits.of(kMost) >> 20U) +
                      " MiB, the most that is read of one; a tag editor can make its tags smaller" +
                      limits.cure());
    }
    if (!next_page()) return nullptr;
    if (ogg_page_bos(&page_) != 0) {
      page_waits_ = true;
      return nullptr;
    }
    if (ogg_page_serialno(&page_) != stream_.serialno) continue;
    garbage_ = 0;
    bytes_ += static_cast<std::uint64_t>(page_.header_len + page_.body_len);
    if (ogg_page_eos(&page_) != 0) end_ = ogg_page_granulepos(&page_);
    ogg_stream_pagein(&stream_, &page_);
  }
}

bool OggStream::take_hole() { return std::exchange(hole_, false); }

bool begins_as_ogg(Input& input) {
  std::array<std::byte, 4> magic{};
  return input.read_fully(magic) == magic.size() && id_at(magic, 0) == "OggS";
}

}  // namespace rectify::io
