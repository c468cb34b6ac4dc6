// Where frames go: into the samples of a sound or the rows of a table.
#pragma once

#include <vector>

#include "cli/context/report.hpp"
#include "io/frames.hpp"
#include "io/table/text_block.hpp"

namespace rectify::cli {

/// Frames that are ready: their labels, the inputs that they come from where these are wanted, and
/// the outputs. Samples are interleaved.
struct Rows {
  io::Frames inputs;
  std::vector<double> outputs;
  io::TextBlock text;  ///< in the place of all these: rows that a table takes as they stand
};

/// Takes frames. Without finish() no file appears.
class Sink {
 public:
  virtual ~Sink() = default;

  /// May leave anything in `rows`.
  virtual void write(Rows& rows) = 0;

  /// Writes what is left, warns of what the output could not keep, and makes the output appear.
  /// Throws io::Error.
  virtual void finish(const Report& report) = 0;
};

}  // namespace rectify::cli
