// Suggests the name that a misspelled word may have meant.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rectify::cli {

/// "; did you mean X?" with the nearest of the names, where one is near: the word begins it, or
/// begins with it (a name of four letters or more, and no blank after it), or at most a third of the word's letters (at
/// least one) must be inserted, removed, changed or swapped with a neighbour. Else empty.
[[nodiscard]] std::string suggestion(std::string_view word,
                                     const std::vector<std::string_view>& names);

}  // namespace rectify::cli
