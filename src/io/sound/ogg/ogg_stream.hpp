// The packets of the sound in an Ogg file, out of its pages (RFC 3533).
#pragma once

#include <ogg/ogg.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "io/file/input.hpp"

namespace rectify::io {

/// What an Ogg file may hold, by the first packet of a stream.
enum class OggCoding : std::uint8_t { kVorbis, kOpus, kFlac, kOther };

/// Goes through a file of one link or more in a chain, each of which may hold other streams beside
/// its sound; the first stream of a coding that is read here is the sound. Forwards only.
class OggStream {
 public:
  explicit OggStream(Input& input);
  OggStream(const OggStream&) = delete;
  OggStream& operator=(const OggStream&) = delete;
  ~OggStream();

  /// Goes to the next link that holds a sound. False: there is none.
  bool next_link();

  /// That of the sound in this link.
  [[nodiscard]] OggCoding coding() const { return coding_; }

  /// The next packet of the sound, until the next call; its granulepos is -1 unless it is the last
  /// that ends on its page. Null at the end of the link.
  const ogg_packet* next_packet();

  /// Whether pages were lost or damaged since this was asked last, before the packet that came
  /// last.
  bool take_hole();

  /// The position, in the coding's own units, at which the page that ends the stream says that the
  /// sound ends; known from its first packet on. It may be less than the packets hold.
  [[nodiscard]] std::optional<std::int64_t> end() const { return end_; }

  /// At the end of a link: whether it ended without the page that says so.
  [[nodiscard]] bool lacks_end() const { return !end_; }

  /// At the end of a link: bytes that are no page, after its last one.
  [[nodiscard]] std::uint64_t garbage() const { return garbage_; }

  /// Bytes of the sound's pages so far.
  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

  /// What stood beside the sound and is passed over, in words, each once: "Theora".
  [[nodiscard]] const std::vector<std::string>& others() const { return others_; }

 private:
  bool next_page();
  void begin(const ogg_page& page, OggCoding coding);

  Input* input_;
  ogg_sync_state sync_{};
  ogg_page page_{};          // that next_page() found …
  bool page_waits_ = false;  // … and that belongs to the next link
  bool in_stream_ = false;
  ogg_stream_state stream_{};
  ogg_packet packet_{};
  OggCoding coding_ = OggCoding::kOther;
  bool hole_ = false;
  std::optional<std::int64_t> end_;
  std::uint64_t garbage_ = 0;
  std::uint64_t bytes_ = 0;
  std::vector<std::string> others_;
};

/// Whether an Ogg begins here; the input may stand anywhere afterwards.
[[nodiscard]] bool begins_as_ogg(Input& input);

}  // namespace rectify::io
