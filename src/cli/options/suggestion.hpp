// Suggests the name that a misspelled word may have meant.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rectify::cli {

/// The nearest of the names, where one is near: the word begins it, or at most a third of the
/// word's letters (at least one) must be inserted, removed, changed or swapped with a neighbour,
/// or, where there is none such, it begins the word and has four letters or more. Else empty.
[[nodiscard]] std::string_view nearest(std::string_view word,
                                       const std::vector<std::string_view>& names);

/// "; did you mean X?" with the nearest of the names. Empty where none is near.
[[nodiscard]] std::string suggestion(std::string_view word,
                                     const std::vector<std::string_view>& names);

}  // namespace rectify::cli
