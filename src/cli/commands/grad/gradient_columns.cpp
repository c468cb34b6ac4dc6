// Names the columns of grad's table.
#include "cli/commands/grad/gradient_columns.hpp"

namespace rectify::cli {

std::vector<std::string> GradientColumns::names(const std::string& shape) const {
  std::vector<std::string> names(count());
  for (std::size_t c = 0; c < inputs(); ++c) {
    names[input(c)] = inputs_[c];
    names[gradient(c)] = inputs_[c] + "_grad";
  }
  for (std::size_t c = 0; c < results(); ++c) {
    names[result(c)] = shared() ? results_[c] : inputs_[c] + "_" + shape;
    if (has_mask_) names[mask(c)] = inputs_[c] + "_mask";
    names[upstream(c)] = shared() ? "upstream" : inputs_[c] + "_upstream";
  }
  return names;
}

}  // namespace rectify::cli
