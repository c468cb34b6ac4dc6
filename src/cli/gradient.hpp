// The backward pass as a source of signals: reads the input and what comes down to it, and gives
// the gradient.
#pragma once

#include "cli/options.hpp"
#include "cli/report.hpp"
#include "cli/signal.hpp"
#include "io/file/disk.hpp"

namespace rectify::cli {

/// What `rectify grad` puts out. For a table (demands.sound false) each channel A becomes A,
/// A_SHAPE, A_mask (dr/dx; not for multiphase), A_upstream and A_grad; for sound, the gradient
/// alone. When its last frame has been read it says the loss and how the check went, and writes
/// --parameters. Fits first where that is asked. Throws io::Error as open_signal(), and kInput
/// where two inputs don't go together; reading throws kFailed where the check fails.
[[nodiscard]] Signal open_gradient(const Options& options, std::vector<Unit> units,
                                   const Demands& demands, io::Disk& disk, const Report& report);

}  // namespace rectify::cli
