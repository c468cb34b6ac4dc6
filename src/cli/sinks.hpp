// Where doubles go: into a sound's samples or a table's rows.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "io/csv_writer.hpp"
#include "io/frames.hpp"
#include "io/sample_io.hpp"
#include "rectify/codec.hpp"

namespace rectify::cli {

/// Takes frames with their labels and the inputs they come from; finish() makes the output appear.
class Sink {
 public:
  virtual ~Sink() = default;
  virtual void write(const io::Labels& labels, std::span<const double> inputs,
                     std::span<const double> outputs) = 0;
  virtual void finish() = 0;

  /// What could not be kept.
  [[nodiscard]] virtual Losses losses() const { return {}; }
};

/// Encodes the outputs; labels and inputs are nothing to a sound.
[[nodiscard]] std::unique_ptr<Sink> sound_sink(std::unique_ptr<io::SampleWriter> writer, int bits,
                                               bool dither);

/// Writes rows of `inputs` and `outputs` columns.
[[nodiscard]] std::unique_ptr<Sink> csv_sink(io::CsvWriter writer, std::size_t inputs,
                                             std::size_t outputs);

}  // namespace rectify::cli
