// Checks that each channel stays at its loudspeaker where a container has an order of its own.
#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <numbers>
#include <vector>

#include "support/process.hpp"
#include "support/sound_bytes.hpp"

using namespace test;

namespace {

constexpr std::size_t kFrames = 9600;

/// A tone of its own loudness in each channel, 2^(c-8), of 60 Hz, as low as the channel for low
/// frequencies goes.
std::string tones(std::size_t channels) {
  std::string raw;
  for (std::size_t n = 0; n < kFrames; ++n) {
    for (std::size_t c = 0; c < channels; ++c) {
      const double angle = 2 * std::numbers::pi * 0.00125 * static_cast<double>(n);
      const auto x = static_cast<float>(std::ldexp(std::sin(angle), static_cast<int>(c) - 8));
      raw += little(std::bit_cast<std::uint32_t>(x), 4);
    }
  }
  return raw;
}

/// c of each channel of a raw file, by its loudness.
std::vector<double> loudness(const std::string& raw, std::size_t channels) {
  std::vector<double> places;
  const std::size_t frames = raw.size() / 4 / channels;  // Opus decoders differ at the end
  for (std::size_t c = 0; c < channels; ++c) {
    double energy = 0;
    for (std::size_t n = 0; n < frames; ++n) {
      const auto bits =
          static_cast<std::uint32_t>(signed_at(raw, 4 * (n * channels + c), 4) & 0xFFFFFFFF);
      const auto x = static_cast<double>(std::bit_cast<float>(bits));
      energy += x * x;
    }
    places.push_back(8 + std::log2(std::sqrt(2 * energy / static_cast<double>(frames))));
  }
  return places;
}

}  // namespace

TEST_CASE("channels keep their loudspeakers through Ogg Vorbis and Opus") {
  const TemporaryFolder folder;
  for (const std::size_t channels : {3U, 4U, 5U, 6U, 7U, 8U}) {
    write_file(folder / "in.raw", tones(channels));
    for (const std::string extension : {"ogg", "opus"}) {
      CAPTURE(channels);
      CAPTURE(extension);
      const std::string there = "there." + extension;
      const Result result = shell(
          "$RECTIFY half --leak 1 --force in.raw --raw f32le:48000:" + std::to_string(channels) +
              " -o " + there + " && ffmpeg -v error -y -i " + there +
              " -f f32le by_ffmpeg.raw && $RECTIFY half --leak 1 --force " + there +
              " -o by_us.raw",
          folder.path());
      CHECK(result.err == "");
      REQUIRE(result.status == 0);
      const auto by_ffmpeg = loudness(read_file(folder / "by_ffmpeg.raw"), channels);
      const auto by_us = loudness(read_file(folder / "by_us.raw"), channels);
      for (std::size_t c = 0; c < channels; ++c) {
        // Half a step: coding changes loudness by a few per cent, in the channel for low
        // frequencies by a fifth.
        CHECK(std::abs(by_ffmpeg[c] - static_cast<double>(c)) < 0.5);
        CHECK(std::abs(by_us[c] - static_cast<double>(c)) < 0.5);
      }
    }
  }
}
