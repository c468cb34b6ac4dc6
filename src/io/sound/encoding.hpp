// The table of encodings: what a sample says, whatever container it stands in.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "rectify/samples/sample_format.hpp"

namespace rectify::io {

/// One row of the table. Rows are told apart by their addresses.
struct Encoding {
  enum class Kind : std::uint8_t { kInteger, kCompanded, kFloat };

  std::string_view name;  ///< as --encoding takes it
  Kind kind;
  int bits;         ///< of a code, which in G.711 has 16; of a float, of the number
  SampleType type;  ///< the narrowest that holds it

  [[nodiscard]] constexpr bool is_float() const { return kind == Kind::kFloat; }
};

inline constexpr Encoding kPcmU8{"pcm_u8", Encoding::Kind::kInteger, 8, SampleType::u8};
inline constexpr Encoding kPcmS8{"pcm_s8", Encoding::Kind::kInteger, 8, SampleType::s8};
inline constexpr Encoding kPcm16{"pcm_16", Encoding::Kind::kInteger, 16, SampleType::s16};
inline constexpr Encoding kPcm24{"pcm_24", Encoding::Kind::kInteger, 24, SampleType::s24};
inline constexpr Encoding kPcm32{"pcm_32", Encoding::Kind::kInteger, 32, SampleType::s32};
inline constexpr Encoding kUlaw{"ulaw", Encoding::Kind::kCompanded, 16, SampleType::ulaw};
inline constexpr Encoding kAlaw{"alaw", Encoding::Kind::kCompanded, 16, SampleType::alaw};
inline constexpr Encoding kFloat{"float", Encoding::Kind::kFloat, 32, SampleType::f32};
inline constexpr Encoding kDouble{"double", Encoding::Kind::kFloat, 64, SampleType::f64};

/// All of them, in the order in which messages name them.
[[nodiscard]] std::span<const Encoding* const> encodings();

/// The encoding of that name, or null.
[[nodiscard]] const Encoding* encoding_named(std::string_view name);

/// What samples of that type hold.
[[nodiscard]] const Encoding& encoding_of(SampleType type);

/// Whether both hold the same numbers, so that samples go from one to the other without loss or
/// rounding: an encoding and itself, pcm_u8 and pcm_s8.
[[nodiscard]] bool same_codes(const Encoding& a, const Encoding& b);

}  // namespace rectify::io
