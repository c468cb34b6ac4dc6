// The signal lane: frames as doubles through stages in a row.
#pragma once

#include <cstdint>

#include "cli/outputs/sink.hpp"
#include "cli/sources/signal.hpp"
#include "cli/steps/step.hpp"
#include "rectify/stages/stage.hpp"

namespace rectify::cli {

/// Sends the signal through the chain, once for each stage that must see it whole first and once
/// for good. The chain holds the stages of `steps`. `channels` come out of the chain; `with_input`:
/// the rows hold the inputs too. Returns how many frames came out.
std::uint64_t run_signal(Signal& signal, Chain& chain, const StepList& steps, std::size_t channels,
                         bool with_input, Sink& sink);

}  // namespace rectify::cli
