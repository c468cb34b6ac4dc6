// The list of encodings, and the searches in it.
#include "io/sound/encoding.hpp"

#include <algorithm>
#include <array>

namespace rectify::io {
namespace {

constexpr std::array kEncodings = {&kPcmU8, &kPcmS8, &kPcm16, &kPcm24, &kPcm32,
                                   &kUlaw,  &kAlaw,  &kFloat, &kDouble};

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

bool same_codes(const Encoding& a, const Encoding& b) {
  const bool integers = a.kind == Encoding::Kind::kInteger && b.kind == Encoding::Kind::kInteger;
  return &a == &b || (integers && a.bits == b.bits);
}

}  // namespace rectify::io
