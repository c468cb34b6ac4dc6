// A queue of frames that wait until a delayed stage has given what belongs to them.
#pragma once

#include <cstddef>

#include "io/frames.hpp"

namespace rectify::cli {

/// First in, first out. Frames may come without labels, or without samples. A block that comes
/// whole and goes whole, as it does where nothing is delayed, is never copied.
class FrameQueue {
 public:
  /// Adds these frames; may leave anything in them.
  void add(io::Frames& frames);

  /// Moves the first `frames` frames, of `channels` channels, into `to`, which loses what it held.
  void take(std::size_t frames, std::size_t channels, io::Frames& to);

 private:
  io::Frames frames_;
};

}  // namespace rectify::cli
