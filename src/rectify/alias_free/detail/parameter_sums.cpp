// Up, the sums of the kinks there, and those of the line.
#include "rectify/alias_free/detail/parameter_sums.hpp"

#include <algorithm>
#include <utility>

#include "rectify/detail/preconditions.hpp"

namespace rectify::detail {
namespace {

PiecewiseLinear pieces_of(const Shape& shape) {
  auto pieces = shape.pieces();
  require(pieces.has_value(), "the shape is not made of straight pieces");
  return *std::move(pieces);
}

}  // namespace

PieceParameters::PieceParameters(std::shared_ptr<const Shape> shape)
    : shape_(std::move(shape)), kinks_(pieces_of(*shape_).kinks) {}

void PieceParameters::run(std::span<const std::span<const double>> in,
                          std::span<const std::span<double>> out) {
  const std::size_t n = out[0].size();
  fourfold_.up(in[0], y_);
  fourfold_.up(in[1], v_);
  const auto [begin, end] = own_samples(n);
  kinks_.add(y_, v_, begin, end);
  const auto x = in[0].subspan(kReach, n);
  const auto g = in[1].subspan(kReach, n);
  for (std::size_t i = 0; i < n; ++i) {
    g_.add(g[i]);
    gx_.add(g[i] * x[i]);
  }
  std::fill(out[0].begin(), out[0].end(), 0.0);
}

std::vector<double> PieceParameters::sums() const {
  return shape_->gradients_from({g_.value(), gx_.value(), kinks_.sums(), kinks_.far()});
}

PhaseParameters::PhaseParameters(const Phases& phases, double drop, double scale)
    : phases_(phases, drop, scale), sums_(phases.count() + 1) {}

void PhaseParameters::run(std::span<const std::span<const double>> in,
                          std::span<const std::span<double>> out) {
  const std::size_t n = out[0].size();
  fourfold_.up(in[0], real_);
  fourfold_.up(in[1], imaginary_);
  fourfold_.up(in[2], v_);
  const auto [begin, end] = own_samples(n);
  phases_.add_parameters(real_, imaginary_, v_, begin, end, sums_);
  phases_.add_line_parameters(in[0].subspan(kReach, n), in[1].subspan(kReach, n),
                              in[2].subspan(kReach, n), sums_);
  std::fill(out[0].begin(), out[0].end(), 0.0);
}

std::vector<double> PhaseParameters::sums() const {
  std::vector<double> values;
  for (const CompensatedSum& sum : sums_) values.push_back(sum.value());
  return values;
}

}  // namespace rectify::detail
