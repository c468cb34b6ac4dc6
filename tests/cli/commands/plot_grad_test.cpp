// Looks at the pictures of the backward pass and of a fit.
#include <doctest/doctest.h>

#include <cmath>
#include <numbers>

#include "support/picture.hpp"
#include "support/table.hpp"

using namespace test;

TEST_CASE("x, y, upstream and gradient go where their values are") {
  const TemporaryFolder folder;
  REQUIRE(run_line("plot grad half --ramp -2:2:401 -o " + (folder / "p.png")).status == 0);
  const Picture picture(folder / "p.png");
  CHECK(picture.height == 620);
  const Axes values(picture, -2, 2, -2.2, 2.2);
  check_passes(picture, values, kGrey, -1.5, -1.5);
  check_passes(picture, values, kBlue, -1, 0);
  check_passes(picture, values, kBlue, 1, 1);
  const Axes gradients(picture, -2, 2, -0.05, 1.05, values.bottom + 20);
  check_passes(picture, gradients, kGrey, -1, 1);
  check_passes(picture, gradients, kBlue, -1, 0);
  check_passes(picture, gradients, kBlue, 1, 1);
}

TEST_CASE("a fit is drawn with its target, and e over its steps as --losses has them") {
  const TemporaryFolder folder;
  const std::string data = RECTIFY_SOURCE_DIR "/data/";
  const Result fit = shell("$RECTIFY plot grad units --ramp=-2:2:401 --units " + data +
                               "fit_start.csv --target " + data +
                               "ramp_half.csv --fit 50 --learning-rate 0.02 -o p.png --script s.gp "
                               "--losses e.csv --parameters p.csv",
                           folder.path());
  CAPTURE(fit.err);
  REQUIRE(fit.status == 0);
  CHECK(fit.err.starts_with("rectify: fit: 50 steps, e from "));
  const Picture picture(folder / "p.png");
  CHECK(picture.height == 870);
  const Axes values(picture, -2, 2, -2.2, 2.2);
  check_passes(picture, values, kGrey, -1, -1);
  // The last data block is e.
  const std::string script = read_file(folder / "s.gp");
  const std::size_t at = script.rfind(" << RECTIFY_END\n") + 16;
  const auto lines = split(script.substr(at, script.find("RECTIFY_END", at) - at), '\n');
  const Table losses = read_table(read_file(folder / "e.csv"));
  REQUIRE(lines.size() == 51);
  for (std::size_t step = 0; step < lines.size(); ++step) {
    double x = -1;
    double e = -1;
    REQUIRE(std::sscanf(lines[step].c_str(), "%lf %lf", &x, &e) == 2);
    CHECK(x == static_cast<double>(step));
    CHECK(e == doctest::Approx(losses.at("e")[step]).epsilon(1e-8));  // nine digits are written
  }
  CHECK(script.find("set xlabel \"step\"") != script.npos);
  CHECK(script.find("set logscale y") != script.npos);
  // The target, relu(x), is the second curve.
  CHECK(script.find("title \"target\"") != script.npos);
  const std::size_t target = script.find("$curve_1_2 << RECTIFY_END\n") + 26;
  for (const std::string& line :
       split(script.substr(target, script.find("RECTIFY_END", target) - target), '\n')) {
    double x = 0;
    double y = -1;
    REQUIRE(std::sscanf(line.c_str(), "%lf %lf", &x, &y) == 2);
    CHECK(y == doctest::Approx(std::fmax(x, 0)).epsilon(1e-8));
  }
  CHECK(read_file(folder / "p.csv").starts_with("a,b,c,grad_a"));
}

TEST_CASE("the gradient of a shifted sound comes in line with it") {
  const TemporaryFolder folder;
  const std::string line = "multiphase --phases 3 " RECTIFY_SOURCE_DIR "/data/pluck.wav ";
  REQUIRE(shell("$RECTIFY grad " + line + "> g.csv && $RECTIFY plot grad " + line +
                    "--range 100ms:105ms -o p.svg --script s.gp",
                folder.path())
              .status == 0);
  const Table table = read_table(read_file(folder / "g.csv"));
  const std::string script = read_file(folder / "s.gp");
  const auto points = [&](const std::string& block) {
    const std::size_t at = script.find(block + " << RECTIFY_END\n") + block.size() + 16;
    return split(script.substr(at, script.find("RECTIFY_END", at) - at), '\n');
  };
  const std::vector<std::pair<std::string, std::string>> curves = {
      {"$curve_1_1", "ch1"}, {"$curve_1_2", "ch1_multiphase"}, {"$curve_2_2", "ch1_grad"}};
  for (const auto& curve : curves) {
    const std::string& column = curve.second;
    CAPTURE(column);
    const auto lines = points(curve.first);
    REQUIRE(lines.size() == 223);  // of 100 to 105 ms at 44.1 kHz, and one on either side
    std::size_t frame = 4409;
    for (const std::string& text : lines) {
      double ms = 0;
      double y = 0;
      REQUIRE(std::sscanf(text.c_str(), "%lf %lf", &ms, &y) == 2);
      CHECK(ms == doctest::Approx(static_cast<double>(frame) / 44.1));
      CHECK(y == doctest::Approx(table.at(column)[frame]).epsilon(1e-8));
      ++frame;
    }
  }
}

TEST_CASE("a fit whose e is 0 from the first is drawn with a plain axis") {
  const TemporaryFolder folder;
  const Result fit = shell(
      "$RECTIFY half --ramp=-2:2:5 -o y.csv; $RECTIFY plot grad units --ramp=-2:2:5 --unit 1,0 "
      "--target y.csv "
      "--fit 3 --learning-rate 0.1 -o p.svg --script s.gp",
      folder.path());
  CHECK(fit.status == 0);
  const std::string script = read_file(folder / "s.gp");
  CHECK(script.find("title \"e, 0 to 0\"") != script.npos);
  CHECK(script.find("\nset logscale y") == script.npos);
}

TEST_CASE("phases on one load that go up and down too often to be followed have solid curves") {
  const TemporaryFolder folder;
  const std::string line =
      "$RECTIFY plot grad half --sine 1k --phase 0,90 --polyphase -o p.svg --force --script s.gp ";
  const auto member = [&](const std::string& length) {
    REQUIRE(shell(line + length, folder.path()).status == 0);
    const std::string script = read_file(folder / "s.gp");
    const std::size_t at = script.find("$curve_1_2 using");
    REQUIRE(at != script.npos);
    return script.substr(at, script.find('\n', at) - at);
  };
  CHECK(member("--duration 1").find("linewidth 1.5 dashtype solid") != std::string::npos);
  CHECK(member("--cycles 2").find("linewidth 2 dashtype (4,3)") != std::string::npos);
}
