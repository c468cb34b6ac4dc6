// Checks multiphase on files, tables and pipes: what it gives, what its ends and latency are, and
// what it says of input that can't be shifted.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>

#include "support/process.hpp"
#include "support/sound_bytes.hpp"
#include "support/table.hpp"

using namespace test;

namespace {

constexpr std::size_t kReach8k = 1371;  // the first odd number >= 0.1712·8000

/// The float samples of a WAV file that rectify wrote.
std::vector<double> floats(const std::string& path) {
  const std::string bytes = read_file(path);
  std::vector<double> samples;
  const std::size_t data = bytes.find("data") + 8;
  for (std::size_t at = data; at + 4 <= bytes.size(); at += 4) {
    float x = 0;
    std::memcpy(&x, bytes.data() + at, 4);
    samples.push_back(static_cast<double>(x));
  }
  return samples;
}

void must(const std::string& line, const TemporaryFolder& folder) {
  const Result result = shell(line, folder.path());
  CAPTURE(line);
  CHECK(result.err == "");
  REQUIRE(result.status == 0);
}

/// The second result against the first, `skip` frames from either end left out.
double greatest_difference(const std::vector<double>& a, const std::vector<double>& b,
                           std::size_t skip) {
  REQUIRE(a.size() == b.size());
  double worst = 0;
  for (std::size_t n = skip; n + skip < a.size(); ++n) {
    worst = std::max(worst, std::fabs(a[n] - b[n]));
  }
  return worst;
}

}  // namespace

TEST_CASE("a file that holds a sine gives the closed form of the generator") {
  const TemporaryFolder folder;
  // With each, the greatest sum of the unit vectors of phases that conduct together.
  const std::vector<std::pair<std::string, double>> sums = {{"", 2.62},
                                                            {"--phases 3", 1},
                                                            {"--phases 1000 --mean", 0.32},
                                                            {"--drop 0.3", 2.62},
                                                            {"--envelope", 1},
                                                            {"--phases 5 --hold 3ms", 1.62},
                                                            {"--phase-list 0,20,200,90", 3}};
  for (const std::string hz : {"10", "50", "441", "3990"}) {
    const std::string sine = "--sine " + hz + " --rate 8k --amplitude 0.8 ";
    must("$RECTIFY generate " + sine + "--phase 33 --encoding double -o in.wav --force", folder);
    for (const auto& entry : sums) {
      const std::string& phases = entry.first;
      CAPTURE(hz);
      CAPTURE(phases);
      must("$RECTIFY multiphase in.wav -o file.wav --encoding float --force " + phases, folder);
      const std::string phase = phases == "--envelope" ? "" : "--phase 33 ";
      must("$RECTIFY multiphase " + sine + phase + phases + " -o wave.wav --force", folder);
      const double worst =
          greatest_difference(floats(folder / "wave.wav"), floats(folder / "file.wav"), kReach8k);
      // -100 dB of the amplitude times that, and two floats' rounding.
      CHECK(worst <= 0.8 * entry.second * (1e-5 + 0x1p-23));
    }
  }
}

TEST_CASE("at p periods from an end the envelope of a sine is off by a twentieth over p") {
  const TemporaryFolder folder;
  must("$RECTIFY generate --sine 100 --rate 8k --encoding double -o in.wav", folder);
  must("$RECTIFY multiphase --envelope in.wav --encoding float -o out.wav", folder);
  const std::vector<double> envelope = floats(folder / "out.wav");
  for (std::size_t n = 0; n < envelope.size(); ++n) {
    const double periods =
        static_cast<double>(std::min(n, envelope.size() - 1 - n) + 1) * 100 / 8000;
    // 1/(2π²p) of the quadrature, see quadrature_test.cpp; never more than all of it.
    REQUIRE(std::fabs(envelope[n] - 1) <= std::min(1.0, 0.0507 * 1.02 / periods + 1e-5));
  }
}

TEST_CASE("one phase is half and two opposite ones are full, byte for byte") {
  const TemporaryFolder folder;
  const std::string in = RECTIFY_SOURCE_DIR "/data/pluck_stereo.wav ";
  for (const std::string to : {" --format wav", " --format wav --encoding double", ""}) {
    const auto sum = [&](const std::string& shape) {
      const Result result = shell("$RECTIFY " + shape + " " + in + to + " | sha256sum");
      CHECK(result.status == 0);
      CHECK(result.err == "");
      return result.out;
    };
    // A step that does nothing keeps the exact lane, which writes digits of a float, out of it.
    const std::string half = sum("half --gain 0");
    const std::string full = sum("full --gain 0");
    CHECK(half != full);
    CHECK(sum("multiphase --phases 1") == half);
    CHECK(sum("multiphase --phase-list 0") == half);
    CHECK(sum("multiphase --phase-list 180") == sum("half --negative --gain 0"));
    CHECK(sum("multiphase --phases 2") == full);
    CHECK(sum("multiphase --phase-list 180,0") == full);
    CHECK(sum("multiphase --phase-list pi,360deg --drop 0.1") == sum("full --drop 0.1"));
  }
}

TEST_CASE("every kind of input is shifted alike") {
  const TemporaryFolder folder;
  must(
      "$RECTIFY generate --sweep 50:3k --rate 8k --phase 0,90 --amplitude 0.9 --encoding pcm_16 "
      "-o in.wav && flac -s in.wav && sox in.wav in.aiff && tail -c +45 in.wav > in.raw && "
      "sox in.wav -t raw same.raw && cmp in.raw same.raw && $RECTIFY generate --sweep 50:3k "
      "--rate 8k --phase 0,90 --amplitude 0.9 --encoding pcm_16 --format wav > /dev/null",
      folder);
  const std::string to = " --phases 6 --format csv --no-time --no-header | sha256sum";
  const auto sum = [&](const std::string& line) {
    const Result result = shell(line + to, folder.path());
    CAPTURE(line);
    CHECK(result.status == 0);
    CHECK(result.err == "");
    return result.out;
  };
  const std::string expected = sum("$RECTIFY multiphase in.wav");
  CHECK(sum("$RECTIFY multiphase in.flac") == expected);
  CHECK(sum("$RECTIFY multiphase in.aiff") == expected);
  CHECK(sum("$RECTIFY multiphase in.raw --raw s16le:8000:2") == expected);
  CHECK(sum("cat in.raw | $RECTIFY multiphase --raw s16le:8000:2") == expected);
  CHECK(sum("cat in.wav | $RECTIFY multiphase") == expected);
  // Through a table: 16-bit codes over 2^15 are decimals that read back to themselves.
  must("$RECTIFY half in.wav --negative --with-input --no-time | cut -d, -f1,2 > in.csv", folder);
  CHECK(sum("$RECTIFY multiphase in.csv --rate 8k") == expected);
}

TEST_CASE("inputs, axis and outputs of a table stay in line") {
  const TemporaryFolder folder;
  must("$RECTIFY generate --sine 20 --rate 400 --samples 3000 > in.csv", folder);
  must("$RECTIFY multiphase in.csv --with-input --phases 4 > out.csv", folder);
  const Table in = read_table(read_file(folder / "in.csv"));
  const Table out = read_table(read_file(folder / "out.csv"));
  CHECK(out.header == std::vector<std::string>{"time", "ch1", "ch1_multiphase"});
  CHECK(out.columns[0] == in.columns[0]);
  CHECK(out.columns[1] == in.columns[1]);
  for (std::size_t n = 100; n < 2900; ++n) {
    // Phases at quarter turns: |sin| + |cos|.
    const double angle = 2 * std::numbers::pi * 20 / 400 * static_cast<double>(n);
    CHECK(std::fabs(out.columns[2][n] - std::fabs(std::sin(angle)) - std::fabs(std::cos(angle))) <=
          2e-5);
  }
}

TEST_CASE("one frame is enough of a file, and none gives a warning") {
  const TemporaryFolder folder;
  for (const std::size_t frames : {0U, 1U, 3U}) {
    const std::string data = std::string("\x00\x40\x00\xc0\x00\x20", 2 * frames);
    write_file(folder / "in.wav", wav(1, 16, 1, data));
    const Result result = run({"multiphase", folder / "in.wav", "--format", "csv", "--no-time"});
    CHECK(result.status == 0);
    CHECK(result.err.empty() == (frames != 0));
    CHECK(split(result.out, '\n').size() == 1 + frames);
  }
}

TEST_CASE("a sample that is no number is told of, and spreads over the filter's reach") {
  const TemporaryFolder folder;
  for (const std::string bad : {"nan", "-inf", ""}) {
    std::string table = "a,b\n";
    for (int n = 0; n < 500; ++n) {
      table += (n == 200 || n == 300 ? bad : "0.5") + std::string(",0.25\n");
    }
    const Result result = run_line("multiphase --rate 400", table);
    CHECK(result.status == 0);
    CHECK(result.err.starts_with("rectify: warning: standard input: frame 200"));
    CHECK(result.err.find(" 69 frames before and after it") != std::string::npos);
    CHECK(split(result.err, '\n').size() == 1);
    const Table out = read_table(result.out);
    for (std::size_t n = 0; n < 500; ++n) {
      const bool near = (n >= 200 - 69 && n <= 200 + 69) || (n >= 300 - 69 && n <= 300 + 69);
      CHECK(std::isnan(out.at("a")[n]) == near);
      CHECK_FALSE(std::isnan(out.at("b")[n]));
    }
    CHECK(run_line("multiphase --rate 400 --quiet", table).err == "");
    CHECK(run_line("multiphase --rate 400 --normalize", table).err.find("frame 200") !=
          std::string::npos);
    CHECK(run_line("multiphase --phases 2", table).err == "");  // nothing spreads here
  }
}

TEST_CASE("a table of slow samples is shifted within a band of its own, which --verbose tells") {
  std::string table = "time,a\n";
  for (int n = 0; n < 400; ++n) {
    table += std::to_string(n * 0.125) + "," + std::to_string(std::sin(0.7 * n)) + "\n";
  }
  const Result result = run_line("multiphase --envelope --verbose", table);
  CHECK(result.status == 0);
  CHECK(result.err.find("139 taps, from 0.2 to 3.8 Hz") != std::string::npos);
  const Table out = read_table(result.out);
  for (std::size_t n = 69; n < 400 - 69; ++n) {
    CHECK(std::fabs(out.at("a")[n] - 1) <= 1e-5 + 1e-6);  // six digits of the table
  }
  CHECK(run_line("multiphase --verbose " RECTIFY_SOURCE_DIR "/data/pluck.wav --format wav")
            .err.find("15103 taps, from 10 to 22040 Hz") != std::string::npos);
}

TEST_CASE("a table without a rate can't be shifted, but for half turns") {
  const std::string table = "a\n1\n-2\n";
  check_failure("multiphase", 2, {"multiphase", "--rate"}, table);
  check_failure("multiphase --envelope", 2, {"multiphase", "--rate"}, table);
  check_failure("multiphase --axis none", 2, {"--rate"}, "time,a\n0,1\n1,1\n");
  check_failure("multiphase", 3, {"standard input:4:1", "--rate"}, "time,a\n0,1\n1,1\n7,1\n");
  CHECK(output_of("multiphase --phases 2", table) == "a\n1\n2\n");
  check_failure("multiphase --phases 2 --rate 8k", 2, {"--rate", "has no effect"}, table);
}

TEST_CASE("frames come out when their block is full, while the pipe stays open") {
  // At 400 Hz a block is 886 frames, and the first of them wait for 69. read -t bounds the wait.
  const Result result = shell(
      "coproc P { $RECTIFY multiphase --raw s8:400:1; }; head -c 886 /dev/zero >&${P[1]}; "
      "for n in 1 2; do read -t 5 y <&${P[0]} || echo late; echo $y; done");
  CHECK(result.out.starts_with("time,ch1\n0,"));
}

TEST_CASE("the envelope of a generated wave is its amplitude") {
  for (const std::string wave : {"--sine 1k", "--sweep 20:2k", "--sine-over 0:9:4"}) {
    const Table out = read_table(
        output_of("multiphase --envelope --amplitude -0.5 --phase 30,90 " + wave +
                  (wave.starts_with("--sine-over") ? "" : " --samples 4") + " --with-input"));
    CHECK(out.at("ch1_multiphase") == std::vector<double>(4, 0.5));
    CHECK(out.at("ch2_multiphase") == std::vector<double>(4, 0.5));
    CHECK(out.at("ch1") != out.at("ch2"));
  }
}
