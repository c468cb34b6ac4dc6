// Directions of even phases in whole numbers, of others sorted; and the sums between them.
#include "rectify/alias_free/detail/phase_table.hpp"

#include <algorithm>
#include <cmath>

#include "rectify/compensated_sum.hpp"
#include "rectify/detail/preconditions.hpp"
#include "rectify/detail/sine_kernel.hpp"
#include "rectify/detail/turns_kernel.hpp"

namespace rectify::detail {
namespace {

constexpr double kSame = 1e-14;  // turns: rounding of phases that were meant to be the same

PhaseTable::Direction direction_at(double turns, double strength) {
  return {turns, sine_of_turns(turns + 0.25), sine_of_turns(turns), strength};
}

double fraction(double turns) {
  const double rest = turns - std::floor(turns);
  return rest < 1 ? rest : 0;
}

}  // namespace

PhaseTable::PhaseTable(const Phases& phases, double scale) {
  require_scale(scale);
  require(phases.count() > 0, "a sum of phases has at least one");
  if (phases.list.empty()) {
    add_even(phases.even, scale);
  } else {
    add_list(phases.list, scale);
  }

  // The two kinks of a phase are half the directions apart. In the half turn after one of them W
  // has half its J, and the other's J less, which is the same.
  const std::size_t count = directions_.size();
  CompensatedSum real;
  CompensatedSum imaginary;
  const auto add_jump = [&](const Direction& direction, double times) {
    real.add(-2 * times * direction.strength * direction.sine);
    imaginary.add(-2 * times * direction.strength * direction.cosine);
  };
  for (std::size_t i = 0; i < count; ++i) {
    add_jump(directions_[i], i == 0 || i > count / 2 ? 0.25 : -0.25);
  }
  arcs_.push_back({real.value(), imaginary.value()});
  for (std::size_t i = 1; i < count; ++i) {
    add_jump(directions_[i], 1);
    arcs_.push_back({real.value(), imaginary.value()});
  }
}

/// The directions are ¼ - k/N and -¼ - k/N, k = 0 … N - 1: M of them, a quarter turn and whole
/// Mths.
void PhaseTable::add_even(std::uint64_t phases, double scale) {
  const std::uint64_t count = phases % 2 == 0 ? phases : 2 * phases;
  const double strength = 0.5 * scale * (phases % 2 == 0 ? 2 : 1);
  for (std::uint64_t i = 0; i < count; ++i) {
    // ¼ + k/M turns in units of 1/4M, the least of them that is not negative first.
    const std::uint64_t quarters = count % 4 + 4 * i;
    directions_.push_back(
        direction_at(static_cast<double>(quarters) / static_cast<double>(4 * count), strength));
  }
  if (phases == 1) linear_ = {0.5 * scale, 0};
}

void PhaseTable::add_list(std::span<const double> phases_turns, double scale) {
  CompensatedSum real;
  CompensatedSum imaginary;
  std::vector<double> turns;
  for (const double phase : phases_turns) {
    require(std::isfinite(phase), "a phase must be finite");
    const double reduced = fraction(phase);
    real.add(0.5 * scale * sine_of_turns(reduced + 0.25));
    imaginary.add(0.5 * scale * sine_of_turns(reduced));
    const double within_half = fraction(2 * (0.25 - reduced)) / 2;
    turns.push_back(within_half < 0.5 - kSame ? within_half : 0);
  }
  linear_ = {real.value(), imaginary.value()};
  std::sort(turns.begin(), turns.end());
  for (auto from = turns.begin(); from != turns.end();) {
    const auto to = std::find_if(from, turns.end(), [&](double t) { return t - *from > kSame; });
    directions_.push_back(direction_at(*from, 0.5 * scale * static_cast<double>(to - from)));
    from = to;
  }
  const std::size_t half = directions_.size();
  for (std::size_t i = 0; i < half; ++i) {
    directions_.push_back(direction_at(directions_[i].turns + 0.5, directions_[i].strength));
  }
}

std::size_t PhaseTable::arc_of(double real, double imaginary) const {
  const double turns = polar_of(real, imaginary).turns;
  const auto above =
      std::upper_bound(directions_.begin(), directions_.end(), turns,
                       [](double t, const Direction& direction) { return t < direction.turns; });
  const auto index = static_cast<std::size_t>(above - directions_.begin());
  return index == 0 ? directions_.size() - 1 : index - 1;
}

}  // namespace rectify::detail
