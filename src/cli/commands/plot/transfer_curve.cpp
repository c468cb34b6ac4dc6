// Columns over x, whose width is a power of two.
#include "cli/commands/plot/transfer_curve.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace rectify::cli {

void TransferCurve::add(double x, double y) {
  least_ = empty() ? x : std::min(least_, x);
  greatest_ = empty() ? x : std::max(greatest_, x);
  const Dot dot{x, y, y};
  if (width_ == 0 && dots_.size() < most_) return dots_.push_back(dot);
  const double place = width_ == 0 ? -1 : (x - origin_) / width_;
  if (!(place >= 0 && place < static_cast<double>(most_))) widen(x);
  put(dot);
}

/// Makes room for all x so far in a quarter of the columns, which leaves room on both sides.
void TransferCurve::widen(double x) {
  const double room = static_cast<double>(most_) / 4;
  const double span = std::max({greatest_ - least_, std::fabs(x) * 1e-12, 1e-300});
  width_ = std::exp2(std::ceil(std::log2(span / room)));
  origin_ = least_ - 1.5 * room * width_;
  std::vector<Dot> old(most_);
  std::swap(old, dots_);
  for (const Dot& dot : old) {
    if (!std::isnan(dot.least)) put(dot);
  }
}

void TransferCurve::put(const Dot& dot) {
  const double place = std::clamp((dot.x - origin_) / width_, 0.0, static_cast<double>(most_ - 1));
  Dot& column = dots_[static_cast<std::size_t>(place)];
  if (std::isnan(column.least)) {
    column = dot;
    return;
  }
  column.least = std::min(column.least, dot.least);
  column.greatest = std::max(column.greatest, dot.greatest);
}

Curve TransferCurve::curve() const {
  std::vector<Dot> dots;
  std::ranges::copy_if(dots_, std::back_inserter(dots),
                       [](const Dot& dot) { return !std::isnan(dot.least); });
  std::ranges::stable_sort(dots, {}, &Dot::x);
  double least = dots.empty() ? 0 : dots[0].least;
  double greatest = dots.empty() ? 0 : dots[0].greatest;
  double way = 0;  // up and down from left to right
  for (std::size_t i = 0; i < dots.size(); ++i) {
    least = std::min(least, dots[i].least);
    greatest = std::max(greatest, dots[i].greatest);
    way += dots[i].greatest - dots[i].least;
    if (i == 0) continue;
    way +=
        std::max({0.0, dots[i].least - dots[i - 1].greatest, dots[i - 1].least - dots[i].greatest});
  }
  // A curve that turns a few times goes a few times up and down; what is no function does so at
  // every dot.
  constexpr double kMostTurns = 8;
  const bool function = way <= kMostTurns * (greatest - least);
  Curve curve;
  curve.stroke = Stroke::kOver;
  curve.dots = !function;
  double last = 0;
  for (const Dot& dot : dots) {
    double first = dot.least;
    double second = dot.greatest;
    if (std::fabs(second - last) < std::fabs(first - last)) std::swap(first, second);
    curve.points.push_back({dot.x, first});
    if (second != first) curve.points.push_back({dot.x, second});
    if (!function) curve.points.push_back({dot.x, kGap});
    last = second;
  }
  return curve;
}

}  // namespace rectify::cli
