// Reads the arguments after a command into its options.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/options/option_list.hpp"

namespace rectify::cli {

/// What explains an option that the command does not have; it throws.
using ExplainUnknown = std::function<void(const std::string& name)>;

/// Stores every value where its option wants it, and the INPUT where the list wants that; counts
/// how often each option was given. `command` is what messages call the command.
/// Throws io::Error kUsage for an unknown option, a value that is missing, empty or not of its
/// kind, an option other than a flag that is given twice, or an INPUT too many.
void parse_options(OptionList& options, const std::string& command,
                   std::vector<std::string> arguments, const ExplainUnknown& unknown);

}  // namespace rectify::cli
