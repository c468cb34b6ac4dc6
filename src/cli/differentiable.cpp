// Each core shape behind the interface, and what it needs from the options.
#include "cli/differentiable.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <numbers>
#include <utility>

#include "cli/quadrature_filter.hpp"
#include "cli/sources.hpp"
#include "cli/steps.hpp"
#include "io/file/error.hpp"
#include "rectify/shapes/analytic_sum.hpp"
#include "rectify/shapes/phase_list.hpp"
#include "rectify/shapes/shapes.hpp"

namespace rectify::cli {
namespace {

/// A phase sum of any angle: the check looks a step beyond the turn.
struct Angular {
  PhaseSum sum;

  void forward(std::span<double> v) const {
    for (double& x : v) x -= std::floor(x);
    sum.forward(v);
  }
  void backward(std::span<const double> v, std::span<const double> g, std::span<double> out,
                double at_zero) const {
    sum.backward(v, g, out, at_zero);
  }
};

template <class Shape>
class Passes : public Differentiable {
 public:
  Passes(Shape shape, double at_zero, double check_unit)
      : shape_(std::move(shape)), at_zero_(at_zero), check_unit_(check_unit) {}

  [[nodiscard]] std::size_t parts() const override { return parts_of<Shape>(); }
  void forward(std::span<const double> x, std::span<double> r) const override {
    rectify::forward(shape_, x, r);
  }
  void backward(std::span<const double> x, std::span<const double> g,
                std::span<double> out) const override {
    shape_.backward(x, g, out, at_zero_);
  }
  void check(std::span<const double> x, std::span<const double> g, std::span<const double> gradient,
             GradientCheck& check) const override {
    check_input(shape_, x, g, gradient, check, check_unit_);
  }

 private:
  Shape shape_;
  double at_zero_;
  double check_unit_;
};

template <class Shape>
class Sums : public ParameterSums {
 public:
  Sums(const Shape& shape, double at_zero)
      : shape_(shape), at_zero_(at_zero), gradient_(shape, at_zero) {}

  void add(std::span<const double> x, std::span<const double> g) override { gradient_.add(x, g); }
  void check(std::span<const double> x, std::span<const double> g, GradientCheck& check) override {
    check_parameters(shape_, at_zero_, x, g, check);
  }
  [[nodiscard]] std::vector<double> parameters() const override { return shape_.parameters(); }
  [[nodiscard]] std::vector<double> gradients() const override { return gradient_.values(); }

 private:
  Shape shape_;
  double at_zero_;
  typename Shape::Gradient gradient_;
};

template <class Shape>
std::unique_ptr<Differentiable> passes(Shape shape, const Options& o, double check_unit = 1) {
  return std::make_unique<Passes<Shape>>(std::move(shape), o.at_zero, check_unit);
}

template <class Shape>
std::unique_ptr<ParameterSums> sums(const Shape& shape, const Options& o) {
  return std::make_unique<Sums<Shape>>(shape, o.at_zero);
}

constexpr std::uint64_t kMostPhases = 4096;  // that have gradients: each costs time at every sample

std::vector<double> listed(const Phases& phases) {
  std::vector<double> turns;
  for (std::uint64_t k = 0; k < phases.count(); ++k) turns.push_back(phases.turns(k));
  return turns;
}

}  // namespace

std::unique_ptr<Differentiable> differentiable(const Options& o, const std::vector<Unit>& units) {
  if (o.command == Command::kHalf) return passes(HalfWave{o.drop, o.leak, o.negative}, o);
  if (o.command == Command::kFull) return passes(FullWave{o.drop}, o);
  if (o.command == Command::kUnits) return passes(unit_sum(o, units), o);
  const double scale = phase_path(o).scale;
  if (needs_quadrature(o)) return passes(AnalyticPhaseSum(phases_of(o), o.drop, scale), o);
  if (!o.generated()) return passes(UprightPhaseSum(phases_of(o), o.drop, scale), o);
  PhaseSum sum = phase_sum(o);
  const double radian = static_cast<double>(sum.repeats()) / (2 * std::numbers::pi);
  return passes(Angular{std::move(sum)}, o, radian);
}

bool wants_parameters(const Options& o) {
  if (o.parameters || o.check) return true;
  if (o.command != Command::kMultiphase) return o.verbose;
  return o.verbose && (o.generated() || needs_quadrature(o)) && phases_of(o).count() <= kMostPhases;
}

std::unique_ptr<ParameterSums> parameter_sums(const Options& o, const std::vector<Unit>& units) {
  if (o.command == Command::kHalf) return sums(HalfWave{o.drop, o.leak, o.negative}, o);
  if (o.command == Command::kFull) return sums(FullWave{o.drop}, o);
  if (o.command == Command::kUnits) return sums(unit_sum(o, units), o);
  const Phases phases = phases_of(o);
  if (phases.count() > kMostPhases) {
    throw io::Error(io::ExitStatus::kUsage,
                    fmt::format("the gradients of {} phases are too many: at most {}",
                                phases.count(), kMostPhases));
  }
  if (o.generated()) return sums(PhaseList(listed(phases), phase_path(o)), o);
  return sums(AnalyticPhaseSum(phases, o.drop, phase_path(o).scale), o);
}

void conclude(const GradientCheck& check, const Report& report) {
  const std::uint64_t compared = check.agreeing() + check.disagreeing();
  const std::string left_out = fmt::format("{} near a kink and {} not finite left out",
                                           check.near_kink(), check.not_finite());
  if (check.disagreeing() != 0) {
    throw io::Error(io::ExitStatus::kFailed,
                    fmt::format("check: {} of {} derivatives disagree with central differences, by "
                                "{:.3g} at most; {}",
                                check.disagreeing(), compared, check.greatest(), left_out));
  }
  report.say(
      fmt::format("check: all of {} derivatives agree with central differences, within "
                  "{:.3g}; {}",
                  compared, check.greatest(), left_out));
}

}  // namespace rectify::cli
