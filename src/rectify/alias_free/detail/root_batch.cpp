// The loop over cells, which is the one that becomes vectors.
#include "rectify/alias_free/detail/root_batch.hpp"

#include <cmath>

#include "rectify/alias_free/detail/cell_polynomial.hpp"
#include "rectify/detail/instruction_sets.hpp"

namespace rectify::detail {
namespace {

template <int kSteps>
[[gnu::always_inline]] inline void solve_lanes(RootBatch::Lanes& lanes) {
  for (std::size_t i = 0; i < RootBatch::kSize; ++i) {
    double y[8];
    for (std::size_t k = 0; k < 8; ++k) y[k] = lanes.samples[k][i];
    const CellPolynomial p = CellPolynomial::through(y);
    double from = lanes.from[i];
    double to = lanes.to[i];
    double d = lanes.d[i];
    double best = d;
    double value = p.value(d - 0.5);
    double least = std::fabs(value);
    for (int step = 0; step < kSteps; ++step) {
      const double newton = d - value / p.slope(d - 0.5);
      from = value < 0 ? d : from;
      to = value < 0 ? to : d;
      const double middle = 0.5 * (from + to);
      d = newton >= from ? newton : middle;
      d = d <= to ? d : middle;
      value = p.value(d - 0.5);
      const double size = std::fabs(value);
      best = size < least ? d : best;
      least = size < least ? size : least;
    }
    lanes.d[i] = best;
  }
}

RECTIFY_CLONES void solve_steep(RootBatch::Lanes& lanes) { solve_lanes<3>(lanes); }
RECTIFY_CLONES void solve_any(RootBatch::Lanes& lanes) { solve_lanes<5>(lanes); }

}  // namespace

void RootBatch::add(Crossing& crossing, const std::array<double, 8>& samples) {
  for (std::size_t k = 0; k < samples.size(); ++k) {
    lanes_.samples[k][count_] = crossing.direction * samples[k];
  }
  lanes_.from[count_] = crossing.from;
  lanes_.to[count_] = crossing.to;
  lanes_.d[count_] = crossing.d;
  crossings_[count_++] = &crossing;
}

void RootBatch::solve() {
  if (kind_ == Kind::kSteep) {
    solve_steep(lanes_);
  } else {
    solve_any(lanes_);
  }
  for (std::size_t i = 0; i < count_; ++i) crossings_[i]->d = lanes_.d[i];
  count_ = 0;
}

Crossing crossing_between(const End& from, const End& to, double direction) {
  Crossing crossing{.cell = 0,
                    .kink = 0,
                    .direction = direction,
                    .d = 0,
                    .from = from.d,
                    .to = to.d,
                    .steep = true};
  const double before = direction * from.value;
  const double after = direction * to.value;
  if (!(before <= 0 && after >= 0)) {
    crossing.d = std::fabs(before) < std::fabs(after) ? from.d : to.d;
    crossing.from = crossing.d;
    crossing.to = crossing.d;
    return crossing;
  }
  double part = before < after ? before / (before - after) : 0;
  if (from.turns && !to.turns) part = std::sqrt(part);
  if (to.turns && !from.turns) part = 1 - std::sqrt(1 - part);
  crossing.d = from.d + part * (to.d - from.d);
  return crossing;
}

}  // namespace rectify::detail
