// The loops of the envelope, forward and backward.
#include "rectify/shapes/envelope.hpp"

#include "rectify/detail/instruction_sets.hpp"
#include "rectify/detail/preconditions.hpp"
#include "rectify/detail/turns_kernel.hpp"
#include "rectify/shapes/relu.hpp"

namespace rectify {
namespace {

RECTIFY_CLONES void magnitudes(const double* z, std::size_t count, double* r) {
  for (std::size_t i = 0; i < count; ++i) r[i] = detail::polar_of(z[2 * i], z[2 * i + 1]).magnitude;
}

}  // namespace

void Envelope::forward(std::span<const double> z, std::span<double> r) {
  detail::require_lengths(z.size(), kParts, r.size());
  magnitudes(z.data(), r.size(), r.data());
}

void Envelope::backward(std::span<const double> z, std::span<const double> g, std::span<double> out,
                        double at_zero) {
  detail::require_backward(z.size(), kParts, g.size(), out.size(), at_zero);
  for (std::size_t i = 0; i < g.size(); ++i) {
    const double magnitude = detail::polar_of(z[2 * i], z[2 * i + 1]).magnitude;
    for (const std::size_t part : {2 * i, 2 * i + 1}) {
      out[part] = weighted(magnitude == 0 ? 0.0 : z[part] / magnitude, g[i]);
    }
  }
}

}  // namespace rectify
