// Samples in memory to doubles and back: the border of the signal lane.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "rectify/export.hpp"
#include "rectify/samples/sample_format.hpp"

namespace rectify {

/// Reads samples as doubles: PCM of b bits is code / 2^(b-1), so the lowest code is exactly -1;
/// G.711 is its 16-bit code / 2^15, floats are their value. Exact for every type. `out` has one
/// element a sample of `bytes`, or std::invalid_argument is thrown.
RECTIFY_API void decode(SampleFormat format, std::span<const std::byte> bytes,
                        std::span<double> out);

/// Rewrites samples in another format that holds them exactly: any PCM, G.711 too, into a PCM type
/// at least as wide (or one whose dropped low bits are zero), keeping the code's most significant
/// bits in place; any type into the same type in another byte order. No alignment is asked.
/// Throws std::invalid_argument for other pairs, or where the spans hold different counts.
RECTIFY_API void convert(SampleFormat from, std::span<const std::byte> in, SampleFormat to,
                         std::span<std::byte> out);

/// What an encoder could not keep.
struct Losses {
  std::uint64_t clipped = 0;  ///< samples beyond full scale, |x| > 1; exactly +1 is not counted
  double peak = 0;            ///< the largest |x| among them
  std::uint64_t not_a_number = 0;  ///< NaN that became 0
};

/// Writes doubles as samples. To PCM of `bits` bits: x·2^(bits-1), rounded to nearest, ties to
/// even; beyond the range it saturates; NaN becomes 0. Exactly +1 becomes the highest code, one
/// less. To G.711: 16 bits, then the step they fall in. To float: IEEE rounding; with `finite`, for
/// coders that can take no others, NaN becomes 0 and what has no finite value ±1, both counted.
/// `bits` below the type's width leaves the low bits zero, as FLAC wants them.
///
/// With dither, triangular noise of ±1 code (TPDF, two uniform variables) is added before
/// rounding, which makes the error's mean and variance independent of the signal (S. Lipshitz, R.
/// Wannamaker and J. Vanderkooy, "Quantization and Dither", JAES 40 (1992)). The noise starts from
/// the same seed every time, so that a run twice gives the same bytes.
class RECTIFY_API Encoder {
 public:
  /// Throws std::invalid_argument for bits outside 1 … the type's width, or dither with a float.
  Encoder(SampleFormat format, int bits, bool dither, bool finite = false);

  /// `out` holds in.size() samples of the format, or std::invalid_argument is thrown.
  void encode(std::span<const double> in, std::span<std::byte> out);

  [[nodiscard]] SampleFormat format() const { return format_; }
  [[nodiscard]] const Losses& losses() const { return losses_; }

 private:
  template <class Sample>
  void encode_pcm(std::span<const double> in, std::byte* out);
  template <class Sample>
  void encode_float(std::span<const double> in, std::byte* out);
  void count_losses(std::span<const double> in);
  double noise();

  SampleFormat format_;
  double scale_;
  int shift_;
  bool dither_;
  bool finite_;
  std::uint64_t seed_ = 0;
  Losses losses_;
};

}  // namespace rectify
