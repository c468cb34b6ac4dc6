// Passes over the signal, and lines up inputs with outputs that a stage delays.
#include "cli/pipeline/signal_lane.hpp"

#include <utility>
#include <vector>

#include "cli/pipeline/frame_queue.hpp"

namespace rectify::cli {

std::uint64_t run_signal(Signal& signal, Chain& chain, const StepList& steps, std::size_t channels,
                         bool with_input, Sink& sink) {
  io::Source& source = signal.frames();
  io::Frames frames;
  while (chain.begin_pass()) {
    while (source.read(frames)) {
      steps.take_time_steps(frames.steps);
      chain.process(frames.samples);
    }
    (void)chain.drain(frames.samples);  // gives nothing in such a pass, and ends it
    source.rewind();
  }

  FrameQueue inputs;
  Rows rows;
  std::uint64_t written = 0;
  const auto write = [&](std::vector<double>& block) {
    if (block.empty()) return;
    const std::size_t count = block.size() / channels;
    inputs.take(count, with_input ? signal.channels() : 0, rows.inputs);
    std::swap(rows.outputs, block);
    sink.write(rows);
    written += count;
  };
  io::Frames kept;
  while (source.read(frames)) {
    if (with_input) kept.samples = frames.samples;
    std::swap(kept.labels, frames.labels);
    steps.take_time_steps(frames.steps);
    std::swap(kept.steps, frames.steps);  // where frames have these no stage delays them
    inputs.add(kept);
    chain.process(frames.samples);
    write(frames.samples);
  }
  while (chain.drain(frames.samples)) write(frames.samples);
  return written;
}

}  // namespace rectify::cli
