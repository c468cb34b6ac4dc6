// Rows for the table writer.
#include "cli/outputs/table_output.hpp"

#include <utility>

#include "io/table/csv_writer.hpp"

namespace rectify::cli {
namespace {

class TableSink : public Sink {
 public:
  TableSink(io::CsvWriter writer, std::size_t inputs, std::size_t outputs)
      : writer_(std::move(writer)), inputs_(inputs), outputs_(outputs) {}

  void write(Rows& rows) override {
    writer_.write(rows.inputs.labels, rows.inputs.samples, inputs_, rows.outputs, outputs_);
  }
  void finish(const Report& /*report*/) override { writer_.finish(); }

 private:
  io::CsvWriter writer_;
  std::size_t inputs_;
  std::size_t outputs_;
};

}  // namespace

std::unique_ptr<Sink> open_table(const OutputRequest& request, const Signal& signal,
                                 const TableColumns& columns, const Context& context) {
  const OutputRequest::Table& choices = request.table();
  io::CsvStyle style;
  style.separator = choices.separator.value_or(request.format().separator);
  style.header = !choices.no_header;
  style.precision = choices.precision;
  style.float_inputs = signal.sound() != nullptr && signal.sound()->sound().encoding == &io::kFloat;
  style.float_outputs = style.float_inputs && columns.exact;
  std::vector<std::string> names = columns.inputs;
  names.insert(names.end(), columns.outputs.begin(), columns.outputs.end());
  io::CsvWriter writer(request.open(signal, context), style,
                       choices.no_axis ? "" : signal.format().axis, names);
  return std::make_unique<TableSink>(std::move(writer), columns.inputs.size(),
                                     columns.outputs.size());
}

}  // namespace rectify::cli
