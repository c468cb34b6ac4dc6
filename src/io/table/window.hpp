// The part of a text that is in memory: it grows at its end and is dropped from its front.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "io/table/text.hpp"

namespace rectify::io {

class TextWindow {
 public:
  /// So many characters after text() may be read, whatever they are: for those who look at eight at
  /// a time.
  static constexpr std::size_t kSlack = 64;

  explicit TextWindow(Input input) : input_(std::move(input)), buffer_(kSlack, '\0') {}

  /// What has been read and not dropped; valid until fill() or rewind().
  [[nodiscard]] std::string_view text() const {
    return std::string_view(buffer_).substr(begin_, end_ - begin_);
  }

  /// How many characters of text() end in a line feed: all whole lines but those that end in a lone
  /// carriage return. Takes no search.
  [[nodiscard]] std::size_t lines() const { return lines_end_ > begin_ ? lines_end_ - begin_ : 0; }

  /// Appends what has arrived, waiting for it; false: the input has ended.
  bool fill();

  /// Whether fill() would not have to wait, or no longer than that.
  [[nodiscard]] bool ready(int milliseconds) { return input_.ready(milliseconds); }

  /// Whether the input has been seen to end: nothing follows text().
  [[nodiscard]] bool ended() const { return ended_; }

  void drop(std::size_t characters) { begin_ += characters; }

  /// Takes all whole lines out of text() at once: they are a part of `memory`, which must be kept
  /// as long as they are, and whose old content is used for what comes. Empty: there is no line
  /// feed.
  std::string_view take_lines(std::string& memory);

  /// Puts text that was taken back at the front.
  void put_back(std::string_view lines);

  /// Starts again from the first character. Asks a seekable input.
  void rewind();

  [[nodiscard]] const TextInput& input() const { return input_; }

  /// What part of the input has been read: see TextInput::share().
  [[nodiscard]] std::optional<double> share() { return input_.share(); }

 private:
  TextInput input_;
  std::string buffer_;
  std::size_t lines_end_ = 0;  // after the last line feed in the buffer
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::size_t block_ = std::size_t{16} * 1024;  // to read next: larger ones for a longer text
  bool ended_ = false;
};

}  // namespace rectify::io
