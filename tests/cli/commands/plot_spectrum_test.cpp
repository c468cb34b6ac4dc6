// Looks at --spectrum: whether the lines are at their frequencies and levels.
#include <doctest/doctest.h>

#include <cmath>
#include <numbers>

#include "support/plotted.hpp"
#include "support/table.hpp"

using namespace test;

TEST_CASE("--spectrum shows the harmonics of a bridge at their levels") {
  const TemporaryFolder folder;
  const auto curves =
      curves_of_plot("full --sine 1k --rate 64k --alias-free --spectrum --duration 4s", folder);
  REQUIRE(curves.size() == 2);
  const auto peak = [](const auto& curve, double low, double high) {
    std::pair<double, double> best{0, -1e9};
    for (const auto& point : curve) {
      if (low < point.first && point.first < high && point.second > best.second) best = point;
    }
    return best;
  };
  // The fundamental of the input is 1, so 0 dB; of the output there is 4/π/(4m² - 1) at 2m kHz.
  CHECK(peak(curves[0], 500, 1500).second == doctest::Approx(0).epsilon(0.001));
  for (int m = 1; m <= 6; ++m) {
    const double level = 20 * std::log10(4 / std::numbers::pi / (4 * m * m - 1));
    const auto [hertz, decibels] = peak(curves[1], 2000.0 * m - 500, 2000.0 * m + 500);
    CHECK(hertz == doctest::Approx(2000 * m).epsilon(1e-3));
    CHECK(std::fabs(decibels - level) < 0.01);  // both fall on places of 65536/64000
    CHECK(peak(curves[1], 2000.0 * m - 1500, 2000.0 * m - 500).second < -150);
  }
  const std::string script = read_file(folder / "s.gp");
  CHECK(script.find("\"full (DC -3.9 dB)\"") != script.npos);  // 2/π
  CHECK(script.find("\"input (no DC)\"") != script.npos);
  CHECK(script.find("set xlabel \"frequency in Hz\"") != script.npos);
  CHECK(script.find("\nset logscale x") != script.npos);
}

TEST_CASE("a spectrum can be drawn from DC on") {
  const TemporaryFolder folder;
  const auto curves = curves_of_plot("full --sine 50 --spectrum --range 0:500", folder);
  REQUIRE(curves.size() == 2);
  CHECK(curves[1].front().first == 0);
  CHECK(curves[1].front().second == doctest::Approx(20 * std::log10(2 / std::numbers::pi)));
  CHECK(curves[1].back().first <= 500);
  CHECK(read_file(folder / "s.gp").find("\nset logscale x") == std::string::npos);
}

TEST_CASE("a spectrum takes what is not finite for 0, and says how much that was") {
  const TemporaryFolder folder;
  std::string table = "a\nnan\n";
  for (int n = 1; n < 128; ++n) table += n % 8 == 0 ? "1\n" : "0\n";
  write_file(folder / "x.csv", table);
  const auto said = [&](const std::string& command) {
    return shell("$RECTIFY plot " + command +
                     " x.csv --rate 1k --spectrum -o /dev/null --force "
                     "--format svg --script s.gp",
                 folder.path())
        .err;
  };
  CHECK(said("none") == "rectify: warning: 1 value is not finite, and taken as 0\n");
  CHECK(said("half") == "rectify: warning: 2 values are not finite, and taken as 0\n");
  for (const auto& curve : curves_of(read_file(folder / "s.gp"))) {
    CHECK(!curve.empty());
    for (const auto& point : curve) CHECK(std::isfinite(point.second));
  }
}

TEST_CASE(
    "a spectrum shows the sum of channels after them, and is in kHz where that reads better") {
  const TemporaryFolder folder;
  const auto greatest = [](const auto& curve) {
    double most = -HUGE_VAL;
    for (const auto& point : curve) most = std::max(most, point.second);
    return most;
  };
  const auto curves = curves_of_plot(
      "none --sine 1k --rate 64k --channels 2 --sum-channels --spectrum --duration 4s --range "
      "0:6k",
      folder);
  REQUIRE(curves.size() == 3);
  CHECK(std::fabs(greatest(curves[0])) < 0.01);  // 0 dB: 1 kHz falls on a place of 65536/64000
  CHECK(std::fabs(greatest(curves[1])) < 0.01);
  CHECK(std::fabs(greatest(curves[2]) - 20 * std::log10(2.0)) < 0.01);
  CHECK(curves[2].back().first == doctest::Approx(6).epsilon(1e-3));
  CHECK(read_file(folder / "s.gp").find("set xlabel \"frequency in kHz\"") != std::string::npos);
}
