// Eight compensated sums side by side, which are added up after each piece.
#include "rectify/measures/statistics.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "rectify/detail/instruction_sets.hpp"
#include "rectify/detail/preconditions.hpp"

namespace rectify {
namespace {

constexpr double kLargest = std::numeric_limits<double>::max();
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr std::size_t kLanes = 8;
constexpr std::size_t kPiece = 4096;  // short enough that no lane's small part rounds: see ExactSum

/// A number in each lane, of which the large sums keep what they can and the small ones the rest.
struct Numbers {
  using Lane = std::array<double, kLanes>;
  Lane sum{}, sum_rest{}, magnitude{}, magnitude_rest{}, square{}, square_rest{};
  Lane least{}, greatest{};
  Lane not_finite{}, clipped{};
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

/// Takes so many rounds of one sample for each lane.
RECTIFY_CLONES void take(const double* y, std::size_t rounds, Numbers& lanes) {
  Numbers l = lanes;  // which no other name reaches
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
      // NOLINTNEXTLINE(*-narrowing-conversions): clang-tidy 14 takes an infinity for too large
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

std::optional<double> ratio(double above, double below) {
  return below == 0 ? std::nullopt : if_finite(above / below);
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

struct Statistics::Lanes : Numbers {};

/// Adds what one lane made of so many samples.
void Statistics::add_lane(const Lanes& lanes, std::size_t lane, std::size_t samples) {
  sum_.add(lanes.sum[lane], lanes.sum_rest[lane]);
  magnitudes_.add(lanes.magnitude[lane], lanes.magnitude_rest[lane]);
  squares_.add(lanes.square[lane], lanes.square_rest[lane]);
  const auto lost = static_cast<std::uint64_t>(lanes.not_finite[lane]);
  not_finite_ += lost;
  clipped_ += static_cast<std::uint64_t>(lanes.clipped[lane]);
  if (lost == samples) return;
  minimum_ = finite_ == 0 ? lanes.least[lane] : std::min(minimum_, lanes.least[lane]);
  maximum_ = finite_ == 0 ? lanes.greatest[lane] : std::max(maximum_, lanes.greatest[lane]);
  finite_ += samples - lost;
}

/// Takes a piece in which every lane has samples of one channel.
void Statistics::add_lanes(std::span<Statistics> channels, std::span<const double> frames) {
  Lanes lanes;
  lanes.least.fill(kInfinity);
  lanes.greatest.fill(-kInfinity);
  const std::size_t rounds = frames.size() / kLanes;
  take(frames.data(), rounds, lanes);
  for (std::size_t i = 0; i < kLanes; ++i) {
    channels[i % channels.size()].add_lane(lanes, i, rounds);
  }
}

void Statistics::add_frames(std::span<Statistics> channels, std::span<const double> frames) {
  detail::require_channels(channels.size());
  detail::require_frames(frames.size(), channels.size());
  if (kLanes % channels.size() != 0) {
    std::vector<double> samples(frames.size() / channels.size());
    for (std::size_t c = 0; c < channels.size(); ++c) {
      for (std::size_t n = 0; n < samples.size(); ++n) samples[n] = frames[n * channels.size() + c];
      channels[c].add(samples);
    }
    return;
  }
  while (frames.size() >= kLanes) {
    const std::size_t piece = std::min(kPiece, frames.size() / kLanes * kLanes);
    add_lanes(channels, frames.first(piece));
    frames = frames.subspan(piece);
  }
  for (std::size_t i = 0; i < frames.size(); ++i)
    channels[i % channels.size()].add_one(frames[i], 1);
}

void Statistics::add(std::span<const double> samples) { add_frames({this, 1}, samples); }

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
  if (!(count > 0)) return figures;  // or the weights add up to no number
  const ExactSum mean = sum_.over(count);
  const ExactSum mean_square = squares_.over(count);
  figures.dc = if_finite(mean.value());
  figures.average_rectified = if_finite(magnitudes_.over(count).value());
  figures.rms = if_finite(mean_square.root());
  if (!figures.rms) return figures;  // the means of smaller powers are finite with it
  figures.ac_rms = if_finite(mean_square.less(mean.squared()).root());
  figures.form_factor = ratio(*figures.rms, *figures.average_rectified);
  figures.crest_factor = ratio(*figures.peak, *figures.rms);
  if (*figures.rms != 0) figures.efficiency = if_finite(mean.squared().over(mean_square));
  const double rounding = 0x1p-52 * *figures.average_rectified;
  if (std::fabs(*figures.dc) > rounding)
    figures.ripple_factor = ratio(*figures.ac_rms, std::fabs(*figures.dc));
  return figures;
}

}  // namespace rectify
