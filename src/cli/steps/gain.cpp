// --gain: a fixed number of decibels.
#include "cli/options/values.hpp"
#include "cli/steps/step.hpp"
#include "rectify/stages/level.hpp"

namespace rectify::cli {
namespace {

class GainStep : public Step {
 public:
  void declare(OptionList& options) override {
    options.value(Group::kSteps, "--gain", "DB", "amplify", decibels(decibels_));
  }
  [[nodiscard]] bool wanted() const override { return decibels_.has_value(); }
  [[nodiscard]] std::unique_ptr<Stage> stage(StepInput& /*input*/) override {
    return std::make_unique<Gain>(amplitude_of_decibels(*decibels_));
  }

 private:
  std::optional<double> decibels_;
};

}  // namespace

std::unique_ptr<Step> make_gain() { return std::make_unique<GainStep>(); }

}  // namespace rectify::cli
