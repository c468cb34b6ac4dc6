// The passes of a shape on floats: those on doubles, with each result rounded once.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <stdexcept>

#include "rectify/shapes/shape.hpp"

namespace rectify {

/// Base of a shape S that computes in double. S brings these in by `using`.
template <class S>
class FloatPasses {
 public:
  void forward(std::span<const float> x, std::span<float> r) const {
    constexpr std::size_t kParts = kPartsOf<S>;
    if (x.size() != kParts * r.size()) throw std::invalid_argument("rectify: spans do not fit");
    std::array<double, kParts * kAtOnce> doubles{};
    for (std::size_t at = 0; at < r.size(); at += kAtOnce) {
      const std::size_t count = std::min(kAtOnce, r.size() - at);
      const auto part = std::span(doubles).first(kParts * count);
      std::copy_n(&x[kParts * at], part.size(), part.begin());
      self().forward(part, part.first(count));
      for (std::size_t i = 0; i < count; ++i) r[at + i] = static_cast<float>(part[i]);
    }
  }

  void backward(std::span<const float> x, std::span<const float> g, std::span<float> out,
                double at_zero = 0) const {
    constexpr std::size_t kParts = kPartsOf<S>;
    const bool fit = x.size() == kParts * g.size() && out.size() == x.size();
    if (!fit) throw std::invalid_argument("rectify: spans do not fit");
    std::array<double, kParts * kAtOnce> doubles{};
    std::array<double, kAtOnce> upstream{};
    for (std::size_t at = 0; at < g.size(); at += kAtOnce) {
      const std::size_t count = std::min(kAtOnce, g.size() - at);
      const auto part = std::span(doubles).first(kParts * count);
      std::copy_n(&x[kParts * at], part.size(), part.begin());
      std::copy_n(&g[at], count, upstream.begin());
      self().backward(part, std::span(upstream).first(count), part, at_zero);
      const auto to = out.subspan(kParts * at, part.size());
      for (std::size_t i = 0; i < part.size(); ++i) to[i] = static_cast<float>(part[i]);
    }
  }

 private:
  static constexpr std::size_t kAtOnce = 512;  // samples: as doubles they fit the first cache
  [[nodiscard]] const S& self() const { return static_cast<const S&>(*this); }
};

}  // namespace rectify
