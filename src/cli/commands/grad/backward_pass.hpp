// Runs the backward pass block by block and lines up what the filters delay.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "cli/commands/grad/gradient_columns.hpp"
#include "cli/commands/grad/upstream.hpp"
#include "cli/context/report.hpp"
#include "cli/outputs/sink.hpp"
#include "cli/pipeline/frame_queue.hpp"
#include "cli/shapes/backward_parts.hpp"
#include "rectify/shapes/gradient_check.hpp"

namespace rectify::cli {

/// From x to ∂e/∂x:
///
///     x → to_argument → shape → y → upstream → ∂e/∂y → shape backward → to_input → ∂e/∂x
///
/// Each of these but the upstream may hold frames back.
///
/// What comes out is the gradient alone, or rows of all columns: x, y, the mask dy/dx where the
/// shape has one, ∂e/∂y and ∂e/∂x.
class BackwardPass {
 public:
  struct Choices {
    double at_zero = 0;
    bool rows = false;        ///< all columns, not the gradient alone
    bool parameters = false;  ///< sum the gradients of the parameters too, where they can be had
    bool check = false;       ///< compare every derivative with central differences
  };

  BackwardPass(BackwardParts parts, GradientColumns columns, Upstream& upstream, Choices choices);

  /// How many numbers `rows` gets for each frame.
  [[nodiscard]] std::size_t width() const {
    return choices_.rows ? columns_.count() : columns_.inputs();
  }

  /// Takes a block of x, and puts into `rows` those samples whose gradient is ready: perhaps none.
  /// May leave anything in `x`.
  void process(io::Frames& x, Rows& rows);

  /// After the last block: puts a part of what is still held into `rows`; false: nothing is left.
  bool drain(Rows& rows);

  /// The parameters and their gradients over all samples; empty where they were not summed.
  struct Parameters {
    std::vector<double> values;
    std::vector<double> gradients;
  };
  [[nodiscard]] Parameters parameters() const;

  /// After the last block: warns of what the shape met in the signal of that name.
  void report_end(const std::string& name, const Report& report) const {
    parts_.passes->report_end(name, report);
  }
  [[nodiscard]] const ParameterNames& names() const { return parts_.names; }

  /// What the check found, after the last block; once, where it was asked for.
  [[nodiscard]] GradientCheck check();

 private:
  void turn_around(Rows& rows);
  void go_back(Rows& rows);
  void queue_rows();
  void emit(Rows& rows);

  BackwardParts parts_;
  Upstream* upstream_;
  Choices choices_;
  GradientColumns columns_;
  bool y_wanted_;

  std::vector<double> argument_;  // of the shape
  std::vector<double> y_;
  std::vector<double> g_;
  std::vector<double> mask_;
  std::vector<double> gradient_;
  io::Frames x_;           // the block that belongs to y
  io::Frames unfinished_;  // rows without their gradient
  FrameQueue waiting_x_;
  FrameQueue waiting_rows_;
};

}  // namespace rectify::cli
