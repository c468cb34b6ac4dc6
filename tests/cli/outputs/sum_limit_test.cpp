// Checks the rule for sums that pass full scale: an integer output takes none of a full-scale sine
// that it can't hold, unless the command line says what is to become of it.
#include <doctest/doctest.h>

#include <cmath>
#include <numbers>

#include "support/process.hpp"
#include "support/sound_bytes.hpp"

using namespace test;

namespace {

/// The greatest Σ relu(sin(θ + φ_k) - V), by the plain sum at 100000 angles.
double plain_peak(const std::vector<double>& degrees, double drop) {
  double peak = 0;
  for (int i = 0; i < 100000; ++i) {
    double sum = 0;
    for (const double phase : degrees) {
      sum += std::max(0.0, std::sin((i / 100000.0 + phase / 360) * 2 * std::numbers::pi) - drop);
    }
    peak = std::max(peak, sum);
  }
  return peak;
}

std::vector<double> even(int phases) {
  std::vector<double> degrees;
  for (int k = 0; k < phases; ++k) degrees.push_back(360.0 * k / phases);
  return degrees;
}

}  // namespace

TEST_CASE("a sum is refused by an integer output just where it passes full scale") {
  const TemporaryFolder folder;
  write_file(folder / "in.wav", wav(1, 16, 1, std::string(2000, '\1')));
  struct Case {
    std::string options;
    std::vector<double> degrees;
    double drop = 0;
  };
  std::vector<Case> cases;
  for (const int phases : {1, 2, 3, 4, 5, 6, 7, 8, 9, 31, 100}) {
    for (const std::string drop : {"0", "0.1", "0.3", "0.45", "0.6", "0.9"}) {
      cases.push_back({"--phases " + std::to_string(phases) + " --drop " + drop, even(phases),
                       std::stod(drop)});
    }
  }
  cases.push_back({"--phase-list 0", {0}});
  cases.push_back({"--phase-list 0,180", {0, 180}});
  cases.push_back({"--phase-list 0,120,240", {0, 120, 240}});
  cases.push_back({"--phase-list 0,119,240", {0, 119, 240}});
  cases.push_back({"--phase-list 0,0", {0, 0}});
  cases.push_back({"--phase-list 17,197,107", {17, 197, 107}});
  cases.push_back({"--phase-list 0,90 --drop 0.2", {0, 90}, 0.2});
  cases.push_back({"--phase-list 0,90 --drop 0.3", {0, 90}, 0.3});
  int refused = 0;
  for (const Case& c : cases) {
    CAPTURE(c.options);
    const double peak = plain_peak(c.degrees, c.drop);
    // Near to 1 the plain sum's angles do not tell; none of these cases is there, but those of 1.
    const bool passes = peak > 1 + 1e-6;
    if (std::fabs(peak - 1) > 1e-9) REQUIRE(std::fabs(peak - 1) > 1e-4);
    const Result result =
        shell("$RECTIFY multiphase in.wav -o out.wav -q --force " + c.options, folder.path());
    CHECK(result.status == (passes ? 2 : 0));
    refused += passes ? 1 : 0;
  }
  CHECK(refused > 20);
  CHECK(refused < static_cast<int>(cases.size()) - 10);
}

TEST_CASE("the refusal names the options that end it, and each of them does") {
  const TemporaryFolder folder;
  write_file(folder / "in.wav", wav(1, 16, 1, std::string(2000, '\1')));
  CHECK(
      shell("$RECTIFY multiphase in.wav -o out.wav", folder.path()).err ==
      "rectify: error: the sum of the phases of a full-scale sine comes to 2.613 (+8.34 dB), which "
      "pcm_16 can't hold: give --mean, --gain -8.35, --normalize or --encoding (which may be "
      "float)\n");
  for (const std::string option :
       {"--mean", "--gain -8.35", "--gain 0", "--normalize", "--normalize=-3", "--encoding float",
        "--encoding pcm_16", "--encoding pcm_24", "--envelope", "--phases 2", "--phases 3"}) {
    CAPTURE(option);
    CHECK(
        shell("$RECTIFY multiphase in.wav -q --force -o out.wav " + option, folder.path()).status ==
        0);
  }
  CHECK(folder.names() == std::vector<std::string>{"in.wav", "out.wav"});
}

TEST_CASE("the rule holds for every integer output, and for no other") {
  const TemporaryFolder folder;
  write_file(folder / "in.wav", wav(1, 16, 1, std::string(2000, '\1')));
  REQUIRE(
      shell("$RECTIFY half in.wav --encoding float -o float.wav && $RECTIFY half in.wav -o in.flac "
            "&& $RECTIFY half in.wav --encoding ulaw -o ulaw.wav && $RECTIFY half in.wav "
            "--encoding pcm_24 -o in.aiff && printf 'time,a\\n0,1\\n0.001,-1\\n' > in.csv",
            folder.path())
          .status == 0);
  const std::vector<std::pair<std::string, int>> lines = {
      {"in.wav -o o.wav", 2},       {"in.wav -o o.flac", 2},
      {"in.flac -o o.flac", 2},     {"in.flac -o o.wav", 2},
      {"in.aiff -o o.caf", 2},      {"ulaw.wav -o o.au", 2},
      {"in.wav -o o.raw", 2},       {"--raw s16le:8000:1 in.wav -o o.raw", 2},
      {"< in.wav --format wav", 2}, {"float.wav -o o.wav", 0},
      {"in.wav -o o.csv", 0},       {"in.wav --format csv", 0},
      {"in.wav -o o.ogg", 0},       {"in.csv -o o.wav", 0},
      {"--sine 50 -o o.wav", 0},    {"float.wav -o o.flac", 4}};
  for (const auto& [line, status] : lines) {
    const std::string captured = line;  // clang 14 captures no structured binding
    CAPTURE(captured);
    CHECK(shell("$RECTIFY multiphase " + line, folder.path()).status == status);
    shell("rm -f o.*", folder.path());
  }
}
