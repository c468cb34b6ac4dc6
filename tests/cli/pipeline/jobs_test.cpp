// Checks that the number of threads changes no byte and no word, in every lane.
#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "support/process.hpp"
#include "support/sound_bytes.hpp"

using namespace test;

namespace {

std::string random_bytes(std::size_t count) {
  std::mt19937 random(7);
  std::string bytes(count, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random());
  return bytes;
}

/// A table of so many rows, with a row that is not plain after every `plain` ones.
std::string table(int rows, int plain, const std::string& odd_row) {
  std::mt19937 random(8);
  std::string text = "time,a,name,b\n";
  for (int n = 0; n < rows; ++n) {
    if (plain != 0 && n % plain == plain - 1) text += odd_row;
    text += std::to_string(n) + "," + std::to_string(static_cast<int>(random())) + ".5,x" +
            std::to_string(n % 3) + ",-0." + std::to_string(random() % 100000) + "\n";
  }
  return text;
}

void check_same(const std::string& line, const TemporaryFolder& folder) {
  CAPTURE(line);
  const Result one = shell("$RECTIFY " + line + " --jobs 1", folder.path());
  const Result two = shell("$RECTIFY " + line + " --jobs 2", folder.path());
  CHECK(two.status == one.status);
  CHECK(two.err == one.err);
  // How much comes out before an error depends on the blocks.
  if (one.status == 0) CHECK((two.out == one.out));
}

}  // namespace

TEST_CASE("a table comes out the same by one thread and by several") {
  const TemporaryFolder folder;
  write_file(folder / "plain.csv", table(30000, 0, ""));
  write_file(folder / "quoted.csv", table(30000, 17000, "1,-2,\"a\nb,1,2\n\",3\n"));
  write_file(folder / "often.csv", table(30000, 9, "1,-2,\"a \"\"b\"\"\",NaN\n\n"));
  write_file(folder / "wrong.csv", table(30000, 0, "") + "1,2,x,four\n" + table(9000, 0, ""));
  write_file(folder / "open.csv", table(30000, 0, "") + "1,2,\"x,4\n" + table(9000, 0, ""));
  write_file(folder / "cut.csv", table(30000, 0, "") + "1,-2,x,-4");
  for (const std::string file : {"plain", "quoted", "often", "wrong", "open", "cut"}) {
    for (const std::string shape : {"half", "full", "half --with-input", "full --gain 1"}) {
      check_same(shape + " " + file + ".csv", folder);
    }
    check_same("half - < " + file + ".csv", folder);
  }
  const Result wrong = shell("$RECTIFY half wrong.csv > rows", folder.path());
  CHECK(wrong.err == "rectify: error: wrong.csv:30002:4: 'four' is not a number\n");
}

TEST_CASE("a sound comes out the same by one thread and by several") {
  const TemporaryFolder folder;
  write_file(folder / "16.wav", wav(1, 16, 2, random_bytes(600000)));
  write_file(folder / "24.wav", wav(1, 24, 3, random_bytes(900000)));
  shell("flac -s 16.wav -o 16.flac", folder.path());
  for (const std::string file : {"16.wav", "24.wav", "16.flac"}) {
    for (const std::string work :
         {"half", "full --encoding pcm_32", "half --drop 0.1", "full --dc-block --hold 1ms",
          "multiphase --mean", "multiphase --phase-list 0,20,90,170 --mean",
          "multiphase --envelope", "units --unit 1,0 --unit -2,0.1", "grad multiphase",
          "grad multiphase --phase-list 0,20", "grad half", "half --alias-free"}) {
      check_same(work + " --format wav " + file, folder);
    }
    check_same("half --format flac " + file, folder);
    check_same("measure full " + file, folder);
  }
  check_same("half --with-input 24.wav", folder);
  check_same("multiphase --sine 50 --duration 3 --format wav", folder);
  check_same("grad multiphase --sine 50 --duration 3 --format wav", folder);
}
