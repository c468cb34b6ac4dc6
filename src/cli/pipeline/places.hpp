// The files and streams that a command line names, held against each other before any is opened.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/context/context.hpp"

namespace rectify::cli {

/// A path, and what the command line calls it: "INPUT", "--upstream", "-o".
struct Place {
  std::string_view role;
  std::string path;  ///< "-": standard input or output
};

/// Throws io::Error kUsage where an input is a terminal, or two take turns with the bytes of one
/// pipe.
void check_inputs(const std::vector<Place>& inputs, const Context& context);

/// Throws io::Error kUsage where an output names a folder, or two would go to one place, or one is
/// the open file of an input (>> INPUT), which would read what it has written. `cure` follows what
/// is said of a folder.
void check_outputs(const std::vector<Place>& outputs, const std::vector<Place>& inputs,
                   std::string_view cure, const Context& context);

}  // namespace rectify::cli
