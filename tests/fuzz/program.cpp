// Runs the whole program with options chosen by chance on a disk in memory, as a user who types
// whatever comes to mind: it ends with one of its statuses, and has left alone what it was not
// told to replace. An input holds the choices, then the file that is rectified.
#include "cli/program.hpp"

#include <cstdlib>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "cli/commands/command_line.hpp"
#include "fuzz/begin.hpp"
#include "fuzz/check.hpp"
#include "fuzz/memory_disk.hpp"

namespace {

namespace cli = rectify::cli;
using fuzz::check;
using Words = std::vector<std::string>;

/// The options of a command that have something to take, by name and form.
struct Known {
  std::string command;
  std::vector<std::pair<std::string, std::string>> options;
};

std::vector<Known> every_command() {
  std::vector<Known> all;
  for (const cli::Command& command : cli::commands()) {
    Known known{command.name, {}};
    const cli::Invocation invocation(command);
    for (const cli::Option& option : invocation.options().all()) {
      known.options.emplace_back(option.name, option.form);
    }
    all.push_back(std::move(known));
  }
  return all;
}

/// What may follow an option of any form.
const Words kValues = {"0",
                       "1",
                       "-1",
                       "0.5",
                       "2",
                       "7",
                       "1e-320",
                       "1e300",
                       "1e308",
                       "-1e308",
                       "nan",
                       "inf",
                       "",
                       "x",
                       "3dB",
                       "-6 dB",
                       "90deg",
                       "pi/4",
                       "2pi",
                       "0.5rad",
                       "50",
                       "440Hz",
                       "1k",
                       "8000",
                       "44100",
                       "48000.5",
                       "1e-3",
                       "20ms",
                       "100us",
                       "1h",
                       "a",
                       "t,a",
                       "time",
                       "none",
                       "auto",
                       "yes",
                       "no",
                       ",",
                       ";",
                       "tab",
                       "|",
                       ".",
                       "wav",
                       "aiff",
                       "caf",
                       "flac",
                       "csv",
                       "tsv",
                       "raw",
                       "ogg",
                       "opus",
                       "mp3",
                       "w64",
                       "rf64",
                       "au",
                       "pcm_16",
                       "pcm_s8",
                       "pcm_24",
                       "pcm_32",
                       "float",
                       "double",
                       "ulaw",
                       "s16le:8000:2",
                       "f32be:1:1024",
                       "u8:8k:1",
                       "s24be:44100:3",
                       "alaw:8000:1",
                       "0,120,240",
                       "1,0.5",
                       "1,0,-2",
                       "-1,-1",
                       "mse",
                       "mae",
                       "json",
                       "4294967296",
                       "18446744073709551616",
                       "0x10",
                       "1,000",
                       "é"};
/// Where it says how long the work takes.
const Words kCounts = {"0", "1", "2", "3", "8", "40", "-1", "1.5", "nan", "", "x"};
const Words kSeconds = {"0", "1ms", "0.002", "1e-320", "-1", "nan", "x"};
const Words kRanges = {
    "0:1:9", "-1:1:20", "0:2pi:5", "1e308:-1e308:3", "-1e308:1e308:5", "0:0:2", "1:2",
    "1:0:1", "0:1:0",   "nan:1:2", "20:8000",        "1e-320:1e3",     "1k:1",  "0:5"};
const Words kFiles = {"in",       "other",   "units",   "out.wav",  "out.csv",   "out.flac",
                      "out.aiff", "out.ogg", "./in",    "-",        "/dev/null", "no/such",
                      ".",        "out",     "out.mp3", "out.opus", "out.svg",   "two.csv"};

std::string value_for(const std::string& name, const std::string& form, fuzz::Choices& choices) {
  const auto pick = [&](const Words& words) { return words[choices.of(words.size())]; };
  if (form.find("FILE") != std::string::npos) return pick(kFiles);
  if (form.find(':') != std::string::npos && form.find("RATE") == std::string::npos) {
    return pick(kRanges);
  }
  if (name == "--duration") return pick(kSeconds);
  for (const char* const count : {"--samples", "--cycles", "--fit", "--phases", "--jobs"}) {
    if (name == count) return pick(kCounts);
  }
  return pick(kValues);
}

bool has(const Words& words, const std::string& start) {
  for (const std::string& word : words) {
    if (word.starts_with(start)) return true;
  }
  return false;
}

Words command_line(fuzz::Choices& choices) {
  static const std::vector<Known> commands = every_command();
  const Known& command = commands[choices.of(commands.size())];
  Words words;
  std::istringstream both(command.command);  // "grad half"
  for (std::string word; both >> word;) words.push_back(word);
  static const Words inputs = {"in", "in", "in", "-", "", "other", "units", "no such"};
  for (std::size_t left = 1 + choices.of(8) / 6; left > 0; --left) {  // several now and then
    const std::string& input = inputs[choices.of(inputs.size())];
    if (!input.empty()) words.push_back(input);
  }
  for (std::size_t left = choices.of(8); left > 0; --left) {
    const auto& [name, form] = command.options[choices.of(command.options.size())];
    std::string word = name;
    if (!form.empty() && (!form.starts_with('[') || choices.yes())) {
      word += "=" + value_for(name, form, choices);
    }
    words.push_back(word);
  }
  const bool generated =
      command.command == "generate" || has(words, "--sine") || has(words, "--sweep");
  if (generated && !has(words, "--samples") && !has(words, "--cycles") &&
      !has(words, "--duration")) {
    words.emplace_back("--samples=60");
  }
  return words;
}

void run(fuzz::Choices& choices) {
  const Words words = command_line(choices);
  // Waves that would go on for long, which no option above asks for by itself.
  if (has(words, "--duration") && has(words, "--rate")) return;
  if (has(words, "--cycles") && !has(words, "--sine=440Hz") && !has(words, "--sine=1k")) return;

  fuzz::MemoryDisk disk;
  const bool pipe = choices.yes();
  disk.set_stint(pipe ? std::size_t{1} << choices.of(14) : ~std::size_t{0});
  const bool file_out = choices.yes();
  const std::string in = choices.rest();
  const std::map<std::string, std::string> files = {
      {"in", in},
      {"other", "time,a,b\n0,1,-1\n0.001,-2,3\n0.002,4,-5\n0.003,0,nan\n"},
      {"units", "a,b,c\n1,0,1\n-2,0.5,3\n"},
      {"out.wav", "old"},
      {"two.csv", "old"}};
  for (const auto& [name, bytes] : files) disk.put(name, bytes);
  disk.put("-", in, pipe);
  disk.take_output(!file_out);
  constexpr std::size_t kRoom = std::size_t{4} << 20U;
  disk.set_room(kRoom);

  const int status = cli::run_program(words, disk);
  check(status >= 0 && status <= 4, "a status that is none");
  disk.check_nothing_left();
  for (const auto& [name, bytes] : files) {
    check(disk.has(name) && (has(words, "--force") || disk.bytes(name) == bytes),
          "a file is gone or changed: " + name);
  }
  if (status < 2) return;
  for (const std::string& name : kFiles) {
    check(files.contains(name) || !disk.has(name), "a file appears in spite of an error: " + name);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Choices choices(data, size);
  run(choices);
  return 0;
}
