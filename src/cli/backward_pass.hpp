// A shape forward and backward on a stream: the filter before it, its transpose behind it.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cli/differentiable.hpp"
#include "cli/options.hpp"
#include "cli/parameter_table.hpp"
#include "cli/report.hpp"
#include "io/frames.hpp"
#include "rectify/gradient/transpose_check.hpp"
#include "rectify/stages/quadrature.hpp"
#include "rectify/stages/stage.hpp"

namespace rectify::cli {

/// x (→ the analytic signal) → y, and back: ∂e/∂y → ∂e/∂(the analytic signal) (→ ∂e/∂x). What is in
/// brackets happens where the shape needs_quadrature(), and is late: y comes behind x, and ∂e/∂x
/// behind y, all in line. A generated multiphase takes angles in the place of x and gives ∂e/∂θ.
///
/// Each block goes through take() (at the end of x drain()), then backward() (at the very end
/// drain_back()), with what y() and mask() tell in between. Samples are interleaved.
class BackwardPass {
 public:
  /// Throws io::Error as parameter_shape() and quadrature_filter() do.
  BackwardPass(const Options& options, const std::vector<Unit>& units, const io::SignalFormat& x,
               const Report& report);

  /// Takes a block of x; may leave anything in it.
  void take(std::vector<double>& x);

  /// At the end of x, a part of what the filter still holds; false: nothing.
  bool drain();

  /// How many samples of y are ready, how they are, and dy/dx there (where there is no filter).
  [[nodiscard]] std::size_t ready() const { return shape_input_.size() / shape_->parts(); }
  void y(std::vector<double>& samples) const;
  void mask(std::vector<double>& samples) const;

  /// Takes ∂e/∂y of those that are ready, and gives ∂e/∂x of those whose turn it is: none, one or
  /// many.
  void backward(std::span<const double> upstream, std::vector<double>& gradient);

  /// A part of what the transpose still holds; false: nothing.
  bool drain_back(std::vector<double>& gradient);

  /// At the end: warns of samples that spoilt others, says the parameters and how the check went,
  /// and writes the table, if any. Throws io::Error kFailed where the check fails.
  void conclude(const std::string& input, ParameterTable* table, const Report& report) const;

 private:
  void conclude_parameters(ParameterTable* table, const Report& report) const;

  const Options* options_;
  std::size_t channels_;
  std::unique_ptr<const Shape> shape_;
  std::unique_ptr<const Shape> parameter_shape_;
  std::unique_ptr<ParameterGradient> parameter_gradient_;
  std::optional<GradientCheck> check_;

  Chain filter_;  // empty where there is none, as is its transpose
  Chain transpose_;
  const AnalyticSignal* analytic_ = nullptr;  // the stage of the filter …
  const AnalyticSignal* adjoint_ = nullptr;   // … and of the transpose
  std::optional<TransposeCheck> transpose_check_;

  std::unique_ptr<io::Source> multiple_angle_;  // of a generated multiphase …
  std::unique_ptr<io::Source> angle_;           // … and for its parameters
  io::Frames angles_;
  std::vector<double> shape_input_;  // of the block at hand
};

}  // namespace rectify::cli
