// Sound files written byte by byte, and other programs that make and read them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "support/process.hpp"

namespace test {

inline std::string little(std::uint64_t value, std::size_t bytes) {
  std::string text;
  for (std::size_t i = 0; i < bytes; ++i) text += static_cast<char>(value >> (8 * i) & 0xFFU);
  return text;
}

inline std::string big(std::uint64_t value, std::size_t bytes) {
  const std::string text = little(value, bytes);
  return {text.rbegin(), text.rend()};
}

/// A mono or stereo WAV at 48 kHz; tag 1: PCM, 3: float. Its data chunk claims `claimed` bytes.
inline std::string wav(unsigned tag, std::uint64_t bits, std::uint64_t channels,
                       std::string_view data, std::uint64_t claimed) {
  const std::uint64_t frame = bits / 8 * channels;
  return "RIFF" + little(36 + claimed, 4) + "WAVEfmt " + little(16, 4) + little(tag, 2) +
         little(channels, 2) + little(48000, 4) + little(48000 * frame, 4) + little(frame, 2) +
         little(bits, 2) + "data" + little(claimed, 4) + std::string(data);
}

inline std::string wav(unsigned tag, std::uint64_t bits, std::uint64_t channels,
                       std::string_view data) {
  return wav(tag, bits, channels, data, data.size());
}

/// The low `bytes` bytes of a little-endian number.
inline std::int64_t signed_at(std::string_view data, std::size_t place, std::size_t bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = bytes; i-- > 0;) {
    value = value << 8U | static_cast<unsigned char>(data[place + i]);
  }
  const std::uint64_t sign = std::uint64_t{1} << (8 * bytes - 1);
  return static_cast<std::int64_t>(value ^ sign) - static_cast<std::int64_t>(sign);
}

/// Samples as signed little-endian codes of that many bits, from raw to a file or back, by sox or
/// flac as the extension says; at 48 kHz.
inline std::string encoded_by(const std::string& raw, int bits, int channels,
                              const std::string& file) {
  const std::string n = std::to_string(bits);
  const std::string c = std::to_string(channels);
  if (file.ends_with(".flac")) {
    return "flac -s -0 --force-raw-format --endian=little --sign=signed --sample-rate=48000 "
           "--bps=" +
           n + " --channels=" + c + " " + raw + " -o " + file;
  }
  return "sox -D -t raw -r 48000 -e signed -L -b " + n + " -c " + c + " " + raw + " " + file;
}

inline std::string decoded_by(const std::string& file, int bits) {
  if (file.ends_with(".flac")) {
    return "flac -dcs --force-raw-format --endian=little --sign=signed " + file;
  }
  return "sox -D " + file + " -t raw -e signed -L -b " + std::to_string(bits) + " -";
}

/// relu in integers: y = relu(x), relu(-x) or their sum, the lowest code saturating to the highest.
inline std::int64_t rectified(std::string_view shape, std::int64_t code, int bits) {
  const std::int64_t highest = (std::int64_t{1} << (bits - 1)) - 1;
  if (shape == "half") return code > 0 ? code : 0;
  if (code < 0) return code < -highest ? highest : -code;
  return shape == "full" ? code : 0;
}

inline std::string rectified(std::string_view shape, std::string_view data, int bits) {
  const auto bytes = static_cast<std::size_t>(bits / 8);
  std::string result(data.size(), '\0');
  for (std::size_t at = 0; at < data.size(); at += bytes) {
    const auto code =
        static_cast<std::uint64_t>(rectified(shape, signed_at(data, at, bytes), bits));
    for (std::size_t i = 0; i < bytes; ++i) {
      result[at + i] = static_cast<char>(code >> (8 * i) & 0xFFU);
    }
  }
  return result;
}

/// Every stride-th code, and the highest.
inline std::string all_codes(int bits, std::int64_t stride) {
  const std::int64_t highest = (std::int64_t{1} << (bits - 1)) - 1;
  const auto bytes = static_cast<std::size_t>(bits / 8);
  std::string data;
  data.reserve(static_cast<std::size_t>(2 * highest / stride + 3) * bytes);
  const auto put = [&](std::int64_t code) {
    for (std::size_t i = 0; i < bytes; ++i) {
      data += static_cast<char>(static_cast<std::uint64_t>(code) >> (8 * i) & 0xFFU);
    }
  };
  for (std::int64_t code = -highest - 1; code <= highest; code += stride) put(code);
  put(highest);
  return data;
}

}  // namespace test
