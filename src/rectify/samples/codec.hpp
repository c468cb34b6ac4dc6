// Converts samples in memory to doubles, from doubles, and between formats.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

#include "rectify/export.hpp"
#include "rectify/samples/sample_format.hpp"

namespace rectify {

/// Samples as doubles: PCM of b bits is code / 2^(b-1), so that the lowest code is exactly -1;
/// G.711 is its 16-bit code / 2^15; floats are their value. Exact for every type. Throws
/// std::invalid_argument unless `bytes` holds out.size() samples.
RECTIFY_API void decode(SampleFormat format, std::span<const std::byte> bytes,
                        std::span<double> out);

/// Samples in another format that holds them exactly: PCM or G.711 as PCM that is as wide or wider,
/// the most significant bits staying such (narrower PCM drops low bits, which must be zero to be
/// exact); any type as the same type in another byte order. The spans need no alignment. Throws
/// std::invalid_argument for other pairs, or where the spans hold different numbers of samples.
RECTIFY_API void convert(SampleFormat from, std::span<const std::byte> in, SampleFormat to,
                         std::span<std::byte> out);

/// The samples that an encoder could not keep.
struct OutOfRange {
  std::uint64_t clipped = 0;       ///< |x| > 1, or the limit; exactly +1 is not counted
  double peak = 0;                 ///< the largest |x| among these and the next
  std::uint64_t overflowed = 0;    ///< finite samples beyond all floats, which became infinite
  std::uint64_t not_a_number = 0;  ///< NaN, which became 0
};

/// Doubles as samples. PCM of `bits` bits is x·2^(bits-1), rounded to nearest, ties to even; beyond
/// the range it saturates, so that exactly +1 becomes the highest code; NaN becomes 0. G.711 is
/// the step in which the 16-bit code lies. Floats are rounded as IEEE 754 says, and finite numbers
/// that become infinite are counted; with a `limit`, for coders that take no others, NaN becomes 0
/// and a value beyond ±limit becomes ±limit, and both are counted. Where `bits` is less than the
/// width of the type, the low bits are zero, as FLAC wants them.
///
/// With dither, triangular noise of ±1 code (TPDF, the sum of two uniform variables) is added
/// before rounding, which makes the mean and the variance of the error independent of the signal
/// (S. Lipshitz, R. Wannamaker and J. Vanderkooy, "Quantization and Dither", JAES 40 (1992)). The
/// noise starts from the same seed each time, so that two runs give the same bytes.
class RECTIFY_API Encoder {
 public:
  /// Throws std::invalid_argument unless 1 <= bits <= the width of the type, for dither of floats,
  /// or where the limit, which only floats have, is not above 0.
  Encoder(SampleFormat format, int bits, bool dither,
          double limit = std::numeric_limits<double>::infinity());

  /// Throws std::invalid_argument unless `out` holds in.size() samples of the format.
  void encode(std::span<const double> in, std::span<std::byte> out);

  [[nodiscard]] SampleFormat format() const { return format_; }
  [[nodiscard]] const OutOfRange& out_of_range() const { return out_of_range_; }

 private:
  template <class Sample>
  void encode_pcm(std::span<const double> in, std::byte* out);
  template <class Sample>
  void encode_float(std::span<const double> in, std::byte* out);
  void count_out_of_range(std::span<const double> in);
  void count_overflows(std::span<const double> in);
  double noise();

  SampleFormat format_;
  double scale_;
  int shift_;
  bool dither_;
  double limit_;
  std::uint64_t seed_ = 0;
  OutOfRange out_of_range_;
};

}  // namespace rectify
