// Windows of every channel, and who works on which part of them.
#include "rectify/alias_free/alias_free.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

#include "rectify/alias_free/detail/block_kernel.hpp"
#include "rectify/alias_free/detail/piecewise_rectifier.hpp"

namespace rectify {

AliasFreeStage::AliasFreeStage(std::unique_ptr<detail::BlockKernel> kernel, std::size_t channels,
                               Surroundings surroundings, Workers workers)
    : inputs_(kernel->inputs()),
      reach_(kernel->reach()),
      surroundings_(std::move(surroundings)),
      workers_(std::move(workers)),
      channels_(channels),
      results_(channels),
      block_(kBlock * workers_.count),
      window_(block_ + 2 * reach_) {
  if (channels == 0) throw std::invalid_argument("rectify: a signal has at least one channel");
  if (workers_.count == 0) throw std::invalid_argument("rectify: no workers to do the work");
  if (!workers_.run) {
    workers_.run = [count = workers_.count](const std::function<void(std::size_t)>& work) {
      for (std::size_t i = 0; i < count; ++i) work(i);
    };
  }
  for (std::size_t i = 1; i < workers_.count; ++i) kernels_.push_back(kernel->clone());
  kernels_.push_back(std::move(kernel));
  for (Channel& channel : channels_) {
    channel.inputs.assign(inputs_, std::vector<double>(window_));
  }
  for (std::vector<double>& result : results_) result.resize(block_);
  AliasFreeStage::reset();
}

AliasFreeStage::~AliasFreeStage() = default;

void AliasFreeStage::reset() {
  for (Channel& channel : channels_) channel.spoilt.clear();
  filled_ = 0;
  taken_ = -static_cast<std::int64_t>(reach_);
  end_ = -1;
  first_spoilt_.reset();
  take_surroundings(reach_);
}

void AliasFreeStage::take(std::span<const double> frames) {
  const std::size_t stride = channels_.size() * inputs_;
  const std::size_t count = frames.size() / stride;
  for (std::size_t c = 0; c < channels_.size(); ++c) {
    for (std::size_t k = 0; k < inputs_; ++k) {
      const double* from = frames.data() + c * inputs_ + k;
      double* to = channels_[c].inputs[k].data() + filled_;
      for (std::size_t n = 0; n < count; ++n) {
        const double x = from[n * stride];
        const bool usable = std::fabs(x) <= kLargest;
        to[n] = usable ? x : 0.0;
        if (!usable) mark_spoilt(channels_[c], n);
      }
    }
  }
  filled_ += count;
  taken_ += static_cast<std::int64_t>(count);
}

void AliasFreeStage::mark_spoilt(Channel& channel, std::size_t n) {
  channel.spoilt.push_back(filled_ + n);
  const std::int64_t frame = taken_ + static_cast<std::int64_t>(n);
  if (frame < 0 || (end_ >= 0 && frame >= end_)) return;
  const auto number = static_cast<std::uint64_t>(frame);
  first_spoilt_ = std::min(first_spoilt_.value_or(number), number);
}

void AliasFreeStage::take_surroundings(std::size_t count) {
  std::vector<double> frames(count * channels_.size() * inputs_);
  if (surroundings_) surroundings_(taken_, frames);
  take(frames);
}

/// A sample at place p of the window belongs to frame p - reach_ of the result and spoils those
/// from p - 2·reach_ to p.
void AliasFreeStage::spoil(Channel& channel, std::span<double> r) const {
  std::sort(channel.spoilt.begin(), channel.spoilt.end());  // those of several inputs are mixed
  std::size_t done = 0;
  for (const std::size_t place : channel.spoilt) {
    const std::size_t from = std::max(done, place - std::min(place, 2 * reach_));
    done = std::min(place + 1, r.size());
    for (std::size_t n = from; n < done; ++n) r[n] = std::numeric_limits<double>::quiet_NaN();
  }
  std::erase_if(channel.spoilt, [&](std::size_t place) { return place < r.size(); });
  for (std::size_t& place : channel.spoilt) place -= r.size();
}

void AliasFreeStage::emit(Block& block, std::size_t frames) {
  // A job is up to kBlock frames of one channel.
  const std::size_t parts = (frames + kBlock - 1) / kBlock;
  workers_.run([&](std::size_t worker) {
    std::vector<std::span<const double>> in(inputs_);
    for (std::size_t job = worker; job < parts * channels_.size(); job += workers_.count) {
      const std::size_t start = job % parts * kBlock;
      const std::size_t count = std::min(kBlock, frames - start);
      const Channel& channel = channels_[job / parts];
      for (std::size_t k = 0; k < inputs_; ++k) {
        in[k] = std::span(channel.inputs[k]).subspan(start, count + 2 * reach_);
      }
      kernels_[worker]->run(in, std::span(results_[job / parts]).subspan(start, count));
    }
  });
  const std::size_t begin = block.size();
  block.resize(begin + frames * channels_.size());
  for (std::size_t c = 0; c < channels_.size(); ++c) {
    spoil(channels_[c], std::span(results_[c]).first(frames));
    for (std::size_t n = 0; n < frames; ++n) {
      block[begin + n * channels_.size() + c] = results_[c][n];
    }
    for (std::vector<double>& window : channels_[c].inputs) {
      std::copy_n(window.begin() + static_cast<std::ptrdiff_t>(frames), filled_ - frames,
                  window.begin());
    }
  }
  filled_ -= frames;
}

void AliasFreeStage::process(Block& block) {
  Block in;
  std::swap(in, block);
  const std::size_t stride = channels_.size() * inputs_;
  for (std::span<const double> left = in; !left.empty();) {
    const std::size_t room = (window_ - filled_) * stride;
    take(left.first(std::min(room, left.size())));
    left = left.subspan(std::min(room, left.size()));
    if (filled_ == window_) emit(block, block_);
  }
}

void AliasFreeStage::drain(Block& block) {
  if (end_ < 0) end_ = taken_;
  const auto missing = static_cast<std::size_t>(end_ - taken_) + reach_;
  take_surroundings(std::min(window_ - filled_, missing));
  if (filled_ > 2 * reach_) emit(block, filled_ - 2 * reach_);
}

std::unique_ptr<AliasFreeStage> alias_free(const PiecewiseLinear& f, std::size_t channels,
                                           Surroundings surroundings, Workers workers) {
  return std::make_unique<AliasFreeStage>(std::make_unique<detail::PiecewiseRectifier>(f), channels,
                                          std::move(surroundings), std::move(workers));
}

}  // namespace rectify
