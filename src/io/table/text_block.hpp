// A piece of text that is filled, written and filled again without being cleared in between.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

namespace rectify::io {

class TextBlock {
 public:
  [[nodiscard]] std::string_view text() const { return {memory_.data(), size_}; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] std::size_t size() const { return size_; }
  void clear() { size_ = 0; }

  void append(std::string_view text) {
    reserve(text.size());
    std::copy(text.begin(), text.end(), end());
    size_ += text.size();
  }

  /// Makes room for so many characters more, which may be written from end() on; then grow() says
  /// how many were.
  void reserve(std::size_t more) {
    if (memory_.size() < size_ + more) memory_.resize(size_ + more);
  }
  [[nodiscard]] std::size_t room() const { return memory_.size() - size_; }
  [[nodiscard]] char* end() { return memory_.data() + size_; }
  void grow(std::size_t characters) { size_ += characters; }

 private:
  std::vector<char> memory_;
  std::size_t size_ = 0;
};

}  // namespace rectify::io
