// The table of units that --units names.
#pragma once

#include <string>
#include <vector>

#include "cli/context/context.hpp"
#include "rectify/shapes/units.hpp"

namespace rectify::cli {

/// Reads the columns a, b and, where it is there, c: by their names if the table has any of these
/// names, else the first two or three. Throws io::Error kInput where the table holds no units.
[[nodiscard]] std::vector<Unit> read_units(const std::string& path, const Context& context);

}  // namespace rectify::cli
