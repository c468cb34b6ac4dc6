#include "cli/validate.hpp"

#include <array>
#include <cmath>
#include <string>
#include <utility>

#include "cli/formats.hpp"
#include "io/file/error.hpp"

namespace rectify::cli {
namespace {

[[noreturn]] void usage_error(const std::string& what) {
  throw io::Error(io::ExitStatus::kUsage, what);
}

/// Each of these options needs the condition; `what` says what they would act on.
template <std::size_t n>
void require(const Options& o, bool condition, const std::array<const char*, n>& names,
             const char* what) {
  if (condition) return;
  for (const char* name : names) {
    if (o.has(name)) usage_error(std::string(name) + " has nothing to act on " + what);
  }
}

template <std::size_t n>
void exclude(const Options& o, const std::array<const char*, n>& names) {
  const char* first = nullptr;
  for (const char* name : names) {
    if (!o.has(name)) continue;
    if (first != nullptr) {
      usage_error(std::string(first) + " and " + name + " exclude each other");
    }
    first = name;
  }
}

void check_source(const Options& o) {
  exclude(o, std::array{"--sine", "--sweep", "--sine-over", "--ramp", "--raw"});
  exclude(o, std::array{"--duration", "--samples", "--cycles"});
  if (o.generated() && o.input) {
    usage_error("both an INPUT, " + *o.input + ", and a generator: choose one");
  }
  if (!o.generated() && o.command == Command::kGenerate) {
    usage_error("generate what? Give --sine, --sweep, --sine-over or --ramp");
  }
  if (o.command == Command::kGenerate && o.input) {
    usage_error("generate takes no INPUT, and " + *o.input + " is one");
  }

  const bool runs = o.sine || o.sweep;
  require(o, o.generated(), std::array{"--channels"}, "without a generator");
  require(o, !o.generated(), std::array{"--spool-limit"}, "with a generator");
  require(o, o.generated() && !o.ramp, std::array{"--amplitude", "--phase"},
          o.ramp ? "with --ramp" : "without a generator");
  require(o, runs, std::array{"--duration", "--samples"}, "without --sine or --sweep");
  require(o, o.sine.has_value(), std::array{"--cycles"}, "without --sine");
  require(o, !o.generated() && !o.raw, std::array{"--column", "--axis", "--separator"},
          o.raw ? "with --raw" : "with a generator");
  require(o, !o.raw, std::array{"--rate"}, "with --raw, which has a rate");
  if (o.phases_turns.size() > 1) exclude(o, std::array{"--phase", "--channels"});

  const double rate = o.rate.value();
  const auto below_half = [&](const Decimal& f) {
    if (!(f.value() < rate / 2)) {
      usage_error("a frequency of " + std::to_string(f.value()) +
                  " Hz is not below half the rate of " + std::to_string(rate) + " Hz");
    }
  };
  if (o.sine) {
    below_half(*o.sine);
    if (!ratio(*o.sine, o.rate)) {
      usage_error("--sine has too many digits to be exact at this --rate");
    }
    if (o.cycles && o.sine->digits == 0) usage_error("--cycles has nothing to act on with 0 Hz");
  }
  if (o.sweep) {
    below_half(o.sweep->first);
    below_half(o.sweep->second);
  }
}

void check_shape(const Options& o) {
  exclude(o, std::array{"--phases", "--phase-list"});
  for (const char* of_a_sum : {"--phases", "--phase-list", "--drop", "--mean"}) {
    exclude(o, std::array{"--envelope", of_a_sum});
  }
  exclude(o, std::array{"--gain", "--normalize"});
  exclude(o, std::array{"--quiet", "--verbose"});
  if (o.command == Command::kUnits && o.units.empty() && !o.units_file) {
    usage_error("units of what? Give --unit A,B[,C] or --units FILE.csv");
  }
}

void check_gradient(const Options& o) {
  exclude(o, std::array{"--upstream", "--target"});
  require(o, o.target.has_value(), std::array{"--loss", "--fit"}, "without --target");
  require(o, o.has("--fit"), std::array{"--learning-rate"}, "without --fit");
  if (o.has("--fit") && !o.has("--learning-rate")) {
    usage_error("--fit needs --learning-rate R: each step goes R times the gradient");
  }
  require(o, o.command != Command::kFull || o.drop > 0, std::array{"--at-zero"},
          "in full without --drop: there the slopes at 0 cancel");
  for (const auto& [option, name] :
       {std::pair("--upstream", &o.upstream), std::pair("--target", &o.target)}) {
    if (*name == "-" && !o.generated() && o.input.value_or("-") == "-") {
      usage_error(std::string(option) + " and INPUT can't both be standard input");
    }
  }
  if (o.parameters && *o.parameters == o.output) {
    usage_error("--parameters and the output can't both be " +
                (o.output == "-" ? "standard output: say -o FILE" : o.output));
  }
}

void check_sink(const Options& o) {
  const auto format = output_format(o);
  const bool needs_rate = o.hold_seconds || o.dc_block_hz;
  if (o.sine_over || o.ramp) {
    require(o, needs_rate || !format || !is_text(*format), std::array{"--rate"},
            "with an axis that is no time, unless the output is sound");
  }
  if (!format) return;  // an error, but of another kind
  require(o, !is_text(*format), std::array{"--encoding", "--dither", "--fail-on-clip"},
          "with CSV output; -o FILE.wav writes sound");
  require(
      o, is_text(*format),
      std::array{"--with-input", "--output-separator", "--no-header", "--no-time", "--precision"},
      "with sound output; -o FILE.csv writes CSV");
  if (o.encoding != nullptr && o.encoding->is_float()) {
    require(o, false, std::array{"--dither", "--fail-on-clip"}, "with a float encoding");
  }
}

}  // namespace

void validate(const Options& options) {
  check_source(options);
  check_shape(options);
  check_gradient(options);
  check_sink(options);
}

}  // namespace rectify::cli
