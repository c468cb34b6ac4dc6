// A figure in gnuplot's language.
#pragma once

#include <string>
#include <string_view>

#include "cli/outputs/picture/figure.hpp"

namespace rectify::cli {

/// The text between single quotes, in which gnuplot substitutes nothing: no commands, macros or
/// variables. Control characters, and bytes that are no UTF-8, are shown escaped.
[[nodiscard]] std::string quoted(std::string_view text);

/// The commands that draw the figure, after those that choose a terminal, with all data inline.
/// Names are shown as they are, the middle of long ones left out. `columns`: the width of the
/// picture in characters; `text`: it is made of them.
[[nodiscard]] std::string script_of(const Figure& figure, std::size_t columns, bool text);

}  // namespace rectify::cli
