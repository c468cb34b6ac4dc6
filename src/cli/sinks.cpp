#include "cli/sinks.hpp"

#include <utility>

namespace rectify::cli {
namespace {

class SoundSink : public Sink {
 public:
  SoundSink(std::unique_ptr<io::SampleWriter> writer, Encoder encoder)
      : writer_(std::move(writer)), encoder_(encoder) {}

  void write(Rows& rows) override {
    bytes_.resize(rows.outputs.size() * bytes_per_sample(encoder_.format().type));
    encoder_.encode(rows.outputs, bytes_);
    writer_->write(bytes_);
  }
  Losses flush() override { return encoder_.losses(); }
  void finish() override { writer_->finish(); }

 private:
  std::unique_ptr<io::SampleWriter> writer_;
  Encoder encoder_;
  std::vector<std::byte> bytes_;
};

class TableSink : public Sink {
 public:
  TableSink(io::TableWriter writer, std::size_t inputs, std::size_t outputs)
      : writer_(std::move(writer)), inputs_(inputs), outputs_(outputs) {}

  void write(Rows& rows) override {
    if (!rows.text.empty()) return writer_.write(rows.text.text());
    writer_.write(rows.inputs.labels, rows.inputs.samples, inputs_, rows.outputs, outputs_);
  }
  Losses flush() override { return {}; }
  void finish() override { writer_.finish(); }

 private:
  io::TableWriter writer_;
  std::size_t inputs_;
  std::size_t outputs_;
};

}  // namespace

std::unique_ptr<Sink> sound_sink(std::unique_ptr<io::SampleWriter> writer, Encoder encoder) {
  return std::make_unique<SoundSink>(std::move(writer), encoder);
}

std::unique_ptr<Sink> table_sink(io::TableWriter writer, std::size_t inputs, std::size_t outputs) {
  return std::make_unique<TableSink>(std::move(writer), inputs, outputs);
}

}  // namespace rectify::cli
