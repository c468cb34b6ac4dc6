// The figures of one channel that come from its samples in any order: DC, RMS, peaks and their
// ratios.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "rectify/export.hpp"
#include "rectify/measures/exact_sum.hpp"

namespace rectify {

/// Of the samples y that are finite, N of them, each with a weight w that is 1 unless said
/// otherwise. Means are Σwy/Σw. A figure is nullopt where it does not exist: all of them where
/// N = 0, a ratio where what stands below the bar is 0, and what needs squares where these are not
/// finite (|y| beyond 1e150).
struct StatisticFigures {
  std::optional<double> dc;                   ///< mean of y
  std::optional<double> rms;                  ///< √(mean of y²)
  std::optional<double> ac_rms;               ///< √(RMS² - DC²), the RMS of the ripple
  std::optional<double> average_rectified;    ///< mean of |y|
  std::optional<double> peak;                 ///< greatest |y|
  std::optional<double> minimum;              ///< least y
  std::optional<double> maximum;              ///< greatest y
  std::optional<double> form_factor;          ///< RMS / average rectified value
  std::optional<double> ripple_factor;        ///< AC RMS / |DC|
  std::optional<double> ripple_peak_to_peak;  ///< maximum - minimum
  std::optional<double> crest_factor;         ///< peak / RMS
  std::optional<double> efficiency;           ///< (DC / RMS)²
};

/// Takes the samples of one channel in pieces of any length; the figures do not depend on how it
/// was cut. One pass, constant memory, sums in twice the precision of a double (ExactSum): DC, RMS,
/// AC RMS, the average rectified value and the efficiency of PCM up to 32 bits and 2^43 frames are
/// the exact values, rounded once. Of other samples the sums are off by 2^-104 of Σ|y| and Σy²
/// more, which AC RMS feels where RMS² - DC² leaves little of them; squares below 1e-290 lose their
/// last bits. The other ratios are those of rounded figures, and off by at most 2 ulp.
///
/// Samples that are not finite are counted and enter nothing else.
///
/// The ripple factor does not exist where |DC| is at most 2^-52 of the average rectified value: so
/// much the rounding of the samples themselves leaves of a mean that is 0.
class RECTIFY_API Statistics {
 public:
  void add(std::span<const double> samples);

  /// Hands interleaved frames of as many channels as there are statistics to these. Where 8 is a
  /// multiple of that number it is faster than each channel alone. Throws std::invalid_argument for
  /// a part of a frame, and for no statistics.
  static void add_frames(std::span<Statistics> channels, std::span<const double> frames);

  /// With a weight for each sample, at least 0. Throws std::invalid_argument where there are not as
  /// many.
  void add(std::span<const double> samples, std::span<const double> weights);

  [[nodiscard]] StatisticFigures figures() const;

  [[nodiscard]] std::uint64_t finite() const { return finite_; }
  [[nodiscard]] std::uint64_t not_finite() const { return not_finite_; }
  /// Finite samples beyond ±1; exactly ±1 is not counted.
  [[nodiscard]] std::uint64_t clipped() const { return clipped_; }

 private:
  void add_one(double y, double weight);
  struct Lanes;
  static void add_lanes(std::span<Statistics> channels, std::span<const double> frames);
  void add_lane(const Lanes& lanes, std::size_t lane, std::size_t samples);

  ExactSum sum_;
  ExactSum magnitudes_;
  ExactSum squares_;
  ExactSum weights_;  // of the samples that had one
  double minimum_ = 0;
  double maximum_ = 0;
  std::uint64_t finite_ = 0;
  std::uint64_t not_finite_ = 0;
  std::uint64_t clipped_ = 0;
  bool weighted_ = false;
};

}  // namespace rectify
