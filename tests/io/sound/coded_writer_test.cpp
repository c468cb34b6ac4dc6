// Checks what the writers of coded sound make of no frames, of all channels and rates that they
// take, and of a disk that fails; what they write is read here.
#include <doctest/doctest.h>

#include "support/failing_disk.hpp"
#include "support/process.hpp"
#include "support/read_sound.hpp"

namespace {

using namespace test;
namespace io = rectify::io;

io::SoundFormat sound_in(const std::string& format, std::size_t channels = 1,
                         std::uint64_t rate = 48000) {
  const io::Container* const container = io::container_named(format);
  return {.container = container,
          .encoding = container->lossy ? &io::kFloat : &io::kPcm16,
          .channels = channels,
          .rate = rate};
}

/// Some noise as floats, or as integers in the upper bits.
std::string noise(const io::SoundFormat& sound, std::size_t frames) {
  std::mt19937 random(3);
  std::string samples;
  for (std::size_t i = 0; i < frames * sound.channels; ++i) {
    const auto code = static_cast<std::int32_t>(random() & 0xFFFF0000U);
    const float value = static_cast<float>(code) * 0x1p-33F;
    const auto* const bytes = sound.encoding == &io::kFloat ? reinterpret_cast<const char*>(&value)
                                                            : reinterpret_cast<const char*>(&code);
    samples.append(bytes, 4);
  }
  return samples;
}

}  // namespace

TEST_CASE("coded sound of no frames is a whole file of that kind, with its tags") {
  const TemporaryFolder folder;
  io::Metadata metadata;
  metadata.add_comment("TITLE", "Nothing");
  for (const std::string format : {"flac", "oga", "ogg", "opus", "mp3"}) {
    for (const bool pipe : {false, true}) {
      if (pipe && !io::container_named(format)->streams) continue;
      CAPTURE(format);
      CAPTURE(pipe);
      const std::string file = written(sound_in(format, 2), "", metadata, pipe);
      const ReadSound read = read_sound(file);
      CHECK(read.error == "");
      CHECK(read.sound.container == io::container_named(format));
      CHECK(read.sound.channels == 2);
      CHECK(read.sound.rate == 48000);
      CHECK(read.frames == 0);
      CHECK(read.missing == 0);
      CHECK(read.damage == "");
      CHECK(read.left_out() == "");
      REQUIRE(read.metadata.comments.size() == 1);
      CHECK(read.metadata.comments[0].entry == "TITLE=Nothing");
      write_file(folder / (format + (pipe ? "_pipe." : "_file.") + format), file);
    }
  }
  // Their own programs find nothing wrong either.
  const Result others = shell(
      "flac -ts flac_*.flac 2>/dev/null && flac -ts --ogg oga_*.oga 2>/dev/null && for f in "
      "ogg_*.ogg; do "
      "oggdec -Q -R -o - $f; done && for f in opus_*.opus; do opusdec --quiet $f -; done",
      folder.path());
  CHECK(others.err == "");
  CHECK(others.status == 0);
}

TEST_CASE("a coder takes the channels and the rates that it is said to take") {
  for (const auto& [name, rates, most] :
       {std::tuple<std::string, std::vector<std::uint64_t>, std::size_t>(
            "ogg", {8000, 11025, 26000, 44100, 96000, 192000}, 8),
        {"opus", {8000, 16000, 48000}, 8},
        {"mp3", {8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000}, 2},
        {"flac", {1, 8000, 655350}, 8},
        {"oga", {1, 8000, 655350}, 8}}) {
    const std::string format = name;
    CAPTURE(format);
    for (const std::uint64_t rate : rates) {
      CAPTURE(rate);
      for (std::size_t channels = 1; channels <= most; ++channels) {
        CAPTURE(channels);
        if (rate != rates.front() && channels != 1 && channels != most) continue;
        const io::SoundFormat sound = sound_in(format, channels, rate);
        CHECK_FALSE(io::refusal(sound).has_value());
        const ReadSound read = read_from_file(written(sound, noise(sound, 10)));
        CHECK(read.error == "");
        CHECK(read.sound.rate == rate);
        CHECK(read.sound.channels == channels);
        CHECK(read.frames == 10);
      }
    }
  }
}

TEST_CASE("a writer that can't hold a sound is not started") {
  fuzz::MemoryDisk disk;
  io::SoundFormat sound = sound_in("flac", 9);
  try {
    const auto writer =
        io::create_sound(io::Output::open(disk, "out", io::Output::Existing::kRefuse), sound, {});
    FAIL("it was started");
  } catch (const io::Error& error) {
    CHECK(error.status() == io::ExitStatus::kOutput);
    CHECK(std::string(error.what()) == "out: FLAC can't hold more than 8 channels");
  }
  CHECK_FALSE(disk.has("out"));
  disk.check_nothing_left();
}

// Not among the tests with sanitizers: libsndfile then leaks what libogg and libvorbis gave it.
TEST_CASE("a device that is full ends a writer of coded sound at once") {
  for (const std::string format : {"flac", "oga", "ogg", "opus"}) {
    CAPTURE(format);
    io::Disk disk;
    const io::SoundFormat sound = sound_in(format);
    const std::string samples = noise(sound, 2048);
    const io::Metadata none;
    std::string words;
    int blocks = 0;
    try {
      const auto writer = io::create_sound(
          io::Output::open(disk, "/dev/full", io::Output::Existing::kRefuse), sound, none);
      for (; blocks < 500; ++blocks) writer->write(std::as_bytes(std::span(samples)));
    } catch (const io::Error& error) {
      CHECK(error.status() == io::ExitStatus::kFailed);
      words = error.what();
    }
    CHECK(words.find("No space left on device") != words.npos);
    CHECK(blocks < 100);
  }
}

TEST_CASE("no failing call goes unnoticed by a writer of coded sound") {
  const TemporaryFolder folder;
  const std::string path = folder / "out";
  for (const std::string format : {"flac", "oga", "ogg", "opus", "mp3"}) {
    CAPTURE(format);
    const io::SoundFormat sound = sound_in(format);
    // What is written is more than an output holds back: FLAC's 256 KiB of noise, and the coders'.
    const std::string samples = noise(sound, format == "flac" ? 150000 : 20000);
    const io::Metadata none;
    const auto write = [&](io::Disk& disk) {
      const auto writer = io::create_sound(
          io::Output::open(disk, path, io::Output::Existing::kRefuse), sound, none);
      for (std::size_t at = 0; at < samples.size(); at += 40000) {
        writer->write(std::as_bytes(std::span(samples)).subspan(at, 40000));
      }
      writer->finish();
    };
    io::Disk disk;
    write(disk);
    const std::string expected = read_file(path);
    std::filesystem::remove(path);
    for (const bool stays_broken : {false, true}) {
      CAPTURE(stays_broken);
      int calls = 0;
      for (bool failed = true; failed; ++calls) {
        CAPTURE(calls);
        FailingDisk failing(calls + 1, stays_broken);
        try {
          write(failing);
          const bool whole = read_file(path) == expected;
          CHECK(whole);
          std::filesystem::remove(path);
        } catch (const io::Error& error) {
          CHECK(failing.failed());
        }
        failed = failing.failed();
        CHECK(folder.names().empty());
        for (const std::string& left : folder.names()) std::filesystem::remove(folder / left);
      }
      CHECK(calls > 5);
    }
  }
}
