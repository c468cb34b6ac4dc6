// The comments of Ogg Vorbis and Opus, of which libsndfile reads and writes ten.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "io/sound/metadata.hpp"
#include "io/sound/ogg/ogg_stream.hpp"

namespace rectify::io {

/// Adds to the metadata the comments of an Ogg Vorbis or Opus file, as one chunk, from the packet
/// that holds them. False: these are none.
bool take_comments(const ogg_packet& packet, OggCoding coding, Metadata& metadata);

/// Puts comments into an Ogg stream as it is written, in place of those that the encoder wrote:
/// the header's pages are made anew, and the pages behind it numbered as they then are.
class OggHeader {
 public:
  explicit OggHeader(const std::vector<Chunk>& comments);
  OggHeader(const OggHeader&) = delete;
  OggHeader& operator=(const OggHeader&) = delete;
  ~OggHeader();

  /// Takes the next bytes of the stream, in any pieces; gives those to write now: whole pages.
  [[nodiscard]] std::vector<std::byte> feed(std::span<const std::byte> bytes);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace rectify::io
