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

/// Depths that only FLAC stores as they are. Everywhere else they are in the upper bits of a wider
/// type of sample.
inline constexpr Encoding kPcm12{"pcm_12", Encoding::Kind::kInteger, 12, SampleType::s16};
inline constexpr Encoding kPcm20{"pcm_20", Encoding::Kind::kInteger, 20, SampleType::s24};

constexpr Encoding unusual_depth(std::string_view name, int bits) {
  const SampleType type = bits <= 8    ? SampleType::s8
                          : bits <= 16 ? SampleType::s16
                          : bits <= 24 ? SampleType::s24
                                       : SampleType::s32;
  return {name, Encoding::Kind::kInteger, bits, type};
}
/// Further depths that a FLAC may have. No option names them.
inline constexpr std::array kUnusualDepths = {
    unusual_depth("pcm_4", 4),   unusual_depth("pcm_5", 5),   unusual_depth("pcm_6", 6),
    unusual_depth("pcm_7", 7),   unusual_depth("pcm_9", 9),   unusual_depth("pcm_10", 10),
    unusual_depth("pcm_11", 11), unusual_depth("pcm_13", 13), unusual_depth("pcm_14", 14),
    unusual_depth("pcm_15", 15), unusual_depth("pcm_17", 17), unusual_depth("pcm_18", 18),
    unusual_depth("pcm_19", 19), unusual_depth("pcm_21", 21), unusual_depth("pcm_22", 22),
    unusual_depth("pcm_23", 23), unusual_depth("pcm_25", 25), unusual_depth("pcm_26", 26),
    unusual_depth("pcm_27", 27), unusual_depth("pcm_28", 28), unusual_depth("pcm_29", 29),
    unusual_depth("pcm_30", 30), unusual_depth("pcm_31", 31)};

/// The encodings of AIFF, AU and CAF, where 8 bits are signed, and of WAV, RF64 and W64, where
/// they are not.
inline constexpr std::array kSignedEncodings = {&kPcmS8, &kPcm16, &kPcm24, &kPcm32,
                                                &kUlaw,  &kAlaw,  &kFloat, &kDouble};
inline constexpr std::array kRiffEncodings = {&kPcmU8, &kPcm16, &kPcm24, &kPcm32,
                                              &kUlaw,  &kAlaw,  &kFloat, &kDouble};

/// All that can be asked for, in the order in which messages name them.
[[nodiscard]] std::span<const Encoding* const> encodings();

/// The encoding of that name, or null.
[[nodiscard]] const Encoding* encoding_named(std::string_view name);

/// The encoding of plain samples of that type.
[[nodiscard]] const Encoding& encoding_of(SampleType type);

/// Signed integers of so many bits, from 4 to 32; of the unusual ones none can be asked for.
[[nodiscard]] const Encoding& signed_integers(int bits);

/// Whether samples lose nothing from `from` to `to` where they are shifted left: both are integers
/// in types of one size, and `to` has at least as many bits.
[[nodiscard]] bool holds_shifted(const Encoding& to, const Encoding& from);

/// Whether both hold the same numbers, so that no sample is rounded or clipped between them: this
/// is so for an encoding and itself, and for pcm_u8 and pcm_s8.
[[nodiscard]] bool same_codes(const Encoding& a, const Encoding& b);

}  // namespace rectify::io
