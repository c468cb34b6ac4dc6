// A figure in gnuplot's language.
#pragma once

#include <string>
#include <string_view>

#include "cli/outputs/picture/figure.hpp"

namespace rectify::cli {

/// The text between double quotes, for gnuplot. Letters, digits and a few harmless characters stand
/// as they are, all others as octal numbers: nothing in it ends the string, and there is nothing
/// that gnuplot would replace by the output of a command or by a variable. (Single quotes won't do:
/// gnuplot 5.4 takes two apostrophes for the end of such a string in some places.) Control
/// characters, and bytes that are no UTF-8, are shown escaped.
[[nodiscard]] std::string quoted(std::string_view text);

/// The commands that draw the figure, after those that choose a terminal, with all data inline.
/// Names are shown as they are, the middle of long ones left out. `columns`: the width of the
/// picture in characters; `text`: it is made of them.
[[nodiscard]] std::string script_of(const Figure& figure, std::size_t columns, bool text);

}  // namespace rectify::cli
