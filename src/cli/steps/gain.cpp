// --gain: a fixed number of decibels.
#include <fmt/format.h>

#include <cmath>

#include "cli/options/values.hpp"
#include "cli/steps/step.hpp"
#include "rectify/stages/level.hpp"

namespace rectify::cli {
namespace {

class GainStep : public Step {
 public:
  void declare(OptionList& options) override {
    options.value(Group::kSteps, std::string(option()), "DB", "amplify", decibels(decibels_));
  }
  [[nodiscard]] std::string_view option() const override { return "--gain"; }
  [[nodiscard]] bool wanted() const override { return decibels_.has_value(); }
  [[nodiscard]] std::unique_ptr<Stage> stage(StepInput& /*input*/) override {
    return std::make_unique<Gain>(amplitude_of_decibels(*decibels_));
  }
  [[nodiscard]] std::string lower_by(double decibels) const override {
    return fmt::format("{} {:.2f}", option(),
                       std::floor((decibels_.value_or(0) - decibels) * 100) / 100);
  }

 private:
  std::optional<double> decibels_;
};

}  // namespace

std::unique_ptr<Step> make_gain() { return std::make_unique<GainStep>(); }

}  // namespace rectify::cli
