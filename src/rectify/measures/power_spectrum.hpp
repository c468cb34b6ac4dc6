// The power spectrum of each channel of a signal, its strongest component and the harmonics of
// that.
#pragma once

#include <complex>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "rectify/compensated_sum.hpp"
#include "rectify/export.hpp"

namespace rectify {

namespace detail {
class Fourier;
}

/// The strongest component of a channel beside DC, and its distortion.
struct StrongestComponent {
  double frequency = 0;  ///< in the unit of the rate, from 0 to half of it

  /// Total harmonic distortion without DC: √(Σ P(j·frequency) / P(frequency)), P being the power of
  /// the component at a frequency, over the j = 2, 3 … for which j·frequency is below half the
  /// rate. 0 where there are none; nullopt where fewer than 5 periods lie in a block, so that
  /// harmonics can't be told apart.
  std::optional<double> distortion;
};

/// Where the signal is known to repeat after `period` frames, and whole periods are added, one
/// period is their mean, frame by frame in compensated sums; its Fourier series is that of the
/// whole signal at the multiples of rate/period, without a window, so that powers and distortion
/// are exact but for rounding.
///
/// Any other signal is cut into blocks that overlap by half (P. Welch, "The use of fast Fourier
/// transform for the estimation of power spectra", IEEE Transactions on Audio and Electroacoustics
/// 15 (1967)). The mean of each is taken away, a Hann window is put over it, and the powers are
/// averaged. A block has kLongestBlock frames; where there are more than 32 channels, fewer, so
/// that memory does not grow with these too: block_of(). A signal that is shorter is one block of
/// its own length. So that a long signal costs little, the first kDense blocks are all taken, then
/// half as many at twice the distance, each counting twice, as many again at four times the
/// distance, and so on: all parts of the signal count alike.
///
/// The frequency is that of the highest bin k, moved by δ = 2(a₊ - a₋)/(a₋ + 2a + a₊), a being the
/// amplitudes at k and beside it, which is exact for a lone sine under a Hann window (the form for
/// three bins of M. Grandke, "Interpolation algorithms for discrete Fourier transforms of weighted
/// signals", IEEE Transactions on Instrumentation and Measurement 32 (1983)). What is left is the
/// image of the component at -frequency: with p >= 2.5 periods in a block the frequency is off by
/// less than kErrorOfFrequency/p³ bins of rate/block, and with p >= 5 harmonics that are not there
/// seem to have less than kLeakage/p³ of the component's amplitude, all together.
///
/// A component's power is that of the five bins around it over what the window leaves in these.
///
/// There is no component where the signal is constant, nor where the strongest is below 1e-13 of
/// the peak: that is rounding; nor where fewer than two periods of the strongest lie in a block,
/// which does not tell them. A sample that is not finite counts as the finite one before it (0 at
/// the start of a block).
class RECTIFY_API PowerSpectrum {
 public:
  static constexpr std::size_t kLongestBlock = 32768;
  static constexpr std::size_t kDense = 32;
  static constexpr double kErrorOfFrequency = 1;
  static constexpr double kLeakage = 2;

  /// The frames of a block of so many channels: kLongestBlock for up to 32, and 2^20 samples of all
  /// channels, but at least 256 frames, for more.
  [[nodiscard]] static std::size_t block_of(std::size_t channels);

  /// `period` in frames, up to block_of(channels); 0: none is known. Throws std::invalid_argument
  /// unless rate > 0, for a longer period, and for no channels.
  PowerSpectrum(double rate, std::size_t channels, std::size_t period = 0);
  PowerSpectrum(const PowerSpectrum&) = delete;
  PowerSpectrum& operator=(const PowerSpectrum&) = delete;
  ~PowerSpectrum();

  /// Takes whole frames of all channels, interleaved. Throws std::invalid_argument for a part of a
  /// frame.
  void add(std::span<const double> frames);

  /// After the last frame, once; then strongest() may be asked.
  void finish();

  [[nodiscard]] std::optional<StrongestComponent> strongest(std::size_t channel) const;

  /// Of the powers of all channels together.
  [[nodiscard]] std::optional<StrongestComponent> strongest_of_all() const;

 private:
  using Powers = std::vector<double>;

  void fold(std::span<const double> frames);
  void take(std::span<const double> frames);
  void transform_last(std::size_t frames, double weight);
  void prepare(const double* samples, std::size_t frames, std::size_t part, double& peak);
  void transform_period();
  void split_powers(std::size_t first, double weight);
  void use(std::size_t size);
  [[nodiscard]] std::optional<StrongestComponent> strongest_in(const Powers& powers,
                                                               double peak) const;
  [[nodiscard]] double power_at(const Powers& powers, double bin) const;

  double rate_;
  std::size_t channels_;
  std::size_t period_;
  std::uint64_t frames_ = 0;
  std::vector<double> peaks_;  // greatest |x| of each channel

  std::vector<CompensatedSum> sums_;  // of each frame of the period, interleaved

  std::size_t block_;           // frames
  std::vector<double> held_;    // frames since the start of the last block
  std::size_t due_;             // so many of them make the next block
  std::uint64_t to_skip_ = 0;   // frames before the next block
  std::size_t blocks_ = 0;      // at this distance
  std::uint64_t distance_ = 1;  // of blocks, in halves of a block

  std::unique_ptr<detail::Fourier> fourier_;
  std::vector<double> window_;
  std::vector<std::complex<double>> in_;
  std::vector<std::complex<double>> out_;
  std::vector<Powers> powers_;  // of each channel, times the weights of the blocks
  double weights_ = 0;
};

}  // namespace rectify
