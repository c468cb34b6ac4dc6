#include "io/table/writer.hpp"

#include <fmt/compile.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "io/table/fields.hpp"
#include "io/table/units.hpp"

namespace rectify::io {
namespace {

constexpr std::size_t kBuffer = std::size_t{128} * 1024;
constexpr std::size_t kLongestNumber = 64;  // also at the greatest precision

}  // namespace

bool looks_like_no_row(std::string_view line) {
  switch (line.empty() ? '\0' : line.front()) {
    case '#':
    case '%':
    case ';': return true;
    case 's':
    case 'S': return lower_case(line.substr(0, 4)) == "sep=";
    case '-':
    case '=':
    case '+':
    case '|': return looks_like_rule(line);
    case '\xEF': return line.starts_with("\xEF\xBB\xBF");
    case '\xFE': return line.starts_with("\xFE\xFF");
    case '\xFF': return line.starts_with("\xFF\xFE");
    default: return false;
  }
}

void append_field(std::string& to, std::string_view text, char separator, bool begins_line) {
  const char breaking[] = {separator, '"', '\n', '\r'};
  const std::string_view all(breaking, sizeof breaking);
  // Readers take the blanks around a field away.
  const bool blank_ends = !text.empty() && (text.front() == ' ' || text.back() == ' ' ||
                                            text.front() == '\t' || text.back() == '\t');
  const bool lost = text.empty() && separator == ' ';
  const bool plain = !blank_ends && !lost && !(begins_line && looks_like_no_row(text));
  if (plain && text.find_first_of(all) == std::string_view::npos) {
    to.append(text);
    return;
  }
  to += '"';
  for (const char c : text) to.append(c == '"' ? 2 : 1, c);
  to += '"';
}

TableWriter::TableWriter(Output output, TableStyle style, std::vector<OutputColumn> columns)
    : output_(std::move(output)), style_(style), columns_(std::move(columns)), buffer_(kBuffer) {
  for (const char c : {style_.separator, '"', '\n', '\r', ' ', '\t'}) {
    breaking_[static_cast<unsigned char>(c)] = true;
  }
  if (style_.decimal != '.') breaking_[static_cast<unsigned char>('.')] = true;
  if (!style_.header) return;
  std::string header;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (i != 0) header += style_.separator;
    append_field(header, columns_[i].name, style_.separator, i == 0);
  }
  // A line of separators alone would be no line to most readers, nor one that is a rule.
  if (header.size() + 1 == columns_.size()) header.insert(0, "\"\"");
  if (looks_like_rule(header)) {
    const std::size_t size = columns_.front().name.size();
    header = '"' + header.substr(0, size) + '"' + header.substr(size);
  }
  header += '\n';
  write(header);
}

void TableWriter::flush() {
  write(std::string_view(buffer_.data(), used_));
  used_ = 0;
}

/// Leaves room for a separator and a line feed.
void TableWriter::label(std::string_view text, bool numeric, bool begins_line) {
  const auto breaks = [&](char c) { return breaking_[static_cast<unsigned char>(c)]; };
  const bool plain = std::none_of(text.begin(), text.end(), breaks) && !text.empty() &&
                     !(begins_line && looks_like_no_row(text));
  if (plain && used_ + text.size() + 2 <= buffer_.size()) {
    used_ += text.copy(buffer_.data() + used_, text.size());
    return;
  }
  field_.clear();
  append_field(field_, text, style_.separator, begins_line);
  if (numeric && style_.decimal != '.') std::replace(field_.begin(), field_.end(), '.', ',');
  if (used_ + field_.size() + 2 > buffer_.size()) {
    flush();
    if (field_.size() + 2 > buffer_.size()) buffer_.resize(field_.size() + kLongestNumber);
  }
  used_ += field_.copy(buffer_.data() + used_, field_.size());
}

/// `single`: of a column of floats; what is none all the same keeps the digits of a double.
void TableWriter::number(double x, bool single) {
  if (used_ + kLongestNumber > buffer_.size()) flush();
  char* to = buffer_.data() + used_;
  char* end = nullptr;
  if (x == 0 && !std::signbit(x)) {  // half of what a rectifier gives
    *to = '0';
    end = to + 1;
  } else if (std::isnan(x)) {
    end = fmt::format_to(to, "nan");  // the sign of a NaN says nothing
  } else if (style_.precision != 0) {
    end = fmt::format_to(to, FMT_COMPILE("{:.{}g}"), x, style_.precision);
  } else if (single && static_cast<double>(static_cast<float>(x)) == x) {
    end = fmt::format_to(to, FMT_COMPILE("{}"), static_cast<float>(x));
  } else {
    end = fmt::format_to(to, FMT_COMPILE("{}"), x);
  }
  if (style_.decimal != '.') std::replace(to, end, '.', style_.decimal);
  used_ = static_cast<std::size_t>(end - buffer_.data());
}

void TableWriter::write(const Labels& labels, std::span<const double> inputs,
                        std::size_t input_channels, std::span<const double> outputs,
                        std::size_t output_channels) {
  const std::size_t frames = outputs.size() / output_channels;
  for (std::size_t n = 0; n < frames; ++n) {
    bool first = true;
    for (const OutputColumn& column : columns_) {
      const bool begins_line = std::exchange(first, false);
      if (!begins_line) buffer_[used_++] = style_.separator;
      switch (column.from) {
        case OutputColumn::From::kLabel:
          label(labels(n, column.index), column.numeric, begins_line);
          break;
        case OutputColumn::From::kInput:
          number(inputs[n * input_channels + column.index], column.single);
          break;
        case OutputColumn::From::kOutput:
          number(outputs[n * output_channels + column.index], column.single);
          break;
      }
    }
    buffer_[used_++] = '\n';
  }
  flush();
}

}  // namespace rectify::io
