// Frames that wait for what belongs to them and comes later.
#pragma once

#include <cstddef>

#include "io/frames.hpp"

namespace rectify::cli {

/// First in, first out: as many frames as a filter is late. Labels may be left out, and so may
/// samples.
class Waiting {
 public:
  /// Takes these frames; may leave anything in them.
  void add(io::Frames& frames);

  /// Puts the first so many frames, of so many channels, in place of what `to` holds.
  void take(std::size_t frames, std::size_t channels, io::Frames& to);

 private:
  io::Frames frames_;
};

}  // namespace rectify::cli
