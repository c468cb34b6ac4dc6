// The options of the output, and how it is opened.
#include "cli/outputs/output_request.hpp"

#include <unistd.h>

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/options/values.hpp"
#include "io/file/error.hpp"
#include "io/file/place.hpp"
#include "io/sound/container.hpp"

namespace rectify::cli {

using io::Error;
using io::ExitStatus;

namespace {

std::vector<std::string_view> encoding_names() {
  std::vector<std::string_view> names;
  for (const io::Encoding* encoding : io::encodings()) names.push_back(encoding->name);
  return names;
}

/// "a, b or c".
std::string alternatives(std::span<const std::string_view> names) {
  std::string list;
  for (const std::string_view& name : names) {
    if (!list.empty()) list += &name == &names.back() ? " or " : ", ";
    list += name;
  }
  return list;
}

}  // namespace

void OutputRequest::declare(OptionList& options, Of of) {
  of_ = of;
  constexpr Group kGroup = Group::kOutput;
  options
      .value(kGroup, "--output", "FILE",
             "where to write (standard output); its extension chooses the format", file(path_))
      .brief = "-o";
  options.value(kGroup, "--format", "FORMAT",
                alternatives(format_names()) + ", whatever the extension",
                one_of(asked_format_, format_names(), format_named));
  options.flag(kGroup, "--force", "replace an existing file", force_);
  if (of != Of::kGradient) {
    options.value(kGroup, "--encoding", "ENC",
                  alternatives(encoding_names()) + " (the input's; else float)",
                  one_of(sound_.encoding, encoding_names(), [](const std::string& name) {
                    const io::Encoding* encoding = io::encoding_named(name);
                    return encoding == nullptr ? std::nullopt : std::optional(encoding);
                  }));
    options.flag(kGroup, "--dither", "triangular noise of one code before rounding to integers",
                 sound_.dither);
    options.flag(kGroup, "--fail-on-clip", "fail, and write nothing, where samples clip",
                 sound_.fail_on_clip);
  }
  if (of == Of::kShape) {
    options.flag(kGroup, "--with-input", "table: the input's columns beside the output's",
                 table_.with_input);
  }
  options.value(kGroup, "--output-separator", "C", "table: between fields (comma)",
                separator(table_.separator));
  options.value(kGroup, "--output-decimal", "C",
                "table: the decimal mark, . or , (.); with , the separator is ;",
                decimal_mark(table_.decimal));
  options.flag(kGroup, "--no-header", "table: no header line", table_.no_header);
  options.flag(kGroup, "--no-time", "table: no axis column", table_.no_axis);
  options.value(kGroup, "--precision", "N",
                "table: significant digits, 1 to 17 (as few as read back to the same number)",
                whole_number(table_.precision, 1, 17));
}

void OutputRequest::check(const OptionList& options, bool another_file) {
  format_ = asked_format_ ? asked_format_ : format_of(path());
  const bool is_open = io::named_descriptor(path(), STDOUT_FILENO).has_value();
  options.require(!is_open || another_file, {"--force"},
                  "with " + name() + ", which replaces nothing; -o FILE writes a file");
  folder_cure_ = options.find("--output-dir") != nullptr ? "name a file in it, or say --output-dir"
                                                         : "name a file in it";
  if (!format_) return;  // an error, but of another kind, and later
  options.require(is_sound(), {"--encoding", "--dither", "--fail-on-clip"},
                  "with CSV output; -o FILE.wav writes sound");
  options.require(is_table(),
                  {"--with-input", "--output-separator", "--output-decimal", "--no-header",
                   "--no-time", "--precision"},
                  "with sound output; -o FILE.csv writes CSV");
  if (table_.decimal == ',' && table_.separator == ',') {
    usage_error("--output-decimal and --output-separator can't both be the comma");
  }
  options.require(sound_.encoding == nullptr || !sound_.encoding->is_float(),
                  {"--dither", "--fail-on-clip"}, "with a float encoding");
}

char OutputRequest::table_separator() const {
  const bool comma = table_.decimal == ',' && format().separator == ',';
  return table_.separator.value_or(comma ? ';' : format().separator);
}

bool OutputRequest::needs_rate() const { return is_sound() && !format_->container->rateless; }

const Format& OutputRequest::format() const {
  if (format_) return *format_;
  throw Error(ExitStatus::kOutput, path() + ": unknown extension; known are " + known_extensions() +
                                       ", or say --format");
}

std::string OutputRequest::name() const { return path() == "-" ? "standard output" : path(); }

io::Output OutputRequest::open_beside(const std::string& path, const Context& context) const {
  using Existing = io::Output::Existing;
  return io::Output::open(context.disk, path, force_ ? Existing::kReplace : Existing::kRefuse);
}

void OutputRequest::claim(const Context& context) {
  const bool sound = !is_text(format());
  if (!claimed_) claimed_.emplace(open_beside(path(), context));
  if (sound && claimed_->terminal()) {
    throw Error(ExitStatus::kOutput, "sound is not for a terminal: say -o FILE, or pipe it on");
  }
}

io::Output OutputRequest::open(const Signal& signal, const Context& context) {
  const bool unasked = !path_ && !asked_format_ && signal.sound() != nullptr;
  if (unasked && context.disk.terminal(STDOUT_FILENO)) {
    throw Error(ExitStatus::kUsage, "the result of a sound would fill the terminal: say -o FILE");
  }
  claim(context);
  return std::move(*claimed_);
}

}  // namespace rectify::cli
