// Checks mp3_reader.hpp by streams of silent frames: what their tags promise, what is lost between
// them, and what is told of it.
#include "io/sound/mp3/mp3_reader.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "io/sound/container.hpp"
#include "io/sound/mp3/music_checksum.hpp"
#include "io/sound/sound_reader.hpp"
#include "support/process.hpp"
#include "support/sound_bytes.hpp"

namespace {

using namespace test;
namespace io = rectify::io;

constexpr unsigned kSamples = 1152;        // of a channel in most frames
constexpr double kFrame = 1152 / 44100.0;  // seconds

/// Stereo, 44.1 kHz, 128 kbit/s.
constexpr std::uint64_t kStereo = 0xFFFB9064;

/// Silence: nothing but a head and zeros. `rest` stands after the head.
std::string frame(const std::string& rest = {}, std::uint64_t head = kStereo,
                  std::size_t bytes = 417) {
  std::string all = big(head, 4) + rest;
  all.resize(bytes);
  return all;
}

std::string frames(int count, const std::string& one = frame()) {
  std::string all;
  for (int i = 0; i < count; ++i) all += one;
  return all;
}

/// A first frame that tells of the others: Xing's flags, numbers and LAME's extension.
std::string info(const std::string& rest) { return frame(std::string(32, '\0') + "Info" + rest); }

/// LAME's extension, that far.
std::string lame(unsigned before, unsigned after) {
  return "LAME3.100" + std::string(12, '\1') + big(before << 12U | after, 3);
}

struct Sound {
  std::size_t frames = 0;
  std::uint64_t missing = 0;
  io::Damage damage;
  std::string error;
};

Sound sound_of(const std::string& bytes) {
  const TemporaryFolder folder;
  write_file(folder / "in.mp3", bytes);
  io::Disk disk;
  Sound sound;
  try {
    const auto reader = io::open_sound(io::Input::open(disk, folder / "in.mp3"), std::nullopt);
    std::vector<std::byte> block(1U << 16U);
    while (reader->read(block) != 0) {
    }
    sound = {reader->frames_read(), reader->missing_frames(), reader->damage(), ""};
  } catch (const io::Error& error) {
    CHECK(error.status() == io::ExitStatus::kInput);
    sound.error = std::string(error.what()).substr(folder.path().size());
  }
  return sound;
}

const std::string kJunk(417, '\x11');

}  // namespace

TEST_CASE(
    "what the first frame of an MP3 promises is kept or told of, and what it adds taken away") {
  struct Case {
    std::string first;
    int frames;  // that follow
    std::size_t heard;
    std::uint64_t missing;
  };
  const std::string vbri =
      frame(std::string(32, '\0') + "VBRI" + big(1, 2) + big(0, 8) + big(3, 4));
  const Case cases[] = {
      {info(big(1, 4) + big(3, 4)), 3, 3 * kSamples, 0},
      {info(big(1, 4) + big(3, 4)), 2, 2 * kSamples, kSamples},
      {info(big(1, 4) + big(1, 4)), 3, 3 * kSamples, 0},
      {vbri, 3, 3 * kSamples, 0},
      {vbri, 2, 2 * kSamples, kSamples},
      // 100 and the 529 of every decoder at the front; 300 at the end come before these 529.
      {info(big(1, 4) + big(3, 4) + lame(100, 300)), 3, 3 * kSamples - 629, 0},
      {info(big(1, 4) + big(3, 4) + lame(100, 829)), 3, 3 * kSamples - 629 - 300, 0},
      {info(big(1, 4) + big(3, 4) + lame(100, 829)), 2, 2 * kSamples - 629, kSamples - 300},
      {info(big(0, 4) + lame(100, 829)), 3, 3 * kSamples - 629, 0},
      // All bytes are there: the number of frames is wrong.
      {info(big(3, 4) + big(5, 4) + big(4 * 417, 4)), 3, 3 * kSamples, 0},
      {info(big(3, 4) + big(5, 4) + big(5 * 417, 4)), 3, 3 * kSamples, 2 * kSamples}};
  for (const Case& one : cases) {
    const Sound sound = sound_of(one.first + frames(one.frames));
    CHECK(sound.error == "");
    CHECK(sound.frames == one.heard);
    CHECK(sound.missing == one.missing);
    CHECK_FALSE(sound.damage.any());
  }
}

TEST_CASE(
    "bytes between the frames of an MP3 are damage, between joined files and at the end some") {
  struct Case {
    std::string bytes;
    std::uint64_t places;
    double lost;  // frames
  };
  const std::string joined = info(big(1, 4) + big(3, 4)) + frames(3);
  const std::string zeros(417, '\0');
  const std::string empty_tag("ID3\4\0\0\0\0\0\0", 10);
  const Case cases[] = {{frames(3) + kJunk + frames(3), 1, 1},
                        {frames(3) + kJunk.substr(0, 100) + frames(3), 1, 100 / 417.0},
                        {frames(3) + zeros.substr(0, 100) + frames(3), 1, 100 / 417.0},
                        {frames(3) + kJunk + frames(3) + kJunk + kJunk + frames(3), 2, 3},
                        {joined + kJunk.substr(0, 100) + joined, 0, 0},
                        {joined + zeros + joined, 0, 0},
                        {joined + kJunk + joined, 1, 1},
                        {frames(3) + kJunk.substr(0, 100), 0, 0},
                        {frames(3) + zeros, 0, 0},
                        {frames(3) + kJunk, 1, 1},
                        // Before the first sound, of which there is a tag alone.
                        {info(big(0, 4)) + empty_tag + kJunk + frames(3), 1, 1}};
  for (const Case& one : cases) {
    const Sound sound = sound_of(one.bytes);
    CHECK(sound.error == "");
    CHECK(sound.frames % (3 * kSamples) == 0);
    CHECK(sound.missing == 0);
    CHECK(sound.damage.places == one.places);
    CHECK(sound.damage.lost == doctest::Approx(one.lost * kFrame));
  }
}

TEST_CASE("frames that begin in what is lost are mute until enough bytes came since") {
  // Main data that begin 511 bytes, or 255, before their frame, by the first bits after the head.
  const std::string far("\xFF\x80", 2);
  const std::string checked = frame(std::string(2, '\0') + far, 0xFFFA9064);
  const std::string low = frame(far, 0xFFF38064, 208);
  const std::string layer2 = frame(far, 0xFFFD9064, 522);
  struct Case {
    std::string one;
    unsigned mute;  // frames after the hole
    unsigned samples;
    unsigned rate;
  };
  // In a frame are 381 bytes of main data, 379 with a checksum, 187 at low rates.
  for (const Case& one :
       {Case{frame(), 0, 1152, 44100}, Case{frame(far), 2, 1152, 44100},
        Case{checked, 2, 1152, 44100}, Case{low, 2, 576, 22050}, Case{layer2, 0, 1152, 44100}}) {
    CAPTURE(one.one.size());
    const std::string hole(one.one.size(), '\x11');
    const Sound sound = sound_of(frames(4, one.one) + hole + frames(6, one.one));
    CHECK(sound.error == "");
    CHECK(sound.frames == std::size_t{10} * one.samples);
    CHECK(sound.damage.places == 1);
    const double lost = static_cast<double>((1 + one.mute) * one.samples) / one.rate;
    CHECK(sound.damage.lost == doctest::Approx(lost));
  }
}

TEST_CASE("the checksum of a track is compared where all its bytes came and no others between") {
  const auto checksum = [](const std::string& bytes) {
    io::MusicChecksum sum;
    sum.add(std::as_bytes(std::span(bytes)));
    return sum.value();
  };
  const std::string one = frame(std::string(1, '\0') + "\x40");  // a private bit
  const auto first = [&](const std::string& sound) {
    const std::uint64_t bytes = 417 + sound.size();
    std::string all = info(big(2, 4) + big(bytes, 4) + lame(0, 0) + big(0, 4) + big(bytes, 4) +
                           big(checksum(sound), 2));
    const std::size_t own = 4 + 32 + 12 + 34;
    return all.replace(own, 2, big(checksum(all.substr(0, own)), 2));
  };
  const std::string tag(
      "ID3\4\0\0\0\0\0\5"
      "12345",
      15);
  const std::string three = frames(3, one);
  struct Case {
    std::string bytes;
    bool unlike;
  };
  for (const Case& track :
       {Case{first(three) + three, false}, Case{first(three) + frames(2, one) + frame(), true},
        Case{first(three) + three + frames(2), false},
        Case{first(three) + frames(2, one) + frame() + frames(2), true},
        Case{first(three) + three + first(one) + frame(), true},
        Case{first(three) + one + tag + one + frame(), false},
        Case{first(three) + frames(2), false}}) {
    const Sound sound = sound_of(track.bytes);
    CHECK(sound.error == "");
    CHECK(sound.damage.places == 0);
    CHECK(sound.damage.unlike_checksum == track.unlike);
  }
}

TEST_CASE("a frame that libmpg123 can't decode is silent, and counts as damage") {
  // In free format, and shorter than what it must say of its content.
  const Sound sound = sound_of(frames(50, frame({}, 0xFFFB0064, 30)));
  CHECK(sound.error == "");
  CHECK(sound.frames == std::size_t{50} * kSamples);
  CHECK(sound.damage.places == 50);
  CHECK(sound.damage.lost == doctest::Approx(50 * kFrame));
}

TEST_CASE("an MP3 that ends within a frame lacks some sound, within a tag none") {
  CHECK(sound_of(frames(3) + frame().substr(0, 300)).missing == io::SampleReader::kSome);
  CHECK(sound_of(frames(3) + std::string("ID3\4\0\0\0\0\1\0abc", 13)).missing == 0);
  CHECK(sound_of(frames(3) + std::string("ID3\4\0\0\x7F\0\0\0abc", 13)).missing == 0);
}

TEST_CASE("an MP3 that goes from one channel to two is refused there") {
  CHECK(sound_of(frames(3, frame({}, 0xFFFB90C4)) + frames(3)).error ==
        "/in.mp3: changes from 44100 Hz and 1 channel to 44100 Hz and 2 at 0.08 s");
}

TEST_CASE("an MP3 that is emptied while it is read is refused when it is read again") {
  const TemporaryFolder folder;
  const std::string path = folder / "in.mp3";
  write_file(path, frames(3));
  io::Disk disk;
  const auto reader = io::open_sound(io::Input::open(disk, path), std::nullopt);
  std::filesystem::resize_file(path, 0);
  try {
    reader->rewind();
    FAIL("it is read again");
  } catch (const io::Error& error) {
    CHECK(error.what() == path + ": holds no MPEG audio");
  }
}

TEST_CASE("an MP3 holds one or two channels at nine rates, in its own encoding") {
  io::SoundFormat sound;
  sound.container = io::container_named("mp3");
  for (const std::uint64_t rate :
       {8000U, 11025U, 12000U, 16000U, 22050U, 24000U, 32000U, 44100U, 48000U}) {
    sound.rate = rate;
    for (const std::size_t channels : {1U, 2U}) {
      sound.channels = channels;
      CHECK_FALSE(io::refusal(sound));
    }
  }
  sound.channels = 3;
  CHECK(io::refusal(sound) == "takes one or two channels");
  sound.rate = 96000;
  CHECK(io::refusal(sound) == "takes the rates 8, 11.025, 12, 16, 22.05, 24, 32, 44.1 and 48 kHz");
  sound.encoding = &io::kPcm16;
  CHECK(io::refusal(sound) == "has an encoding of its own: leave --encoding out");
}
