// Computes the amplitude and angle of the sine that each instant belongs to, and the sum of those.
#include "rectify/shapes/analytic_sum.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "rectify/detail/instruction_sets.hpp"
#include "rectify/detail/preconditions.hpp"
#include "rectify/detail/sine_kernel.hpp"
#include "rectify/detail/turns_kernel.hpp"
#include "rectify/shapes/detail/summed_gradient.hpp"
#include "rectify/shapes/relu.hpp"

namespace rectify {
namespace {

constexpr std::size_t kChunk = 1024;  // samples: what is kept of them stays in the first cache

/// With z = -jA·e^{j2πu}, x = Re z is A·sin(2πu). Writes A, and `repeats`·u less its whole turns,
/// or 0 where z is NaN.
RECTIFY_CLONES void angles(const double* z, std::size_t count, double repeats, double* amplitudes,
                           double* turns) {
  for (std::size_t i = 0; i < count; ++i) {
    const auto [magnitude, u] = detail::polar_of(-z[2 * i + 1], z[2 * i]);
    const double v = u * repeats;
    const double nearest = v - ((v + detail::kRoundToInteger) - detail::kRoundToInteger);
    const double rest = nearest + (nearest < 0 ? 1.0 : 0.0);
    amplitudes[i] = magnitude;
    turns[i] = rest >= 0 ? rest : 0.0;
  }
}

RECTIFY_CLONES void multiply(const double* factors, std::size_t count, double* r) {
  for (std::size_t i = 0; i < count; ++i) r[i] *= factors[i];
}

/// r += relu(Re(z·(cosine + j·sine)) - drop).
RECTIFY_CLONES void add_shifted(const double* z, std::size_t count, double cosine, double sine,
                                double drop, double* r) {
  for (std::size_t i = 0; i < count; ++i) {
    const double s = z[2 * i] * cosine - z[2 * i + 1] * sine - drop;
    r[i] += s < 0 ? 0.0 : s;
  }
}

/// e^{j2πu}.
struct Phasor {
  double cosine;
  double sine;
};

Phasor phasor(double turns) {
  const double u = std::remainder(turns, 1.0);
  return {detail::sine_of_turns(u + 0.25), detail::sine_of_turns(u)};
}

}  // namespace

AnalyticPhaseSum::AnalyticPhaseSum(Phases phases, double drop, double scale)
    : phases_(std::move(phases)),
      drop_(drop),
      scale_(scale),
      sum_(PhaseSum::of(phases_, {.scale = scale})) {
  detail::require_drop(drop);
  if (phases_.upright()) upright_.emplace(phases_, drop, scale);
}

void AnalyticPhaseSum::add_up(std::span<const double> z, std::span<double> r) const {
  std::fill(r.begin(), r.end(), 0.0);
  for (std::uint64_t k = 0; k < phases_.count(); ++k) {
    const Phasor by = phasor(phases_.turns(k));
    add_shifted(z.data(), r.size(), by.cosine, by.sine, drop_, r.data());
  }
  for (double& y : r) y *= scale_;
}

void AnalyticPhaseSum::forward(std::span<const double> z, std::span<double> r) const {
  detail::require_lengths(z.size(), kParts, r.size());
  std::array<double, kChunk> amplitudes{};
  std::array<double, kChunk> sums{};
  for (std::size_t at = 0; at < r.size(); at += kChunk) {
    const std::size_t count = std::min(kChunk, r.size() - at);
    const auto here = z.subspan(2 * at, 2 * count);
    const auto y = std::span(sums).first(count);
    if (upright_) {
      for (std::size_t i = 0; i < count; ++i) y[i] = here[2 * i];
      upright_->forward(y, y);
    } else if (drop_ == 0) {
      angles(here.data(), count, static_cast<double>(sum_.repeats()), amplitudes.data(), y.data());
      sum_.forward_within_turn(y);
      multiply(amplitudes.data(), count, y.data());
    } else {
      add_up(here, y);
    }
    std::copy(y.begin(), y.end(), r.begin() + static_cast<std::ptrdiff_t>(at));
  }
}

AnalyticPhaseSum::Slopes AnalyticPhaseSum::add_up_slopes(double real, double imaginary,
                                                         double at_zero) const {
  Slopes slopes{0, 0};
  for (std::uint64_t k = 0; k < phases_.count(); ++k) {
    const auto [cosine, sine] = phasor(phases_.turns(k));
    const double shifted = real * cosine - imaginary * sine - drop_;
    const double m = scale_ * relu_gradient(shifted, 1.0, at_zero);
    slopes.by_real += m * cosine;
    slopes.by_imaginary -= m * sine;
  }
  return slopes;
}

void AnalyticPhaseSum::backward(std::span<const double> z, std::span<const double> g,
                                std::span<double> pq, double at_zero) const {
  detail::require_backward(z.size(), kParts, g.size(), pq.size(), at_zero);
  // r = A·S(θ) with Re z = A·sin θ and Im z = -A·cos θ, as in angles(). By the chain rule
  // ∂r/∂Re z = S·sin θ + S'·cos θ and ∂r/∂Im z = -S·cos θ + S'·sin θ.
  std::array<double, kChunk> amplitudes{};
  std::array<double, kChunk> turns{};
  std::array<double, kChunk> sums{};
  std::array<double, kChunk> slopes{};
  for (std::size_t at = 0; at < g.size(); at += kChunk) {
    const std::size_t count = std::min(kChunk, g.size() - at);
    const auto slope = std::span(slopes).first(count);
    slopes.fill(1.0);
    if (upright_) {
      for (std::size_t i = 0; i < count; ++i) sums[i] = z[2 * (at + i)];
      upright_->backward(std::span(sums).first(count), slope, slope, at_zero);
    } else if (drop_ == 0) {
      angles(z.data() + 2 * at, count, static_cast<double>(sum_.repeats()), amplitudes.data(),
             turns.data());
      std::copy_n(turns.begin(), count, sums.begin());
      sum_.forward_within_turn(std::span(sums).first(count));
      sum_.backward(std::span(turns).first(count), slope, slope, at_zero);
    }
    for (std::size_t i = 0; i < count; ++i) {
      const double real = z[2 * (at + i)];
      const double imaginary = z[2 * (at + i) + 1];
      const double amplitude = amplitudes[i];
      Slopes by{};
      if (upright_) {
        by = {slopes[i], 0};
      } else if (drop_ == 0 && amplitude > 0 && std::isfinite(amplitude)) {
        const double sine = real / amplitude;
        const double cosine = -imaginary / amplitude;
        by = {sums[i] * sine + slopes[i] * cosine, -sums[i] * cosine + slopes[i] * sine};
      } else {
        by = add_up_slopes(real, imaginary, at_zero);
      }
      pq[2 * (at + i)] = weighted(by.by_real, g[at + i]);
      pq[2 * (at + i) + 1] = weighted(by.by_imaginary, g[at + i]);
    }
  }
}

std::vector<double> AnalyticPhaseSum::parameters() const {
  std::vector<double> values = phases_.radians();
  values.push_back(drop_);
  return values;
}

void AnalyticPhaseSum::forward_with(std::span<const double> parameters, std::span<const double> z,
                                    std::span<double> r) const {
  detail::require_lengths(parameters.size(), 1, phases_.count() + 1);
  const double drop = parameters.back();
  AnalyticPhaseSum moved(Phases::of_radians(parameters.first(parameters.size() - 1)),
                         std::max(drop, 0.0), scale_);
  if (drop < 0) {
    moved.drop_ = drop;
    moved.upright_.reset();
  }
  moved.forward(z, r);
}

std::optional<Term<AnalyticPhaseSum>> AnalyticPhaseSum::term(std::size_t k) const {
  if (k >= phases_.count()) return std::nullopt;
  return Term<AnalyticPhaseSum>{{Phases{.list = {phases_.turns(k)}}, drop_, scale_}, 0};
}

std::unique_ptr<ParameterGradient> AnalyticPhaseSum::parameter_gradient(double at_zero) const {
  std::vector<Phasor> phases;
  for (const double turns : phases_.turns()) phases.push_back(phasor(turns));
  return detail::summed_gradient(kParts, phases.size() + 1, at_zero,
                                 [phases, drop = drop_, scale = scale_, at_zero](
                                     const double* z, double g, CompensatedSum* sums) {
                                   for (std::size_t k = 0; k < phases.size(); ++k) {
                                     const auto [cosine, sine] = phases[k];
                                     const double shifted = z[0] * cosine - z[1] * sine - drop;
                                     const double passing =
                                         scale * relu_gradient(shifted, g, at_zero);
                                     if (passing == 0) continue;
                                     sums[k].add(-passing * (z[0] * sine + z[1] * cosine));
                                     sums[phases.size()].add(-passing);
                                   }
                                 });
}

}  // namespace rectify
