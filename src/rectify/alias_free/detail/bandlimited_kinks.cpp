// The lines between kinks, and what bandlimits each passing of a kink.
#include "rectify/alias_free/detail/bandlimited_kinks.hpp"

#include <array>

#include "rectify/detail/instruction_sets.hpp"

namespace rectify::detail {
namespace {

RECTIFY_CLONES void add_line(const double* y, std::size_t count, PieceTable::Piece piece,
                             double* z) {
  for (std::size_t i = 0; i < count; ++i) z[i] += piece.slope * y[i] + piece.constant;
}

RECTIFY_CLONES void add_residuals(std::span<const Crossing> crossings, const PieceTable& table,
                                  const StepResidual& residual, std::span<const double> y,
                                  double* z) {
  std::array<double, StepResidual::kTaps> taps{};
  for (const Crossing& crossing : crossings) {
    if (!StepResidual::fits(crossing.cell, y.size())) continue;
    const std::size_t first = crossing.cell - StepResidual::kBefore;
    residual.at(crossing.d, taps.data());
    const double kink = table.kinks()[crossing.kink];
    const double step = 2 * crossing.direction * table.strengths()[crossing.kink];
    const double* from = y.data() + first;
    double* to = z + first;
    for (std::size_t i = 0; i < taps.size(); ++i) to[i] += step * (from[i] - kink) * taps.data()[i];
  }
}

}  // namespace

BandlimitedKinks::BandlimitedKinks(const PiecewiseLinear& shape)
    : table_(shape), finder_(table_.kinks()) {}

void BandlimitedKinks::add(std::span<const double> y, std::span<double> z) {
  finder_.find(y);
  const std::span<const Run> runs = finder_.runs();
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const std::size_t begin = runs[i].begin;
    const std::size_t end = i + 1 < runs.size() ? runs[i + 1].begin : y.size();
    add_line(y.data() + begin, end - begin, table_.pieces()[runs[i].kinks_below], z.data() + begin);
  }
  add_residuals(finder_.crossings(), table_, residual_, y, z.data());
}

}  // namespace rectify::detail
