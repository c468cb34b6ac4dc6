// The signal that goes along with x, frame by frame: the upstream gradient, or the target.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "cli/context/context.hpp"
#include "cli/sources/signal.hpp"
#include "cli/sources/source_request.hpp"
#include "io/frames.hpp"

namespace rectify::cli {

/// A sound or a table with as many frames as x, as many channels as what the shape makes of x and,
/// where both have one, the rate of x. What differs is io::Error kInput that names both.
class ReferenceSignal {
 public:
  /// `path` may be "-". Checks what can be known before reading.
  ReferenceSignal(const std::string& path, const Signal& x, std::size_t channels, bool second_pass,
                  const Spooling& spooling, const Context& context,
                  const BeforeSpooling& before_spooling);

  /// Throws io::Error kInput where `path` names a file that can't be opened or understood.
  static void check_file(const std::string& path, const Context& context);

  [[nodiscard]] const Signal& signal() const { return signal_; }

  /// The next `frames` frames, interleaved.
  void read(std::size_t frames, std::vector<double>& samples);

  /// x is at its end, so this must be too.
  void end();

  void rewind();

 private:
  const Signal* x_;
  Signal signal_;
  io::Frames frames_;        // the block at hand …
  std::size_t used_ = 0;     // … and how many of its samples have been given
  std::uint64_t given_ = 0;  // frames
};

}  // namespace rectify::cli
