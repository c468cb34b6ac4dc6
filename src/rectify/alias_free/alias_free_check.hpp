// Compares the alias-free gradient with central differences of the forward pass.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "rectify/alias_free/alias_free.hpp"
#include "rectify/export.hpp"
#include "rectify/shapes/gradient_check.hpp"
#include "rectify/shapes/phases.hpp"
#include "rectify/shapes/piecewise_linear.hpp"

namespace rectify {

/// An alias-free stage is no function of single samples: a step h of x[n] moves r for kReach frames
/// on either side. So the derivative of e = Σ g·r by x[n] is compared with
///
///     (e(x + h) - e(x - h))/2h = Σ g[m]·(r⁺[m] - r⁻[m])/2h over |m - n| <= kReach
///
/// for which r is computed anew at x and at each step, 0.1 ms in all. That is done for every one of
/// the first kEvery frames, and of those after them for one in kOneIn. They agree within
///
///     1e-5·max|g|·max(1, max|r|) + 1e-3·|derivative|
///
/// the greatest being taken over the frames of the sum: rounding leaves less than a tenth of that.
/// Where the difference quotients of the two sides are further apart, as in silence, which lies on
/// a kink, there is nothing to compare with.
///
/// Where a number of x that the forward pass depends on is not finite or beyond
/// ±AliasFreeStage::kLargest, the derivative counts as not finite.
///
/// x, g and the gradient are given in blocks of whole frames of any length, as they become known.
class RECTIFY_API AliasFreeCheck {
 public:
  static constexpr std::size_t kEvery = 1024;
  static constexpr std::size_t kOneIn = 309;

  /// `forward` takes the numbers of one channel, so many of which are a frame of x.
  AliasFreeCheck(std::unique_ptr<detail::BlockKernel> forward, std::size_t channels,
                 Surroundings surroundings);
  AliasFreeCheck(const AliasFreeCheck&) = delete;
  AliasFreeCheck& operator=(const AliasFreeCheck&) = delete;
  AliasFreeCheck(AliasFreeCheck&&) noexcept;
  AliasFreeCheck& operator=(AliasFreeCheck&&) = delete;
  ~AliasFreeCheck();

  void add_input(std::span<const double> x);
  void add_upstream(std::span<const double> g);         ///< ∂e/∂r: a number of each channel
  void add_gradient(std::span<const double> gradient);  ///< ∂e/∂x: as many as x

  /// After the last frame of each: compares what is left, and adds all that was found to `check`.
  void conclude(GradientCheck& check);

 private:
  /// A signal's numbers from some frame on.
  struct Row {
    std::size_t stride;           // numbers in a frame
    std::int64_t first;           // frame of the first that is kept
    std::vector<double> numbers;  // of whole frames

    [[nodiscard]] std::int64_t end() const {
      return first + static_cast<std::int64_t>(numbers.size() / stride);
    }
    [[nodiscard]] double at(std::int64_t frame, std::size_t number) const {
      return numbers[static_cast<std::size_t>(frame - first) * stride + number];
    }
    void add(std::span<const double> more);
    void drop_before(std::int64_t frame);
  };
  void compare_known();
  void compare(std::int64_t frame, std::size_t channel);

  std::unique_ptr<detail::BlockKernel> forward_;
  std::size_t parts_;
  std::size_t channels_;
  Surroundings surroundings_;
  Row x_;
  Row g_;
  Row gradient_;
  std::int64_t next_ = 0;  // frame to compare
  GradientCheck found_;
  std::vector<std::vector<double>> around_;     // x around the frame, of each part
  std::array<std::vector<double>, 3> results_;  // r⁻, r and r⁺
};

/// For the gradients of alias_free() and alias_free_phase_sum(). Throw as these do.
[[nodiscard]] RECTIFY_API AliasFreeCheck alias_free_check(const PiecewiseLinear& f,
                                                          std::size_t channels,
                                                          Surroundings surroundings = {});
[[nodiscard]] RECTIFY_API AliasFreeCheck alias_free_phase_sum_check(const Phases& phases,
                                                                    double drop, double scale,
                                                                    std::size_t channels,
                                                                    Surroundings surroundings = {});

}  // namespace rectify
