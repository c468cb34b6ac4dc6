// Compares the transpose of a filter with the filter itself, while a gradient flows through it.
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

/// For a linear filter S, its transpose and any d and p
///
///     <S·d, p> = <d, Sᵀ·p>
///
/// Here d is a sequence of random signs, always the same, which goes through a filter of its own
/// beside the signal; p is what flows into the transpose. Both sums are added up for each channel.
/// They agree within kRelative·<|S·d|, |p|>, of which rounding takes some 1e-15. A fault escapes
/// only where all that it adds cancels.
class RECTIFY_API TransposeCheck {
 public:
  static constexpr double kRelative = 1e-12;

  /// `filter` is S for one channel, which gives `parts` numbers for each sample.
  TransposeCheck(Chain filter, std::size_t parts, std::size_t channels);

  /// To be called when frames of the signal have gone into S, or S has been drained once …
  void process(std::size_t frames);
  void drain();

  /// … then, at once or later, with p at the frames that S gave: `parts` numbers for each sample of
  /// all channels.
  void down(std::span<const double> p);

  /// With the frames of Sᵀ·p, as they come.
  void back(std::span<const double> gradient);

  /// At the end. Compares both sums, as one derivative for each channel.
  void compare(GradientCheck& check) const;

 private:
  /// The sequence d.
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
  Block filtered_;  // S·d at the frames whose p is to come
};

}  // namespace rectify
