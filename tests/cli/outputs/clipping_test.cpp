// Checks integer outputs at their limits: saturation and its warning, --fail-on-clip, NaN,
// --dither.
#include <doctest/doctest.h>

#include <algorithm>

#include "support/chunk_lister.hpp"
#include "support/process.hpp"
#include "support/sound_bytes.hpp"

namespace {

using namespace test;

/// The 16-bit samples that a column of numbers becomes.
struct Column {
  Result result;
  std::vector<std::int64_t> codes;
};

Column column(const TemporaryFolder& folder, const std::string& numbers,
              const std::string& options = "") {
  Column column;
  write_file(folder / "in.csv", numbers);
  column.result = shell(
      "$RECTIFY units --unit 1,0 --leak 1 in.csv --rate 8k --encoding pcm_16 "
      "--force -o out.wav " +
          options,
      folder.path());
  if (column.result.status != 0) return column;
  const std::string data = samples_in(read_file(folder / "out.wav"));
  for (std::size_t at = 0; at < data.size(); at += 2)
    column.codes.push_back(signed_at(data, at, 2));
  return column;
}

using Codes = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("beyond full scale samples saturate, and one warning counts them") {
  const TemporaryFolder folder;
  const Column c = column(folder, "1.5\n-2\n0.5\n-1\n1.00002\ninf\n-inf\n");
  CHECK(c.codes == Codes{32767, -32768, 16384, -32768, 32767, 32767, -32768});
  CHECK(c.result.status == 0);
  const Column loud = column(folder, "1.5\n-2\n0.5\n");
  CHECK(loud.result.err ==
        "rectify: warning: out.wav: 2 samples clipped, the peak being 2 (+6.02 dB); --gain -6.03, "
        "--normalize or --encoding float keeps them\n");
  CHECK(column(folder, "1.5\n-2\n", "-q").result.err == "");
}

TEST_CASE("the gain that the warning names is enough") {
  const TemporaryFolder folder;
  CHECK(column(folder, "1.5\n-2\n", "--gain -6.03").result.err == "");
}

TEST_CASE("exactly one saturates by a code and is not counted") {
  const TemporaryFolder folder;
  const Column c = column(folder, "1\n-1\n0.99999\n");
  CHECK(c.codes == Codes{32767, -32768, 32767});
  CHECK(c.result.err == "");
  CHECK(column(folder, "1\n", "--fail-on-clip").result.status == 0);
}

TEST_CASE("--fail-on-clip makes clipping an error, and no file appears") {
  const TemporaryFolder folder;
  CHECK(column(folder, "1.5\n", "--fail-on-clip").result.status == 1);
  CHECK(folder.names() == std::vector<std::string>{"in.csv"});
  write_file(folder / "out.wav", "old");
  const Result result = column(folder, "1.5\n", "--fail-on-clip").result;
  CHECK(result.status == 1);
  CHECK(result.err ==
        "rectify: error: out.wav: 1 sample clipped, the peak being 1.5 (+3.52 dB); --gain -3.53, "
        "--normalize or --encoding float keeps it\n");
  CHECK(read_file(folder / "out.wav") == "old");
}

TEST_CASE("what is not a number becomes 0, with a warning") {
  const TemporaryFolder folder;
  const Column c = column(folder, "a\n0.5\nnan\n\"\"\n-0.25\n");
  CHECK(c.codes == Codes{16384, 0, 0, -8192});
  CHECK(c.result.err == "rectify: warning: out.wav: 2 samples were not a number and became 0\n");
}

TEST_CASE("halves are rounded to the nearest code, to even") {
  const TemporaryFolder folder;
  // 0.5, 1.5, 2.5, -0.5, -1.5 and 0.4999 codes of 2^-15.
  const Column c = column(folder,
                          "1.52587890625e-5\n4.57763671875e-5\n7.62939453125e-5\n"
                          "-1.52587890625e-5\n-4.57763671875e-5\n1.5255e-5\n");
  CHECK(c.codes == Codes{0, 2, 2, 0, -2, 0});
}

TEST_CASE("dither adds triangular noise of less than one and a half codes, the same each run") {
  const TemporaryFolder folder;
  std::string table;
  constexpr int kCount = 60000;
  for (int n = 0; n < kCount; ++n) table += "0.25\n";  // 8192 codes
  const Column c = column(folder, table, "--dither");
  REQUIRE(c.codes.size() == kCount);
  const auto share = [&](std::int64_t code) {
    return static_cast<double>(std::count(c.codes.begin(), c.codes.end(), code)) / kCount;
  };
  // On a whole code the triangle over (-1, 1) rounds to it with probability 3/4, to either
  // neighbour with 1/8. Six standard deviations of the count are 0.011.
  CHECK(share(8191) + share(8192) + share(8193) == 1.0);
  CHECK(std::abs(share(8192) - 0.75) < 0.011);
  CHECK(std::abs(share(8191) - 0.125) < 0.011);
  CHECK(std::abs(share(8193) - 0.125) < 0.011);
  const Codes again = column(folder, table, "--dither").codes;
  const bool same = again == c.codes;
  CHECK(same);
  const bool undithered = column(folder, table).codes == Codes(kCount, 8192);
  CHECK(undithered);
}

TEST_CASE("dither keeps a mean below one code") {
  const TemporaryFolder folder;
  std::string table;
  constexpr int kCount = 60000;
  for (int n = 0; n < kCount; ++n) table += "1e-5\n";  // 0.32768 codes
  double sum = 0;
  for (const std::int64_t code : column(folder, table, "--dither").codes) {
    sum += static_cast<double>(code);
  }
  // The variance is that of the triangle and of the rounding, 1/4 together: six standard deviations
  // of the mean are 6 · 0.5 / sqrt(60000) = 0.0123.
  CHECK(std::abs(sum / kCount - 0.32768) < 0.0123);
}
