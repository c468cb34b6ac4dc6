#include "io/raw_reader.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>
#include <vector>

namespace rectify::io {
namespace {

template <class Number>
std::optional<Number> whole_number(std::string_view text) {
  Number number{};
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return number;
}

std::optional<SampleFormat> sample_format_named(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, SampleType>, 7> kTypes = {{
      {"u8", SampleType::u8},
      {"s8", SampleType::s8},
      {"s16", SampleType::s16},
      {"s24", SampleType::s24},
      {"s32", SampleType::s32},
      {"f32", SampleType::f32},
      {"f64", SampleType::f64},
  }};
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

Encoding encoding_of(SampleType type) {
  switch (type) {
    case SampleType::u8:
    case SampleType::s8: return Encoding::kPcm8;
    case SampleType::s16: return Encoding::kPcm16;
    case SampleType::s24: return Encoding::kPcm24;
    case SampleType::s32: return Encoding::kPcm32;
    case SampleType::f32: return Encoding::kFloat;
    case SampleType::f64: break;
  }
  return Encoding::kDouble;
}

class RawReader : public SampleReader {
 public:
  RawReader(Input input, const RawDescription& raw)
      : input_(std::move(input)),
        samples_(raw.samples),
        frame_bytes_(raw.channels * bytes_per_sample(raw.samples.type)) {
    sound_.container = Container::kOther;
    sound_.encoding = encoding_of(raw.samples.type);
    sound_.channels = raw.channels;
    sound_.rate = raw.rate;
    if (input_.seekable()) sound_.frames = input_.size() / frame_bytes_;
  }

  [[nodiscard]] const SoundFormat& sound() const override { return sound_; }
  [[nodiscard]] SampleFormat samples() const override { return samples_; }

  std::size_t read(std::span<std::byte> to) override {
    std::size_t have = rest_.size();
    std::copy(rest_.begin(), rest_.end(), to.begin());
    rest_.clear();
    for (;;) {
      const std::size_t got = input_.read(to.subspan(have));
      have += got;
      const std::size_t whole = have - have % frame_bytes_;
      if (got != 0 && whole == 0) continue;
      rest_.assign(to.begin() + static_cast<std::ptrdiff_t>(whole),
                   to.begin() + static_cast<std::ptrdiff_t>(have));
      frames_read_ += whole / frame_bytes_;
      return whole;
    }
  }

  void rewind() override {
    input_.seek(0);
    rest_.clear();
    frames_read_ = 0;
  }

  [[nodiscard]] std::uint64_t frames_read() const override { return frames_read_; }
  [[nodiscard]] std::uint64_t missing_frames() const override { return rest_.empty() ? 0 : 1; }

 private:
  Input input_;
  SoundFormat sound_;
  SampleFormat samples_;
  std::size_t frame_bytes_;
  std::uint64_t frames_read_ = 0;
  std::vector<std::byte> rest_;  // the start of a frame whose end has not arrived
};

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

std::unique_ptr<SampleReader> open_raw(Input input, const RawDescription& raw) {
  return std::make_unique<RawReader>(std::move(input), raw);
}

}  // namespace rectify::io
