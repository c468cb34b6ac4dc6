// Units fitted to a target before their gradient is taken.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "cli/companion.hpp"
#include "cli/options.hpp"
#include "cli/parameter_table.hpp"
#include "cli/report.hpp"
#include "io/frames.hpp"
#include "rectify/shapes/units.hpp"

namespace rectify::cli {

/// The units after the steps of --fit, and how it went in words. Takes x and the target into
/// memory, since the descent goes through them at every step, and leaves both at their start.
/// Throws io::Error kFailed where it is not finite; `table`, if any, has the last units that were.
[[nodiscard]] std::vector<Unit> fit(const Options& options, const std::vector<Unit>& units,
                                    io::Source& x, Companion& target, ParameterTable* table,
                                    const Report& report);

}  // namespace rectify::cli
