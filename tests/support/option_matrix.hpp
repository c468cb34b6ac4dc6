// Every option of every command, from every kind of source to every kind of sink: what it changes.
#pragma once

#include <doctest/doctest.h>

#include <array>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "cli/commands/command_line.hpp"
#include "support/process.hpp"
#include "support/table.hpp"

namespace test {

/// A kind of source. Each signal has 37 frames; zero is among them, and no two are alike.
struct MatrixSource {
  std::string_view name;
  std::string_view arguments;  ///< DIR stands for the folder
  std::string_view piped;      ///< the file on standard input, through a pipe; empty: none
  int channels;
  bool generated = false;
};

inline constexpr std::array kMatrixSources = {
    MatrixSource{"sine", "--sine 3170 --samples 37", "", 1, true},
    MatrixSource{"ramp", "--ramp=1:-1:37", "", 1, true},
    MatrixSource{"WAV", "DIR/in.wav", "", 2},
    MatrixSource{"WAV from a pipe", "", "in.wav", 2},
    MatrixSource{"FLAC", "DIR/in.flac", "", 2},
    MatrixSource{"FLAC from a pipe", "", "in.flac", 2},
    MatrixSource{"raw", "--raw s16le:48000:2 DIR/in.raw", "", 2},
    MatrixSource{"raw from a pipe", "--raw s16le:48000:2", "in.raw", 2},
    MatrixSource{"table", "DIR/in.csv", "", 2},
    MatrixSource{"table from a pipe", "-", "in.csv", 2}};

/// A kind of sink. `integers`: what makes integers of a signal that has none.
struct MatrixSink {
  std::string_view name;
  std::string_view arguments;
  std::string_view integers;
};

inline constexpr std::array kMatrixSinks = {
    MatrixSink{"CSV on standard output", "", ""}, MatrixSink{"CSV", "-o DIR/out.csv", ""},
    MatrixSink{"WAV", "-o DIR/out.wav", ""},
    MatrixSink{"FLAC", "-o DIR/out.flac", "--encoding pcm_16"},
    MatrixSink{"raw", "-o DIR/out.raw", ""}};

/// Why an option may change nothing and be taken all the same.
struct MatrixReason {
  std::string_view option;
  std::string_view why;
  bool (*holds)(const std::string& command, const MatrixSource& source, const MatrixSink& sink);
};

/// The text with every `what` in it replaced.
inline std::string replaced(const std::string& text, std::string_view what, const std::string& by) {
  std::string result;
  std::size_t from = 0;
  for (std::size_t at = text.find(what); at != text.npos; at = text.find(what, from)) {
    result += text.substr(from, at - from) + by;
    from = at + what.size();
  }
  return result + text.substr(from);
}

class OptionMatrix {
 public:
  OptionMatrix() { prepare(); }

  /// Runs every `stride`-th of all the lines, from the `first`, and checks each. Returns how many.
  std::size_t check(std::size_t first, std::size_t stride);

 private:
  struct Outcome {
    int status = 0;
    std::string data;
    std::string words;
    bool operator==(const Outcome&) const = default;
  };
  struct Place {
    const std::string& command;
    const MatrixSource& source;
    const MatrixSink& sink;
  };

  void prepare() const;
  [[nodiscard]] std::vector<std::string> base(const Place& place, std::string_view option) const;
  [[nodiscard]] Outcome outcome(const Place& place,
                                const std::vector<std::string>& arguments) const;
  void check_option(const Place& place, const rectify::cli::Option& option);
  [[nodiscard]] std::vector<std::string> option_words(const Place& place,
                                                      const rectify::cli::Option& option) const;
  static bool excused(const Place& place, std::string_view option);

  TemporaryFolder folder_;
  std::map<std::string, Outcome> without_;  // by line
};

/// A value that differs from the preset for every option that takes one; CHANNELS: 1 or 2.
inline const std::map<std::string_view, std::string_view>& matrix_values() {
  static const std::map<std::string_view, std::string_view> values = {
      {"--raw", "s16be:44100:1"},
      {"--spool-limit", "10"},
      {"--sine", "100"},
      {"--sweep", "100:1k"},
      {"--sine-over", "0:1:9"},
      {"--ramp", "0:1:9"},
      {"--rate", "44.1k"},
      {"--duration", "2ms"},
      {"--samples", "5"},
      {"--cycles", "2"},
      {"--amplitude", "-6dB"},
      {"--phase", "40"},
      {"--channels", "2"},
      {"--column", "3"},
      {"--axis", "b"},
      {"--separator", "semicolon"},
      {"--drop", "0.2"},
      {"--leak", "0.1"},
      {"--phases", "3"},
      {"--phase-list", "0,30"},
      {"--unit", "2,-0.1"},
      {"--units", "DIR/units.csv"},
      {"--hold", "100ms"},
      {"--dc-block", "20"},
      {"--gain", "-3"},
      {"--normalize", "-3"},
      {"--upstream", "DIR/gCHANNELS.csv"},
      {"--target", "DIR/gCHANNELS.csv"},
      {"--loss", "mae"},
      {"--at-zero", "1"},
      {"--parameters", "DIR/p.csv"},
      {"--fit", "3"},
      {"--learning-rate", "0.1"},
      {"--output", "DIR/other.csv"},
      {"--format", "au"},
      {"--encoding", "pcm_24"},
      {"--output-separator", "semicolon"},
      {"--precision", "3"}};
  return values;
}

inline const std::vector<MatrixReason>& matrix_reasons() {
  const auto always = [](const std::string&, const MatrixSource&, const MatrixSink&) {
    return true;
  };
  static const std::vector<MatrixReason> reasons = {
      {"--quiet", "there is nothing to warn of", always},
      {"--force", "nothing has the output's name", always},
      {"--fail-on-damage", "it asks for a whole input, and this is one", always},
      {"--fail-on-clip", "it asks that nothing clips, and nothing does", always},
      {"--sum-channels", "the sum of one channel is that channel, and sound has no names",
       [](const std::string&, const MatrixSource& source, const MatrixSink& sink) {
         return source.channels == 1 && sink.name.find("CSV") == sink.name.npos;
       }},
      {"--at-zero", "no sample of the analytic signal is at a kink",
       [](const std::string& command, const MatrixSource& source, const MatrixSink&) {
         return command == "grad multiphase" && !source.generated;
       }},
      {"--at-zero", "where a unit begins to conduct, as many end at it",
       [](const std::string& command, const MatrixSource&, const MatrixSink&) {
         return command == "grad multiphase";
       }}};
  return reasons;
}

inline void OptionMatrix::prepare() const {
  std::string table = "time,a,b\n";
  std::string g1 = "g\n";
  std::string g2 = "g,h\n";
  std::string raw;
  for (int n = 0; n < 37; ++n) {
    const int code = n == 20 ? 0 : (n * 7919) % 32000 - 16000;
    const std::string number = std::to_string(code * 3.0517578125e-5 * 1.0000001);
    table += std::to_string(n) + "e-3," + (n == 20 ? "0" : number) + "," +
             std::to_string(n == 20 ? 0 : 0.987654321 / (n - 20)) + "\n";
    g1 += std::to_string(n % 5 + 1) + "\n";
    g2 += std::to_string(n % 5 + 1) + "," + std::to_string(n % 3 + 1) + "\n";
    for (const int sample : {code, -code / 3}) {
      raw += static_cast<char>(sample & 0xFF);
      raw += static_cast<char>(sample >> 8 & 0xFF);
    }
  }
  write_file(folder_ / "in.csv", table);
  write_file(folder_ / "g1.csv", g1);
  write_file(folder_ / "g2.csv", g2);
  write_file(folder_ / "units.csv", "a,b\n3,-0.1\n");
  write_file(folder_ / "in.raw", raw);
  const Result made =
      shell("sox -D -t raw -r 48000 -e signed -L -b 16 -c 2 in.raw in.wav && flac -s in.wav",
            folder_.path());
  REQUIRE_MESSAGE(made.status == 0, made.err);
}

inline std::vector<std::string> OptionMatrix::base(const Place& place,
                                                   std::string_view option) const {
  const bool gradient = place.command.starts_with("grad ");
  std::string line = place.command;
  if (place.command.ends_with("units")) line += " --unit 1,0 --unit 0.5,0.25";
  const bool of_integers =
      !place.source.generated && place.source.name.find("table") == std::string_view::npos;
  if (place.command == "multiphase" && of_integers &&
      place.sink.name.find("CSV") == std::string_view::npos) {
    line += " --phases 3";  // whose sum is no more than full scale
  }
  std::string source(place.source.arguments);
  const bool length = option == "--duration" || option == "--cycles" || option == "--samples";
  if (length && place.source.name == "sine") source = "--sine 317 --rate 1k";
  line += ' ';
  line += source;
  line += ' ';
  line += place.sink.arguments;
  line += ' ';
  if (!of_integers && !gradient) line += place.sink.integers;
  return words(replaced(line, "DIR", folder_.path()));
}

inline std::vector<std::string> OptionMatrix::option_words(
    const Place& place, const rectify::cli::Option& option) const {
  if (option.is_flag()) return {option.name};
  const auto found = matrix_values().find(option.name);
  REQUIRE_MESSAGE(found != matrix_values().end(), option.name, " has no value in the matrix");
  std::string value = replaced(std::string(found->second), "DIR", folder_.path());
  value = replaced(value, "CHANNELS", std::to_string(place.source.channels));
  return {option.name + "=" + value};
}

inline OptionMatrix::Outcome OptionMatrix::outcome(
    const Place& place, const std::vector<std::string>& arguments) const {
  for (const char* name : {"out.csv", "out.wav", "out.flac", "out.raw", "other.csv", "p.csv"}) {
    std::filesystem::remove(folder_ / name);
  }
  const std::string input =
      place.source.piped.empty() ? "" : read_file(folder_ / place.source.piped);
  const Result result = run(arguments, input);
  Outcome outcome{result.signal == 0 ? result.status : 128 + result.signal, result.out, result.err};
  for (const std::string& name : folder_.names()) {
    if (name.starts_with("out.") || name == "other.csv" || name == "p.csv" ||
        name.starts_with('.')) {
      outcome.data += name + read_file(folder_ / name);
    }
  }
  return outcome;
}

inline bool OptionMatrix::excused(const Place& place, std::string_view option) {
  for (const MatrixReason& reason : matrix_reasons()) {
    if (reason.option == option && reason.holds(place.command, place.source, place.sink))
      return true;
  }
  return false;
}

inline void OptionMatrix::check_option(const Place& place, const rectify::cli::Option& option) {
  const std::vector<std::string> without = base(place, option.name);
  std::string line;
  for (const std::string& word : without) line += word + " ";
  auto known = without_.find(line);
  if (known == without_.end()) known = without_.emplace(line, outcome(place, without)).first;
  if (known->second.status != 0) return;  // nothing to compare with

  std::vector<std::string> with = without;
  for (const std::string& word : option_words(place, option)) with.push_back(word);
  const Outcome changed = outcome(place, with);
  const std::string what = line + option_words(place, option)[0] + ", from " +
                           std::string(place.source.name) + ": " + changed.words;
  CHECK_MESSAGE(changed.status <= 4, what);
  if (changed.status == 2) {  // of its own, or since it takes the rate away
    const bool rate = changed.words.find("needs a rate") != std::string::npos;
    CHECK_MESSAGE((rate || changed.words.find(option.name) != std::string::npos), what);
  }
  if (changed.status >= 2) {
    CHECK_MESSAGE(changed.data.empty(), what);
    CHECK_MESSAGE(changed.words.starts_with("rectify: error: "), what);
    return;
  }
  if (changed == known->second) CHECK_MESSAGE(excused(place, option.name), what);
}

inline std::size_t OptionMatrix::check(std::size_t first, std::size_t stride) {
  std::size_t number = 0;
  std::size_t checked = 0;
  for (const rectify::cli::Command& command : rectify::cli::commands()) {
    const rectify::cli::Invocation invocation(command);
    for (const MatrixSource& source : kMatrixSources) {
      for (const MatrixSink& sink : kMatrixSinks) {
        for (const rectify::cli::Option& option : invocation.options().all()) {
          if (number++ % stride != first) continue;
          check_option({command.name, source, sink}, option);
          ++checked;
        }
      }
    }
  }
  return checked;
}

}  // namespace test
