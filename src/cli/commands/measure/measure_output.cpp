// One list of figures, laid out in four ways.
#include "cli/commands/measure/measure_output.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "cli/context/report.hpp"
#include "cli/context/utf8.hpp"
#include "io/table/writer.hpp"

namespace rectify::cli {
namespace {

using Number = std::optional<double>;
using Channel = ChannelMeasures;

/// One figure: its key in JSON and CSV, and for eyes its title, its unit and its short title.
struct Figure {
  std::string_view key;
  std::string_view title;
  std::string_view unit;
  std::string_view brief;
  Number (*of)(const Channel& channel);
  bool counts = false;  ///< a whole number, of which no digit is left out
};

const std::array kFigures = {
    Figure{"dc", "DC", "", "DC", [](const Channel& c) { return c.statistics.dc; }},
    Figure{"rms", "RMS", "", "RMS", [](const Channel& c) { return c.statistics.rms; }},
    Figure{"ac_rms", "AC RMS", "", "AC RMS", [](const Channel& c) { return c.statistics.ac_rms; }},
    Figure{"average_rectified", "average rectified", "", "mean |y|",
           [](const Channel& c) { return c.statistics.average_rectified; }},
    Figure{"peak", "peak", "", "peak", [](const Channel& c) { return c.statistics.peak; }},
    Figure{"minimum", "minimum", "", "minimum",
           [](const Channel& c) { return c.statistics.minimum; }},
    Figure{"maximum", "maximum", "", "maximum",
           [](const Channel& c) { return c.statistics.maximum; }},
    Figure{"form_factor", "form factor", "", "form",
           [](const Channel& c) { return c.statistics.form_factor; }},
    Figure{"ripple_factor", "ripple factor", "%", "ripple",
           [](const Channel& c) { return c.statistics.ripple_factor; }},
    Figure{"ripple_peak_to_peak", "ripple peak to peak", "", "ripple pp",
           [](const Channel& c) { return c.statistics.ripple_peak_to_peak; }},
    Figure{"crest_factor", "crest factor", "", "crest",
           [](const Channel& c) { return c.statistics.crest_factor; }},
    Figure{"efficiency", "efficiency", "%", "efficiency",
           [](const Channel& c) { return c.statistics.efficiency; }},
    Figure{"fundamental_hz", "fundamental", "Hz", "fundamental",
           [](const Channel& c) { return c.fundamental_hz; }},
    Figure{"ripple_hz", "ripple frequency", "Hz", "ripple",
           [](const Channel& c) { return c.ripple_hz; }},
    Figure{"thd", "THD", "%", "THD", [](const Channel& c) { return c.thd; }},
    Figure{"clipped", "clipped", "", "clipped",
           [](const Channel& c) { return Number(static_cast<double>(c.clipped)); }, true},
    Figure{"not_finite", "not finite", "", "not finite",
           [](const Channel& c) { return Number(static_cast<double>(c.not_finite)); }, true}};

constexpr int kForEyes = 6;  // significant digits

/// The number, or what stands in for one that does not exist. `digits`: significant ones; 0: as
/// many as read back to the same number.
std::string written(Number number, int digits, std::string_view missing) {
  if (!number || !std::isfinite(*number)) return std::string(missing);
  if (*number == 0) return "0";  // not -0
  return digits == 0 ? fmt::format("{}", *number) : fmt::format("{:.{}g}", *number, digits);
}

std::string written(const Figure& figure, const Channel& channel, int digits,
                    std::string_view missing) {
  const Number number = figure.of(channel);
  if (figure.counts) return fmt::format("{:.0f}", *number);
  return written(number, digits, missing);
}

/// For eyes: a figure in its unit.
std::string shown(const Figure& figure, const Channel& channel, int digits) {
  Number number = figure.of(channel);
  if (figure.counts) return fmt::format("{:.0f}", *number);
  if (number && figure.unit == "%") *number *= 100;
  return written(number, digits == 0 ? kForEyes : digits, "-");
}

/// The text in quotes, its bytes that are no UTF-8 as U+FFFD.
std::string quoted(std::string_view text) {
  std::string json = "\"";
  while (!text.empty()) {
    const auto character = first_character(text);
    const std::size_t bytes = character ? character->bytes : 1;
    if (!character) {
      json += "\\ufffd";
    } else if (character->code < 0x20 || character->code == 0x7F) {
      json += fmt::format("\\u{:04x}", character->code);
    } else {
      if (text[0] == '"' || text[0] == '\\') json += '\\';
      json += text.substr(0, bytes);
    }
    text.remove_prefix(bytes);
  }
  return json + '"';
}

std::string json(const Measured& measured, int digits) {
  std::string text = fmt::format(R"({{"file":{},"frames":{},"rate":{},"channels":[)",
                                 measured.file ? quoted(*measured.file) : "null", measured.frames,
                                 written(measured.rate, 0, "null"));
  for (std::size_t c = 0; c < measured.channels.size(); ++c) {
    text += fmt::format(R"({}{{"name":{})", c == 0 ? "" : ",", quoted(measured.names[c]));
    for (const Figure& figure : kFigures) {
      text += fmt::format(R"(,"{}":{})", figure.key,
                          written(figure, measured.channels[c], digits, "null"));
    }
    text += '}';
  }
  return text + "]}\n";
}

std::string table(const Measured& measured, char separator, int digits) {
  std::string text;
  for (std::size_t c = 0; c < measured.channels.size(); ++c) {
    io::append_field(text, measured.file.value_or(""), separator, true);
    text += separator;
    io::append_field(text, measured.names[c], separator, false);
    text += fmt::format("{}{}{}{}", separator, measured.frames, separator,
                        written(measured.rate, 0, ""));
    for (const Figure& figure : kFigures) {
      text += separator + written(figure, measured.channels[c], digits, "");
    }
    text += '\n';
  }
  return text;
}

std::string table_head(char separator) {
  std::string text = fmt::format("file{0}name{0}frames{0}rate", separator);
  for (const Figure& figure : kFigures) text += fmt::format("{}{}", separator, figure.key);
  return text + '\n';
}

std::string left(const std::string& text, std::size_t width) {
  const std::size_t columns = columns_of(text);
  return text + std::string(width > columns ? width - columns : 0, ' ');
}

/// After two blanks at least.
std::string right(const std::string& text, std::size_t width) {
  const std::size_t columns = columns_of(text);
  return std::string(std::max(width, columns + 2) - columns, ' ') + text;
}

/// A line for each figure and a column for each channel, as many side by side as 80 columns hold.
std::string lines(const Measured& measured, int digits) {
  constexpr std::size_t kTitle = 19;
  constexpr std::size_t kUnit = 3;
  constexpr std::size_t kLine = 80;
  std::size_t width = 10;
  for (std::size_t c = 0; c < measured.channels.size(); ++c) {
    width = std::max(width, columns_of(escaped(measured.names[c])));
    for (const Figure& figure : kFigures) {
      width = std::max(width, shown(figure, measured.channels[c], digits).size());
    }
  }
  width += 2;
  const std::size_t side_by_side = std::max<std::size_t>((kLine - kTitle - kUnit) / width, 1);
  std::string text;
  for (std::size_t first = 0; first < measured.channels.size(); first += side_by_side) {
    const std::size_t end = std::min(first + side_by_side, measured.channels.size());
    const auto line = [&](std::string_view title, std::string_view unit, auto&& of) {
      text += left(std::string(title), kTitle);
      for (std::size_t c = first; c < end; ++c) text += right(of(c), width);
      text += unit.empty() || text.ends_with(" -") ? "\n" : fmt::format(" {}\n", unit);
    };
    if (first != 0) text += '\n';
    line("", "", [&](std::size_t c) { return escaped(measured.names[c]); });
    for (const Figure& figure : kFigures) {
      line(figure.title, figure.unit,
           [&](std::size_t c) { return shown(figure, measured.channels[c], digits); });
    }
    line("frames", "", [&](std::size_t) { return std::to_string(measured.frames); });
    line("rate", "Hz", [&](std::size_t) { return written(measured.rate, 0, "-"); });
  }
  return text;
}

// Of several inputs, a row for each channel: the names left, the numbers right.
constexpr std::size_t kName = 10;
constexpr std::size_t kFrames = 12;

std::size_t row_width(const Figure& figure, int digits) {
  constexpr std::size_t kAroundDigits = 7;  // a sign, a point, an exponent
  return 2 + std::max<std::size_t>(figure.brief.size(),
                                   static_cast<std::size_t>(digits) + kAroundDigits);
}

std::string rows(const Measured& measured, int digits, std::size_t longest_name) {
  std::string text;
  for (std::size_t c = 0; c < measured.channels.size(); ++c) {
    text += left(escaped(measured.file.value_or("")), longest_name) + "  " +
            left(escaped(measured.names[c]), kName) +
            right(std::to_string(measured.frames), kFrames) +
            right(written(measured.rate, 0, "-"), kFrames);
    for (const Figure& figure : kFigures) {
      text += right(shown(figure, measured.channels[c], digits), row_width(figure, digits));
    }
    text += '\n';
  }
  return text;
}

/// Two lines: the titles, and the units.
std::string rows_head(int digits, std::size_t longest_name) {
  std::string titles = left("file", longest_name) + "  " + left("channel", kName) +
                       right("frames", kFrames) + right("rate", kFrames);
  std::string units = std::string(longest_name + 2 + kName + kFrames, ' ') + right("Hz", kFrames);
  for (const Figure& figure : kFigures) {
    titles += right(std::string(figure.brief), row_width(figure, digits));
    units += right(std::string(figure.unit), row_width(figure, digits));
  }
  units.erase(units.find_last_not_of(' ') + 1);
  return titles + '\n' + units + '\n';
}

}  // namespace

std::string MeasureOutput::head() const {
  switch (form_) {
    case MeasureForm::kRows: return rows_head(digits_ == 0 ? kForEyes : digits_, longest_name_);
    case MeasureForm::kCsv: return table_head(',');
    case MeasureForm::kTsv: return table_head('\t');
    case MeasureForm::kTable:
    case MeasureForm::kJson: break;
  }
  return "";
}

std::string MeasureOutput::text(const Measured& measured) const {
  switch (form_) {
    case MeasureForm::kTable: return lines(measured, digits_);
    case MeasureForm::kRows:
      return rows(measured, digits_ == 0 ? kForEyes : digits_, longest_name_);
    case MeasureForm::kCsv: return table(measured, ',', digits_);
    case MeasureForm::kTsv: return table(measured, '\t', digits_);
    case MeasureForm::kJson: break;
  }
  return json(measured, digits_);
}

}  // namespace rectify::cli
