#include "io/table/output_columns.hpp"

#include <unordered_set>

#include "io/table/untaken.hpp"

namespace rectify::io {
namespace {

using From = OutputColumn::From;

void append_labels(const SignalFormat& input, bool axis, std::vector<OutputColumn>& columns) {
  for (std::size_t i = 0; i < input.labels.size(); ++i) {
    const LabelColumn& label = input.labels[i];
    if (label.axis && !axis) continue;
    columns.push_back({From::kLabel, i, label.name, label.numeric});
  }
}

}  // namespace

std::vector<OutputColumn> output_columns(const SignalFormat& input,
                                         const std::vector<std::string>& outputs, bool axis) {
  std::vector<OutputColumn> columns;
  const bool in_place = outputs.size() == input.names.size();
  if (!in_place) append_labels(input, axis, columns);
  // Labels are in order, so that one walk over both is enough.
  std::size_t label = 0;
  const auto labels_before = [&](std::size_t place) {
    for (; in_place && label < input.labels.size() && input.labels[label].place <= place; ++label) {
      const LabelColumn& it = input.labels[label];
      if (it.axis && !axis) continue;
      columns.push_back({From::kLabel, label, it.name, it.numeric});
    }
  };
  for (std::size_t c = 0; c < outputs.size(); ++c) {
    labels_before(c);
    columns.push_back({From::kOutput, c, outputs[c]});
  }
  labels_before(static_cast<std::size_t>(-1));
  return columns;
}

std::vector<OutputColumn> output_columns_with_input(const SignalFormat& input,
                                                    const std::vector<std::string>& outputs,
                                                    bool axis, std::string_view suffix) {
  std::vector<OutputColumn> columns;
  append_labels(input, axis, columns);
  for (std::size_t c = 0; c < input.names.size(); ++c) {
    columns.push_back({From::kInput, c, input.names[c]});
  }
  columns.reserve(columns.size() + outputs.size());  // the names must stay where they are
  std::unordered_set<std::string_view> taken;
  NextNumbers next;
  for (const OutputColumn& column : columns) taken.insert(column.name);
  for (std::size_t c = 0; c < outputs.size(); ++c) {
    columns.push_back(
        {From::kOutput, c, untaken(outputs[c] + "_" + std::string(suffix), taken, next)});
    taken.insert(columns.back().name);
  }
  return columns;
}

std::vector<OutputColumn> plain_columns(const std::vector<std::string>& names) {
  return output_columns({}, names, false);
}

}  // namespace rectify::io
