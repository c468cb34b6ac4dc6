// Puts the parts together.
#include "cli/pipeline/rectification.hpp"

#include <utility>

#include "cli/shapes/alias_free.hpp"

namespace rectify::cli {

void Rectification::check(const OptionList& options) {
  source.check(options);
  if (shape) shape->check(options);
  StepList::check(options);
  check_alias_free(options, source.on_line());
}

void Rectification::check_rate(const OptionList& options, bool used) const {
  options.require(!source.on_line() || steps.needs_rate() || steps.needs_time_steps() || used,
                  {"--rate"},
                  "with " + source.wave_words() +
                      ", whose axis is no time, unless a step or the output needs it");
}

SignalNeeds Rectification::needs() const {
  const ShapeUse use{.generated = source.generated()};
  SignalNeeds needs;
  needs.samples = !shape || shape->needs_samples(use);
  needs.rate = steps.needs_rate() || (shape && shape->needs_rate(use));
  needs.time_steps = steps.needs_time_steps();
  needs.second_pass = steps.needs_second_pass();
  return needs;
}

std::vector<Place> Rectification::inputs() const {
  std::vector<Place> places;
  for (const std::string& input : source.inputs()) places.push_back({"INPUT", input});
  if (!shape) return places;
  for (Place& input : shape->inputs()) places.push_back(std::move(input));
  return places;
}

Opened Rectification::open(const SignalNeeds& needs, const Context& context,
                           const BeforeSpooling& before_spooling) {
  Signal signal = source.open(needs, context, before_spooling);
  source.check_found(signal, needs);
  signal.watch(context.progress, 1 + steps.passes());
  return staged(std::move(signal), context);
}

Opened Rectification::staged(Signal signal, const Context& context) const {
  Opened opened{std::move(signal), {}, {}};
  opened.result = {opened.signal.format().names, opened.signal.rate(), opened.signal.format().timed,
                   context.limits};
  if (shape) {
    shape->add_forward(opened.chain, opened.signal, context);
    opened.result.names = shape->result_names(opened.signal);
  }
  steps.add_to(opened.chain, opened.result);
  return opened;
}

void Rectification::tell(std::string_view lane, const Context& context) const {
  context.report.tell((shape ? shape_name : "no shape") + steps.words() + ": " + std::string(lane));
}

}  // namespace rectify::cli
