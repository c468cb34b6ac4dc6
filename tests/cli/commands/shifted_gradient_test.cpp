// Checks grad multiphase on what is not generated: through the filter and back, by x, by every
// phase and by the drop.
#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <sstream>

#include "support/process.hpp"
#include "support/table.hpp"

using namespace test;

namespace {

/// A table of two channels at 400 Hz, where the filter reaches 69 frames, and an upstream for it.
struct Tables {
  TemporaryFolder folder;
  Tables() {
    std::ostringstream x;
    std::ostringstream g;
    x.precision(17);
    g.precision(17);
    x << "time,a,b\n";
    g << "a,b\n";
    for (int n = 0; n < kFrames; ++n) {
      x << n * 0.0025 << ',' << std::sin(0.7 * n) + 0.4 * std::sin(1.9 * n + 1) << ','
        << std::cos(0.01 * n * n) << '\n';
      g << std::sin(0.3 * n) << ',' << std::cos(2.1 * n) << '\n';
    }
    write_file(folder / "x.csv", x.str());
    write_file(folder / "g.csv", g.str());
  }
  [[nodiscard]] Result run_here(const std::string& line) const {
    return shell("$RECTIFY " + line, folder.path());
  }
  static constexpr int kFrames = 600;
};

/// Σ g·y of what the forward command makes of x.
double weighted_sum(const Tables& tables, const std::string& options) {
  const Result result = tables.run_here("multiphase x.csv " + options);
  REQUIRE_MESSAGE(result.status == 0, result.err);
  const Table y = read_table(result.out);
  const Table g = read_table(read_file(tables.folder / "g.csv"));
  double sum = 0;
  for (const std::string channel : {"a", "b"}) {
    for (std::size_t n = 0; n < g.at(channel).size(); ++n)
      sum += g.at(channel)[n] * y.at(channel)[n];
  }
  return sum;
}

std::string options_of(const std::array<double, 4>& parameters) {
  std::ostringstream line;
  line.precision(17);
  line << "--phase-list " << parameters[0] << "rad," << parameters[1] << "rad," << parameters[2]
       << "rad --drop " << parameters[3] << " --mean";
  return line.str();
}

}  // namespace

TEST_CASE(
    "multiphase of a sound goes back through the filter's transpose, in line with its input") {
  TemporaryFolder folder;
  const auto here = [&](const std::string& line) {
    const Result result = shell(line, folder.path());
    REQUIRE_MESSAGE(result.status == 0, result.err);
    return result.out;
  };
  here(
      "$RECTIFY generate --sweep 20:3k --rate 8k --duration 3s --phase 0,50 "
      "--encoding double -o x.wav");
  here(
      "$RECTIFY generate --sine 17 --rate 8k --duration 3s --phase 20,0 "
      "--encoding double -o g.wav");
  const std::string line = "$RECTIFY grad multiphase --phases 3 --upstream g.wav ";
  const std::string text = here(line + "x.wav");
  const Table made = read_table(text);
  CHECK(made.header[3] == "ch1_upstream");
  CHECK(made.at("time") == read_table(here("$RECTIFY half x.wav")).at("time"));
  const Table plain = read_table(here("$RECTIFY units --unit 1,0 --unit=-1,0,-1 x.wav"));
  CHECK(made.at("ch2") == plain.at("ch2"));
  CHECK(made.at("ch2_multiphase") ==
        read_table(here("$RECTIFY multiphase --phases 3 x.wav")).at("ch2"));
  // The sum grows in proportion to its input, so by Euler <x, gradient> = <g, y>.
  for (const std::string channel : {"ch1", "ch2"}) {
    double by_input = 0;
    double by_result = 0;
    for (std::size_t n = 0; n < made.at("time").size(); ++n) {
      by_input += made.at(channel)[n] * made.at(channel + "_grad")[n];
      by_result += made.at(channel + "_upstream")[n] * made.at(channel + "_multiphase")[n];
    }
    // Both sums have 24000 terms below 2, each an ulp or two off.
    CHECK(std::fabs(by_input - by_result) <= 24000 * 2 * 1e-12);
  }
  CHECK(here("cat x.wav | " + line + "-") == text);
  here(line + "x.wav -o d.wav");
  CHECK(read_table(here("$RECTIFY units --unit 1,0 --unit=-1,0,-1 d.wav")).at("ch1").size() ==
        24000);
  // One phase is half-wave, to the bit, and needs no rate.
  CHECK(read_table(here("$RECTIFY grad multiphase --phases 1 --upstream g.wav x.wav"))
            .at("ch1_grad") ==
        read_table(here("$RECTIFY grad half --upstream g.wav x.wav")).at("ch1_grad"));
  // A loss comes down the same way.
  const Result loss = shell("$RECTIFY grad multiphase x.wav --target g.wav --mean", folder.path());
  CHECK(loss.status == 0);
  CHECK(loss.err.starts_with("rectify: e = "));
}

TEST_CASE("the gradients by phases and drop are those of the forward command, moved a little") {
  const Tables tables;
  const std::array<double, 4> at = {0.3, 1.9, -2.2, 0.2};
  const Result result = tables.run_here(
      "grad multiphase x.csv --upstream g.csv --parameters p.csv -v " + options_of(at));
  REQUIRE_MESSAGE(result.status == 0, result.err);
  const Table made = read_table(read_file(tables.folder / "p.csv"));
  CHECK(made.header == std::vector<std::string>{"phase", "grad_phase"});
  std::vector<double> gradients = made.at("grad_phase");
  REQUIRE(gradients.size() == 3);
  const std::size_t drop = result.err.find("de/ddrop = ");
  REQUIRE(drop != std::string::npos);
  gradients.push_back(std::strtod(result.err.c_str() + drop + 11, nullptr));
  for (std::size_t k = 0; k < 4; ++k) {
    constexpr double kStep = 1e-6;
    std::array<double, 4> moved = at;
    moved[k] = at[k] + kStep;
    const double above = weighted_sum(tables, options_of(moved));
    moved[k] = at[k] - kStep;
    const double below = weighted_sum(tables, options_of(moved));
    // 1200 terms of 1e-16 over the step; a sample that passes its kink on the way adds 1e-6 / 3.
    CHECK(std::fabs((above - below) / (2 * kStep) - gradients[k]) <= 2e-6);
  }
}

TEST_CASE(
    "the check holds for any phases, from files, pipes and tables, and back through the filter") {
  const Tables tables;
  for (const std::string phases :
       {"", " --phases 1", " --phases 2 --drop 0.1", " --phases 5 --mean --at-zero 0.5",
        " --phase-list 10,200,45 --drop 0.3"}) {
    for (const std::string down : {"", " --upstream g.csv", " --target g.csv"}) {
      const Result result = tables.run_here("grad multiphase x.csv --check" + phases + down);
      CAPTURE(result.err);
      CHECK(result.status == 0);
      CHECK(result.err.find("check: all of ") != std::string::npos);
    }
  }
  // Two parts of z, eight phases and the drop, of 1200 samples; and one way back a channel.
  CHECK(tables.run_here("grad multiphase x.csv --upstream g.csv --check")
            .err.find("all of 13202 derivatives agree") != std::string::npos);
  const Result piped = tables.run_here("grad multiphase --check -o d.wav < <(cat x.csv)");
  CHECK(piped.status == 0);
  CHECK(piped.err.find("check: all of ") != std::string::npos);
  const Result sound =
      run_line("grad multiphase --check " RECTIFY_SOURCE_DIR "/data/pluck_stereo.wav");
  CHECK(sound.status == 0);
  CHECK(sound.err.find("check: all of ") != std::string::npos);
}

TEST_CASE("gradients of upright phases need the filter and a rate, and leave all else as it is") {
  const Tables tables;
  for (const std::string phases : {"--phases 1", "--phases 2 --drop 0.1", "--phase-list 180,0,0"}) {
    const std::string line = "grad multiphase x.csv --upstream g.csv " + phases;
    const Result plain = tables.run_here(line);
    const Result with = tables.run_here(line + " --parameters p.csv --force");
    CHECK(with.status == 0);
    CHECK(with.out == plain.out);
  }
  const std::string table = "a\n1\n-2\n";
  CHECK(run_line("grad multiphase --phases 2 --verbose", table).status == 0);
  check_failure("grad multiphase --phases 2 --check", 2, {"multiphase", "--rate"}, table);
  CHECK(run_line("grad multiphase --phases 2 --check --rate 400", table).status == 0);
}

TEST_CASE(
    "what is no number spreads over the filter's reach, in x or on the way back, and is told") {
  const Tables tables;
  const auto spoil = [&](const std::string& from, const std::string& to) {
    CHECK(shell("awk -F, -v OFS=, 'NR == 302 {$NF = \"nan\"} 1' " + from + " > " + to,
                tables.folder.path())
              .status == 0);
  };
  spoil("x.csv", "spoilt_x.csv");
  spoil("g.csv", "spoilt_g.csv");
  const Result x = tables.run_here("grad multiphase spoilt_x.csv --upstream g.csv");
  CHECK(x.status == 0);
  CHECK(x.err.starts_with("rectify: warning: spoilt_x.csv: frame 300, "));
  const Result g = tables.run_here("grad multiphase x.csv --upstream spoilt_g.csv --check");
  CHECK(g.status == 0);
  CHECK(g.err.starts_with("rectify: warning: the upstream gradient: frame 300, "));
  // Two parts, eight phases, the drop, and the way back of that channel.
  CHECK(g.err.find(" and 12 not finite") != std::string::npos);
  const Table made = read_table(g.out);
  for (std::size_t n = 0; n < made.at("time").size(); ++n) {
    CHECK(std::isnan(made.at("b_grad")[n]) == (n >= 300 - 69 && n <= 300 + 69));
    CHECK_FALSE(std::isnan(made.at("a_grad")[n]));
  }
}

TEST_CASE("many phases have gradients by x, but not each its own") {
  const Tables tables;
  CHECK(tables.run_here("grad multiphase x.csv --phases 5000 --verbose").status == 0);
  const Result result = tables.run_here("grad multiphase x.csv --phases 5000 --check");
  CHECK(result.status == 2);
  CHECK(result.err.find("5000 phases are too many: at most 4096") != std::string::npos);
}
