// Looks at --transfer: output over input.
#include <doctest/doctest.h>

#include <cmath>
#include <numbers>

#include "support/plotted.hpp"
#include "support/table.hpp"

using namespace test;

TEST_CASE("--transfer is the curve of a diode, whatever the order of the input") {
  const TemporaryFolder folder;
  const std::string diode = "half --drop 0.7 --transfer --force ";
  const Picture ramp = plotted(diode + "--ramp -2:2:401", folder);
  const Axes axes(ramp, -2, 2, -0.065, 1.365);
  for (const double x : {-1.5, -0.2, 0.5}) check_passes(ramp, axes, kBlue, x, 0);
  for (const double x : {1.0, 1.5, 1.9}) check_passes(ramp, axes, kBlue, x, x - 0.7);
  const Picture sine = plotted(diode + "--sine 317 --amplitude 2", folder);
  const Axes same(sine, -2, 2, -0.065, 1.365);
  for (const double x : {-1.5, -0.2, 0.5}) check_passes(sine, same, kBlue, x, 0);
  for (const double x : {1.0, 1.5, 1.9}) check_passes(sine, same, kBlue, x, x - 0.7);
}

TEST_CASE("--transfer draws each channel over its input, in the range asked for") {
  const TemporaryFolder folder;
  using Points = std::vector<std::pair<double, double>>;
  write_file(folder / "x.csv", "a,b\n1,2\n-1,nan\n1e305,3\n2,4\n");
  const std::string line =
      "$RECTIFY plot half x.csv --transfer -o /dev/null --force --format svg "
      "--script s.gp ";
  const Result whole = shell(line, folder.path());
  CHECK(whole.err ==
        "rectify: warning: 2 values are not finite, too large or without a place on "
        "the axis: left out of the picture\n");
  const auto script = [&] { return read_file(folder / "s.gp"); };
  CHECK(curves_of(script()) ==
        std::vector<Points>{{{-1, 0}, {1, 1}, {2, 2}}, {{2, 2}, {3, 3}, {4, 4}}});
  for (const std::string label : {"xlabel \"a\"", "ylabel \"a\"", "xlabel \"b\"", "ylabel \"b\""}) {
    CHECK(script().find("set " + label) != std::string::npos);
  }
  // The script says "leak" of no input that is 1e305 long: of what is drawn alone are the ranges.
  CHECK(script().find("set xrange [-1:2]") != std::string::npos);
  CHECK(script().find("set xrange [2:4]") != std::string::npos);
  CHECK(shell(line + "--range=-1.5:1.5 -q", folder.path()).status == 0);
  CHECK(curves_of(script()) == std::vector<Points>{{{-1, 0}, {1, 1}}, {}});
  CHECK(script().find("set xrange [-1.5:1.5]") != std::string::npos);
  CHECK(curves_of_plot("half --sine 50 --phase 0,90 --samples 9 --transfer", folder).size() == 2);
  CHECK(script().find("set xlabel \"ch2\"") != std::string::npos);
  write_file(folder / "y.csv", "a\n1e299\n1\n");
  const Result high = shell(
      "$RECTIFY plot half y.csv --gain 40 --transfer -o /dev/null --force "
      "--format svg --script s.gp",
      folder.path());
  CHECK(high.err.starts_with("rectify: warning: 1 value is not finite, too large"));
  CHECK(curves_of(script()) == std::vector<Points>{{{0.9975, 100}, {1.0025, 100}}});
  check_failure("plot half --ramp -2:2:5 --transfer --range 5:6", 2,
                {"--range holds no sample of the input"});
}

TEST_CASE("where y is no function of x, --transfer has dots") {
  const TemporaryFolder folder;
  const auto curves = curves_of_plot("full --sine 50 --cycles 2 --hold 5ms --transfer", folder);
  REQUIRE(curves.size() == 1);
  CHECK(read_file(folder / "s.gp").find("with linespoints pointtype 7") != std::string::npos);
  // On the way down the capacitor holds what it has: two results at one input.
  double spread = 0;
  for (std::size_t i = 1; i < curves[0].size(); ++i) {
    if (curves[0][i].first != curves[0][i - 1].first) continue;
    spread = std::max(spread, std::fabs(curves[0][i].second - curves[0][i - 1].second));
  }
  CHECK(spread > 0.1);
  const std::string text =
      output_of("plot full --sine 50 --cycles 2 --hold 5ms --transfer --size 60x15");
  CHECK(text.find("A   full, then --hold") != std::string::npos);  // the mark alone, no line
}

TEST_CASE("a transfer of nothing but numbers that are none is an empty picture, and is told") {
  const TemporaryFolder folder;
  const Result plot =
      shell("printf 'x\\nnan\\nnan\\n' | $RECTIFY plot half - --transfer -o p.png", folder.path());
  CHECK(plot.status == 0);
  CHECK(plot.err.find("2 values are not finite") != std::string::npos);
  CHECK(Picture(folder / "p.png").width == 800);
}
