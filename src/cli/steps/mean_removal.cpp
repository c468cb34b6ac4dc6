// --remove-mean: each channel's mean over the whole signal is subtracted.
#include "cli/steps/step.hpp"
#include "rectify/stages/dc.hpp"

namespace rectify::cli {
namespace {

class MeanRemovalStep : public Step {
 public:
  void declare(OptionList& options) override {
    options.flag(Group::kSteps, std::string(option()),
                 "take the mean away, channel by channel; reads the signal twice", wanted_);
  }
  [[nodiscard]] std::string_view option() const override { return "--remove-mean"; }
  [[nodiscard]] bool wanted() const override { return wanted_; }
  [[nodiscard]] bool needs_second_pass() const override { return true; }
  [[nodiscard]] std::unique_ptr<Stage> stage(StepInput& input) override {
    return std::make_unique<MeanRemoval>(input.channels());
  }

 private:
  bool wanted_ = false;
};

}  // namespace

std::unique_ptr<Step> make_mean_removal() { return std::make_unique<MeanRemovalStep>(); }

}  // namespace rectify::cli
