// Checks what grad --check says, in words and as JSON, and how it ends the program.
#include "rectify/shapes/gradient_check.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "cli/commands/grad/check_report.hpp"
#include "io/file/error.hpp"
#include "rectify/shapes/half_wave.hpp"
#include "rectify/shapes/shape.hpp"
#include "support/table.hpp"

using namespace test;

TEST_CASE("the check says what it compared and what it left out") {
  const Result good = run_line("grad half --ramp=-2:2:5 --check");
  CHECK(good.status == 0);
  // Five samples, by x, V and α; at x = 0 the first two of these are on their kink.
  CHECK(good.err.find("check: all of 13 derivatives agree") != std::string::npos);
  CHECK(good.err.find("2 near a kink, 0 too large and 0 not finite left out") != std::string::npos);
}

TEST_CASE("the check's figures are JSON on standard output, where the data go elsewhere") {
  const TemporaryFolder folder;
  const Result result = shell(
      "$RECTIFY grad half --ramp -2:2:5 --check --json -o g.csv | /usr/bin/python3 -c 'import "
      "json, "
      "sys; d = json.load(sys.stdin); print(d[\"agreeing\"], d[\"disagreeing\"], d[\"near_kink\"], "
      "d[\"not_finite\"], d[\"greatest_difference\"] < 1e-6)'",
      folder.path());
  CHECK(result.out == "13 0 2 0 True\n");
  check_failure("grad half --ramp -2:2:5 --check --json", 2,
                {"--json", "standard output", "-o FILE"});
  check_failure("grad half --ramp -2:2:5 --json -o x.csv", 2, {"--json", "--check"});
}

TEST_CASE("a derivative that a planted fault made wrong ends the program with status 1") {
  const std::vector<double> x = {-1, 2, 3};
  const std::vector<double> g = {1, 1, 1};
  const std::vector<double> wrong = {0, 1, 1.01};
  rectify::GradientCheck check;
  rectify::make_shape(rectify::HalfWave{})->check_input(x, g, wrong, check);
  try {
    rectify::cli::report_check(check);
    FAIL("the fault was not found");
  } catch (const rectify::io::Error& error) {
    CHECK(error.status() == rectify::io::ExitStatus::kFailed);
    CHECK(std::string(error.what()).find("1 of 3 derivatives disagree") != std::string::npos);
  }
}
