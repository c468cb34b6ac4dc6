// Checks that coded sound is the same in blocks of any size, again after rewinding, and comes out
// of a pipe as soon as it can be decoded.
#include <doctest/doctest.h>

#include "io/file/disk.hpp"
#include "io/sound/sound_reader.hpp"
#include "support/process.hpp"

namespace {

using namespace test;
namespace io = rectify::io;

std::string read_in_blocks(io::SampleReader& reader, std::size_t frames) {
  const std::size_t frame =
      reader.sound().channels * rectify::bytes_per_sample(reader.samples().type);
  std::vector<std::byte> block(frames * frame);
  std::string all;
  while (const std::size_t got = reader.read(block)) {
    CHECK(got % frame == 0);
    all.append(reinterpret_cast<const char*>(block.data()), got);
    CHECK(reader.frames_read() == all.size() / frame);
  }
  return all;
}

/// A second and a half of each coding.
const std::vector<std::string> kFiles = {"a.mp3", "a.mp2", "a.flac", "a.oga", "a.ogg", "a.opus"};

void make(const TemporaryFolder& folder) {
  const Result result = shell(
      "set -e; sox -D -R -n -r 48000 -c 2 -b 16 a.wav synth 1.5 noise gain -6; "
      "lame --quiet -V2 a.wav a.mp3; ffmpeg -v error -i a.wav -c:a mp2 a.mp2; "
      "flac -s a.wav -o a.flac; flac -s --ogg a.wav -o a.oga; oggenc -Q a.wav -o a.ogg; "
      "opusenc --quiet a.wav a.opus",
      folder.path());
  REQUIRE_MESSAGE(result.status == 0, result.err);
}

/// A file that looks like a pipe, gives a few bytes at a time, and counts them.
class CountingPipe : public io::Disk {
 public:
  int status(int fd, struct stat* to) override {
    const int result = Disk::status(fd, to);
    to->st_mode = (to->st_mode & ~static_cast<mode_t>(S_IFMT)) | S_IFIFO;
    return result;
  }
  ssize_t read(int fd, void* to, std::size_t bytes) override {
    const ssize_t got = Disk::read(fd, to, std::min<std::size_t>(bytes, 500));
    if (got > 0) given += static_cast<std::size_t>(got);
    return got;
  }

  std::size_t given = 0;
};

}  // namespace

TEST_CASE("coded sound is the same in blocks of any size, and when it is read again") {
  const TemporaryFolder folder;
  make(folder);
  for (const std::string& file : kFiles) {
    CAPTURE(file);
    io::Disk disk;
    const auto reader = io::open_sound(io::Input::open(disk, folder / file), std::nullopt);
    const std::string expected = read_in_blocks(*reader, 65536);
    CHECK(expected.size() > 70000 * 8);
    for (const std::size_t frames : {std::size_t{1}, std::size_t{7}, std::size_t{1000}}) {
      reader->rewind();
      const bool same = read_in_blocks(*reader, frames) == expected;
      CHECK(same);
    }
    CHECK(reader->missing_frames() == 0);
    CHECK_FALSE(reader->damage().any());
  }
}

TEST_CASE("frames come out of a pipe when as much of it has come as they need") {
  const TemporaryFolder folder;
  make(folder);
  for (const std::string& file : kFiles) {
    CAPTURE(file);
    CountingPipe pipe;
    const auto reader = io::open_sound(io::Input::open(pipe, folder / file), std::nullopt);
    const std::size_t size = std::filesystem::file_size(folder / file);
    std::vector<std::byte> block(1U << 18U);
    const std::size_t first = reader->read(block);
    CHECK(first > 0);
    // The heads are 8 kB at most, frames of FLAC 16 kB, as long as their samples, which are noise;
    // an Ogg gives what is on a page when all of it is there, in FLAC two frames or more, 32 kB.
    const std::size_t bound = file == "a.oga" ? 42000 : 32000;
    CHECK(pipe.given < std::min(bound, size / 2 + 8000));
    CHECK(first < 1U << 17U);
  }
}
