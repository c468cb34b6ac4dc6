// Checks how options take their values: never NaN or inf, '=' where they may go without, no INPUT
// swallowed.
#include <doctest/doctest.h>

#include <cmath>

#include "cli/commands/command_line.hpp"
#include "io/file/error.hpp"
#include "support/table.hpp"

using namespace test;
using rectify::cli::commands;
using rectify::cli::Invocation;
using rectify::cli::Option;

namespace {

/// An example of the option's value with one of its numbers replaced, for each number it has.
std::vector<std::string> values_with(const Option& option, const std::string& number) {
  const std::string_view form = option.form;
  if (form == "START:STOP:COUNT") {
    return {number + ":1:3", "0:" + number + ":3", "0:1:" + number};
  }
  if (form == "START:STOP") return {number + ":1", "0:" + number};
  if (form == "WIDTHxHEIGHT") return {number + "x600", "800x" + number};
  if (form == "HZ:HZ") return {number + ":100", "100:" + number};
  if (form == "A,B[,C]") return {number + ",0", "1," + number, "1,0," + number};
  if (form == "P[,P...]" || form == "P,P,...") return {number, "0," + number, number + "pi"};
  if (form == "ENC:RATE:CHANNELS") return {"s16le:" + number + ":1", "s16le:8000:" + number};
  if (form == "SECONDS") return {number, number + "ms"};
  if (form == "HZ" || form == "[=HZ]" || form == "BYTES") return {number, number + "k"};
  if (form == "DB" || form == "[=DBFS]" || form == "A" || form == "V") {
    return {number, number + "dB"};
  }
  for (const std::string_view single : {"N", "ALPHA", "STEPS", "R", "0|0.5|1"}) {
    if (form == single) return {number};
  }
  // No number: a word or a name.
  for (const std::string_view known : {"", "FILE", "FILE.csv", "FORMAT", "ENC", "C", "NAME|N,...",
                                       "NAME|N|none", "mse|mae", "TEXT", "DIR", "yes|no|auto"}) {
    if (form == known) return {};
  }
  FAIL("no example for the form ", form);
  return {};
}

/// The parser itself, since there are some thousand of these.
void check_refused(const std::vector<std::string>& arguments, const std::string& name,
                   const std::string& value) {
  try {
    (void)rectify::cli::understand(arguments);
    FAIL_CHECK(name, "=", value, " is taken");
  } catch (const rectify::io::Error& error) {
    const std::string what = error.what();
    CHECK(error.status() == rectify::io::ExitStatus::kUsage);
    CHECK(what.find(name) != std::string::npos);
    CHECK(what.find(value) != std::string::npos);
  }
}

}  // namespace

TEST_CASE("no option of any command takes a number that is not finite") {
  for (const auto& command : commands()) {
    const Invocation invocation(command);
    for (const Option& option : invocation.options().all()) {
      for (const std::string number :
           {"nan", "inf", "-inf", "1e999", "NaN", "Infinity", "-1e999"}) {
        for (const std::string& value : values_with(option, number)) {
          const std::string name(option.name);
          std::vector<std::string> arguments = words(std::string(command.name));
          arguments.push_back(name + "=" + value);
          CAPTURE(command.name);
          check_refused(arguments, name, value);
        }
      }
    }
  }
}

TEST_CASE("a units file with a number that is not finite is refused") {
  TemporaryFolder folder;
  for (const std::string row : {"nan,0", "1,inf", ",0"}) {
    write_file(folder / "u.csv", "a,b\n1,0\n" + row + "\n");
    check_failure("units --ramp 0:1:3 --units " + (folder / "u.csv"), 3, {"u.csv", "not finite"});
  }
}

TEST_CASE("an optional value takes '=' only, so that an INPUT may follow") {
  TemporaryFolder folder;
  write_file(folder / "in.csv", "time,a\n0,0.25\n0.001,-0.5\n");
  const std::string in = folder / "in.csv";
  CHECK(output_of("half --normalize " + in) == "time,a\n0,1\n0.001,0\n");
  CHECK(output_of("half --normalize=0dB " + in) == "time,a\n0,1\n0.001,0\n");
  CHECK(output_of("half --dc-block " + in) == output_of("half --dc-block=10 " + in));
  CHECK(output_of("half --dc-block " + in) != output_of("half --dc-block=20 " + in));
  check_failure("half --normalize -3dB " + in, 2, {"-3dB"});
  check_failure("half --dc-block 20 " + in, 2, {"20", in});
  check_failure("half --sine 50 --dc-block in.csv", 2, {"in.csv", "generator"});
}

TEST_CASE("a list never swallows the INPUT after it") {
  TemporaryFolder folder;
  write_file(folder / "in.csv", "time,a,b\n0,1,-2\n");
  const std::string in = folder / "in.csv";
  CHECK(output_of("full --column b,a " + in) == "time,b,a\n0,2,1\n");
  CHECK(output_of("full --column b " + in) == "time,b\n0,2\n");
  CHECK(output_of("units --unit 1,0 --unit=-1,0 " + in) == "time,a,b\n0,1,2\n");
  CHECK(output_of("full --axis a " + in) == "time,a,b\n0,1,2\n");
}

TEST_CASE("after -- a word that begins with '-' is an INPUT, and - is still standard input") {
  CHECK(output_of("half -- -", "a\n-1\n2\n") == "a\n0\n2\n");
  check_failure("half -- -x.csv", 3, {"-x.csv: No such file"});
}

TEST_CASE("values may begin with '-'") {
  CHECK(output_of("full --ramp -1:1:3") == "x,ch1\n-1,1\n0,0\n1,1\n");
  CHECK(output_of("full --sine-over -10:10:2000").starts_with("x,ch1\n-10,0.544"));
  CHECK(output_of("full --gain -20dB", "a\n-10\n") == "a\n1\n");
  CHECK(output_of("half --leak -1", "a\n-10\n") == "a\n10\n");
  CHECK(output_of("units --unit -2,-1,-3", "a\n-1\n") == "a\n-3\n");
  CHECK(output_of("half --sine 1k --samples 1 --amplitude -1 --phase -90,90") ==
        "time,ch1,ch2\n0,1,0\n");
  CHECK(output_of("multiphase --sine 1k --samples 1 --phase-list -90,90") == "time,ch1\n0,1\n");
}

TEST_CASE("phases are counted from one") {
  check_failure("multiphase --sine 50 --phases 0", 2, {"--phases 0"});
  check_failure("multiphase --sine 50 --phases -1", 2, {"--phases -1"});
  CHECK(output_of("multiphase --sine 50 --samples 2 --phases 2.6") ==
        output_of("multiphase --sine 50 --samples 2 --phases 3"));
}

TEST_CASE("a frequency of half the rate or more is refused") {
  for (const std::string source : {"--sine 24k", "--sine 24000.001", "--sine 4k --rate 8k",
                                   "--sweep 20:24k", "--sweep 24k:20", "--sine 1e9"}) {
    check_failure("half " + source, 2, {"half the rate"});
  }
  CHECK(run_line("half --sine 23999.999 --samples 2").status == 0);
  check_failure("half --sine 50 --rate 1k --dc-block=500", 2, {"--dc-block", "half the rate"});
}

TEST_CASE("lengths are rounded to the nearest frame") {
  const auto frames = [](const std::string& length) {
    return split(output_of("generate --no-header --sine 1k " + length), '\n').size();
  };
  CHECK(frames("--duration 1ms") == 48);
  CHECK(frames("--duration 0.0313ms") == 2);  // 1.5024
  CHECK(frames("--duration 0.0312ms") == 1);  // 1.4976
  CHECK(frames("--samples 2.6") == 3);
  CHECK(frames("--cycles 2.5") == 120);
}
