// Checks a sample of the matrix of options; the slow suite has all of it.
#include "support/option_matrix.hpp"

#include "support/sanitized.hpp"

TEST_CASE("in a sample of all places an option changes what comes out, or is refused by its name") {
  test::OptionMatrix matrix;
  // A prime, so that every command, source, sink and option takes its turn.
  CHECK(matrix.check(0, test::kSanitized ? 997 : 199) > (test::kSanitized ? 30U : 150U));
}

TEST_CASE("the matrix of options names none that is not there") {
  for (const test::MatrixTry& attempt : test::kMatrixTries) {
    bool known = false;
    for (const rectify::cli::Command& command : rectify::cli::commands()) {
      known = known || rectify::cli::Invocation(command).options().find(attempt.option) != nullptr;
    }
    CHECK_MESSAGE(known, attempt.option);
  }
}
