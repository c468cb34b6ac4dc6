// Checks that every sample of Ogg Vorbis, Opus and FLAC is read, in one link and in chains, and
// what is said of damaged ones. opusdec, oggdec and flac say what is right.
#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <random>

#include "support/coded.hpp"
#include "support/ogg_pages.hpp"
#include "support/sound_bytes.hpp"

namespace {

using namespace test;

const std::string kWaves =
    "sox -D -R -n -r 48000 -c 2 -b 16 noise.wav synth 1.2345 noise gain -6 && "
    "sox -D -n -r 48000 -c 2 -b 16 sine.wav synth 3.21 sine 440 gain -6 && ";

void make(const TemporaryFolder& folder, const std::string& line) {
  const Result result = shell(line, folder.path());
  REQUIRE_MESSAGE(result.status == 0, result.err);
}

std::string opusdec(const TemporaryFolder& folder, const std::string& file) {
  return heard_by(folder, "opusdec --quiet --rate 48000 --float " + file +
                              " back.wav && ffmpeg -v error -i back.wav -f f32le - && rm back.wav");
}

/// oggdec gives integers of 16 bits.
std::string oggdec(const TemporaryFolder& folder, const std::string& file) {
  return heard_by(folder, "oggdec -Q -R -b 16 -o - " + file);
}

std::string flac(const TemporaryFolder& folder, const std::string& file) {
  return heard_by(folder,
                  "flac -dcs --force-raw-format --endian=little --sign=signed --ogg " + file);
}

/// Floats against integers that they were rounded to.
void check_rounded(const std::string& floats, const std::string& integers) {
  REQUIRE(floats.size() == 2 * integers.size());
  double worst = 0;
  for (std::size_t i = 0; 4 * i < floats.size(); ++i) {
    const auto bits = static_cast<std::uint32_t>(signed_at(floats, 4 * i, 4) & 0xFFFFFFFF);
    const double x = std::min(32767.0, 32768.0 * static_cast<double>(std::bit_cast<float>(bits)));
    worst = std::max(worst, std::abs(std::max(x, -32768.0) -
                                     static_cast<double>(signed_at(integers, 2 * i, 2))));
  }
  CHECK(worst <= 0.5 + 1e-6);  // half a code, and what a float rounds
}

}  // namespace

TEST_CASE("Opus is as long as what was encoded, and decoded as opusdec does") {
  const TemporaryFolder folder;
  make(folder, kWaves +
                   "opusenc --quiet noise.wav a.opus && opusenc --quiet --bitrate 16 sine.wav "
                   "b.opus && opusenc --quiet --framesize 60 --padding 0 noise.wav c.opus && "
                   "ffmpeg -v error -i noise.wav -c:a libopus d.opus");
  const std::pair<std::string, std::size_t> encoded[] = {
      {"a.opus", 59256}, {"b.opus", 154080}, {"c.opus", 59256}, {"d.opus", 59256}};
  for (const auto& pair : encoded) {
    const std::string& file = pair.first;
    CAPTURE(file);
    const Heard sound = heard_both(folder, file, "float");
    CHECK(sound.words == "");
    CHECK(sound.samples.size() == pair.second * 8);
    const bool same = sound.samples == opusdec(folder, file);
    CHECK(same);
  }
}

TEST_CASE("Opus obeys the gain in its head, and ends where its last page says") {
  const TemporaryFolder folder;
  make(folder, kWaves + "opusenc --quiet noise.wav in.opus");
  std::string file = read_file(folder / "in.opus");
  const auto all = ogg_pages(file);
  // A gain of -6 dB, and an end 3000 frames earlier: across packets, of 960 frames each.
  const auto end = static_cast<std::uint64_t>(signed_at(file, all.back() + 6, 8));
  file.replace(all.back() + 6, 8, little(end - 3000, 8));
  file.replace(28 + 16, 2, little(static_cast<std::uint16_t>(-6 * 256), 2));
  write_file(folder / "changed.opus", file);
  // The pages' checksums are those of the old ones; oggz or ogginfo would refuse, so does libogg.
  const auto crc = [&](std::size_t page, std::size_t length) {
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < length; ++i) {
      const bool own = i >= 22 && i < 26;
      sum ^= static_cast<std::uint32_t>(own ? 0 : static_cast<unsigned char>(file[page + i]))
             << 24U;
      for (int bit = 0; bit < 8; ++bit) sum = sum << 1U ^ ((sum >> 31U) != 0 ? 0x04C11DB7U : 0U);
    }
    file.replace(page + 22, 4, little(sum, 4));
  };
  crc(0, all[1]);
  crc(all.back(), file.size() - all.back());
  write_file(folder / "changed.opus", file);
  const Heard sound = heard_both(folder, "changed.opus", "float");
  CHECK(sound.words == "");
  CHECK(sound.samples.size() == (59256 - 3000) * 8);
  const bool same = sound.samples == opusdec(folder, "changed.opus");
  CHECK(same);
}

TEST_CASE("Vorbis is decoded as oggdec does, and FLAC in Ogg as flac does") {
  const TemporaryFolder folder;
  make(folder, kWaves +
                   "oggenc -Q noise.wav -o a.ogg && oggenc -Q -q 9 -r sine.wav -o b.ogg "
                   "2>/dev/null; oggenc -Q -q 9 sine.wav -o b.ogg && "
                   "flac -s --ogg noise.wav -o a.oga");
  for (const auto& [file, frames] :
       {std::pair<std::string, std::size_t>("a.ogg", 59256), {"b.ogg", 154080}}) {
    const Heard sound = heard_both(folder, file, "float");
    CHECK(sound.words == "");
    CHECK(sound.samples.size() == frames * 8);
    check_rounded(sound.samples, oggdec(folder, file));
  }
  const Heard sound = heard_both(folder, "a.oga", "pcm_16");
  CHECK(sound.words == "");
  const bool same = sound.samples == flac(folder, "a.oga");
  CHECK(same);
}

TEST_CASE("the links of a chain are one sound") {
  const TemporaryFolder folder;
  make(folder, kWaves +
                   "for f in noise sine; do opusenc --quiet $f.wav $f.opus && "
                   "oggenc -Q $f.wav -o $f.ogg && flac -s --ogg $f.wav -o $f.oga || exit 1; "
                   "done; for e in opus ogg oga; do "
                   "cat noise.$e sine.$e noise.$e > chain.$e; done");
  for (const std::string type : {"opus", "ogg", "oga"}) {
    CAPTURE(type);
    const std::string encoding = type == "oga" ? "pcm_16" : "float";
    const std::string noise = heard(folder, "noise." + type, encoding, false).samples;
    const std::string sine = heard(folder, "sine." + type, encoding, false).samples;
    const Heard chain = heard_both(folder, "chain." + type, encoding);
    CHECK(chain.status == 0);
    CHECK(chain.words == "");
    const bool same = chain.samples == noise + sine + noise;
    CHECK(same);
    if (type != "opus") continue;
    const bool right =
        noise == opusdec(folder, "noise.opus") && sine == opusdec(folder, "sine.opus");
    CHECK(right);
  }
}

TEST_CASE("a link of another rate or other channels is refused at its place") {
  const TemporaryFolder folder;
  make(folder, kWaves +
                   "sox -D sine.wav -c 1 mono.wav && sox -D sine.wav -r 44100 slow.wav && "
                   "for f in noise mono slow; do oggenc -Q $f.wav -o $f.ogg || exit 1; done; "
                   "opusenc --quiet noise.wav noise.opus; opusenc --quiet mono.wav mono.opus; "
                   "cat noise.ogg mono.ogg > channels.ogg; cat noise.ogg slow.ogg > rate.ogg; "
                   "cat noise.opus mono.opus > channels.opus");
  const std::pair<std::string, std::string> cases[] = {
      {"channels.ogg", "Ogg Vorbis, 48000 Hz and 2 channels to Ogg Vorbis, 48000 Hz and 1"},
      {"rate.ogg", "Ogg Vorbis, 48000 Hz and 2 channels to Ogg Vorbis, 44100 Hz and 2"},
      {"channels.opus", "Opus, 48000 Hz and 2 channels to Opus, 48000 Hz and 1"}};
  for (const auto& [file, change] : cases) {
    const Heard sound = heard_both(folder, file, "float");
    CHECK(sound.status == 3);
    CHECK(sound.words == "rectify: error: " + file +
                             ": a new part of it begins at 1.23 s that changes from " + change +
                             "\n");
  }
}

TEST_CASE("streams beside the sound are passed over and named") {
  const TemporaryFolder folder;
  make(folder, kWaves +
                   "ffmpeg -v error -f lavfi -i testsrc=s=32x32:d=1.2:r=10 -i noise.wav "
                   "-c:v libtheora -c:a libvorbis -shortest in.ogv && "
                   "oggenc -Q -k noise.wav -o skeleton.ogg && "
                   "ffmpeg -v error -f lavfi -i testsrc=s=32x32:d=1 -c:v libtheora only.ogv");
  for (const std::string in : {"in.ogv", "< <(cat in.ogv)"}) {
    const Result result = shell("$RECTIFY half " + in + " -o out.wav --force", folder.path());
    CHECK(result.status == 0);
    CHECK(result.err == warning("out.wav: WAV can't hold this of the input: Theora"));
  }
  CHECK(shell("$RECTIFY half skeleton.ogg -o out.ogg", folder.path()).err ==
        warning("out.ogg: Ogg Vorbis can't hold this of the input: Skeleton"));
  const Result only = shell("$RECTIFY half only.ogv -o none.wav", folder.path());
  CHECK(only.status == 3);
  CHECK(only.err ==
        "rectify: error: only.ogv: an Ogg without sound that is read here; it holds Theora\n");
}

TEST_CASE("a flipped byte in any page of an Ogg is told of, in the last one too") {
  const TemporaryFolder folder;
  make(folder, kWaves +
                   "opusenc --quiet sine.wav in.opus && oggenc -Q sine.wav -o in.ogg && "
                   "flac -s --ogg sine.wav -o in.oga");
  std::mt19937 random(3);
  for (const std::string type : {"opus", "ogg", "oga"}) {
    const std::string encoding = type == "oga" ? "pcm_16" : "float";
    const std::string whole = read_file(folder / ("in." + type));
    const std::string sound = heard(folder, "in." + type, encoding, false).samples;
    const auto all = ogg_pages(whole);
    REQUIRE(all.size() > 3);
    // The head takes two pages, in FLAC one for each block of metadata.
    for (std::size_t page = type == "oga" ? 6 : 3; page < all.size(); ++page) {
      if (page > 9 && page + 2 < all.size()) continue;
      CAPTURE(type);
      CAPTURE(page);
      std::string flipped = whole;
      const std::size_t end = page + 1 < all.size() ? all[page + 1] : whole.size();
      const std::size_t place = all[page] + random() % (end - all[page]);
      flipped[place] = static_cast<char>(flipped[place] ^ 0x10);
      write_file(folder / ("flipped." + type), flipped);
      const Heard heard = heard_both(folder, "flipped." + type, encoding);
      CHECK(heard.status == 0);
      // A last page that seems longer than it is looks cut.
      const bool told =
          heard.words.find("damaged place at ") != std::string::npos ||
          (page + 1 == all.size() && heard.words.find("cut short") != heard.words.npos);
      CHECK_MESSAGE(told, heard.words);
      CHECK(heard.samples.size() <= sound.size());
    }
    // Cut at a page, or within one, it lacks something.
    for (const std::size_t length : {all.back(), all.back() + 40, all[all.size() - 2]}) {
      write_file(folder / ("cut." + type), whole.substr(0, length));
      const Heard heard = heard_both(folder, "cut." + type, encoding);
      CHECK(heard.status == 0);
      CHECK_MESSAGE(heard.words.starts_with("rectify: warning: cut." + type + ": cut short"),
                    heard.words);
    }
  }
}

TEST_CASE("Ogg FLAC is written as flac reads it, into a file and into a pipe") {
  const TemporaryFolder folder;
  make(folder, kWaves +
                   "$RECTIFY half noise.wav --leak 1 --encoding pcm_16 -o file.oga && "
                   "$RECTIFY half noise.wav --leak 1 --encoding pcm_16 --format oga | cat > "
                   "piped.oga && cat noise.wav | $RECTIFY half - --leak 1 --encoding pcm_16 "
                   "--format oga | cat > both.oga");
  const std::string raw = heard_by(folder, "ffmpeg -v error -i noise.wav -f s16le -");
  for (const std::string file : {"file.oga", "piped.oga", "both.oga"}) {
    CAPTURE(file);
    const bool same = flac(folder, file) == raw;
    CHECK(same);
    const bool by_ffmpeg = heard_by(folder, "ffmpeg -v error -i " + file + " -f s16le -") == raw;
    CHECK(by_ffmpeg);
    // flac checks the MD5 where there is one.
    CHECK(shell("flac -ts --ogg " + file, folder.path()).status == 0);
  }
  CHECK(heard_by(folder,
                 "ffprobe -v error -show_entries stream=duration_ts -of "
                 "default=nk=1:nw=1 file.oga") == "59256\n");
}
