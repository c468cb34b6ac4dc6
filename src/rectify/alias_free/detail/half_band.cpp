// The design of the half-band filter, and its dot products, many outputs at a time.
#include "rectify/alias_free/detail/half_band.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "rectify/detail/instruction_sets.hpp"
#include "rectify/detail/kaiser.hpp"
#include "rectify/detail/preconditions.hpp"

namespace rectify::detail {
namespace {

/// sums[i] += Σ taps[k]·(left[i + k] + right[i - k]), k = 0 … kTaps - 1.
template <std::size_t kTaps>
[[gnu::always_inline]] inline void add_symmetric(const double* __restrict taps,
                                                 const double* __restrict left,
                                                 const double* __restrict right,
                                                 double* __restrict sums, std::size_t count) {
  std::array<double, kTaps> tap{};
  std::copy_n(taps, kTaps, tap.begin());
  for (std::size_t i = 0; i < count; ++i) {
    double sum = sums[i];
#pragma GCC unroll 8
    for (std::size_t k = 0; k < kTaps; ++k) sum += tap[k] * (left[i + k] + *(right + i - k));
    sums[i] = sum;
  }
}

/// out[i] = Σ taps[k]·(in[i + k] + in[i + 2m - 1 - k]), k = 0 … m - 1.
///
/// A dot product can't become SIMD without adding its terms in another order, which would give
/// other bits for every width of vector. So the loop that becomes SIMD is the one over outputs:
/// each keeps its order of terms. Seven taps at a time, which leaves registers for the sums, an
/// output is loaded and stored m/7 times; runs of 512 outputs stay in the first cache meanwhile.
RECTIFY_CLONES void symmetric_sums(const double* taps, std::size_t m, const double* in, double* out,
                                   std::size_t count) {
  constexpr std::size_t kRun = 512;
  constexpr std::size_t kTaps = 7;
  for (std::size_t start = 0; start < count; start += kRun) {
    const std::size_t run = std::min(kRun, count - start);
    const double* left = in + start;
    const double* right = in + start + 2 * m - 1;
    double* sums = out + start;
    std::fill_n(sums, run, 0.0);
    std::size_t k = 0;
    for (; k + kTaps <= m; k += kTaps) {
      add_symmetric<kTaps>(taps + k, left + k, right - k, sums, run);
    }
    for (; k < m; ++k) add_symmetric<1>(taps + k, left + k, right - k, sums, run);
  }
}

RECTIFY_CLONES void interleave(const double* __restrict even, const double* __restrict odd,
                               std::size_t count, double* __restrict out) {
  for (std::size_t i = 0; i < count; ++i) {
    out[2 * i] = even[i];
    out[2 * i + 1] = 2 * odd[i];
  }
}

RECTIFY_CLONES void every_second(const double* __restrict in, std::size_t count,
                                 double* __restrict out) {
  for (std::size_t i = 0; i < count; ++i) out[i] = in[2 * i];
}

RECTIFY_CLONES void add_half_of_every_second(const double* __restrict in, std::size_t count,
                                             double* __restrict out) {
  for (std::size_t i = 0; i < count; ++i) out[i] += 0.5 * in[2 * i];
}

}  // namespace

HalfBand::HalfBand(double width) {
  require(width > 0 && width < 0.5, "a half-band filter's transition lies within (0, 1/2)");
  const std::size_t m = reach_of(width);
  const double beta = kaiser_beta(kAttenuation);
  double sum = 0;
  for (std::size_t k = m; k-- > 0;) {
    const double n = 2.0 * static_cast<double>(k) + 1;
    const double place = n / (2.0 * static_cast<double>(m));
    taps_.push_back(0.5 * sinc(n / 2) * kaiser_window(place, beta));
    sum += 2 * taps_.back();
  }
  for (double& tap : taps_) tap *= 0.5 / sum;
}

void HalfBand::up(std::span<const double> in, std::span<double> out) {
  const std::size_t count = out.size() / 2;
  require(in.size() == count + 2 * reach() - 1 && out.size() % 2 == 0,
          "the lengths of the spans do not fit each other");
  odd_.resize(count);
  symmetric_sums(taps_.data(), reach(), in.data(), odd_.data(), count);
  interleave(in.data() + reach() - 1, odd_.data(), count, out.data());
}

void HalfBand::down(std::span<const double> in, std::span<double> out) {
  const std::size_t m = reach();
  require(in.size() >= 2 * out.size() + 4 * m - 3 && in.size() <= 2 * out.size() + 4 * m - 2,
          "the lengths of the spans do not fit each other");
  odd_.resize(out.size() + 2 * m - 1);
  every_second(in.data(), odd_.size(), odd_.data());
  symmetric_sums(taps_.data(), m, odd_.data(), out.data(), out.size());
  add_half_of_every_second(in.data() + 2 * m - 1, out.size(), out.data());
}

}  // namespace rectify::detail
