// Checks that every sample of an MP3 is read, and no other, whatever its encoder left out and
// whatever stands around its frames. mpg123 says what is right, bit for bit.
#include <doctest/doctest.h>

#include <cmath>
#include <random>

#include "support/coded.hpp"
#include "support/sound_bytes.hpp"

namespace {

using namespace test;

constexpr std::size_t kFrame = 8;         // bytes: two floats
constexpr std::size_t kMpegFrame = 1152;  // samples of a channel
const std::string kNoise = "sox -D -R -n -r 44100 -c 2 -b 16 noise.wav synth 1 noise gain -6 && ";
const std::string kSine = "sox -D -n -r 44100 -c 2 -b 16 sine.wav synth 9 sine 440 gain -6 && ";
const std::string kBoth = kNoise + kSine + "sox noise.wav sine.wav both.wav && ";

void make(const TemporaryFolder& folder, const std::string& line) {
  const Result result = shell(line, folder.path());
  REQUIRE_MESSAGE(result.status == 0, result.err);
}

std::string mpg123(const TemporaryFolder& folder, const std::string& file) {
  return heard_by(folder, "mpg123 -q --resync-limit -1 -e f32 -s " + file);
}

/// The file is heard as mpg123 hears it, and nothing is said.
void check_like_mpg123(const TemporaryFolder& folder, const std::string& file) {
  CAPTURE(file);
  const Heard sound = heard_both(folder, file, "float");
  CHECK(sound.status == 0);
  CHECK(sound.words == "");
  CHECK(sound.samples.size() > 1000 * kFrame);
  const bool same = sound.samples == mpg123(folder, file);
  CHECK(same);
}

}  // namespace

TEST_CASE("an MP3 that LAME wrote into a pipe, without a length, is read to its end") {
  const TemporaryFolder folder;
  make(folder, kBoth + "lame --quiet -V4 - - < both.wav | cat > in.mp3");
  check_like_mpg123(folder, "in.mp3");
  CHECK(heard(folder, "in.mp3", "float", false).samples.size() == 442368 * kFrame);
}

TEST_CASE("an MP3 with LAME's tag has as many samples as were encoded") {
  const TemporaryFolder folder;
  make(folder, kBoth +
                   "for v in '-V2' '-V9' '--preset 128' '-b 320' '-m m' '-b 64 --resample 16' "
                   "'-b 32 --resample 8' '-p -b 128'; do "
                   "lame --quiet $v both.wav \"in$((n += 1)).mp3\" || exit 1; done");
  for (int n = 1; n <= 8; ++n) check_like_mpg123(folder, "in" + std::to_string(n) + ".mp3");
  CHECK(heard(folder, "in1.mp3", "float", false).samples.size() == 441000 * kFrame);
  CHECK(heard(folder, "in3.mp3", "float", false).samples.size() == 441000 * kFrame);
}

TEST_CASE("free format and the other layers are read") {
  const TemporaryFolder folder;
  make(folder, kBoth +
                   "lame --quiet --freeformat -b 400 both.wav in1.mp3 && "
                   "lame --quiet -t --freeformat -b 640 --resample 32 both.wav in2.mp3 && "
                   "lame --quiet -t --freeformat -b 200 --resample 22.05 both.wav in3.mp3 && "
                   "ffmpeg -v error -i both.wav -c:a mp2 -f mp2 in4.mp3 && "
                   "ffmpeg -v error -i both.wav -c:a mp2 -f mp2 -ar 24000 -ac 1 -b:a 64k in5.mp3");
  for (int n = 1; n <= 5; ++n) check_like_mpg123(folder, "in" + std::to_string(n) + ".mp3");
}

TEST_CASE("frames of layer 1 that begin as UTF-16 would are sound") {
  const TemporaryFolder folder;
  // 384 kbit/s at 44.1 kHz: 416 bytes; a checksum that reads as a blank, and nothing allocated.
  const std::string frame = std::string("\xFF\xFE\xC0\x04 \0", 6) + std::string(410, '\0');
  std::string file;
  for (int n = 0; n < 5; ++n) file += frame;
  write_file(folder / "in.mp1", file);
  const Heard sound = heard_both(folder, "in.mp1", "float");
  CHECK(sound.words == "");
  CHECK(sound.samples.size() == 5 * 384 * kFrame);
  const bool same = sound.samples == mpg123(folder, "in.mp1");
  CHECK(same);
}

TEST_CASE("layer 2 in free format, which libmpg123 decodes wrongly, is refused") {
  const TemporaryFolder folder;
  const std::string frame = std::string("\xFF\xFD\x04\xC4", 4) + std::string(600, '\0');
  std::string file;
  for (int n = 0; n < 5; ++n) file += frame;
  write_file(folder / "in.mp2", file);
  CHECK(heard_both(folder, "in.mp2", "float").words ==
        "rectify: error: in.mp2: MPEG layer 2 in free format is not read here\n");
}

TEST_CASE("joined MP3s are the one sound after the other, each without what its encoder added") {
  const TemporaryFolder folder;
  make(folder, kNoise + kSine +
                   "lame --quiet -V2 --tt One noise.wav a.mp3 && "
                   "lame --quiet -V4 --id3v1-only --tt Two sine.wav b.mp3 && "
                   "lame --quiet -b 128 - - < sine.wav | cat > c.mp3 && "
                   "cat a.mp3 b.mp3 > ab.mp3 && cat a.mp3 c.mp3 > ac.mp3 && "
                   "cat b.mp3 a.mp3 b.mp3 > bab.mp3");
  const std::string a = mpg123(folder, "a.mp3");
  const std::string b = mpg123(folder, "b.mp3");
  // Without a tag the second begins with what the first leaves in the decoder.
  const std::string ac = mpg123(folder, "ac.mp3");
  CHECK(ac.size() == a.size() + mpg123(folder, "c.mp3").size());
  for (const auto& joined :
       {std::pair<std::string, std::string>("ab", a + b), {"ac", ac}, {"bab", b + a + b}}) {
    CAPTURE(joined.first);
    const Heard sound = heard_both(folder, joined.first + ".mp3", "float");
    CHECK(sound.status == 0);
    const bool same = sound.samples == joined.second;
    CHECK(same);
  }
}

TEST_CASE("what stands before the first frame of an MP3 is no part of its sound") {
  const TemporaryFolder folder;
  make(folder, kNoise + "lame --quiet -V4 -t noise.wav plain.mp3");
  const std::string plain = read_file(folder / "plain.mp3");
  const std::string sound = mpg123(folder, "plain.mp3");
  const std::string huge_tag = std::string("ID3\3\0\0\1\0\0\0", 10) + std::string(1U << 21U, '\0');
  const std::pair<std::string, std::string> fronts[] = {
      {"empty tag", std::string("ID3\4\0\0\0\0\0\0", 10)},
      {"empty tag and zeros", std::string("ID3\4\0\0\0\0\0\0", 10) + std::string(8, '\0')},
      {"tag beyond a MiB", huge_tag},
      {"two tags and zeros", huge_tag + huge_tag + std::string(5000, '\0')},
      {"zeros", std::string(3000, '\0')},
      {"the end of another frame", std::string(417, '\x55')},
      {"an APE tag", "APETAGEX" + little(2000, 4) + little(32, 4) + little(0, 4) +
                         little(0xA0000000, 4) + std::string(8, '\0') + "APETAGEX" +
                         little(2000, 4) + little(32, 4) + little(0, 4) + little(0x80000000, 4) +
                         std::string(8, '\0')}};
  for (const auto& [what, front] : fronts) {
    const std::string& name = what;  // CAPTURE can't take a structured binding
    CAPTURE(name);
    write_file(folder / "in.mp3", front + plain);
    const Heard heard = heard_both(folder, "in.mp3", "float");
    CHECK(heard.words == "");
    const bool same = heard.samples == sound;
    CHECK(same);
  }
}

TEST_CASE("an MP3 with a hole goes on after it, and says how much is lost") {
  const TemporaryFolder folder;
  make(folder, kBoth + "lame --quiet -b 128 both.wav in.mp3");
  const std::string whole = mpg123(folder, "in.mp3");
  std::string bytes = read_file(folder / "in.mp3");
  bytes.replace(bytes.size() / 2, 3000, std::string(3000, '\x11'));
  write_file(folder / "hole.mp3", bytes);
  const Heard sound = heard_both(folder, "hole.mp3", "float");
  CHECK(sound.status == 0);
  // 3000 bytes at 128 kbit/s are 0.19 s; up to two frames of 26 ms more are mute, since they begin
  // in what is lost.
  CHECK(sound.words ==
        warning("hole.mp3: a damaged place at 4.99 s, about 0.21 s of sound lost; rectified as far "
                "as it goes"));
  const std::size_t lost = (whole.size() - sound.samples.size()) / kFrame;
  const Result refused = shell("$RECTIFY half hole.mp3 --fail-on-damage -o out.wav", folder.path());
  CHECK(refused.status == 3);
  CHECK(refused.err ==
        "rectify: error: hole.mp3: a damaged place at 4.99 s, about 0.21 s of sound lost\n");
  CHECK_FALSE(std::filesystem::exists(folder / "out.wav"));
  CHECK(shell("$RECTIFY half hole.mp3 --force -o hole.mp3", folder.path()).status == 3);
  CHECK(read_file(folder / "hole.mp3") == bytes);
  // Whole frames of 417 bytes, at least what lies within; the padding of LAME's at the end is not
  // told from sound any more.
  CHECK(lost >= 6 * kMpegFrame);
  CHECK(lost <= 9 * kMpegFrame);
  const std::size_t front = same_front(whole, sound.samples) / kFrame;
  CHECK(front > 4.9 * 44100);
  // The end is the same, once the hole is over.
  const std::string end = whole.substr(whole.size() - 4 * 44100 * kFrame);
  CHECK(sound.samples.find(end) != std::string::npos);
}

TEST_CASE("an MP3 that is cut short says how much it lacks where it promised something") {
  const TemporaryFolder folder;
  make(folder, kBoth +
                   "lame --quiet -b 128 both.wav tagged.mp3 && "
                   "lame --quiet -t -b 128 both.wav plain.mp3");
  for (const std::string name : {"tagged.mp3", "plain.mp3"}) {
    CAPTURE(name);
    const std::string whole = mpg123(folder, name);
    write_file(folder / "cut.mp3", read_file(folder / name).substr(0, 100000));
    const Heard sound = heard_both(folder, "cut.mp3", "float");
    CHECK(sound.status == 0);
    const bool front = whole.starts_with(sound.samples);
    CHECK(front);
    CHECK(sound.samples.size() > 6 * 44100 * kFrame);
    const std::size_t lacks = 441000 - sound.samples.size() / kFrame;
    const std::string what = name == "plain.mp3" ? "cut short"
                                                 : "cut short: it lacks " + std::to_string(lacks) +
                                                       " frames that it promises";
    CHECK(sound.words == warning("cut.mp3: " + what + "; rectified as far as it goes"));
  }
}

TEST_CASE("an MP3 is whole where its tag counts too many frames and its bytes are all there") {
  const TemporaryFolder folder;
  make(folder, kNoise + "lame --quiet -V4 noise.wav in.mp3");
  std::string bytes = read_file(folder / "in.mp3");
  const std::size_t frames = bytes.find("Xing") + 8;
  bytes[frames + 3] = static_cast<char>(bytes[frames + 3] + 1);
  write_file(folder / "in.mp3", bytes);
  const Heard sound = heard_both(folder, "in.mp3", "float");
  CHECK(sound.words == "");
}

TEST_CASE("one flipped bit anywhere in the frames of an MP3 with LAME's tag is told of") {
  const TemporaryFolder folder;
  make(folder, kNoise +
                   "lame --quiet -b 128 noise.wav cbr.mp3 && "
                   "lame --quiet -V2 --tt Title --id3v1-only noise.wav vbr.mp3 && "
                   "lame --quiet -m m -p -b 64 --resample 16 noise.wav mono.mp3 && "
                   "lame --quiet --freeformat -b 400 noise.wav free.mp3 && "
                   "ffmpeg -v error -i noise.wav -q:a 4 ffmpeg.mp3 && "
                   "$RECTIFY half --leak 1 noise.wav -o own.mp3 && "
                   "lame --quiet -t -b 128 noise.wav untagged.mp3 && "
                   "cat cbr.mp3 untagged.mp3 > more.mp3 && cat vbr.mp3 cbr.mp3 > two.mp3");
  std::mt19937 random(14);
  for (const std::string name : {"cbr", "vbr", "mono", "free", "ffmpeg", "own", "more", "two"}) {
    CAPTURE(name);
    const std::string bytes = read_file(folder / (name + ".mp3"));
    CHECK(heard_both(folder, name + ".mp3", "float").words == "");
    // Behind the tag's frame, and before the track without a tag.
    const std::size_t last = name == "more" ? read_file(folder / "cbr.mp3").size() : bytes.size();
    for (int flip = 0; flip < 6; ++flip) {
      const std::size_t at = 2000 + random() % (last - 2500);
      CAPTURE(at);
      std::string flipped = bytes;
      flipped[at] = static_cast<char>(flipped[at] ^ (1 << flip));
      write_file(folder / "in.mp3", flipped);
      const Heard sound = heard(folder, "in.mp3", "float", flip % 2 == 0);
      CHECK(sound.status == 0);
      CHECK(sound.words.find("; rectified as far as it goes") != std::string::npos);
      const bool checksum =
          sound.words.find("its samples are not those that were encoded") != std::string::npos;
      CHECK((checksum || sound.words.find("damaged place") != std::string::npos));
      CHECK(shell("$RECTIFY half in.mp3 --fail-on-damage -o out.wav", folder.path()).status == 3);
    }
  }
}

TEST_CASE("the checksum of LAME's tag counts only where the tag itself is sound") {
  const TemporaryFolder folder;
  make(folder, kNoise + "lame --quiet -b 128 noise.wav in.mp3");
  const std::string bytes = read_file(folder / "in.mp3");
  const std::size_t checksum = bytes.find("LAME3") + 32;
  std::string zeros = bytes;  // as editors leave it that don't know it
  zeros.replace(checksum, 4, std::string(4, '\0'));
  write_file(folder / "in.mp3", zeros);
  CHECK(heard_both(folder, "in.mp3", "float").words == "");
}

TEST_CASE("an MP3 that changes its rate or channels is refused at that place") {
  const TemporaryFolder folder;
  make(folder, kNoise + kSine +
                   "lame --quiet -t -b 128 noise.wav a.mp3 && "
                   "lame --quiet -t -b 128 --resample 48 sine.wav b.mp3 && "
                   "lame --quiet -t -b 128 -m m sine.wav c.mp3 && "
                   "cat a.mp3 b.mp3 > rate.mp3 && cat a.mp3 c.mp3 > channels.mp3");
  for (const auto& [file, change] :
       {std::pair<std::string, std::string>("rate.mp3", "48000 Hz and 2"),
        {"channels.mp3", "44100 Hz and 1"}}) {
    const Heard sound = heard_both(folder, file, "float");
    CHECK(sound.status == 3);
    CHECK(sound.words == "rectify: error: " + file + ": changes from 44100 Hz and 2 channels to " +
                             change + " at 1.04 s\n");
  }
}

TEST_CASE("what looks like a frame of an MP3 once is none") {
  const TemporaryFolder folder;
  make(folder, kNoise + "lame --quiet -t -b 128 noise.wav in.mp3");
  const std::string frame = read_file(folder / "in.mp3").substr(0, 417);
  write_file(folder / "lonely.mp3", frame + std::string(5000, '\x11'));
  const Heard sound = heard_both(folder, "lonely.mp3", "float");
  CHECK(sound.status == 3);
  CHECK(sound.words ==
        "rectify: error: lonely.mp3: begins like an MP3, but no second frame follows the first\n");
  write_file(folder / "tag.mp3", std::string("ID3\4\0\0\0\0\0\4", 10) + std::string(4, '\0'));
  CHECK(heard_both(folder, "tag.mp3", "float").words ==
        "rectify: error: tag.mp3: holds an ID3 tag, but no sound after it that is read here\n");
  // As a whole file it is one.
  write_file(folder / "single.mp3", frame);
  CHECK(heard_both(folder, "single.mp3", "float").samples.size() == kMpegFrame * kFrame);
}

TEST_CASE("an MP3 is the same sound in every output") {
  const TemporaryFolder folder;
  make(folder, kNoise +
                   "lame --quiet -V4 noise.wav in.mp3 && "
                   "for f in wav aiff caf au w64 rf64; do $RECTIFY half --leak 1 in.mp3 "
                   "--encoding float -o out.$f || exit 1; done && "
                   "$RECTIFY half --leak 1 in.mp3 -o out.csv");
  const std::string expected = mpg123(folder, "in.mp3");
  for (const std::string type : {"wav", "aiff", "caf", "au", "w64", "rf64"}) {
    CAPTURE(type);
    const bool same =
        heard_by(folder, "ffmpeg -v error -i out." + type + " -f f32le -") == expected;
    CHECK(same);
  }
  // Twice 44100 numbers, one time a row.
  const std::string table =
      heard_by(folder, "$RECTIFY half --leak 1 out.csv --format raw --encoding float");
  const bool same = table == expected;
  CHECK(same);
}

TEST_CASE(
    "samples far beyond full scale are clipped before they reach a lossy encoder, and counted") {
  const TemporaryFolder folder;
  // LAME's assertions end the program at square waves of 100 dB above full scale.
  for (const std::string type : {"mp3", "ogg", "opus"}) {
    for (const std::string level : {"60", "100", "160", "600", "6000"}) {
      CAPTURE(type);
      CAPTURE(level);
      const Result result = shell(
          "$RECTIFY generate --sine 440 --no-time | "
          "awk '{ print $1 < 0 ? -1 : 1 }' | "
          "$RECTIFY half --rate 48k --gain " +
              level + " -o out." + type + " --force",
          folder.path());
      CHECK(result.status == 0);
      const bool counted = result.err.find("samples clipped") != std::string::npos;
      CHECK(counted == (level != "60"));
      const Result heard = shell("$RECTIFY full out." + type, folder.path());
      CHECK(heard.status == 0);
      CHECK(heard.err == "");
    }
  }
}
