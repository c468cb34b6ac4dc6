// Blocks of frames with their place on the axis, and what they come from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rectify::io {

/// The text of the axis at each frame, in order, as it will be written.
class Labels {
 public:
  void append(std::string_view label) {
    text_.append(label);
    ends_.push_back(text_.size());
  }
  void clear() {
    text_.clear();
    ends_.clear();
  }
  /// Takes the first n away.
  void drop(std::size_t n) {
    const std::size_t bytes = n == 0 ? 0 : ends_[n - 1];
    text_.erase(0, bytes);
    ends_.erase(ends_.begin(), ends_.begin() + static_cast<std::ptrdiff_t>(n));
    for (std::size_t& end : ends_) end -= bytes;
  }
  [[nodiscard]] std::size_t size() const { return ends_.size(); }
  [[nodiscard]] std::string_view operator[](std::size_t i) const {
    const std::size_t begin = i == 0 ? 0 : ends_[i - 1];
    return std::string_view(text_).substr(begin, ends_[i] - begin);
  }

 private:
  std::string text_;
  std::vector<std::size_t> ends_;
};

struct Frames {
  std::vector<double> samples;  ///< interleaved
  Labels labels;                ///< one a frame, or none at all where there is no axis
};

/// What names a signal's columns, and how fast it goes.
struct SignalFormat {
  std::vector<std::string> names;       ///< of the channels
  std::string axis;                     ///< empty: none
  std::optional<double> rate;           ///< frames a second
  std::optional<std::uint64_t> frames;  ///< where known
};

/// Where a signal comes from, as doubles.
class Source {
 public:
  virtual ~Source() = default;
  [[nodiscard]] virtual const SignalFormat& format() const = 0;

  /// Replaces what `frames` holds by the next frames, as many as are there without waiting; at
  /// least one, or false at the end.
  virtual bool read(Frames& frames) = 0;

  /// Back to the first frame.
  virtual void rewind() = 0;
};

}  // namespace rectify::io
