// The passes of a shape on floats, in double precision: each result is rounded once.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

#include "rectify/detail/preconditions.hpp"
#include "rectify/shapes/shape.hpp"

namespace rectify::detail {

inline constexpr std::size_t kFloatChunk = 512;  // samples: the doubles stay in the first cache

template <ShapeClass S>
void forward_floats(const S& shape, std::span<const float> x, std::span<float> r) {
  constexpr std::size_t kParts = kPartsOf<S>;
  require_lengths(x.size(), kParts, r.size());
  std::array<double, kParts * kFloatChunk> in{};
  std::array<double, kFloatChunk> out{};
  for (std::size_t at = 0; at < r.size(); at += kFloatChunk) {
    const std::size_t count = std::min(kFloatChunk, r.size() - at);
    std::copy_n(x.begin() + static_cast<std::ptrdiff_t>(kParts * at), kParts * count, in.begin());
    shape.forward(std::span(in).first(kParts * count), std::span(out).first(count));
    for (std::size_t i = 0; i < count; ++i) r[at + i] = static_cast<float>(out[i]);
  }
}

template <ShapeClass S>
void backward_floats(const S& shape, std::span<const float> x, std::span<const float> g,
                     std::span<float> out, double at_zero) {
  constexpr std::size_t kParts = kPartsOf<S>;
  require_lengths(x.size(), kParts, g.size());
  require_lengths(out.size(), kParts, g.size());
  std::array<double, kParts * kFloatChunk> in{};
  std::array<double, kFloatChunk> upstream{};
  for (std::size_t at = 0; at < g.size(); at += kFloatChunk) {
    const std::size_t count = std::min(kFloatChunk, g.size() - at);
    const auto here = std::span(in).first(kParts * count);
    std::copy_n(x.begin() + static_cast<std::ptrdiff_t>(kParts * at), here.size(), in.begin());
    std::copy_n(g.begin() + static_cast<std::ptrdiff_t>(at), count, upstream.begin());
    shape.backward(here, std::span(upstream).first(count), here, at_zero);
    for (std::size_t i = 0; i < here.size(); ++i) out[kParts * at + i] = static_cast<float>(in[i]);
  }
}

}  // namespace rectify::detail
