// Checks that stamps keep every digit, and that dates count as the C library counts them.
#include "io/table/stamp.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdio>
#include <ctime>
#include <string>

namespace {

using namespace rectify::io;

Stamp stamp(const std::string& text) { return stamp_of(text, spell(text, {})).value(); }
double between(const std::string& a, const std::string& b) {
  return static_cast<double>(difference(iso_stamp(b).value(), iso_stamp(a).value()));
}

}  // namespace

TEST_CASE("the digits of a stamp are kept, with the place of the last") {
  CHECK(stamp("-0.00250").mantissa == -250);
  CHECK(stamp("-0.00250").exponent == -5);
  CHECK(stamp("-0.00250").magnitude() == -3);
  CHECK(stamp("400.00E-06").exponent == -8);
  CHECK(stamp("12d3").exponent == 3);
  CHECK(stamp("5.").exponent == 0);
  CHECK_FALSE(stamp_of("nan", spell("nan", {})).has_value());
  CHECK_FALSE(stamp_of("", spell("", {})).has_value());
  const std::string many(40, '1');
  CHECK_FALSE(stamp_of(many, spell(many, {})).has_value());
  CHECK(stamp("1234567890123456789.5").exponent == -1);  // more digits than 64 bits hold
  CHECK(stamp("1234567890123456789.5").digits == 20);
  CHECK(stamp("1e9999").exponent == 9999);
  CHECK_FALSE(stamp_of("1e10000", spell("1e10000", {})).has_value());
}

TEST_CASE("differences lose nothing to cancellation") {
  CHECK(difference(stamp("1700000000000000001"), stamp("1700000000000000000")) == 1.0L);
  CHECK(difference(stamp("1e9"), stamp("999999999.999999999")) == 1e-9L);
  CHECK(difference(stamp("0.3"), stamp("0.1")) == 0.2L);
  CHECK(difference(stamp("1e30"), stamp("1e-30")) == 1e30L);  // beyond 36 digits: rounded
}

TEST_CASE("dates of the Gregorian calendar count the seconds that timegm counts") {
  for (int day = 1; day < 366 * 9; day += 5) {
    std::tm date{};
    date.tm_year = 96;
    date.tm_mday = day;
    const std::time_t expected = ::timegm(&date);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &date);
    CAPTURE(text);
    const bool same = iso_stamp(text).value().mantissa == expected;
    CHECK(same);
  }
}

TEST_CASE("ISO 8601 has a T or a blank, fractions, and zones") {
  CHECK(between("2024-05-06T07:08:09Z", "2024-05-06 07:08:09.25") == 0.25);
  CHECK(between("2024-05-06T07:08:09,5Z", "2024-05-06T07:08:10Z") == 0.5);
  CHECK(between("2024-05-06T07:00:00+02:00", "2024-05-06T07:00:00Z") == 7200);
  CHECK(between("2024-05-06T07:00:00-0130", "2024-05-06T07:00:00Z") == -5400);
  CHECK(between("2024-05-06T07:00:00+02", "2024-05-06T05:00:00Z") == 0);
  CHECK(between("2024-05-06T07:00:00z", "2024-05-06 07:00:00 +0000") == 0);
  CHECK(between("1969-12-31", "1970-01-02T00:00:01") == 86401 + 86400);
  CHECK(iso_stamp("1969-12-31").value().digits == 5);
  CHECK(iso_stamp("1970-01-01").value().digits == 0);
  CHECK(between("2024-05-06T07:08:09Z", "2024-05-06T07:08:09." + std::string(23, '0') + "1Z") ==
        1e-24);
  CHECK(between("2024-05-06", "2024-05-07") == 86400);
  CHECK(between("2024-05-06T07:08", "2024-05-06T07:09") == 60);
  CHECK(between("2024-05-06T07:08:09.000000001Z", "2024-05-06T07:08:09.000000003Z") == 2e-9);
  for (const char* text : {"",
                           "2024",
                           "2024-05",
                           "2024-5-6",
                           "2024-13-01",
                           "2024-01-32",
                           "2024-05-06T",
                           "2024-05-06T25",
                           "2024-05-06T07:60",
                           "2024-05-06T07:08:09.",
                           "2024-05-06T07:08:09X",
                           "2024/05/06",
                           "06.05.2024",
                           "07:08:09",
                           "2024-00-01",
                           "2024-01-00",
                           "2024-01-x1",
                           "2024-05-06T07:x8",
                           "2024-05-06T07:08:x9",
                           "2024-05-06T07:08:61",
                           "2024-05-06T07:08:09.x",
                           "2024-05-06T07:08:09+x2",
                           "2024-05-06T07:08:09+02:x0",
                           "2024-05-06T07:08:09+02:00x",
                           "2024-05-06T07:08:09.0000000000000000000000001",
                           "2024-05-06Z"}) {
    CAPTURE(text);
    CHECK_FALSE(iso_stamp(text).has_value());
  }
  CHECK(looks_like_stamp("07:08:09.5"));
  CHECK(looks_like_stamp("2024-05-06"));
  CHECK_FALSE(looks_like_stamp("07:08:09 "));
  CHECK_FALSE(looks_like_stamp("noon"));
}
