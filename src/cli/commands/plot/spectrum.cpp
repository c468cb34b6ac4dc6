// Two real signals go through one complex transform of KissFFT, as its real and imaginary parts.
#include "cli/commands/plot/spectrum.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <complex>
#include <kissfft/kissfft.hh>

namespace rectify::cli {
namespace {

constexpr std::size_t kWindow = 65536;
constexpr std::size_t kWidth = 7;  // of half a line, in places of a transform without zeros

}  // namespace

class Spectrum::Transform {
 public:
  /// `window` frames, followed by zeros up to a power of two.
  explicit Transform(std::size_t window)
      : weights_(window),
        in_(std::bit_ceil(std::max<std::size_t>(window, 2))),
        out_(in_.size()),
        powers_{std::vector<double>(in_.size() / 2 + 1), std::vector<double>(in_.size() / 2 + 1)},
        transform_(in_.size(), false) {
    constexpr double kBeta = 20;
    for (std::size_t n = 0; n < window; ++n) {
      const double place =
          (2 * static_cast<double>(n) + 1) / static_cast<double>(window) - 1;  // from -1 to 1
      weights_[n] =
          std::cyl_bessel_i(0, kBeta * std::sqrt(1 - place * place)) / std::cyl_bessel_i(0, kBeta);
      sum_ += weights_[n];
    }
  }

  void add(const std::vector<double>& first, const std::vector<double>& second) {
    for (std::size_t n = 0; n < weights_.size(); ++n) {
      in_[n] = {first[n] * weights_[n], second[n] * weights_[n]};
    }
    transform_.transform(in_.data(), out_.data());
    ++windows_;
    // z = x + j·y: X[k] = (Z[k] + conj Z[-k])/2, Y[k] = (Z[k] - conj Z[-k])/2j.
    for (std::size_t k = 0; k < powers_[0].size(); ++k) {
      const std::complex<double> z = out_[k];
      const std::complex<double> mirrored = std::conj(out_[(out_.size() - k) % out_.size()]);
      powers_[0][k] += std::norm(z + mirrored) / 4;
      powers_[1][k] += std::norm(z - mirrored) / 4;
    }
  }

  [[nodiscard]] std::vector<double> amplitudes(std::size_t signal) const {
    std::vector<double> result(powers_[signal].size());
    for (std::size_t k = 0; k < result.size(); ++k) {
      // Else half of it is at -k; near DC it is DC that is seen, from both sides.
      const bool alone = k * window() < kWidth * length() || 2 * k == in_.size();
      result[k] = (alone ? 1 : 2) / sum_ *
                  std::sqrt(powers_[signal][k] / static_cast<double>(std::max(windows_, 1UL)));
    }
    return result;
  }

  [[nodiscard]] std::size_t length() const { return in_.size(); }
  [[nodiscard]] std::size_t window() const { return weights_.size(); }

 private:
  std::vector<double> weights_;
  double sum_ = 0;
  std::vector<std::complex<double>> in_;
  std::vector<std::complex<double>> out_;
  std::array<std::vector<double>, 2> powers_;
  std::size_t windows_ = 0;
  kissfft<double> transform_;
};

Spectrum::Spectrum() = default;
Spectrum::~Spectrum() = default;

void Spectrum::add(double first, double second) {
  first_.push_back(first);
  second_.push_back(second);
  if (first_.size() == kWindow) take_window();
}

void Spectrum::take_window() {
  if (!transform_) transform_ = std::make_unique<Transform>(first_.size());
  transform_->add(first_, second_);
  for (std::vector<double>* waiting : {&first_, &second_}) {
    waiting->erase(waiting->begin(), waiting->begin() + kWindow / 2);
  }
}

std::vector<double> Spectrum::amplitudes(std::size_t signal) {
  if (!transform_) {
    transform_ = std::make_unique<Transform>(first_.size());
    transform_->add(first_, second_);
  }
  return transform_->amplitudes(signal);
}

std::size_t Spectrum::length() const { return transform_->length(); }
std::size_t Spectrum::window() const { return transform_->window(); }

}  // namespace rectify::cli
