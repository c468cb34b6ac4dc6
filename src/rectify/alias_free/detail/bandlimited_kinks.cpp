// The lines between kinks, and what bandlimits each passing of a kink.
#include "rectify/alias_free/detail/bandlimited_kinks.hpp"

#include <array>

#include "rectify/alias_free/detail/cell_polynomial.hpp"
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

/// The part of ∂e/∂y that a crossing's motion has, from ∂e/∂t.
void add_motion(const double* y, const Crossing& crossing, double by_time, double* w) {
  const double u = crossing.d - 0.5;
  const std::size_t first = crossing.cell - CellPolynomial::kBefore;
  const double slope = CellPolynomial::through(y + first).slope(u);
  if (slope == 0) return;  // it touches, and its part is 0 as well
  const std::array<double, 8> weights = CellPolynomial::weights(u);
  for (std::size_t i = 0; i < weights.size(); ++i) w[first + i] -= weights[i] * by_time / slope;
}

RECTIFY_CLONES void add_scaled(const double* v, std::size_t count, double slope, double* w) {
  for (std::size_t i = 0; i < count; ++i) w[i] += slope * v[i];
}

RECTIFY_CLONES void add_residual_gradients(std::span<const Crossing> crossings,
                                           const PieceTable& table, const StepResidual& residual,
                                           std::span<const double> y, const double* v, double* w) {
  std::array<double, StepResidual::kTaps> taps{};
  std::array<double, StepResidual::kTaps> slopes{};
  for (const Crossing& crossing : crossings) {
    if (!StepResidual::fits(crossing.cell, y.size())) continue;
    const std::size_t first = crossing.cell - StepResidual::kBefore;
    residual.at(crossing.d, taps.data());
    residual.slope_at(crossing.d, slopes.data());
    const double kink = table.kinks()[crossing.kink];
    const double step = 2 * crossing.direction * table.strengths()[crossing.kink];
    for (std::size_t i = 0; i < taps.size(); ++i) {
      w[first + i] += step * v[first + i] * taps.data()[i];
    }
    double by_time = 0;
    for (std::size_t i = 0; i < taps.size(); ++i) {
      by_time += v[first + i] * step * (y[first + i] - kink) * slopes.data()[i];
    }
    add_motion(y.data(), crossing, by_time, w);
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

void BandlimitedKinks::add_gradient(std::span<const double> y, std::span<const double> v,
                                    std::span<double> w) {
  finder_.find(y);
  const std::span<const Run> runs = finder_.runs();
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const std::size_t begin = runs[i].begin;
    const std::size_t end = i + 1 < runs.size() ? runs[i + 1].begin : y.size();
    add_scaled(v.data() + begin, end - begin, table_.pieces()[runs[i].kinks_below].slope,
               w.data() + begin);
  }
  add_residual_gradients(finder_.crossings(), table_, residual_, y, v.data(), w.data());
}

}  // namespace rectify::detail
