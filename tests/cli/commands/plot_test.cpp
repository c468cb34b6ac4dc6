// Looks at the pictures that plot makes: their size, and whether the curves go where the numbers
// are.
#include <doctest/doctest.h>

#include <cmath>
#include <numbers>

#include "support/picture.hpp"
#include "support/table.hpp"

using namespace test;

namespace {

/// `rectify plot …` into that picture.
Picture plotted(const std::string& line, const TemporaryFolder& folder, bool quiet = true) {
  const Result result = shell("$RECTIFY plot " + line + " -o p.png", folder.path());
  CAPTURE(line);
  CHECK(result.out == "");
  if (quiet) CHECK(result.err == "");
  REQUIRE(result.status == 0);
  return Picture(folder / "p.png");
}

/// The points of a curve in the script: a data block each, in their order.
std::vector<std::vector<std::pair<double, double>>> curves_of(const std::string& script) {
  std::vector<std::vector<std::pair<double, double>>> curves;
  bool inside = false;
  for (const std::string& line : split(script, '\n')) {
    if (line.ends_with("<< RECTIFY_END")) {
      curves.emplace_back();
      inside = true;
    } else if (line == "RECTIFY_END") {
      inside = false;
    } else if (inside && !line.empty()) {
      std::pair<double, double> point;
      REQUIRE(std::sscanf(line.c_str(), "%lf %lf", &point.first, &point.second) == 2);
      curves.back().push_back(point);
    }
  }
  return curves;
}

/// The same of the script for that picture.
std::vector<std::vector<std::pair<double, double>>> curves_of_plot(const std::string& line,
                                                                   const TemporaryFolder& folder) {
  const Result result = shell(
      "$RECTIFY plot " + line + " -o /dev/null --format svg --script s.gp --force", folder.path());
  CAPTURE(result.err);
  REQUIRE(result.status == 0);
  return curves_of(read_file(folder / "s.gp"));
}

}  // namespace

TEST_CASE("a picture has 800 pixels from left to right, or the size that is asked for") {
  const TemporaryFolder folder;
  const std::string sine = "half --sine 50 --cycles 2";
  const Picture usual = plotted(sine, folder);
  CHECK(usual.width == 800);
  CHECK(usual.height == 370);
  const Picture asked = plotted(sine + " --force --size 640x200", folder);
  CHECK(asked.width == 640);
  CHECK(asked.height == 200);
  CHECK(asked.is(0, 0, {255, 255, 255}, 2));
}

TEST_CASE("input and output of a sine go where its values are, the output over the input") {
  const TemporaryFolder folder;
  const Picture picture = plotted("half --sine 50 --cycles 2", folder);
  const Axes axes(picture, 0, 40, -1.1, 1.1);
  for (const double ms : {2.0, 4.0, 8.0, 22.5, 26.0}) {
    check_passes(picture, axes, kBlue, ms, std::sin(2 * std::numbers::pi * ms / 20));
  }
  for (const double ms : {11.5, 13.0, 16.0, 33.0}) {
    check_passes(picture, axes, kGrey, ms, std::sin(2 * std::numbers::pi * ms / 20));
    check_passes(picture, axes, kBlue, ms, 0);
  }
  // Where they are one, the wide input is seen on both sides of the output.
  const auto grey = picture.rows(axes.column(5), kGrey, axes.top, axes.bottom);
  CHECK(grey.size() >= 2);
}

TEST_CASE("--range shows a part, up to its edges") {
  const TemporaryFolder folder;
  const Picture picture = plotted("half --sine 50 --cycles 2 --range 2ms:8ms", folder);
  const double edge = std::sin(2 * std::numbers::pi * 2 / 20);
  const double room = 0.05 * (1 - edge);
  const Axes axes(picture, 2, 8, edge - room, 1 + room);
  for (const double ms : {3.0, 4.0, 5.0, 7.0}) {
    check_passes(picture, axes, kBlue, ms, std::sin(2 * std::numbers::pi * ms / 20));
  }
}

TEST_CASE("every channel has its panel where each has its own output") {
  const TemporaryFolder folder;
  const Picture picture = plotted("full --sine 50 --phase 0,90 --cycles 1", folder);
  CHECK(picture.height == 620);
  const Axes upper(picture, 0, 20, -1.1, 1.1);
  const Axes lower(picture, 0, 20, -1.1, 1.1, upper.bottom + 20);
  for (const double ms : {3.0, 12.0, 18.0}) {
    const double angle = 2 * std::numbers::pi * ms / 20;
    check_passes(picture, upper, kBlue, ms, std::fabs(std::sin(angle)));
    check_passes(picture, lower, kBlue, ms, std::fabs(std::cos(angle)));
  }
}

TEST_CASE("phases that share a load are drawn in one panel with what they give") {
  const TemporaryFolder folder;
  const Picture picture =
      plotted("half --sine 50 --phase 0,120,240 --polyphase --cycles 1", folder);
  const Axes axes(picture, 0, 20, -1.1, 1.1);
  for (const double ms : {4.0, 5.0, 11.0}) {
    double greatest = -1;
    for (const double phase : {0.0, 120.0, 240.0}) {
      greatest = std::max(greatest, std::sin(2 * std::numbers::pi * (ms / 20 + phase / 360)));
    }
    check_passes(picture, axes, kBlue, ms, greatest);
  }
  CHECK(picture.count(kVermillion) > 100);
  CHECK(picture.count(kGreen) > 100);
}

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

TEST_CASE("a long signal is drawn as its envelope, not as a million points") {
  const TemporaryFolder folder;
  const auto curves = curves_of_plot("full --sweep 20:20k --duration 60s --gain -6", folder);
  for (std::size_t i = 0; i < 2; ++i) {
    CHECK(curves[i].size() > 1600);
    CHECK(curves[i].size() <= 3200);  // two points in each column, two columns in a pixel
    double least = 0;
    double greatest = 0;
    for (const auto& point : curves[i]) {
      least = std::min(least, point.second);
      greatest = std::max(greatest, point.second);
      CHECK(point.first <= 60);
    }
    CHECK(least == doctest::Approx(i == 0 ? -1 : 0).epsilon(1e-4));
    CHECK(greatest == doctest::Approx(i == 0 ? 1 : 0.501187).epsilon(1e-4));
  }
  CHECK(read_file(folder / "s.gp").size() < 400000);
}

TEST_CASE("one sample in millions is seen") {
  const TemporaryFolder folder;
  REQUIRE(shell("awk 'BEGIN { print \"a\"; for (i = 0; i < 1e6; ++i) print i == 700001 ? 5 : 0 }' "
                "> a.csv",
                folder.path())
              .status == 0);
  const auto curves = curves_of_plot("none a.csv", folder);
  REQUIRE(curves.size() == 1);
  CHECK(std::count(curves[0].begin(), curves[0].end(), std::pair(700001.0, 5.0)) == 1);
}

TEST_CASE("the x axis is that of the table, time by a rate, or the frames") {
  const TemporaryFolder folder;
  write_file(folder / "ms.csv", "Time (ms),CH1 (V)\n0,1\n2,-1\n5,3\n");
  write_file(folder / "time.csv", "time,a\n0,1\n0.002,-1\n0.004,3\n");
  write_file(folder / "bare.csv", "a,b\n1,2\n-1,3\n3,1\n");
  write_file(folder / "iso.csv",
             "when,a\n2024-05-06T07:08:09,1\n2024-05-06T07:08:19.5,-1\n"
             "2024-05-06T07:09:09,2\n");
  const auto check = [&](const std::string& line, const std::string& x_label,
                         const std::string& y_label, const std::vector<double>& places) {
    CAPTURE(line);
    const auto curves = curves_of_plot(line, folder);
    std::vector<double> xs;
    for (const auto& point : curves[0]) xs.push_back(point.first);
    CHECK(xs == places);
    const std::string script = read_file(folder / "s.gp");
    CHECK_MESSAGE(script.find("set xlabel \"" + x_label + "\"") != script.npos, script);
    CHECK_MESSAGE(script.find("\"" + y_label + "\"") != script.npos, script);
  };
  check("half ms.csv", "Time (ms)", "CH1 (V)", {0, 2, 5});
  check("half ms.csv --range 1ms:6ms", "Time (ms)", "CH1 (V)", {0, 2, 5});
  check("half time.csv", "time in ms", "a", {0, 2, 4});
  check("half time.csv --rate 1000", "time in ms", "a", {0, 1, 2});
  check("half bare.csv", "frame", "b", {0, 1, 2});
  check("half iso.csv", "when since 2024-05-06T07:08:09 in s", "a", {0, 10.5, 60});
  check("half --sine 1 --rate 10 --samples 3", "time in ms", "amplitude", {0, 100, 200});
  check("half --sine 1 --amplitude 0 --samples 3 --rate 4", "time in ms", "amplitude",
        {0, 250, 500});
  check("half --ramp -1:1:3", "x", "amplitude", {-1, 0, 1});
  write_file(folder / "plus.csv", "time,a\n+0,1\n+1.5,2\n+3e3,3\n");
  check("half plus.csv", "time in min", "a", {0, 1.5 / 60, 50});
  write_file(folder / "hours.csv", "time,a\n0,1\n9000,2\n18000,3\n");
  check("half hours.csv", "time in h", "a", {0, 2.5, 5});
  write_file(folder / "comma.csv", "Zeit;a\n0,5;1\n1,25;2\n");
  check("half comma.csv", "Zeit in s", "a", {0.5, 1.25});
  // Of a time and a date the numbers are the axis, wherever they stand; a date may lack a name.
  write_file(folder / "both.csv",
             "date,time,a\n2024-05-06T07:08:09,0,1\n2024-05-06T07:08:10,2,2\n");
  check("half both.csv", "time in s", "a", {0, 2});
  write_file(folder / "turned.csv",
             "time,date,a\n0,2024-05-06T07:08:09,1\n2,2024-05-06T07:08:10,2\n");
  check("half turned.csv", "time in s", "a", {0, 2});
  write_file(folder / "dates.csv", "from,to,a\n2024-05-06,2024-05-07,1\n2024-05-06,2024-05-08,2\n");
  check("half dates.csv", "to since 2024-05-07 in h", "a", {0, 24});  // the last of the dates
  write_file(folder / "unnamed.csv", ",a\n2024-05-06T07:08:09,1\n2024-05-06T07:08:11,2\n");
  check("half unnamed.csv", "2024-05-06T07:08:09 in s", "a", {0, 2});
}

TEST_CASE(
    "frames without a place on the axis are left out with a warning, or told of where all are") {
  const TemporaryFolder folder;
  const std::string left_out =
      " not finite, too large or without a place on the axis: left out of the picture\n";
  for (const std::string hole : {"", "NA", "1e400", "inf"}) {
    CAPTURE(hole);
    write_file(folder / "x.csv", "time,a,b\n0,1,2\n" + hole + ",2,3\n2,-1,4\n");
    for (const std::string range : {"", " --range 0:2"}) {
      const Result result =
          shell("$RECTIFY plot none x.csv -o /dev/null --force --format svg --script s.gp" + range,
                folder.path());
      CHECK(result.status == 0);
      CHECK(result.err.ends_with("rectify: warning: 2 values are" + left_out));
      CHECK(curves_of(read_file(folder / "s.gp"))[0] ==
            std::vector<std::pair<double, double>>{{0, 1}, {2, -1}});
    }
  }
  write_file(folder / "x.csv", "when,a\n2024-05-06T07:08:09,1\n,2\n2024-05-06T07:08:11,3\n");
  const Result stamps = shell(
      "$RECTIFY plot none x.csv -o /dev/null --force --format svg --script s.gp", folder.path());
  CHECK(stamps.err == "rectify: warning: 1 value is" + left_out);
  CHECK(curves_of(read_file(folder / "s.gp"))[0] ==
        std::vector<std::pair<double, double>>{{0, 1}, {2, 3}});
  for (const std::string command : {"plot none", "plot grad half"}) {
    check_failure(command, 2,
                  {"no frame has a place on the axis 'time'", "--axis none counts frames"},
                  "time,a\n0,1\nlater,2\n2,3\n");
    check_failure(command + " --range 7:8", 2, {"--range holds no frame"}, "time,a\n0,1\n1,2\n");
  }
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

TEST_CASE("values that can't be drawn leave a gap and a warning") {
  const TemporaryFolder folder;
  write_file(folder / "a.csv", "a\n1\nnan\n-inf\n2\n1e305\n3\n");
  const Result result = shell("$RECTIFY plot none a.csv -o /dev/null --script s.gp", folder.path());
  CHECK(result.status == 0);
  CHECK(result.err ==
        "rectify: warning: 3 values are not finite, too large or without a place on the axis: left "
        "out of the picture\n");
  CHECK(read_file(folder / "s.gp")
            .find(
                // Each lone sample is a dash of the 400th of the axis to either side.
                "\n-0.0125 1\n0.0125 1\n\n2.9875 2\n3.0125 2\n\n4.9875 3\n5.0125 3\nRECTIFY_END") !=
        std::string::npos);
}

TEST_CASE("pictures of nothing, of one frame and of silence are pictures") {
  const TemporaryFolder folder;
  for (const std::string of : {"--samples 0", "--samples 1", "--amplitude 0"}) {
    for (const std::string kind : {"", "--transfer"}) {
      const Picture picture =
          plotted("half --sine 50 --force " + kind + " " + of, folder, of != "--samples 0");
      const Axes axes(picture, 0, 1, 0, 1);
      CHECK(axes.right - axes.left > 600);
    }
  }
  for (const std::string rate : {"48k", "1"}) {
    const Picture picture =
        plotted("none --sine 0.1 --samples 0 --spectrum --force --rate " + rate, folder, false);
    const Axes axes(picture, 0, 1, 0, 1);
    CHECK(axes.right - axes.left > 600);
  }
  CHECK(run_line("plot grad half --sine 50 --samples 0 --format txt").err ==
        "rectify: warning: the generated signal: holds no frames\n");
}

TEST_CASE("what can't be drawn is said before anything is") {
  check_failure("plot none --sine 50 --transfer", 2, {"--transfer has no effect without a shape"});
  check_failure("plot half --ramp 0:1:5 --spectrum", 2, {"--spectrum has no effect with --ramp"});
  check_failure("plot half --sine 50 --transfer --spectrum", 2, {"exclude each other"});
  check_failure("plot half --ramp 0:1:5 --range 1ms:2ms", 2,
                {"unit of the x axis", "bare numbers"});
  check_failure("plot half --sine 50 --range 20Hz:2kHz", 2, {"which is a time"});
  check_failure("plot half --sine 50 --range 5:6", 2, {"--range holds no frame"});
  check_failure("plot half --sine 50 --range 2:1", 2, {"--range", "100ms:125ms"});
  check_failure("plot half --sine 50 --range 2", 2, {"--range", "100ms:125ms"});
  check_failure("plot half --sine 50 --transfer --range 1ms:2ms", 2, {"bare numbers"});
  check_failure("plot half --sine 50 --spectrum --range 1s:2s", 2, {"frequencies: 20:2k"});
  check_failure("plot half --sine 50 --spectrum --range=-5:5", 2, {"frequencies: 20:2k"});
  check_failure("plot half --sine 50 --spectrum --range 30k:40k", 2, {"half the rate", "24000"});
  check_failure("plot half --sine 50 --spectrum --samples 63", 2, {"needs 64 frames", "63"});
  check_failure("plot half --sine 50 --channels 8", 2, {"at most 7 channels", "has 8"});
  check_failure("plot half --sine 50 --channels 7 --sum-channels", 2, {"at most 6 channels"});
  check_failure("plot half --sine 50 --channels 3 --sum-channels --transfer", 2,
                {"an output for each input", "3 channels become 1"});
  check_failure("plot grad half --sine 50 --channels 4", 2, {"at most 3 channels"});
  check_failure("plot grad half", 2, {"at most 3 channels", "has 4; --column picks some"},
                "a,b,c,d\n1,2,3,4\n");
  check_failure("plot half", 2, {"at most 7 channels", "has 8; --column picks some"},
                "a,b,c,d,e,f,g,h\n1,2,3,4,5,6,7,8\n");
  check_failure("plot half --sine 50 --size 9x9", 2, {"--size", "800x400"});
  check_failure("plot half - --spectrum", 2, {"--spectrum needs a rate"}, "a\n1\n2\n");
  check_failure("plot half --sine 50 -o x.gif", 4, {"x.gif", ".svg .png .pdf .txt"});
  check_failure("plot", 2, {"plot of what?", "half, full, multiphase, units, none, grad"});
  check_failure("plot song.wav", 2, {"did you mean rectify plot half song.wav?"});
  check_failure("plot grad song.wav", 2, {"did you mean rectify plot grad half song.wav?"});
}

TEST_CASE("a transfer of nothing but numbers that are none is an empty picture, and is told") {
  const TemporaryFolder folder;
  const Result plot =
      shell("printf 'x\\nnan\\nnan\\n' | $RECTIFY plot half - --transfer -o p.png", folder.path());
  CHECK(plot.status == 0);
  CHECK(plot.err.find("2 values are not finite") != std::string::npos);
  CHECK(Picture(folder / "p.png").width == 800);
}
