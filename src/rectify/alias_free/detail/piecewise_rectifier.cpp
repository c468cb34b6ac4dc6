// The lines between kinks, and what bandlimits each passing of a kink.
#include "rectify/alias_free/detail/piecewise_rectifier.hpp"

#include <array>
#include <cmath>
#include <stdexcept>

#include "rectify/detail/instruction_sets.hpp"

namespace rectify::detail {
namespace {

RECTIFY_CLONES void set_line(const double* y, std::size_t count, PieceTable::Piece piece,
                             double* z) {
  for (std::size_t i = 0; i < count; ++i) z[i] = piece.slope * y[i] + piece.constant;
}

RECTIFY_CLONES void add_line(const double* x, std::size_t count, double slope, double constant,
                             double* r) {
  for (std::size_t i = 0; i < count; ++i) r[i] += slope * x[i] + constant;
}

/// z[j] += 2σ·γ·(y[j] - κ)·r(j - t) around each crossing that is whole within the samples.
RECTIFY_CLONES void correct(std::span<const Crossing> crossings, const PieceTable& table,
                            const StepResidual& residual, std::span<const double> y, double* z) {
  constexpr std::size_t kTaps = StepResidual::kTaps;
  constexpr std::size_t kBefore = kTaps / 2 - 1;
  std::array<double, kTaps> taps{};
  for (const Crossing& crossing : crossings) {
    if (crossing.cell < kBefore || crossing.cell - kBefore + kTaps > y.size()) continue;
    residual.at(crossing.d, taps.data());
    const double kink = table.kinks()[crossing.kink];
    const double step = 2 * crossing.direction * table.strengths()[crossing.kink];
    const double* from = y.data() + crossing.cell - kBefore;
    double* to = z + crossing.cell - kBefore;
    for (std::size_t i = 0; i < kTaps; ++i) to[i] += step * (from[i] - kink) * taps[i];
  }
}

}  // namespace

PiecewiseRectifier::PiecewiseRectifier(const PiecewiseLinear& shape)
    : slope_(shape.slope), at_zero_(shape.at_zero), table_(shape), finder_(table_.kinks()) {
  if (!std::isfinite(slope_) || !std::isfinite(at_zero_)) {
    throw std::invalid_argument("rectify: a line that is not finite");
  }
}

void PiecewiseRectifier::run(std::span<const std::span<const double>> in, std::span<double> r) {
  const std::span<const double> x = in[0];
  const std::size_t frames = r.size() + 2 * (fourfold_.reach() + kMargin);
  y_.resize(Fourfold::kFactor * frames);
  z_.resize(y_.size());
  fourfold_.up(x, y_);
  finder_.find(y_);
  const std::span<const Run> runs = finder_.runs();
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const std::size_t begin = runs[i].begin;
    const std::size_t end = i + 1 < runs.size() ? runs[i + 1].begin : y_.size();
    set_line(y_.data() + begin, end - begin, table_.pieces()[runs[i].kinks_below],
             z_.data() + begin);
  }
  correct(finder_.crossings(), table_, residual_, y_, z_.data());
  const std::size_t margin = Fourfold::kFactor * kMargin;
  fourfold_.down(std::span<const double>(z_).subspan(margin, z_.size() - 2 * margin), r);
  add_line(x.data() + reach(), r.size(), slope_, at_zero_, r.data());
}

}  // namespace rectify::detail
