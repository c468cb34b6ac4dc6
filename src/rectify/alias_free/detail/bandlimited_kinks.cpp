// The lines between kinks, and what bandlimits each passing of a kink; forward and backward.
#include "rectify/alias_free/detail/bandlimited_kinks.hpp"

#include <array>

#include "rectify/alias_free/detail/cell_polynomial.hpp"
#include "rectify/alias_free/detail/lines.hpp"
#include "rectify/detail/instruction_sets.hpp"

namespace rectify::detail {
namespace {

constexpr std::size_t kTaps = StepResidual::kTaps;

/// The part of ∂e/∂y that a crossing's motion has, from ∂e/∂t.
void add_motion(const double* y, const Crossing& crossing, double by_time, double* w) {
  const double u = crossing.d - 0.5;
  const std::size_t first = crossing.cell - CellPolynomial::kBefore;
  const double by_value = CellPolynomial::through(y + first).by_value(by_time, u);
  const std::array<double, 8> weights = CellPolynomial::weights(u);
  for (std::size_t i = 0; i < weights.size(); ++i) w[first + i] -= weights[i] * by_value;
}

RECTIFY_CLONES void add_residuals(std::span<const Crossing> crossings, const PieceTable& table,
                                  const StepResidual& residual, std::span<const double> y,
                                  double* z) {
  std::array<double, kTaps> taps{};
  for (const Crossing& crossing : crossings) {
    if (!StepResidual::fits(crossing.cell, y.size())) continue;
    const std::size_t first = crossing.cell - StepResidual::kBefore;
    residual.at(crossing.d, taps.data());
    const double kink = table.kinks()[crossing.kink];
    const double step = 2 * crossing.direction * table.strengths()[crossing.kink];
    const double* from = y.data() + first;
    const double* tap = taps.data();
    double* to = z + first;
    for (std::size_t i = 0; i < kTaps; ++i) to[i] += step * (from[i] - kink) * tap[i];
  }
}

RECTIFY_CLONES void add_residual_gradients(std::span<const Crossing> crossings,
                                           const PieceTable& table, const StepResidual& residual,
                                           std::span<const double> y, const double* v, double* w) {
  std::array<double, kTaps> taps{};
  std::array<double, kTaps> slopes{};
  for (const Crossing& crossing : crossings) {
    if (!StepResidual::fits(crossing.cell, y.size())) continue;
    const std::size_t first = crossing.cell - StepResidual::kBefore;
    residual.at(crossing.d, taps.data());
    residual.slope_at(crossing.d, slopes.data());
    const double kink = table.kinks()[crossing.kink];
    const double step = 2 * crossing.direction * table.strengths()[crossing.kink];
    double by_time = 0;
    for (std::size_t i = 0; i < kTaps; ++i) {
      w[first + i] += step * v[first + i] * taps[i];
      by_time += step * v[first + i] * (y[first + i] - kink) * slopes[i];
    }
    add_motion(y.data(), crossing, by_time, w);
  }
}

}  // namespace

BandlimitedKinks::BandlimitedKinks(const PiecewiseLinear& shape)
    : table_(shape), finder_(table_.kinks()) {}

void BandlimitedKinks::add(std::span<const double> y, std::span<double> z) {
  finder_.find(y);
  finder_.for_each_run([&](std::size_t begin, std::size_t end, std::size_t kinks_below) {
    const PieceTable::Piece& piece = table_.pieces()[kinks_below];
    add_line(y.subspan(begin, end - begin), piece.slope, piece.constant,
             z.subspan(begin, end - begin));
  });
  add_residuals(finder_.crossings(), table_, residual_, y, z.data());
}

void BandlimitedKinks::add_gradient(std::span<const double> y, std::span<const double> v,
                                    std::span<double> w) {
  finder_.find(y);
  finder_.for_each_run([&](std::size_t begin, std::size_t end, std::size_t kinks_below) {
    add_line(v.subspan(begin, end - begin), table_.pieces()[kinks_below].slope, 0,
             w.subspan(begin, end - begin));
  });
  add_residual_gradients(finder_.crossings(), table_, residual_, y, v.data(), w.data());
}

}  // namespace rectify::detail
