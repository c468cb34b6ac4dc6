// What becomes of a signal: its source, its shape and its steps, whatever is done with the result.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cli/context/context.hpp"
#include "cli/pipeline/places.hpp"
#include "cli/shapes/shape_request.hpp"
#include "cli/sources/source_request.hpp"
#include "cli/steps/step.hpp"

namespace rectify::cli {

/// A signal that has been opened, and the stages that it goes through.
struct Opened {
  Signal signal;
  Chain chain;
  StepInput result;  ///< what comes out of the chain
};

/// These parts of a request.
struct Rectification {
  SourceRequest source;
  std::unique_ptr<ShapeRequest> shape;  ///< null: the signal goes through as it is
  std::string shape_name;               ///< which names the columns of the result
  StepList steps;

  /// Throws io::Error kUsage where options contradict each other, or have no effect.
  void check(const OptionList& options);

  /// The same for --rate. `used`: the result needs a rate, whatever the axis.
  void check_rate(const OptionList& options, bool used) const;

  /// Whether a generated wave's phase does not show in the result.
  [[nodiscard]] bool phase_is_lost() const {
    return shape && shape->forgets_phase() && source.one_phase();
  }

  /// What the shape and the steps need of the signal.
  [[nodiscard]] SignalNeeds needs() const;

  /// The inputs that the source and the shape name.
  [[nodiscard]] std::vector<Place> inputs() const;

  /// Opens the signal and makes its stages. The shape's own files have been opened. Throws
  /// io::Error.
  [[nodiscard]] Opened open(const SignalNeeds& needs, const Context& context,
                            const BeforeSpooling& before_spooling);

  /// Makes the stages of a signal that was opened. Throws io::Error where it can't have them.
  [[nodiscard]] Opened staged(Signal signal, const Context& context) const;

  /// Says what is done, if verbose: "half, then --hold: in double precision".
  void tell(std::string_view lane, const Context& context) const;
};

}  // namespace rectify::cli
