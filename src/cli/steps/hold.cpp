// --hold: the smoothing capacitor.
#include "rectify/stages/hold.hpp"

#include "cli/options/values.hpp"
#include "cli/steps/step.hpp"

namespace rectify::cli {
namespace {

class HoldStep : public Step {
 public:
  void declare(OptionList& options) override {
    options.value(Group::kSteps, "--hold", "SECONDS", "smoothing capacitor of that time constant",
                  positive_seconds(seconds_));
  }
  [[nodiscard]] bool wanted() const override { return seconds_.has_value(); }
  [[nodiscard]] bool needs_rate() const override { return true; }
  [[nodiscard]] std::unique_ptr<Stage> stage(StepInput& input) override {
    return std::make_unique<Hold>(*seconds_, input.needed_rate("--hold"), input.channels());
  }

 private:
  std::optional<double> seconds_;
};

}  // namespace

std::unique_ptr<Step> make_hold() { return std::make_unique<HoldStep>(); }

}  // namespace rectify::cli
