// Takes the four bytes apart.
#include "io/sound/mp3/mpeg_header.hpp"

#include <array>

namespace rectify::io {
namespace {

// kbit/s by the index in the head, for layers 1 to 3 of MPEG-1, then of MPEG-2.
using Bitrates = std::array<unsigned, 15>;
constexpr std::array<std::array<Bitrates, 3>, 2> kBitrates = {
    {{{{0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448},
       {0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},
       {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320}}},
     {{{0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256},
       {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160},
       {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}}}}};

constexpr std::array<unsigned, 3> kRates = {44100, 48000, 32000};

}  // namespace

std::optional<MpegHeader> mpeg_header(std::span<const std::byte> bytes) {
  const auto byte = [&](std::size_t i) { return std::to_integer<unsigned>(bytes[i]); };
  if (byte(0) != 0xFF || (byte(1) & 0xE0U) != 0xE0) return std::nullopt;
  const unsigned version = byte(1) >> 3U & 3U;  // 0: 2.5, 2: 2, 3: 1
  const unsigned layer = byte(1) >> 1U & 3U;    // 1: 3, 2: 2, 3: 1
  const unsigned bitrate = byte(2) >> 4U;
  const unsigned rate = byte(2) >> 2U & 3U;
  if (version == 1 || layer == 0 || bitrate == 15 || rate == 3) return std::nullopt;

  MpegHeader header;
  header.layer = static_cast<int>(4 - layer);
  header.low_rates = version != 3;
  header.rate = kRates.at(rate) >> (version == 3 ? 0U : version == 2 ? 1U : 2U);
  header.channels = byte(3) >> 6U == 3 ? 1 : 2;
  header.checksum = (byte(1) & 1U) == 0;
  header.free_format = bitrate == 0;
  const bool short_frame = header.layer == 3 && header.low_rates;
  header.samples = header.layer == 1 ? 384 : short_frame ? 576 : 1152;

  // A frame takes as many bytes as its samples at its bitrate, in slots of four bytes in layer 1.
  const std::size_t slot = header.layer == 1 ? 4 : 1;
  const std::size_t padding = byte(2) >> 1U & 1U;
  const std::size_t kilobits = kBitrates.at(header.low_rates ? 1 : 0).at(3 - layer).at(bitrate);
  const std::size_t slots = kilobits * 1000 * header.samples / 8 / slot / header.rate;
  header.bytes = (slots + padding) * slot;
  return header;
}

}  // namespace rectify::io
