// Columns of frames that are merged in pairs.
#include "cli/commands/plot/trace.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace rectify::cli {

Trace::Trace(std::size_t curves, std::size_t columns, std::optional<Window> window)
    : curves_(curves), most_(2 * std::max<std::size_t>(columns, 1)), window_(std::move(window)) {}

void Trace::add(double x, std::span<const double> values) {
  if (!window_ || !std::isfinite(x)) {
    inside_ = inside_ || std::isfinite(x);
    return keep(x, values);
  }
  const Side side = x < window_->first    ? Side::kBefore
                    : x > window_->second ? Side::kAfter
                                          : Side::kInside;
  const bool crossed = side_ != Side::kNone && side != side_;
  if (crossed && side_ != Side::kInside) keep(outside_x_, outside_);
  inside_ = inside_ || side == Side::kInside;
  if (side == Side::kInside || crossed) keep(x, values);
  if (side != Side::kInside) {
    outside_x_ = x;
    outside_.assign(values.begin(), values.end());
  }
  side_ = side;
}

void Trace::keep(double x, std::span<const double> values) {
  if (!std::isfinite(x)) {
    not_drawn_ += values.size();
    return;
  }
  first_ = empty_ ? x : std::min(first_, x);
  last_ = empty_ ? x : std::max(last_, x);
  empty_ = false;
  if (fill_ == width_ || columns_.empty()) {
    if (columns_.size() == most_ * curves_) merge_pairs();
    columns_.resize(columns_.size() + curves_, {{x, kGap}, {x, kGap}});
    fill_ = 0;
  }
  ++fill_;
  Column* column = columns_.data() + (columns_.size() - curves_);
  for (const double y : values) {
    constexpr double kTooLarge = 1e300;  // gnuplot computes with the width of a range
    if (!(std::fabs(y) < kTooLarge)) {
      ++not_drawn_;
    } else {
      if (!(y >= column->least.y)) column->least = {x, y};
      if (!(y <= column->greatest.y)) column->greatest = {x, y};
    }
    ++column;
  }
}

/// The number of columns is even, and all are full.
void Trace::merge_pairs() {
  const std::size_t pairs = columns_.size() / curves_ / 2;
  for (std::size_t pair = 0; pair < pairs; ++pair) {
    for (std::size_t c = 0; c < curves_; ++c) {
      Column merged = columns_[2 * pair * curves_ + c];
      const Column& second = columns_[(2 * pair + 1) * curves_ + c];
      if (second.least.y < merged.least.y || std::isnan(merged.least.y)) {
        merged.least = second.least;
      }
      if (second.greatest.y > merged.greatest.y || std::isnan(merged.greatest.y)) {
        merged.greatest = second.greatest;
      }
      columns_[pair * curves_ + c] = merged;
    }
  }
  columns_.resize(pairs * curves_);
  width_ *= 2;
  fill_ = width_;
}

bool Trace::wild() const {
  for (std::size_t c = 0; c < curves_; ++c) {
    double least = std::numeric_limits<double>::infinity();
    double greatest = -least;
    double way = 0;
    double last = kGap;
    for (const Point& point : points(c, 1)) {
      if (std::isnan(point.y)) continue;
      least = std::min(least, point.y);
      greatest = std::max(greatest, point.y);
      if (!std::isnan(last)) way += std::fabs(point.y - last);
      last = point.y;
    }
    // A period of a sine goes its range twice; one that has 30 pixels or so is seen as such.
    if (way > static_cast<double>(most_) / 32 * (greatest - least)) return true;
  }
  return false;
}

bool Trace::hides(std::size_t hidden, std::size_t by) const {
  std::size_t all = 0;
  std::size_t seen = 0;
  for (std::size_t at = 0; at < columns_.size(); at += curves_, ++all) {
    const Column& under = columns_[at + hidden];
    const Column& over = columns_[at + by];
    if (under.least.y < over.least.y || under.greatest.y > over.greatest.y) ++seen;
  }
  constexpr std::size_t kFew = 10;
  return seen * kFew < all;
}

Window Trace::window() const {
  if (window_) return *window_;
  if (empty_) return {0, 1};
  if (first_ < last_) return {first_, last_};
  const double room = std::max(0.5 * std::fabs(first_), 0.5);
  return {first_ - room, first_ + room};
}

std::vector<Point> Trace::points(std::size_t curve, double factor) const {
  std::vector<Point> points;
  for (std::size_t at = curve; at < columns_.size(); at += curves_) {
    Point first = columns_[at].least;
    Point second = columns_[at].greatest;
    if (second.x < first.x) std::swap(first, second);
    points.push_back({first.x * factor, first.y});
    if (second.x != first.x) points.push_back({second.x * factor, second.y});
  }
  return points;
}

std::vector<Point> Trace::edge(std::size_t curve, double factor, bool greatest) const {
  constexpr std::size_t kTogether = 16;
  std::vector<Point> points;
  std::size_t have = 0;
  for (std::size_t at = curve; at < columns_.size(); at += curves_) {
    Point point = greatest ? columns_[at].greatest : columns_[at].least;
    point.x *= factor;
    if (have++ % kTogether == 0) {
      points.push_back(point);
    } else if (greatest ? !(point.y <= points.back().y) : !(point.y >= points.back().y)) {
      points.back() = point;
    }
  }
  return points;
}

}  // namespace rectify::cli
