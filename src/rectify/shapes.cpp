// relu, with the voltage it loses and the current it leaks.
#include "rectify/shapes.hpp"

#include <cstddef>

#include "rectify/instruction_sets.hpp"
#include "rectify/relu.hpp"

namespace rectify {
namespace {

/// min(x, 0), NaN staying NaN.
double below_zero(double x) { return x > 0 ? 0.0 : x; }

RECTIFY_CLONES void relu_each(double* samples, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) samples[i] = relu(samples[i]);
}

}  // namespace

void HalfWave::forward(std::span<double> samples) const {
  if (negative) {
    for (double& x : samples) x = negated(x);
  }
  if (drop == 0 && leak == 0) {
    relu_each(samples.data(), samples.size());
  } else if (leak == 0) {
    for (double& x : samples) x = relu(x - drop);
  } else {
    for (double& x : samples) x = relu(x - drop) + leak * below_zero(x);
  }
}

void FullWave::forward(std::span<double> samples) const {
  // One of relu(x - V) and relu(-x - V) is zero, since V >= 0: together they are relu(|x| - V).
  for (double& x : samples) x = relu(full_wave(x) - drop);
}

}  // namespace rectify
