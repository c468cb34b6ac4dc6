// Checks grad --alias-free from outside: every shape in every lane, against the forward command
// moved a little, and what it can't have.
#include <doctest/doctest.h>

#include <cmath>
#include <functional>
#include <sstream>

#include "support/table.hpp"

using namespace test;

namespace {

constexpr int kFrames = 700;

/// A sound and a table of two channels at 8 kHz, an upstream for them that is 0 near its ends, and
/// a target.
struct Inputs {
  TemporaryFolder folder;
  Inputs() {
    write("x.csv", true, [](int n, int c) {
      return 0.5 * std::sin((c == 0 ? 0.7 : 0.31) * n + c) + 0.3 * std::sin(1.3 * n + 1);
    });
    write("g.csv", false, [](int n, int c) {
      return n < 200 || n >= kFrames - 200 ? 0 : std::sin((c == 0 ? 0.3 : 2.1) * n + 0.5);
    });
    write("t.csv", false, [](int n, int c) { return 0.4 * std::cos(0.2 * n + c); });
    for (const std::string name : {"x", "g", "t"}) {
      const std::string rate = name == "x" ? "" : " --rate 8000";
      const Result made =
          here("half --leak 1 " + name + ".csv" + rate + " --encoding double -o " + name + ".wav");
      REQUIRE_MESSAGE(made.status == 0, made.err);
    }
  }
  /// x with one sample moved.
  void write_moved(int frame, int channel, double by) const {
    write("moved.csv", true, [&](int n, int c) {
      const double x = 0.5 * std::sin((c == 0 ? 0.7 : 0.31) * n + c) + 0.3 * std::sin(1.3 * n + 1);
      return n == frame && c == channel ? x + by : x;
    });
  }
  void write(const std::string& name, bool timed,
             const std::function<double(int, int)>& value) const {
    std::ostringstream text;
    text.precision(17);
    text << (timed ? "time,a,b\n" : "a,b\n");
    for (int n = 0; n < kFrames; ++n) {
      if (timed) text << n / 8000.0 << ',';
      text << value(n, 0) << ',' << value(n, 1) << '\n';
    }
    write_file(folder / name, text.str());
  }
  [[nodiscard]] Result here(const std::string& line) const {
    return shell("$RECTIFY " + line, folder.path());
  }
  [[nodiscard]] Table table(const std::string& line) const {
    const Result result = here(line);
    REQUIRE_MESSAGE(result.status == 0, result.err);
    return read_table(result.out);
  }
};

/// Σ g·y of what the forward command makes.
double weighted_sum(const Inputs& inputs, const std::string& line, const Table& g) {
  const Table y = inputs.table(line + " --alias-free");
  double sum = 0;
  for (const std::string channel : {"a", "b"}) {
    const std::string name =
        y.header.back().starts_with("ch") ? (channel == "a" ? "ch1" : "ch2") : channel;
    for (std::size_t n = 0; n < g.at(channel).size(); ++n) sum += g.at(channel)[n] * y.at(name)[n];
  }
  return sum;
}

std::string number(double value) {
  std::ostringstream text;
  text.precision(17);
  text << value;
  return text.str();
}

const std::vector<std::string> kShapes = {
    "half",
    "half --drop 0.2 --leak 0.1 --negative",
    "full",
    "full --drop 0.1",
    "units --unit 1,-0.1 --unit=-2,0.3,0.5 --unit 1,-0.1,0.2 --leak 0.1 --mean",
    "multiphase",
    "multiphase --phases 2",
    "multiphase --phases 3 --drop 0.1",
    "multiphase --phase-list 10,50,220 --mean"};

}  // namespace

TEST_CASE("every shape has its alias-free gradient, the same from sound, tables and pipes") {
  const Inputs inputs;
  const auto numbers = [](const std::string& text) { return text.substr(text.find('\n')); };
  for (const std::string& shape : kShapes) {
    for (const std::string down : {"", " --upstream g", " --target t"}) {
      CAPTURE(shape);
      CAPTURE(down);
      const std::string line = "grad " + shape + " --alias-free --no-time";
      const auto of = [&](const std::string& kind) {
        return down.empty() ? "" : down + "." + kind;
      };
      const Result table = inputs.here(line + " x.csv" + of("csv"));
      REQUIRE_MESSAGE(table.status == 0, table.err);
      CHECK((table.err.find("e = ") != std::string::npos) == down.starts_with(" --target"));
      const Result sound = inputs.here(line + " x.wav" + of("wav"));
      CHECK(numbers(sound.out) == numbers(table.out));
      const Result piped = shell("cat x.wav | $RECTIFY " + line + of("wav"), inputs.folder.path());
      CHECK(piped.out == sound.out);
      CHECK(piped.err == sound.err);
    }
  }
}

TEST_CASE("the check holds for every alias-free shape, from sound, tables and pipes") {
  const Inputs inputs;
  // Few frames, since each is rectified three times with all around it: 2 channels of 40.
  for (const std::string name : {"x", "g", "t"}) {
    REQUIRE(shell("head -41 " + name + ".csv > few_" + name +
                      ".csv && $RECTIFY half --leak 1 few_" + name + ".csv" +
                      (name == "x" ? "" : " --rate 8k") + " --encoding double -o few_" + name +
                      ".wav",
                  inputs.folder.path())
                .status == 0);
  }
  const std::vector<std::string> lanes = {"$RECTIFY %s few_x.csv", "$RECTIFY %s few_x.wav",
                                          "cat few_x.wav | $RECTIFY %s",
                                          "cat few_x.csv | $RECTIFY %s --upstream few_t.csv",
                                          "$RECTIFY %s few_x.wav --target few_t.csv"};
  std::size_t turn = 0;
  for (const std::string& shape : kShapes) {
    for (int i = 0; i < 2; ++i) {
      std::string line = lanes[turn++ % lanes.size()];
      line.replace(line.find("%s"), 2, "grad " + shape + " --alias-free --check -o d.wav --force");
      const Result result = shell(line, inputs.folder.path());
      CAPTURE(line);
      CAPTURE(result.err);
      CHECK(result.status == 0);
      const std::size_t said = result.err.find("check: all of ");
      REQUIRE(said != std::string::npos);
      // Each sample, by both parts of z where there are two, and each parameter; some are near a
      // kink, as where the silence around the signal lies on one.
      CHECK(std::strtol(result.err.c_str() + said + 14, nullptr, 10) > 60);
    }
  }
}

TEST_CASE("columns are x, y, the upstream and the gradient, in line with each other") {
  const Inputs inputs;
  const Table x = inputs.table("half --leak 1 x.csv");
  for (const std::string shape : {"half", "multiphase --phases 3"}) {
    const Table made = inputs.table("grad " + shape + " --alias-free x.csv --upstream g.csv");
    const std::string name = shape.substr(0, shape.find(' '));
    CHECK(made.header == std::vector<std::string>{"time", "a", "a_" + name, "a_upstream", "a_grad",
                                                  "b", "b_" + name, "b_upstream", "b_grad"});
    const Table y = inputs.table(shape + " --alias-free x.csv");
    const Table g = read_table(read_file(inputs.folder / "g.csv"));
    CHECK(made.at("time") == x.at("time"));
    for (const std::string channel : {"a", "b"}) {
      CHECK(made.at(channel) == x.at(channel));
      CHECK(made.at(channel + "_" + name) == y.at(channel));
      CHECK(made.at(channel + "_upstream") == g.at(channel));
    }
    // As sound the gradient comes alone, as floats.
    CHECK(inputs.here("grad " + shape + " --alias-free x.csv --upstream g.csv --force -o d.wav")
              .status == 0);
    const Table sound = inputs.table("half --leak 1 d.wav");
    for (std::size_t n = 0; n < made.at("time").size(); ++n) {
      CHECK(sound.at("ch1")[n] == static_cast<float>(made.at("a_grad")[n]));
      CHECK(sound.at("ch2")[n] == static_cast<float>(made.at("b_grad")[n]));
    }
  }
}

TEST_CASE("without a drop e grows in proportion to x: <x, gradient> = <g, y>") {
  const Inputs inputs;
  for (const std::string shape : {"half", "half --leak 0.3", "full", "multiphase --phases 5",
                                  "multiphase --phase-list 10,50,220"}) {
    const std::string name = shape.substr(0, shape.find(' '));
    const Table made = inputs.table("grad " + shape + " --alias-free x.csv --upstream g.csv");
    for (const std::string channel : {"a", "b"}) {
      double by_input = 0;
      double by_result = 0;
      for (std::size_t n = 0; n < made.at("time").size(); ++n) {
        by_input += made.at(channel)[n] * made.at(channel + "_grad")[n];
        by_result += made.at(channel + "_upstream")[n] * made.at(channel + "_" + name)[n];
      }
      CAPTURE(shape);
      // 700 terms of up to 3, each some ulps off; through the filter some hundred.
      CHECK(std::fabs(by_input - by_result) <= 1e-11);
    }
  }
}

TEST_CASE("the alias-free gradient is that of the forward command, moved a little: by x") {
  const Inputs inputs;
  const Table g = read_table(read_file(inputs.folder / "g.csv"));
  for (const std::string shape : {"half --drop 0.1", "full", "multiphase --phases 3"}) {
    const Table made = inputs.table("grad " + shape + " --alias-free x.csv --upstream g.csv");
    for (const int frame : {150, 201, 350, 444}) {
      for (const int channel : {0, 1}) {
        constexpr double kStep = 1e-6;
        inputs.write_moved(frame, channel, kStep);
        const double above = weighted_sum(inputs, shape + " moved.csv", g);
        inputs.write_moved(frame, channel, -kStep);
        const double below = weighted_sum(inputs, shape + " moved.csv", g);
        CAPTURE(shape);
        CAPTURE(frame);
        // 1400 terms of 1e-16 over the step.
        CHECK(std::fabs((above - below) / (2 * kStep) -
                        made.at(channel == 0 ? "a_grad"
                                             : "b_grad")[static_cast<std::size_t>(frame)]) <= 1e-6);
      }
    }
  }
}

TEST_CASE("the alias-free gradient is that of the forward command, moved a little: by parameters") {
  const Inputs inputs;
  const Table g = read_table(read_file(inputs.folder / "g.csv"));
  struct Case {
    std::string shape;
    std::function<std::string(const std::vector<double>&)> options;
    std::vector<double> at;
    std::vector<std::string> columns;  // rows of these, then what has no place in the table
  };
  const std::vector<Case> cases = {
      {"half",
       [](const auto& p) { return " --drop " + number(p[0]) + " --leak " + number(p[1]); },
       {0.2, 0.1},
       {"drop", "leak"}},
      {"full", [](const auto& p) { return " --drop " + number(p[0]); }, {0.15}, {"drop"}},
      {"units",
       [](const auto& p) {
         return " --unit=" + number(p[0]) + "," + number(p[1]) + "," + number(p[2]) +
                " --unit=" + number(p[3]) + "," + number(p[4]) + "," + number(p[5]) + " --leak 0.1";
       },
       {1, -0.1, 0.7, -2, 0.3, 0.5},
       {"a", "b", "c"}},
      {"multiphase",
       [](const auto& p) {
         return " --phase-list " + number(p[0]) + "rad," + number(p[1]) + "rad --drop 0.1";
       },
       {0.3, 1.9},
       {"phase"}}};
  for (const Case& test : cases) {
    const Table made = [&] {
      const Result result = inputs.here("grad " + test.shape + test.options(test.at) +
                                        " --alias-free x.csv --upstream g.csv --force "
                                        "--parameters p.csv -o d.csv");
      REQUIRE_MESSAGE(result.status == 0, result.err);
      return read_table(read_file(inputs.folder / "p.csv"));
    }();
    for (std::size_t k = 0; k < test.at.size(); ++k) {
      constexpr double kStep = 1e-6;
      std::vector<double> moved = test.at;
      moved[k] += kStep;
      const double above = weighted_sum(inputs, test.shape + test.options(moved) + " x.csv", g);
      moved[k] = test.at[k] - kStep;
      const double below = weighted_sum(inputs, test.shape + test.options(moved) + " x.csv", g);
      const std::size_t width = test.columns.size();
      CAPTURE(test.shape);
      CAPTURE(k);
      CHECK(std::fabs(made.at(test.columns[k % width])[k / width] - test.at[k]) <= 1e-15);
      // 1400 terms of 1e-16 over the step.
      CHECK(std::fabs((above - below) / (2 * kStep) -
                      made.at("grad_" + test.columns[k % width])[k / width]) <= 2e-6);
    }
  }
}

TEST_CASE("a generated wave's alias-free gradient is by its samples, of multiphase by its angle") {
  const Inputs inputs;
  const Table g = read_table(read_file(inputs.folder / "g.csv"));
  const std::string wave = " --rate 8000 --samples 700 --channels 2 --amplitude 0.8";
  for (const std::string source : {" --sine 731", " --sweep 300:2k"}) {
    for (const std::string few : {"half", "full --drop 0.1", "units --unit 1,0.2", "multiphase"}) {
      CHECK(inputs.here("grad " + few + " --alias-free --check --samples 40" + source)
                .err.find("check: all of ") != std::string::npos);
    }
    const std::string shape = "multiphase --phases 3 --drop 0.1" + source + wave;
    const Result result = inputs.here("grad " + shape + " --alias-free --upstream g.csv");
    REQUIRE_MESSAGE(result.status == 0, result.err);
    const Table made = read_table(result.out);
    double sum = 0;  // over all frames that reach where g is not 0, which those around don't
    for (const std::string channel : {"ch1", "ch2"}) {
      for (const double by_angle : made.at(channel + "_grad")) sum += by_angle;
    }
    constexpr double kStep = 1e-6;
    const double above = weighted_sum(inputs, shape + " --phase " + number(kStep) + "rad", g);
    const double below = weighted_sum(inputs, shape + " --phase=-" + number(kStep) + "rad", g);
    CHECK(std::fabs((above - below) / (2 * kStep) - sum) <= 2e-6);
  }
}

TEST_CASE("e and its gradient by the target are those of what the alias-free shape gives") {
  const Inputs inputs;
  const Result result = inputs.here("grad full --alias-free x.csv --target t.csv");
  REQUIRE(result.status == 0);
  const Table made = read_table(result.out);
  const Table target = read_table(read_file(inputs.folder / "t.csv"));
  double e = 0;
  for (const std::string channel : {"a", "b"}) {
    for (std::size_t n = 0; n < target.at(channel).size(); ++n) {
      const double off = made.at(channel + "_full")[n] - target.at(channel)[n];
      e += off * off / (2.0 * kFrames);
      CHECK(std::fabs(made.at(channel + "_upstream")[n] - off / kFrames) <= 1e-15);
    }
  }
  const double said = std::strtod(result.err.c_str() + result.err.find("e = ") + 4, nullptr);
  CHECK(std::fabs(said - e) <= 1e-12);
}

TEST_CASE("what is no number makes the gradient NaN as far as it reaches, and is told of") {
  const Inputs inputs;
  for (const bool upstream : {false, true}) {
    const std::string name = upstream ? "g.csv" : "x.csv";
    CHECK(shell("awk -F, -v OFS=, 'NR == 352 {$NF = \"nan\"} 1' " + name + " > bad.csv",
                inputs.folder.path())
              .status == 0);
    const std::string files = upstream ? "x.csv --upstream bad.csv" : "bad.csv --upstream g.csv";
    const Result result = inputs.here("grad half --alias-free --check " + files);
    CHECK(result.status == 0);
    CHECK(result.err.find("frame 350, counted from 0") != std::string::npos);
    CHECK(result.err.find("154 frames before and after it are NaN") != std::string::npos);
    const Table made = read_table(result.out);
    for (std::size_t n = 0; n < made.at("time").size(); ++n) {
      CHECK(std::isnan(made.at("b_grad")[n]) == (n >= 350 - 154 && n <= 350 + 154));
      CHECK_FALSE(std::isnan(made.at("a_grad")[n]));
    }
    // Through the quadrature filter, which tells of x itself, there is one warning, of that frame.
    const Result phases = inputs.here("grad multiphase --alias-free " + files);
    CHECK(phases.status == 0);
    const std::size_t first = phases.err.find("warning: ");
    CHECK(phases.err.find(upstream ? "the upstream gradient: frame 350" : "bad.csv: frame 350") !=
          std::string::npos);
    CHECK(phases.err.find("warning: ", first + 1) == std::string::npos);
  }
  write_file(inputs.folder / "n.csv", "time,a\n0,1\n0.001,nan\n0.002,3\n");
  const Result forward = inputs.here("half --alias-free n.csv");
  CHECK(forward.status == 0);
  CHECK(forward.err.find("n.csv: frame 1, counted from 0") != std::string::npos);
}

TEST_CASE("what an alias-free gradient can't have is refused with the reason") {
  check_failure("grad half --ramp 0:1:9 --alias-free", 2, {"--alias-free", "--ramp"});
  check_failure("grad full --sine-over 0:1:9 --alias-free", 2, {"--alias-free", "--sine-over"});
  check_failure("grad full --alias-free", 2, {"--alias-free", "--rate"}, "a\n1\n-2\n");
  check_failure("grad half --sine 50 --alias-free --at-zero 1", 2, {"--at-zero", "--alias-free"});
  check_failure("grad units --unit 1,0 x.csv --target y.csv --fit 3 --learning-rate 1 --alias-free",
                2, {"--fit", "--alias-free"});
  check_failure("grad multiphase --sine 50 --phases 5000 --alias-free", 2, {"4096", "5000"});
}
