// Where doubles go: into a sound's samples or a table's rows.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "io/frames.hpp"
#include "io/sound/sample_io.hpp"
#include "io/table/text_block.hpp"
#include "io/table/writer.hpp"
#include "rectify/samples/codec.hpp"

namespace rectify::cli {

/// Frames that are ready: their labels, the inputs they come from where these are wanted, and the
/// outputs, interleaved.
struct Rows {
  io::Frames inputs;
  std::vector<double> outputs;
  io::TextBlock text;  ///< in the place of all these: rows that a table takes as they are
};

/// Takes frames; finish() makes the output appear.
class Sink {
 public:
  virtual ~Sink() = default;

  /// May leave anything in `rows`.
  virtual void write(Rows& rows) = 0;

  /// At the end: all is written, and this is what could not be kept.
  virtual Losses flush() = 0;

  virtual void finish() = 0;
};

/// Encodes the outputs with that encoder, made for the writer's samples; labels and inputs are
/// nothing to a sound.
[[nodiscard]] std::unique_ptr<Sink> sound_sink(std::unique_ptr<io::SampleWriter> writer,
                                               Encoder encoder);

/// Writes rows of `inputs` and `outputs` columns.
[[nodiscard]] std::unique_ptr<Sink> table_sink(io::TableWriter writer, std::size_t inputs,
                                               std::size_t outputs);

}  // namespace rectify::cli
