// Sums by piece and by crossing, which are put together at the end.
#include "rectify/alias_free/detail/kink_sums.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "rectify/alias_free/detail/cell_polynomial.hpp"
#include "rectify/detail/preconditions.hpp"

namespace rectify::detail {
namespace {

std::vector<double> places_of(std::span<const PiecewiseLinear::Kink> kinks) {
  std::vector<double> places;
  for (const auto& kink : kinks) {
    require(std::isfinite(kink.at), "a kink must be finite");
    places.push_back(kink.at);
  }
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
  return places;
}

}  // namespace

KinkSums::KinkSums(std::span<const PiecewiseLinear::Kink> kinks)
    : kinks_(places_of(kinks)),
      finder_(kinks_),
      pieces_(kinks_.size() + 1),
      crossings_(kinks_.size()) {
  for (const auto& kink : kinks) {
    places_.push_back(static_cast<std::size_t>(
        std::lower_bound(kinks_.begin(), kinks_.end(), kink.at) - kinks_.begin()));
  }
}

void KinkSums::add(std::span<const double> y, std::span<const double> v, std::size_t begin,
                   std::size_t end) {
  finder_.find(y);
  finder_.for_each_run([&](std::size_t first, std::size_t last, std::size_t kinks_below) {
    double sum = 0;
    double sum_y = 0;
    for (std::size_t j = std::max(first, begin); j < std::min(last, end); ++j) {
      sum += v[j];
      sum_y += v[j] * y[j];
    }
    pieces_[kinks_below].v.add(sum);
    pieces_[kinks_below].vy.add(sum_y);
  });
  for (const Crossing& crossing : finder_.crossings()) {
    if (crossing.cell >= begin && crossing.cell < end) add_crossing(y.data(), v.data(), crossing);
  }
}

void KinkSums::add_crossing(const double* y, const double* v, const Crossing& crossing) {
  std::array<double, StepResidual::kTaps> taps{};
  std::array<double, StepResidual::kTaps> slopes{};
  residual_.at(crossing.d, taps.data());
  residual_.slope_at(crossing.d, slopes.data());
  const std::size_t first = crossing.cell - StepResidual::kBefore;
  const double kink = kinks_[crossing.kink];
  const double step = 2 * crossing.direction;
  double sum = 0;
  double sum_y = 0;
  double by_time = 0;
  for (std::size_t i = 0; i < taps.size(); ++i) {
    const double passed = step * v[first + i];
    sum += passed * taps[i];
    sum_y += passed * y[first + i] * taps[i];
    by_time += passed * (y[first + i] - kink) * slopes[i];
  }
  const double moved = CellPolynomial::through(y + crossing.cell - CellPolynomial::kBefore)
                           .by_value(by_time, crossing.d - 0.5);
  crossings_[crossing.kink].v.add(sum - moved);
  crossings_[crossing.kink].vy.add(sum_y - moved * kink);
}

KinkSums::Sums KinkSums::all_pieces() const {
  Sums all;
  for (const Sums& piece : pieces_) {
    all.v.add(piece.v.value());
    all.vy.add(piece.vy.value());
  }
  return all;
}

PieceSums::Kink KinkSums::far() const {
  const Sums all = all_pieces();
  return {0.25 * all.v.value(), 0.25 * all.vy.value()};
}

std::vector<PieceSums::Kink> KinkSums::sums() const {
  // Of each kink, the sums of all pieces less twice those below it.
  const Sums all = all_pieces();
  std::vector<Sums> signed_sums = crossings_;
  Sums below;
  for (std::size_t k = 0; k < kinks_.size(); ++k) {
    below.v.add(pieces_[k].v.value());
    below.vy.add(pieces_[k].vy.value());
    signed_sums[k].v.add(all.v.value() - 2 * below.v.value());
    signed_sums[k].vy.add(all.vy.value() - 2 * below.vy.value());
  }
  std::vector<PieceSums::Kink> sums;
  for (const std::size_t place : places_) {
    sums.push_back({0.25 * signed_sums[place].v.value(), 0.25 * signed_sums[place].vy.value()});
  }
  return sums;
}

}  // namespace rectify::detail
