// Checks a sample of the matrix of options; the slow suite has all of it.
#include "support/option_matrix.hpp"

TEST_CASE("in a sample of all places an option changes what comes out, or is refused by its name") {
  test::OptionMatrix matrix;
  // A prime, so that every command, source, sink and option takes its turn.
  CHECK(matrix.check(0, 23) > 500);
}

TEST_CASE("the matrix of options names none that is not there") {
  std::size_t found = 0;
  for (const auto& [name, value] : test::matrix_values()) {
    bool known = false;
    for (const rectify::cli::Command& command : rectify::cli::commands()) {
      known = known || rectify::cli::Invocation(command).options().find(name) != nullptr;
    }
    CHECK_MESSAGE(known, name);
    found += known ? 1 : 0;
  }
  CHECK(found == test::matrix_values().size());
}
