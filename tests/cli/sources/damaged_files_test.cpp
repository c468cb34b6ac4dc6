// Checks that no damage to a sound file makes the program crash, hang or leave half a result: it is
// rectified as far as it goes, or refused.
#include <doctest/doctest.h>

#include <random>

#include "support/process.hpp"
#include "support/sound_bytes.hpp"

namespace {

using namespace test;

/// A short sound in each container.
std::vector<std::string> sounds(const TemporaryFolder& folder) {
  write_file(folder / "a.wav", wav(1, 16, 2, all_codes(16, 100).substr(0, 1200)));
  REQUIRE(
      shell("sox a.wav b.aiff && flac -s a.wav -o c.flac && sox a.wav d.ogg && sox a.wav e.au && "
            "$RECTIFY half a.wav --encoding double -o f.wav && sox a.wav -e mu-law g.wav && "
            "sox a.wav -e ms-adpcm h.wav && ffmpeg -v error -i a.wav -f caf i.caf",
            folder.path())
          .status == 0);
  std::vector<std::string> contents;
  for (const std::string& name : folder.names()) contents.push_back(read_file(folder / name));
  return contents;
}

void check_survived(const std::string& bytes, bool piped) {
  const TemporaryFolder folder;
  write_file(folder / "in", bytes);
  const Result result = piped ? run({"half", "-o", folder / "out.wav"}, bytes, 10)
                              : run({"half", folder / "in", "-o", folder / "out.wav"}, {}, 10);
  CAPTURE(result.err);
  CHECK(result.signal == 0);
  const bool done = result.status == 0;
  // What is left may look like a table, which has no rate (2); what it promises may be more than a
  // WAV can hold (4).
  const bool refused = result.status >= 1 && result.status <= 4;
  const bool either = done || refused;
  CHECK(either);
  CHECK(folder.names().size() == (done ? 2 : 1));
  if (refused) CHECK(result.err.starts_with("rectify: error: "));
}

}  // namespace

TEST_CASE("a sound cut at any byte of its header is refused or rectified as far as it goes") {
  const TemporaryFolder folder;
  for (const std::string& sound : sounds(folder)) {
    CAPTURE(sound.substr(0, 4));
    for (std::size_t length = 1; length < 100; length += 3) {
      CAPTURE(length);
      check_survived(sound.substr(0, length), length % 2 == 0);
    }
  }
}

TEST_CASE("a sound with bytes that are wrong is refused or rectified somehow") {
  const TemporaryFolder folder;
  std::mt19937 random(1);
  for (const std::string& sound : sounds(folder)) {
    CAPTURE(sound.substr(0, 4));
    for (int turn = 0; turn < 60; ++turn) {
      CAPTURE(turn);
      std::string damaged = sound;
      for (int i = 0; i < 3; ++i) {
        const std::size_t place = random() % std::min<std::size_t>(damaged.size(), 120);
        const std::string_view odd("\x00\x01\x7f\x80\xff", 5);
        damaged[place] = turn % 2 == 0 ? odd[random() % 5] : static_cast<char>(random() & 0xFFU);
      }
      check_survived(damaged, turn % 3 == 0);
    }
  }
}
