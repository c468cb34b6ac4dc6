// Checks every option of every command, from every kind of source to every kind of sink.
#include "support/option_matrix.hpp"

namespace {

void check_all(bool (*wanted)(std::string_view command), std::size_t least) {
  test::OptionMatrix matrix;
  const std::size_t compared = matrix.check(0, 1, wanted);
  MESSAGE(compared, " lines");
  CHECK(compared > least);
}

}  // namespace

TEST_CASE("wherever half and generate take an option it changes what comes out, or is refused") {
  check_all([](std::string_view name) { return name == "half" || name == "generate"; }, 1000);
}

TEST_CASE("wherever full takes an option it changes what comes out, or is refused") {
  check_all([](std::string_view name) { return name == "full"; }, 1000);
}

TEST_CASE("wherever multiphase and units take an option it changes what comes out, or is refused") {
  check_all([](std::string_view name) { return name == "multiphase" || name == "units"; }, 1000);
}

TEST_CASE("wherever a gradient takes an option it changes what comes out, or is refused") {
  check_all([](std::string_view name) { return name.starts_with("grad "); }, 1000);
}

TEST_CASE("wherever measure takes an option it changes a figure, or is refused") {
  check_all([](std::string_view name) { return name.starts_with("measure "); }, 500);
}
