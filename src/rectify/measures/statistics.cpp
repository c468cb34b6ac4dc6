// Eight compensated sums side by side, which are added up after each piece.
#include "rectify/measures/statistics.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "rectify/detail/instruction_sets.hpp"
#include "rectify/detail/preconditions.hpp"

namespace rectify {
namespace {

constexpr double kLargest = std::numeric_limits<double>::max();
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr std::size_t kLanes = 8;
constexpr std::size_t kPiece = 4096;  // short enough that no lane's small part rounds: see ExactSum

/// A number in each lane, of which the large sums keep what they can and the small ones the rest.
struct Lanes {
  using Numbers = std::array<double, kLanes>;
  Numbers sum{}, sum_rest{}, magnitude{}, magnitude_rest{}, square{}, square_rest{};
  Numbers least{}, greatest{};
  Numbers not_finite{}, clipped{};
};

/// Adds x to a sum, and what the sum rounds off to its rest (D. Knuth's two-sum).
inline void add_to(double& sum, double& rest, double x) {
  const double total = sum + x;
  const double part = total - sum;
  rest += (sum - (total - part)) + (x - part);
  sum = total;
}

/// What rounding takes from y² (T. Dekker's product: y in halves of 26 bits).
inline double square_rest(double y, double square) {
  const double large = y * 134217729.0;
  const double high = large - (large - y);
  const double low = y - high;
  return ((high * high - square) + 2 * high * low) + low * low;
}

RECTIFY_CLONES void take(const double* y, std::size_t rounds, Lanes& lanes) {
  Lanes l = lanes;  // which no other name reaches
  for (std::size_t n = 0; n < rounds; ++n, y += kLanes) {
    for (std::size_t i = 0; i < kLanes; ++i) {
      const double magnitude = std::fabs(y[i]);
      const bool finite = magnitude <= kLargest;
      const double x = finite ? y[i] : 0.0;
      const double m = finite ? magnitude : 0.0;
      const double square = x * x;
      add_to(l.sum[i], l.sum_rest[i], x);
      add_to(l.magnitude[i], l.magnitude_rest[i], m);
      add_to(l.square[i], l.square_rest[i], square);
      l.square_rest[i] += square_rest(x, square);
      const double for_least = finite ? y[i] : kInfinity;
      const double for_greatest = finite ? y[i] : -kInfinity;
      l.least[i] = for_least < l.least[i] ? for_least : l.least[i];
      l.greatest[i] = for_greatest > l.greatest[i] ? for_greatest : l.greatest[i];
      l.not_finite[i] += finite ? 0.0 : 1.0;
      l.clipped[i] += m > 1 ? 1.0 : 0.0;
    }
  }
  lanes = l;
}

std::optional<double> if_finite(double value) {
  return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

std::optional<double> ratio(std::optional<double> above, std::optional<double> below) {
  if (!above || !below || *below == 0) return std::nullopt;
  return if_finite(*above / *below);
}

}  // namespace

void Statistics::add_one(double y, double weight) {
  if (!std::isfinite(y)) {
    ++not_finite_;
    return;
  }
  minimum_ = finite_ == 0 ? y : std::min(minimum_, y);
  maximum_ = finite_ == 0 ? y : std::max(maximum_, y);
  ++finite_;
  if (std::fabs(y) > 1) ++clipped_;
  const double square = y * y;
  if (!weighted_) {
    sum_.add(y);
    magnitudes_.add(std::fabs(y));
    squares_.add(square, std::fma(y, y, -square));
    return;
  }
  const double term = weight * y;
  const double rest = std::fma(weight, y, -term);
  weights_.add(weight);
  sum_.add(term, rest);
  magnitudes_.add(std::fabs(term), y < 0 ? -rest : rest);
  squares_.add(weight * square,
               std::fma(weight, square, -(weight * square)) + weight * std::fma(y, y, -square));
}

void Statistics::add_lanes(std::span<const double> samples) {
  Lanes lanes;
  lanes.least.fill(kInfinity);
  lanes.greatest.fill(-kInfinity);
  take(samples.data(), samples.size() / kLanes, lanes);
  std::uint64_t lost = 0;
  double least = kInfinity;
  double greatest = -kInfinity;
  for (std::size_t i = 0; i < kLanes; ++i) {
    sum_.add(lanes.sum[i], lanes.sum_rest[i]);
    magnitudes_.add(lanes.magnitude[i], lanes.magnitude_rest[i]);
    squares_.add(lanes.square[i], lanes.square_rest[i]);
    least = std::min(least, lanes.least[i]);
    greatest = std::max(greatest, lanes.greatest[i]);
    lost += static_cast<std::uint64_t>(lanes.not_finite[i]);
    clipped_ += static_cast<std::uint64_t>(lanes.clipped[i]);
  }
  not_finite_ += lost;
  if (lost == samples.size()) return;
  minimum_ = finite_ == 0 ? least : std::min(minimum_, least);
  maximum_ = finite_ == 0 ? greatest : std::max(maximum_, greatest);
  finite_ += samples.size() - lost;
}

void Statistics::add(std::span<const double> samples) {
  while (samples.size() >= kLanes) {
    const std::size_t piece = std::min(kPiece, samples.size() / kLanes * kLanes);
    add_lanes(samples.first(piece));
    samples = samples.subspan(piece);
  }
  for (const double y : samples) add_one(y, 1);
}

void Statistics::add(std::span<const double> samples, std::span<const double> weights) {
  detail::require(samples.size() == weights.size(), "each sample must have a weight");
  weighted_ = true;
  for (std::size_t i = 0; i < samples.size(); ++i) add_one(samples[i], weights[i]);
}

StatisticFigures Statistics::figures() const {
  StatisticFigures figures;
  const double count = weighted_ ? weights_.value() : static_cast<double>(finite_);
  if (finite_ == 0) return figures;
  figures.minimum = minimum_;
  figures.maximum = maximum_;
  figures.peak = std::max(std::fabs(minimum_), std::fabs(maximum_));
  figures.ripple_peak_to_peak = if_finite(maximum_ - minimum_);
  if (!(count > 0)) return figures;
  const ExactSum mean = sum_.over(count);
  const ExactSum mean_square = squares_.over(count);
  figures.dc = if_finite(mean.value());
  figures.average_rectified = if_finite(magnitudes_.over(count).value());
  figures.rms = if_finite(mean_square.root());
  if (!figures.rms || !figures.dc) return figures;
  figures.ac_rms = if_finite(mean_square.less(mean.squared()).root());
  figures.form_factor = ratio(figures.rms, figures.average_rectified);
  figures.crest_factor = ratio(figures.peak, figures.rms);
  if (*figures.rms != 0) figures.efficiency = if_finite(mean.squared().over(mean_square));
  const double rounding = 0x1p-52 * figures.average_rectified.value_or(0);
  if (std::fabs(*figures.dc) > rounding)
    figures.ripple_factor = ratio(figures.ac_rms, std::fabs(*figures.dc));
  return figures;
}

}  // namespace rectify
