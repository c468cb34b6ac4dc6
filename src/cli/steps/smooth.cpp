// --smooth: the centred moving average.
#include "cli/context/limits.hpp"
#include "cli/options/values.hpp"
#include "cli/steps/step.hpp"
#include "rectify/stages/moving_average.hpp"

namespace rectify::cli {
namespace {

class Smooth : public Step {
 public:
  void declare(OptionList& options) override {
    options.value(Group::kSteps, std::string(option()), "SECONDS",
                  "average over that time around each frame, without delay",
                  positive_seconds(seconds_));
  }
  [[nodiscard]] std::string_view option() const override { return "--smooth"; }
  [[nodiscard]] bool wanted() const override { return seconds_.has_value(); }
  [[nodiscard]] bool needs_rate() const override { return true; }
  [[nodiscard]] std::unique_ptr<Stage> stage(StepInput& input) override {
    check_filtered(option(), input.channels(), input.limits);
    return std::make_unique<MovingAverage>(*seconds_, input.needed_rate("--smooth"),
                                           input.channels());
  }

 private:
  std::optional<double> seconds_;
};

}  // namespace

std::unique_ptr<Step> make_smooth() { return std::make_unique<Smooth>(); }

}  // namespace rectify::cli
