// Rows for the table writer.
#include "cli/outputs/table_output.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "io/table/writer.hpp"

namespace rectify::cli {
namespace {

std::size_t count(const std::vector<io::OutputColumn>& columns, io::OutputColumn::From from) {
  return static_cast<std::size_t>(std::count_if(
      columns.begin(), columns.end(), [&](const auto& column) { return column.from == from; }));
}

class TableSink : public Sink {
 public:
  explicit TableSink(io::TableWriter writer)
      : writer_(std::move(writer)),
        inputs_(count(writer_.columns(), io::OutputColumn::From::kInput)),
        outputs_(count(writer_.columns(), io::OutputColumn::From::kOutput)) {}

  void write(Rows& rows) override {
    if (!rows.text.empty()) return writer_.write(rows.text.text());
    writer_.write(rows.inputs.labels, rows.inputs.samples, inputs_, rows.outputs, outputs_);
  }
  void finish(const Report& /*report*/) override { writer_.finish(); }

 private:
  io::TableWriter writer_;
  std::size_t inputs_;
  std::size_t outputs_;
};

}  // namespace

std::unique_ptr<Sink> open_table(OutputRequest& request, const Signal& signal,
                                 std::vector<io::OutputColumn> columns, const Context& context) {
  const OutputRequest::Table& choices = request.table();
  io::TableStyle style;
  style.separator = request.table_separator();
  style.decimal = choices.decimal;
  style.header = !choices.no_header;
  style.precision = choices.precision;
  io::Output output = request.open(signal, context);
  context.report.tell(fmt::format("{}: table, {}, separated by '{}'", request.name(),
                                  counted(columns.size(), "column"), style.separator));
  return std::make_unique<TableSink>(io::TableWriter(std::move(output), style, std::move(columns)));
}

}  // namespace rectify::cli
