// The loop over cells, which is the one that becomes vectors.
#include "rectify/alias_free/detail/root_batch.hpp"

#include <algorithm>
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
    for (int step = 0; step < 5; ++step) {
      const double value = p.value(d - 0.5);
      const double newton = d - value / p.slope(d - 0.5);
      from = value < 0 ? d : from;
      to = value < 0 ? to : d;
      const double middle = 0.5 * (from + to);
      d = newton >= from ? newton : middle;
      d = d <= to ? d : middle;
    }
    batch.d[i] = d;
  }
}

}  // namespace

void RootBatch::solve() { solve_all(*this); }

double first_guess(double v_from, double v_to, bool turns_at_from, bool turns_at_to) {
  const double part = std::clamp(v_from / (v_from - v_to), 0.0, 1.0);
  if (turns_at_from && !turns_at_to) return std::sqrt(part);
  if (turns_at_to && !turns_at_from) return 1 - std::sqrt(1 - part);
  return part;
}

}  // namespace rectify::detail
