// The edit distance between words.
#include "cli/options/suggestion.hpp"

#include <algorithm>

namespace rectify::cli {
namespace {

/// How many letters must be inserted, removed, changed or swapped with a neighbour to turn one word
/// into the other (the optimal string alignment distance).
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
      }
    }
  }
  return d[a.size()][b.size()];
}

std::string_view without_dashes(std::string_view name) {
  name.remove_prefix(std::min(name.find_first_not_of('-'), name.size()));
  return name;
}

}  // namespace

std::string_view nearest(std::string_view word, const std::vector<std::string_view>& names) {
  const std::string_view letters = without_dashes(word);
  if (letters.empty() || letters.size() > 64) return "";
  std::string_view best;
  std::size_t least = std::max<std::size_t>(letters.size() / 3, 1) + 1;
  for (const std::string_view name : names) {
    const std::string_view whole = without_dashes(name);
    const bool begins = letters.size() >= 2 && whole.starts_with(letters);
    const std::size_t distance = begins ? 1 : edit_distance(letters, whole);
    if (distance < least) {
      least = distance;
      best = name;
    }
  }
  if (!best.empty()) return best;
  for (const std::string_view name : names) {
    const std::string_view whole = without_dashes(name);
    if (whole.size() >= 4 && letters.starts_with(whole) && name.size() > best.size()) best = name;
  }
  return best;
}

std::string suggestion(std::string_view word, const std::vector<std::string_view>& names) {
  const std::string_view near = nearest(word, names);
  return near.empty() ? "" : "; did you mean " + std::string(near) + "?";
}

}  // namespace rectify::cli
