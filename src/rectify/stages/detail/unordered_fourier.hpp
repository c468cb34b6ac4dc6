// A discrete Fourier transform that leaves its values in an order of their own, for convolutions.
#pragma once

#include <cstddef>
#include <vector>

namespace rectify::detail {

/// X[k] = Σ x[n]·e^(-j2πkn/N), n = 0 … N-1, of complex numbers in place, whose real and imaginary
/// parts are in arrays of their own. The X[k] come out in a fixed order that is not that of k.
/// Spectra in the same order can be multiplied value by value all the same, and backward() expects
/// that order. So a convolution needs no other, and saves the time to sort.
///
/// The root of the mean square of the errors is below 2⁻⁵³·log2(N) times that of the values. A NaN
/// or an infinity makes all of them NaN.
class UnorderedFourier {
 public:
  /// `size` is N, a power of two from 4 on; anything else throws std::invalid_argument.
  explicit UnorderedFourier(std::size_t size);

  /// x becomes X. The arrays, N numbers each, do not overlap. Several threads may call it at once.
  void forward(double* re, double* im) const;

  /// X becomes N·x, as above.
  void backward(double* re, double* im) const;

 private:
  /// Splits each of some transforms into two or four of as many parts of its length.
  struct Step {
    std::size_t parts;
    std::vector<double> twiddles;
  };
  void split(std::size_t step, std::size_t length, double* re, double* im) const;
  void join(std::size_t step, std::size_t length, double* re, double* im) const;

  std::size_t size_;
  std::vector<Step> steps_;
};

}  // namespace rectify::detail
