// The upstream gradient ∂e/∂y: ones, a signal, or the slope of a loss against a target.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "cli/commands/grad/reference_signal.hpp"
#include "rectify/compensated_sum.hpp"
#include "rectify/gradient/loss.hpp"

namespace rectify::cli {

class Upstream {
 public:
  virtual ~Upstream() = default;

  /// g[i] = ∂e/∂y[i] of the next frames, whose results are y; where needs_y() is false only the
  /// length of y counts. `channels` are interleaved in both.
  virtual void next(std::span<const double> y, std::size_t channels, std::vector<double>& g) = 0;
  [[nodiscard]] virtual bool needs_y() const { return false; }

  /// x is at its end: throws io::Error kInput where this is not.
  virtual void end() {}

  /// The loss over all frames, where there is one.
  [[nodiscard]] virtual std::optional<double> loss() const { return std::nullopt; }
};

class Ones : public Upstream {
 public:
  void next(std::span<const double> y, std::size_t channels, std::vector<double>& g) override;
};

class UpstreamSignal : public Upstream {
 public:
  explicit UpstreamSignal(ReferenceSignal& signal) : signal_(&signal) {}
  void next(std::span<const double> y, std::size_t channels, std::vector<double>& g) override;
  void end() override { signal_->end(); }

 private:
  ReferenceSignal* signal_;
};

/// e = mean of loss(y, target) over all samples; ∂e/∂y is its slope over their number.
class LossAgainst : public Upstream {
 public:
  /// `samples`: of all channels together. `taker` gets the target of each block; it may be empty.
  LossAgainst(ReferenceSignal& target, Loss loss, std::uint64_t samples,
              std::function<void(std::span<const double>)> taker)
      : target_(&target), kind_(loss), samples_(samples), taker_(std::move(taker)) {}
  void next(std::span<const double> y, std::size_t channels, std::vector<double>& g) override;
  [[nodiscard]] bool needs_y() const override { return true; }
  void end() override { target_->end(); }
  [[nodiscard]] std::optional<double> loss() const override {
    return sum_.value() / static_cast<double>(samples_);
  }

 private:
  ReferenceSignal* target_;
  Loss kind_;
  std::uint64_t samples_;
  std::function<void(std::span<const double>)> taker_;
  CompensatedSum sum_;
  std::vector<double> wanted_;
};

}  // namespace rectify::cli
