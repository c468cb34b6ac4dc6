// --normalize: the gain that brings the peak of all channels to a level.
#include <fmt/format.h>

#include <cmath>

#include "cli/options/values.hpp"
#include "cli/steps/step.hpp"
#include "rectify/stages/level.hpp"

namespace rectify::cli {
namespace {

class NormalizationStep : public Step {
 public:
  void declare(OptionList& options) override {
    options.optional(Group::kSteps, std::string(option()), "DBFS", "0",
                     "bring the peak of all channels to that level (0); reads the signal twice",
                     decibels(level_));
  }
  [[nodiscard]] std::string_view option() const override { return "--normalize"; }
  [[nodiscard]] bool wanted() const override { return level_.has_value(); }
  [[nodiscard]] bool needs_second_pass() const override { return true; }
  [[nodiscard]] std::unique_ptr<Stage> stage(StepInput& /*input*/) override {
    auto stage = std::make_unique<Normalization>(amplitude_of_decibels(*level_));
    stage_ = stage.get();
    return stage;
  }
  void report_end(const Report& report) const override {
    if (stage_->peak() == 0) report.warn("--normalize: silence is left as it is");
    if (!std::isfinite(stage_->peak())) {
      report.warn("--normalize: a peak that is not finite is left as it is");
    }
  }
  [[nodiscard]] std::string lower_by(double decibels) const override {
    if (!level_) return std::string(option());
    return fmt::format("{}={:.2f}", option(), std::floor((*level_ - decibels) * 100) / 100);
  }

 private:
  std::optional<double> level_;
  const Normalization* stage_ = nullptr;  // in a chain that somebody else owns
};

}  // namespace

std::unique_ptr<Step> make_normalization() { return std::make_unique<NormalizationStep>(); }

}  // namespace rectify::cli
