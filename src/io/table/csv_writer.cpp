#include "io/table/csv_writer.hpp"

#include <fmt/compile.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace rectify::io {
namespace {

constexpr std::size_t kBuffer = std::size_t{128} * 1024;
constexpr std::size_t kLongestNumber = 64;  // also at the greatest precision

}  // namespace

CsvWriter::CsvWriter(Output output, CsvStyle style, const std::string& axis,
                     const std::vector<std::string>& columns)
    : output_(std::move(output)), style_(style), axis_(!axis.empty()), buffer_(kBuffer) {
  for (const char c : {style_.separator, '"', '\n', '\r'}) {
    breaking_[static_cast<unsigned char>(c)] = true;
  }
  if (!style_.header) return;
  if (axis_) field(axis);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (axis_ || i != 0) buffer_[used_++] = style_.separator;
    field(columns[i]);
  }
  buffer_[used_++] = '\n';
  flush();
}

void CsvWriter::flush() {
  output_.write(std::as_bytes(std::span(buffer_).first(used_)));
  used_ = 0;
}

/// Text, quoted where a reader would take it apart. Leaves room for a separator and a line feed.
void CsvWriter::field(std::string_view text) {
  std::string quoted;
  const auto breaks = [&](char c) { return breaking_[static_cast<unsigned char>(c)]; };
  if (std::any_of(text.begin(), text.end(), breaks)) {
    quoted = '"';
    for (const char c : text) quoted.append(c == '"' ? 2 : 1, c);
    quoted += '"';
    text = quoted;
  }
  if (used_ + text.size() + 2 > buffer_.size()) {
    flush();
    if (text.size() + 2 > buffer_.size()) buffer_.resize(text.size() + kLongestNumber);
  }
  used_ += text.copy(buffer_.data() + used_, text.size());
}

void CsvWriter::number(double x, bool is_float) {
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
  } else if (is_float) {
    end = fmt::format_to(to, FMT_COMPILE("{}"), static_cast<float>(x));
  } else {
    end = fmt::format_to(to, FMT_COMPILE("{}"), x);
  }
  used_ = static_cast<std::size_t>(end - buffer_.data());
}

void CsvWriter::write(const Labels& labels, std::span<const double> inputs,
                      std::size_t input_channels, std::span<const double> outputs,
                      std::size_t output_channels) {
  const std::size_t frames = outputs.size() / output_channels;
  for (std::size_t n = 0; n < frames; ++n) {
    bool first = true;
    const auto put = [&](double x, bool is_float) {
      if (!first) buffer_[used_++] = style_.separator;
      number(x, is_float);
      first = false;
    };
    if (axis_) {
      field(labels[n]);
      first = false;
    }
    for (std::size_t c = 0; c < input_channels; ++c) {
      put(inputs[n * input_channels + c], style_.float_inputs);
    }
    for (std::size_t c = 0; c < output_channels; ++c) {
      put(outputs[n * output_channels + c], style_.float_outputs);
    }
    buffer_[used_++] = '\n';
  }
  flush();
}

}  // namespace rectify::io
