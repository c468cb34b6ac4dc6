// Names the columns of grad's table.
#include "cli/commands/grad/gradient_columns.hpp"

#include <unordered_set>

#include "io/table/untaken.hpp"

namespace rectify::cli {

std::vector<std::string> GradientColumns::names(const std::string& shape) const {
  std::vector<std::string> names(count());
  std::unordered_set<std::string> taken(inputs_.begin(), inputs_.end());
  io::NextNumbers next;
  const auto untaken = [&](const std::string& wanted) {
    return *taken.insert(io::untaken(wanted, taken, next)).first;
  };
  for (std::size_t c = 0; c < results(); ++c) {
    names[result(c)] = untaken(shared() ? results_[c] : inputs_[c] + "_" + shape);
    if (has_mask_) names[mask(c)] = untaken(inputs_[c] + "_mask");
    names[upstream(c)] = untaken(shared() ? "upstream" : inputs_[c] + "_upstream");
  }
  for (std::size_t c = 0; c < inputs(); ++c) {
    names[input(c)] = inputs_[c];
    names[gradient(c)] = untaken(inputs_[c] + "_grad");
  }
  return names;
}

}  // namespace rectify::cli
