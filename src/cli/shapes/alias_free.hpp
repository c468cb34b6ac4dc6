// --alias-free: a shape between the samples instead of on them.
#pragma once

#include "cli/options/option_list.hpp"
#include "cli/sources/signal.hpp"
#include "rectify/alias_free/alias_free.hpp"
#include "rectify/stages/stage.hpp"

namespace rectify::cli {

/// Adds the option, which every shape has.
void declare_alias_free(OptionList& options, bool& alias_free);

/// Threads for all cores of the machine.
[[nodiscard]] Workers all_cores();

/// Adds the shape that is made of these pieces. Throws io::Error kUsage where the signal has no
/// rate.
void add_alias_free(Chain& chain, const PiecewiseLinear& pieces, const Signal& signal);

/// Adds the sum of the signal at these phases. A sine or a sweep is shifted by its angle; any other
/// signal must have become its analytic signal in the chain before.
void add_alias_free_phases(Chain& chain, const Phases& phases, double drop, double scale,
                           const Signal& signal);

}  // namespace rectify::cli
