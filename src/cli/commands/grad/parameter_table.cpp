// Rows of parameters.
#include "cli/commands/grad/parameter_table.hpp"

#include <cmath>
#include <utility>

#include "io/table/writer.hpp"

namespace rectify::cli {

std::vector<std::string> all_names(const ParameterNames& names, std::size_t count) {
  if (!names.beside) return names.columns;
  std::vector<std::string> all;
  for (std::size_t row = 1; all.size() + 1 < count; ++row) {
    for (const std::string& column : names.columns) all.push_back(column + std::to_string(row));
  }
  all.push_back(*names.beside);
  return all;
}

void ParameterTable::write(std::span<const double> parameters, std::span<const double> gradients) {
  const std::size_t width = names_.columns.size();
  std::vector<std::string> header = names_.columns;
  for (const std::string& column : names_.columns) header.push_back("grad_" + column);
  std::vector<double> rows;
  const std::size_t count = parameters.size() - (names_.beside ? 1 : 0);
  for (std::size_t first = 0; first < count; first += width) {
    for (std::size_t i = first; i < first + width; ++i) rows.push_back(parameters[i]);
    for (std::size_t i = first; i < first + width; ++i) {
      rows.push_back(gradients.empty() ? std::nan("") : gradients[i]);
    }
  }
  io::TableWriter writer(std::move(output_), {}, io::plain_columns(header));
  writer.write({}, {}, 0, rows, 2 * width);
  writer.finish();
}

}  // namespace rectify::cli
