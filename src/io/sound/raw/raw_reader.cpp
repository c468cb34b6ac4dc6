// Parses the description of raw samples.
#include "io/sound/raw/raw_reader.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "io/sound/plain_reader.hpp"

namespace rectify::io {

extern const Container kRaw;

namespace {

template <class Number>
std::optional<Number> whole_number(std::string_view text) {
  Number number{};
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return number;
}

constexpr std::array<std::pair<std::string_view, SampleType>, 9> kTypes = {{
    {"u8", SampleType::u8},
    {"s8", SampleType::s8},
    {"s16", SampleType::s16},
    {"s24", SampleType::s24},
    {"s32", SampleType::s32},
    {"ulaw", SampleType::ulaw},
    {"alaw", SampleType::alaw},
    {"f32", SampleType::f32},
    {"f64", SampleType::f64},
}};

std::optional<SampleFormat> sample_format_named(std::string_view name) {
  for (const auto& [prefix, type] : kTypes) {
    if (!name.starts_with(prefix)) continue;
    const std::string_view order = name.substr(prefix.size());
    if (order == "be") return SampleFormat{type, std::endian::big};
    if (order == "le" || (order.empty() && bytes_per_sample(type) == 1)) {
      return SampleFormat{type, std::endian::little};
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<RawDescription> parse_raw(std::string_view text) {
  const std::size_t first = text.find(':');
  const std::size_t second = first == text.npos ? text.npos : text.find(':', first + 1);
  if (second == text.npos) return std::nullopt;
  const auto samples = sample_format_named(text.substr(0, first));
  const auto rate = whole_number<std::uint32_t>(text.substr(first + 1, second - first - 1));
  const auto channels = whole_number<std::uint16_t>(text.substr(second + 1));
  if (!samples || !rate || !channels || *rate == 0 || *channels == 0 || *channels > 1024) {
    return std::nullopt;
  }
  return RawDescription{*samples, *rate, *channels};
}

std::vector<std::string> raw_encodings() {
  std::vector<std::string> names;
  for (const auto& [prefix, type] : kTypes) {
    if (bytes_per_sample(type) == 1) {
      names.emplace_back(prefix);
      continue;
    }
    for (const std::string_view order : {"le", "be"}) {
      names.push_back(std::string(prefix) + std::string(order));
    }
  }
  return names;
}

std::unique_ptr<SampleReader> open_raw(Input input, const RawDescription& raw) {
  Layout layout(input);
  layout.sound.container = &kRaw;
  layout.sound.encoding = &encoding_of(raw.samples.type);
  layout.sound.order = raw.samples.order;
  layout.sound.channels = raw.channels;
  layout.sound.rate = raw.rate;
  layout.samples = raw.samples;
  settle(layout, input, 0, true);
  return read_plain(std::move(input), std::move(layout));
}

}  // namespace rectify::io
