// Counts the damaged places that a decoder has skipped.
#pragma once

#include <cstdint>
#include <string>

namespace rectify::io {

/// Damaged places of a sound that has been read so far, in seconds of what came out of it.
struct Damage {
  std::uint64_t places = 0;
  double first = 0;              ///< where the first of them is
  double lost = 0;               ///< about how much sound they cost, in all
  bool unlike_checksum = false;  ///< at the end: the samples are not those that were encoded

  /// Counts a place at `second` that cost `cost` seconds.
  void add(double second, double cost);

  /// Counts what was found since in a part of the sound that begins at `second`.
  void add(const Damage& found, double second);

  [[nodiscard]] bool any() const { return places != 0 || unlike_checksum; }
};

/// "2 damaged places, the first at 3.21 s, about 0.05 s of sound lost"; empty where there is none.
[[nodiscard]] std::string words_for(const Damage& damage);

}  // namespace rectify::io
