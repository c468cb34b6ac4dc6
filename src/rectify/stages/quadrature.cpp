// Computes the taps of the quadrature filter, and convolves them with a signal by overlap-save.
#include "rectify/stages/quadrature.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numbers>
#include <span>

#include "rectify/detail/instruction_sets.hpp"
#include "rectify/detail/kaiser.hpp"
#include "rectify/detail/preconditions.hpp"
#include "rectify/stages/detail/unordered_fourier.hpp"

namespace rectify {
namespace {

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

/// Multiplies complex numbers by others.
RECTIFY_CLONES void multiply(const double* by_re, const double* by_im, std::size_t count,
                             double* re, double* im) {
  RECTIFY_SAMPLE_BY_SAMPLE
  for (std::size_t k = 0; k < count; ++k) {
    const double product = re[k] * by_re[k] - im[k] * by_im[k];
    im[k] = re[k] * by_im[k] + im[k] * by_re[k];
    re[k] = product;
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
      : reach_(quadrature_reach(rate)), transform_(size(reach_)), response_(size(reach_)) {
    const std::vector<double> taps = pair_taps(rate);
    std::ranges::copy(taps, response_.even.begin());
    transform_.forward(response_.even.data(), response_.odd.data());
    const double scale = 1 / static_cast<double>(response_.even.size());
    for (double& value : response_.even) value *= scale;
    for (double& value : response_.odd) value *= scale;
  }

  /// Pairs: 3 to 6 times the taps.
  [[nodiscard]] static std::size_t size(std::size_t reach) {
    return std::bit_ceil(3 * (reach + 1));
  }

  /// Pairs: the even samples are the real parts, the odd ones the imaginary parts. Each call needs
  /// a window to work in.
  struct Pairs {
    explicit Pairs(std::size_t size = 0) : even(size), odd(size) {}
    std::vector<double> even;
    std::vector<double> odd;
  };

  /// Puts H of `count` of the last frames of the window, delayed by M frames, into `shifted`, from
  /// the one at `first` on, an even number, 0 being that after the first 2M. The window holds
  /// `frames` after an even number of frames of silence, and before silence to its end. Several
  /// threads may call it, each with pairs of its own.
  void operator()(std::size_t silence, std::span<const double> frames, Pairs& window,
                  std::size_t first, std::size_t count, std::vector<double>& shifted) const {
    auto& [even, odd] = window;
    fill(silence, frames, window);
    transform_.forward(even.data(), odd.data());
    multiply(response_.even.data(), response_.odd.data(), even.size(), even.data(), odd.data());
    transform_.backward(even.data(), odd.data());
    shifted.resize(count + 1);
    const std::size_t from = reach_ + first / 2;
    for (std::size_t i = 0; i < count; i += 2) {
      shifted[i] = even[from + i / 2];
      shifted[i + 1] = odd[from + i / 2];
    }
  }

 private:
  void fill(std::size_t silence, std::span<const double> frames, Pairs& window) const {
    auto& [even, odd] = window;
    even.assign(response_.even.size(), 0.0);
    odd.assign(response_.even.size(), 0.0);
    const std::size_t whole = frames.size() / 2;
    for (std::size_t k = 0; k < whole; ++k) {
      even[silence / 2 + k] = frames[2 * k];
      odd[silence / 2 + k] = frames[2 * k + 1];
    }
    if (frames.size() % 2 == 1) even[silence / 2 + whole] = frames.back();
  }

  std::size_t reach_;
  detail::UnorderedFourier transform_;
  Pairs response_;  // the spectrum of the taps
};

/// What one thread works in, while it does one channel after the other.
struct AnalyticSignal::Lane {
  Convolution::Pairs window;
};

AnalyticSignal::AnalyticSignal(double rate, std::size_t channels, Direction direction, Team* team)
    : team_(team),
      rate_(rate),
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
    if (size > channel.frames.size()) {  // it grows with the signal, but not beyond a window
      channel.frames.resize(std::min(2 * size, 2 * reach_ + hop_));
    }
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

/// H of a short signal tap by tap, from its first frame on, after one that does not count.
/// The smallest products come first, and a few more bits keep the error of so many below kError.
void AnalyticSignal::add_up(Channel& channel) const {
  const auto x = std::span(channel.frames).first(filled_);
  channel.shifted.resize(x.size() + 1);
  for (std::size_t n = 0; n < x.size(); ++n) {
    long double sum = 0;
    for (std::size_t i = std::min(taps_.size(), x.size() / 2 + 1); i-- > 0;) {
      const std::size_t m = 2 * i + 1;
      if (n >= m) sum += static_cast<long double>(taps_[i]) * x[n - m];
      if (n + m < x.size()) sum -= static_cast<long double>(taps_[i]) * x[n + m];
    }
    channel.shifted[n + 1] = static_cast<double>(sum);  // M, the first, is odd
  }
}

/// Puts channels in and their quadratures next to each other: `count` frames, the first of them
/// `from` frames after `first`, with which `out` begins.
void AnalyticSignal::interleave(std::size_t first, std::size_t from, std::size_t count,
                                std::span<double> out) const {
  const bool forward = direction_ == Direction::forward;
  const std::size_t channels = forward ? channels_.size() : channels_.size() / 2;
  const std::size_t stride = forward ? 2 * channels : channels;
  const std::size_t odd = first % 2;  // `shifted` begins with an even frame
  for (std::size_t c = 0; c < channels; ++c) {
    const double* delayed = channels_[forward ? c : 2 * c].frames.data() + before_ + first - reach_;
    const double* shifted = channels_[forward ? c : 2 * c + 1].shifted.data();
    for (std::size_t n = from; n < from + count; ++n) {
      if (forward) {
        out[n * stride + 2 * c] = delayed[n];
        out[n * stride + 2 * c + 1] = shifted[n + odd];
      } else {
        out[n * stride + c] = delayed[n] - shifted[n + odd];
      }
    }
  }
}

/// Adds the frames up to `end`, counted from M before the block, and begins the next block. Those
/// before the signal are left out.
void AnalyticSignal::emit(Block& block, std::size_t end) {
  const bool forward = direction_ == Direction::forward;
  const std::size_t channels = forward ? channels_.size() : channels_.size() / 2;
  const std::size_t stride = forward ? 2 * channels : channels;
  const auto convolved = [&](std::size_t c) -> Channel& {
    return channels_[forward ? c : 2 * c + 1];
  };
  const std::size_t first = done_ == 0 ? std::min(reach_, end) : 0;
  const std::size_t start = block.size();
  block.resize(start + (end - first) * stride);
  const std::span<double> out = std::span(block).subspan(start);
  if (by_taps_) {
    taps_ = quadrature_taps(rate_);
  } else if (!convolution_) {
    convolution_ = std::make_unique<Convolution>(rate_);
  }
  lanes_.resize(parts_for(team_, channels, 1));
  run_parts(team_, lanes_.size(), [&](std::size_t lane) {
    for (std::size_t c = lane; c < channels; c += lanes_.size()) {
      Channel& channel = convolved(c);
      if (by_taps_) {
        add_up(channel);
      } else {
        const auto frames = std::span(channel.frames).first(before_ + filled_);
        const std::size_t even = first - first % 2;
        const std::size_t count = std::min(end + 1, hop_) - even;
        (*convolution_)(2 * reach_ - before_, frames, lanes_[lane].window, even, count,
                        channel.shifted);
      }
    }
  });
  run_slices(team_, end - first,
             [&](std::size_t from, std::size_t count) { interleave(first, from, count, out); });
  for (std::size_t c = 0; c < channels; ++c) {
    const std::size_t values = forward ? 2 : 1;
    spoil(convolved(c), out.subspan(std::min(values * c, out.size())), first, stride, values);
  }
  done_ += end;
  filled_ = 0;
}

/// Keeps what the next block needs of those before it.
void AnalyticSignal::keep() {
  for (Channel& channel : channels_) {
    const double* const end = channel.frames.data() + before_ + hop_;
    std::copy(end - 2 * reach_, end, channel.frames.data());
  }
  before_ = 2 * reach_;
}

void AnalyticSignal::process(Block& block) {
  detail::require_frames(block.size(), channels_.size());
  std::swap(in_, block);
  block.clear();
  const std::size_t frames = in_.size() / channels_.size();
  for (std::size_t done = 0; done < frames;) {
    const std::size_t count = std::min(hop_ - filled_, frames - done);
    take(in_.data() + done * channels_.size(), count);
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
  for (Channel& channel : channels_) {
    channel.frames.resize(before_ + filled_);
    channel.frames.resize(before_ + hop_);  // with silence
  }
  emit(block, hop_);
  keep();
}

}  // namespace rectify
