// Compares what comes back through a filter's transpose with what the filter itself does.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "rectify/compensated_sum.hpp"
#include "rectify/export.hpp"
#include "rectify/shapes/gradient_check.hpp"
#include "rectify/stages/stage.hpp"

namespace rectify {

/// A filter S that is linear moves by exactly S·d where its input moves by d, so what its transpose
/// makes of any p satisfies
///
///     <S·d, p> = <d, Sᵀ·p>
///
/// Here d is a sequence of random signs, the same each time; it goes through S beside the signal,
/// and both sums are gathered as the blocks pass, for each channel by itself. They agree within
/// kRelative·<|S·d|, |p|>: rounding leaves some 1e-15 of that. A fault escapes only where all that
/// it adds happens to cancel.
class RECTIFY_API TransposeCheck {
 public:
  static constexpr double kRelative = 1e-12;

  /// `filter` as it stands before the shape, but of one channel; it gives `parts` of each.
  TransposeCheck(Chain filter, std::size_t parts, std::size_t channels);

  /// So many frames of the signal have gone into the filter …
  void process(std::size_t frames);
  /// … or a part of what it holds has been drained. What came out of it then goes with down().
  void drain();

  /// p: `parts` times the channels, of the frames that the filter gave last.
  void down(std::span<const double> p);

  /// Sᵀ·p: the next frames of each channel.
  void back(std::span<const double> gradient);

  /// At the end: compares both sums, as one derivative for each channel.
  void compare(GradientCheck& check) const;

 private:
  /// The sequence d, from its start.
  class Signs {
   public:
    double next();

   private:
    std::uint64_t state_ = 0;
  };
  struct Sums {
    CompensatedSum down;
    CompensatedSum back;
    CompensatedSum size;
  };

  Chain filter_;
  std::size_t parts_;
  std::vector<Sums> channels_;
  Signs forward_;
  Signs backward_;
  Block filtered_;  // S·d of the frames that came last
};

}  // namespace rectify
