// The signal lane's stages, as the options ask for them, in their fixed order.
#pragma once

#include <string>
#include <vector>

#include "cli/options.hpp"
#include "rectify/level.hpp"
#include "rectify/quadrature.hpp"
#include "rectify/stage.hpp"

namespace rectify::cli {

struct Steps {
  Chain chain;
  std::vector<std::string> names;  ///< of the channels that come out
  const Normalization* normalization = nullptr;
  const AnalyticSignal* analytic = nullptr;
};

/// x → shape → ÷N → sum of channels → hold → mean → DC block → gain or normalize. `rate` is 0 where
/// it is not known. Throws io::Error kUsage for a step that needs a rate and has none.
[[nodiscard]] Steps build_steps(const Options& options, const std::vector<Unit>& units,
                                const std::vector<std::string>& names, double rate);

/// Whether a signal from outside is to be shifted by phases that are not whole half turns.
[[nodiscard]] bool needs_quadrature(const Options& options);

/// Whether nothing but half or full is asked, which is exact in any sample type.
[[nodiscard]] bool only_exact_shape(const Options& options);

}  // namespace rectify::cli
