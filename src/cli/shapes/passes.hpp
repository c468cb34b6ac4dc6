// A shape forward and backward, as a backward pass through the whole program uses it.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "cli/context/report.hpp"
#include "rectify/shapes/gradient_check.hpp"

namespace rectify::cli {

/// Runs a shape forward on blocks of its argument, and backward on the upstream gradients of the
/// frames that came out. Either way frames may be held back; what comes out is in order, and in all
/// as many as went in. Numbers of all channels are interleaved.
class Passes {
 public:
  struct Choices {
    double at_zero = 0;       ///< the slope of relu at its kink
    bool parameters = false;  ///< sum the gradients of the parameters
    bool check = false;       ///< compare every derivative with central differences
  };

  virtual ~Passes() = default;

  /// Before the first block.
  virtual void begin(const Choices& choices) = 0;

  /// Takes frames of the argument, and leaves anything in their place; `y` becomes the results that
  /// are ready. Where they are not `wanted`, only their number counts.
  virtual void forward(std::vector<double>& argument, bool wanted, std::vector<double>& y) = 0;

  /// After the last block: `y` becomes some of the results still held; false: there are no more.
  virtual bool drain_forward(std::vector<double>& /*y*/) { return false; }

  /// Takes ∂e/∂y of all the results that the last call gave; `gradient` becomes ∂e/∂argument of the
  /// frames for which that is ready.
  virtual void backward(std::span<const double> g, std::vector<double>& gradient) = 0;

  /// After the last g: `gradient` becomes some of what is still held; false: there is no more.
  virtual bool drain_backward(std::vector<double>& /*gradient*/) { return false; }

  /// The parameters, where they have gradients; and these over all frames, empty where they were
  /// not summed.
  [[nodiscard]] virtual std::vector<double> parameters() const = 0;
  [[nodiscard]] virtual std::vector<double> gradients() const = 0;

  /// After the last frame, where that was chosen: adds what was compared.
  virtual void conclude(GradientCheck& check) = 0;

  /// After the last frame: warns of what was met in the signal of that name.
  virtual void report_end(const std::string& /*name*/, const Report& /*report*/) const {}
};

}  // namespace rectify::cli
