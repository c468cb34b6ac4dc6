// Checks every option of every command, from every kind of source to every kind of sink.
#include "support/option_matrix.hpp"

TEST_CASE("wherever an option is given it changes what comes out, or is refused by its name") {
  test::OptionMatrix matrix;
  const std::size_t checked = matrix.check(0, 1);
  MESSAGE(checked, " lines");
  CHECK(checked > 10000);
}
