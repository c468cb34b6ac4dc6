// Sends whole signals through the quadrature filter, a shape and the filter's transpose.
#include "rectify/functions.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "rectify/detail/preconditions.hpp"
#include "rectify/shapes/analytic_sum.hpp"
#include "rectify/shapes/envelope.hpp"
#include "rectify/shapes/upright_phase_sum.hpp"
#include "rectify/stages/quadrature.hpp"
#include "rectify/stages/shape_stage.hpp"

namespace rectify {
namespace {

/// Passes all of x through the chain, and what comes out of it to `take`.
template <class T, class Take>
void send(std::span<const T> x, std::size_t channels, Chain& chain, Take take) {
  constexpr std::size_t kFrames = 4096;
  Block block;
  chain.begin_pass();
  for (std::size_t at = 0; at < x.size(); at += kFrames * channels) {
    const auto here = x.subspan(at, std::min(kFrames * channels, x.size() - at));
    block.assign(here.begin(), here.end());
    chain.process(block);
    take(block);
  }
  while (chain.drain(block)) take(block);
}

/// Writes one block after the other. The samples that they come from have been read before, so
/// that `to` may be where these lie.
template <class T>
auto writer(std::span<T> to) {
  return [rest = to.begin()](const Block& block) mutable {
    for (const double value : block) *rest++ = static_cast<T>(value);
  };
}

void require_signal(std::size_t x, std::size_t channels, std::size_t other) {
  detail::require_channels(channels);
  detail::require_frames(x, channels);
  detail::require_lengths(x, 1, other);
}

template <class T>
void run_forward(std::span<const T> x, double rate, std::size_t channels, std::span<T> r,
                 std::unique_ptr<const Shape> shape) {
  require_signal(x.size(), channels, r.size());
  Chain chain;
  chain.add(std::make_unique<AnalyticSignal>(rate, channels), 2 * channels);
  chain.add(std::make_unique<ShapeStage>(std::move(shape)), channels);
  send(x, channels, chain, writer(r));
}

template <class T>
void run_backward(std::span<const T> x, double rate, std::size_t channels, std::span<const T> g,
                  std::span<T> out, const Shape& shape, double at_zero) {
  require_signal(x.size(), channels, g.size());
  require_signal(x.size(), channels, out.size());
  Chain filter;
  filter.add(std::make_unique<AnalyticSignal>(rate, channels), 2 * channels);
  Chain transpose;
  transpose.add(
      std::make_unique<AnalyticSignal>(rate, channels, AnalyticSignal::Direction::adjoint),
      channels);
  transpose.begin_pass();
  auto write = writer(out);
  std::vector<double> upstream;
  auto next = g.begin();
  send(x, channels, filter, [&](Block& z) {
    const auto end = next + static_cast<std::ptrdiff_t>(z.size() / 2);
    upstream.assign(next, end);
    next = end;
    shape.backward(z, upstream, z, at_zero);
    transpose.process(z);
    write(z);
  });
  for (Block block; transpose.drain(block);) write(block);
}

template <class T>
void run_multiphase(std::span<const T> x, double rate, const Phases& phases, std::span<T> r,
                    const MultiphaseOptions& o) {
  if (phases.upright()) return UprightPhaseSum(phases, o.drop, o.scale).forward(x, r);
  run_forward(x, rate, o.channels, r, make_shape(AnalyticPhaseSum(phases, o.drop, o.scale)));
}

template <class T>
void run_multiphase_gradient(std::span<const T> x, double rate, const Phases& phases,
                             std::span<const T> g, std::span<T> out, const MultiphaseOptions& o) {
  if (phases.upright()) {
    return UprightPhaseSum(phases, o.drop, o.scale).backward(x, g, out, o.at_zero);
  }
  const auto shape = make_shape(AnalyticPhaseSum(phases, o.drop, o.scale));
  run_backward(x, rate, o.channels, g, out, *shape, o.at_zero);
}

}  // namespace

void multiphase(std::span<const double> x, double rate, const Phases& phases, std::span<double> r,
                const MultiphaseOptions& options) {
  run_multiphase(x, rate, phases, r, options);
}

void multiphase(std::span<const float> x, double rate, const Phases& phases, std::span<float> r,
                const MultiphaseOptions& options) {
  run_multiphase(x, rate, phases, r, options);
}

void multiphase_gradient(std::span<const double> x, double rate, const Phases& phases,
                         std::span<const double> g, std::span<double> out,
                         const MultiphaseOptions& options) {
  run_multiphase_gradient(x, rate, phases, g, out, options);
}

void multiphase_gradient(std::span<const float> x, double rate, const Phases& phases,
                         std::span<const float> g, std::span<float> out,
                         const MultiphaseOptions& options) {
  run_multiphase_gradient(x, rate, phases, g, out, options);
}

void envelope(std::span<const double> x, double rate, std::span<double> r, std::size_t channels) {
  run_forward(x, rate, channels, r, make_shape(Envelope{}));
}

void envelope(std::span<const float> x, double rate, std::span<float> r, std::size_t channels) {
  run_forward(x, rate, channels, r, make_shape(Envelope{}));
}

void envelope_gradient(std::span<const double> x, double rate, std::span<const double> g,
                       std::span<double> out, std::size_t channels) {
  run_backward(x, rate, channels, g, out, *make_shape(Envelope{}), 0);
}

void envelope_gradient(std::span<const float> x, double rate, std::span<const float> g,
                       std::span<float> out, std::size_t channels) {
  run_backward(x, rate, channels, g, out, *make_shape(Envelope{}), 0);
}

}  // namespace rectify
