// --hold: the smoothing capacitor.
#include "rectify/stages/hold.hpp"

#include "cli/options/values.hpp"
#include "cli/steps/step.hpp"

namespace rectify::cli {
namespace {

class HoldStep : public Step {
 public:
  void declare(OptionList& options) override {
    options.value(Group::kSteps, std::string(option()), "SECONDS",
                  "smoothing capacitor of that time constant", positive_seconds(seconds_));
  }
  [[nodiscard]] std::string_view option() const override { return "--hold"; }
  [[nodiscard]] bool wanted() const override { return seconds_.has_value(); }
  [[nodiscard]] bool needs_time_steps() const override { return true; }
  void take_time_steps(std::span<const double> seconds) override {
    if (uneven_ != nullptr) uneven_->append_steps(seconds);
  }
  [[nodiscard]] std::unique_ptr<Stage> stage(StepInput& input) override {
    if (input.rate || !input.timed) {
      return std::make_unique<Hold>(*seconds_, input.needed_rate("--hold"), input.channels());
    }
    auto hold = std::make_unique<Hold>(*seconds_, input.channels());
    uneven_ = hold.get();
    return hold;
  }

 private:
  std::optional<double> seconds_;
  Hold* uneven_ = nullptr;  // in a chain that somebody else owns; it takes each frame's own step
};

}  // namespace

std::unique_ptr<Step> make_hold() { return std::make_unique<HoldStep>(); }

}  // namespace rectify::cli
