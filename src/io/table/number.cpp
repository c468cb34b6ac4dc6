#include "io/table/number.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "io/table/units.hpp"

namespace rectify::io {
namespace {

constexpr std::string_view kInfinity = "\xE2\x88\x9E";

bool digit(char c) { return c >= '0' && c <= '9'; }

/// `word` is lower case.
bool same_word(std::string_view text, std::string_view word) {
  return text.size() == word.size() &&
         std::equal(text.begin(), text.end(), word.begin(), [](char a, char b) {
           return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
         });
}

bool is_missing(std::string_view field) {
  if (field.empty() || field == "NA" || field == "-" || field == "--") return true;
  constexpr std::array<std::string_view, 4> kWords = {"n/a", "#n/a", "null", "none"};
  return std::any_of(kWords.begin(), kWords.end(),
                     [&](std::string_view word) { return same_word(field, word); });
}

/// The words for what is not finite, without their sign: also what Microsoft's C library writes.
Spelling::Kind named_value(std::string_view text) {
  using Kind = Spelling::Kind;
  if (same_word(text, "inf") || same_word(text, "infinity") || text == kInfinity) {
    return Kind::kInfinite;
  }
  if (text.size() >= 3 && same_word(text.substr(0, 3), "nan")) {
    const std::string_view rest = text.substr(3);
    const bool payload = rest.size() >= 2 && rest.front() == '(' && rest.back() == ')';
    return rest.empty() || payload ? Kind::kNan : Kind::kText;
  }
  if (!text.starts_with("1.#")) return Kind::kText;
  std::string_view word = text.substr(3);
  while (!word.empty() && word.back() == '0') word.remove_suffix(1);  // to its width
  if (same_word(word, "inf")) return Kind::kInfinite;
  const bool nan = same_word(word, "qnan") || same_word(word, "snan") || same_word(word, "ind");
  return nan ? Kind::kNan : Kind::kText;
}

/// The digits, the decimal mark and the exponent, from `at`; false: there is something else.
bool spell_digits(std::string_view field, std::size_t at, char decimal, Spelling& result) {
  bool zero = true;
  const auto digits = [&] {
    const std::size_t first = at;
    for (; at < field.size() && digit(field[at]); ++at) zero = zero && field[at] == '0';
    return at - first;
  };
  std::size_t count = digits();
  if (at < field.size() && field[at] == decimal) {
    result.decimal_at = static_cast<std::uint32_t>(at++);
    const std::size_t decimals = digits();
    count += decimals;
    if (decimal == ',' && decimals == 0) return false;  // the comma of a list
  }
  if (count == 0) return false;
  result.zero = zero;
  if (at == field.size()) return true;
  if (std::string_view("eEdD").find(field[at]) == std::string_view::npos) return false;
  result.exponent_at = static_cast<std::uint32_t>(at++);
  if (at < field.size() && (field[at] == '+' || field[at] == '-')) ++at;
  return digits() != 0 && at == field.size();
}

}  // namespace

Spelling spell(std::string_view field, const NumberStyle& style) {
  Spelling result;
  if (std::find(style.missing.begin(), style.missing.end(), field) != style.missing.end() ||
      is_missing(field)) {
    result.kind = Spelling::Kind::kMissing;
    result.dash =
        !field.empty() && field.find_first_not_of('-') == std::string_view::npos &&
        std::find(style.missing.begin(), style.missing.end(), field) == style.missing.end();
    return result;
  }
  std::size_t at = 0;
  if (field[0] == '+' || field[0] == '-') {
    result.negative = field[0] == '-';
    at = 1;
  }
  if (at == field.size()) return result;
  if (spell_digits(field, at, style.decimal, result)) {
    result.kind = Spelling::Kind::kFinite;
    return result;
  }
  result.decimal_at = result.exponent_at = Spelling::kNowhere;
  result.zero = false;
  result.kind = named_value(field.substr(at));
  return result;
}

std::optional<double> value_of(std::string_view field, const Spelling& spelling) {
  switch (spelling.kind) {
    case Spelling::Kind::kText: return std::nullopt;
    case Spelling::Kind::kMissing:
    case Spelling::Kind::kNan: return std::numeric_limits<double>::quiet_NaN();
    case Spelling::Kind::kInfinite:
      return spelling.negative ? -std::numeric_limits<double>::infinity()
                               : std::numeric_limits<double>::infinity();
    case Spelling::Kind::kFinite: break;
  }
  if (field[0] == '+')
    return value_of(field.substr(1), [&] {
      Spelling without = spelling;
      if (without.decimal_at != Spelling::kNowhere) --without.decimal_at;
      if (without.exponent_at != Spelling::kNowhere) --without.exponent_at;
      return without;
    }());
  std::string rewritten;
  const auto differs = [&](std::uint32_t place, std::string_view usual) {
    return place != Spelling::kNowhere && usual.find(field[place]) == std::string_view::npos;
  };
  if (differs(spelling.decimal_at, ".") || differs(spelling.exponent_at, "eE")) {
    append_number(rewritten, field, spelling, Sign::kKept, '.');
    field = rewritten;
  }
  double number = 0;
  const auto [stop, error] = std::from_chars(field.data(), field.data() + field.size(), number);
  if (error == std::errc{}) return number;
  // Out of range: from_chars does not say whether above or below. strtod does, and the program
  // never leaves the "C" locale.
  number = std::strtod(std::string(field).c_str(), nullptr);
  if (!std::isfinite(number)) return std::nullopt;
  return number;
}

void append_number(std::string& to, std::string_view field, const Spelling& spelling, Sign sign,
                   char decimal) {
  using Kind = Spelling::Kind;
  if (spelling.kind == Kind::kNan) {
    to += "nan";  // the sign of a NaN says nothing
    return;
  }
  if (spelling.kind == Kind::kInfinite) {
    to += spelling.negative && sign == Sign::kKept ? "-inf" : "inf";
    return;
  }
  const bool bare = spelling.negative && sign == Sign::kRemoved;
  const std::size_t begin = to.size();
  to.append(field);
  if (spelling.decimal_at != Spelling::kNowhere) to[begin + spelling.decimal_at] = decimal;
  if (spelling.exponent_at != Spelling::kNowhere) {
    char& letter = to[begin + spelling.exponent_at];
    if (letter == 'd') letter = 'e';
    if (letter == 'D') letter = 'E';
  }
  if (bare) to.erase(begin, 1);
}

bool could_be_thousands(std::string_view field) {
  if (field.starts_with('+') || field.starts_with('-')) field.remove_prefix(1);
  std::size_t at = 0;
  while (at < field.size() && digit(field[at])) ++at;
  if (at == 0 || at > 3 || field[0] == '0' || at == field.size()) return false;
  while (at < field.size()) {
    if (field[at] != ',' || field.size() - at < 4) return false;
    for (std::size_t i = at + 1; i < at + 4; ++i) {
      if (!digit(field[i])) return false;
    }
    at += 4;
  }
  return true;
}

namespace {

/// The field without what may part its thousands (the comma only where there are several, or a
/// point after it); empty: nothing parts groups of three digits.
std::string without_thousands(std::string_view field) {
  constexpr std::array<std::string_view, 7> kMarks = {
      ",", ".", "'", "_", " ", "\xC2\xA0", "\xE2\x80\xAF"};  // the last two: blanks of no break
  for (const std::string_view mark : kMarks) {
    std::string joined;
    std::size_t groups = 0;
    bool whole = true;
    for (std::size_t at = 0; at < field.size() && whole;) {
      if (!field.substr(at).starts_with(mark)) {
        joined += field[at++];
        continue;
      }
      at += mark.size();
      const bool before = !joined.empty() && digit(joined.back());
      const std::string_view group = field.substr(at, 3);
      whole = before && group.size() == 3 && std::all_of(group.begin(), group.end(), digit) &&
              (at + 3 == field.size() || !digit(field[at + 3]));
      joined += group;
      at += std::min<std::size_t>(3, field.size() - at);
      ++groups;
    }
    const bool point = mark != "." && joined.find('.') != std::string::npos;
    const bool comma = mark != "," && joined.find(',') != std::string::npos;
    if (!whole || groups == 0) continue;
    if (mark == "." && !comma) continue;  // a date, a version, an address
    if (mark == "," && groups == 1 && !point) continue;
    return joined;
  }
  return {};
}

}  // namespace

std::string reason_it_is_no_number(std::string_view field, const NumberStyle& style) {
  if (field.find_first_of("0123456789") == std::string_view::npos) return {};
  const char other = style.decimal == '.' ? ',' : '.';
  if (spell(field, {other}).number()) {
    return other == ',' ? "the decimal mark is '.' here; --decimal , says otherwise"
                        : "the decimal mark is ',' here; --decimal . says otherwise";
  }
  const auto plain = [](std::string_view text) {
    return spell(text, {'.'}).number() || spell(text, {','}).number();
  };
  if (const std::string joined = without_thousands(field); !joined.empty() && plain(joined)) {
    return "a thousands separator stands in it: write the table without";
  }
  for (const std::string_view currency : {"$", "\xE2\x82\xAC", "\xC2\xA3", "\xC2\xA5"}) {
    std::string_view rest = field;
    if (rest.starts_with('-')) rest.remove_prefix(1);
    if (!rest.starts_with(currency)) continue;
    rest.remove_prefix(currency.size());
    while (rest.starts_with(' ')) rest.remove_prefix(1);
    if (plain(rest) || !without_thousands(rest).empty()) {
      return "a unit stands before the number: write the table without";
    }
  }
  std::size_t end = field.size();
  while (!digit(field[end - 1])) --end;
  std::string_view unit = field.substr(end);
  if (!unit.empty() && unit.front() == '.') unit.remove_prefix(1);
  const std::string_view number = field.substr(0, end);
  while (!unit.empty() && unit.front() == ' ') unit.remove_prefix(1);
  if (is_unit(unit) && (plain(number) || !without_thousands(number).empty())) {
    return "a unit stands after the number: write the table without, or choose other columns by "
           "--column";
  }
  return {};
}

std::string printable(std::string_view text) {
  constexpr std::size_t kMost = 40;
  std::size_t length = std::min(text.size(), kMost);
  // Not in the midst of a character of several bytes.
  const auto continues = [&](std::size_t at) {
    return (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
  };
  while (length < text.size() && length > 0 && continues(length)) --length;
  std::string result;
  for (const char c : text.substr(0, length)) {
    const auto code = static_cast<unsigned char>(c);
    if (code >= 0x20 && code != 0x7F) {
      result += c;
    } else if (c == '\t') {
      result += "\\t";
    } else if (c == '\n') {
      result += "\\n";
    } else if (c == '\r') {
      result += "\\r";
    } else {
      constexpr std::string_view kDigits = "0123456789abcdef";
      result += {'\\', 'x', kDigits[code >> 4U], kDigits[code & 15U]};
    }
  }
  return length < text.size() ? result + "..." : result;
}

}  // namespace rectify::io
