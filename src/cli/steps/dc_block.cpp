// --dc-block: a first-order high-pass takes the DC away.
#include <fmt/format.h>

#include "cli/options/values.hpp"
#include "cli/steps/step.hpp"
#include "rectify/stages/dc.hpp"

namespace rectify::cli {
namespace {

class DcBlockStep : public Step {
 public:
  void declare(OptionList& options) override {
    options.optional(Group::kSteps, std::string(option()), "HZ", "10",
                     "take the DC away by a first-order high-pass (10 Hz)",
                     positive_frequency(cutoff_));
  }
  [[nodiscard]] std::string_view option() const override { return "--dc-block"; }
  [[nodiscard]] bool wanted() const override { return cutoff_.has_value(); }
  [[nodiscard]] bool needs_rate() const override { return true; }
  [[nodiscard]] std::unique_ptr<Stage> stage(StepInput& input) override {
    const double rate = input.needed_rate("--dc-block");
    if (!(cutoff_->value() < rate / 2)) {
      usage_error(fmt::format("--dc-block needs a cutoff below half the rate of {} Hz", rate));
    }
    return std::make_unique<DcBlock>(cutoff_->value(), rate, input.channels());
  }

 private:
  std::optional<Decimal> cutoff_;
};

}  // namespace

std::unique_ptr<Step> make_dc_block() { return std::make_unique<DcBlockStep>(); }

}  // namespace rectify::cli
