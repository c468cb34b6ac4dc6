// Checks that float and double samples pass half and full bit for bit, those without a value
// included: NaN payloads, infinities, subnormals, both zeros. Read back as bytes by ffmpeg.
#include <doctest/doctest.h>

#include <random>

#include "support/process.hpp"
#include "support/sound_bytes.hpp"

namespace {

using namespace test;

struct Type {
  int bits;
  std::uint64_t infinity;  // beyond it, less the sign, all are NaN
  std::uint64_t sign;
  std::size_t bytes() const { return static_cast<std::size_t>(bits / 8); }
};

constexpr Type kFloat = {32, 0x7F800000U, 0x80000000U};
constexpr Type kDouble = {64, 0x7FF0000000000000U, 0x8000000000000000U};

/// Both signs of: zero, the subnormals' ends, the normals' ends, one, infinity, NaNs that signal
/// and that do not, with payloads; then numbers at random.
std::vector<std::uint64_t> patterns(const Type& type) {
  const std::uint64_t quiet = type.infinity | (type.infinity >> 1U & ~(type.infinity << 1U));
  std::vector<std::uint64_t> all = {0,
                                    1,
                                    (type.infinity & (~type.infinity + 1)) - 1,
                                    type.infinity & (~type.infinity + 1),
                                    type.infinity - 1,
                                    type.infinity,
                                    type.infinity + 1,
                                    type.infinity + 0x1234,
                                    quiet,
                                    quiet + 0x4321,
                                    type.sign - 1};
  std::mt19937_64 random(1);
  for (int i = 0; i < 5000; ++i) all.push_back(random() & (type.sign - 1));
  const std::size_t count = all.size();
  for (std::size_t i = 0; i < count; ++i) all.push_back(all[i] | type.sign);
  return all;
}

/// Zero is +0; what is not a number stays so, and keeps its payload.
std::uint64_t expected(const std::string& shape, std::uint64_t x, const Type& type) {
  const std::uint64_t magnitude = x & ~type.sign;
  if (shape == "full" || magnitude > type.infinity) return magnitude;
  return ((x & type.sign) != 0) == (shape == "half --negative") ? magnitude : 0;
}

void check(const Type& type, const std::string& from, const std::string& to) {
  const TemporaryFolder folder;
  const std::string bits = std::to_string(type.bits);
  const std::vector<std::uint64_t> all = patterns(type);
  std::string samples;
  for (const std::uint64_t x : all) samples += little(x, type.bytes());
  write_file(folder / "in.wav", wav(3, static_cast<std::uint64_t>(type.bits), 1, samples));
  std::string reversed;
  for (const std::uint64_t x : all) reversed += big(x, type.bytes());
  write_file(folder / "in.raw", reversed);
  REQUIRE(shell("ffmpeg -v error -f f" + bits + "be -ar 48000 -ac 1 -i in.raw -c:a copy in.aiff",
                folder.path())
              .status == 0);

  for (const std::string shape : {"half", "half --negative", "full"}) {
    CAPTURE(shape);
    const Result result = shell("$RECTIFY " + shape + " in." + from + " -o out." + to +
                                    " --force && ffmpeg -v error -i out." + to + " -c:a copy -f f" +
                                    bits + (to == "aiff" ? "be" : "le") + " -",
                                folder.path());
    CHECK(result.status == 0);
    CHECK(result.err == "");
    REQUIRE(result.out.size() == samples.size());
    int wrong = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
      std::string bytes = result.out.substr(i * type.bytes(), type.bytes());
      if (to == "aiff") bytes = {bytes.rbegin(), bytes.rend()};
      std::uint64_t y = 0;
      for (std::size_t b = type.bytes(); b-- > 0;)
        y = y << 8U | static_cast<unsigned char>(bytes[b]);
      if ((y & ~type.sign) > type.infinity) y &= ~type.sign;  // the sign of a NaN means nothing
      if (y != expected(shape, all[i], type)) ++wrong;
    }
    CHECK(wrong == 0);
  }
}

}  // namespace

TEST_CASE("floats pass bit for bit in and between WAV and AIFF") {
  for (const char* from : {"wav", "aiff"}) {
    for (const char* to : {"wav", "aiff"}) check(kFloat, from, to);
  }
}

TEST_CASE("doubles pass bit for bit in and between WAV and AIFF") {
  for (const char* from : {"wav", "aiff"}) {
    for (const char* to : {"wav", "aiff"}) check(kDouble, from, to);
  }
}
