#include "io/table/window.hpp"

#include <algorithm>
#include <cstring>
#include <span>
#include <utility>

namespace rectify::io {

bool TextWindow::fill() {
  constexpr std::size_t kLargest = std::size_t{256} * 1024;
  if (ended_) return false;
  if (begin_ != 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    lines_end_ = lines();
    end_ -= begin_;
    begin_ = 0;
  }
  if (buffer_.size() < end_ + block_ + kSlack) buffer_.resize(end_ + block_ + kSlack);
  const std::size_t got = input_.read(std::span(buffer_).subspan(end_, block_));
  block_ = std::min(2 * block_, kLargest);
  const std::string_view arrived = std::string_view(buffer_).substr(end_, got);
  if (const std::size_t last = arrived.rfind('\n'); last != arrived.npos) {
    lines_end_ = end_ + last + 1;
  }
  end_ += got;
  ended_ = got == 0;
  return !ended_;
}

std::string_view TextWindow::take_lines(std::string& memory) {
  const std::size_t count = lines();
  if (count == 0) return {};
  std::swap(memory, buffer_);
  const std::string_view taken = std::string_view(memory).substr(begin_, count);
  const std::string_view rest(taken.data() + count, end_ - begin_ - count);
  if (buffer_.size() < rest.size() + kSlack) buffer_.resize(rest.size() + kSlack);
  std::copy(rest.begin(), rest.end(), buffer_.begin());
  begin_ = lines_end_ = 0;
  end_ = rest.size();
  return taken;
}

void TextWindow::put_back(std::string_view lines) {
  std::string all(lines);
  all += text();
  begin_ = 0;
  end_ = all.size();
  lines_end_ = all.rfind('\n') + 1;  // 0 where there is none
  all.append(kSlack, '\0');
  buffer_ = std::move(all);
}

void TextWindow::rewind() {
  input_.rewind();
  begin_ = end_ = lines_end_ = 0;
  ended_ = false;
}

}  // namespace rectify::io
