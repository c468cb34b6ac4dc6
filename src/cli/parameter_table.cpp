// Rows of parameters.
#include "cli/parameter_table.hpp"

#include <cmath>
#include <utility>

#include "io/table/writer.hpp"

namespace rectify::cli {
namespace {

/// The parameters that make a row, and come again in the next.
std::vector<std::string> columns_of(const Options& o) {
  switch (o.command) {
    case Command::kHalf: return {"drop", "leak"};
    case Command::kFull: return {"drop"};
    case Command::kUnits: return {"a", "b", "c"};
    default: return {"phase"};
  }
}

}  // namespace

std::vector<std::string> parameter_names(const Options& o, std::size_t count) {
  std::vector<std::string> names = columns_of(o);
  if (o.command == Command::kHalf || o.command == Command::kFull) return names;
  const std::vector<std::string> columns = std::exchange(names, {});
  for (std::size_t row = 1; names.size() + 1 < count; ++row) {
    for (const std::string& column : columns) names.push_back(column + std::to_string(row));
  }
  names.emplace_back(o.command == Command::kUnits ? "leak" : "drop");
  return names;
}

ParameterTable::ParameterTable(const Options& o, io::Disk& disk)
    : columns_(columns_of(o)),
      rows_end_early_(o.command == Command::kUnits || o.command == Command::kMultiphase),
      output_(io::Output::open(
          disk, *o.parameters,
          o.force ? io::Output::Existing::kReplace : io::Output::Existing::kRefuse)) {}

void ParameterTable::write(std::span<const double> parameters, std::span<const double> gradients) {
  const std::size_t width = columns_.size();
  std::vector<std::string> header = columns_;
  for (const std::string& column : columns_) header.push_back("grad_" + column);
  std::vector<double> rows;
  const std::size_t count = parameters.size() - (rows_end_early_ ? 1 : 0);
  for (std::size_t first = 0; first < count; first += width) {
    for (std::size_t i = first; i < first + width; ++i) rows.push_back(parameters[i]);
    for (std::size_t i = first; i < first + width; ++i) {
      rows.push_back(gradients.empty() ? std::nan("") : gradients[i]);
    }
  }
  io::TableWriter writer(std::move(*output_), {}, io::plain_columns(header));
  writer.write({}, {}, 0, rows, 2 * width);
  writer.finish();
  output_.reset();
}

}  // namespace rectify::cli
