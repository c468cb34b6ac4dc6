// Looks at the pictures that plot makes over time: their size, and whether the curves go where the
// numbers are.
#include <doctest/doctest.h>

#include <cmath>
#include <numbers>

#include "support/plotted.hpp"
#include "support/table.hpp"

using namespace test;

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
