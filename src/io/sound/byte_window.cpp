// Reads ahead.
#include "io/sound/byte_window.hpp"

#include <algorithm>

namespace rectify::io {

bool ByteWindow::have(std::size_t bytes) {
  constexpr std::size_t kBlock = std::size_t{32} * 1024;
  while (end_ - begin_ < bytes) {
    if (begin_ != 0) {
      std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_),
                buffer_.begin() + static_cast<std::ptrdiff_t>(end_), buffer_.begin());
      end_ -= begin_;
      begin_ = 0;
    }
    if (buffer_.size() < end_ + kBlock) buffer_.resize(end_ + kBlock);
    const std::size_t got = input_->read(std::span(buffer_).subspan(end_));
    if (got == 0) return false;
    end_ += got;
  }
  return true;
}

}  // namespace rectify::io
