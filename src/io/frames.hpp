// Blocks of frames with what labels them, and where they come from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rectify::io {

/// The texts of the label columns, frame by frame and within a frame column by column, as they will
/// be written.
class Labels {
 public:
  /// Empty, for so many columns.
  void reset(std::size_t columns) {
    clear();
    columns_ = columns;
  }
  void clear() {
    text_.clear();
    ends_.clear();
  }
  void append(std::string_view label) {
    text_.append(label);
    ends_.push_back(text_.size());
  }
  /// Appends so many frames of other labels, of as many columns.
  void append(const Labels& other, std::size_t frames) {
    for (std::size_t i = 0; i < frames * columns_; ++i) append(other.text(i));
  }
  /// Takes the first frames away.
  void drop(std::size_t frames) {
    const std::size_t count = frames * columns_;
    const std::size_t bytes = count == 0 ? 0 : ends_[count - 1];
    text_.erase(0, bytes);
    ends_.erase(ends_.begin(), ends_.begin() + static_cast<std::ptrdiff_t>(count));
    for (std::size_t& end : ends_) end -= bytes;
  }
  /// Leaves only the first so many texts.
  void shorten(std::size_t texts) {
    ends_.resize(texts);
    text_.resize(texts == 0 ? 0 : ends_.back());
  }

  [[nodiscard]] std::size_t columns() const { return columns_; }
  [[nodiscard]] std::size_t texts() const { return ends_.size(); }
  [[nodiscard]] std::size_t frames() const { return columns_ == 0 ? 0 : ends_.size() / columns_; }
  [[nodiscard]] std::string_view operator()(std::size_t frame, std::size_t column) const {
    return text(frame * columns_ + column);
  }

 private:
  [[nodiscard]] std::string_view text(std::size_t i) const {
    const std::size_t begin = i == 0 ? 0 : ends_[i - 1];
    return std::string_view(text_).substr(begin, ends_[i] - begin);
  }

  std::size_t columns_ = 1;
  std::string text_;
  std::vector<std::size_t> ends_;
};

struct Frames {
  std::vector<double> samples = {};  ///< interleaved
  Labels labels = {};                ///< of each frame, or none at all
  /// Seconds from the frame before, 0 for the first; where a table's own time is asked for.
  std::vector<double> steps = {};
};

/// A column that is copied beside the signals.
struct LabelColumn {
  std::string name;
  std::size_t place = 0;  ///< how many channels stand before it
  bool axis = true;       ///< else text, such as a sensor's name
  bool numeric = true;    ///< its texts are numbers with a point
};

/// What names a signal's columns, and how fast it goes.
struct SignalFormat {
  std::vector<std::string> names;       ///< of the channels
  std::vector<LabelColumn> labels;      ///< in the order in which they stand
  std::optional<double> rate;           ///< frames a second
  std::optional<std::uint64_t> frames;  ///< where known
  bool timed = false;                   ///< a column tells the time of each frame
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
