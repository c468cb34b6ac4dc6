// The discrete Fourier transform of any length.
#pragma once

#include <complex>
#include <cstddef>
#include <memory>
#include <vector>

namespace rectify::detail {

using Complex = std::complex<double>;

/// X[k] = Σ x[n]·e^{-j2πkn/N} over n = 0 … N-1, in O(N log N) whatever N: by KissFFT where N has
/// only prime factors up to 13, else as a convolution of a power of two (L. Bluestein, "A linear
/// filtering approach to the computation of discrete Fourier transform", IEEE Transactions on Audio
/// and Electroacoustics 18 (1970)), for which the turns n²/2N are reduced in whole numbers. The
/// error is about 1e-16·log2(N) of the root of Σ|x|²·N.
class Fourier {
 public:
  explicit Fourier(std::size_t size);
  Fourier(const Fourier&) = delete;
  Fourier& operator=(const Fourier&) = delete;
  ~Fourier();

  [[nodiscard]] std::size_t size() const { return size_; }

  /// `in` and `out` hold size() numbers and do not overlap.
  void transform(const Complex* in, Complex* out);

 private:
  class Plain;
  void transform_by_convolution(const Complex* in, Complex* out);

  std::size_t size_;
  std::unique_ptr<Plain> plain_;  // of size_, or of the convolution
  std::vector<Complex> chirp_;    // empty where no convolution is needed
  std::vector<Complex> response_;
  std::vector<Complex> signal_;
  std::vector<Complex> spectrum_;
};

}  // namespace rectify::detail
