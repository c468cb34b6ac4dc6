// The loops that convert samples.
#include "rectify/samples/codec.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <type_traits>

#include "rectify/detail/preconditions.hpp"
#include "rectify/detail/sine_kernel.hpp"
#include "rectify/samples/detail/sample_bytes.hpp"

namespace rectify {
namespace {

// G.711 has only some of the 16-bit codes, so that nothing else converts into it exactly.
constexpr bool is_companded(SampleType type) {
  return type == SampleType::ulaw || type == SampleType::alaw;
}

template <class Sample>
constexpr bool kIsPcm = std::is_integral_v<typename Sample::Value>;

template <class Sample>
void decode_samples(const std::byte* at, std::span<double> out) {
  constexpr double scale = kIsPcm<Sample> ? 1.0 / (1.0 + Sample::kHighest) : 1.0;
  for (double& x : out) {
    x = static_cast<double>(Sample::load(at)) * scale;
    at += Sample::kSize;
  }
}

template <class From, class To>
void convert_samples(const std::byte* in, std::byte* out, std::size_t samples) {
  constexpr int kUp = 32 - std::min(From::kBits, 32);
  constexpr int kDown = 32 - std::min(To::kBits, 32);
  for (std::size_t i = 0; i < samples; ++i, in += From::kSize, out += To::kSize) {
    if constexpr (kIsPcm<From>) {
      const auto left = static_cast<std::uint32_t>(From::load(in)) << kUp;
      To::store(out, static_cast<typename To::Value>(static_cast<std::int32_t>(left) >> kDown));
    } else {
      To::store(out, From::load(in));
    }
  }
}

}  // namespace

void decode(SampleFormat format, std::span<const std::byte> bytes, std::span<double> out) {
  detail::require_samples(bytes.size(), out.size(), format.type);
  detail::with_sample_bytes(format,
                            [&]<class Sample>() { decode_samples<Sample>(bytes.data(), out); });
}

void convert(SampleFormat from, std::span<const std::byte> in, SampleFormat to,
             std::span<std::byte> out) {
  const std::size_t samples = in.size() / bytes_per_sample(from.type);
  detail::require_samples(in.size(), samples, from.type);
  detail::require_samples(out.size(), samples, to.type);
  detail::with_sample_bytes(from, [&]<class From>() {
    detail::with_sample_bytes(to, [&]<class To>() {
      if constexpr ((kIsPcm<From> && kIsPcm<To> && !is_companded(To::kType)) ||
                    From::kType == To::kType) {
        convert_samples<From, To>(in.data(), out.data(), samples);
      } else {
        detail::require(false, "no exact conversion between these sample types");
      }
    });
  });
}

Encoder::Encoder(SampleFormat format, int bits, bool dither, double limit)
    : format_(format),
      scale_(std::ldexp(1.0, bits - 1)),
      shift_(bits_per_code(format.type) - bits),
      dither_(dither),
      limit_(limit) {
  detail::require(is_integer(format.type) ? bits >= 1 && shift_ >= 0 : !dither,
                  "the sample type can't hold these bits, or takes no dither");
  detail::require(limit > 0, "the limit of samples must be above 0");
}

/// The sum of two uniform variables in [-½, ½), by SplitMix64 (G. Steele, D. Lea and C. Flood,
/// 2014).
double Encoder::noise() {
  seed_ += 0x9E3779B97F4A7C15U;
  std::uint64_t z = seed_;
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
  z ^= z >> 31U;
  const auto high = static_cast<double>(z >> 32U);
  const auto low = static_cast<double>(z & 0xFFFFFFFFU);
  return (high + low) * 0x1p-32 - 1.0;
}

void Encoder::count_out_of_range(std::span<const double> in) {
  std::uint64_t lost = 0;
  for (const double x : in) lost += static_cast<std::uint64_t>(!(std::fabs(x) <= 1.0));
  if (lost == 0) return;
  for (const double x : in) {
    if (std::isnan(x)) {
      ++out_of_range_.not_a_number;
    } else if (std::fabs(x) > 1.0) {
      ++out_of_range_.clipped;
      out_of_range_.peak = std::max(out_of_range_.peak, std::fabs(x));
    }
  }
}

template <class Sample>
void Encoder::encode_pcm(std::span<const double> in, std::byte* out) {
  const double lowest = -scale_;
  const double highest = scale_ - 1.0;
  for (const double x : in) {
    double code = x == x ? x * scale_ : 0.0;
    if (dither_ && x == x) code += noise();
    // Clamped before it is rounded, since the rounding is right within ±2^51 only.
    code = std::clamp(code, lowest, highest);
    code = (code + detail::kRoundToInteger) - detail::kRoundToInteger;
    const auto bits = static_cast<std::uint32_t>(static_cast<std::int32_t>(code));
    Sample::store(out,
                  static_cast<typename Sample::Value>(static_cast<std::int32_t>(bits << shift_)));
    out += Sample::kSize;
  }
}

void Encoder::count_overflows(std::span<const double> in) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  for (const double x : in) {
    if (!std::isinf(static_cast<float>(x)) || std::fabs(x) == kInfinity) continue;
    ++out_of_range_.overflowed;
    out_of_range_.peak = std::max(out_of_range_.peak, std::fabs(x));
  }
}

template <class Sample>
void Encoder::encode_float(std::span<const double> in, std::byte* out) {
  using Value = typename Sample::Value;
  if (std::isinf(limit_)) {       // a loop by itself, which compilers vectorise
    std::uint32_t exponents = 0;  // the top bit is set once a float was infinite or NaN
    for (const double x : in) {
      const auto value = static_cast<Value>(x);
      if constexpr (sizeof(Value) == sizeof(float)) {
        exponents |= (std::bit_cast<std::uint32_t>(value) & 0x7FFFFFFFU) + 0x00800000U;
      }
      Sample::store(out, value);
      out += Sample::kSize;
    }
    if (exponents >> 31U != 0) count_overflows(in);
    return;
  }
  for (const double x : in) {
    const bool beyond = std::fabs(x) > limit_;
    if (beyond) {
      ++out_of_range_.clipped;
      out_of_range_.peak = std::max(out_of_range_.peak, std::fabs(x));
    } else if (std::isnan(x)) {
      ++out_of_range_.not_a_number;
    }
    const double taken = beyond ? std::copysign(limit_, x) : std::isnan(x) ? 0.0 : x;
    Sample::store(out, static_cast<Value>(taken));
    out += Sample::kSize;
  }
}

void Encoder::encode(std::span<const double> in, std::span<std::byte> out) {
  detail::require_samples(out.size(), in.size(), format_.type);
  detail::with_sample_bytes(format_, [&]<class Sample>() {
    if constexpr (kIsPcm<Sample>) {
      count_out_of_range(in);
      encode_pcm<Sample>(in, out.data());
    } else {
      encode_float<Sample>(in, out.data());
    }
  });
}

}  // namespace rectify
