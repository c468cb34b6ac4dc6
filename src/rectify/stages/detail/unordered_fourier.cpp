// Decimation in frequency on the way forward, and in time on the way back.
//
// With W = e^(-j2π/N), a transform of length N = 4L is four of length L (W. Gentleman and G. Sande,
// "Fast Fourier transforms: for fun and profit", AFIPS 29 (1966)): those of
//
//     y[p][n] = W^(pn) · Σ x[n + qL]·(-j)^(pq), q = 0 … 3,    are X[4k + p], for p = 0 … 3.
//
// y takes the place of x, and each y[p] is split in the same way, down to a length of 1. What is in
// the place of X[k] then is k with its digits in reverse, and nothing needs to be sorted. All loops
// run over neighbours in memory. An odd power of two is split in two first.
#include "rectify/stages/detail/unordered_fourier.hpp"

#include <bit>
#include <cmath>

#include "rectify/detail/instruction_sets.hpp"
#include "rectify/detail/preconditions.hpp"
#include "rectify/detail/sine_kernel.hpp"

namespace rectify::detail {
namespace {

struct Complex {
  double re;
  double im;
};
inline Complex operator+(Complex a, Complex b) { return {a.re + b.re, a.im + b.im}; }
inline Complex operator-(Complex a, Complex b) { return {a.re - b.re, a.im - b.im}; }
inline Complex times_j(Complex a) { return {-a.im, a.re}; }
inline Complex conjugate(Complex a) { return {a.re, -a.im}; }
inline Complex operator*(Complex a, Complex b) {
  return {a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
}

/// Complex numbers of which the parts lie in two arrays.
struct Numbers {
  double* re;
  double* im;
  [[nodiscard]] Complex get(std::size_t n) const { return {re[n], im[n]}; }
  void set(std::size_t n, Complex value) const {
    re[n] = value.re;
    im[n] = value.im;
  }
};

/// W^(pn) for n < L, p = 1, 2, 3 (or 1 of 2 parts): for each p the real parts, then the imaginary
/// ones.
std::vector<double> twiddles(std::size_t parts, std::size_t part) {
  std::vector<double> values;
  for (std::size_t p = 1; p < parts; ++p) {
    for (const double quarter : {0.25, 0.0}) {  // of a turn: the cosine, the sine
      for (std::size_t n = 0; n < part; ++n) {
        const double turns = -static_cast<double>(p * n) / static_cast<double>(parts * part);
        values.push_back(sine_of_turns(std::remainder(turns + quarter, 1.0)));
      }
    }
  }
  return values;
}

Complex twiddle(const double* values, std::size_t part, std::size_t p, std::size_t n) {
  return {values[(2 * p - 2) * part + n], values[(2 * p - 1) * part + n]};
}

RECTIFY_CLONES void split_in_two(Numbers x, std::size_t part, const double* w) {
  RECTIFY_SAMPLE_BY_SAMPLE
  for (std::size_t n = 0; n < part; ++n) {
    const Complex a = x.get(n);
    const Complex b = x.get(n + part);
    x.set(n, a + b);
    x.set(n + part, twiddle(w, part, 1, n) * (a - b));
  }
}

RECTIFY_CLONES void join_two(Numbers x, std::size_t part, const double* w) {
  RECTIFY_SAMPLE_BY_SAMPLE
  for (std::size_t n = 0; n < part; ++n) {
    const Complex a = x.get(n);
    const Complex b = conjugate(twiddle(w, part, 1, n)) * x.get(n + part);
    x.set(n, a + b);
    x.set(n + part, a - b);
  }
}

RECTIFY_CLONES void split_in_four(Numbers x, std::size_t part, const double* w) {
  RECTIFY_SAMPLE_BY_SAMPLE
  for (std::size_t n = 0; n < part; ++n) {
    const Complex a = x.get(n) + x.get(n + 2 * part);
    const Complex b = x.get(n) - x.get(n + 2 * part);
    const Complex c = x.get(n + part) + x.get(n + 3 * part);
    const Complex d = times_j(x.get(n + part) - x.get(n + 3 * part));
    x.set(n, a + c);
    x.set(n + part, twiddle(w, part, 1, n) * (b - d));
    x.set(n + 2 * part, twiddle(w, part, 2, n) * (a - c));
    x.set(n + 3 * part, twiddle(w, part, 3, n) * (b + d));
  }
}

RECTIFY_CLONES void join_four(Numbers x, std::size_t part, const double* w) {
  RECTIFY_SAMPLE_BY_SAMPLE
  for (std::size_t n = 0; n < part; ++n) {
    const Complex y0 = x.get(n);
    const Complex y1 = conjugate(twiddle(w, part, 1, n)) * x.get(n + part);
    const Complex y2 = conjugate(twiddle(w, part, 2, n)) * x.get(n + 2 * part);
    const Complex y3 = conjugate(twiddle(w, part, 3, n)) * x.get(n + 3 * part);
    const Complex a = y0 + y2;
    const Complex b = y0 - y2;
    const Complex c = y1 + y3;
    const Complex d = times_j(y1 - y3);
    x.set(n, a + c);
    x.set(n + part, b + d);
    x.set(n + 2 * part, a - c);
    x.set(n + 3 * part, b - d);
  }
}

/// The transforms of each four numbers in a row; `sign` of j is -1 forward, 1 backward.
RECTIFY_CLONES void transform_fours(Numbers x, std::size_t count, double sign) {
  RECTIFY_SAMPLE_BY_SAMPLE
  for (std::size_t n = 0; n < count; n += 4) {
    const Complex a = x.get(n) + x.get(n + 2);
    const Complex b = x.get(n) - x.get(n + 2);
    const Complex c = x.get(n + 1) + x.get(n + 3);
    const Complex d = times_j(x.get(n + 1) - x.get(n + 3));
    const Complex e = {sign * d.re, sign * d.im};
    x.set(n, a + c);
    x.set(n + 1, b + e);
    x.set(n + 2, a - c);
    x.set(n + 3, b - e);
  }
}

}  // namespace

UnorderedFourier::UnorderedFourier(std::size_t size) : size_(size) {
  require(size >= 4 && std::has_single_bit(size), "a transform needs a power of two from 4 on");
  for (std::size_t length = size; length > 4;) {
    const std::size_t parts = std::countr_zero(length) % 2 == 0 ? 4 : 2;
    length /= parts;
    steps_.push_back({parts, twiddles(parts, length)});
  }
}

void UnorderedFourier::forward(double* re, double* im) const {
  split(0, size_, re, im);
  transform_fours({re, im}, size_, -1);
}

void UnorderedFourier::backward(double* re, double* im) const {
  transform_fours({re, im}, size_, 1);
  join(0, size_, re, im);
}

/// One part after the other, each to its end, so that most of the work is done in the first cache.
void UnorderedFourier::split(std::size_t step, std::size_t length, double* re, double* im) const {
  if (step == steps_.size()) return;
  const auto& [parts, twiddles] = steps_[step];
  const std::size_t part = length / parts;
  (parts == 2 ? split_in_two : split_in_four)({re, im}, part, twiddles.data());
  for (std::size_t at = 0; at < length; at += part) split(step + 1, part, re + at, im + at);
}

void UnorderedFourier::join(std::size_t step, std::size_t length, double* re, double* im) const {
  if (step == steps_.size()) return;
  const auto& [parts, twiddles] = steps_[step];
  const std::size_t part = length / parts;
  for (std::size_t at = 0; at < length; at += part) join(step + 1, part, re + at, im + at);
  (parts == 2 ? join_two : join_four)({re, im}, part, twiddles.data());
}

}  // namespace rectify::detail
