// The table of encodings: what a sample holds, in whichever container.
#pragma once

#include <array>
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
  int bits;         ///< of a code (16 for G.711), or of a float
  SampleType type;  ///< the narrowest type that holds it

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

/// The encodings of AIFF, AU and CAF, where 8 bits are signed, and of WAV, RF64 and W64, where
/// they are not.
inline constexpr std::array kSignedEncodings = {&kPcmS8, &kPcm16, &kPcm24, &kPcm32,
                                                &kUlaw,  &kAlaw,  &kFloat, &kDouble};
inline constexpr std::array kRiffEncodings = {&kPcmU8, &kPcm16, &kPcm24, &kPcm32,
                                              &kUlaw,  &kAlaw,  &kFloat, &kDouble};

/// All of them, in the order in which messages name them.
[[nodiscard]] std::span<const Encoding* const> encodings();

/// The encoding of that name, or null.
[[nodiscard]] const Encoding* encoding_named(std::string_view name);

/// The encoding of plain samples of that type.
[[nodiscard]] const Encoding& encoding_of(SampleType type);

/// Whether both hold the same numbers, so that no sample is rounded or clipped between them: this
/// is so for an encoding and itself, and for pcm_u8 and pcm_s8.
[[nodiscard]] bool same_codes(const Encoding& a, const Encoding& b);

}  // namespace rectify::io
