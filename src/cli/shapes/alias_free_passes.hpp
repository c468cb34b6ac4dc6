// The passes of a shape that rectifies between the samples.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "cli/shapes/passes.hpp"
#include "rectify/alias_free/alias_free.hpp"
#include "rectify/alias_free/alias_free_check.hpp"
#include "rectify/alias_free/alias_free_parameters.hpp"
#include "rectify/stages/quadrature.hpp"
#include "rectify/stages/stage.hpp"

namespace rectify::cli {

/// Every result depends on the argument for some way around, and so does every gradient. So the
/// argument waits until its results are there and the upstream gradient of these is known; then
/// both go through the backward pass side by side.
class AliasFreePasses final : public Passes {
 public:
  /// How a shape is rectified, and what of it is made only where it is asked for.
  struct Made {
    std::size_t parts = 1;  ///< numbers of the argument that make one of the result
    std::size_t channels = 1;
    std::unique_ptr<AliasFreeStage> forward;
    std::unique_ptr<AliasFreeStage> backward;
    std::vector<double> parameters;
    std::function<std::unique_ptr<AliasFreeParameters>()> gradients;
    std::function<std::unique_ptr<AliasFreeParameters>()> differences;
    std::function<AliasFreeCheck()> check;
    const AnalyticSignal* filter = nullptr;  ///< that the argument comes through, if any
  };
  explicit AliasFreePasses(Made made);

  void begin(const Choices& choices) override;
  void forward(std::vector<double>& argument, bool wanted, std::vector<double>& y) override;
  bool drain_forward(std::vector<double>& y) override;
  void backward(std::span<const double> g, std::vector<double>& gradient) override;
  bool drain_backward(std::vector<double>& gradient) override;
  [[nodiscard]] std::vector<double> parameters() const override { return made_.parameters; }
  [[nodiscard]] std::vector<double> gradients() const override;
  void conclude(GradientCheck& check) override;
  void report_end(const std::string& name, const Report& report) const override;

 private:
  Made made_;
  const AliasFreeStage* backward_stage_;
  Chain forward_;
  Chain backward_;
  std::unique_ptr<AliasFreeParameters> sums_;
  std::unique_ptr<AliasFreeParameters> differences_;
  std::optional<AliasFreeCheck> check_;
  bool concluded_ = false;
  std::vector<double> waiting_;   // arguments whose g is not known yet
  std::vector<double> argument_;  // that belongs to the g at hand
  std::vector<double> rows_;      // the two side by side
};

}  // namespace rectify::cli
