// Checks the arguments of shapes and stages; throws std::invalid_argument.
#pragma once

#include <cmath>
#include <cstddef>
#include <stdexcept>
#include <string>

namespace rectify::detail {

inline void require(bool met, const char* condition) {
  if (!met) throw std::invalid_argument(std::string("rectify: ") + condition);
}

inline void require_drop(double drop) {
  require(drop >= 0 && std::isfinite(drop), "a drop must be finite and not negative");
}

inline void require_leak(double leak) { require(std::isfinite(leak), "a leak must be finite"); }

inline void require_scale(double scale) {
  require(scale >= 0 && std::isfinite(scale), "a scale must be finite and not negative");
}

inline void require_at_zero(double at_zero) {
  require(at_zero >= 0 && at_zero <= 1, "at_zero must lie within [0, 1]");
}

/// x has `parts` numbers for each of the `samples` results.
inline void require_lengths(std::size_t x, std::size_t parts, std::size_t samples) {
  require(x == parts * samples, "the lengths of the spans do not fit each other");
}

/// The lengths of x, g and out in a backward pass.
inline void require_backward(std::size_t x, std::size_t parts, std::size_t g, std::size_t out,
                             double at_zero) {
  require_lengths(x, parts, g);
  require_lengths(out, parts, g);
  require_at_zero(at_zero);
}

inline void require_channels(std::size_t channels) {
  require(channels > 0, "a signal has at least one channel");
}

inline void require_frames(std::size_t samples, std::size_t channels) {
  require(samples % channels == 0, "a block must hold whole frames");
}

}  // namespace rectify::detail
