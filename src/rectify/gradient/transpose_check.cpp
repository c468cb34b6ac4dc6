// Adds up the two inner products, block by block.
#include "rectify/gradient/transpose_check.hpp"

#include <cmath>
#include <utility>

#include "rectify/detail/preconditions.hpp"

namespace rectify {

/// The top bit of SplitMix64 (G. Steele, D. Lea and C. Flood, "Fast Splittable Pseudorandom Number
/// Generators", OOPSLA 2014), which gives the same on every platform.
double TransposeCheck::Signs::next() {
  std::uint64_t z = state_ += 0x9e3779b97f4a7c15U;
  z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
  z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
  return (z >> 63U) != 0 ? -1.0 : 1.0;
}

TransposeCheck::TransposeCheck(Chain filter, std::size_t parts, std::size_t channels)
    : filter_(std::move(filter)), parts_(parts), channels_(channels) {
  detail::require_channels(channels);
  filter_.begin_pass();
}

void TransposeCheck::process(std::size_t frames) {
  Block signs(frames);
  for (double& sign : signs) sign = forward_.next();
  filter_.process(signs);
  filtered_.insert(filtered_.end(), signs.begin(), signs.end());
}

void TransposeCheck::drain() {
  Block rest;
  static_cast<void>(filter_.drain(rest));
  filtered_.insert(filtered_.end(), rest.begin(), rest.end());
}

void TransposeCheck::down(std::span<const double> p) {
  detail::require_frames(p.size(), parts_ * channels_.size());
  const std::size_t filtered = p.size() / channels_.size();
  detail::require(filtered <= filtered_.size(), "the filter has not given so many frames");
  for (std::size_t i = 0; i < p.size(); ++i) {
    const std::size_t frame = i / (parts_ * channels_.size());
    Sums& sums = channels_[i / parts_ % channels_.size()];
    const double term = p[i] * filtered_[frame * parts_ + i % parts_];
    sums.down.add(term);
    sums.size.add(std::fabs(term));
  }
  filtered_.erase(filtered_.begin(), filtered_.begin() + static_cast<std::ptrdiff_t>(filtered));
}

void TransposeCheck::back(std::span<const double> gradient) {
  detail::require_frames(gradient.size(), channels_.size());
  for (std::size_t i = 0; i < gradient.size();) {
    const double sign = backward_.next();
    for (Sums& sums : channels_) sums.back.add(sign * gradient[i++]);
  }
}

void TransposeCheck::compare(GradientCheck& check) const {
  for (const Sums& sums : channels_) {
    check.compare(sums.back.value(), sums.down.value(), kRelative * sums.size.value());
  }
}

}  // namespace rectify
