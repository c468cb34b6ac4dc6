// Instants as sines: their amplitude and angle, and the sum that PhaseSum makes of these.
#include "rectify/analytic_sum.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <stdexcept>

#include "rectify/instruction_sets.hpp"
#include "rectify/relu.hpp"
#include "rectify/sine_kernel.hpp"
#include "rectify/turns_kernel.hpp"

namespace rectify {
namespace {

constexpr std::size_t kChunk = 1024;  // instants: what is kept of them stays in the first cache

/// z = -jA·e^{j2πu} is A·sin(2πu) where it is real. Writes A, and `repeats`·u less whole turns; 0
/// for u where z is NaN.
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

RECTIFY_CLONES void magnitudes(const double* z, std::size_t count, double* r) {
  for (std::size_t i = 0; i < count; ++i) r[i] = detail::polar_of(z[2 * i], z[2 * i + 1]).magnitude;
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

PhaseSum unit_sum(const Phases& phases, double drop, double scale) {
  // Checks the drop, too.
  const PhaseSum::Path path{.amplitude = 1, .drop = drop, .scale = scale};
  if (!phases.list.empty()) return PhaseSum::of(phases.list, path);
  return PhaseSum::even(phases.even, path);
}

}  // namespace

bool Phases::upright() const {
  if (list.empty()) return even <= 2;
  return std::all_of(list.begin(), list.end(),
                     [](double phase) { return std::remainder(phase, 0.5) == 0; });
}

AnalyticPhaseSum::AnalyticPhaseSum(const Phases& phases, double drop, double scale)
    : phases_(phases), drop_(drop), scale_(scale), sum_(unit_sum(phases, drop, scale)) {}

void AnalyticPhaseSum::add_up(std::span<const double> z, std::span<double> r) const {
  std::fill(r.begin(), r.end(), 0.0);
  for (std::uint64_t k = 0; k < phases_.count(); ++k) {
    const double phase = phases_.list.empty()
                             ? static_cast<double>(k) / static_cast<double>(phases_.even)
                             : std::remainder(phases_.list[k], 1.0);
    add_shifted(z.data(), r.size(), detail::sine_of_turns(phase + 0.25),
                detail::sine_of_turns(phase), drop_, r.data());
  }
  for (double& y : r) y *= scale_;
}

void AnalyticPhaseSum::forward(std::span<const double> z, std::span<double> r) const {
  std::array<double, kChunk> amplitudes{};
  std::array<double, kChunk> sums{};
  const auto repeats = static_cast<double>(sum_.repeats());
  for (std::size_t at = 0; at < r.size(); at += kChunk) {
    const std::size_t count = std::min(kChunk, r.size() - at);
    const auto here = z.subspan(2 * at, 2 * count);
    const auto y = std::span(sums).first(count);
    if (drop_ > 0) {
      add_up(here, y);
    } else {
      angles(here.data(), count, repeats, amplitudes.data(), y.data());
      sum_.forward(y);
      multiply(amplitudes.data(), count, y.data());
    }
    std::copy(y.begin(), y.end(), r.begin() + static_cast<std::ptrdiff_t>(at));
  }
}

UprightPhaseSum::UprightPhaseSum(const Phases& phases, double drop, double scale) : drop_(drop) {
  if (!phases.upright() || !(drop >= 0 && scale >= 0)) {
    throw std::invalid_argument("rectify: phases of whole half turns, a drop and a scale >= 0");
  }
  if (phases.list.empty()) {
    direct_ = scale;
    opposite_ = phases.even == 2 ? scale : 0;
  }
  for (const double phase : phases.list) {
    (std::remainder(phase, 1.0) == 0 ? direct_ : opposite_) += scale;
  }
}

void UprightPhaseSum::forward(std::span<double> samples) const {
  for (double& x : samples) {
    const double factor = x < 0 ? opposite_ : direct_;
    const double r = relu(full_wave(x) - drop_);
    x = factor != 0 || std::isnan(r) ? factor * r : 0.0;  // 0·inf
  }
}

void Envelope::forward(std::span<const double> z, std::span<double> r) {
  magnitudes(z.data(), r.size(), r.data());
}

}  // namespace rectify
