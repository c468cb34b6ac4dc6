// A second signal that goes along with a first one, frame by frame.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "cli/report.hpp"
#include "cli/signal.hpp"
#include "io/file/disk.hpp"

namespace rectify::cli {

/// What the second signal must agree with.
struct Lead {
  std::string name;
  std::size_t channels = 0;
  std::optional<double> rate;           ///< where it has one
  std::optional<std::uint64_t> frames;  ///< where known
};

/// A sound or table that has as many frames and channels as the lead, and its rate where both have
/// one. What differs is io::Error kInput that names both.
class Companion {
 public:
  /// `path` may be "-". Checks what can be known before reading.
  Companion(const std::string& path, Lead lead, bool read_twice, io::Disk& disk,
            const Report& report);

  /// The next so many frames, interleaved.
  void read(std::size_t frames, std::vector<double>& samples);

  /// The lead is at its end: so must this be.
  void end();

  void rewind();

 private:
  Lead lead_;
  std::string name_;
  Signal signal_;
  io::Frames frames_;        // the block at hand …
  std::size_t used_ = 0;     // … and how many of its samples have been given
  std::uint64_t given_ = 0;  // frames
};

/// How messages call an INPUT of that name.
[[nodiscard]] std::string name_of_input(const std::string& path);

}  // namespace rectify::cli
