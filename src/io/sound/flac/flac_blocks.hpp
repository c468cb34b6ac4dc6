// The metadata blocks of FLAC, which libsndfile reads and writes in part only (RFC 9639, section
// 8).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "io/file/input.hpp"
#include "io/sound/metadata.hpp"

namespace rectify::io {

/// Puts blocks into a FLAC stream as it is written, in place of the comments that the encoder
/// wrote. Its header goes in by any pieces, and comes out when it is whole.
class FlacHeader {
 public:
  explicit FlacHeader(const std::vector<Chunk>& blocks) : blocks_(&blocks) {}

  /// Whether the header has gone through.
  [[nodiscard]] bool complete() const { return complete_; }

  /// Takes the next bytes of the stream; gives those to write now.
  [[nodiscard]] std::vector<std::byte> feed(std::span<const std::byte> bytes);

  /// Where a place of the encoder's stream came to lie.
  [[nodiscard]] std::uint64_t moved(std::uint64_t place) const {
    return place < before_ ? place : place - before_ + after_;
  }

 private:
  [[nodiscard]] std::vector<std::byte> rebuilt() const;

  const std::vector<Chunk>* blocks_;
  std::vector<std::byte> header_;  // as the encoder wrote it
  bool complete_ = false;
  std::uint64_t before_ = 0;  // length of the header as the encoder wrote it …
  std::uint64_t after_ = 0;   // … and as it went out
};

}  // namespace rectify::io
