// The gradients of a shape's parameters where it rectifies without aliasing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "rectify/alias_free/alias_free.hpp"
#include "rectify/export.hpp"
#include "rectify/shapes/gradient_check.hpp"
#include "rectify/shapes/phases.hpp"
#include "rectify/shapes/shape.hpp"

namespace rectify {

namespace detail {
class SummingKernel;
}

/// Adds up, over a signal and its upstream gradient, ∂e/∂p of every parameter p: the derivative of
/// what the alias-free forward pass computes, with the motion of the crossings, exact but for
/// rounding. The functions below make such objects.
///
/// Surroundings are those of the argument. A number that is not finite, in the signal or in the
/// upstream gradient, makes all gradients NaN.
class RECTIFY_API AliasFreeParameters {
 public:
  AliasFreeParameters(std::unique_ptr<detail::SummingKernel> sums, std::size_t channels,
                      Surroundings surroundings);
  AliasFreeParameters(const AliasFreeParameters&) = delete;
  AliasFreeParameters& operator=(const AliasFreeParameters&) = delete;
  ~AliasFreeParameters();

  /// Takes frames of any number, also none: for each channel the numbers of the shape's argument,
  /// then g.
  void add(std::span<const double> rows);

  /// After the last frame. Once.
  void conclude();

  /// In the order of the shape's parameters; after conclude().
  [[nodiscard]] std::vector<double> values() const;

 private:
  void run(std::int64_t first, std::size_t frames);
  void run(Block block);

  std::size_t stride_;  // numbers in a frame
  Surroundings surroundings_;
  const detail::SummingKernel* sums_;  // in the stage
  AliasFreeStage stage_;
  std::int64_t frames_ = 0;
};

/// For the parameters of a shape that is made of pieces, in its order. Throws std::invalid_argument
/// where it is not, or has no channels.
[[nodiscard]] RECTIFY_API std::unique_ptr<AliasFreeParameters> alias_free_parameters(
    std::shared_ptr<const Shape> shape, std::size_t channels, Surroundings surroundings = {});

/// For the phases of alias_free_phase_sum(), by the radian, and its drop after them.
[[nodiscard]] RECTIFY_API std::unique_ptr<AliasFreeParameters> alias_free_phase_sum_parameters(
    const Phases& phases, double drop, double scale, std::size_t channels,
    Surroundings surroundings = {});

/// Difference quotients of the forward pass in the place of these gradients, for a check: for each
/// parameter that of the side below and that of the side above. The signal is rectified anew for
/// each of them. One number more follows, Σ |g|·max(1, |r|).
[[nodiscard]] RECTIFY_API std::unique_ptr<AliasFreeParameters> alias_free_differences(
    std::shared_ptr<const Shape> shape, std::size_t channels, Surroundings surroundings = {});
[[nodiscard]] RECTIFY_API std::unique_ptr<AliasFreeParameters> alias_free_phase_sum_differences(
    const Phases& phases, double drop, double scale, std::size_t channels,
    Surroundings surroundings = {});

/// Compares gradients with such quotients, within 1e-5·Σ |g|·max(1, |r|) + 1e-3·|quotient|. Where
/// the two sides are further apart, as where silence lies on a kink, there is nothing to compare
/// with.
RECTIFY_API void compare_parameters(std::span<const double> gradients,
                                    std::span<const double> differences, GradientCheck& check);

}  // namespace rectify
