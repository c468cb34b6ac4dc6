// Blocks of frames are joined and cut.
#include "cli/pipeline/frame_queue.hpp"

#include <algorithm>
#include <utility>

namespace rectify::cli {

void FrameQueue::add(io::Frames& frames) {
  if (frames_.samples.empty() && frames_.labels.texts() == 0) return std::swap(frames_, frames);
  frames_.samples.insert(frames_.samples.end(), frames.samples.begin(), frames.samples.end());
  frames_.labels.append(frames.labels, frames.labels.frames());
}

void FrameQueue::take(std::size_t frames, std::size_t channels, io::Frames& to) {
  to.samples.clear();
  to.labels.reset(frames_.labels.columns());
  if (frames_.samples.size() <= frames * channels && frames_.labels.frames() <= frames) {
    return std::swap(to, frames_);
  }
  const std::size_t samples = std::min(frames * channels, frames_.samples.size());
  const auto end = frames_.samples.begin() + static_cast<std::ptrdiff_t>(samples);
  to.samples.assign(frames_.samples.begin(), end);
  frames_.samples.erase(frames_.samples.begin(), end);
  const std::size_t labels = std::min(frames, frames_.labels.frames());
  to.labels.append(frames_.labels, labels);
  frames_.labels.drop(labels);
}

}  // namespace rectify::cli
