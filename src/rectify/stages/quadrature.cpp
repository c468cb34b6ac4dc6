// Computes the taps of the quadrature filter, and convolves them with a signal by overlap-save.
#include "rectify/stages/quadrature.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <complex>
#include <kissfft/kissfft.hh>
#include <limits>
#include <numbers>
#include <span>

#include "rectify/detail/instruction_sets.hpp"
#include "rectify/detail/kaiser.hpp"
#include "rectify/detail/preconditions.hpp"

namespace rectify {
namespace {

using Complex = std::complex<double>;

/// The rate for which the taps are computed.
double design_rate(double rate) {
  detail::require(rate > 0 && std::isfinite(rate), "a quadrature filter needs a rate above zero");
  return std::clamp(rate, 400.0, 384e3);
}

/// Since every second tap is zero, even samples reach only odd outputs, and odd samples even ones.
/// So pairs u[k] = x[2k] + j·x[2k+1] can go through the M+1 other taps at once: with c[i] = h[2i -
/// M], i = 0 … M,
///
///     v[k] = Σ c[i]·u[k - i] = (Hx)[2k - M] + j·(Hx)[2k + 1 - M].
std::vector<double> pair_taps(double rate) {
  const std::vector<double> taps = quadrature_taps(rate);
  std::vector<double> c(taps.rbegin(), taps.rend());
  for (double& tap : c) tap = -tap;
  c.insert(c.end(), taps.begin(), taps.end());
  return c;
}

/// Multiplies complex numbers, and swaps the real and imaginary parts of the products.
RECTIFY_CLONES void multiply_swapped(const double* response, std::size_t count, double* spectrum) {
  for (std::size_t i = 0; i < 2 * count; i += 2) {
    const double re = spectrum[i];
    const double im = spectrum[i + 1];
    spectrum[i] = re * response[i + 1] + im * response[i];
    spectrum[i + 1] = re * response[i] - im * response[i + 1];
  }
}

}  // namespace

double quadrature_edge_hz(double rate) { return 10 * rate / design_rate(rate); }

std::size_t quadrature_reach(double rate) {
  return static_cast<std::size_t>(std::ceil(0.1712 * design_rate(rate))) | 1U;
}

std::vector<double> quadrature_taps(double rate) {
  constexpr double kBeta = 10.747;
  const std::size_t reach = quadrature_reach(rate);
  std::vector<double> taps;
  for (std::size_t m = 1; m <= reach; m += 2) {
    const double place = static_cast<double>(m) / static_cast<double>(reach + 1);
    taps.push_back(2 / (std::numbers::pi * static_cast<double>(m)) *
                   detail::kaiser_window(place, kBeta));
  }
  return taps;
}

/// Overlap-save: the circular convolution of a window of `size` pairs, of which the first M are
/// those that the window before ended with.
class AnalyticSignal::Convolution {
 public:
  explicit Convolution(double rate)
      : reach_(quadrature_reach(rate)),
        size_(size(reach_)),
        transform_(size_, false),
        response_(size_),
        pairs_(size_),
        spectrum_(size_) {
    const std::vector<double> taps = pair_taps(rate);
    std::copy(taps.begin(), taps.end(), pairs_.begin());
    transform_.transform(pairs_.data(), response_.data());
    for (Complex& value : response_) value /= static_cast<double>(size_);
  }

  /// Pairs: 4 to 8 times the taps.
  [[nodiscard]] static std::size_t size(std::size_t reach) {
    return std::bit_ceil(4 * (reach + 1));
  }

  /// H of the last frames of the window, all but the first 2M, delayed by M frames; of each two
  /// frames the second comes first. The window holds `frames` after so many frames of silence, and
  /// before silence to its end. Valid until the next call.
  [[nodiscard]] Shifted operator()(std::size_t silence, const std::vector<double>& frames) {
    double* const window = real_parts(pairs_);
    std::fill_n(window, silence, 0.0);
    std::copy(frames.begin(), frames.end(), window + silence);
    std::fill(window + silence + frames.size(), window + 2 * size_, 0.0);
    transform_.transform(pairs_.data(), spectrum_.data());
    // Swapping real and imaginary parts before and after makes it the inverse transform.
    multiply_swapped(real_parts(response_), size_, real_parts(spectrum_));
    transform_.transform(spectrum_.data(), pairs_.data());
    return {window + 2 * reach_, 2 * (size_ - reach_)};
  }

 private:
  /// Complex numbers as pairs, which the standard says they are ([complex.numbers]).
  static double* real_parts(std::vector<Complex>& values) {
    return reinterpret_cast<double*>(values.data());
  }

  std::size_t reach_;
  std::size_t size_;
  kissfft<double> transform_;
  std::vector<Complex> response_;  // the spectrum of the taps, over size_
  std::vector<Complex> pairs_;
  std::vector<Complex> spectrum_;
};

AnalyticSignal::AnalyticSignal(double rate, std::size_t channels, Direction direction)
    : rate_(rate),
      reach_(quadrature_reach(rate)),
      direction_(direction),
      hop_(2 * (Convolution::size(reach_) - reach_)),
      channels_(direction == Direction::forward ? channels : 2 * channels) {
  detail::require_channels(channels);
}

AnalyticSignal::~AnalyticSignal() = default;

void AnalyticSignal::reset() {
  for (Channel& channel : channels_) channel = {};
  before_ = 0;
  filled_ = 0;
  taken_ = 0;
  done_ = 0;
  by_taps_ = false;
  first_spoilt_.reset();
}

void AnalyticSignal::take(const double* frames, std::size_t count) {
  const std::size_t size = before_ + filled_ + count;
  for (std::size_t c = 0; c < channels_.size(); ++c) {
    Channel& channel = channels_[c];
    const bool convolved = direction_ == Direction::forward || c % 2 == 1;
    if (size > channel.frames.capacity()) {  // it grows with the signal, but not beyond a window
      channel.frames.reserve(std::min(2 * size, 2 * reach_ + hop_));
    }
    channel.frames.resize(size);
    double* const to = channel.frames.data() + before_ + filled_;
    for (std::size_t n = 0; n < count; ++n) {
      const double x = frames[n * channels_.size() + c];
      const bool usable = !convolved || std::fabs(x) <= kLargest;
      to[n] = usable ? x : 0.0;
      if (usable) continue;
      channel.spoilt.push_back(filled_ + n);
      first_spoilt_ = std::min(first_spoilt_.value_or(taken_ + n), taken_ + n);
    }
  }
  filled_ += count;
  taken_ += count;
}

/// Sample n of the signal reaches the frames n - M … n + M, which are n … n + 2M counted from M
/// before the block, where `out` has those from `first` on. Makes the first `values` of each
/// `stride` numbers in `out` NaN there.
void AnalyticSignal::spoil(Channel& channel, std::span<double> out, std::size_t first,
                           std::size_t stride, std::size_t values) const {
  std::size_t done = 0;
  const auto fill = [&](std::size_t from, std::size_t to) {
    for (std::size_t n = std::max({from, done, first}); n < to; ++n) {
      const std::size_t place = (n - first) * stride;
      if (place >= out.size()) break;
      std::fill_n(out.begin() + static_cast<std::ptrdiff_t>(place), values,
                  std::numeric_limits<double>::quiet_NaN());
    }
    done = to;
  };
  fill(0, channel.still_spoilt);
  for (const std::size_t at : channel.spoilt) fill(at, at + 2 * reach_ + 1);
  channel.still_spoilt = done > hop_ ? done - hop_ : 0;
  channel.spoilt.clear();
}

/// Of a short signal tap by tap: the smallest come first, and a few more bits keep the error of so
/// many below kError.
AnalyticSignal::Shifted AnalyticSignal::shifted(const Channel& channel) {
  if (!by_taps_) {
    if (!convolution_) convolution_ = std::make_unique<Convolution>(rate_);
    return (*convolution_)(2 * reach_ - before_, channel.frames);
  }
  const std::vector<double>& x = channel.frames;
  if (sums_.empty()) sums_ = quadrature_taps(rate_);
  const std::size_t taps = (reach_ + 1) / 2;
  sums_.resize(taps);  // they stand before the sums
  sums_.resize(taps + reach_ + x.size() + 2);
  double* const to = sums_.data() + taps;
  for (std::size_t n = 0; n < x.size(); ++n) {
    long double sum = 0;
    for (std::size_t i = std::min(taps, x.size() / 2 + 1); i-- > 0;) {
      const std::size_t m = 2 * i + 1;
      if (n >= m) sum += static_cast<long double>(sums_[i]) * x[n - m];
      if (n + m < x.size()) sum -= static_cast<long double>(sums_[i]) * x[n + m];
    }
    to[(n + reach_) ^ 1U] = static_cast<double>(sum);
  }
  return {to, reach_ + x.size() + 2};
}

/// Adds the frames up to `end`, counted from M before the block, and begins the next block. Those
/// before the signal are left out.
void AnalyticSignal::emit(Block& block, std::size_t end) {
  const bool forward = direction_ == Direction::forward;
  const std::size_t first = done_ == 0 ? std::min(reach_, end) : 0;
  const std::size_t start = block.size();
  const std::size_t stride = forward ? 2 * channels_.size() : channels_.size() / 2;
  block.resize(start + (end - first) * stride);
  const std::span<double> out = std::span(block).subspan(start);
  for (std::size_t c = 0; c < (first == end ? 0 : forward ? channels_.size() : stride); ++c) {
    const std::size_t place = forward ? 2 * c : c;
    Channel& convolved = channels_[forward ? c : 2 * c + 1];
    const Channel& plain = channels_[forward ? c : 2 * c];
    const Shifted values = shifted(convolved);
    for (std::size_t n = first; n < end; ++n) {
      const double x = plain.frames[n + before_ - reach_];
      double* const to = out.data() + (n - first) * stride + place;
      if (forward) {
        to[0] = x;
        to[1] = values[n ^ 1U];
      } else {
        to[0] = x - values[n ^ 1U];
      }
    }
    spoil(convolved, out.subspan(place), first, stride, forward ? 2 : 1);
  }
  done_ += end;
  filled_ = 0;
}

/// Keeps what the next block needs of those before it.
void AnalyticSignal::keep() {
  for (Channel& channel : channels_) {
    channel.frames.erase(channel.frames.begin(),
                         channel.frames.end() - static_cast<std::ptrdiff_t>(2 * reach_));
  }
  before_ = 2 * reach_;
}

void AnalyticSignal::process(Block& block) {
  detail::require_frames(block.size(), channels_.size());
  Block in;
  std::swap(in, block);
  const std::size_t frames = in.size() / channels_.size();
  for (std::size_t done = 0; done < frames;) {
    const std::size_t count = std::min(hop_ - filled_, frames - done);
    take(in.data() + done * channels_.size(), count);
    done += count;
    if (filled_ < hop_) continue;
    emit(block, hop_);
    keep();
  }
}

void AnalyticSignal::drain(Block& block) {
  const std::uint64_t left = taken_ + reach_ - done_;
  if (left == 0 || taken_ == 0) return;
  by_taps_ = done_ == 0 && left <= hop_ && taken_ <= kShort;
  if (left <= hop_) return emit(block, left);
  for (Channel& channel : channels_) channel.frames.resize(before_ + hop_);
  emit(block, hop_);
  keep();
}

}  // namespace rectify
