// Multiphase of any signal, forward and backward: what has a delay on either way.
#pragma once

#include <cstddef>
#include <vector>

#include "io/frames.hpp"
#include "rectify/analytic_sum.hpp"
#include "rectify/stage.hpp"

namespace rectify::cli {

/// x goes through the quadrature filter to the analytic signal z, and y is the phase sum of that.
/// ∂e/∂y comes back as p and q by the parts of z, and ∂e/∂x = p - Hq through the filter's
/// transpose. Frames come out later than they went in, but in line: all of a frame together.
class ShiftedPass {
 public:
  ShiftedPass(AnalyticPhaseSum sum, double rate, std::size_t channels, double at_zero);

  /// Takes frames of x, and gives y of those that are ready: none, one or many.
  void take(io::Frames& x, std::vector<double>& y);

  /// At the end of x: y of those that are still to come, a part at a time, and then none, until all
  /// has been given; false when nothing more comes of give().
  bool drain(std::vector<double>& y);

  /// Takes y as it was given, and ∂e/∂y. Puts in their places, and into x and the gradient, the
  /// frames that are ready with all of these; false: there are none.
  bool give(std::vector<double>& y, std::vector<double>& upstream, io::Frames& x,
            std::vector<double>& gradient);

 private:
  enum class State { kTaking, kDrainingForward, kDrainingBackward, kEnded };

  void sum(std::vector<double>& y);

  AnalyticPhaseSum sum_;
  std::size_t channels_;
  double at_zero_;
  Chain forward_;
  Chain backward_;
  State state_ = State::kTaking;
  std::vector<double> analytic_;  // z, of the y that was given last
  io::Frames x_;                  // these wait
  std::vector<double> y_;
  std::vector<double> upstream_;
};

}  // namespace rectify::cli
