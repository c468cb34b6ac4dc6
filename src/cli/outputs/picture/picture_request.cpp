// The options of a picture, its size, and the two files that may come of it.
#include "cli/outputs/picture/picture_request.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

#include "cli/options/values.hpp"
#include "cli/outputs/picture/script.hpp"
#include "io/file/error.hpp"
#include "io/file/place.hpp"

namespace rectify::cli {
namespace {

std::optional<PictureSize> parse_size(const std::string& text) {
  const std::size_t cross = text.find('x');
  if (cross == text.npos) return std::nullopt;
  const auto width = parse_count(text.substr(0, cross));
  const auto height = parse_count(text.substr(cross + 1));
  if (!width || !height) return std::nullopt;
  return PictureSize{*width, *height};
}

bool drawable(const PictureSize& size) {
  const auto within = [](std::size_t side) { return 40 <= side && side <= 10000; };
  return within(size.width) && 10 <= size.height && size.height <= 10000;
}

/// Two of the same kind, with a colon between them; the second is greater.
std::optional<AxisRange> parse_range(const std::string& text) {
  const std::size_t colon = text.find(':');
  if (colon == text.npos) return std::nullopt;
  const std::array ends = {text.substr(0, colon), text.substr(colon + 1)};
  const auto both = [&](auto parse, AxisRange::Unit unit) -> std::optional<AxisRange> {
    const auto start = parse(ends[0]);
    const auto stop = parse(ends[1]);
    if (!start || !stop) return std::nullopt;
    return AxisRange{*start, *stop, unit};
  };
  const auto hertz = [](const std::string& end) -> std::optional<double> {
    const auto frequency = parse_frequency(end);
    return frequency ? std::optional(frequency->value()) : std::nullopt;
  };
  auto range = both(parse_plain, AxisRange::Unit::kNone);
  if (!range) range = both(parse_seconds, AxisRange::Unit::kSeconds);
  if (!range) range = both(hertz, AxisRange::Unit::kHertz);
  return range && range->start < range->stop ? range : std::nullopt;
}

/// The window of the terminal that standard output is; 80 × 24 where it is none.
PictureSize window() {
  winsize size{};  // 0, where there is no terminal or it does not know its size
  ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size);
  if (size.ws_col == 0) return {80, 24};
  return {std::clamp<std::size_t>(size.ws_col, 40, 10000),
          std::clamp<std::size_t>(size.ws_row, 12, 10000)};
}

/// A path that gnuplot takes for a file and nothing else: it would run "|command". Empty: there is
/// no such spelling.
std::string as_gnuplot_file(const std::string& path) {
  if (escaped(path) != path) return "";
  return path.starts_with('/') ? path : "./" + path;
}

/// Lines of text without blanks at their ends, nor empty ones before and after them all; gnuplot
/// begins with a form feed and ends in the midst of a line.
std::string tidied(const std::string& text) {
  std::string result;
  std::string blank;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string line = text.substr(at, end - at);
    at = end + 1;
    std::erase(line, '\f');
    line.resize(line.find_last_not_of(' ') + 1);
    if (line.empty()) {
      blank += result.empty() ? "" : "\n";
    } else {
      result += blank + line + "\n";
      blank.clear();
    }
  }
  return result;
}

std::string joined(const std::vector<std::string_view>& names, std::string_view before) {
  std::string text;
  for (const std::string_view name : names) {
    text += (text.empty() ? "" : " ") + std::string(before) + std::string(name);
  }
  return text;
}

}  // namespace

void PictureRequest::declare(OptionList& options) {
  constexpr Group kGroup = Group::kOutput;
  options.value(kGroup, "--range", "START:STOP",
                "what of the x axis is drawn: 0.1:0.2, 100ms:125ms or, of a spectrum, 20:2k",
                value_of(range_, "two numbers, times or frequencies: 100ms:125ms", parse_range));
  options
      .value(kGroup, "--output", "FILE",
             "the picture (the terminal); its extension chooses the format", file(path_))
      .brief = "-o";
  options.value(kGroup, "--format", "FORMAT", "svg, png, pdf or txt, whatever the extension",
                one_of(asked_format_, picture_format_names(), picture_format_named));
  options.value(
      kGroup, "--size", "WIDTHxHEIGHT",
      "in pixels, or in characters of a terminal (800 wide, or the window)",
      value_of(asked_size_, "a size from 40x10 to 10000x10000: 800x400", parse_size, drawable));
  options.value(kGroup, "--script", "FILE", "write what gnuplot was told, with its data",
                file(script_));
  options.flag(kGroup, "--force", "replace an existing file", force_);
}

void PictureRequest::check(const OptionList& options, bool another_file) {
  format_ = asked_format_ != nullptr ? asked_format_ : picture_format_of(path()).value_or(nullptr);
  const auto is_file = [](const std::string& path) {
    return !io::named_descriptor(path, STDOUT_FILENO).has_value();
  };
  options.require(is_file(path()) || (script_ && is_file(*script_)) || another_file, {"--force"},
                  "with " + name() + ", which replaces nothing; -o FILE writes a file");
}

std::vector<Place> PictureRequest::places() const {
  std::vector<Place> places = {{"-o", path()}};
  if (script_) places.push_back({"--script", *script_});
  return places;
}

std::string PictureRequest::name() const { return path() == "-" ? "standard output" : path(); }

io::Output PictureRequest::open_beside(const std::string& path, const Context& context) const {
  using Existing = io::Output::Existing;
  return io::Output::open(context.disk, path, force_ ? Existing::kReplace : Existing::kRefuse);
}

void PictureRequest::claim(const Context& context) {
  if (gnuplot_) return;
  if (format_ == nullptr) {
    throw io::Error(io::ExitStatus::kOutput, path() + ": unknown extension; known are " +
                                                 joined(picture_format_names(), ".") +
                                                 ", or say --format");
  }
  picture_.emplace(open_beside(path(), context));
  if (!format_->text && picture_->terminal()) {
    throw io::Error(io::ExitStatus::kOutput,
                    std::string(format_->name) + " is not for a terminal: say -o FILE");
  }
  if (script_) script_output_.emplace(open_beside(*script_, context));
  constexpr std::size_t kWidth = 800;
  size_ =
      asked_size_.value_or(format_->text ? PictureSize{window().width, 0} : PictureSize{kWidth, 0});
  gnuplot_.emplace();
}

void PictureRequest::draw(const Figure& figure, const Context& context) {
  PictureSize size = size_;
  const std::size_t panels = figure.panels.size();
  if (size.height == 0 && format_->text) {
    constexpr std::size_t kRowsOfPanel = 14;
    size.height = std::max(window().height - 1, panels == 1 ? 0 : kRowsOfPanel * panels);
  } else if (size.height == 0) {
    constexpr std::size_t kPixelsOfPanel = 250;
    size.height = 120 + kPixelsOfPanel * panels;
  }
  constexpr std::size_t kPixelsInCharacter = 8;
  const std::string terminal = fmt::format("set terminal {}\n", format_->terminal(size));
  const std::string drawing = script_of(
      figure, format_->text ? size.width : size.width / kPixelsInCharacter, format_->text);
  std::string picture = gnuplot_->draw("reset\n" + terminal + drawing);
  if (format_->text) picture = tidied(picture);
  if (!gnuplot_->warnings().empty()) {
    context.report.tell("gnuplot warns: " + gnuplot_->warnings());
  }
  picture_->write(std::as_bytes(std::span(picture)));
  if (script_output_) {
    std::string whole = "# Written by rectify for gnuplot: gnuplot FILE draws it.\nreset\n";
    whole += terminal;
    const bool file = !io::named_descriptor(path(), STDOUT_FILENO).has_value();
    const std::string to = file ? as_gnuplot_file(path()) : "";
    if (!to.empty()) whole += "set output " + quoted(to) + "\n";
    whole += drawing;
    script_output_->write(std::as_bytes(std::span(whole)));
  }
  picture_->commit();
  if (script_output_) script_output_->commit();
  context.report.tell(fmt::format("{}: {}, {} x {}, drawn by gnuplot", name(), format_->name,
                                  size.width, size.height));
}

}  // namespace rectify::cli
