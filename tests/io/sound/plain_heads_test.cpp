// Checks what the heads of WAV, AIFF and CAF say of their samples, field by field: what is read and
// as what, and what is refused.
#include <doctest/doctest.h>

#include "io/sound/raw/raw_reader.hpp"
#include "support/edge_files.hpp"
#include "support/read_sound.hpp"

namespace {

using namespace test;
namespace io = rectify::io;

std::string fmt(std::uint64_t tag, std::uint64_t channels, std::uint64_t block, std::uint64_t bits,
                const std::string& more = "") {
  return riff_chunk("fmt ", little(tag, 2) + little(channels, 2) + little(48000, 4) +
                                little(48000 * block, 4) + little(block, 2) + little(bits, 2) +
                                more);
}

std::string wav_with(const std::string& format, const std::string& samples = kSamples) {
  return riff_of(format + riff_chunk("data", samples));
}

std::string comm(std::uint64_t channels, std::uint64_t frames, std::uint64_t bits,
                 const std::string& compression = "") {
  return aiff_chunk("COMM", big(channels, 2) + big(frames, 4) + big(bits, 2) +
                                std::string("\x40\x0E\xBB\x80\0\0\0\0\0\0", 10) + compression +
                                (compression.empty() ? "" : std::string(2, '\0')));
}

std::string aifc(const std::string& chunks) {
  return "FORM" + big(chunks.size() + 4, 4) + "AIFC" + chunks;
}

std::string ssnd(const std::string& samples) { return aiff_chunk("SSND", big(0, 8) + samples); }

std::string caf_with(const std::string& format, std::uint64_t flags, std::uint64_t packet,
                     std::uint64_t channels, std::uint64_t bits, std::uint64_t frames = 1) {
  return "caff" + big(1, 2) + big(0, 2) +
         caf_chunk("desc", big(0x40E7700000000000, 8) + format + big(flags, 4) + big(packet, 4) +
                               big(frames, 4) + big(channels, 4) + big(bits, 4)) +
         caf_chunk("data", big(0, 4) + kSamples);
}

std::string not_read(const std::string& kind) {
  return "in: sound of a kind that is not read here (" + kind +
         "); sox or ffmpeg can convert it to WAV";
}

}  // namespace

TEST_CASE("a WAV whose samples do not fill their frames is refused") {
  const auto words = [](std::uint64_t bits, std::uint64_t block, std::uint64_t channels) {
    return "in: samples of " + std::to_string(bits) + " bits, " + std::to_string(block) +
           " bytes for each frame of " + std::to_string(channels) + " channels, are not supported";
  };
  CHECK(read_sound(wav_with(fmt(1, 2, 5, 16))).error == words(16, 5, 2));
  CHECK(read_sound(wav_with(fmt(1, 1, 2, 8))).error == words(8, 2, 1));
  CHECK(read_sound(wav_with(fmt(1, 1, 5, 40))).error == words(40, 5, 1));
  CHECK(read_sound(wav_with(fmt(1, 1, 8, 24))).error == words(24, 8, 1));
  CHECK(read_sound(wav_with(fmt(1, 1, 0, 0))).error == words(0, 0, 1));
  CHECK(read_sound(wav_with(fmt(6, 1, 2, 16))).error == words(16, 2, 1));
  CHECK(read_sound(wav_with(fmt(7, 1, 2, 16))).error == words(16, 2, 1));
  CHECK(read_sound(wav_with(fmt(3, 1, 2, 16))).error == words(16, 2, 1));
  for (const auto& [tag, encoding] : {std::pair(6U, &io::kAlaw), std::pair(7U, &io::kUlaw)}) {
    const ReadSound read = read_sound(wav_with(fmt(tag, 1, 1, 8)));
    CHECK(read.sound.encoding == encoding);
    CHECK(read.samples == kSamples);
  }
}

TEST_CASE("an extensible WAV says its samples in a whole chunk, or is refused") {
  const std::string whole = extensible(1, 2, 16, 16, kPcmGuid);
  CHECK(read_sound(wav_with(whole)).samples == kSamples);
  CHECK(read_sound(wav_with(fmt(0xFFFE, 1, 2, 16))).error == not_read("WAV, format 0xFFFE"));
  // ADPCM under another GUID than that of WAV's formats; valid bits that are not said.
  const std::string adpcm = std::string("\x11\0", 2) + kAmbisonicGuid.substr(2);
  CHECK(read_sound(wav_with(extensible(1, 36, 4, 4, adpcm))).error ==
        not_read("WAV, format 0x0011"));
  for (const auto& [valid, words] : {std::pair<std::uint64_t, std::string>(0, ""),
                                     {12, "that 12 of 16 bits are valid"},
                                     {16, ""},
                                     {20, ""}}) {
    CHECK(read_sound(wav_with(extensible(1, 2, 16, valid, kPcmGuid))).left_out() == words);
  }
}

TEST_CASE("RF64 and BW64 obey the sizes in ds64 only where the others are unknown") {
  const auto rf64 = [](const std::string& magic, std::uint64_t large, std::uint64_t said) {
    return magic + little(0xFFFFFFFF, 4) + "WAVE" +
           riff_chunk("ds64",
                      little(0, 8) + little(large, 8) + little(large / 2, 8) + little(0, 4)) +
           fmt(1, 1, 2, 16) + "data" + little(said, 4) + kSamples;
  };
  for (const std::string magic : {"RF64", "BW64"}) {
    for (const auto& read : {read_from_file, read_from_pipe}) {
      CHECK(read(rf64(magic, 16, 0xFFFFFFFF)).samples == kSamples);
      CHECK(read(rf64(magic, 8, 0xFFFFFFFF)).samples == kSamples.substr(0, 8));
      CHECK(read(rf64(magic, 4, 8)).samples == kSamples.substr(0, 8));
    }
  }
  CHECK(read_sound("RX64" + rf64("", 16, 16)).error.find("not a sound file") != std::string::npos);
  // A WAV has no such sizes: there it is a chunk like any other.
  const std::string ds64 = riff_chunk("ds64", little(0, 8) + little(4, 8) + little(2, 8));
  const ReadSound wav =
      read_sound(riff_of(ds64 + fmt(1, 1, 2, 16) + "data" + little(0xFFFFFFFF, 4) + kSamples));
  CHECK(wav.samples == kSamples);
}

TEST_CASE("where the fact chunk of an RF64 knows no number of frames, ds64 says it") {
  const std::string ima = fmt(0x11, 1, 36, 4, little(2, 2) + little(65, 2));
  const std::string blocks(36 * 3, '\0');
  for (const auto& [fact, frames] :
       {std::pair(0xFFFFFFFFU, 150U), std::pair(140U, 140U), std::pair(10U, 195U)}) {
    const std::string file =
        "RF64" + little(0xFFFFFFFF, 4) + "WAVE" +
        riff_chunk("ds64",
                   little(0, 8) + little(blocks.size(), 8) + little(150, 8) + little(0, 4)) +
        ima + riff_chunk("fact", little(fact, 4)) + "data" + little(0xFFFFFFFF, 4) + blocks;
    CHECK(read_sound(file).frames == frames);
  }
  const std::string wav =
      riff_of(ima + riff_chunk("fact", little(0xFFFFFFFF, 4)) + riff_chunk("data", blocks));
  CHECK(read_sound(wav).frames == 195);
}

TEST_CASE("every compression of AIFC that holds plain samples is read as what it is") {
  using enum rectify::SampleType;
  struct Row {
    std::string compression;
    std::uint64_t bits;
    rectify::SampleType type;
    std::endian order;
    std::string words;
  };
  const auto big_end = std::endian::big;
  const std::vector<Row> rows = {
      {"NONE", 16, s16, big_end, ""},
      {"NONE", 12, s16, big_end, "that 12 of 16 bits are valid"},
      {"NONE", 8, s8, big_end, ""},
      {"twos", 24, s24, big_end, ""},
      {"sowt", 16, s16, std::endian::little, ""},
      {"in24", 0, s24, big_end, ""},
      {"in32", 20, s32, big_end, "that 20 of 32 bits are valid"},
      {"raw ", 12, u8, big_end, ""},
      {"fl32", 12, f32, big_end, ""},
      {"FL32", 32, f32, big_end, ""},
      {"fl64", 64, f64, big_end, ""},
      {"FL64", 64, f64, big_end, ""},
      {"ulaw", 16, ulaw, big_end, ""},
      {"ULAW", 16, ulaw, big_end, ""},
      {"alaw", 16, alaw, big_end, ""},
      {"ALAW", 16, alaw, big_end, ""},
  };
  const std::string samples(48, '\1');  // whole frames of all types
  for (const Row& row : rows) {
    CAPTURE(row.compression);
    CAPTURE(row.bits);
    const std::size_t frames = samples.size() / rectify::bytes_per_sample(row.type);
    const std::string file = aifc(comm(1, frames, row.bits, row.compression) + ssnd(samples));
    const ReadSound read = read_sound(file);
    CHECK(read.samples == samples);
    CHECK(read.frames == frames);
    CHECK(read.left_out() == row.words);
    fuzz::MemoryDisk disk;
    disk.put("in", file);
    const auto reader = io::open_sound(io::Input::open(disk, "in"), std::nullopt);
    CHECK(reader->samples().type == row.type);
    if (rectify::bytes_per_sample(row.type) > 1) CHECK(reader->samples().order == row.order);
  }
  CHECK(read_sound(aifc(comm(1, 8, 40, "NONE") + ssnd(samples))).error ==
        not_read("AIFF, 'NONE', 40 bits"));
  CHECK(read_sound(aifc(comm(1, 8, 0, "NONE") + ssnd(samples))).error ==
        not_read("AIFF, 'NONE', 0 bits"));
}

TEST_CASE("GSM and IMA4 in AIFC are read with the channels that they can have") {
  const std::string blocks(33 * 34 * 2, '\0');
  for (const std::string gsm : {"GSM ", "agsm"}) {
    CHECK(read_sound(aifc(comm(1, 66, 0, gsm) + ssnd(blocks.substr(0, 66)))).frames == 320);
    CHECK(read_sound(aifc(comm(2, 66, 0, gsm) + ssnd(blocks))).error ==
          not_read("AIFF, '" + gsm + "', 0 bits"));
  }
  for (const std::size_t channels : {1U, 2U}) {
    CHECK(read_sound(aifc(comm(channels, 2, 0, "ima4") + ssnd(blocks.substr(0, 68 * channels))))
              .frames == 128);
    // Of no frames, with and without the chunk of samples.
    for (const std::string& chunk : {ssnd(""), std::string()}) {
      const ReadSound none = read_sound(aifc(comm(channels, 0, 0, "ima4") + chunk));
      CHECK(none.error == "");
      CHECK(none.frames == 0);
      CHECK(none.sound.channels == channels);
    }
  }
  CHECK(read_sound(aifc(comm(3, 2, 0, "ima4") + ssnd(blocks))).error ==
        not_read("AIFF, 'ima4', 0 bits"));
  CHECK(read_sound(aifc(comm(1, 2, 0, "ima4"))).error ==
        "in: not a whole AIFF file: it has no SSND chunk");
}

TEST_CASE("frames of an AIFF that its COMM chunk does not count are named and left out") {
  const std::string left = " that its COMM chunk does not count";
  for (const auto& [count, words] : {std::pair<std::uint64_t, std::string>(8, ""),
                                     {7, "1 frame" + left},
                                     {5, "3 frames" + left}}) {
    const ReadSound read = read_sound(aifc(comm(1, count, 16, "NONE") + ssnd(kSamples)));
    CHECK(read.samples == kSamples.substr(0, 2 * count));
    CHECK(read.left_out() == words);
    CHECK(read.missing == 0);
  }
  // A size beyond those that streams leave in a head is meant.
  const ReadSound cut = read_sound(
      aifc(comm(1, 0x48000000, 16, "NONE") + "SSND" + big(0x90000008, 4) + big(0, 8) + kSamples));
  CHECK(cut.samples == kSamples);
  CHECK(cut.missing == 0x48000000 - 8);
}

TEST_CASE("a CAF whose packets are no frames of its samples is refused") {
  CHECK(read_sound(caf_with("lpcm", 0, 2, 1, 16)).samples == kSamples);
  CHECK(read_sound(caf_with("ulaw", 0, 1, 1, 8)).sound.encoding == &io::kUlaw);
  CHECK(read_sound(caf_with("alaw", 0, 2, 2, 8)).sound.encoding == &io::kAlaw);
  CHECK(read_sound(caf_with("lpcm", 1, 8, 1, 64)).sound.encoding == &io::kDouble);
  for (const auto& [format, flags, packet, channels] :
       {std::tuple<std::string, unsigned, unsigned, unsigned>("lpcm", 0, 5, 2),
        {"lpcm", 0, 5, 1},
        {"lpcm", 1, 2, 1},
        {"ulaw", 0, 2, 1},
        {"alaw", 0, 1, 2},
        {"aac ", 0, 0, 2},
        {"ima4", 0, 34, 3},
        {"ima4", 0, 36, 1}}) {
    CHECK(read_sound(caf_with(format, flags, packet, channels, 16, 64)).error ==
          not_read("CAF, '" + format + "', 16 bits"));
  }
}

TEST_CASE("packets of a CAF beyond what the head for libsndfile can say are refused") {
  // 5 GiB of which nothing is on the disk.
  const TemporaryFolder folder;
  std::string file = caf_with("ima4", 0, 34, 1, 0, 64);
  const std::uint64_t bytes = std::uint64_t{5} << 30U;
  const std::size_t data = file.find("data");
  file = file.substr(0, data + 4) + big(bytes + 4, 8) + big(0, 4);
  write_file(folder / "in.caf", file);
  std::filesystem::resize_file(folder / "in.caf", file.size() + bytes);
  io::Disk disk;
  try {
    static_cast<void>(io::open_sound(io::Input::open(disk, folder / "in.caf"), std::nullopt));
    FAIL("it was read");
  } catch (const io::Error& error) {
    CHECK(error.status() == io::ExitStatus::kInput);
    CHECK(std::string(error.what()) ==
          folder / "in.caf" + ": more than 4 GiB of 'ima4' are not read here");
  }
}

TEST_CASE("a description of raw samples names type, byte order, rate and channels, or is none") {
  const auto raw = io::parse_raw("s16be:8000:2");
  REQUIRE(raw);
  CHECK(raw->samples == rectify::SampleFormat{rectify::SampleType::s16, std::endian::big});
  CHECK(raw->rate == 8000);
  CHECK(raw->channels == 2);
  for (const std::string good : {"u8:1:1", "u8le:1:1", "u8be:1:1", "ulaw:8000:1",
                                 "s24le:48000:1024", "f64be:4294967295:1"}) {
    CAPTURE(good);
    CHECK(io::parse_raw(good).has_value());
  }
  for (const std::string bad :
       {"", "s16", "s16le", "s16le:48000", "s16:48000:1", "f32:48000:1", "s16ne:48000:1",
        "u8x:48000:1", "s12le:48000:1", "s16le:0:1", "s16le:48000:0", "s16le:48000:1025",
        "s16le:48k:1", "s16le:4294967296:1", "s16le:48000:1:", "s16le:48000:", "s16le::1"}) {
    CAPTURE(bad);
    CHECK_FALSE(io::parse_raw(bad).has_value());
  }
}
