// Checks the reader of tables on files of any piece size: blocks, labels, steps, limits, a second
// time through; and that the exact lane's short way gives what its long way gives.
#include "io/table/reader.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "io/file/input.hpp"
#include "io/table/exact.hpp"
#include "io/table/output_columns.hpp"
#include "support/process.hpp"
#include "support/stinting_disk.hpp"

namespace {

using namespace rectify::io;

struct All {
  std::vector<double> samples;
  std::vector<std::string> labels;
  std::vector<double> steps;
};

All read_all(TableReader& reader) {
  All all;
  Frames frames;
  while (reader.read(frames)) {
    all.samples.insert(all.samples.end(), frames.samples.begin(), frames.samples.end());
    all.steps.insert(all.steps.end(), frames.steps.begin(), frames.steps.end());
    for (std::size_t n = 0; n < frames.labels.frames(); ++n) {
      for (std::size_t c = 0; c < frames.labels.columns(); ++c) {
        all.labels.emplace_back(frames.labels(n, c));
      }
    }
  }
  return all;
}

std::string what_fails(const std::string& text, Disk& disk, const TableOptions& options = {}) {
  const test::TemporaryFolder folder;
  test::write_file(folder / "t", text);
  try {
    TableReader reader(Input::open(disk, folder / "t"), options);
    read_all(reader);
  } catch (const Error& error) {
    return error.what();
  }
  return "nothing";
}

std::string exact_rows(const std::string& text, rectify::ExactShape shape, bool with_input,
                       char separator, char decimal, const std::vector<std::string>& missing) {
  const test::TemporaryFolder folder;
  test::write_file(folder / "t", text);
  Disk disk;
  TableOptions options;
  options.missing = missing;
  TableReader reader(Input::open(disk, folder / "t"), options);
  const SignalFormat& format = reader.format();
  const auto columns = with_input ? output_columns_with_input(format, format.names, true, "half")
                                  : output_columns(format, format.names, true);
  ExactRows exact(reader, shape, columns, separator, decimal);
  std::string all;
  TextBlock block;
  while (exact.read(block)) all += block.text();
  return all;
}

}  // namespace

TEST_CASE("a table is the same in pieces of any size, and a second time") {
  const test::TemporaryFolder folder;
  std::string text = "\xEF\xBB\xBF# remark\r\nName;X\r\nTime;U;who;I\r\n(ms);(V);;(A)\r\n";
  for (int n = 0; n < 3000; ++n) {
    text += std::to_string(n) + ",5;-" + std::to_string(n) + ",25;\"a\r\n\"\"b;\";+7\r\n";
    if (n % 100 == 0) text += ";;;\r\n\r\n";
  }
  test::write_file(folder / "t", text);
  All first;
  for (const std::size_t piece :
       {std::size_t{1} << 20U, std::size_t{1}, std::size_t{7}, std::size_t{4096}}) {
    test::StintingDisk disk(piece);
    TableOptions options;
    options.steps_needed = true;
    TableReader reader(Input::open(disk, folder / "t"), options);
    CHECK(reader.format().names == std::vector<std::string>{"U (V)", "I (A)"});
    REQUIRE(reader.format().labels.size() == 2);
    CHECK(reader.format().labels[0].name == "Time (ms)");
    CHECK(reader.format().labels[0].place == 0);
    CHECK(reader.format().labels[1].place == 1);
    CHECK_FALSE(reader.format().labels[1].axis);
    const All all = read_all(reader);
    reader.rewind();
    const All again = read_all(reader);
    if (first.samples.empty()) first = all;
    CHECK(all.samples == first.samples);
    CHECK(all.labels == first.labels);
    CHECK(all.steps == first.steps);
    CHECK(again.samples == all.samples);
    CHECK(again.labels == all.labels);
    CHECK(again.steps == all.steps);
  }
  REQUIRE(first.samples.size() == 6000);
  CHECK(first.samples[2 * 17] == -17.25);
  CHECK(first.samples[2 * 17 + 1] == 7);
  CHECK(first.labels[2 * 17] == "17.5");
  CHECK(first.labels[2 * 17 + 1] == "a\r\n\"b;");
  CHECK(first.steps[0] == 0);
  CHECK(first.steps[1] == 0.001);
}

TEST_CASE(
    "a quote that is left open over a million characters of single bytes costs each of them once") {
  test::StintingDisk single(1);
  std::string rows = "a,who\n";
  for (int n = 0; n < 1100; ++n) rows += "1,me\n";
  const std::string open = rows + "2,\"" + std::string(300000, '\n');
  CHECK(what_fails(open, single).find(":1102:2: a quote that opens here is never closed") !=
        std::string::npos);
  const std::string longer = rows + "2,\"" + std::string(1100000, 'x');
  CHECK(what_fails(longer, single).find(":1102: a row of more than 1 MiB: a quote is left open") !=
        std::string::npos);
}

TEST_CASE("while a file is read for its rate, its rows are told of, each once, and the end") {
  const test::TemporaryFolder folder;
  for (const std::string quote : {"", "\""}) {  // with quotes there is no short way
    std::string text = "time,a\n";
    for (int n = 0; n < 200000; ++n) {
      text += std::to_string(n) + "," + quote + std::to_string(n) + quote + "\n";
    }
    test::write_file(folder / "t", text);
    Disk disk;
    std::uint64_t rows = 0;
    double last_share = 0;
    bool ended = false;
    TableOptions options;
    options.rate_needed = true;
    options.while_finding_rate = [&](std::uint64_t more, std::optional<double> share) {
      CHECK_FALSE(ended);
      ended = more == 0;
      rows += more;
      CHECK(share.value() >= last_share);
      CHECK(share.value() <= 1);
      last_share = share.value();
    };
    const TableReader reader(Input::open(disk, folder / "t"), options);
    CHECK(ended);
    CHECK(rows == 200000);
    CHECK(reader.format().rate == 1);
  }
}

TEST_CASE("where the time is needed, every row of a file must have one that goes on") {
  std::string numbers = "time,a,b\n";
  std::string dates = "time,a\n";
  for (int n = 0; n < 1100; ++n) {
    numbers += std::to_string(n) + (n % 3 == 0 ? ",\"5\",6\n" : ",5,6\n");
    dates += "2024-05-06T07:" + std::to_string(10 + n / 60) + ":" + std::to_string(n % 60 / 10) +
             std::to_string(n % 10) + ",5\n";
  }
  TableOptions rate;
  rate.rate_needed = true;
  TableOptions steps;
  steps.steps_needed = true;
  Disk disk;
  CHECK(what_fails(numbers, disk, rate) == "nothing");
  CHECK(what_fails(dates, disk, steps) == "nothing");
  struct Example {
    std::string text;
    const TableOptions* options;
    std::string said;
  };
  for (const Example& example :
       {Example{numbers + "1100,5\n", &rate, ":1102: has 2 fields, not 3"},
        Example{numbers + "1100,5,6,7\n", &rate, ":1102: has 4 fields, not 3"},
        Example{numbers + ",5,6\n", &rate,
                ":1102:1: '' is not a number, and the time is needed here"},
        Example{numbers + "1098,5,6\n", &rate, ":1102:1: the time does not go on here"},
        Example{numbers + "1103,5,6\n", &rate, ":1102:1: the time steps by 4 s here and by 1 s"},
        Example{
            dates + "noon,5\n", &steps,
            ":1102:1: 'noon' is not a date and time of ISO 8601, and the time is needed here"}}) {
    const std::string what = what_fails(example.text, disk, *example.options);
    CAPTURE(what);
    CHECK(what.find(example.said) != std::string::npos);
  }
}

TEST_CASE("where a rate is not needed, first stamps that fit none are no fault") {
  const test::TemporaryFolder folder;
  Disk disk;
  TableOptions options;
  options.rate_if_any = true;
  for (const std::string third : {"2", "5"}) {
    test::write_file(folder / "t", "time,a\n0,1\n1,2\n" + third + ",3\n");
    const TableReader reader(Input::open(disk, folder / "t"), options);
    CHECK(reader.format().rate == (third == "2" ? std::optional(1.0) : std::nullopt));
  }
}

TEST_CASE("a second time through finds the first row after many comments, and a cut file's end") {
  const test::TemporaryFolder folder;
  std::string comments;
  while (comments.size() < 100000) comments += "# what was measured, and how\n";
  const std::string text = comments + "a\n1\n2\n3\n";
  test::write_file(folder / "t", text);
  Disk disk;
  TableReader reader(Input::open(disk, folder / "t"), {});
  const std::vector<double> samples = {1, 2, 3};
  CHECK(read_all(reader).samples == samples);
  reader.rewind();
  CHECK(read_all(reader).samples == samples);
  std::filesystem::resize_file(folder / "t", 50000);
  reader.rewind();
  CHECK(read_all(reader).samples.empty());
}

TEST_CASE("a line or a table beyond its limit is an error that says so") {
  Disk disk;
  const std::string wide(std::size_t{1} << 21U, '1');
  CHECK(what_fails("a\n" + wide, disk).find(":2: a line of more than 1 MiB") != std::string::npos);
  std::string rows = "a\n";
  for (int n = 0; n < 2000; ++n) rows += "1\n";
  CHECK(what_fails(rows + wide + "\n", disk).find(":2002: a line of more than 1 MiB") !=
        std::string::npos);
  std::string many;
  for (int n = 0; n < 200000; ++n) many += "1,";
  CHECK(what_fails(many + "1\n" + many + "1\n", disk).find(":1: has more than 131072 fields") !=
        std::string::npos);
  std::string prose;
  for (int n = 0; n < 200000; ++n) prose += "no table here\n";
  CHECK(what_fails(prose, disk).find("is not a number") != std::string::npos);
}

TEST_CASE("the short way of the exact lane gives what the long way gives") {
  std::mt19937 random(11);
  const auto pick = [&](auto&& from) { return from[random() % from.size()]; };
  const std::vector<std::string> numbers = {"1.5",
                                            "-1.5",
                                            "0",
                                            "-0",
                                            "0.00",
                                            "-0.0",
                                            "+5",
                                            "5.",
                                            "-.5",
                                            ".25",
                                            "1e3",
                                            "-1E-3",
                                            "007",
                                            "-0e5",
                                            "0.05",
                                            "-10",
                                            "123456789012345678901234567890123456789.5",
                                            "",
                                            "NA",
                                            "-",
                                            "1d2",
                                            "inf"};
  const std::vector<std::string> labels = {"me",      "a b", "",     " x", "x ", "\"q\"",
                                           "\"a,b\"", "c;d", "e\"f", "1",  "-2"};
  for (int round = 0; round < 300; ++round) {
    const char separator = pick(std::string(",;\t|"));
    const bool comma = separator != ',' && random() % 2 == 0;
    const std::string end = random() % 2 == 0 ? "\n" : "\r\n";
    std::string text =
        std::string("time") + separator + "who" + separator + "v" + separator + "w" + end;
    const std::size_t rows = 1 + random() % 40;
    for (std::size_t n = 0; n < rows; ++n) {
      const auto number = [&] {
        std::string digits = pick(numbers);
        if (digits == "5.") digits = "5.0";  // a decimal comma needs a digit after it
        if (comma) std::replace(digits.begin(), digits.end(), '.', ',');
        return digits;
      };
      std::string label = pick(labels);
      if (separator == ';' && label == "c;d") label = "cd";
      text +=
          std::to_string(n) + separator + label + separator + number() + separator + number() + end;
    }
    const auto shape = pick(std::vector{
        rectify::ExactShape::half, rectify::ExactShape::half_negative, rectify::ExactShape::full});
    const bool with_input = random() % 2 == 0;
    const char to = pick(std::string(",;\t"));
    const char mark = to != ',' && random() % 3 == 0 ? ',' : '.';
    std::string quick;
    std::string slow;
    try {
      quick = exact_rows(text, shape, with_input, to, mark, {});
    } catch (const Error& error) {
      quick = error.what();
    }
    try {  // a text of the user's own for missing values forbids the short way
      slow = exact_rows(text, shape, with_input, to, mark, {"nothing of the kind"});
    } catch (const Error& error) {
      slow = error.what();
    }
    const auto without_path = [](const std::string& what) {
      return what.starts_with("/tmp/") ? what.substr(what.find(':')) : what;
    };
    CHECK(without_path(quick) == without_path(slow));
  }
}

TEST_CASE("output columns stand where the input's stood, and names that are taken get a number") {
  SignalFormat in;
  in.names = {"a", "b"};
  in.labels = {{"time", 0, true, true}, {"who", 1, false, false}, {"note", 2, false, false}};
  const auto names = [](const std::vector<OutputColumn>& columns) {
    std::vector<std::string> result;
    for (const OutputColumn& column : columns) result.push_back(column.name);
    return result;
  };
  using Names = std::vector<std::string>;
  CHECK(names(output_columns(in, in.names, true)) == Names{"time", "a", "who", "b", "note"});
  CHECK(names(output_columns(in, in.names, false)) == Names{"a", "who", "b", "note"});
  CHECK(names(output_columns(in, {"sum"}, true)) == Names{"time", "who", "note", "sum"});
  CHECK(names(output_columns_with_input(in, in.names, true, "half")) ==
        Names{"time", "who", "note", "a", "b", "a_half", "b_half"});
  in.names = {"a", "a_half"};
  CHECK(names(output_columns_with_input(in, in.names, false, "half")) ==
        Names{"who", "note", "a", "a_half", "a_half_2", "a_half_half"});
  CHECK(names(plain_columns({"x", "y"})) == Names{"x", "y"});
}
