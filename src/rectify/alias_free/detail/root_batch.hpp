// Newton's method on many cells side by side.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace rectify::detail {

/// The signal at a time in a cell, at one end of a part of it.
struct End {
  double d;
  double value;
  bool turns;  ///< it turns round here
};

/// The signal passes 0 at the time cell + d, 0 <= d <= 1.
struct Crossing {
  std::uint32_t cell;
  std::uint32_t kink;  ///< the number of what it passes
  double direction;    ///< +1 upward, -1 downward
  double d;
  double from;  ///< d lies between these two
  double to;
  bool steep;  ///< it passes without turning round near 0
};

/// A crossing between two times at which the signal has values of different signs, with a first
/// guess: on the line between them or, where it turns round at one of them, on the parabola that
/// does so too. If it passes the other way, or not at all, it is at the end where it is nearer to
/// 0.
[[nodiscard]] Crossing crossing_between(const End& from, const End& to, double direction);

/// Up to kSize crossings, solved for together.
class RootBatch {
 public:
  static constexpr std::size_t kSize = 64;

  /// Steep crossings take three steps after Newton, those beside a turn five, until the
  /// polynomial's error is greater than that of its root.
  enum class Kind { kSteep, kAny };

  /// A step that would leave what is left of [from, to] is replaced by half of that. Of all the
  /// places visited, the one where P is nearest to 0 is the root: that matters where P only touches
  /// 0, and rounding makes a crossing of it.
  explicit RootBatch(Kind kind) : kind_(kind) {}

  [[nodiscard]] bool full() const { return count_ == kSize; }

  /// `samples` are y[n - 3] … y[n + 4] less the kink, n being the crossing's cell. There must be
  /// room, and the crossing must stay where it is until solve().
  void add(Crossing& crossing, const std::array<double, 8>& samples);

  /// Sets the d of all crossings that were added, and forgets them.
  void solve();

  struct Lanes {
    std::array<std::array<double, kSize>, 8> samples;  ///< turned upward
    std::array<double, kSize> from;
    std::array<double, kSize> to;
    std::array<double, kSize> d;
  };

 private:
  Kind kind_;
  std::size_t count_ = 0;
  std::array<Crossing*, kSize> crossings_{};
  Lanes lanes_{};
};

/// Solves for all crossings. `samples_of` gives the eight samples that RootBatch::add() wants.
template <class SamplesOf>
void solve(std::span<Crossing> crossings, SamplesOf samples_of) {
  RootBatch steep(RootBatch::Kind::kSteep);
  RootBatch others(RootBatch::Kind::kAny);
  for (Crossing& crossing : crossings) {
    RootBatch& batch = crossing.steep ? steep : others;
    if (batch.full()) batch.solve();
    batch.add(crossing, samples_of(crossing));
  }
  steep.solve();
  others.solve();
}

}  // namespace rectify::detail
