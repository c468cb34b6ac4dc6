// Windows of every channel, and which thread works on which part of them.
#include "rectify/alias_free/alias_free.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "rectify/alias_free/detail/block_kernel.hpp"
#include "rectify/alias_free/detail/kernels.hpp"
#include "rectify/detail/preconditions.hpp"

namespace rectify {

static_assert(AliasFreeStage::kReach == detail::BlockKernel::kReach);

namespace {

/// Frames in a block: as many as keep all threads busy, but of many channels fewer, so that a block
/// takes 8 MB. No result depends on it.
std::size_t block_for(std::size_t numbers_a_frame, std::size_t threads) {
  constexpr std::size_t kMostNumbers = std::size_t{1} << 20U;
  constexpr std::size_t kLeast = 512;  // frames: the windows' overlap of 308 costs 60 % then
  const std::size_t few =
      std::max(kMostNumbers / std::max<std::size_t>(numbers_a_frame, 1), kLeast);
  return std::min(AliasFreeStage::kBlock * threads, few);
}

}  // namespace

AliasFreeStage::Kernels AliasFreeStage::alone(std::unique_ptr<detail::BlockKernel> kernel) {
  Kernels kernels;
  kernels.push_back(std::move(kernel));
  return kernels;
}

AliasFreeStage::Kernels AliasFreeStage::for_each(std::unique_ptr<detail::ParallelKernel> kernel,
                                                 const Team* team) {
  Kernels kernels;
  for (std::size_t i = 1; team != nullptr && i < team->size(); ++i) {
    kernels.push_back(kernel->clone());
  }
  kernels.push_back(std::move(kernel));
  return kernels;
}

AliasFreeStage::AliasFreeStage(std::unique_ptr<detail::ParallelKernel> kernel, std::size_t channels,
                               Surroundings surroundings, Team* team)
    : AliasFreeStage(for_each(std::move(kernel), team), channels, std::move(surroundings), team) {}

AliasFreeStage::AliasFreeStage(std::unique_ptr<detail::BlockKernel> kernel, std::size_t channels,
                               Surroundings surroundings)
    : AliasFreeStage(alone(std::move(kernel)), channels, std::move(surroundings), nullptr) {}

AliasFreeStage::AliasFreeStage(Kernels kernels, std::size_t channels, Surroundings surroundings,
                               Team* team)
    : inputs_(kernels.front()->inputs()),
      outputs_(kernels.front()->outputs()),
      surroundings_(std::move(surroundings)),
      team_(team),
      kernels_(std::move(kernels)),
      channels_(channels),
      block_(block_for(channels * (inputs_ + outputs_), kernels_.size())),
      window_(block_ + 2 * kReach) {
  detail::require_channels(channels);
  for (Channel& channel : channels_) {
    channel.inputs.assign(inputs_, std::vector<double>(window_));
    channel.outputs.assign(outputs_, std::vector<double>(block_));
  }
  AliasFreeStage::reset();
}

AliasFreeStage::~AliasFreeStage() = default;

void AliasFreeStage::reset() {
  for (Channel& channel : channels_) channel.spoilt.clear();
  filled_ = 0;
  taken_ = -static_cast<std::int64_t>(kReach);
  end_ = -1;
  first_spoilt_.reset();
  take_surroundings(kReach);
}

void AliasFreeStage::take(std::span<const double> frames) {
  const std::size_t stride = channels_.size() * inputs_;
  const std::size_t count = frames.size() / stride;
  if (count == 0) return;  // perhaps of no address, which could not be counted on from
  const double* from = frames.data();
  for (Channel& channel : channels_) {
    for (std::vector<double>& window : channel.inputs) {
      double* to = window.data() + filled_;
      for (std::size_t n = 0; n < count; ++n) {
        const double x = from[n * stride];
        const bool usable = std::fabs(x) <= kLargest;
        to[n] = usable ? x : 0.0;
        if (!usable) mark_spoilt(channel, n);
      }
      ++from;
    }
  }
  filled_ += count;
  taken_ += static_cast<std::int64_t>(count);
}

void AliasFreeStage::mark_spoilt(Channel& channel, std::size_t n) {
  channel.spoilt.push_back(filled_ + n);
  const std::int64_t frame = taken_ + static_cast<std::int64_t>(n);
  if (frame < 0 || end_ >= 0) return;  // of the surroundings
  const auto number = static_cast<std::uint64_t>(frame);
  first_spoilt_ = std::min(first_spoilt_.value_or(number), number);
}

void AliasFreeStage::take_surroundings(std::size_t count) {
  std::vector<double> frames(count * channels_.size() * inputs_);
  if (surroundings_) surroundings_(taken_, frames);
  take(frames);
}

/// Makes NaN what frames without a usable number reach of the first `frames` results: place p of
/// the window is frame p - kReach of these, and reaches from p - 2·kReach to p.
void AliasFreeStage::spoil(Channel& channel, std::size_t frames) {
  std::sort(channel.spoilt.begin(), channel.spoilt.end());  // those of several inputs are mixed
  std::size_t done = 0;
  for (const std::size_t place : channel.spoilt) {
    const std::size_t from = std::max(done, place - std::min(place, 2 * kReach));
    done = std::min(place + 1, frames);
    if (from >= done) continue;
    for (std::vector<double>& output : channel.outputs) {
      std::fill(output.begin() + static_cast<std::ptrdiff_t>(from),
                output.begin() + static_cast<std::ptrdiff_t>(done),
                std::numeric_limits<double>::quiet_NaN());
    }
  }
  std::erase_if(channel.spoilt, [&](std::size_t place) { return place < frames; });
  for (std::size_t& place : channel.spoilt) place -= frames;
}

/// Every count-th of the jobs, each of which is up to kBlock frames of one channel.
void AliasFreeStage::work(std::size_t thread, std::size_t frames) {
  std::vector<std::span<const double>> in(inputs_);
  std::vector<std::span<double>> out(outputs_);
  const std::size_t parts = (frames + kBlock - 1) / kBlock;
  for (std::size_t job = thread; job < parts * channels_.size(); job += kernels_.size()) {
    Channel& channel = channels_[job / parts];
    const std::size_t start = job % parts * kBlock;
    const std::size_t count = std::min(kBlock, frames - start);
    for (std::size_t k = 0; k < inputs_; ++k) {
      in[k] = std::span(channel.inputs[k]).subspan(start, count + 2 * kReach);
    }
    for (std::size_t k = 0; k < outputs_; ++k) {
      out[k] = std::span(channel.outputs[k]).subspan(start, count);
    }
    kernels_[thread]->run(in, out);
  }
}

void AliasFreeStage::emit(Block& block, std::size_t frames) {
  run_parts(team_, kernels_.size(), [&](std::size_t thread) { work(thread, frames); });
  const std::size_t begin = block.size();
  const std::size_t stride = channels_.size() * outputs_;
  block.resize(begin + frames * stride);
  double* to = block.data() + begin;
  for (Channel& channel : channels_) {
    spoil(channel, frames);
    for (const std::vector<double>& output : channel.outputs) {
      for (std::size_t n = 0; n < frames; ++n) to[n * stride] = output[n];
      ++to;
    }
    for (std::vector<double>& window : channel.inputs) {
      std::copy(window.begin() + static_cast<std::ptrdiff_t>(frames),
                window.begin() + static_cast<std::ptrdiff_t>(filled_), window.begin());
    }
  }
  filled_ -= frames;
}

void AliasFreeStage::process(Block& block) {
  Block in;
  std::swap(in, block);
  const std::size_t stride = channels_.size() * inputs_;
  detail::require_frames(in.size(), stride);
  for (std::span<const double> left = in; !left.empty();) {
    const std::size_t some = std::min(left.size(), (window_ - filled_) * stride);
    take(left.first(some));
    left = left.subspan(some);
    if (filled_ == window_) emit(block, block_);
  }
}

void AliasFreeStage::drain(Block& block) {
  if (end_ < 0) end_ = taken_;
  const auto missing = static_cast<std::size_t>(end_ - taken_) + kReach;
  take_surroundings(std::min(window_ - filled_, missing));
  if (filled_ > 2 * kReach) emit(block, filled_ - 2 * kReach);
}

Surroundings with_zero_upstream(Surroundings of_argument, std::size_t parts) {
  return [of_argument = std::move(of_argument), parts](std::int64_t first, std::span<double> rows) {
    const std::size_t samples = rows.size() / (parts + 1);
    std::vector<double> argument(samples * parts);
    if (of_argument) of_argument(first, argument);
    for (std::size_t i = 0; i < samples; ++i) {
      std::copy_n(argument.data() + i * parts, parts, rows.data() + i * (parts + 1));
      rows[i * (parts + 1) + parts] = 0;
    }
  };
}

std::unique_ptr<AliasFreeStage> alias_free(const PiecewiseLinear& f, std::size_t channels,
                                           Surroundings surroundings, Team* team) {
  return std::make_unique<AliasFreeStage>(detail::rectifier_of(f), channels,
                                          std::move(surroundings), team);
}

std::unique_ptr<AliasFreeStage> alias_free_gradient(const PiecewiseLinear& f, std::size_t channels,
                                                    Surroundings surroundings, Team* team) {
  return std::make_unique<AliasFreeStage>(detail::gradient_of(f), channels,
                                          with_zero_upstream(std::move(surroundings), 1), team);
}

std::unique_ptr<AliasFreeStage> alias_free_phase_sum(const Phases& phases, double drop,
                                                     double scale, std::size_t channels,
                                                     Surroundings surroundings, Team* team) {
  return std::make_unique<AliasFreeStage>(detail::rectifier_of(phases, drop, scale), channels,
                                          std::move(surroundings), team);
}

std::unique_ptr<AliasFreeStage> alias_free_phase_sum_gradient(const Phases& phases, double drop,
                                                              double scale, std::size_t channels,
                                                              Surroundings surroundings,
                                                              Team* team) {
  return std::make_unique<AliasFreeStage>(detail::gradient_of(phases, drop, scale), channels,
                                          with_zero_upstream(std::move(surroundings), 2), team);
}

}  // namespace rectify
