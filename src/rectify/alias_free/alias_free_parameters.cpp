// Sends a signal through a kernel that adds up, with the frames around it that the sums reach.
#include "rectify/alias_free/alias_free_parameters.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "rectify/alias_free/detail/differences.hpp"
#include "rectify/alias_free/detail/kernels.hpp"
#include "rectify/alias_free/detail/parameter_sums.hpp"
#include "rectify/detail/preconditions.hpp"

namespace rectify {
namespace {

/// Frames around the signal at which U·g is not 0.
constexpr auto kAround = static_cast<std::int64_t>(detail::Fourfold::kReach);

}  // namespace

AliasFreeParameters::AliasFreeParameters(std::unique_ptr<detail::SummingKernel> sums,
                                         std::size_t channels, Surroundings surroundings)
    : stride_(sums->inputs() * channels),
      surroundings_(with_zero_upstream(std::move(surroundings), sums->inputs() - 1)),
      sums_(sums.get()),
      stage_(std::move(sums), channels,
             [around = surroundings_](std::int64_t first, std::span<double> rows) {
               around(first - kAround, rows);
             }) {
  run(-kAround, static_cast<std::size_t>(kAround));
}

AliasFreeParameters::~AliasFreeParameters() = default;

void AliasFreeParameters::run(std::int64_t first, std::size_t frames) {
  Block rows(frames * stride_);
  surroundings_(first, rows);
  run(std::move(rows));
}

void AliasFreeParameters::run(Block block) { stage_.process(block); }

void AliasFreeParameters::add(std::span<const double> rows) {
  frames_ += static_cast<std::int64_t>(rows.size() / stride_);
  run(Block(rows.begin(), rows.end()));
}

void AliasFreeParameters::conclude() {
  run(frames_, static_cast<std::size_t>(kAround));
  Block zeros;
  do {
    zeros.clear();
    stage_.drain(zeros);
  } while (!zeros.empty());
}

std::vector<double> AliasFreeParameters::values() const {
  std::vector<double> values = sums_->sums();
  if (stage_.first_spoilt()) {
    values.assign(values.size(), std::numeric_limits<double>::quiet_NaN());
  }
  return values;
}

std::unique_ptr<AliasFreeParameters> alias_free_parameters(std::shared_ptr<const Shape> shape,
                                                           std::size_t channels,
                                                           Surroundings surroundings) {
  return std::make_unique<AliasFreeParameters>(
      std::make_unique<detail::PieceParameters>(std::move(shape)), channels,
      std::move(surroundings));
}

std::unique_ptr<AliasFreeParameters> alias_free_phase_sum_parameters(const Phases& phases,
                                                                     double drop, double scale,
                                                                     std::size_t channels,
                                                                     Surroundings surroundings) {
  return std::make_unique<AliasFreeParameters>(
      std::make_unique<detail::PhaseParameters>(phases, drop, scale), channels,
      std::move(surroundings));
}

std::unique_ptr<AliasFreeParameters> alias_free_differences(std::shared_ptr<const Shape> shape,
                                                            std::size_t channels,
                                                            Surroundings surroundings) {
  const std::vector<double> parameters = shape->parameters();
  return std::make_unique<AliasFreeParameters>(
      std::make_unique<detail::Differences>(
          parameters,
          [shape = std::move(shape)](std::span<const double> moved) {
            const auto pieces = shape->pieces_with(moved);
            detail::require(pieces.has_value(), "the shape is not made of straight pieces");
            return detail::rectifier_of(*pieces);
          }),
      channels, std::move(surroundings));
}

std::unique_ptr<AliasFreeParameters> alias_free_phase_sum_differences(const Phases& phases,
                                                                      double drop, double scale,
                                                                      std::size_t channels,
                                                                      Surroundings surroundings) {
  std::vector<double> parameters = phases.radians();
  parameters.push_back(drop);
  return std::make_unique<AliasFreeParameters>(
      std::make_unique<detail::Differences>(
          parameters,
          [scale](std::span<const double> moved) -> std::unique_ptr<detail::BlockKernel> {
            // With the table of arcs for a drop of exactly 0 the two sides would differ in kind.
            return std::make_unique<detail::DroppedPhasesRectifier>(detail::DroppedPhases(
                Phases::of_radians(moved.first(moved.size() - 1)), moved.back(), scale));
          }),
      channels, std::move(surroundings));
}

void compare_parameters(std::span<const double> gradients, std::span<const double> differences,
                        GradientCheck& check) {
  detail::require_lengths(differences.size(), 1, 2 * gradients.size() + 1);
  for (std::size_t k = 0; k < gradients.size(); ++k) {
    const double left = differences[2 * k];
    const double right = differences[2 * k + 1];
    check.compare_sides(left, right, gradients[k],
                        GradientCheck::kAbsolute * differences.back() +
                            GradientCheck::kRelative * std::max(std::fabs(left), std::fabs(right)));
  }
}

}  // namespace rectify
