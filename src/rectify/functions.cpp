// Sends whole signals through the quadrature filter, a shape and the transpose of the filter.
#include "rectify/functions.hpp"

#include <algorithm>
#include <memory>
#include <vector>

#include "rectify/detail/preconditions.hpp"
#include "rectify/stages/quadrature.hpp"
#include "rectify/stages/stage.hpp"

namespace rectify {
namespace {

/// Sends x through the analytic signal, and gives each block of z to `take`.
template <class T, class Take>
void make_analytic(const Shape& shape, std::span<const T> x, double rate, std::size_t channels,
                   Take take) {
  constexpr std::size_t kFrames = 4096;
  detail::require(shape.parts() == 2, "the shape is not one of the analytic signal");
  detail::require_channels(channels);
  detail::require_frames(x.size(), channels);
  Chain filter;
  filter.add(std::make_unique<AnalyticSignal>(rate, channels), 2 * channels);
  filter.begin_pass();
  Block block;
  for (std::size_t at = 0; at < x.size(); at += kFrames * channels) {
    const auto here = x.subspan(at, std::min(kFrames * channels, x.size() - at));
    block.assign(here.begin(), here.end());
    filter.process(block);
    take(block);
  }
  while (filter.drain(block)) take(block);
}

/// Writes one block after the other. What a block comes from has been read before it is written, so
/// that `to` may be where that lies.
template <class T>
auto writer(std::span<T> to) {
  return [rest = to.begin()](std::span<const double> block) mutable {
    for (const double value : block) *rest++ = static_cast<T>(value);
  };
}

}  // namespace

template <class T>
void analytic(const Shape& shape, std::span<const T> x, double rate, std::span<T> r,
              std::size_t channels) {
  detail::require_lengths(x.size(), 1, r.size());
  auto write = writer(r);
  make_analytic(shape, x, rate, channels, [&](std::span<double> z) {
    const auto result = z.first(z.size() / 2);
    shape.forward(z, result);
    write(result);
  });
}

template <class T>
void analytic_gradient(const Shape& shape, std::span<const T> x, double rate, std::span<const T> g,
                       std::span<T> out, std::size_t channels, double at_zero) {
  detail::require_backward(x.size(), 1, g.size(), out.size(), at_zero);
  Chain transpose;
  transpose.add(
      std::make_unique<AnalyticSignal>(rate, channels, AnalyticSignal::Direction::adjoint),
      channels);
  transpose.begin_pass();
  auto write = writer(out);
  std::size_t done = 0;
  make_analytic(shape, x, rate, channels, [&](Block& z) {
    const auto here = g.subspan(done, z.size() / 2);
    done += here.size();
    shape.backward(z, std::vector<double>(here.begin(), here.end()), z, at_zero);
    transpose.process(z);
    write(z);
  });
  for (Block block; transpose.drain(block);) write(block);
}

template void analytic(const Shape&, std::span<const double>, double, std::span<double>,
                       std::size_t);
template void analytic(const Shape&, std::span<const float>, double, std::span<float>, std::size_t);
template void analytic_gradient(const Shape&, std::span<const double>, double,
                                std::span<const double>, std::span<double>, std::size_t, double);
template void analytic_gradient(const Shape&, std::span<const float>, double,
                                std::span<const float>, std::span<float>, std::size_t, double);

}  // namespace rectify
