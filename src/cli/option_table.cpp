#include "cli/option_table.hpp"

#include <algorithm>
#include <array>

#include "cli/formats.hpp"

namespace rectify::cli {
namespace {

constexpr unsigned bit(Command command) { return 1U << static_cast<unsigned>(command); }

constexpr unsigned kHalf = bit(Command::kHalf);
constexpr unsigned kFull = bit(Command::kFull);
constexpr unsigned kMultiphase = bit(Command::kMultiphase);
constexpr unsigned kUnits = bit(Command::kUnits);
constexpr unsigned kGenerate = bit(Command::kGenerate);
constexpr unsigned kShapes = kHalf | kFull | kMultiphase | kUnits;
constexpr unsigned kAll = kShapes | kGenerate;

/// These commands, and the gradients of those that are shapes.
constexpr unsigned with_gradients(unsigned commands) {
  return commands | (commands & kShapes) << static_cast<unsigned>(Command::kGradHalf);
}

constexpr unsigned kEvery = with_gradients(kAll);
constexpr unsigned kGradients = kEvery & ~kAll;

constexpr std::array kCommands = {
    CommandEntry{Command::kHalf, "half", "y = relu(x)", "half-wave: a diode"},
    CommandEntry{Command::kFull, "full", "y = relu(x) + relu(-x)", "full-wave: a bridge"},
    CommandEntry{Command::kMultiphase, "multiphase", "y = Σ relu(x shifted by phase φ_k)",
                 "many phases: almost DC, or a sound's envelope"},
    CommandEntry{Command::kUnits, "units", "y = Σ c·relu(a·x + b)",
                 "a sum of ReLU units, as in a neural network"},
    CommandEntry{Command::kGenerate, "generate", "y = x", "a demo waveform, not rectified"},
    CommandEntry{Command::kGradHalf, "grad half", "∂e/∂x = ∂e/∂y · [x > 0]",
                 "the backward pass of half"},
    CommandEntry{Command::kGradFull, "grad full", "∂e/∂x = ∂e/∂y · sign x",
                 "the backward pass of full"},
    CommandEntry{Command::kGradMultiphase, "grad multiphase",
                 "∂e/∂θ = ∂e/∂y · Σ m_k·A·cos(θ + φ_k)",
                 "the backward pass of multiphase: by the angle of a sine; of a sound by x"},
    CommandEntry{Command::kGradUnits, "grad units", "∂e/∂x = ∂e/∂y · Σ c·a·[a·x + b > 0]",
                 "the backward pass of units; also fits them"},
};

/// Puts a parsed quantity in its place; false where it did not parse.
template <class To, class From>
bool put(To& to, const std::optional<From>& from) {
  if (from) to = *from;
  return from.has_value();
}

bool put_positive(std::optional<double>& to, std::optional<double> from) {
  return put(to, from) && *to > 0;
}

bool put_angles(std::vector<double>& turns, const std::string& text) {
  const auto parts = split_list(text);
  turns.clear();
  for (const std::string_view part : parts.value_or(std::vector<std::string_view>{})) {
    const auto angle = parse_angle(part);
    if (!angle) return false;
    turns.push_back(*angle);
  }
  return !turns.empty();
}

bool put_sweep(Options& o, const std::string& text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string::npos) return false;
  const auto from = parse_frequency(std::string_view(text).substr(0, colon));
  const auto to = parse_frequency(std::string_view(text).substr(colon + 1));
  if (!from || !to || from->digits == 0 || to->digits == 0) return false;
  o.sweep = {*from, *to};
  return true;
}

bool put_unit(Options& o, const std::string& text) {
  const auto parts = split_list(text);
  if (!parts || parts->size() < 2 || parts->size() > 3) return false;
  std::array<double, 3> numbers = {0, 0, 1};
  for (std::size_t i = 0; i < parts->size(); ++i) {
    if (!put(numbers[i], parse_plain((*parts)[i]))) return false;
  }
  o.units.push_back({numbers[0], numbers[1], numbers[2]});
  return true;
}

bool put_name(std::optional<std::string>& to, const std::string& name) {
  to = name;
  return !name.empty();
}

std::optional<char> parse_separator(const std::string& text) {
  if (text == "tab" || text == "\\t") return '\t';
  if (text == "comma") return ',';
  if (text == "semicolon") return ';';
  if (text == "blank" || text == "space") return ' ';
  const bool usable = text.size() == 1 && static_cast<unsigned char>(text[0]) >= 0x20 &&
                      std::string_view("\"0123456789.+-#").find(text[0]) == std::string_view::npos;
  if (usable || text == "\t") return text[0];
  return std::nullopt;
}

using Text = const std::string&;

constexpr std::array kOptions = {
    OptionEntry{"--raw", "", "ENC:RATE:CHANNELS", "", Group::kSource, with_gradients(kShapes), false,
                "INPUT has no header: s16le:48000:2, f32le:96000:1; ENC is u8, s8, or s16, s24, "
                "s32, f32, f64 with le or be, or ulaw, alaw",
                [](Options& o, Text v) { return put(o.raw, io::parse_raw(v)); }},
    OptionEntry{"--spool-limit", "", "BYTES", "", Group::kSource, with_gradients(kShapes), false,
                "the most of a pipe to keep in TMPDIR where its format needs seeking: 500M, 2G "
                "(nine tenths of what is free)",
                [](Options& o, Text v) { return put(o.spool_limit, parse_bytes(v)); }},
    OptionEntry{"--sine", "", "HZ", "", Group::kSource, kEvery, false,
                "generate A·sin(2π·HZ·t + φ)",
                [](Options& o, Text v) { return put(o.sine, parse_frequency(v)); }},
    OptionEntry{"--sweep", "", "HZ:HZ", "", Group::kSource, kEvery, false,
                "generate an exponential sweep from one frequency to the other", put_sweep},
    OptionEntry{"--sine-over", "", "START:STOP:COUNT", "", Group::kSource, kEvery, false,
                "generate A·sin(x + φ) at COUNT evenly spaced x, both ends included",
                [](Options& o, Text v) { return put(o.sine_over, parse_line(v)); }},
    OptionEntry{"--ramp", "", "START:STOP:COUNT", "", Group::kSource, with_gradients(kAll & ~kMultiphase), false,
                "generate y = x over the same points: draws the transfer curve",
                [](Options& o, Text v) { return put(o.ramp, parse_line(v)); }},

    OptionEntry{"--rate", "", "HZ", "", Group::kGenerator, kEvery, false,
                "frames a second of what is generated (48000), or of a CSV input",
                [](Options& o, Text v) {
                  return put(o.rate, parse_frequency(v)) && o.rate.digits != 0;
                }},
    OptionEntry{"--duration", "", "SECONDS", "", Group::kGenerator, kEvery, false,
                "length of what is generated (1)",
                [](Options& o, Text v) {
                  return put(o.duration, parse_seconds(v)) && *o.duration >= 0;
                }},
    OptionEntry{"--samples", "", "N", "", Group::kGenerator, kEvery, false, "length, in frames",
                [](Options& o, Text v) { return put(o.samples, parse_count(v)); }},
    OptionEntry{"--cycles", "", "N", "", Group::kGenerator, kEvery, false,
                "length, in periods of --sine",
                [](Options& o, Text v) { return put(o.cycles, parse_plain(v)) && *o.cycles >= 0; }},
    OptionEntry{"--amplitude", "", "A", "", Group::kGenerator, kEvery, false,
                "peak of the sine (1); -6dB is 0.501",
                [](Options& o, Text v) { return put(o.amplitude, parse_amplitude(v)); }},
    OptionEntry{"--phase", "", "P[,P...]", "", Group::kGenerator, kEvery, false,
                "phase φ (0); several make one channel each: 0,120,240 is a three-phase supply",
                [](Options& o, Text v) { return put_angles(o.phases_turns, v); }},
    OptionEntry{"--channels", "", "N", "", Group::kGenerator, kEvery, false,
                "the same in N channels (1)",
                [](Options& o, Text v) {
                  return put(o.channels, parse_count(v)) && o.channels >= 1 && o.channels <= 1024;
                }},

    OptionEntry{"--column", "", "NAME|N,...", "", Group::kTable, with_gradients(kShapes), false,
                "columns to take, by name or number from 1 (every numeric one but the axis)",
                [](Options& o, Text v) {
                  const auto parts = split_list(v);
                  if (parts) o.table.columns.assign(parts->begin(), parts->end());
                  return parts.has_value();
                }},
    OptionEntry{"--axis", "", "NAME|N|none", "", Group::kTable, with_gradients(kShapes), false,
                "the axis column (the first, if called time, t, seconds, x or index)",
                [](Options& o, Text v) {
                  o.table.axis = v;
                  return !v.empty();
                }},
    OptionEntry{"--separator", "", "C", "", Group::kTable, with_gradients(kShapes), false,
                "between fields: a character, or tab, blank (told from the first lines)",
                [](Options& o, Text v) { return put(o.table.separator, parse_separator(v)); }},

    OptionEntry{"--negative", "", "", "", Group::kShape, with_gradients(kHalf), false,
                "the reversed diode: rectify -x",
                [](Options& o, Text) { return o.negative = true; }},
    OptionEntry{"--drop", "", "V", "", Group::kShape, with_gradients(kHalf | kFull | kMultiphase), false,
                "forward voltage of the whole path, V >= 0 (0)",
                [](Options& o, Text v) { return put(o.drop, parse_amplitude(v)) && o.drop >= 0; }},
    OptionEntry{"--leak", "", "ALPHA", "", Group::kShape, with_gradients(kHalf | kUnits), false,
                "leaky ReLU: the slope below zero (0)",
                [](Options& o, Text v) { return put(o.leak, parse_plain(v)); }},
    OptionEntry{"--phases", "", "N", "", Group::kShape, with_gradients(kMultiphase), false,
                "N phases, evenly over the turn (8)",
                [](Options& o, Text v) {
                  return put(o.phases, parse_count(v)) && o.phases >= 1 && o.phases <= 1U << 31U;
                }},
    OptionEntry{"--phase-list", "", "P,P,...", "", Group::kShape, with_gradients(kMultiphase), false,
                "these phases: 0,45,90, or 0,0.25pi,0.5pi",
                [](Options& o, Text v) { return put_angles(o.phase_list_turns, v); }},
    OptionEntry{"--envelope", "", "", "", Group::kShape, kMultiphase, false,
                "the limit of ever more phases: the amplitude itself",
                [](Options& o, Text) { return o.envelope = true; }},
    OptionEntry{"--unit", "", "A,B[,C]", "", Group::kShape, with_gradients(kUnits), true,
                "one unit C·relu(A·x + B), C = 1; repeat for more", put_unit},
    OptionEntry{"--units", "", "FILE.csv", "", Group::kShape, with_gradients(kUnits), false,
                "units from a table with the columns a,b or a,b,c",
                [](Options& o, Text v) {
                  o.units_file = v;
                  return !v.empty();
                }},

    OptionEntry{"--mean", "", "", "", Group::kSteps, with_gradients(kMultiphase | kUnits), false,
                "divide the sum by its number of terms",
                [](Options& o, Text) { return o.mean = true; }},
    OptionEntry{"--sum-channels", "", "", "", Group::kSteps, kAll, false,
                "add the channels of the result into one",
                [](Options& o, Text) { return o.sum_channels = true; }},
    OptionEntry{"--hold", "", "SECONDS", "", Group::kSteps, kAll, false,
                "smoothing capacitor of that time constant",
                [](Options& o, Text v) { return put_positive(o.hold_seconds, parse_seconds(v)); }},
    OptionEntry{"--remove-mean", "", "", "", Group::kSteps, kAll, false,
                "take the mean away, channel by channel; reads the signal twice",
                [](Options& o, Text) { return o.remove_mean = true; }},
    OptionEntry{"--dc-block", "", "[=HZ]", "10", Group::kSteps, kAll, false,
                "take the DC away by a first-order high-pass (10 Hz)",
                [](Options& o, Text v) {
                  const auto cutoff = parse_frequency(v);
                  if (cutoff) o.dc_block_hz = cutoff->value();
                  return cutoff && cutoff->digits != 0;
                }},
    OptionEntry{"--gain", "", "DB", "", Group::kSteps, kAll, false, "amplify",
                [](Options& o, Text v) { return put(o.gain_db, parse_decibels(v)); }},
    OptionEntry{"--normalize", "", "[=DBFS]", "0", Group::kSteps, kAll, false,
                "bring the peak of all channels to that level (0); reads the signal twice",
                [](Options& o, Text v) { return put(o.normalize_dbfs, parse_decibels(v)); }},

    OptionEntry{"--upstream", "", "FILE", "", Group::kGradient, kGradients, false,
                "∂e/∂y: a sound or table of as many frames and channels (ones)",
                [](Options& o, Text v) { return put_name(o.upstream, v); }},
    OptionEntry{"--target", "", "FILE", "", Group::kGradient, kGradients, false,
                "what y should be, likewise: e is the loss against it",
                [](Options& o, Text v) { return put_name(o.target, v); }},
    OptionEntry{"--loss", "", "mse|mae", "", Group::kGradient, kGradients, false,
                "the mean of (y - target)² or of |y - target| (mse)",
                [](Options& o, Text v) {
                  o.loss = v == "mae" ? Loss::kMae : Loss::kMse;
                  return v == "mse" || v == "mae";
                }},
    OptionEntry{"--at-zero", "", "0|0.5|1", "", Group::kGradient, kGradients, false,
                "the slope of relu at its kink (0)",
                [](Options& o, Text v) {
                  return put(o.at_zero, parse_plain(v)) &&
                         (o.at_zero == 0 || o.at_zero == 0.5 || o.at_zero == 1);
                }},
    OptionEntry{"--parameters", "", "FILE.csv", "", Group::kGradient, kGradients, false,
                "write the parameters of the shape and their gradients",
                [](Options& o, Text v) { return put_name(o.parameters, v); }},
    OptionEntry{"--check", "", "", "", Group::kGradient, kGradients, false,
                "compare every derivative with central differences",
                [](Options& o, Text) { return o.check = true; }},
    OptionEntry{"--fit", "", "STEPS", "", Group::kGradient, kGradients & with_gradients(kUnits),
                false, "first fit a, b, c to the target by so many steps of gradient descent",
                [](Options& o, Text v) {
                  return put(o.fit_steps, parse_count(v)) && o.fit_steps >= 1;
                }},
    OptionEntry{"--learning-rate", "", "R", "", Group::kGradient,
                kGradients & with_gradients(kUnits), false,
                "how far a step goes: R times the gradient",
                [](Options& o, Text v) {
                  return put(o.learning_rate, parse_plain(v)) && o.learning_rate > 0;
                }},

    OptionEntry{"--output", "-o", "FILE", "", Group::kOutput, kEvery, false,
                "where to write (standard output); its extension chooses the format",
                [](Options& o, Text v) {
                  o.output = v;
                  return !v.empty();
                }},
    OptionEntry{"--format", "", "FORMAT", "", Group::kOutput, kEvery, false,
                "wav, rf64, w64, aiff, au, caf, flac, ogg, opus, mp3, raw, csv or tsv, whatever the "
                "extension",
                [](Options& o, Text v) { return put(o.format, format_named(v)); }},
    OptionEntry{"--force", "", "", "", Group::kOutput, kEvery, false, "replace an existing file",
                [](Options& o, Text) { return o.force = true; }},
    OptionEntry{"--encoding", "", "ENC", "", Group::kOutput, kAll, false,
                "pcm_u8, pcm_s8, pcm_16, pcm_24, pcm_32, ulaw, alaw, float or double (the input's; "
                "else float)",
                [](Options& o, Text v) { return (o.encoding = io::encoding_named(v)) != nullptr; }},
    OptionEntry{"--dither", "", "", "", Group::kOutput, kAll, false,
                "triangular noise of one code before rounding to integers",
                [](Options& o, Text) { return o.dither = true; }},
    OptionEntry{"--fail-on-clip", "", "", "", Group::kOutput, kAll, false,
                "fail, and write nothing, where samples clip",
                [](Options& o, Text) { return o.fail_on_clip = true; }},
    OptionEntry{"--with-input", "", "", "", Group::kOutput, kShapes, false,
                "CSV: the input's columns beside the output's",
                [](Options& o, Text) { return o.with_input = true; }},
    OptionEntry{"--output-separator", "", "C", "", Group::kOutput, kEvery, false,
                "CSV: between fields (comma)",
                [](Options& o, Text v) { return put(o.output_separator, parse_separator(v)); }},
    OptionEntry{"--no-header", "", "", "", Group::kOutput, kEvery, false, "CSV: no header line",
                [](Options& o, Text) { return o.no_header = true; }},
    OptionEntry{"--no-time", "", "", "", Group::kOutput, kEvery, false, "CSV: no axis column",
                [](Options& o, Text) { return o.no_time = true; }},
    OptionEntry{"--precision", "", "N", "", Group::kOutput, kEvery, false,
                "CSV: significant digits, 1 to 17 (as few as read back to the same number)",
                [](Options& o, Text v) {
                  const auto digits = parse_count(v);
                  o.precision = static_cast<int>(std::min<std::uint64_t>(digits.value_or(0), 18));
                  return o.precision >= 1 && o.precision <= 17;
                }},

    OptionEntry{"--quiet", "-q", "", "", Group::kMessages, kEvery, false, "no warnings",
                [](Options& o, Text) { return o.quiet = true; }},
    OptionEntry{"--verbose", "-v", "", "", Group::kMessages, kEvery, false,
                "say what is read, done and written",
                [](Options& o, Text) { return o.verbose = true; }},
};

}  // namespace

std::span<const CommandEntry> commands() { return kCommands; }
std::span<const OptionEntry> options() { return kOptions; }

std::string_view name_of(Command command) {
  return kCommands.at(static_cast<std::size_t>(command)).name;
}

std::string_view title_of(Group group) {
  switch (group) {
    case Group::kSource: return "Where the signal comes from";
    case Group::kGenerator: return "Generated signals";
    case Group::kTable: return "CSV input";
    case Group::kShape: return "Shape";
    case Group::kSteps: return "Steps behind it, in this order";
    case Group::kGradient: return "The gradient";
    case Group::kOutput: return "Output";
    case Group::kMessages: return "Messages";
  }
  return "";
}

const OptionEntry* find_option(std::string_view name) {
  const auto* found = std::find_if(kOptions.begin(), kOptions.end(), [&](const OptionEntry& entry) {
    return entry.name == name || (!entry.brief.empty() && entry.brief == name);
  });
  return found == kOptions.end() ? nullptr : &*found;
}

}  // namespace rectify::cli
