// Checks frame_queue.hpp: frames go out as they came in, however they are cut.
#include "cli/pipeline/frame_queue.hpp"

#include <doctest/doctest.h>

#include <string>

namespace {

using rectify::cli::FrameQueue;
using rectify::io::Frames;

/// Frames n to n + count of two channels: n, -n, with n as its label where these are wanted.
Frames frames_from(std::size_t first, std::size_t count, bool samples, bool labels) {
  Frames frames;
  for (std::size_t n = first; n < first + count; ++n) {
    const auto value = static_cast<double>(n);
    if (samples) frames.samples.insert(frames.samples.end(), {value, -value});
    if (labels) frames.labels.append(std::to_string(n));
  }
  return frames;
}

bool same(const Frames& a, const Frames& b) {
  if (a.samples != b.samples || a.labels.frames() != b.labels.frames()) return false;
  for (std::size_t n = 0; n < a.labels.frames(); ++n) {
    if (a.labels(n, 0) != b.labels(n, 0)) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("frames come out first in, first out, with samples, with labels, or with both") {
  for (const auto& [samples, labels] : {std::pair(true, true), {true, false}, {false, true}}) {
    FrameQueue waiting;
    std::size_t in = 0;
    std::size_t out = 0;
    Frames taken = frames_from(90, 3, true, true);  // is replaced
    for (const auto& [add, take] : {std::pair(5, 5), {0, 0}, {4, 1}, {3, 2}, {7, 11}, {2, 2}}) {
      const auto count = static_cast<std::size_t>(add);
      Frames given = frames_from(in, count, samples, labels);
      waiting.add(given);
      in += count;
      const auto wanted = static_cast<std::size_t>(take);
      waiting.take(wanted, 2, taken);
      CHECK(same(taken, frames_from(out, wanted, samples, labels)));
      out += wanted;
    }
    CHECK(in == out);
  }
}
