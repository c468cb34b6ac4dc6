// Fields that are plain numbers or plain texts, found and checked where they stand.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace rectify::io {

struct PlainNumber {
  const char* mark = nullptr;  ///< the decimal mark, or null
  bool negative = false;
  bool zero = false;  ///< no digit before the exponent is other than 0
};

/// Whether the whole field is a sign, digits with at most one decimal mark among them, an exponent
/// with e or E: what spell() calls finite, but for Fortran's d.
[[nodiscard]] bool plain_number(std::string_view field, char decimal, PlainNumber& number);

/// Cuts rows into fields, and tells numbers. It looks at 64 characters at a time, for each of which
/// it keeps two bits: whether a field ends there, and whether it is no digit. A field is then
/// understood from its bits, without a jump that depends on a sign or a length: these are random.
/// Up to 63 characters beyond the last field are read.
class PlainFields {
 public:
  PlainFields(char separator, char decimal) : separator_(separator), decimal_(decimal) {}

  /// Begins at a field.
  void start(const char* at) {
    base_ = at;
    look();
  }

  /// The end of the field that begins there, at a separator or a line feed: there must be one. The
  /// field must be the first or begin after the end of the one before.
  const char* end(const char* at) {
    if (ends_ == 0) {
      start(at);
      if (ends_ == 0) return far_end(at);
    }
    const char* const end = base_ + std::countr_zero(ends_);
    ends_ &= ends_ - 1;
    return end;
  }

  /// Of the field, not empty, whose end was found last, or of what is left of it.
  [[nodiscard]] bool number(std::string_view field, PlainNumber& number) const {
    const char* const at = field.data();
    // A field whose end was far lies before base_.
    const bool seen = at >= base_ && at + field.size() <= base_ + 63;
    if (!seen) return plain_number(field, decimal_, number);
    const std::uint64_t sign = *at == '-' ? 1 : 0;
    std::uint64_t others = others_ >> static_cast<unsigned>(at - base_);
    others &= ((std::uint64_t{1} << field.size()) - 1) & ~sign;
    const auto mark = static_cast<std::size_t>(std::countr_zero(others));
    // One character that is no digit, the mark; the ones before and after it digits, not both 0.
    const bool usual = others != 0 && (others & (others - 1)) == 0 && at[mark] == decimal_ &&
                       mark > sign && mark + 1 < field.size() &&
                       (at[sign] != '0' || at[mark + 1] != '0');
    if (!usual) return plain_number(field, decimal_, number);
    number.mark = at + mark;
    number.negative = sign != 0;
    number.zero = false;
    return true;
  }

 private:
  const char* far_end(const char* at) {
    while (*at != separator_ && *at != '\n') ++at;
    base_ = at + 1;
    ends_ = 0;
    return at;
  }

  void look() {
    std::uint64_t ends = 0;
    std::uint64_t others = 0;
#if defined(__SSE2__)
    const __m128i separators = _mm_set1_epi8(separator_);
    const __m128i line_feeds = _mm_set1_epi8('\n');
    // Shifted so that as signed numbers the ten digits are the ten lowest.
    const __m128i shift = _mm_set1_epi8(static_cast<char>(0x80 - '0'));
    const __m128i nine = _mm_set1_epi8(static_cast<char>(0x80 + 9));
    const auto bits = [](__m128i found) {
      return std::uint64_t{static_cast<std::uint32_t>(_mm_movemask_epi8(found))};
    };
    for (unsigned i = 0; i < 64; i += 16) {
      const __m128i text = _mm_loadu_si128(reinterpret_cast<const __m128i*>(base_ + i));
      ends |= bits(_mm_or_si128(_mm_cmpeq_epi8(text, separators), _mm_cmpeq_epi8(text, line_feeds)))
              << i;
      others |= bits(_mm_cmpgt_epi8(_mm_add_epi8(text, shift), nine)) << i;
    }
#else
    for (unsigned i = 0; i < 64; ++i) {
      const char c = base_[i];
      ends |= std::uint64_t{c == separator_ || c == '\n'} << i;
      others |= std::uint64_t{c < '0' || c > '9'} << i;
    }
#endif
    ends_ = ends;
    others_ = others;
  }

  char separator_;
  char decimal_;
  const char* base_ = nullptr;
  std::uint64_t ends_ = 0;    // from base_ on, but for those that were given
  std::uint64_t others_ = 0;  // no digits
};

/// Texts that need no quotes, neither where they stand nor where they go.
class PlainText {
 public:
  explicit PlainText(char separator_out) {
    for (const char c : {separator_out, '"', '\r'}) breaks_[static_cast<unsigned char>(c)] = true;
  }

  /// Of a field that holds neither its separator nor a line feed.
  [[nodiscard]] bool is(std::string_view field) const {
    for (const char c : field) {
      if (breaks_[static_cast<unsigned char>(c)]) return false;
    }
    const auto blank = [](char c) { return c == ' ' || c == '\t'; };
    return field.empty() || !(blank(field.front()) || blank(field.back()));
  }

 private:
  std::array<bool, 256> breaks_{};
};

}  // namespace rectify::io
