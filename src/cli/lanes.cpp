#include "cli/lanes.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "cli/waiting.hpp"
#include "rectify/samples/codec.hpp"

namespace rectify::cli {

ExactShape exact_shape(const Options& o) {
  if (o.command == Command::kFull) return ExactShape::full;
  return o.negative ? ExactShape::half_negative : ExactShape::half;
}

std::uint64_t run_exact(io::ExactRows& exact, Sink& sink) {
  Rows rows;
  while (exact.read(rows.text)) sink.write(rows);
  return exact.count();
}

void run_exact(const Options& o, io::SampleReader& reader, io::SampleWriter& writer) {
  constexpr std::size_t kBlock = std::size_t{256} * 1024;  // bytes: on the flat of the curve
  const ExactShape shape = exact_shape(o);
  const SampleFormat from = reader.samples();
  const SampleFormat to = writer.samples();
  const std::size_t frame_bytes = reader.sound().channels * bytes_per_sample(from.type);
  std::vector<std::byte> block(std::max(kBlock, frame_bytes));
  std::vector<std::byte> converted;
  while (const std::size_t bytes = reader.read(block)) {
    const auto samples = std::span(block).first(bytes);
    rectify_in_place(shape, from, samples);
    if (from == to) {
      writer.write(samples);
    } else {
      converted.resize(bytes / bytes_per_sample(from.type) * bytes_per_sample(to.type));
      convert(from, samples, to, converted);
      writer.write(converted);
    }
  }
}

std::uint64_t run_signal(const Options& o, const Signal& signal, Steps& steps, Sink& sink) {
  const std::size_t input_channels = o.with_input ? signal.source->format().names.size() : 0;
  io::Frames frames;
  while (steps.chain.begin_pass()) {
    while (signal.source->read(frames)) {
      if (steps.uneven_hold != nullptr) steps.uneven_hold->append_steps(frames.steps);
      steps.chain.process(frames.samples);
    }
    while (steps.chain.drain(frames.samples)) {
    }
    signal.source->rewind();
  }

  Waiting waiting;
  Rows rows;
  std::uint64_t written = 0;
  const auto put = [&](std::vector<double>& block) {
    if (block.empty()) return;
    const std::size_t count = block.size() / steps.names.size();
    waiting.take(count, input_channels, rows.inputs);
    std::swap(rows.outputs, block);
    sink.write(rows);
    written += count;
  };
  io::Frames inputs;
  while (signal.source->read(frames)) {
    if (signal.unshifted) {
      signal.unshifted->read(inputs);
    } else if (o.with_input) {
      inputs.samples = frames.samples;
    }
    std::swap(inputs.labels, frames.labels);
    waiting.add(inputs);
    if (steps.uneven_hold != nullptr) steps.uneven_hold->append_steps(frames.steps);
    steps.chain.process(frames.samples);
    put(frames.samples);
  }
  while (steps.chain.drain(frames.samples)) put(frames.samples);
  return written;
}

}  // namespace rectify::cli
