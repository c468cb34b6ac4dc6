// Chooses between KissFFT alone and Bluestein's convolution through it.
#include "rectify/measures/detail/fourier.hpp"

#include <algorithm>
#include <bit>
#include <kissfft/kissfft.hh>
#include <numbers>

namespace rectify::detail {
namespace {

bool has_small_factors(std::size_t size) {
  for (const std::size_t prime : {2U, 3U, 5U, 7U, 11U, 13U}) {
    while (size % prime == 0) size /= prime;
  }
  return size == 1;
}

}  // namespace

class Fourier::Plain : public kissfft<double> {
 public:
  explicit Plain(std::size_t size) : kissfft(size, false) {}
};

Fourier::Fourier(std::size_t size) : size_(size) {
  if (has_small_factors(size)) {
    plain_ = std::make_unique<Plain>(size);
    return;
  }
  const std::size_t length = std::bit_ceil(2 * size - 1);
  plain_ = std::make_unique<Plain>(length);
  // kn = (k² + n² - (k - n)²)/2, so that X[k] = c[k]·Σ x[n]c[n]·conj(c[k - n]), c[n] = e^{-jπn²/N}.
  chirp_.resize(size);
  signal_.resize(length);
  spectrum_.resize(length);
  response_.resize(length);
  for (std::size_t n = 0; n < size; ++n) {
    const auto turns = static_cast<double>(n * n % (2 * size)) / static_cast<double>(size);
    chirp_[n] = std::polar(1.0, -std::numbers::pi * turns);
    signal_[n] = std::conj(chirp_[n]);
    if (n != 0) signal_[length - n] = signal_[n];
  }
  plain_->transform(signal_.data(), response_.data());
  for (Complex& value : response_) value /= static_cast<double>(length);
}

Fourier::~Fourier() = default;

void Fourier::transform(const Complex* in, Complex* out) {
  if (!chirp_.empty()) return transform_by_convolution(in, out);
  plain_->transform(in, out);
}

void Fourier::transform_by_convolution(const Complex* in, Complex* out) {
  std::fill(signal_.begin(), signal_.end(), Complex());
  for (std::size_t n = 0; n < size_; ++n) signal_[n] = in[n] * chirp_[n];
  plain_->transform(signal_.data(), spectrum_.data());
  // The conjugate of the transform of a conjugate is the inverse transform.
  for (std::size_t k = 0; k < spectrum_.size(); ++k) {
    spectrum_[k] = std::conj(spectrum_[k] * response_[k]);
  }
  plain_->transform(spectrum_.data(), signal_.data());
  for (std::size_t k = 0; k < size_; ++k) out[k] = std::conj(signal_[k]) * chirp_[k];
}

}  // namespace rectify::detail
