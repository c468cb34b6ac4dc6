// What an encoder could not keep of the samples, in words.
#pragma once

#include <string>
#include <vector>

#include "cli/context/report.hpp"
#include "io/sound/sound_format.hpp"
#include "rectify/samples/codec.hpp"

namespace rectify::cli {

/// What a command line can say to keep more.
struct Cures {
  std::vector<std::string> lower;  ///< options that bring the peak to full scale, with their values
  bool encoding = false;           ///< the command has --encoding
};

/// Warns of samples that clipped, that became infinite, or that were no numbers: how many, their
/// peak, and what would keep them. `name` is what messages call the output. Throws io::Error
/// kFailed for those that clipped where `fail_on_clip`.
void report_losses(const OutOfRange& losses, const std::string& name, const io::SoundFormat& format,
                   const Cures& cures, bool fail_on_clip, const Report& report);

}  // namespace rectify::cli
