// Checks --polyphase: the star and the bridge of diodes on one load, from every kind of source.
#include <doctest/doctest.h>

#include <cmath>
#include <numbers>

#include "support/table.hpp"

using namespace test;

namespace {

const std::string kThree = "t,a,b,c\n0,1,-2,0.5\n1,-1,-2,-3\n2,3,4,4\n3,nan,1,2\n";

/// NumPy's answer to what the program read, sample for sample.
std::string same_as_numpy(const std::string& rectified, const std::string& formula) {
  const TemporaryFolder folder;
  write_file(folder / "compare.py",
             "import numpy as np\n"
             "x = np.loadtxt('in.csv', delimiter=',', skiprows=1)[:, 1:]\n"
             "y = np.loadtxt('out.csv', delimiter=',', skiprows=1)[:, 1]\n"
             "print((y == " +
                 formula + ").all(), len(y))\n");
  const std::string supply = "--sine 50 --phase 0,120,240 --amplitude 325 --duration 100ms";
  const Result result =
      shell("$RECTIFY generate " + supply + " -o in.csv && $RECTIFY " + rectified + " " + supply +
                " -o out.csv && /usr/bin/python3 compare.py",
            folder.path());
  CHECK(result.err == "");
  return result.out;
}

double mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double v : values) sum += v;
  return sum / static_cast<double>(values.size());
}

}  // namespace

TEST_CASE("half is the star and full the bridge, of any number of phases") {
  CHECK(output_of("half --polyphase", kThree) == "t,polyphase\n0,1\n1,0\n2,4\n3,nan\n");
  CHECK(output_of("full --polyphase", kThree) == "t,polyphase\n0,3\n1,2\n2,1\n3,nan\n");
  CHECK(output_of("half --polyphase --drop 0.25", kThree) ==
        "t,polyphase\n0,0.75\n1,0\n2,3.75\n3,nan\n");
  CHECK(output_of("full --polyphase --drop 2", kThree) == "t,polyphase\n0,1\n1,0\n2,0\n3,nan\n");
  CHECK(output_of("half --polyphase --negative", kThree) == "t,polyphase\n0,2\n1,3\n2,0\n3,nan\n");
  CHECK(output_of("full --polyphase --column a,c", kThree) ==
        "t,polyphase\n0,0.5\n1,2\n2,1\n3,nan\n");
}

TEST_CASE("the star and the bridge of a generated supply are NumPy's, bit for bit") {
  CHECK(same_as_numpy("half --polyphase", "np.maximum(x.max(1), 0)") == "True 4800\n");
  CHECK(same_as_numpy("full --polyphase", "x.max(1) - x.min(1)") == "True 4800\n");
  CHECK(same_as_numpy("full --polyphase --drop 1.4", "np.maximum(x.max(1) - x.min(1) - 1.4, 0)") ==
        "True 4800\n");
}

TEST_CASE("three phases give the DC of M3 and of B6, not that of their sum") {
  const std::string supply = " --sine 50 --phase 0,120,240 --cycles 1 --rate 600000";
  const auto dc = [&](const std::string& line) {
    return mean(read_table(output_of(line + supply)).columns[1]);
  };
  // 12000 frames a period: sampling a kink adds less than (pi/12000)^2.
  CHECK(std::fabs(dc("half --polyphase") - 3 * std::sqrt(3) / (2 * std::numbers::pi)) < 1e-7);
  CHECK(std::fabs(dc("full --polyphase") - 3 * std::sqrt(3) / std::numbers::pi) < 1e-7);
  CHECK(std::fabs(dc("half --sum-channels") - 3 / std::numbers::pi) < 1e-7);
}

TEST_CASE("with its input, and with steps after it, one channel comes out") {
  CHECK(output_of("full --polyphase --with-input --no-time", kThree) ==
        "a,b,c,polyphase_full\n1,-2,0.5,3\n-1,-2,-3,2\n3,4,4,1\nnan,1,2,nan\n");
  CHECK(output_of("full --polyphase --gain 20", "a,b\n1,-2\n") == "polyphase\n30\n");
  CHECK(output_of("full --polyphase --sum-channels", "a,b\n1,-2\n") == "sum\n3\n");
  CHECK(output_of("full --polyphase --hold 1s", "t,a,b\n0,1,-1\n1,0,0\n") ==
        "t,polyphase\n0,2\n1,0.7357588823428847\n");
}

TEST_CASE("a sound of several channels becomes one, from a file and from a pipe") {
  const TemporaryFolder folder;
  const std::string same =
      "$RECTIFY generate --sine 50 --phase 0,120,240 --amplitude 0.4 --encoding pcm_16 -o in.wav "
      "&& "
      "$RECTIFY full --polyphase in.wav -o a.wav && cat in.wav | "
      "$RECTIFY full --polyphase --format wav > b.wav && $RECTIFY full --polyphase in.wav -o c.csv "
      "&& "
      "cmp a.wav b.wav && soxi -c a.wav && soxi -b a.wav";
  const Result result = shell(same, folder.path());
  CHECK(result.err == "");
  CHECK(result.out == "1\n16\n");
  // As a table the samples are codes over 2^15, whose differences are exact.
  const std::vector<double> y = read_table(read_file(folder / "c.csv")).at("polyphase");
  const Result raw = shell("sox a.wav -t raw - | od -An -v -td2 -w2", folder.path());
  const std::vector<std::string> codes = words(raw.out);
  REQUIRE(codes.size() == y.size());
  for (std::size_t n = 0; n < y.size(); ++n) REQUIRE(y[n] * 32768 == std::stod(codes[n]));
}

TEST_CASE("the gradient goes to the phases that conduct, in a table of its own order") {
  CHECK(output_of("grad half --polyphase", "t,a,b,c\n0,1,-2,0.5\n1,-1,-2,-3\n2,3,4,4\n") ==
        "t,a,b,c,polyphase,upstream,a_grad,b_grad,c_grad\n"
        "0,1,-2,0.5,1,1,1,0,0\n1,-1,-2,-3,0,1,0,0,0\n2,3,4,4,4,1,0,1,0\n");
  CHECK(output_of("grad full --polyphase --drop 2 --no-time", "t,a,b\n0,1,-2\n1,3,2\n") ==
        "a,b,polyphase,upstream,a_grad,b_grad\n1,-2,1,1,1,-1\n3,2,0,1,0,0\n");
}

TEST_CASE("upstream and target of a polyphase gradient have one channel") {
  const TemporaryFolder folder;
  write_file(folder / "x.csv", "a,b\n1,-2\n3,2\n");
  write_file(folder / "g.csv", "g\n5\n7\n");
  const Result by_g = shell("$RECTIFY grad full --polyphase x.csv --upstream g.csv", folder.path());
  CHECK(by_g.err == "");
  CHECK(by_g.out == "a,b,polyphase,upstream,a_grad,b_grad\n1,-2,3,5,5,-5\n3,2,1,7,7,-7\n");
  // y - g: -2 and -6; mse 20 and slopes of these.
  const Result by_loss =
      shell("$RECTIFY grad full --polyphase x.csv --target g.csv", folder.path());
  CHECK(by_loss.err == "rectify: e = 20 (mse)\n");
  CHECK(by_loss.out == "a,b,polyphase,upstream,a_grad,b_grad\n1,-2,3,-2,-2,2\n3,2,1,-6,-6,6\n");
  const Result two = shell("$RECTIFY grad full --polyphase x.csv --upstream x.csv", folder.path());
  CHECK(two.status == 3);
  CHECK(two.err == "rectify: error: the result of x.csv has 1 channel, x.csv has 2\n");
}

TEST_CASE("polyphase gradients stand the check, by the phases and by the drop, as sound too") {
  const TemporaryFolder folder;
  const std::string supply = " --sine 50 --phase 0,120,240 --duration 20ms ";
  for (const std::string circuit : {"half --negative", "half --drop 0.1", "full --drop 0.3"}) {
    CAPTURE(circuit);
    const Result result =
        shell("$RECTIFY grad " + circuit + " --polyphase" + supply +
                  "--check --parameters p.csv -o dx.wav && cat p.csv; soxi -c dx.wav; "
                  "rm -f p.csv dx.wav",
              folder.path());
    CHECK(result.status == 0);
    CHECK(result.err.find(" agree with") != std::string::npos);
    CHECK(result.out.starts_with("drop,grad_drop\n"));
    CHECK(result.out.ends_with("\n3\n"));
  }
}

TEST_CASE("one phase is no polyphase supply, and what needs its own path is refused") {
  check_failure("half --polyphase", 2, {"--polyphase", "two or more"}, "a\n1\n");
  check_failure("full --polyphase --sine 50", 2, {"--polyphase", "two or more"});
  check_failure("full --polyphase --alias-free --sine 50 --phase 0,90", 2,
                {"--polyphase", "--alias-free"});
  check_failure("half --polyphase --leak 0.1 --sine 50 --phase 0,90", 2, {"--polyphase", "--leak"});
  check_failure("multiphase --polyphase --sine 50", 2, {"--polyphase", "half, full"});
  check_failure("grad full --polyphase --sine 50", 2, {"--polyphase", "two or more"});
}
