// The loop over cells, which is the one that becomes vectors.
#include "rectify/alias_free/detail/root_batch.hpp"

#include <cmath>

#include "rectify/alias_free/detail/cell_polynomial.hpp"
#include "rectify/detail/instruction_sets.hpp"

namespace rectify::detail {
namespace {

RECTIFY_CLONES void solve_all(RootBatch& batch) {
  for (std::size_t i = 0; i < RootBatch::kSize; ++i) {
    double y[8];
    for (std::size_t k = 0; k < 8; ++k) y[k] = batch.samples[k][i];
    const CellPolynomial p = CellPolynomial::through(y);
    double from = batch.from[i];
    double to = batch.to[i];
    double d = batch.d[i];
    double best = d;
    double value = p.value(d - 0.5);
    double least = std::fabs(value);
    for (int step = 0; step < 5; ++step) {
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
    batch.d[i] = best;
  }
}

}  // namespace

void RootBatch::solve() { solve_all(*this); }

Crossing crossing_between(const End& from, const End& to, double direction) {
  Crossing crossing{
      .cell = 0, .kink = 0, .direction = direction, .d = 0, .from = from.d, .to = to.d};
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
