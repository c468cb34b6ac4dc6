// Checks the heads of plain containers against heads written by hand from the formats'
// descriptions.
#include <doctest/doctest.h>

#include <string>

#include "io/sound/container.hpp"

namespace {

using namespace rectify::io;

std::vector<std::byte> head_of(std::string_view format, const SoundFormat& sound,
                               const Extent& extent) {
  return container_named(format)->plain->head(sound, {}, extent);
}

std::string text(const std::vector<std::byte>& bytes) { return std::string(as_text(bytes)); }

std::string literal(std::string_view bytes) { return std::string(bytes); }

}  // namespace

TEST_CASE("a WAV of 16 bits has a head of 44 bytes") {
  const SoundFormat sound{.encoding = &kPcm16, .channels = 2, .rate = 44100};
  using namespace std::string_view_literals;
  CHECK(text(head_of("wav", sound, {8})) ==
        literal("RIFF\x2C\0\0\0WAVEfmt \x10\0\0\0\1\0\2\0\x44\xAC\0\0\x10\xB1\2\0\4\0\x10\0"
                "data\x08\0\0\0"sv));
  // Three bytes of samples: the pad byte after them counts in RIFF's size alone.
  const SoundFormat odd{.encoding = &kPcm24, .channels = 1, .rate = 8000};
  const std::string header = text(head_of("wav", odd, {.data = 3, .after = 1}));
  CHECK(header.substr(4, 4) == literal("\x28\0\0\0"sv));
  CHECK(header.substr(40) == literal("\x03\0\0\0"sv));
}

TEST_CASE("the head of a WAV of unknown length says until the end of the file") {
  const std::string header = text(head_of("wav", {.channels = 1}, {}));
  CHECK(header.substr(4, 4) == "\xFF\xFF\xFF\xFF");
  CHECK(header.substr(header.size() - 4) == "\xFF\xFF\xFF\xFF");
}

TEST_CASE("the length of a head does not depend on the sizes in it") {
  for (const std::size_t channels : {1U, 2U, 3U}) {
    for (const Encoding* encoding : {&kPcmU8, &kFloat}) {
      const SoundFormat sound{.encoding = encoding, .channels = channels};
      CHECK(head_of("wav", sound, {.data = 0, .room = true}).size() ==
            head_of("wav", sound, {.data = std::nullopt, .room = true}).size());
      CHECK(head_of("aiff", sound, {0}).size() == head_of("aiff", sound, {1000}).size());
    }
  }
}

TEST_CASE("with three channels the head is extensible and says the speakers") {
  const SoundFormat sound{.encoding = &kPcm16, .channels = 3, .speakers = 7};
  const std::string header = text(head_of("wav", sound, {6}));
  using namespace std::string_view_literals;
  CHECK(header.substr(16, 6) == literal("\x28\0\0\0\xFE\xFF"sv));
  CHECK(header.substr(36, 24) == literal("\x16\0\x10\0\7\0\0\0\1\0\0\0\0\0\x10\0\x80\0\0\xAA\0"
                                         "\x38\x9B\x71"sv));
}

TEST_CASE("COMM of an AIFF counts the frames, and SSND the bytes without the pad byte") {
  const SoundFormat sound{.encoding = &kPcmS8, .channels = 1, .rate = 44100};
  using namespace std::string_view_literals;
  CHECK(text(head_of("aiff", sound, {.data = 3, .after = 1})) ==
        literal("FORM\0\0\0\x32"
                "AIFFCOMM\0\0\0\x12\0\1\0\0\0\3\0\x08\x40\x0E\xAC\x44\0\0\0\0\0\0"
                "SSND\0\0\0\x0B\0\0\0\0\0\0\0\0"sv));
}
