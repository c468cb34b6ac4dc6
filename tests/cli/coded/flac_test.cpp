// Checks that every sample of a FLAC is read and written, at every depth, and what is said of a
// damaged one. flac says what is right, bit for bit.
#include <doctest/doctest.h>

#include <random>

#include "support/coded.hpp"
#include "support/sound_bytes.hpp"

namespace {

using namespace test;

const std::string kBoth =
    "sox -D -R -n -r 44100 -c 2 -b 16 noise.wav synth 1 noise gain -6 && "
    "sox -D -n -r 44100 -c 2 -b 16 sine.wav synth 9 sine 440 gain -6 && "
    "sox noise.wav sine.wav both.wav && ";

void make(const TemporaryFolder& folder, const std::string& line) {
  const Result result = shell(line, folder.path());
  REQUIRE_MESSAGE(result.status == 0, result.err);
}

/// Whole samples as flac gives them, through its errors, which it may report with its status.
std::string flac(const TemporaryFolder& folder, const std::string& file) {
  return shell(
             "flac -dFcs --force-raw-format --endian=little --sign=signed " + file + " 2>/dev/null",
             folder.path())
      .out;
}

/// A number of many bits in the head of a FLAC.
void set_total(std::string& file, std::uint64_t frames) {
  constexpr std::size_t kPlace = 8 + 10;
  std::uint64_t packed = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    packed = packed << 8U | static_cast<unsigned char>(file[kPlace + i]);
  }
  file.replace(kPlace, 8, big((packed >> 36U << 36U) | frames, 8));
}

/// Where the frames of a FLAC begin.
std::size_t first_frame(const std::string& file) {
  std::size_t at = 4;
  for (bool last = false; !last;) {
    last = (static_cast<unsigned char>(file[at]) & 0x80U) != 0;
    std::size_t length = 0;
    for (std::size_t i = 1; i < 4; ++i)
      length = length << 8U | static_cast<unsigned char>(file[at + i]);
    at += 4 + length;
  }
  return at;
}

/// Codes of so many bits: the extremes, and chance.
std::string codes(int bits, std::size_t count) {
  std::mt19937 random(static_cast<unsigned>(bits));
  std::string raw;
  const std::int64_t highest = (std::int64_t{1} << (bits - 1)) - 1;
  const auto bytes = static_cast<std::size_t>((bits + 7) / 8);
  for (std::size_t i = 0; i < count; ++i) {
    const auto chance = static_cast<std::int64_t>(random()) - 0x80000000LL;
    const std::int64_t code = i == 0   ? -highest - 1
                              : i == 1 ? highest
                              : i == 2 ? -1
                              : i == 3 ? 0
                                       : chance >> (32 - bits);
    raw += little(static_cast<std::uint64_t>(code), bytes);
  }
  return raw;
}

}  // namespace

TEST_CASE("a FLAC streamed into a pipe, cut or overwritten, says what it lacks") {
  const TemporaryFolder folder;
  make(folder, kBoth +
                   "cat both.wav | $RECTIFY half - --leak 1 --encoding pcm_16 --format flac | "
                   "cat > whole.flac");
  const std::string whole = read_file(folder / "whole.flac");
  const std::string sound = flac(folder, "whole.flac");
  REQUIRE(sound.size() == 441000 * 4);
  CHECK(heard_both(folder, "whole.flac", "pcm_16").words == "");

  write_file(folder / "cut.flac", whole.substr(0, 60000));
  const Heard cut = heard_both(folder, "cut.flac", "pcm_16");
  CHECK(cut.status == 0);
  const bool begins = sound.starts_with(cut.samples) && cut.samples.size() > 10000;
  CHECK(begins);
  CHECK(cut.words ==
        warning("cut.flac: cut short: it lacks " + std::to_string(441000 - cut.samples.size() / 4) +
                " frames that it promises; rectified as far as it goes"));

  std::string holed = whole;
  holed.replace(60000, 400, std::string(400, '\x11'));
  write_file(folder / "hole.flac", holed);
  const Heard hole = heard_both(folder, "hole.flac", "pcm_16");
  CHECK(hole.status == 0);
  // Silence stands in for what is lost, so that all else stays in its place, as with flac -F. This
  // makes the next frame silent too (1.4.2).
  REQUIRE(hole.samples.size() == sound.size());
  const std::size_t front = same_front(hole.samples, sound);
  const std::size_t end = sound.size() - same_end(hole.samples, sound);
  CHECK(front > 10000);
  CHECK(end - front <= 4096 * 4);
  CHECK(hole.samples.find_first_not_of('\0', front) >= end);
  const std::string by_flac = flac(folder, "hole.flac");
  CHECK(same_front(by_flac, sound) == front);
  CHECK(sound.size() - same_end(by_flac, sound) >= end);
  CHECK_MESSAGE(hole.words.starts_with("rectify: warning: hole.flac: a damaged place at 0."),
                hole.words);
  CHECK_MESSAGE(hole.words.ends_with(" s of sound lost; rectified as far as it goes\n"),
                hole.words);

  // One that says nothing of its length, cut within a frame.
  std::string silent = whole;
  set_total(silent, 0);
  write_file(folder / "silent.flac", silent);
  CHECK(heard_both(folder, "silent.flac", "pcm_16").words == "");
  write_file(folder / "silent.flac", silent.substr(0, 60000));
  CHECK(heard_both(folder, "silent.flac", "pcm_16").words ==
        warning("silent.flac: cut short; rectified as far as it goes"));
}

TEST_CASE("one flipped bit anywhere in a FLAC's frames is told of") {
  const TemporaryFolder folder;
  make(folder, kBoth + "sox both.wav short.wav trim 0 2 && flac -s short.wav -o whole.flac");
  const std::string whole = read_file(folder / "whole.flac");
  const std::string sound = flac(folder, "whole.flac");
  std::mt19937 random(7);
  for (int turn = 0; turn < 60; ++turn) {
    std::string flipped = whole;
    const std::size_t first = first_frame(whole);
    const std::size_t place = turn == 0   ? first
                              : turn == 1 ? whole.size() - 1
                                          : first + random() % (whole.size() - first);
    flipped[place] = static_cast<char>(flipped[place] ^ (1 << random() % 8));
    CAPTURE(place);
    write_file(folder / "flipped.flac", flipped);
    const Heard heard = heard_both(folder, "flipped.flac", "pcm_16");
    CHECK(heard.status == 0);
    const bool told = heard.words.find("damaged place") != std::string::npos ||
                      heard.words.find("cut short") != std::string::npos ||
                      heard.words.find("checksum") != std::string::npos;
    CHECK(told);
    CHECK(heard.samples.size() <= sound.size());
    CHECK(heard.samples.size() + 4 * 4608 * 4 >= sound.size());  // the last frames may be gone
  }
}

TEST_CASE("a FLAC is read to its end, whatever its head says of the length") {
  const TemporaryFolder folder;
  make(folder, kBoth + "flac -s both.wav -o in.flac");
  const std::string sound = flac(folder, "in.flac");
  std::string file = read_file(folder / "in.flac");
  for (const auto& [total, words] :
       {std::pair<std::uint64_t, std::string>(100000, ""),
        {0, ""},
        {441001,
         "in.flac: cut short: it lacks 1 frame that it promises; rectified as far as it "
         "goes"}}) {
    const std::uint64_t claimed = total;
    CAPTURE(claimed);
    set_total(file, total);
    write_file(folder / "in.flac", file);
    const Heard heard = heard_both(folder, "in.flac", "pcm_16");
    CHECK(heard.words == (words.empty() ? "" : warning(words)));
    const bool same = heard.samples == sound;
    CHECK(same);
  }
  // Only a length that the last frame bears out goes into the head of a stream.
  const auto claimed_by_wav = [&](std::uint64_t total) {
    set_total(file, total);
    write_file(folder / "in.flac", file);
    const std::string wav = shell("$RECTIFY half in.flac -q --format wav", folder.path()).out;
    return wav.substr(40, 4);
  };
  CHECK(claimed_by_wav(441000) == little(441000 * 4, 4));
  CHECK(claimed_by_wav(100000) == little(0xFFFFFFFF, 4));
  CHECK(claimed_by_wav(0) == little(0xFFFFFFFF, 4));
}

TEST_CASE("a FLAC whose depth, rate or channels change on the way is refused at that place") {
  const TemporaryFolder folder;
  make(folder, kBoth +
                   "flac -s noise.wav -o a.flac && "
                   "sox -D noise.wav -b 24 b24.wav && flac -s b24.wav -o b.flac && "
                   "sox -D noise.wav -r 48000 c48.wav && flac -s c48.wav -o c.flac && "
                   "sox -D noise.wav -c 1 d1.wav && flac -s d1.wav -o d.flac");
  const std::string a = read_file(folder / "a.flac");
  for (const auto& [other, change] :
       {std::pair<std::string, std::string>("b.flac", "44100 Hz, 2 and 24"),
        {"c.flac", "48000 Hz, 2 and 16"},
        {"d.flac", "44100 Hz, 1 and 16"}}) {
    const std::string b = read_file(folder / other);
    write_file(folder / "in.flac", a + b.substr(first_frame(b)));
    const Heard heard = heard_both(folder, "in.flac", "pcm_16");
    CHECK(heard.status == 3);
    CHECK(heard.words ==
          "rectify: error: in.flac: changes from 44100 Hz, 2 channels and 16 bits to " + change +
              " at 1.00 s\n");
  }
}

TEST_CASE("FLAC of every depth comes in and goes out bit for bit, native and in Ogg") {
  const TemporaryFolder folder;
  for (const int bits : {8, 12, 16, 20, 24, 32}) {
    CAPTURE(bits);
    const auto bytes = static_cast<std::size_t>((bits + 7) / 8);
    const std::string raw = codes(bits, 20000);
    const int width = static_cast<int>(8 * bytes);
    std::string shifted;
    for (std::size_t at = 0; at < raw.size(); at += bytes) {
      const std::int64_t code = signed_at(raw, at, bytes);
      shifted += little(static_cast<std::uint64_t>(code) << (width - bits), bytes);
    }
    write_file(folder / "in.raw", shifted);
    const std::string name = bits == 8 ? "pcm_s8" : "pcm_" + std::to_string(bits);
    make(folder, "rm -f a.* b.*; $RECTIFY half --leak 1 in.raw --raw s" + std::to_string(width) +
                     "le:48000:1 --encoding " + name + " -o a.flac");
    CHECK(heard_by(folder, "metaflac --show-bps a.flac") == std::to_string(bits) + "\n");
    // flac makes a WAV of it, its codes in the upper bits.
    const std::string wav = heard_by(folder, "flac -dcs a.flac 2>/dev/null");
    std::string expected = shifted;
    if (width == 8) {
      for (char& c : expected) c = static_cast<char>(c ^ 0x80);
    }
    const bool right = wav.ends_with(expected);
    CHECK(right);
    // Full saturates at its own depth.
    std::string full;
    const std::int64_t highest = (std::int64_t{1} << (bits - 1)) - 1;
    for (std::size_t at = 0; at < raw.size(); at += bytes) {
      const std::int64_t code = signed_at(raw, at, bytes);
      full += little(
          static_cast<std::uint64_t>(std::min(std::abs(code), highest)) << (width - bits), bytes);
    }
    for (const std::string to : {"b.flac", "b.oga", "b.wav", "b.aiff"}) {
      CAPTURE(to);
      for (const std::string in : {"a.flac", "< <(cat a.flac)"}) {
        make(folder, "rm -f " + to + "; $RECTIFY full " + in + " -o " + to);
        const Result out = shell("$RECTIFY half " + to + " --leak 1 --format raw --encoding pcm_" +
                                     (width == 8 ? "s8" : std::to_string(width)),
                                 folder.path());
        const bool same = out.out == full;
        CHECK(same);
      }
    }
  }
}

TEST_CASE("FLAC of depths that can't be asked for is read, and stays as it is in FLAC") {
  const TemporaryFolder folder;
  // flac makes none, libFLAC does.
  write_file(folder / "make.py", R"(import ctypes, struct, sys
lib = ctypes.CDLL("libFLAC.so.12")
lib.FLAC__stream_encoder_new.restype = ctypes.c_void_p
for bits in map(int, sys.argv[1:]):
    with open("codes", "rb") as file:
        codes = struct.unpack("<3000i", file.read())
    encoder = ctypes.c_void_p(lib.FLAC__stream_encoder_new())
    lib.FLAC__stream_encoder_set_streamable_subset(encoder, 0)
    lib.FLAC__stream_encoder_set_channels(encoder, 1)
    lib.FLAC__stream_encoder_set_bits_per_sample(encoder, bits)
    assert lib.FLAC__stream_encoder_init_file(encoder, b"%d.flac" % bits, None, None) == 0
    codes = (ctypes.c_int32 * 3000)(*(code >> (32 - bits) for code in codes))
    assert lib.FLAC__stream_encoder_process_interleaved(encoder, codes, 3000)
    assert lib.FLAC__stream_encoder_finish(encoder)
)");
  const std::string all = codes(32, 3000);
  write_file(folder / "codes", all);
  const std::vector<int> depths = {4, 7, 9, 15, 17, 23, 25, 31};
  std::string words;
  for (const int bits : depths) words += " " + std::to_string(bits);
  make(folder, "/usr/bin/python3 make.py" + words);
  for (const int bits : depths) {
    CAPTURE(bits);
    const std::int64_t step = std::int64_t{1} << (32 - bits);
    const auto bytes = static_cast<std::size_t>((bits + 7) / 8);
    std::string full;
    for (std::size_t at = 0; at < all.size(); at += 4) {
      const std::int64_t code = signed_at(all, at, 4) & -step;
      const std::int64_t positive = std::min(std::abs(code), (std::int64_t{1} << 31) - step);
      full += little(static_cast<std::uint64_t>(positive), 4).substr(4 - bytes);
    }
    const std::string name = std::to_string(bits) + ".flac";
    make(folder, "rm -f out.flac; $RECTIFY full " + name + " -o out.flac");
    CHECK(heard_by(folder, "metaflac --show-bps out.flac") == std::to_string(bits) + "\n");
    const std::string width = bytes == 1 ? "s8" : std::to_string(8 * bytes);
    for (const std::string& line : {"full " + name, std::string("half --leak 1 out.flac")}) {
      const bool same =
          heard_by(folder, "$RECTIFY " + line + " --format raw --encoding pcm_" + width) == full;
      CHECK(same);
    }
  }
}

TEST_CASE("ID3 before a FLAC hides neither its comments nor its picture") {
  const TemporaryFolder folder;
  make(folder, kBoth +
                   "ffmpeg -v error -f lavfi -i color=red:s=8x8 -frames:v 1 p.png && "
                   "flac -s noise.wav -T TITLE=Rain -T ARTIST=One -T ARTIST=Two --picture=p.png "
                   "-o plain.flac && lame --quiet --tt Other --tl Album noise.wav tag.mp3");
  const std::string mp3 = read_file(folder / "tag.mp3");
  const std::size_t tag =
      10 + static_cast<std::size_t>(mp3[8]) * 128 + static_cast<std::size_t>(mp3[9]);
  write_file(folder / "in.flac", mp3.substr(0, tag) + read_file(folder / "plain.flac"));
  const std::string sound = flac(folder, "plain.flac");
  const Heard heard = heard_both(folder, "in.flac", "pcm_16");
  const bool same = heard.samples == sound;
  CHECK(same);
  for (const std::string in : {"in.flac", "< <(cat in.flac)"}) {
    make(folder, "rm -f out.flac; $RECTIFY half " + in + " -o out.flac 2>words");
    CHECK(read_file(folder / "words") == "");
    CHECK(heard_by(folder, "metaflac --export-tags-to=- out.flac | sort") ==
          "ALBUM=Album\nARTIST=One\nARTIST=Two\nTITLE=Rain\n");
    const bool picture =
        heard_by(folder, "metaflac --export-picture-to=- out.flac") == read_file(folder / "p.png");
    CHECK(picture);
  }
}
