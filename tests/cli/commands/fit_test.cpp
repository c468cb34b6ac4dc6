// Checks fits: the loss they reach, their parameters, --losses and --fit 0, and their mistakes.
#include <doctest/doctest.h>

#include <cmath>
#include <cstdio>
#include <filesystem>

#include "support/table.hpp"

using namespace test;

namespace {

const std::string kFit =
    "$RECTIFY grad units x.csv --unit 1,0.5 --unit -1,0.25,2 --target y.csv -o d.csv ";

void prepare(const TemporaryFolder& folder) {
  write_file(folder / "x.csv", "a\n-1\n0.5\n2\n");
  write_file(folder / "y.csv", "y\n0\n1\n2\n");
}

/// e after so many steps, as the words of a fit of that length say it.
double loss_after(int steps, const TemporaryFolder& folder) {
  const std::string rate = steps == 0 ? "" : " --learning-rate 0.05";
  const Result fit =
      shell("rm -f d.csv; " + kFit + "--fit " + std::to_string(steps) + rate, folder.path());
  CAPTURE(fit.err);
  REQUIRE(fit.status == 0);
  double e = std::nan("");
  const std::size_t at = fit.err.find(steps == 0 ? "e = " : " to ");
  REQUIRE(at != fit.err.npos);
  REQUIRE(std::sscanf(fit.err.c_str() + at + 4, "%lf", &e) == 1);
  return e;
}

}  // namespace

TEST_CASE("a fit lowers the loss, and its parameters are units that the forward command takes") {
  TemporaryFolder folder;
  const std::string target = folder / "t.csv";
  write_file(target, output_of("full --sine-over 0:6.283185307179586:200"));
  const std::string line =
      "grad units --ramp=-1:1:200 --unit 1,0.5 --unit=-1,0.5 --unit 1,-0.2 "
      "--target " +
      target + " --parameters " + (folder / "p.csv");
  const Result fitted = run_line(line + " --fit 500 --learning-rate 0.1");
  REQUIRE(fitted.status == 0);
  double first = 0;
  double last = 0;
  REQUIRE(std::sscanf(fitted.err.c_str(), "rectify: fit: 500 steps, e from %lf to %lf (mse)",
                      &first, &last) == 2);
  CHECK(last < first / 5);
  const Table again = read_table(output_of("units --ramp=-1:1:200 --units " + (folder / "p.csv")));
  CHECK(again.at("ch1") == read_table(fitted.out).at("ch1_units"));
  CHECK(fitted.err.find("rectify: e = ") != std::string::npos);
}

TEST_CASE("a fit that leaves the numbers ends with status 1 and the last finite parameters") {
  TemporaryFolder folder;
  write_file(folder / "t.csv", output_of("generate --ramp 0:1:50"));
  const std::string table = folder / "p.csv";
  check_failure("grad units --ramp 0:1:50 --unit 1,1,2 --leak 1 --target " + (folder / "t.csv") +
                    " --fit 1000 --learning-rate 100 --parameters " + table,
                1, {"not finite", "--learning-rate", table});
  const Table parameters = read_table(read_file(table));
  REQUIRE(parameters.at("a").size() == 1);
  CHECK(std::isfinite(parameters.at("a")[0]));
  CHECK(output_of("units --ramp 0:1:3 --units " + table).size() > 10);
}

TEST_CASE("a fit that can't begin says why, and no word of a rate that has no part in it") {
  TemporaryFolder folder;
  write_file(folder / "x.csv", "x\n1e200\n");
  write_file(folder / "none.csv", "x\n");
  const auto said = [&](const std::string& line) {
    const Result result = shell("$RECTIFY grad units --unit 2,0 " + line, folder.path());
    CHECK(result.out == "");
    return std::pair(result.status, result.err);
  };
  CHECK(said("x.csv --target x.csv --fit 0 -o o.csv") ==
        std::pair(1, std::string("rectify: error: fit: e is not finite before the first step\n")));
  CHECK(said("none.csv --target none.csv --fit 3 --learning-rate 1 -o o.csv") ==
        std::pair(
            3, std::string("rectify: error: none.csv: holds no frames, and a fit needs some\n")));
}

TEST_CASE("eight units learn |sin x| and sin x as far as the README says") {
  const std::string over = "=-3.141592653589793:3.141592653589793:401";
  const std::string readme = read_file(RECTIFY_SOURCE_DIR "/README.md");
  for (const std::string wave : {"full", "generate"}) {
    const Result fitted =
        shell("$RECTIFY " + wave + " --sine-over" + over + " | $RECTIFY grad units --ramp" + over +
              " --units " RECTIFY_SOURCE_DIR
              "/data/fit_start.csv --target - "
              "--fit 2000 --learning-rate 0.02");
    double first = 0;
    double last = 0;
    REQUIRE(std::sscanf(fitted.err.c_str(), "rectify: fit: 2000 steps, e from %lf to %lf (mse)",
                        &first, &last) == 2);
    CHECK(readme.find(std::to_string(std::lround(first / last)) + "-fold") != std::string::npos);
  }
}

TEST_CASE("--fit 0 says e of the units as they are, and changes nothing") {
  const TemporaryFolder folder;
  prepare(folder);
  const Result plain = shell(kFit + "&& cp d.csv plain.csv", folder.path());
  const Result fit = shell("rm d.csv; " + kFit + "--fit 0", folder.path());
  CHECK(fit.status == 0);
  // y = 2.5, 1, 2.5; less the target 2.5, 0, 0.5: 6.5/3
  CHECK(plain.err.starts_with("rectify: e = 2.16666666666666"));
  CHECK(fit.err == "rectify: fit: 0 steps, " + plain.err.substr(9) + plain.err);
  CHECK(read_file(folder / "d.csv") == read_file(folder / "plain.csv"));
}

TEST_CASE("--losses holds e before the first step and after every one") {
  const TemporaryFolder folder;
  prepare(folder);
  REQUIRE(shell(kFit + "--fit 5 --learning-rate 0.05 --losses e.csv", folder.path()).status == 0);
  const Table losses = read_table(read_file(folder / "e.csv"));
  CHECK(losses.header == std::vector<std::string>{"step", "e"});
  CHECK(losses.at("step") == std::vector<double>{0, 1, 2, 3, 4, 5});
  for (int step = 0; step <= 5; ++step) {
    CHECK(losses.at("e")[static_cast<std::size_t>(step)] == loss_after(step, folder));
  }
  REQUIRE(shell("rm d.csv; " + kFit + "--fit 0 --losses start.csv", folder.path()).status == 0);
  CHECK(read_table(read_file(folder / "start.csv")).at("step") == std::vector<double>{0});
}

TEST_CASE("more losses than are written at once are all there") {
  const TemporaryFolder folder;
  prepare(folder);
  REQUIRE(shell(kFit + "--fit 1100 --learning-rate 0.01 --losses e.csv", folder.path()).status ==
          0);
  const Table losses = read_table(read_file(folder / "e.csv"));
  REQUIRE(losses.at("step").size() == 1101);
  for (std::size_t step = 0; step < 1101; ++step) {
    CHECK(losses.at("step")[step] == static_cast<double>(step));
  }
}

TEST_CASE("the losses of a fit that leaves the numbers end where it does") {
  const TemporaryFolder folder;
  prepare(folder);
  const Result fit = shell(kFit + "--fit 1000 --learning-rate 100 --losses e.csv", folder.path());
  CHECK(fit.status == 1);
  CHECK_FALSE(std::filesystem::exists(folder / "d.csv"));
  const std::vector<double> e = read_table(read_file(folder / "e.csv")).at("e");
  CHECK(e.size() < 100);
  CHECK(e.front() == doctest::Approx(6.5 / 3));
  for (std::size_t i = 0; i + 1 < e.size(); ++i) CHECK(std::isfinite(e[i]));
}

TEST_CASE("an existing file of losses is refused before the fit, and replaced with --force") {
  const TemporaryFolder folder;
  prepare(folder);
  write_file(folder / "e.csv", "old");
  const std::string line = kFit + "--fit 3 --learning-rate 0.1 --losses e.csv";
  const Result refused = shell(line, folder.path());
  CHECK(refused.status == 4);
  CHECK(refused.err == "rectify: error: e.csv: exists; --force replaces it\n");
  CHECK(read_file(folder / "e.csv") == "old");
  CHECK(shell(line + " --force", folder.path()).status == 0);
  CHECK(read_file(folder / "e.csv").starts_with("step,e\n0,"));
  CHECK(
      shell("rm d.csv; " + kFit + "--fit 1 --learning-rate 0.1 --losses - | head -1", folder.path())
          .out == "step,e\n");
}

TEST_CASE("what --fit needs, and what has no effect without it, is said") {
  const std::string line = "grad units --ramp 0:1:5 --unit 1,0 ";
  check_failure(line + "--losses e.csv", 2, {"--losses has no effect without --fit"});
  check_failure(line + "--target t.csv --fit 1", 2, {"--fit needs --learning-rate"});
  check_failure(line + "--target t.csv --fit 0 --learning-rate 1", 2,
                {"--learning-rate has no effect with --fit 0"});
  check_failure("grad half --ramp 0:1:5 --losses e.csv", 2,
                {"--losses has no effect in grad half; it goes with grad units"});
}

TEST_CASE("a fit of a pipe writes the parameters and losses that one of a file writes") {
  const TemporaryFolder folder;
  write_file(folder / "x.csv", "x\n1\n-2\n3\n");
  write_file(folder / "t.csv", "t\n1\n0\n3\n");
  write_file(folder / "u.csv", "a,b,c\n1,0,1.5\n");
  for (const std::string from : {"x.csv", "-"}) {
    const Result fit = shell("cat x.csv | $RECTIFY grad units --units u.csv " + from +
                                 " --target t.csv --fit 3 --learning-rate 0.01 --parameters p" +
                                 from + ".csv --losses l" + from + ".csv -o g" + from + ".csv",
                             folder.path());
    CAPTURE(fit.err);
    CHECK(fit.status == 0);
  }
  for (const std::string what : {"p", "l", "g"}) {
    const std::string of_file = read_file(folder / (what + "x.csv.csv"));
    CHECK(of_file.size() > 10);
    CHECK(read_file(folder / (what + "-.csv")) == of_file);
  }
}
