#include "io/headers.hpp"

#include <algorithm>
#include <bit>
#include <string_view>

namespace rectify::io {
namespace {

constexpr std::uint64_t kUntilEndOfFile = 0xFFFFFFFF;

/// Fields of a header, one behind the other, in one byte order.
class Fields {
 public:
  explicit Fields(std::endian order) : order_(order) {}
  void text(std::string_view characters) {
    for (const char c : characters) bytes_.push_back(static_cast<std::byte>(c));
  }
  void u8(std::uint64_t value) { number(value, 1); }
  void u16(std::uint64_t value) { number(value, 2); }
  void u32(std::uint64_t value) { number(value, 4); }
  void u64(std::uint64_t value) { number(value, 8); }

  /// A size or count; too large for its four bytes, it says "until the end of file".
  void size(std::optional<std::uint64_t> value) {
    u32(std::min(value.value_or(kUntilEndOfFile), kUntilEndOfFile));
  }
  [[nodiscard]] std::size_t length() const { return bytes_.size(); }

  /// The whole: `form` and the size of all that follows, pad byte of the samples included; this.
  [[nodiscard]] std::vector<std::byte> in_form(std::string_view form,
                                               std::optional<std::uint64_t> data) const {
    Fields whole(order_);
    whole.text(form);
    whole.size(data ? std::optional(length() + *data + *data % 2) : std::nullopt);
    whole.bytes_.insert(whole.bytes_.end(), bytes_.begin(), bytes_.end());
    return whole.bytes_;
  }

 private:
  void number(std::uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) {
      const int place = order_ == std::endian::little ? i : bytes - 1 - i;
      bytes_.push_back(static_cast<std::byte>(value >> (8 * place)));
    }
  }
  std::endian order_;
  std::vector<std::byte> bytes_;
};

std::uint64_t frame_bytes(const SoundFormat& sound) {
  return sound.channels * static_cast<std::uint64_t>(bits_of(sound.encoding)) / 8;
}

std::optional<std::uint64_t> frames_in(const SoundFormat& sound,
                                       std::optional<std::uint64_t> data) {
  if (!data) return std::nullopt;
  return *data / frame_bytes(sound);
}

/// A whole number as the 80-bit floating point of AIFF's rate: exponent, then 64 bits of mantissa
/// whose first bit is 1.
void extended(Fields& fields, std::uint64_t number) {
  constexpr std::uint64_t kBias = 16383;
  const int shift = std::countl_zero(number);
  fields.u16(kBias + 63 - static_cast<std::uint64_t>(shift));
  fields.u64(number << shift);
}

}  // namespace

SampleFormat plain_samples(Container container, Encoding encoding) {
  if (container == Container::kAiff) return packed_format(encoding, std::endian::big);
  SampleFormat samples = packed_format(encoding, std::endian::little);
  if (samples.type == SampleType::s8) samples.type = SampleType::u8;
  return samples;
}

std::vector<std::byte> wav_header(const SoundFormat& sound, std::optional<std::uint64_t> data) {
  const bool is_float = !is_pcm(sound.encoding);
  const bool extensible = sound.channels > 2 || sound.speakers != 0;
  const std::uint64_t tag = is_float ? 3 : 1;
  const auto bits = static_cast<std::uint64_t>(bits_of(sound.encoding));

  Fields fields(std::endian::little);
  fields.text("WAVEfmt ");
  fields.u32(extensible ? 40 : is_float ? 18 : 16);
  fields.u16(extensible ? 0xFFFE : tag);
  fields.u16(sound.channels);
  fields.u32(sound.rate);
  fields.size(sound.rate * frame_bytes(sound));
  fields.u16(frame_bytes(sound));
  fields.u16(bits);
  if (extensible) {
    fields.u16(22);
    fields.u16(bits);
    fields.u32(sound.speakers);
    fields.u16(tag);
    fields.text(std::string_view("\0\0\0\0\x10\0\x80\0\0\xAA\0\x38\x9B\x71", 14));
  } else if (is_float) {
    fields.u16(0);
  }
  if (is_float) {
    fields.text("fact");
    fields.u32(4);
    fields.size(frames_in(sound, data));
  }
  fields.text("data");
  fields.size(data);
  return fields.in_form("RIFF", data);
}

std::vector<std::byte> aiff_header(const SoundFormat& sound, std::optional<std::uint64_t> data) {
  const bool is_float = !is_pcm(sound.encoding);
  Fields fields(std::endian::big);
  fields.text(is_float ? "AIFC" : "AIFF");
  if (is_float) {
    constexpr std::uint64_t kVersion1 = 0xA2805140;
    fields.text("FVER");
    fields.u32(4);
    fields.u32(kVersion1);
  }
  fields.text("COMM");
  fields.u32(is_float ? 24 : 18);
  fields.u16(sound.channels);
  fields.size(frames_in(sound, data));
  fields.u16(static_cast<std::uint64_t>(bits_of(sound.encoding)));
  extended(fields, sound.rate);
  if (is_float) {
    fields.text(sound.encoding == Encoding::kDouble ? "fl64" : "fl32");
    fields.u16(0);  // an empty name, padded
  }
  fields.text("SSND");
  fields.size(data ? std::optional(*data + 8) : std::nullopt);
  fields.u32(0);  // offset
  fields.u32(0);  // block size
  return fields.in_form("FORM", data);
}

}  // namespace rectify::io
