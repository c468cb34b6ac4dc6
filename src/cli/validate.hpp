// What the command line must not ask for, as far as it can be known without opening a file.
#pragma once

#include "cli/options.hpp"

namespace rectify::cli {

/// Throws io::Error kUsage, naming the option and what it lacks or clashes with.
void validate(const Options& options);

}  // namespace rectify::cli
