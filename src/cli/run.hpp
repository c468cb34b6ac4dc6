// From options to output: chooses a lane and drives it.
#pragma once

#include "cli/options.hpp"
#include "cli/report.hpp"
#include "io/file/disk.hpp"

namespace rectify::cli {

/// Does what the options say. Throws io::Error; nothing has appeared under the output's name then.
void run(const Options& options, io::Disk& disk, const Report& report);

}  // namespace rectify::cli
