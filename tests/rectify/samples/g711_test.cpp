// Checks mu-law and A-law against sox, ffmpeg and the tables of ITU-T G.711: all codes both ways,
// and half and full of all codes.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "rectify/samples/codec.hpp"
#include "rectify/samples/exact.hpp"
#include "support/process.hpp"
#include "support/sound_bytes.hpp"

namespace {

using namespace test;
using rectify::SampleType;

struct Law {
  SampleType type;
  std::string sox;  // the name that sox and ffmpeg give it
  std::string ffmpeg;
};

const Law kLaws[] = {{SampleType::ulaw, "ul", "mulaw"}, {SampleType::alaw, "al", "alaw"}};

struct Shape {
  rectify::ExactShape exact;
  std::string name;  // the name that rectified() gives it
};

using Buffer = std::vector<std::byte>;

Buffer bytes_of(const std::string& text) {
  const auto* first = reinterpret_cast<const std::byte*>(text.data());
  return {first, first + text.size()};
}

std::string text_of(const Buffer& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string all_bytes() {
  std::string bytes;
  for (int code = 0; code < 256; ++code) bytes += static_cast<char>(code);
  return bytes;
}

std::string expanded(const Law& law, const std::string& bytes) {
  Buffer codes(2 * bytes.size());
  rectify::convert({law.type}, bytes_of(bytes), {SampleType::s16, std::endian::little}, codes);
  return text_of(codes);
}

std::string companded(const Law& law, const std::string& codes) {
  std::vector<double> samples(codes.size() / 2);
  rectify::decode({SampleType::s16, std::endian::little}, bytes_of(codes), samples);
  Buffer bytes(samples.size());
  rectify::Encoder({law.type}, 16, false).encode(samples, bytes);
  return text_of(bytes);
}

std::string by_sox(const std::string& input, const std::string& from, const std::string& to) {
  const TemporaryFolder folder;
  write_file(folder / "in", input);
  const Result result = shell("sox -D -r 8000 -c 1 " + from + " in " + to + " -", folder.path());
  REQUIRE(result.status == 0);
  return result.out;
}

const std::string kPcm = "-t raw -e signed -b 16 -L";

}  // namespace

TEST_CASE("every byte of G.711 stands for the code that sox and ffmpeg read") {
  for (const Law& law : kLaws) {
    CAPTURE(law.sox);
    const std::string codes = expanded(law, all_bytes());
    const bool as_sox = codes == by_sox(all_bytes(), "-t " + law.sox, kPcm);
    CHECK(as_sox);
    const TemporaryFolder folder;
    write_file(folder / "in", all_bytes());
    const bool as_ffmpeg =
        codes ==
        shell("ffmpeg -v error -f " + law.ffmpeg + " -ar 8000 -i in -f s16le -", folder.path()).out;
    CHECK(as_ffmpeg);
    std::vector<double> samples(256);
    rectify::decode({law.type}, bytes_of(all_bytes()), samples);
    for (std::size_t i = 0; i < 256; ++i) {
      CHECK(samples[i] == static_cast<double>(signed_at(codes, 2 * i, 2)) / 32768);
    }
  }
}

TEST_CASE("the ends of G.711 are those of its tables") {
  const auto code = [](const Law& law, int byte) {
    return signed_at(expanded(law, std::string(1, static_cast<char>(byte))), 0, 2);
  };
  // Recommendation G.711, tables 1 and 2: ±4032 of 2^12 and ±8031 of 2^13, as 16 bits.
  CHECK(code(kLaws[0], 0x80) == 8031 * 4);
  CHECK(code(kLaws[0], 0x00) == -8031 * 4);
  CHECK(code(kLaws[0], 0xFF) == 0);
  CHECK(code(kLaws[0], 0x7F) == 0);
  CHECK(code(kLaws[1], 0xAA) == 4032 * 8);
  CHECK(code(kLaws[1], 0x2A) == -4032 * 8);
  CHECK(code(kLaws[1], 0xD5) == 8);
  CHECK(code(kLaws[1], 0x55) == -8);
}

TEST_CASE("every 16-bit code falls into the step that the tables of G.711 give it") {
  for (const Law& law : kLaws) {
    CAPTURE(law.sox);
    const bool mu = law.type == SampleType::ulaw;
    // Magnitudes of 14 bits in mu-law's table, of 13 in A-law's; steps begin half a step below
    // their level, which at the segments' borders is not the middle between two levels.
    const int unit = mu ? 4 : 8;
    std::vector<int> borders;
    std::vector<int> levels;
    for (int segment = 0; segment < 8; ++segment) {
      for (int step = 0; step < 16; ++step) {
        const int scale = 1 << (mu ? segment : std::max(segment - 1, 0));
        const int level = mu ? (33 + 2 * step) * scale - 33
                             : (segment == 0 ? 2 * step + 1 : 33 + 2 * step) * scale;
        borders.push_back((level - scale) * unit);
        levels.push_back(level * unit);
      }
    }
    const std::string codes = all_codes(16, 1);
    const std::string reached = expanded(law, companded(law, codes));
    int wrong = 0;
    for (std::size_t at = 0; at < codes.size(); at += 2) {
      const std::int64_t code = signed_at(codes, at, 2);
      // A-law has no zero: its first negative step ends there.
      const std::int64_t magnitude = code >= 0 ? code : mu ? -code : -code - 1;
      const auto above = std::upper_bound(borders.begin(), borders.end(), magnitude);
      const int level = levels[static_cast<std::size_t>(above - borders.begin() - 1)];
      if (signed_at(reached, at, 2) != (code < 0 ? -level : level)) ++wrong;
    }
    CHECK(wrong == 0);
  }
}

TEST_CASE("sox encodes every 16-bit code to the same byte, except next to a border") {
  for (const Law& law : kLaws) {
    CAPTURE(law.sox);
    // sox first rounds to the 14 or 13 bits of the law, which moves a code by up to half a unit.
    const std::size_t reach = law.type == SampleType::ulaw ? 2 : 4;
    const std::string codes = all_codes(16, 1).substr(0, 131072);
    const std::string ours = companded(law, codes);
    const std::string theirs = by_sox(codes, kPcm, "-t " + law.sox);
    REQUIRE(ours.size() == theirs.size());
    std::size_t different = 0;
    std::size_t unexplained = 0;
    for (std::size_t i = 0; i < ours.size(); ++i) {
      if (ours[i] == theirs[i]) continue;
      ++different;
      const std::size_t first = i < reach ? 0 : i - reach;
      const auto beside = ours.substr(first, 2 * reach + 1);
      if (beside.find(theirs[i]) == beside.npos) ++unexplained;
    }
    CHECK(unexplained == 0);
    CHECK(different <= 254 * 2 * reach);  // 127 borders a side
  }
}

TEST_CASE("half and full of G.711 are the G.711 of the codes' half and full") {
  for (const Law& law : kLaws) {
    CAPTURE(law.sox);
    const std::string codes = expanded(law, all_bytes());
    for (const Shape& shape : {Shape{rectify::ExactShape::half, "half"},
                               Shape{rectify::ExactShape::half_negative, "negative"},
                               Shape{rectify::ExactShape::full, "full"}}) {
      CAPTURE(shape.name);
      Buffer bytes = bytes_of(all_bytes());
      rectify::rectify_in_place(shape.exact, {law.type}, bytes);
      const std::string after = expanded(law, text_of(bytes));
      for (std::size_t i = 0; i < 256; ++i) {
        std::int64_t expected = rectified(shape.name, signed_at(codes, 2 * i, 2), 16);
        if (expected == 0 && law.type == SampleType::alaw) expected = 8;  // it has no zero
        CHECK(signed_at(after, 2 * i, 2) == expected);
      }
    }
  }
}
