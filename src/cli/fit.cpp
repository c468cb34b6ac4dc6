// The descent's signals and its words.
#include "cli/fit.hpp"

#include <fmt/format.h>

#include "cli/differentiable.hpp"
#include "io/file/error.hpp"
#include "rectify/gradient/descent.hpp"

namespace rectify::cli {

std::vector<Unit> fit(const Options& o, const std::vector<Unit>& units, io::Source& x,
                      Companion& target, ParameterTable* table, const Report& report) {
  const std::size_t channels = x.format().names.size();
  std::vector<double> inputs;
  std::vector<double> targets;
  io::Frames frames;
  std::vector<double> block;
  while (x.read(frames)) {
    inputs.insert(inputs.end(), frames.samples.begin(), frames.samples.end());
    target.read(frames.samples.size() / channels, block);
    targets.insert(targets.end(), block.begin(), block.end());
  }
  target.end();
  x.rewind();
  target.rewind();

  Descent descent = descend(units, inputs, targets,
                            {.steps = o.fit_steps,
                             .learning_rate = o.learning_rate,
                             .loss = o.loss,
                             .leak = o.leak,
                             .scale = o.mean ? 1.0 / static_cast<double>(units.size()) : 1.0,
                             .at_zero = o.at_zero});
  if (!descent.finite) {
    if (table != nullptr) table->write(parameter_shape(o, descent.units)->parameters(), {});
    throw io::Error(
        io::ExitStatus::kFailed,
        fmt::format("fit: not finite after {} steps{}; try a smaller --learning-rate",
                    descent.steps,
                    o.parameters ? ", and " + *o.parameters + " has the last that were" : ""));
  }
  report.say(fmt::format("fit: {} steps, e from {} to {} ({})", descent.steps, descent.first_loss,
                         descent.last_loss, name_of(o.loss)));
  return descent.units;
}

}  // namespace rectify::cli
