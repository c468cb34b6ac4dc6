#include "io/table/plain_field.hpp"

namespace rectify::io {

bool plain_number(std::string_view field, char decimal, PlainNumber& number) {
  number = {};
  std::size_t at = 0;
  bool zero = true;
  const auto here = [&](char c) { return at < field.size() && field[at] == c; };
  const auto digits = [&] {
    const std::size_t first = at;
    for (; at < field.size() && field[at] >= '0' && field[at] <= '9'; ++at) {
      zero = zero && field[at] == '0';
    }
    return at - first;
  };
  number.negative = here('-');
  if (number.negative || here('+')) ++at;
  std::size_t count = digits();
  if (here(decimal)) {
    number.mark = field.data() + at++;
    const std::size_t fraction = digits();
    if (decimal == ',' && fraction == 0) return false;
    count += fraction;
  }
  if (count == 0) return false;
  number.zero = zero;
  if (here('e') || here('E')) {
    ++at;
    if (here('+') || here('-')) ++at;
    if (digits() == 0) return false;
  }
  return at == field.size();
}

}  // namespace rectify::io
