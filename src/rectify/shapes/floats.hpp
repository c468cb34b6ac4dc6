// The passes of a shape on floats: those on doubles, with each result rounded once.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <stdexcept>

#include "rectify/shapes/shape.hpp"

namespace rectify {

inline constexpr std::size_t kFloatsAtOnce = 512;  // samples: as doubles they fit the first cache

template <ShapeClass S>
void forward_floats(const S& shape, std::span<const float> x, std::span<float> r) {
  constexpr std::size_t kParts = kPartsOf<S>;
  if (x.size() != kParts * r.size()) throw std::invalid_argument("rectify: spans do not fit");
  std::array<double, kParts * kFloatsAtOnce> doubles{};
  for (std::size_t at = 0; at < r.size(); at += kFloatsAtOnce) {
    const std::size_t count = std::min(kFloatsAtOnce, r.size() - at);
    const auto part = std::span(doubles).first(kParts * count);
    std::copy_n(&x[kParts * at], part.size(), part.begin());
    shape.forward(part, part.first(count));
    for (std::size_t i = 0; i < count; ++i) r[at + i] = static_cast<float>(part[i]);
  }
}

template <ShapeClass S>
void backward_floats(const S& shape, std::span<const float> x, std::span<const float> g,
                     std::span<float> out, double at_zero) {
  constexpr std::size_t kParts = kPartsOf<S>;
  const bool fit = x.size() == kParts * g.size() && out.size() == x.size();
  if (!fit) throw std::invalid_argument("rectify: spans do not fit");
  std::array<double, kParts * kFloatsAtOnce> doubles{};
  std::array<double, kFloatsAtOnce> upstream{};
  for (std::size_t at = 0; at < g.size(); at += kFloatsAtOnce) {
    const std::size_t count = std::min(kFloatsAtOnce, g.size() - at);
    const auto part = std::span(doubles).first(kParts * count);
    std::copy_n(&x[kParts * at], part.size(), part.begin());
    std::copy_n(&g[at], count, upstream.begin());
    shape.backward(part, std::span(upstream).first(count), part, at_zero);
    for (std::size_t i = 0; i < part.size(); ++i)
      out[kParts * at + i] = static_cast<float>(part[i]);
  }
}

}  // namespace rectify
