// Checks grad from outside: its columns, its inputs in any mix, its mismatches and its words.
#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>

#include "support/table.hpp"

using namespace test;

namespace {

/// A folder with x and g of two channels in every form: CSV, and float WAV.
struct Pair {
  TemporaryFolder folder;
  Pair() {
    write_file(folder / "x.csv", "time,a,b\n0,-2,1\n0.125,0,-0.5\n0.25,3,0.25\n");
    write_file(folder / "g.csv", "p,q\n1,2\n4,8\n16,32\n");
    for (const std::string name : {"x", "g"}) {
      const Result made = shell(
          "$RECTIFY units --unit 1,0 --unit=-1,0,-1 " + name + ".csv --rate 8 -o " + name + ".wav",
          folder.path());
      REQUIRE_MESSAGE(made.status == 0, made.err);
    }
  }
  [[nodiscard]] Result run_here(const std::string& line) const {
    return shell("$RECTIFY " + line, folder.path());
  }
};

const std::string kColumns =
    "time,a,a_half,a_mask,a_upstream,a_grad,b,b_half,b_mask,b_upstream,b_grad\n"
    "0,-2,0,0,1,0,1,1,1,2,2\n"
    "0.125,0,0,0,4,0,-0.5,0,0,8,0\n"
    "0.25,3,3,1,16,16,0.25,0.25,1,32,32\n";

}  // namespace

TEST_CASE("each channel gives x, y, the mask, the upstream gradient and the gradient") {
  const Pair pair;
  const Result result = pair.run_here("grad half x.csv --upstream g.csv");
  CHECK(result.err == "");
  CHECK(result.out == kColumns);
}

TEST_CASE("input and upstream are sound or tables in any mix, from files or pipes") {
  const Pair pair;
  for (const std::string x : {"x.csv", "x.wav", "- < x.csv", "- < x.wav"}) {
    for (const std::string g : {"g.csv", "g.wav"}) {
      CAPTURE(x + g);
      const Result result = pair.run_here("grad half --upstream " + g + " " + x);
      CHECK(result.err == "");
      const Table made = read_table(result.out);
      REQUIRE(made.columns.size() == 11);
      CHECK(made.columns[5] == std::vector<double>{0, 0, 16});
      CHECK(made.columns[10] == std::vector<double>{2, 0, 32});
      // As sound, the gradient alone, in floats.
      const Result sound = pair.run_here("grad half --upstream " + g + " --force -o out.wav " +
                                         (x.find("csv") == x.npos ? "" : "--rate 8 ") + x);
      CHECK(sound.status == 0);
      const Table heard = read_table(pair.run_here("units --unit 1,0 out.wav --no-time").out);
      CHECK(heard.columns == std::vector<std::vector<double>>{{0, 0, 16}, {2, 0, 32}});
      CHECK(shell("soxi -e out.wav", pair.folder.path()).out == "Floating Point PCM\n");
    }
  }
  CHECK(pair.run_here("grad half x.csv --upstream - < g.wav").out == kColumns);
  CHECK(pair.run_here("grad half x.csv --upstream <(cat g.csv)").out == kColumns);
}

TEST_CASE("both x and its upstream gradient or target may be pipes that are read twice") {
  const TemporaryFolder folder;
  write_file(folder / "x.csv", "a\n-1\n2\n");
  write_file(folder / "y.csv", "y\n1\n1\n");
  for (const std::string option : {"--target", "--upstream"}) {
    const std::string line = "$RECTIFY grad half -o - ";
    const Result files = shell(line + "x.csv " + option + " y.csv", folder.path());
    const Result pipes =
        shell(line + "<(cat x.csv) " + option + " <(cat y.csv)", folder.path(), 10);
    CHECK(files.status == 0);
    CHECK(pipes.status == 0);
    CHECK(pipes.out == files.out);
  }
}

TEST_CASE("a gradient goes into a lossy container as near as that keeps it") {
  // Of a half wave it is 1 for one half of the period and 0 for the other.
  const TemporaryFolder folder;
  REQUIRE(shell("$RECTIFY grad half --sine 50 -o g.ogg && oggdec -Q -b 16 -o g.wav g.ogg && "
                "$RECTIFY measure none g.wav --format csv > m.csv",
                folder.path())
              .status == 0);
  const std::vector<std::string> figures = split(split(read_file(folder / "m.csv"), '\n')[1], ',');
  CHECK(figures[2] == "48000");
  CHECK(std::stod(figures[4]) == doctest::Approx(0.5).epsilon(0.05));             // DC
  CHECK(std::stod(figures[5]) == doctest::Approx(std::sqrt(0.5)).epsilon(0.05));  // RMS
}

TEST_CASE("without an upstream gradient it is ones") {
  const Table made = read_table(output_of("grad full --ramp=-1:1:5"));
  CHECK(made.at("ch1_upstream") == std::vector<double>(5, 1));
  CHECK(made.at("ch1_grad") == std::vector<double>{-1, -1, 0, 1, 1});
  CHECK(made.at("ch1_grad") == made.at("ch1_mask"));
}

TEST_CASE("multiphase has no mask, and its y is that of the forward command") {
  const std::string options = " --sine 317 --rate 8k --samples 100 --phase 10,30 --phases 5";
  const Table forward = read_table(output_of("multiphase" + options));
  const Table backward = read_table(output_of("grad multiphase" + options));
  CHECK(backward.header == std::vector<std::string>{"time", "ch1", "ch1_multiphase", "ch1_upstream",
                                                    "ch1_grad", "ch2", "ch2_multiphase",
                                                    "ch2_upstream", "ch2_grad"});
  CHECK(backward.at("ch1_multiphase") == forward.at("ch1"));
  CHECK(backward.at("ch2_multiphase") == forward.at("ch2"));
}

struct Mismatch {
  std::string x;
  std::string other;
  std::string said;
};

TEST_CASE("inputs that don't go together are refused, both named") {
  const Pair pair;
  write_file(pair.folder / "one.csv", "p\n1\n2\n3\n");
  write_file(pair.folder / "short.csv", "p,q\n1,2\n");
  write_file(pair.folder / "long.csv", "p,q\n1,2\n1,2\n1,2\n1,2\n");
  write_file(pair.folder / "slow.csv", "time,p,q\n0,1,2\n1,1,2\n2,1,2\n");
  write_file(
      pair.folder / "dates.csv",
      "when,p,q\n2026-01-01T00:00:00,1,2\n2026-01-01T00:00:01,1,2\n2026-01-01T00:00:02,1,2\n");
  CHECK(
      shell("sox g.wav -r 9 fast.wav; sox g.wav short.wav trim 0 2s", pair.folder.path()).status ==
      0);
  for (const std::string option : {"--upstream ", "--target "}) {
    for (const auto& mismatch :
         {Mismatch{"x.csv", "one.csv", "2 channels"}, Mismatch{"x.csv", "short.csv", "1 frame"},
          Mismatch{"x.csv", "long.csv", "3 frames"}, Mismatch{"x.wav", "fast.wav", "8 frames a"},
          Mismatch{"x.wav", "slow.csv", "8 frames a"}, Mismatch{"x.wav", "short.wav", "frames"},
          Mismatch{"x.wav", "long.csv", "3 frames"}, Mismatch{"x.csv", "slow.csv", "8 frames a"},
          Mismatch{"x.csv", "fast.wav", "8 frames a"}, Mismatch{"x.csv", "dates.csv", "8 frames a"},
          Mismatch{"x.csv --rate 9", "x.wav", "9 frames a"}}) {
      const std::string& x = mismatch.x;
      const std::string& other = mismatch.other;
      CAPTURE(x);
      CAPTURE(other);
      const std::string output = x.ends_with(" 9") ? " -o out.wav" : " -o out.csv";
      const Result result = pair.run_here("grad half " + option + other + " " + x + output);
      CAPTURE(result.err);
      CHECK(result.status == 3);
      for (const std::string& name : {x.substr(0, 5), other, mismatch.said}) {
        CHECK(result.err.find(name) != std::string::npos);
      }
      CHECK_FALSE(std::filesystem::exists(pair.folder / "out.csv"));
    }
  }
  check_failure("grad half --ramp 0:1:3 --upstream nowhere.csv", 3, {"nowhere.csv"});
}

TEST_CASE("tables whose rates agree, or of which one tells none, go together") {
  const Pair pair;
  write_file(pair.folder / "same.csv", "time (ms),p,q\n0,1,2\n125,4,8\n250,16,32\n");
  // Stamps that are uneven, or are none, tell no rate.
  write_file(pair.folder / "uneven.csv", "time,p,q\n0,1,2\n1,4,8\n1.5,16,32\n");
  write_file(pair.folder / "odd.csv", "time,p,q\n0,1,2\nlater,4,8\n9,16,32\n");
  for (const std::string other : {"same.csv", "uneven.csv", "odd.csv", "g.csv", "g.wav"}) {
    CAPTURE(other);
    const Result result = pair.run_here("grad half x.csv --upstream " + other);
    CAPTURE(result.err);
    CHECK(result.status == 0);
    CHECK(result.out == kColumns);
    CHECK(pair.run_here("grad half x.csv --target " + other).status == 0);
    CHECK(pair.run_here("grad half x.csv --upstream <(cat " + other + ")").out == kColumns);
  }
}

TEST_CASE("columns that hold floats have the digits of floats, all others those of doubles") {
  const Pair pair;
  write_file(pair.folder / "tenth.csv", "a\n0.1\n-0.1\n");
  for (const std::string encoding : {"float", "double"}) {
    const Result made = pair.run_here("half --leak 1 tenth.csv --rate 8 --encoding " + encoding +
                                      " -o " + encoding + ".wav");
    REQUIRE_MESSAGE(made.status == 0, made.err);
  }
  // x, y, mask, upstream, gradient
  CHECK(pair.run_here("grad half float.wav --no-time --no-header").out ==
        "0.1,0.1,1,1,1\n-0.1,0,0,1,0\n");
  CHECK(pair.run_here("grad full float.wav --upstream float.wav --no-time --no-header").out ==
        "0.1,0.1,1,0.1,0.1\n-0.1,0.1,-1,-0.1,0.1\n");
  CHECK(pair.run_here("grad full double.wav --upstream float.wav --no-time --no-header").out ==
        "0.1,0.1,1,0.1,0.1\n-0.1,0.1,-1,-0.1,0.1\n");
  CHECK(pair.run_here("grad half float.wav --upstream tenth.csv --no-time --no-header").out ==
        "0.1,0.1,1,0.1,0.1\n-0.1,0,0,-0.1,0\n");
  // What is computed is no float, even of floats.
  CHECK(pair.run_here("grad half float.wav --leak 0.5 --no-time --no-header").out ==
        "0.1,0.10000000149011612,1,1,1\n-0.1,-0.05000000074505806,0.5,1,0.5\n");
}

TEST_CASE("a generated input has the rate that was asked for") {
  const Pair pair;
  const std::string sine = "grad half --sine 1 --phase 0,90 --samples 3 --upstream g.wav";
  CHECK(pair.run_here(sine + " --rate 8").status == 0);
  const Result result = pair.run_here(sine);
  CHECK(result.status == 3);
  CHECK(result.err.find("48000") != std::string::npos);
  CHECK(pair.run_here("grad half --sine-over 0:1:3 --phase 0,90 --upstream g.wav").status == 0);
}

TEST_CASE("the loss is a mean over all frames and channels, and its gradient comes down") {
  const Pair pair;
  // y - t of half: -1 -1, -4 -8, -13 -31.75.
  const Result mse = pair.run_here("grad half x.csv --target g.csv");
  CHECK(mse.err == "rectify: e = 209.84375 (mse)\n");
  const Table made = read_table(mse.out);
  CHECK(made.at("a_upstream") == std::vector<double>{-1. / 3, -4. / 3, -13. / 3});
  CHECK(made.at("b_grad") == std::vector<double>{-1. / 3, 0, -63.5 / 6});
  const Result mae = pair.run_here("grad half x.csv --target g.csv --loss mae --column a,b");
  CHECK(mae.err == "rectify: e = 9.791666666666666 (mae)\n");
  CHECK(read_table(mae.out).at("a_upstream") == std::vector<double>(3, -1. / 6));
  // A pipe, of which the frames must be counted first, is the same.
  CHECK(pair.run_here("grad half --target g.csv < <(cat x.csv)").out == mse.out);
}

TEST_CASE("what is at the kink is the caller's choice") {
  for (const auto& [at_zero, expected] :
       {std::pair("0", 0.0), std::pair("0.5", 0.5), std::pair("1", 1.0)}) {
    CHECK(read_table(output_of(std::string("grad half --ramp=-1:1:3 --at-zero ") + at_zero))
              .at("ch1_grad")[1] == expected);
  }
  check_failure("grad half --ramp 0:1:3 --at-zero 0.25", 2,
                {"--at-zero 0.25: must be one of 0 0.5 1\n"});
  check_failure("grad half --ramp 0:1:3 --loss l2", 2, {"--loss l2: must be one of mse mae\n"});
}

TEST_CASE("the four numbers of the README come out as they stand there") {
  TemporaryFolder folder;
  write_file(folder / "four.csv", "x\n-2\n-0.5\n1\n3\n");
  write_file(folder / "wanted.csv", "t\n1\n0\n2\n1\n");
  const std::string line = "rectify grad half four.csv --target wanted.csv\n";
  const Result result = shell("rectify() { \"$RECTIFY\" \"$@\"; }; " + line, folder.path());
  const std::string readme = read_file(RECTIFY_SOURCE_DIR "/README.md");
  CHECK(readme.find("$ " + line + result.out + "```") != std::string::npos);
  CHECK(readme.find("`" + result.err.substr(0, result.err.size() - 1) + "`") != std::string::npos);
}

TEST_CASE("a gradient that is no float is written as a double, whatever its upstream gradient is") {
  const TemporaryFolder folder;
  for (const std::string encoding : {"float", "double"}) {
    const Result result = shell(
        "$RECTIFY generate --sine 50 --rate 8k --samples 100 --encoding float -o x.wav --force && "
        "$RECTIFY half --leak 1 x.wav --encoding " +
            encoding + " -o " + encoding + ".wav && $RECTIFY grad multiphase x.wav --upstream " +
            encoding + ".wav -o " + encoding + ".csv && cut -d , -f 5 " + encoding + ".csv > " +
            encoding,
        folder.path());
    CAPTURE(result.err);
    REQUIRE(result.status == 0);
  }
  const std::string gradient = read_file(folder / "float");
  CHECK(gradient.size() > 100 * 15);  // digits of doubles
  CHECK(gradient == read_file(folder / "double"));
}
