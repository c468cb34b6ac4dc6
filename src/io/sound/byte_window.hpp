// The next bytes of an input, as many as a parser wants to see before it takes them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "io/file/input.hpp"

namespace rectify::io {

/// Memory grows with what arrives, never with what a file claims.
class ByteWindow {
 public:
  explicit ByteWindow(Input& input) : input_(&input) {}

  /// Waits until so many bytes are ahead; false where the input ends before.
  bool have(std::size_t bytes);

  /// All that has arrived and was not dropped.
  [[nodiscard]] std::span<const std::byte> ahead() const {
    return std::span(buffer_).first(end_).subspan(begin_);
  }

  /// Removes the next `bytes` bytes, which must be ahead.
  void drop(std::size_t bytes) {
    begin_ += bytes;
    place_ += bytes;
  }

  /// Bytes that were dropped since the start.
  [[nodiscard]] std::uint64_t place() const { return place_; }

 private:
  Input* input_;
  std::vector<std::byte> buffer_;
  std::size_t begin_ = 0;  // of what is ahead, in buffer_
  std::size_t end_ = 0;
  std::uint64_t place_ = 0;
};

}  // namespace rectify::io
