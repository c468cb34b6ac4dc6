// The passes of a chain, its latency and its draining.
#include "rectify/stages/stage.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "rectify/detail/preconditions.hpp"

namespace rectify {

void Chain::add(std::unique_ptr<Stage> stage, std::size_t channels_out) {
  detail::require_channels(channels_out);
  stages_.push_back({std::move(stage), channels_out});
  in_pass_ = false;
}

bool Chain::begin_pass() {
  survey_ = nullptr;
  end_ = surveyed_;
  while (end_ < stages_.size() && survey_ == nullptr) {
    survey_ = stages_[end_].stage->survey();
    if (survey_ == nullptr) ++end_;
  }
  surveyed_ = survey_ != nullptr ? end_ + 1 : end_;

  for (std::size_t i = 0; i < end_; ++i) {
    Link& link = stages_[i];
    link.stage->reset();
    link.to_skip = link.stage->latency() * link.channels_out;
  }
  in_pass_ = true;
  draining_ = 0;
  return survey_ != nullptr;
}

void Chain::cut_latency(Link& link, Block& block) {
  if (link.to_skip == 0) return;
  const std::size_t skipped = std::min(link.to_skip, block.size());
  block.erase(block.begin(), block.begin() + static_cast<std::ptrdiff_t>(skipped));
  link.to_skip -= skipped;
}

void Chain::run(std::size_t from, Block& block) {
  for (std::size_t i = from; i < end_ && !block.empty(); ++i) {
    stages_[i].stage->process(block);
    cut_latency(stages_[i], block);
  }
  if (survey_ != nullptr) {
    survey_->observe(block);
    block.clear();
  }
}

void Chain::process(Block& block) {
  if (!in_pass_ && !empty()) throw std::logic_error("rectify: a chain needs begin_pass() first");
  run(0, block);
}

bool Chain::drain(Block& block) {
  while (in_pass_ && draining_ < end_) {
    block.clear();
    stages_[draining_].stage->drain(block);
    if (block.empty()) {
      ++draining_;
      continue;
    }
    cut_latency(stages_[draining_], block);
    run(draining_ + 1, block);
    if (!block.empty()) return true;
  }
  in_pass_ = false;
  if (survey_ != nullptr) std::exchange(survey_, nullptr)->finish();
  return false;
}

}  // namespace rectify
