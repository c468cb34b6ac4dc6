#include "io/table/window.hpp"

#include <algorithm>
#include <cstring>
#include <span>

namespace rectify::io {

bool TextWindow::fill() {
  constexpr std::size_t kBlock = std::size_t{256} * 1024;
  if (ended_) return false;
  if (begin_ != 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (buffer_.size() < end_ + kBlock + kSlack) buffer_.resize(end_ + kBlock + kSlack);
  const std::size_t got = input_.read(std::span(buffer_).subspan(end_, kBlock));
  end_ += got;
  ended_ = got == 0;
  return !ended_;
}

void TextWindow::rewind() {
  input_.rewind();
  begin_ = end_ = 0;
  ended_ = false;
}

}  // namespace rectify::io
