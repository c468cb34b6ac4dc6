// Scanning for cells with kinks in reach, splitting those that turn, and Newton's method.
#include "rectify/alias_free/detail/crossings.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "rectify/alias_free/detail/cell_polynomial.hpp"
#include "rectify/detail/instruction_sets.hpp"

namespace rectify::detail {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr std::size_t kGroup = 8;            // cells that are passed over at once
constexpr std::size_t kChunk = 32 * kGroup;  // cells of which extents are kept

/// How far the signal may go in each of some cells: what its samples span, and the tolerance on
/// either side.
struct Extents {
  std::array<double, kChunk> tolerance;  // (e - c)/4
  std::array<double, kChunk> least;
  std::array<double, kChunk> greatest;
  std::array<double, kChunk / kGroup> least_of_group;
  std::array<double, kChunk / kGroup> greatest_of_group;
};

RECTIFY_CLONES void measure(const double* y, std::size_t cells, Extents& extents) {
  for (std::size_t i = 0; i < cells; ++i) {
    const double from = y[i];
    const double to = y[i + 1];
    const double chord = std::fabs(to - from);
    const double turning_before = std::fabs((to - from) - (from - *(y + i - 1)));
    const double turning_after = std::fabs((y[i + 2] - to) - (to - from));
    const double e = turning_before < turning_after ? turning_after : turning_before;
    const double excess = e - chord;
    const double tolerance = 0.125 * (excess + std::fabs(excess));  // excess/4, or 0 below 0
    const double least = from < to ? from : to;
    const double greatest = from < to ? to : from;
    extents.tolerance[i] = tolerance;
    extents.least[i] = least - tolerance;
    extents.greatest[i] = greatest + tolerance;
  }
  for (std::size_t i = cells; i % kGroup != 0; ++i) {
    extents.least[i] = kInfinity;
    extents.greatest[i] = -kInfinity;
  }
  for (std::size_t first = 0; first < cells; first += kGroup) {
    double least = kInfinity;
    double greatest = -kInfinity;
    for (std::size_t i = first; i < first + kGroup; ++i) {
      least = extents.least[i] < least ? extents.least[i] : least;
      greatest = extents.greatest[i] > greatest ? extents.greatest[i] : greatest;
    }
    extents.least_of_group[first / kGroup] = least;
    extents.greatest_of_group[first / kGroup] = greatest;
  }
}

/// Where P' = 0 between the times `from` and `to`, where its signs differ.
double extremum(const CellPolynomial& p, double from, double to) {
  const bool rising = p.slope(from - 0.5) > 0;
  double d = 0.5 * (from + to);
  for (int step = 0; step < 60 && to - from > 1e-12; ++step) {
    const double slope = p.slope(d - 0.5);
    ((slope > 0) == rising ? from : to) = d;
    const double newton = d - slope / p.curvature(d - 0.5);
    const double next = newton >= from && newton <= to ? newton : 0.5 * (from + to);
    if (std::fabs(next - d) < 1e-12) return next;
    d = next;
  }
  return d;
}

}  // namespace

CrossingFinder::CrossingFinder(std::vector<double> kinks) : kinks_(std::move(kinks)) {
  fences_.push_back(-kInfinity);
  fences_.insert(fences_.end(), kinks_.begin(), kinks_.end());
  fences_.push_back(kInfinity);
  for (std::size_t i = 1; i < fences_.size(); ++i) {
    if (!(fences_[i - 1] < fences_[i])) {
      throw std::invalid_argument("rectify: kinks are finite and ascending");
    }
  }
}

/// From the time `from` to `to` in a cell the signal goes from one value to another without
/// turning.
void CrossingFinder::walk(std::size_t cell, const End& from, const End& to) {
  const auto pass = [&](std::size_t kink, double direction) {
    const auto above_kink = [&](const End& end) {
      return End{.d = end.d, .value = end.value - kinks_[kink], .turns = end.turns};
    };
    crossings_.push_back(crossing_between(above_kink(from), above_kink(to), direction));
    crossings_.back().cell = static_cast<std::uint32_t>(cell);
    crossings_.back().kink = static_cast<std::uint32_t>(kink);
  };
  for (; to.value >= fences_[below_ + 1]; ++below_) pass(below_, 1);
  for (; to.value < fences_[below_]; --below_) pass(below_ - 1, -1);
}

void CrossingFinder::enter(const double* y, std::size_t cell, double tolerance) {
  const auto near_kink = [&](double value) {
    // The signal has not gone far since the last sample: the kinks around it are few steps away.
    std::size_t below = below_;
    while (value >= fences_[below + 1]) ++below;
    while (value < fences_[below]) --below;
    return value - fences_[below] < tolerance || fences_[below + 1] - value < tolerance;
  };
  End from{.d = 0, .value = y[cell], .turns = false};
  const End to{.d = 1, .value = y[cell + 1], .turns = false};
  const bool closely = tolerance > 0 && (near_kink(from.value) || near_kink(to.value));
  const std::size_t known = crossings_.size();
  if (closely) {
    const auto p = CellPolynomial::through(y + cell - CellPolynomial::kBefore);
    constexpr double kQuarter = 0.25;
    for (int quarter = 0; quarter < 4; ++quarter) {
      const double start = kQuarter * quarter;
      if ((p.slope(start - 0.5) > 0) == (p.slope(start + kQuarter - 0.5) > 0)) continue;
      const double d = extremum(p, start, start + kQuarter);
      const End turn{.d = d, .value = p.value(d - 0.5), .turns = true};
      walk(cell, from, turn);
      from = turn;
    }
  }
  walk(cell, from, to);
  for (std::size_t i = known; i < crossings_.size(); ++i) crossings_[i].steep = !closely;
}

void CrossingFinder::find(std::span<const double> y) {
  crossings_.clear();
  runs_.clear();
  samples_ = y.size();
  if (y.size() <= 2 * kMargin) return;
  const std::size_t cells = y.size() - 2 * kMargin - 1;
  const double* samples = y.data() + kMargin;
  below_ = static_cast<std::size_t>(std::upper_bound(kinks_.begin(), kinks_.end(), samples[0]) -
                                    kinks_.begin());
  runs_.push_back({kMargin, below_});
  const auto passed_over = [this](double least, double greatest) {
    return least >= fences_[below_] && greatest < fences_[below_ + 1];
  };
  Extents extents{};
  for (std::size_t start = 0; start < cells; start += kChunk) {
    const std::size_t count = std::min(kChunk, cells - start);
    measure(samples + start, count, extents);
    for (std::size_t first = 0; first < count; first += kGroup) {
      const std::size_t group = first / kGroup;
      if (passed_over(extents.least_of_group[group], extents.greatest_of_group[group])) continue;
      for (std::size_t i = first; i < std::min(first + kGroup, count); ++i) {
        if (passed_over(extents.least[i], extents.greatest[i])) continue;
        const std::size_t below = below_;
        const std::size_t cell = kMargin + start + i;
        enter(y.data(), cell, extents.tolerance[i]);
        if (below_ != below) runs_.push_back({cell + 1, below_});
      }
    }
  }
  solve(crossings_, [&](const Crossing& crossing) {
    std::array<double, 8> around{};
    for (std::size_t k = 0; k < around.size(); ++k) {
      around[k] = y[crossing.cell - CellPolynomial::kBefore + k] - kinks_[crossing.kink];
    }
    return around;
  });
}

}  // namespace rectify::detail
