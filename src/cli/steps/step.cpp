// The table of steps, in the order in which they are done.
#include "cli/steps/step.hpp"

#include <algorithm>
#include <array>

namespace rectify::cli {

// The rows, each in the file of its name. A new step is a new file and a line in both places here.
std::unique_ptr<Step> make_channel_sum();
std::unique_ptr<Step> make_hold();
std::unique_ptr<Step> make_smooth();
std::unique_ptr<Step> make_mean_removal();
std::unique_ptr<Step> make_dc_block();
std::unique_ptr<Step> make_gain();
std::unique_ptr<Step> make_normalization();

std::span<const MakeStep> steps() {
  static constexpr std::array kAll = {make_channel_sum,  make_hold,     make_smooth,
                                      make_mean_removal, make_dc_block, make_gain,
                                      make_normalization};
  return kAll;
}

double StepInput::needed_rate(const std::string& step) const {
  if (rate.value_or(0) > 0) return *rate;
  usage_error(step + " needs a rate, and the input has none: give --rate HZ");
}

void StepList::declare(OptionList& options) {
  for (const MakeStep make : steps()) {
    steps_.push_back(make());
    steps_.back()->declare(options);
  }
}

bool StepList::empty() const {
  return std::none_of(steps_.begin(), steps_.end(),
                      [](const auto& step) { return step->wanted(); });
}

bool StepList::any(bool (Step::*need)() const) const {
  return std::any_of(steps_.begin(), steps_.end(),
                     [need](const auto& step) { return step->wanted() && (step.get()->*need)(); });
}

std::size_t StepList::passes() const {
  return static_cast<std::size_t>(std::count_if(steps_.begin(), steps_.end(), [](const auto& step) {
    return step->wanted() && step->needs_second_pass();
  }));
}

void StepList::take_time_steps(std::span<const double> seconds) const {
  for (const auto& step : steps_) step->take_time_steps(seconds);
}

void StepList::add_to(Chain& chain, StepInput& input) const {
  for (const auto& step : steps_) {
    if (!step->wanted()) continue;
    auto stage = step->stage(input);
    chain.add(std::move(stage), input.channels());
  }
}

std::string StepList::words() const {
  std::string words;
  for (const auto& step : steps_) {
    if (step->wanted()) words += (words.empty() ? ", then " : ", ") + std::string(step->option());
  }
  return words;
}

bool StepList::sets_level() const {
  return std::any_of(steps_.begin(), steps_.end(),
                     [](const auto& step) { return step->wanted() && !step->lower_by(0).empty(); });
}

std::vector<std::string> StepList::lower_by(double decibels) const {
  std::vector<std::string> options;
  for (const auto& step : steps_) {
    if (sets_level() && !step->wanted()) continue;
    std::string option = step->lower_by(decibels);
    if (!option.empty()) options.push_back(std::move(option));
  }
  return options;
}

void StepList::report_end(const Report& report) const {
  for (const auto& step : steps_) {
    if (step->wanted()) step->report_end(report);
  }
}

}  // namespace rectify::cli
