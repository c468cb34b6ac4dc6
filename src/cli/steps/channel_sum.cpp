// --sum-channels: the channels of the result added into one.
#include "rectify/stages/channel_sum.hpp"

#include "cli/steps/step.hpp"

namespace rectify::cli {
namespace {

class ChannelSumStep : public Step {
 public:
  void declare(OptionList& options) override {
    options.flag(Group::kSteps, std::string(option()), "add the channels of the result into one",
                 wanted_);
  }
  [[nodiscard]] std::string_view option() const override { return "--sum-channels"; }
  [[nodiscard]] bool wanted() const override { return wanted_; }
  [[nodiscard]] std::unique_ptr<Stage> stage(StepInput& input) override {
    auto sum = std::make_unique<ChannelSum>(input.channels());
    input.names = {"sum"};
    return sum;
  }

 private:
  bool wanted_ = false;
};

}  // namespace

std::unique_ptr<Step> make_channel_sum() { return std::make_unique<ChannelSumStep>(); }

}  // namespace rectify::cli
