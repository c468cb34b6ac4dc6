// The signal lane's stages, as the options ask for them, in their fixed order.
#pragma once

#include <string>
#include <vector>

#include "cli/options.hpp"
#include "cli/report.hpp"
#include "rectify/shapes/analytic_sum.hpp"
#include "rectify/shapes/units.hpp"
#include "rectify/stages/hold.hpp"
#include "rectify/stages/level.hpp"
#include "rectify/stages/quadrature.hpp"
#include "rectify/stages/stage.hpp"

namespace rectify::cli {

struct Steps {
  Chain chain;
  std::vector<std::string> names;  ///< of the channels that come out
  const Normalization* normalization = nullptr;
  const AnalyticSignal* analytic = nullptr;
  Hold* uneven_hold = nullptr;  ///< takes each frame's own step
};

/// x → shape → ÷N → sum of channels → hold → mean → DC block → gain or normalize. `rate` is 0 where
/// it is not known, and --hold takes each frame's own step where these are `timed`; a gradient has
/// no stage of its own. Throws io::Error kUsage for a step that needs a rate and has none.
[[nodiscard]] Steps build_steps(const Options& options, const std::vector<Unit>& units,
                                const std::vector<std::string>& names, double rate, bool timed,
                                const Report& report);

/// The sum of these units, as --leak and --mean have it. Throws io::Error kInput where a
/// coefficient is not finite.
[[nodiscard]] UnitSum unit_sum(const Options& options, const std::vector<Unit>& units);

/// The phases that --phases or --phase-list ask for.
[[nodiscard]] Phases phases_of(const Options& options);

/// Whether nothing but half or full is asked, which is exact in any sample type.
[[nodiscard]] bool only_exact_shape(const Options& options);

}  // namespace rectify::cli
