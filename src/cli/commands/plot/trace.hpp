// A curve of any length in bounded memory: the least and the greatest value of each column.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "cli/outputs/picture/figure.hpp"

namespace rectify::cli {

/// From where to where the x axis goes.
using Window = std::pair<double, double>;

/// Several curves over one x. As long as the frames are few, all are kept; beyond that each column
/// keeps two points of each curve, the least and the greatest, in their order: the picture has the
/// same envelope as if all were drawn. The number of frames in a column doubles whenever there are
/// too many columns.
class Trace {
 public:
  /// Keeps at least `columns` columns, and at most twice as many. Of the frames outside the window
  /// only those next to it are kept.
  Trace(std::size_t curves, std::size_t columns, std::optional<Window> window);

  /// `values`: one for each curve. What is not finite is a gap; so is all where x is not finite.
  void add(double x, std::span<const double> values);

  /// Whether the curves go up and down so often that what is seen is their envelope.
  [[nodiscard]] bool wild() const;

  /// Whether almost all of one curve lies between the least and the greatest of another.
  [[nodiscard]] bool hides(std::size_t hidden, std::size_t by) const;

  /// Whether any frame lies in the window.
  [[nodiscard]] bool empty() const { return !inside_; }

  /// From the first x to the last, or the window.
  [[nodiscard]] Window window() const;

  /// How many values are not finite, or had no x.
  [[nodiscard]] std::uint64_t not_drawn() const { return not_drawn_; }

  /// x times `factor`.
  [[nodiscard]] std::vector<Point> points(std::size_t curve, double factor) const;

  /// The least values alone, or the greatest ones, of some neighbouring columns together.
  [[nodiscard]] std::vector<Point> edge(std::size_t curve, double factor, bool greatest) const;

 private:
  struct Column {
    Point least;
    Point greatest;  ///< y NaN in both: nothing to draw
  };

  void keep(double x, std::span<const double> values);
  void merge_pairs();

  std::size_t curves_;
  std::size_t most_;  // columns; even
  std::optional<Window> window_;
  std::vector<Column> columns_;  // of all curves, column by column
  std::size_t width_ = 1;        // frames in a column
  std::size_t fill_ = 0;         // frames in the last one
  bool empty_ = true;
  bool inside_ = false;
  double first_ = 0;
  double last_ = 0;
  std::uint64_t not_drawn_ = 0;
  enum class Side { kNone, kBefore, kInside, kAfter } side_ = Side::kNone;  // of the last frame
  double outside_x_ = 0;  // the last frame, where it lies outside and was not kept
  std::vector<double> outside_;
};

}  // namespace rectify::cli
