// Every option of every command, from every kind of source to every kind of sink: what it changes.
#pragma once

#include <doctest/doctest.h>

#include <array>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cli/commands/command_line.hpp"
#include "support/option_matrix_lists.hpp"
#include "support/process.hpp"
#include "support/table.hpp"

namespace test {

/// The text with every `what` in it replaced.
inline std::string replaced(std::string text, std::string_view what, std::string_view by) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
  return text;
}

/// Runs lines that differ in one option, and compares what they leave.
class OptionMatrix {
 public:
  OptionMatrix() { prepare(); }

  /// Checks every `stride`-th place of the matrix, from the `first`, of the commands for which
  /// `wanted` holds. Returns how many lines were compared.
  std::size_t check(
      std::size_t first, std::size_t stride,
      bool (*wanted)(std::string_view command) = [](std::string_view) { return true; });

 private:
  struct Outcome {
    int status = 0;
    std::string data;   // what went to stdout and to files
    std::string files;  // which files these were, and what they hold
    std::string words;
    bool operator==(const Outcome&) const = default;
  };
  struct Place {
    std::string command;
    std::string extra;  // what takes it out of the exact lane
    const MatrixSource& source;
    const MatrixSink& sink;
  };

  void prepare() const;
  [[nodiscard]] std::string line_of(const Place& place, const MatrixTry& attempt) const;
  [[nodiscard]] Outcome outcome(const Place& place, const std::string& line) const;
  [[nodiscard]] const Outcome& known(const Place& place, const std::string& line);
  bool check_try(const Place& place, const rectify::cli::Option& option, const MatrixTry& attempt);
  void check_refusal(const Place& place, const std::string& option, const Outcome& refused) const;

  TemporaryFolder folder_;
  std::map<std::string, Outcome> without_;  // by source and line
};

/// Each signal has 37 frames; zero is among them, and no two frames are alike.
inline void OptionMatrix::prepare() const {
  std::string table = "! made by hand\ntime,a,b\n";
  std::string g1 = "g\n";
  std::string g2 = "g,h\n";
  std::string raw;
  for (int n = 0; n < 37; ++n) {
    const int code = n == 20 ? 0 : (n * 7919) % 32000 - 16000;
    const std::string number = std::to_string(code * 3.0517578125e-5 * 1.0000001);
    table += std::to_string(n) + "e-3," + (n == 20 ? "0" : number) + "," +
             (n == 20   ? "0"
              : n == 21 ? "-0.5"
                        : std::to_string(0.987654321 / (n - 20))) +
             "\n";
    g1 += std::to_string(n % 5 + 1) + "\n";
    g2 += std::to_string(n % 5 + 1) + "," + std::to_string(n % 3 + 1) + "\n";
    const int other = n == 20 ? 0 : (n * 5003) % 20000 - 10000;
    for (const int sample : {code, other}) {
      raw += static_cast<char>(sample & 0xFF);
      raw += static_cast<char>(sample >> 8 & 0xFF);
    }
  }
  write_file(folder_ / "in.csv", table);
  write_file(folder_ / "g1.csv", g1);
  write_file(folder_ / "g2.csv", g2);
  write_file(folder_ / "units.csv", "a,b\n3,-0.1\n");
  write_file(folder_ / "in.raw", raw);
  const Result made = shell(
      "sox -D -t raw -r 48000 -e signed -L -b 16 -c 2 in.raw in.wav && flac -s in.wav && "
      "sox -D in.wav -e float -b 32 float.wav gain -1 && head -c 180 in.wav > cut.wav",
      folder_.path());
  REQUIRE_MESSAGE(made.status == 0, made.err);
}

/// The line without the option.
inline std::string OptionMatrix::line_of(const Place& place, const MatrixTry& attempt) const {
  const bool gradient = place.command.starts_with("grad ");
  std::string line = place.command + " " + place.extra;
  if (place.command.ends_with("units")) line += " --unit 1,0 --unit 0.5,0.25";
  const bool integers = place.source.integers || !place.sink.integers.empty() ||
                        attempt.companion.find("pcm") != attempt.companion.npos;
  const bool level = attempt.option == "--gain" || attempt.option == "--normalize" ||
                     attempt.companion.find("--gain") != attempt.companion.npos;
  if (place.command == "multiphase" && integers && !place.sink.table) {
    // A sum that full scale can hold, by another option than the one that is tried.
    line += level ? " --phases 3" : " --gain=-20";
  }
  const bool length = attempt.option == "--duration" || attempt.option == "--cycles" ||
                      attempt.option == "--samples";
  std::string source(length && !place.source.lasting.empty() ? place.source.lasting
                                                             : place.source.arguments);
  line.append(" ").append(source).append(" ").append(place.sink.arguments).append(" ");
  if (!place.source.integers && !gradient) line.append(place.sink.integers).append(" ");
  line += attempt.companion;
  line = replaced(line, "CHANNELS", std::to_string(place.source.channels));
  return replaced(line, "DIR", folder_.path());
}

inline OptionMatrix::Outcome OptionMatrix::outcome(const Place& place,
                                                   const std::string& line) const {
  const std::string input =
      place.source.piped.empty() ? "" : read_file(folder_ / place.source.piped);
  const Result result = run(words(line), input);
  Outcome outcome{result.signal == 0 ? result.status : 128 + result.signal, result.out, "",
                  result.err};
  static const std::set<std::string> kept = {"cut.wav", "float.wav", "g1.csv", "g2.csv",   "in.csv",
                                             "in.flac", "in.raw",    "in.wav", "units.csv"};
  for (const std::string& name : folder_.names()) {
    if (kept.count(name) != 0) continue;
    const std::filesystem::path path = folder_ / name;
    if (std::filesystem::is_directory(path)) {
      for (const auto& inner : std::filesystem::directory_iterator(path)) {  // one at most
        outcome.files += inner.path().filename().string() + read_file(inner.path().string());
      }
    } else {
      outcome.files += name + read_file(path.string());
    }
    std::filesystem::remove_all(path);
  }
  return outcome;
}

inline const OptionMatrix::Outcome& OptionMatrix::known(const Place& place,
                                                        const std::string& line) {
  const std::string key = std::string(place.source.name) + ": " + line;
  const auto found = without_.find(key);
  if (found != without_.end()) return found->second;
  return without_.emplace(key, outcome(place, line)).first->second;
}

/// A refusal names the option, and what it does not go with: another word of the line, what the
/// line lacks, or what the input or the output is.
inline void OptionMatrix::check_refusal(const Place& place, const std::string& option,
                                        const Outcome& refused) const {
  // --axis may take away the time, and with it the rate that something else needs; --format may
  // lead to integers, which the sum of phases passes.
  const bool consequence = refused.words.find("needs a rate") != std::string::npos ||
                           refused.words.find("the sum of the phases") != std::string::npos;
  CHECK((consequence || refused.words.find(option) != std::string::npos));
  // Whole words, since --sine is not --sine-over.
  std::string other = replaced(refused.words + " ", option + "=", "");
  for (const std::string end : {" ", ":", ",", ";"}) other = replaced(other, option + end, end);
  bool both = other.find("--") != std::string::npos || other.find("twice") != std::string::npos ||
              other.find(place.command) != std::string::npos;
  for (const std::string_view side : kMatrixSides) both = both || other.find(side) != other.npos;
  CHECK(both);
}

/// Whether there was something to compare.
inline bool OptionMatrix::check_try(const Place& place, const rectify::cli::Option& option,
                                    const MatrixTry& attempt) {
  const std::string without = line_of(place, attempt);
  std::string word = option.name;
  if (!option.is_flag()) word.append("=").append(attempt.value);
  word = replaced(replaced(word, "DIR", folder_.path()), "CHANNELS",
                  std::to_string(place.source.channels));
  const Outcome before = known(place, without);
  CAPTURE(without);
  CAPTURE(word);
  CAPTURE(place.source.name);
  CAPTURE(before.words);
  if (before.status != 0) {
    if (attempt.companion.empty())
      CHECK(excused(kMatrixHoles, place.command, place.source, place.sink, ""));
    return false;
  }
  const Outcome after = outcome(place, without + " " + word);
  CAPTURE(after.words);
  CHECK(after.status <= 4);
  if (after.status != 0) {
    CHECK(after.words.find("rectify: error: ") != std::string::npos);
    CHECK(after.files.empty());
  }
  if (after.status == 2) {
    check_refusal(place, option.name, after);
    CHECK(after.data.empty());
  } else if (after == before) {
    CHECK(excused(kMatrixReasons, place.command, place.source, place.sink, option.name));
  }
  return true;
}

inline std::size_t OptionMatrix::check(std::size_t first, std::size_t stride,
                                       bool (*wanted)(std::string_view command)) {
  std::size_t number = 0;
  std::size_t compared = 0;
  for (const rectify::cli::Command& command : rectify::cli::commands()) {
    if (command.name.starts_with("plot ")) continue;  // pictures have kinds of sinks of their own
    const rectify::cli::Invocation invocation(command);
    std::vector<std::string> extras = {""};
    if (command.name == "half") extras.emplace_back("--leak 0.01");
    if (command.name == "full") extras.emplace_back("--drop 0.01");
    for (const std::string& extra : extras) {
      for (const MatrixSource& source : kMatrixSources) {
        for (const MatrixSink& sink : kMatrixSinks) {
          for (const rectify::cli::Option& option : invocation.options().all()) {
            bool tried = false;
            for (const MatrixTry& attempt : kMatrixTries) {
              if (attempt.option != option.name) continue;
              tried = true;
              if (!wanted(command.name) || number++ % stride != first) continue;
              if (check_try({command.name, extra, source, sink}, option, attempt)) ++compared;
            }
            REQUIRE_MESSAGE(tried, option.name, " has no row in kMatrixTries");
          }
        }
      }
    }
  }
  return compared;
}

}  // namespace test
