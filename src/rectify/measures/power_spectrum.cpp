// Cuts the signal into blocks, transforms two channels at once, and finds the highest bin.
#include "rectify/measures/power_spectrum.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <numbers>

#include "rectify/detail/kaiser.hpp"
#include "rectify/detail/preconditions.hpp"
#include "rectify/measures/detail/fourier.hpp"

namespace rectify {
namespace {

using detail::Complex;

constexpr double kRounding = 1e-13;  // of the peak: no component is looked for below
constexpr std::size_t kReach = 2;    // bins beside the highest that a Hann window spreads over
constexpr std::size_t kFewestPeriods = 2 * kReach + 1;

/// The transform of a Hann window, `bins` beside its middle, which is 1.
double hann_response(double bins) {
  const double away = std::fabs(std::fabs(bins) - 1);
  if (away < 1e-6) return 0.5 + 0.75 * (std::fabs(bins) < 1 ? away : -away);
  return detail::sinc(bins) / (1 - bins * bins);
}

/// Complex numbers as pairs, which the standard says they are ([complex.numbers]).
double* real_parts(std::vector<Complex>& values) {
  return reinterpret_cast<double*>(values.data());
}

}  // namespace

std::size_t PowerSpectrum::block_of(std::size_t channels) {
  constexpr std::size_t kSamples = std::size_t{1} << 20U;
  constexpr std::size_t kShortest = 256;
  detail::require_channels(channels);
  return std::clamp(std::bit_floor(kSamples / channels), kShortest, kLongestBlock);
}

PowerSpectrum::PowerSpectrum(double rate, std::size_t channels, std::size_t period)
    : rate_(rate),
      channels_(channels),
      period_(period),
      peaks_(channels),
      block_(block_of(channels)),
      due_(block_),
      powers_(channels) {
  detail::require(rate > 0 && std::isfinite(rate), "a spectrum needs a rate above zero");
  detail::require(period <= block_, "the period of a spectrum is too long");
  sums_.resize(period * channels);
}

PowerSpectrum::~PowerSpectrum() = default;

void PowerSpectrum::add(std::span<const double> frames) {
  detail::require_frames(frames.size(), channels_);
  period_ != 0 ? fold(frames) : take(frames);
}

void PowerSpectrum::fold(std::span<const double> frames) {
  std::size_t at = frames_ % period_ * channels_;
  for (std::size_t i = 0; i < frames.size(); ++i) {
    const double x = std::isfinite(frames[i]) ? frames[i] : 0;
    sums_[at].add(x);
    double& peak = peaks_[i % channels_];
    peak = std::max(peak, std::fabs(x));
    if (++at == sums_.size()) at = 0;
  }
  frames_ += frames.size() / channels_;
}

void PowerSpectrum::take(std::span<const double> frames) {
  while (!frames.empty()) {
    const std::size_t count = frames.size() / channels_;
    const auto skipped = std::min<std::uint64_t>(count, to_skip_);
    to_skip_ -= skipped;
    frames = frames.subspan(skipped * channels_);
    const std::size_t held = held_.size() / channels_;
    const std::size_t taken = std::min(frames.size() / channels_, due_ - held);
    const auto part = frames.first(taken * channels_);
    held_.insert(held_.end(), part.begin(), part.end());
    frames = frames.subspan(part.size());
    frames_ += skipped + taken;
    if (held + taken < due_) continue;

    transform_last(block_, static_cast<double>(distance_));
    if (++blocks_ == kDense) {
      blocks_ = kDense / 2;
      distance_ *= 2;
    }
    if (distance_ == 1) {  // the second half of this block begins the next
      if (due_ != block_)
        held_.erase(held_.begin(),
                    held_.begin() + static_cast<std::ptrdiff_t>(block_ / 2 * channels_));
      due_ = block_ + block_ / 2;
    } else {
      held_.clear();
      due_ = block_;
      to_skip_ = (distance_ - 2) * (block_ / 2);
    }
  }
}

/// Makes ready for blocks of that size, the only one of a signal.
void PowerSpectrum::use(std::size_t size) {
  if (fourier_) return;
  fourier_ = std::make_unique<detail::Fourier>(size);
  in_.resize(size);
  out_.resize(size);
  for (Powers& powers : powers_) powers.assign(size / 2 + 1, 0.0);
  window_.resize(size);
  for (std::size_t n = 0; n < size; ++n) {
    const double turns = static_cast<double>(n) / static_cast<double>(size);
    window_[n] = 0.5 - 0.5 * std::cos(2 * std::numbers::pi * turns);
  }
}

/// Puts the samples of a channel, less their mean and under the window, into one part of the
/// numbers to transform.
void PowerSpectrum::prepare(const double* samples, std::size_t frames, std::size_t part,
                            double& peak) {
  double* const in = real_parts(in_) + part;
  // From the first sample on, so that the mean of a constant is that constant.
  const double origin = std::isfinite(samples[0]) ? samples[0] : 0;
  double last = origin;
  std::array<double, 2> sums{};
  for (std::size_t n = 0; n < frames; ++n) {
    const double x = samples[n * channels_];
    last = std::fabs(x) <= std::numeric_limits<double>::max() ? x : last;
    in[2 * n] = last;
    sums[n % 2] += last - origin;
    peak = std::max(peak, std::fabs(last));
  }
  const double mean = origin + (sums[0] + sums[1]) / static_cast<double>(frames);
  for (std::size_t n = 0; n < frames; ++n) in[2 * n] = (in[2 * n] - mean) * window_[n];
}

/// Adds the powers of the last so many frames held.
void PowerSpectrum::transform_last(std::size_t frames, double weight) {
  use(frames);
  weights_ += weight;
  const double* const block = held_.data() + held_.size() - frames * channels_;
  for (std::size_t c = 0; c < channels_; c += 2) {
    prepare(block + c, frames, 0, peaks_[c]);
    if (c + 1 == channels_) {
      for (Complex& value : in_) value.imag(0);
    } else {
      prepare(block + c + 1, frames, 1, peaks_[c + 1]);
    }
    fourier_->transform(in_.data(), out_.data());
    split_powers(c, weight);
  }
}

/// Adds the powers of two real channels from Z, the transform of one plus j times the other: these
/// are |Z[k] + conj Z[-k]|²/4 and |Z[k] - conj Z[-k]|²/4.
void PowerSpectrum::split_powers(std::size_t first, double weight) {
  const std::size_t size = fourier_->size();
  const double* const z = real_parts(out_);
  const double quarter = weight / 4;
  double* const even = powers_[first].data();
  double* const odd = first + 1 < channels_ ? powers_[first + 1].data() : nullptr;
  for (std::size_t k = 0; k <= size / 2; ++k) {
    const std::size_t back = k == 0 ? 0 : size - k;
    const double re = z[2 * k];
    const double im = z[2 * k + 1];
    const double re_back = z[2 * back];
    const double im_back = z[2 * back + 1];
    even[k] += quarter * ((re + re_back) * (re + re_back) + (im - im_back) * (im - im_back));
    if (odd == nullptr) continue;
    odd[k] += quarter * ((re - re_back) * (re - re_back) + (im + im_back) * (im + im_back));
  }
}

void PowerSpectrum::finish() {
  if (period_ != 0) return transform_period();
  const std::size_t held = held_.size() / channels_;
  if (!fourier_ && held >= 2) transform_last(held, 1);
  if (due_ > block_ && held > block_) transform_last(block_, 1);  // the rest of a short signal
  held_ = {};
}

/// A period is not windowed: its bins are the signal's components.
void PowerSpectrum::transform_period() {
  use(period_);
  weights_ = 1;
  std::vector<double> period;
  for (const CompensatedSum& sum : sums_) period.push_back(sum.value());
  const double periods = static_cast<double>(frames_) / static_cast<double>(period_);
  for (std::size_t first = 0; first < channels_; first += 2) {
    const bool alone = first + 1 == channels_;
    for (std::size_t n = 0; n < period_; ++n) {
      const double* const frame = period.data() + n * channels_ + first;
      in_[n] = Complex(frame[0], alone ? 0 : frame[1]) / periods;
    }
    fourier_->transform(in_.data(), out_.data());
    split_powers(first, 1);
  }
}

/// The power of a component at that place between the bins.
double PowerSpectrum::power_at(const Powers& powers, double bin) const {
  const auto nearest = static_cast<std::size_t>(std::lround(bin));
  if (period_ != 0) return powers[nearest];
  double power = 0;
  double response = 0;
  for (std::size_t k = nearest - kReach; k <= nearest + kReach; ++k) {
    if (k >= powers.size()) break;
    const double share = hann_response(static_cast<double>(k) - bin);
    power += powers[k];
    response += share * share;
  }
  return power / response;
}

std::optional<StrongestComponent> PowerSpectrum::strongest_in(const Powers& powers,
                                                              double peak) const {
  if (powers.size() < 2) return std::nullopt;
  const auto highest = std::max_element(powers.begin() + 1, powers.end());
  const auto k = static_cast<std::size_t>(highest - powers.begin());
  // A sine of amplitude a has the power (a·Σw/2)² in its bin.
  const auto size = static_cast<double>(fourier_->size());
  const double amplitude = std::sqrt(*highest / weights_) / size;
  if (!(amplitude > kRounding * peak)) return std::nullopt;
  if (period_ == 0 && k < kReach) return std::nullopt;

  auto bin = static_cast<double>(k);
  if (period_ == 0) {
    const double middle = std::sqrt(powers[k]);
    const double before = std::sqrt(powers[k - 1]);
    const double after = k + 1 < powers.size() ? std::sqrt(powers[k + 1]) : before;
    bin += std::clamp(2 * (after - before) / (before + 2 * middle + after), -0.5, 0.5);
  }
  StrongestComponent found{};
  found.frequency = static_cast<double>(static_cast<long double>(bin) * rate_ / size);
  if (period_ == 0 && bin < kFewestPeriods - 0.5) return found;
  const double power = power_at(powers, bin);
  CompensatedSum harmonics;
  for (double j = 2; j * bin < size / 2; ++j) harmonics.add(power_at(powers, j * bin));
  found.distortion = std::sqrt(harmonics.value() / power);
  return found;
}

std::optional<StrongestComponent> PowerSpectrum::strongest(std::size_t channel) const {
  return strongest_in(powers_[channel], peaks_[channel]);
}

std::optional<StrongestComponent> PowerSpectrum::strongest_of_all() const {
  Powers all(powers_[0].size());
  for (const Powers& powers : powers_) {
    for (std::size_t k = 0; k < all.size(); ++k) all[k] += powers[k];
  }
  return strongest_in(all, *std::max_element(peaks_.begin(), peaks_.end()));
}

}  // namespace rectify
