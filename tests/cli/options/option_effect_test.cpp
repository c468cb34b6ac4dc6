// Checks that every option changes what its every command does: the table below must name them all.
#include <doctest/doctest.h>

#include <array>
#include <filesystem>

#include "cli/commands/command_line.hpp"
#include "support/every_option.hpp"
#include "support/sanitized.hpp"
#include "support/table.hpp"

using namespace test;
using rectify::cli::commands;

namespace {

/// The output, or what is said on stderr, or how long it takes and neither of both.
enum class On { kData, kWords, kTime };

struct Effect {
  std::string_view option;
  std::string_view without;
  std::string_view with;
  int status_without = 0;
  int status_with = 0;
  On on = On::kData;
};

// S stands for a short sine that is neither whole periods nor symmetric, U for one more unit, K for
// a signal with a sample on a kink of the shape, W for what makes the command say something.
constexpr std::array kEffects = {
    Effect{"--raw", "in.wav", "--raw s16le:8000:1 in.wav"},
    Effect{"--spool-limit", "< <(cat adpcm.wav)", "--spool-limit 10 < <(cat adpcm.wav)", 0, 1},
    Effect{"--fail-on-damage", "cut.wav -o out.wav", "cut.wav -o out.wav --fail-on-damage", 0, 3},
    Effect{"--raise-limits", "long.csv", "--raise-limits 2 long.csv", 3, 0},
    Effect{"--sine", "--sweep 100:1k --samples 9", "--sine 1k --samples 9"},
    Effect{"--sweep", "--sine 100 --samples 9", "--sweep 100:1k --samples 9"},
    Effect{"--sine-over", "--sine 1k --samples 9", "--sine-over 0:1:9"},
    Effect{"--ramp", "--sine-over 0:1:9", "--ramp 0:1:9"},
    Effect{"--rate", "--sine 1k --samples 9", "--sine 1k --samples 9 --rate 8k"},
    Effect{"--duration", "--sine 1k --rate 4k", "--sine 1k --rate 4k --duration 2ms"},
    Effect{"--samples", "--sine 1k --rate 4k", "--sine 1k --rate 4k --samples 5"},
    Effect{"--cycles", "--sine 1k --rate 4k", "--sine 1k --rate 4k --cycles 3"},
    Effect{"--amplitude", "--sine 1k --samples 9", "--sine 1k --samples 9 --amplitude -6dB"},
    Effect{"--phase", "--sine 1k --samples 9", "--sine 1k --samples 9 --phase 40"},
    Effect{"--channels", "S", "S --channels 2"},
    Effect{"--column", "in.csv", "--column b in.csv"},
    Effect{"--axis", "in.csv", "--axis b in.csv"},
    Effect{"--separator", "two.txt", "--separator comma two.txt"},
    Effect{"--decimal", "doubtful.txt", "--decimal comma doubtful.txt", 3, 0},
    Effect{"--header", "--header no years.csv", "--header yes years.csv"},
    Effect{"--skip", "years.csv", "--skip 1 years.csv"},
    Effect{"--comment", "remark.csv --column b", "--comment ! remark.csv --column b", 0, 0,
           On::kWords},
    Effect{"--na", "gap.csv", "--na 99 gap.csv"},
    Effect{"--negative", "in.csv", "--negative in.csv"},
    Effect{"--drop", "S", "S --drop 0.2"},
    Effect{"--leak", "S", "S --leak 0.1"},
    Effect{"--alias-free", "S", "S --alias-free"},
    Effect{"--polyphase", "--sine 317 --phase 0,120", "--sine 317 --phase 0,120 --polyphase"},
    Effect{"--phases", "S", "S --phases 3"},
    Effect{"--phase-list", "S", "S --phase-list 0,30"},
    Effect{"--envelope", "--sine 317 --samples 37", "--sine 317 --samples 37 --envelope"},
    Effect{"--unit", "S", "S --unit 2,-0.1"},
    Effect{"--units", "S", "S --units units.csv"},
    Effect{"--mean", "S U", "S U --mean"},
    Effect{"--sum-channels", "S --channels 2", "S --channels 2 --sum-channels"},
    Effect{"--hold", "S", "S --hold 100ms"},
    Effect{"--smooth", "S", "S --smooth 250ms"},
    Effect{"--remove-mean", "S", "S --remove-mean"},
    Effect{"--dc-block", "S", "S --dc-block"},
    Effect{"--dc-block", "S --dc-block", "S --dc-block=20"},
    Effect{"--gain", "S", "S --gain 3"},
    Effect{"--normalize", "S", "S --normalize"},
    Effect{"--normalize", "S --normalize", "S --normalize=-3"},
    Effect{"--upstream", "S", "S --upstream g.csv"},
    Effect{"--target", "S", "S --target g.csv"},
    Effect{"--loss", "S --target g.csv", "S --target g.csv --loss mae"},
    Effect{"--at-zero", "K", "K --at-zero 0.5"},
    Effect{"--at-zero", "K --at-zero 0.5", "K --at-zero 1"},
    Effect{"--parameters", "S", "S --parameters p.csv"},
    Effect{"--check", "S", "S --check", 0, 0, On::kWords},
    Effect{"--fit", "S --target g.csv", "S --target g.csv --fit 3 --learning-rate 0.1"},
    Effect{"--learning-rate", "S --target g.csv --fit 3 --learning-rate 0.1",
           "S --target g.csv --fit 3 --learning-rate 0.2"},
    Effect{"--losses", "S --target g.csv --fit 3 --learning-rate 0.1",
           "S --target g.csv --fit 3 --learning-rate 0.1 --losses e.csv"},
    Effect{"--output", "S", "S --output out.csv"},
    Effect{"--format", "S", "S --format tsv"},
    Effect{"--force", "S -o old.csv", "S -o old.csv --force", 4, 0},
    Effect{"--encoding", "S -o out.wav", "S -o out.wav --encoding pcm_24"},
    Effect{"--dither", "S -o out.wav --encoding pcm_16", "S -o out.wav --encoding pcm_16 --dither"},
    Effect{"--fail-on-clip", "S --gain 20 --encoding pcm_16 -o out.wav",
           "S --gain 20 --encoding pcm_16 -o out.wav --fail-on-clip", 0, 1},
    Effect{"--with-input", "S", "S --with-input"},
    Effect{"--output-separator", "S", "S --output-separator semicolon"},
    Effect{"--output-decimal", "S", "S --output-decimal comma"},
    Effect{"--no-header", "S", "S --no-header"},
    Effect{"--no-time", "S", "S --no-time"},
    Effect{"--precision", "S", "S --precision 3"},
    Effect{"--json", "S -o out.csv --check", "S -o out.csv --check --json"},
    Effect{"--transfer", "S --gain 3", "S --gain 3 --transfer"},
    Effect{"--spectrum", "--sine 317 --rate 8k --samples 99",
           "--sine 317 --rate 8k --samples 99 --spectrum"},
    Effect{"--range", "S", "S --range 1ms:2ms"},
    Effect{"--size", "S -o out.svg", "S -o out.svg --size 300x200"},
    Effect{"--script", "S -o out.svg", "S -o out.svg --script s.gp"},
    Effect{"--output-dir", "in.csv", "in.csv --output-dir outs"},
    Effect{"--suffix", "in.csv --output-dir outs", "in.csv --output-dir outs --suffix _x"},
    Effect{"--fail-fast", "none.wav in.csv --jobs 1 --output-dir outs",
           "none.wav in.csv --jobs 1 --output-dir outs --fail-fast", 3, 3},
    Effect{"--jobs", "S --jobs 1", "S --jobs 3", 0, 0, On::kTime},
    Effect{"--quiet", "W -o out.wav", "W -o out.wav --quiet", 0, 0, On::kWords},
    Effect{"--verbose", "S -o out.wav", "S -o out.wav --verbose", 0, 0, On::kWords},
};

void prepare(const TemporaryFolder& folder) {
  write_file(folder / "in.csv", "time,a,b\n0,-1,2\n1,3,-4\n");
  write_file(folder / "two.txt", "a;b,c\n-1;2,3\n");
  write_file(folder / "doubtful.txt", "a;b\n-1;2,125\n");
  write_file(folder / "years.csv", "2001,2002\n-1,2\n3,-4\n");
  write_file(folder / "remark.csv", "! a,b\na,b\n-1,2\n3,-4\n");
  write_file(folder / "gap.csv", "a\n-1\n99\n3\n");
  write_file(folder / "long.csv",
             "time,a,b\n0,-1," + std::string(std::size_t{1} << 20U, 'x') + "\n1,3,y\n");
  write_file(folder / "units.csv", "a,b\n3,-0.1\n");
  std::string upstream = "g\n";
  for (int n = 0; n < 37; ++n) upstream += std::to_string(n % 5) + "\n";
  write_file(folder / "g.csv", upstream);
  // The commands that gnuplot gets stand for its picture.
  write_file(folder / "gnuplot", "#!/bin/sh\nexec cat\n");
  const Result made = shell(
      "mkdir bin && mv gnuplot bin && chmod +x bin/gnuplot && "
      "$RECTIFY generate --sine 1k --samples 99 --encoding pcm_16 -o in.wav && "
      "ffmpeg -v error -i in.wav -c:a adpcm_ms adpcm.wav && "
      "$RECTIFY generate --sine 1k --samples 99 -o cut.wav && truncate -s 200 cut.wav",
      folder.path());
  REQUIRE(made.status == 0);
}

std::string line_of(std::string_view command, std::string_view arguments) {
  const bool gradient = command.find("grad ") != command.npos;
  const bool measure = command.starts_with("measure ");
  const bool picture = command.starts_with("plot ");
  const std::string_view shape = command.substr(command.rfind(' ') + 1);
  std::string line = (picture ? "PATH=$PWD/bin:$PATH " : "") + ("$RECTIFY " + std::string(command));
  if (shape == "units") line += " --unit 1,0.25";
  for (std::string word : words(std::string(arguments))) {
    if (picture && (word == "out.csv" || word == "out.wav")) word = "out.svg";
    if (picture && word == "old.csv") word = "old.svg";
    if (picture && word == "tsv") word = "svg";
    if (measure && (word == "-o" || word == "out.wav")) continue;  // it writes no file
    if (measure && (word == "out.csv" || word == "--check")) continue;
    if (measure && (word == "--output-dir" || word == "outs")) continue;
    if (word == "S") {
      line += " --sine 317 --rate 8k --samples 37 --phase 40 --amplitude 0.3";
    } else if (word == "U") {
      if (shape == "units") line += " --unit 2,-0.5";
    } else if (word == "K") {
      line += shape == "multiphase" ? " --sine-over 0:1:3 --phases 1" : " --ramp=-1:1:9";
      if (shape == "full") line += " --drop 0.5";
    } else if (word == "W") {
      line += command == "generate" ? " --sine 1k --gain 20 --encoding pcm_16" : " cut.wav";
    } else {
      const bool table = word != "g.csv" && word != "out.csv" && word != "p.csv" &&
                         word != "e.csv" && word != "old.csv" && word != "units.csv" &&
                         (word.ends_with(".csv") || word.ends_with(".txt"));
      if (shape == "multiphase" && table) line += " --rate 8k";  // whatever their axis
      if (word == "gap.csv" && !gradient) line += " --gain 0";   // text would keep its 99
      line += " " + word;
    }
  }
  return line;
}

/// All that the line leaves: what went to stdout and to the file it wrote.
std::string data_of(const Result& result, const TemporaryFolder& folder) {
  std::string data = result.out;
  for (const std::string name : {"out.csv", "out.wav", "out.svg", "s.gp", "p.csv", "e.csv",
                                 "old.csv", "old.svg", "outs/in.csv", "outs/in_x.csv"}) {
    if (std::filesystem::exists(folder / name)) data += name + read_file(folder / name);
  }
  return data;
}

void check_effect(std::string_view command, const Effect& effect, const TemporaryFolder& folder) {
  const auto execute = [&](std::string_view arguments, int status) {
    for (const char* name : {"out.csv", "out.wav", "out.svg", "s.gp", "p.csv", "e.csv", "outs"}) {
      std::filesystem::remove_all(folder / name);
    }
    for (const char* name : {"old.csv", "old.svg"}) write_file(folder / name, "old\n");
    const Result result = shell(line_of(command, arguments), folder.path());
    CHECK_MESSAGE(result.status == status, line_of(command, arguments), "\n", result.err);
    return std::pair(data_of(result, folder), result.err);
  };
  const auto [data, said] = execute(effect.without, effect.status_without);
  const auto [data_with, said_with] = execute(effect.with, effect.status_with);
  const std::string what = line_of(command, effect.with);
  const bool same_data = data == data_with;
  CHECK_MESSAGE(same_data == (effect.on != On::kData), what);
  if (effect.on != On::kData) CHECK_MESSAGE((said == said_with) == (effect.on == On::kTime), what);
}

}  // namespace

TEST_CASE("every option of every command changes its output, and each is in the table here") {
  TemporaryFolder folder;
  prepare(folder);
  // All of them take a minute and a half under sanitizers, which look for other mistakes.
  constexpr std::size_t kEvery = kSanitized ? 5 : 1;
  std::size_t effects = 0;
  for (const auto& command : commands()) {
    const rectify::cli::Invocation invocation(command);
    for (const auto& option : invocation.options().all()) {
      bool tried = false;
      for (const Effect& effect : kEffects) {
        if (effect.option != option.name) continue;
        if (effects++ % kEvery == 0) check_effect(command.name, effect, folder);
        tried = true;
      }
      CHECK_MESSAGE(tried, command.name, " ", option.name, " has no entry");
    }
  }
}

TEST_CASE("the table of effects names no option that is not there") {
  const auto all = every_option();
  for (const Effect& effect : kEffects) {
    CAPTURE(effect.option);
    CHECK(all.contains(std::string(effect.option)));
  }
}
