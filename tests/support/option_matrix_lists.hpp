// What the matrix of options is made of: sources, sinks, a value for every option, and the reasons
// why an option may change nothing.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace test {

/// A kind of source.
struct MatrixSource {
  std::string_view name;
  std::string_view arguments;  ///< DIR stands for the folder
  std::string_view piped;      ///< the file that comes through a pipe; empty: none
  int channels;
  bool integers = false;  ///< PCM
  bool generated = false;
  std::string_view lasting = {};  ///< the same with a length of its own, short enough
};

inline constexpr std::array kMatrixSources = {
    MatrixSource{"sine", "--sine 3170 --samples 37", "", 1, false, true, "--sine 317 --rate 1k"},
    MatrixSource{"sweep", "--sweep 100:3k --samples 37", "", 1, false, true,
                 "--sweep 20:300 --rate 1k"},
    MatrixSource{"sine over x", "--sine-over 0:9:37", "", 1, false, true},
    MatrixSource{"ramp", "--ramp=0.5:-1:37", "", 1, false, true},
    MatrixSource{"WAV", "DIR/in.wav", "", 2, true},
    MatrixSource{"WAV from a pipe", "", "in.wav", 2, true},
    MatrixSource{"WAV cut short", "DIR/cut.wav", "", 2, true},
    MatrixSource{"WAV of floats", "DIR/float.wav", "", 2},
    MatrixSource{"FLAC", "DIR/in.flac", "", 2, true},
    MatrixSource{"FLAC from a pipe", "", "in.flac", 2, true},
    MatrixSource{"raw", "--raw s16le:48000:2 DIR/in.raw", "", 2, true},
    MatrixSource{"raw from a pipe", "--raw s16le:48000:2", "in.raw", 2, true},
    MatrixSource{"table", "DIR/in.csv", "", 2},
    MatrixSource{"table from a pipe", "-", "in.csv", 2}};

/// A kind of sink. `integers`: what makes integers of a signal that has none.
struct MatrixSink {
  std::string_view name;
  std::string_view arguments;
  std::string_view integers;
  bool table = false;
};

inline constexpr std::array kMatrixSinks = {
    MatrixSink{"CSV on standard output", "", "", true},
    MatrixSink{"CSV", "-o DIR/out.csv", "", true},
    MatrixSink{"WAV", "-o DIR/out.wav", ""},
    MatrixSink{"WAV of 16 bits on standard output", "--format wav", "--encoding pcm_16"},
    MatrixSink{"FLAC", "-o DIR/out.flac", "--encoding pcm_16"},
    MatrixSink{"raw", "-o DIR/out.raw", ""}};

/// One way to try an option: a value other than its preset, beside what the option needs to act on.
/// CHANNELS stands for the number of channels.
struct MatrixTry {
  std::string_view option;
  std::string_view value = {};
  std::string_view companion = {};
};

inline constexpr std::array kMatrixTries = {
    MatrixTry{"--raw", "s16be:44100:1"},
    MatrixTry{"--spool-limit", "10"},
    MatrixTry{"--spool-limit", "10", "--normalize=-3"},
    MatrixTry{"--fail-on-damage"},
    MatrixTry{"--raise-limits", "2"},
    MatrixTry{"--sine", "100"},
    MatrixTry{"--sweep", "100:1k"},
    MatrixTry{"--sine-over", "0:1:9"},
    MatrixTry{"--ramp", "0:1:9"},
    MatrixTry{"--rate", "44.1k"},
    MatrixTry{"--rate", "44.1k", "--hold 10ms"},
    MatrixTry{"--duration", "2ms"},
    MatrixTry{"--samples", "5"},
    MatrixTry{"--cycles", "2"},
    MatrixTry{"--amplitude", "-6dB"},
    MatrixTry{"--phase", "40"},
    MatrixTry{"--channels", "2"},
    MatrixTry{"--column", "3"},
    MatrixTry{"--axis", "b"},
    MatrixTry{"--separator", "semicolon"},
    MatrixTry{"--decimal", "comma"},
    MatrixTry{"--header", "no"},
    MatrixTry{"--skip", "2"},
    MatrixTry{"--comment", "!"},
    MatrixTry{"--na", "-0.5"},
    MatrixTry{"--negative"},
    MatrixTry{"--polyphase"},
    MatrixTry{"--drop", "0.45"},
    MatrixTry{"--leak", "0.1"},
    MatrixTry{"--alias-free"},
    MatrixTry{"--phases", "3"},
    MatrixTry{"--phase-list", "0,30"},
    MatrixTry{"--envelope"},
    MatrixTry{"--unit", "2,-0.1"},
    MatrixTry{"--units", "DIR/units.csv"},
    MatrixTry{"--mean"},
    MatrixTry{"--sum-channels"},
    MatrixTry{"--hold", "100ms"},
    MatrixTry{"--smooth", "3ms"},
    MatrixTry{"--remove-mean"},
    MatrixTry{"--dc-block", "20"},
    MatrixTry{"--gain", "-3"},
    MatrixTry{"--normalize", "-3"},
    MatrixTry{"--upstream", "DIR/gCHANNELS.csv"},
    MatrixTry{"--target", "DIR/gCHANNELS.csv"},
    MatrixTry{"--loss", "mae"},
    MatrixTry{"--loss", "mae", "--target DIR/gCHANNELS.csv"},
    MatrixTry{"--at-zero", "1"},
    MatrixTry{"--parameters", "DIR/p.csv"},
    MatrixTry{"--check"},
    MatrixTry{"--fit", "3"},
    MatrixTry{"--fit", "3", "--target DIR/gCHANNELS.csv --learning-rate 0.01"},
    MatrixTry{"--learning-rate", "0.1"},
    MatrixTry{"--learning-rate", "0.02", "--target DIR/gCHANNELS.csv --fit 3"},
    MatrixTry{"--losses", "DIR/l.csv"},
    MatrixTry{"--losses", "DIR/l.csv", "--target DIR/gCHANNELS.csv --fit 3 --learning-rate 0.01"},
    MatrixTry{"--output", "DIR/other.csv"},
    MatrixTry{"--format", "au"},
    MatrixTry{"--force"},
    MatrixTry{"--encoding", "pcm_24"},
    MatrixTry{"--dither"},
    MatrixTry{"--dither", "", "--encoding pcm_16"},
    MatrixTry{"--fail-on-clip"},
    MatrixTry{"--fail-on-clip", "", "--gain 60"},
    MatrixTry{"--with-input"},
    MatrixTry{"--output-separator", "semicolon"},
    MatrixTry{"--output-decimal", "comma"},
    MatrixTry{"--no-header"},
    MatrixTry{"--no-time"},
    MatrixTry{"--precision", "3"},
    MatrixTry{"--json"},
    MatrixTry{"--json", "", "--check"},
    MatrixTry{"--output-dir", "DIR/outs"},
    MatrixTry{"--suffix", "_s"},
    MatrixTry{"--suffix", "_s", "--output-dir DIR/outs"},
    MatrixTry{"--fail-fast"},
    MatrixTry{"--fail-fast", "", "--output-dir DIR/outs"},
    MatrixTry{"--jobs", "3"},
    MatrixTry{"--quiet"},
    MatrixTry{"--quiet", "", "--gain 60"},
    MatrixTry{"--verbose"}};

/// Beside another option and the command, what a refusal may name as the other side.
inline constexpr std::array<std::string_view, 15> kMatrixSides = {
    "generat", "table",   "sound", "CSV", "standard output", "standard input", "float",  "integer",
    "INPUT",   "spooled", "rate",  "in.", "cut.wav",         "float.wav",      "csv tsv"};

/// Why something is as it is, wherever `holds` says so.
struct MatrixReason {
  std::string_view option;
  std::string_view why;
  bool (*holds)(std::string_view command, const MatrixSource& source, const MatrixSink& sink);
};

inline bool excused(const std::vector<MatrixReason>& reasons, std::string_view command,
                    const MatrixSource& source, const MatrixSink& sink, std::string_view option) {
  for (const MatrixReason& reason : reasons) {
    if (reason.option == option && reason.holds(command, source, sink)) return true;
  }
  return false;
}

inline bool everywhere(std::string_view /*command*/, const MatrixSource& /*source*/,
                       const MatrixSink& /*sink*/) {
  return true;
}

/// Why an option may change nothing and be taken all the same.
inline const std::vector<MatrixReason> kMatrixReasons = {
    {"--quiet", "there is nothing to warn of", everywhere},
    {"--fail-fast", "there is no other file", everywhere},
    {"--jobs", "it changes how long the work takes", everywhere},
    {"--force", "nothing has the output's name", everywhere},
    {"--fail-on-damage", "it asks for a whole input, and this is one",
     [](std::string_view, const MatrixSource& source, const MatrixSink&) {
       return source.name != "WAV cut short";
     }},
    {"--raise-limits", "the input keeps within the usual limits", everywhere},
    {"--fail-on-clip", "it asks that nothing clips, and nothing does", everywhere},
    {"--sum-channels", "the sum of one channel is that channel, and sound has no names",
     [](std::string_view, const MatrixSource& source, const MatrixSink& sink) {
       return source.channels == 1 && !sink.table;
     }},
    {"--amplitude", "the slope of a shape that has its only kink at 0 is that of any size",
     [](std::string_view command, const MatrixSource&, const MatrixSink& sink) {
       return (command == "grad half" || command == "grad full") && !sink.table;
     }},
    {"--at-zero", "no sample of the analytic signal is at a kink",
     [](std::string_view command, const MatrixSource& source, const MatrixSink&) {
       return command == "grad multiphase" && !source.generated;
     }},
    {"--at-zero", "where one phase begins to conduct, another ends",
     [](std::string_view command, const MatrixSource&, const MatrixSink&) {
       return command == "grad multiphase";
     }}};

/// Why a line may fail before any option is tried.
inline const std::vector<MatrixReason> kMatrixHoles = {
    {"", "generate has no input",
     [](std::string_view command, const MatrixSource& source, const MatrixSink&) {
       return command == "generate" && !source.generated;
     }},
    {"", "measure writes figures to standard output, and nothing else",
     [](std::string_view command, const MatrixSource&, const MatrixSink& sink) {
       return command.starts_with("measure ") && !sink.arguments.empty();
     }},
    {"", "a ramp has no phase",
     [](std::string_view command, const MatrixSource& source, const MatrixSink&) {
       return command.ends_with("multiphase") && source.name == "ramp";
     }},
    {"", "a gradient is float, which FLAC can't hold",
     [](std::string_view command, const MatrixSource&, const MatrixSink& sink) {
       return command.starts_with("grad ") && sink.name == "FLAC";
     }}};

}  // namespace test
