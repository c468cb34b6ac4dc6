// Checks what is heard of a FLAC whose frames are lost or followed by something else, and of up to
// eight channels.
#include <doctest/doctest.h>

#include <random>

#include "support/ogg_heads.hpp"
#include "support/process.hpp"
#include "support/read_sound.hpp"

namespace {

using namespace test;
namespace io = rectify::io;

constexpr std::size_t kBlock = 4096;  // samples of a channel in a frame, as libFLAC makes them

/// Noise in integers of 32 bits, of which 16 are used.
std::string noise(std::size_t samples) {
  std::mt19937 random(9);
  std::string all;
  for (std::size_t i = 0; i < samples; ++i) all += little(random() >> 16U << 16U, 4);
  return all;
}

std::string flac_of(const std::string& samples, std::size_t channels = 1) {
  return written(
      {.container = io::container_named("flac"), .encoding = &io::kPcm16, .channels = channels},
      samples);
}

/// Where the frame of that number begins in such a FLAC, of one channel at 48 kHz.
std::size_t frame_at(const std::string& file, std::size_t number) {
  const std::string sync = "\xFF\xF8\xCA" + std::string("\x08", 1);
  const std::size_t at = file.find(sync + static_cast<char>(number));
  REQUIRE(at != file.npos);
  return at;
}

/// STREAMINFO without the number of frames.
std::string of_no_length(std::string file) {
  const std::size_t place = 8 + 13;
  file[place] = static_cast<char>(file[place] & 0xF0);
  return file.replace(place + 1, 4, std::string(4, '\0'));
}

std::string silence(std::size_t frames) { return std::string(4 * frames, '\0'); }

const std::string kSamples = noise(5 * kBlock);
const std::string kFile = flac_of(kSamples);

/// Each frame of FLAC by itself: a string of samples would fill the screen.
void check_same(const std::string& samples, const std::string& expected) {
  CHECK(samples.size() == expected.size());
  for (std::size_t at = 0; at < std::min(samples.size(), expected.size()); at += 4 * kBlock) {
    const std::size_t frame = at / (4 * kBlock);
    CAPTURE(frame);
    const bool same = samples.substr(at, 4 * kBlock) == expected.substr(at, 4 * kBlock);
    CHECK(same);
  }
}

std::string block(std::size_t number) { return kSamples.substr(4 * kBlock * number, 4 * kBlock); }

}  // namespace

TEST_CASE("silence stands where frames of a FLAC are gone, damaged or cut out") {
  REQUIRE(read_sound(kFile).samples == kSamples);
  const std::size_t first = frame_at(kFile, 0);
  const std::size_t second = frame_at(kFile, 1);
  const std::size_t third = frame_at(kFile, 2);
  const std::string lost = ", about 0.09 s of sound lost";
  // One that is cut out whole.
  const ReadSound cut = read_sound(kFile.substr(0, second) + kFile.substr(third));
  check_same(cut.samples, block(0) + silence(kBlock) + block(2) + block(3) + block(4));
  CHECK(cut.damage == "a damaged place at 0.09 s" + lost);
  // The first, which libFLAC does not fill in.
  std::string damaged = kFile;
  damaged[first + 1000] = static_cast<char>(damaged[first + 1000] ^ 0x10);
  const ReadSound one = read_sound(damaged);
  check_same(one.samples, silence(kBlock) + kSamples.substr(4 * kBlock));
  CHECK(one.damage == "a damaged place at 0.00 s" + lost);
  // One after the other, each with its place.
  damaged[frame_at(kFile, 3) + 1000] = static_cast<char>(damaged[frame_at(kFile, 3) + 1000] ^ 1);
  const ReadSound two = read_sound(damaged);
  check_same(two.samples, silence(kBlock) + block(1) + block(2) + silence(kBlock) + block(4));
  CHECK(two.damage == "2 damaged places, the first at 0.00 s, about 0.17 s of sound lost");
}

TEST_CASE(
    "frames of a FLAC keep their places beyond any gap, and after any bytes that are no frame") {
  const std::size_t second = frame_at(kFile, 1);
  const std::size_t third = frame_at(kFile, 2);
  const std::string junk(std::size_t{10} << 20U, '\0');
  const ReadSound after = read_sound(kFile.substr(0, second) + junk + kFile.substr(third));
  check_same(after.samples, block(0) + silence(kBlock) + block(2) + block(3) + block(4));
  CHECK(after.damage.starts_with("a damaged place at 0.09 s"));
  // libFLAC fills up to 50 frames.
  const std::string samples = noise(70 * kBlock);
  const std::string file = flac_of(samples);
  const ReadSound far =
      read_sound(file.substr(0, frame_at(file, 5)) + file.substr(frame_at(file, 65)));
  check_same(far.samples, samples.substr(0, 5 * 4 * kBlock) + silence(60 * kBlock) +
                              samples.substr(65 * 4 * kBlock));
  CHECK(far.damage == "a damaged place at 0.43 s, about 5.12 s of sound lost");
  // One that comes twice is heard twice.
  const ReadSound twice = read_sound(kFile.substr(0, third) + kFile.substr(second));
  check_same(twice.samples, block(0) + block(1) + kSamples.substr(4 * kBlock));
  CHECK(twice.damage == "a damaged place at 0.17 s");
}

TEST_CASE("a FLAC that was cut out of a longer one begins with its first frame") {
  const std::size_t first = frame_at(kFile, 0);
  const ReadSound read =
      read_sound(of_no_length(kFile.substr(0, first)) + kFile.substr(frame_at(kFile, 2)));
  check_same(read.samples, block(2) + block(3) + block(4));
  CHECK(read.damage == "its samples are not those that were encoded, as its checksum shows");
}

TEST_CASE("what follows the last frame of a FLAC is a tag, damage or a frame that is cut") {
  const std::string id3v1 = "TAG" + std::string(125, 't');
  const std::string ape = "APETAGEX" + std::string(32, '\0');
  // What looks like the head of a frame and is none.
  const std::string frame("\xFF\xF8\xCA\x08\x05\x00", 6);
  const std::string tag_of_frames = "TAG" + frame + std::string(119, 't');
  const std::string stuff(128, 's');
  const std::string open_end = of_no_length(kFile);
  const std::string broken = "a damaged place at 0.43 s";
  struct Row {
    std::string file;
    bool length_known;
    std::uint64_t missing;
    std::string damage;
  };
  const std::vector<Row> rows = {
      {kFile, true, 0, ""},
      {kFile + id3v1, true, 0, ""},
      {kFile + ape, true, 0, ""},
      {kFile + tag_of_frames, true, 0, ""},
      {kFile + stuff, false, 0, ""},
      {kFile + frame + stuff, false, 0, broken},
      {open_end, false, 0, ""},
      {open_end + id3v1, false, 0, ""},
      {open_end + stuff, false, io::SampleReader::kSome, ""},
      {open_end + frame + stuff, false, 0, broken},
  };
  for (std::size_t row = 0; row < rows.size(); ++row) {
    CAPTURE(row);
    const ReadSound read = read_sound(rows[row].file);
    const bool same = read.samples == kSamples;
    CHECK(same);
    CHECK(read.sound.frames.has_value() == rows[row].length_known);
    CHECK(read.missing == rows[row].missing);
    CHECK(read.damage == rows[row].damage);
  }
  // Of no frame at all.
  const std::string head = kFile.substr(0, frame_at(kFile, 0));
  CHECK(read_sound(head).missing == 5 * kBlock);
  CHECK(read_sound(of_no_length(head)).missing == 0);
  CHECK(read_sound(of_no_length(head) + id3v1).frames == 0);
}

TEST_CASE("FLAC of one to eight channels is read and written as flac reads and writes it") {
  const TemporaryFolder folder;
  for (std::size_t channels = 1; channels <= 8; ++channels) {
    const std::string samples = noise(channels * 5000);
    std::string codes;
    for (std::size_t at = 0; at < samples.size(); at += 4) codes += samples.substr(at + 2, 2);
    const std::string n = std::to_string(channels);
    write_file(folder / (n + ".raw"), codes);
    write_file(folder / (n + ".flac"), flac_of(samples, channels));
  }
  const std::string raw = "--force-raw-format --endian=little --sign=signed ";
  REQUIRE(
      shell("for n in {1..8}; do flac -ds " + raw + "$n.flac -o $n.back && flac -s -0 " + raw +
                "--sample-rate=48000 --bps=16 --channels=$n $n.raw -o $n.theirs || exit 1; done",
            folder.path())
          .status == 0);
  for (std::size_t channels = 1; channels <= 8; ++channels) {
    CAPTURE(channels);
    const std::string n = std::to_string(channels);
    const bool by_flac = read_file(folder / (n + ".back")) == read_file(folder / (n + ".raw"));
    CHECK(by_flac);
    const ReadSound theirs = read_sound(read_file(folder / (n + ".theirs")));
    CHECK(theirs.sound.channels == channels);
    CHECK(theirs.sound.speakers == (channels > 2 ? io::usual_speakers(channels) : 0));
    const bool same = theirs.samples == noise(channels * 5000);
    CHECK(same);
  }
}
