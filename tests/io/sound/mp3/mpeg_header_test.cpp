// Checks mpeg_header.hpp and info_tag.hpp by values from the standards' tables.
#include "io/sound/mp3/mpeg_header.hpp"

#include <doctest/doctest.h>

#include <array>

#include "io/sound/mp3/info_tag.hpp"
#include "support/sound_bytes.hpp"

namespace {

using namespace rectify::io;
using test::big;

std::vector<std::byte> bytes_of(const std::string& text) {
  const auto bytes = std::as_bytes(std::span(text));
  return {bytes.begin(), bytes.end()};
}

std::optional<MpegHeader> header(std::uint64_t bits) { return mpeg_header(bytes_of(big(bits, 4))); }

}  // namespace

TEST_CASE("the head of a frame says its layer, rate, channels and length") {
  struct Case {
    std::uint64_t bits;
    int layer;
    unsigned rate;
    unsigned channels;
    unsigned samples;
    std::size_t bytes;
  };
  constexpr std::array kCases = {
      Case{0xFFFB9064, 3, 44100, 2, 1152, 417},  // 144 * 128000 / 44100
      Case{0xFFFB9264, 3, 44100, 2, 1152, 418},  // padded
      Case{0xFFFBE0C4, 3, 44100, 1, 1152, 1044}, Case{0xFFFB1464, 3, 48000, 2, 1152, 96},
      Case{0xFFFDE804, 2, 32000, 2, 1152, 1728}, Case{0xFFFFE804, 1, 32000, 2, 384, 672},
      Case{0xFFFF9200, 1, 44100, 2, 384, 316},  // 12 * 288000 / 44100 slots of 4, and one more
      Case{0xFFF38064, 3, 22050, 2, 576, 208},   Case{0xFFE318C4, 3, 8000, 1, 576, 72},
      Case{0xFFF5E4C4, 2, 24000, 1, 1152, 960}};
  for (const Case& expected : kCases) {
    CAPTURE(expected.bits);
    const auto found = header(expected.bits);
    REQUIRE(found);
    CHECK(found->layer == expected.layer);
    CHECK(found->rate == expected.rate);
    CHECK(found->channels == expected.channels);
    CHECK(found->samples == expected.samples);
    CHECK(found->bytes == expected.bytes);
    CHECK_FALSE(found->free_format);
    CHECK_FALSE(found->checksum);
  }
  CHECK(header(0xFFFA9064)->checksum);
  CHECK(header(0xFFFB0064)->free_format);
  CHECK(header(0xFFFB0264)->bytes == 1);
  CHECK(header(0xFFFB9064)->side_info_bytes() == 32);
  CHECK(header(0xFFFB90C4)->side_info_bytes() == 17);
  CHECK(header(0xFFF38064)->side_info_bytes() == 17);
  CHECK(header(0xFFE318C4)->side_info_bytes() == 9);
  CHECK(header(0xFFFB9064)->same_kind(*header(0xFFFBE200)));
  CHECK_FALSE(header(0xFFFB9064)->same_kind(*header(0xFFFB90C4)));
  CHECK_FALSE(header(0xFFFB9064)->same_kind(*header(0xFFFB9464)));
  CHECK_FALSE(header(0xFFFB9064)->same_kind(*header(0xFFFD9064)));
  CHECK_FALSE(header(0xFFFB9064)->same_kind(*header(0xFFFB0064)));
}

TEST_CASE("what the standards reserve is no head of a frame") {
  for (const std::uint64_t bits : {0x7FFB9064U, 0xFF7B9064U, 0xFFDB9064U,  // no sync
                                   0xFFEB9064U,                            // version
                                   0xFFF99064U,                            // layer
                                   0xFFFBF064U,                            // bitrate
                                   0xFFFB9C64U, 0U}) {                     // rate
    CAPTURE(bits);
    CHECK_FALSE(header(bits));
  }
}

TEST_CASE("the tag in a first frame says how many frames follow, and what the encoder added") {
  const MpegHeader stereo = *header(0xFFFB9064);
  const std::string silence(32, '\0');
  const std::string toc(100, '\x55');
  const std::string lame = "LAME3.100" + std::string(12, '\1') + big(576U << 12U | 1234U, 3);
  const auto tag_of = [&](const std::string& rest) {
    std::string frame = big(0xFFFB9064, 4) + silence + rest;
    frame.resize(417);
    return info_tag(stereo, bytes_of(frame));
  };
  const auto whole =
      tag_of("Xing" + big(15, 4) + big(384, 4) + big(49183, 4) + toc + big(60, 4) + lame);
  REQUIRE(whole);
  CHECK(whole->frames == 384U);
  CHECK(whole->bytes == 49183U);
  REQUIRE(whole->added);
  CHECK(whole->added->before == 576);
  CHECK(whole->added->after == 1234);
  const auto bare = tag_of("Info" + big(1, 4) + big(7, 4));
  REQUIRE(bare);
  CHECK(bare->frames == 7U);
  CHECK_FALSE(bare->bytes);
  CHECK_FALSE(bare->added);
  CHECK_FALSE(tag_of("Xing" + big(3, 4) + big(0, 8))->frames);
  const auto vbri = tag_of("VBRI" + big(1, 2) + big(0, 4) + big(5000, 4) + big(99, 4));
  REQUIRE(vbri);
  CHECK(vbri->frames == 99U);
  CHECK(vbri->bytes == 5000U);
  const auto empty = tag_of("VBRI" + big(1, 2) + big(0, 4) + big(0, 8));
  REQUIRE(empty);
  CHECK_FALSE(empty->frames);
  CHECK_FALSE(empty->bytes);
  CHECK_FALSE(tag_of("some sound"));
  // What a frame of sound happens to hold is no tag.
  std::string loud = big(0xFFFB9064, 4) + std::string(32, '\x77') + "Xing" + big(15, 4);
  loud.resize(417);
  CHECK_FALSE(info_tag(stereo, bytes_of(loud)));
  // A frame that is shorter than its tag.
  CHECK(info_tag(stereo, bytes_of(big(0xFFFB9064, 4) + silence + "Xing" + big(15, 4) + big(3, 4))));
}

TEST_CASE(
    "the checksum in LAME's tag is believed where its own is right and the bytes are as many") {
  // CRC-16 by division, the lowest bit of each byte first.
  const auto checksum = [](const std::string& bytes) {
    unsigned rest = 0;
    for (const char c : bytes) {
      for (unsigned bit = 0; bit < 8; ++bit) {
        const bool one = ((static_cast<unsigned char>(c) >> bit ^ rest) & 1U) != 0;
        rest = one ? rest >> 1U ^ 0xA001U : rest >> 1U;
      }
    }
    return rest;
  };
  const MpegHeader stereo = *header(0xFFFB9064);
  const auto tag_of = [&](std::uint64_t bytes_again, unsigned flips, std::size_t length) {
    std::string frame = big(0xFFFB9064, 4) + std::string(32, '\0') + "Xing" + big(3, 4) +
                        big(384, 4) + big(49183, 4) + "LAME3.100" + std::string(12, '\1') +
                        big(0, 7) + big(bytes_again, 4) + big(0x1234, 2);
    frame += big(checksum(frame) ^ flips, 2);
    frame.resize(length);
    const auto tag = info_tag(stereo, bytes_of(frame));
    REQUIRE(tag);
    CHECK(tag->bytes == 49183U);
    return tag->checksum;
  };
  CHECK(tag_of(49183, 0, 417) == 0x1234);
  CHECK_FALSE(tag_of(49182, 0, 417));
  CHECK_FALSE(tag_of(49183, 1, 417));
  CHECK(tag_of(49183, 0, 88) == 0x1234);
  CHECK_FALSE(tag_of(49183, 0, 87));
}
