// The list of encodings, and the searches in it.
#include "io/sound/encoding.hpp"

#include <algorithm>
#include <array>

namespace rectify::io {
namespace {

/// Of those of one type of sample the one that fills it comes first.
constexpr std::array kEncodings = {&kPcmU8, &kPcmS8, &kPcm16, &kPcm24, &kPcm32, &kPcm12,
                                   &kPcm20, &kUlaw,  &kAlaw,  &kFloat, &kDouble};

}  // namespace

std::span<const Encoding* const> encodings() { return kEncodings; }

const Encoding* encoding_named(std::string_view name) {
  for (const Encoding* encoding : kEncodings) {
    if (encoding->name == name) return encoding;
  }
  return nullptr;
}

const Encoding& encoding_of(SampleType type) {
  return **std::find_if(kEncodings.begin(), kEncodings.end(),
                        [&](const Encoding* encoding) { return encoding->type == type; });
}

const Encoding& signed_integers(int bits) {
  for (const Encoding* encoding : kEncodings) {
    const bool is_signed = encoding->type != SampleType::u8;
    if (encoding->kind == Encoding::Kind::kInteger && is_signed && encoding->bits == bits) {
      return *encoding;
    }
  }
  return *std::find_if(kUnusualDepths.begin(), kUnusualDepths.end(),
                       [&](const Encoding& encoding) { return encoding.bits == bits; });
}

bool holds_shifted(const Encoding& to, const Encoding& from) {
  return to.kind == Encoding::Kind::kInteger && from.kind == Encoding::Kind::kInteger &&
         bytes_per_sample(to.type) == bytes_per_sample(from.type) && to.bits >= from.bits;
}

bool same_codes(const Encoding& a, const Encoding& b) {
  const bool integers = a.kind == Encoding::Kind::kInteger && b.kind == Encoding::Kind::kInteger;
  return &a == &b || (integers && a.bits == b.bits);
}

}  // namespace rectify::io
