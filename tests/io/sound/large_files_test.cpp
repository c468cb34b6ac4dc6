// Checks what happens to a sound that is too long for sizes of 32 bits; the limit is set low here.
#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <vector>

#include "io/file/error.hpp"
#include "io/sound/container.hpp"
#include "io/sound/sound_reader.hpp"
#include "io/sound/sound_writer.hpp"
#include "support/chunk_lister.hpp"
#include "support/process.hpp"
#include "support/sound_bytes.hpp"

namespace {

using namespace rectify::io;

constexpr std::uint64_t kLimit = 10000;

SoundFormat sound_in(std::string_view format, std::optional<std::uint64_t> frames) {
  SoundFormat sound;
  sound.container = container_named(format);
  sound.encoding = &kPcm16;
  sound.frames = frames;
  return sound;
}

/// Writes `bytes` bytes of samples in pieces, and gives them.
std::string write_sound(Output output, const SoundFormat& sound, std::size_t bytes,
                        const Metadata& metadata = {}) {
  std::string samples = test::all_codes(16, 3).substr(0, bytes);
  const auto writer = create_plain_within(kLimit, std::move(output), sound, metadata);
  for (std::size_t at = 0; at < samples.size(); at += 1000) {
    writer->write(std::as_bytes(
        std::span(samples).subspan(at, std::min<std::size_t>(1000, samples.size() - at))));
  }
  writer->finish();
  return samples;
}

std::string read_by_ffmpeg(const std::string& path) {
  const test::Result result = test::shell("ffmpeg -v error -i " + path + " -f s16le -");
  CHECK(result.err == "");
  return result.out;
}

std::string read_by_us(const std::string& path) {
  Disk disk;
  const auto reader = open_sound(Input::open(disk, path), std::nullopt);
  std::string all;
  std::vector<std::byte> block(4096);
  while (const std::size_t got = reader->read(block)) {
    all.append(reinterpret_cast<const char*>(block.data()), got);
  }
  CHECK(reader->missing_frames() == 0);
  return all;
}

void check_whole(const std::string& path, const std::string& samples) {
  const bool by_ffmpeg = read_by_ffmpeg(path) == samples;
  const bool by_us = read_by_us(path) == samples;
  const bool by_hand = test::samples_in(test::read_file(path)) == samples;
  CHECK(by_ffmpeg);
  CHECK(by_us);
  CHECK(by_hand);
}

}  // namespace

TEST_CASE(
    "a WAV that exceeds the limit becomes RF64 in place, whether its length is known or not") {
  const test::TemporaryFolder folder;
  const std::string path = folder / "out.wav";
  Disk disk;
  for (const bool known : {true, false}) {
    CAPTURE(known);
    const auto frames = [&](std::size_t bytes) {
      return known ? std::optional<std::uint64_t>(bytes / 2) : std::nullopt;
    };
    for (const std::size_t bytes : {9000U, 9900U, 10000U, 20000U}) {
      CAPTURE(bytes);
      const std::string samples = write_sound(Output::open(disk, path, Output::Existing::kReplace),
                                              sound_in("wav", frames(bytes)), bytes);
      const std::string file = test::read_file(path);
      const bool large = bytes >= kLimit;
      CHECK(file.substr(0, 4) == (large ? "RF64" : "RIFF"));
      // Where the length is not known there is room for the size that RF64 needs.
      CHECK(file.size() - bytes == (known && !large ? 44 : 80));
      check_whole(path, samples);
    }
  }
}

TEST_CASE("a sound that is shorter than announced and within the limit is no RF64") {
  const test::TemporaryFolder folder;
  const std::string path = folder / "out.wav";
  Disk disk;
  const std::string samples = write_sound(Output::open(disk, path, Output::Existing::kReplace),
                                          sound_in("wav", 20000), 3000);
  CHECK(test::read_file(path).starts_with("RIFF"));
  check_whole(path, samples);
}

TEST_CASE("chunks after the samples count towards the limit") {
  const test::TemporaryFolder folder;
  const std::string path = folder / "out.wav";
  Disk disk;
  Metadata metadata;
  metadata.family = container_named("wav")->metadata;
  metadata.after = {{"test", std::vector<std::byte>(2000, std::byte{7})}};
  for (const bool known : {true, false}) {
    const auto frames = known ? std::optional<std::uint64_t>(4500) : std::nullopt;
    const std::string samples = write_sound(Output::open(disk, path, Output::Existing::kReplace),
                                            sound_in("wav", frames), 9000, metadata);
    const std::string file = test::read_file(path);
    CHECK(file.starts_with("RF64"));
    CHECK(test::chunk_in(file, "test") == std::string(2000, '\7'));
    check_whole(path, samples);
  }
}

TEST_CASE("an AIFF beyond the limit is refused at the start, or fails and leaves no file") {
  const test::TemporaryFolder folder;
  const std::string path = folder / "out.aiff";
  Disk disk;
  const auto status_of = [&](std::optional<std::uint64_t> frames) {
    try {
      write_sound(Output::open(disk, path, Output::Existing::kReplace), sound_in("aiff", frames),
                  20000);
    } catch (const Error& error) {
      CHECK(std::string(error.what()).find("4 GiB, the most that AIFF can hold; CAF holds more") !=
            std::string::npos);
      return error.status();
    }
    return ExitStatus::kDone;
  };
  CHECK(status_of(10000) == ExitStatus::kOutput);
  CHECK(status_of(std::nullopt) == ExitStatus::kFailed);
  CHECK(folder.names().empty());
  const std::string samples = write_sound(Output::open(disk, path, Output::Existing::kReplace),
                                          sound_in("aiff", 4500), 9000);
  const bool whole = test::samples_in(test::read_file(path)) == samples;
  CHECK(whole);
}

TEST_CASE("W64, CAF, RF64 and AU have no such limit") {
  const test::TemporaryFolder folder;
  Disk disk;
  for (const std::string container : {"w64", "caf", "rf64", "au"}) {
    const std::string path = folder / container;
    const std::string little = write_sound(Output::open(disk, path, Output::Existing::kReplace),
                                           sound_in(container, std::nullopt), 20000);
    const bool whole = test::samples_in(test::read_file(path)) == little;
    CHECK(whole);
  }
}

TEST_CASE("a WAV beyond the limit that goes to a pipe says until the end of the file") {
  std::array<int, 2> ends{};
  for (const auto frames : {std::optional<std::uint64_t>(10000), std::optional<std::uint64_t>()}) {
    REQUIRE(::pipe(ends.data()) == 0);
    Disk disk;
    const std::string samples =  // 20 KB fit into a pipe
        write_sound(
            Output::open(disk, "/dev/fd/" + std::to_string(ends[1]), Output::Existing::kReplace),
            sound_in("wav", frames), 20000);
    ::close(ends[1]);
    std::string got(65536, '\0');
    std::size_t have = 0;
    for (ssize_t n = 1; n > 0; have += static_cast<std::size_t>(n)) {
      n = ::read(ends[0], got.data() + have, got.size() - have);
      REQUIRE(n >= 0);
    }
    got.resize(have);
    ::close(ends[0]);
    CHECK(got.substr(0, 8) == "RIFF\xFF\xFF\xFF\xFF");
    CHECK(got.substr(36, 8) == "data\xFF\xFF\xFF\xFF");
    const bool whole = got.substr(44) == samples;
    CHECK(whole);
  }
}
