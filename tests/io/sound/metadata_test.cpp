// Checks that a damaged file with metadata is read or ends in an io::Error: cut at every byte, and
// with every field at its extremes.
#include "io/sound/metadata.hpp"

#include <doctest/doctest.h>

#include <filesystem>

#include "io/sound/container.hpp"
#include "io/sound/sound_reader.hpp"
#include "support/chunked_files.hpp"
#include "support/process.hpp"

namespace {

using namespace test;
namespace io = rectify::io;

const std::string kSamples(64, '\1');

/// Reads all of it, and asks for all that can be made of its metadata. False: it was refused.
bool survives(const std::string& path, const std::string& bytes) {
  std::filesystem::remove(path);  // ext4 waits for the disk where a file is cut to be rewritten
  write_file(path, bytes);
  io::Disk disk;
  try {
    const auto reader = io::open_sound(io::Input::open(disk, path), std::nullopt);
    std::vector<std::byte> block(1U << 16U);
    std::size_t total = 0;
    while (const std::size_t got = reader->read(block)) total += got;
    // Four bits of ADPCM become a float.
    CHECK(total <= (reader->sound().encoding->is_float() ? 8 * bytes.size() + 512 : bytes.size()));
    for (const io::Container* container : io::containers()) {
      io::SoundFormat to = reader->sound();
      to.container = container;
      static_cast<void>(io::dropped_metadata(reader->metadata(), reader->sound(), to));
      static_cast<void>(io::chunks_for(to, reader->metadata()));
    }
    return true;
  } catch (const io::Error& error) {
    CHECK(error.status() == io::ExitStatus::kInput);
    return false;
  }
}

std::vector<std::string> files() {
  const RiffParts riff;
  const std::string mark = aiff_chunk(
      "MARK", big(2, 2) + big(1, 2) + big(3, 4) + "\5first" + big(2, 2) + big(5, 4) + "\3two");
  const std::string comments =
      aiff_chunk("COMT", big(1, 2) + big(77, 4) + big(0, 2) + big(4, 2) + "text");
  const std::string info = caf_chunk("info", big(2, 4) + std::string("title\0T\0mood\0blue\0", 18));
  const std::string layout = caf_chunk("chan", big(0x10000, 4) + big(4, 4) + big(0, 4));
  const std::string w64 = w64_chunk("bext" + kW64Tail, "12345");
  const std::string lists = riff.info + riff.cue + riff.names;
  const std::string ima = little(0x11, 2) + little(1, 2) + little(8000, 4) + little(4055, 4) +
                          little(36, 2) + little(4, 2) + little(2, 2) + little(65, 2);
  const std::string adpcm = "WAVE" + riff_chunk("fmt ", ima) + riff_chunk("fact", little(100, 4)) +
                            riff.info + riff_chunk("data", std::string(50, '\x5A')) + riff.ixml;
  const std::string packets = big(0, 4) + std::string(68, '\x3C');
  const std::string ima4 = big(0x40E7700000000000, 8) + "ima4" + big(0, 4) + big(34, 4) +
                           big(64, 4) + big(1, 4) + big(0, 4);
  const std::string late_comm =
      aiff_chunk("SSND", big(0, 8) + kSamples) + mark +
      aiff_chunk("COMM", big(1, 2) + big(32, 4) + big(16, 2) +
                             std::string("\x40\x0E\xBB\x80\0\0\0\0\0\0", 10));
  return {chunked_wav(lists, riff.ixml, kSamples),
          chunked_wav(riff.names, riff.cue + riff.info, kSamples),
          chunked_aiff(mark + comments, aiff_chunk("NAME", "T"), kSamples),
          chunked_aiff("", comments + mark, kSamples),
          chunked_caf(layout + info, info, kSamples),
          chunked_w64(w64, w64, kSamples),
          au_with_text("some text here", kSamples),
          "RIFF" + little(adpcm.size(), 4) + adpcm,
          "caff" + big(1, 2) + big(0, 2) + caf_chunk("desc", ima4) + info +
              caf_chunk("data", packets) + caf_chunk("pakt", big(2, 8) + big(100, 8) + big(0, 8)),
          "FORM" + big(late_comm.size() + 4, 4) + "AIFF" + late_comm};
}

}  // namespace

TEST_CASE("a file with metadata that is cut at any byte is read or refused") {
  const TemporaryFolder folder;
  for (const std::string& file : files()) {
    CHECK(survives(folder / "whole", file));
    for (std::size_t length = 1; length < file.size(); ++length) {
      CAPTURE(length);
      survives(folder / "cut", file.substr(0, length));
    }
  }
}

TEST_CASE("a file with metadata whose fields are wrong is read or refused") {
  const TemporaryFolder folder;
  for (const std::string& file : files()) {
    for (std::size_t at = 4; at + 4 <= file.size(); ++at) {
      CAPTURE(at);
      for (const std::string lie :
           {"\xFF\xFF\xFF\xFF", "\x7F\xFF\xFF\xFF", "\xFF\xFF\xFF\x7F", "\x01\x01\x01\x01"}) {
        std::string lying = file;
        lying.replace(at, 4, lie);
        survives(folder / "lying", lying);
      }
      std::string zero = file;
      zero.replace(at, 4, std::string(4, '\0'));
      survives(folder / "zero", zero);
    }
  }
}

TEST_CASE("where a chunk counts more cue points than it holds, those that it holds are read") {
  const TemporaryFolder folder;
  const std::string cue =
      riff_chunk("cue ", little(0xFFFFFFFF, 4) + RiffParts::point(1, 3) + "half a point");
  write_file(folder / "in", chunked_wav(cue, "", kSamples));
  io::Disk disk;
  const auto reader = io::open_sound(io::Input::open(disk, folder / "in"), std::nullopt);
  REQUIRE(reader->metadata().cues.size() == 1);
  CHECK(reader->metadata().cues[0].frame == 3);
}

TEST_CASE("cue points beyond those that AIFF can number are named and not written") {
  const TemporaryFolder folder;
  std::string points = little(40000, 4);
  for (std::uint64_t id = 0; id < 40000; ++id) points += RiffParts::point(id, id);
  write_file(folder / "in", chunked_wav(riff_chunk("cue ", points), "", kSamples));
  io::Disk disk;
  const auto reader = io::open_sound(io::Input::open(disk, folder / "in"), std::nullopt);
  io::SoundFormat aiff = reader->sound();
  aiff.container = io::container_named("aiff");
  CHECK(io::dropped_metadata(reader->metadata(), reader->sound(), aiff) ==
        "cue points beyond the 32767th");
  const auto chunks = io::chunks_for(aiff, reader->metadata());
  REQUIRE(chunks.size() == 1);
  CHECK(io::number_at(chunks[0].content, 2, std::endian::big) == 32767);
  CHECK(chunks[0].content.size() == 2 + 32767 * 8);
}

TEST_CASE("a limited number of empty chunks is kept") {
  const TemporaryFolder folder;
  std::string chunks;
  for (int i = 0; i < 500000; ++i) chunks += riff_chunk("none", "");
  write_file(folder / "in", chunked_wav(chunks, "", kSamples));
  io::Disk disk;
  const auto reader = io::open_sound(io::Input::open(disk, folder / "in"), std::nullopt);
  CHECK(reader->metadata().before.size() == io::Metadata::kMostBytes / io::Metadata::kEach);
  CHECK(reader->metadata().too_large == std::vector<std::string>{"chunk 'none' of 0 bytes"});
}

TEST_CASE("of what is too large each is named once, and no more than twenty") {
  const TemporaryFolder folder;
  std::string chunks = riff_chunk("full", std::string(io::Metadata::kMostBytes - 1000, 'f'));
  for (char c = 'A'; c <= 'Z'; ++c) chunks += riff_chunk(std::string(4, c), std::string(900, c));
  write_file(folder / "in", chunked_wav(chunks + chunks, "", kSamples));
  io::Disk disk;
  const auto reader = io::open_sound(io::Input::open(disk, folder / "in"), std::nullopt);
  const std::vector<std::string>& words = reader->metadata().too_large;
  REQUIRE(words.size() == 21);
  CHECK(words[0] == "chunk 'AAAA' of 900 bytes");
  CHECK(words[19] == "chunk 'TTTT' of 900 bytes");
  CHECK(words[20] == "and more");
}

TEST_CASE("a name that is longer than its list says ends with the list") {
  const TemporaryFolder folder;
  const std::string names =
      riff_chunk("LIST", "adtl" + std::string("labl") + little(9999, 4) + little(1, 4) + "cut");
  const std::string cue = riff_chunk("cue ", little(1, 4) + RiffParts::point(1, 3));
  write_file(folder / "in", chunked_wav(names + cue, "", kSamples));
  io::Disk disk;
  const auto reader = io::open_sound(io::Input::open(disk, folder / "in"), std::nullopt);
  REQUIRE(reader->metadata().cues.size() == 1);
  CHECK(reader->metadata().cues[0].name == "cut");
}

TEST_CASE("a zero byte in the name of a comment is a blank where it would end the name") {
  const TemporaryFolder folder;
  const std::string id("IAR\0", 4);
  const std::string info = riff_chunk("LIST", "INFO" + riff_chunk(id, std::string("text\0", 5)));
  write_file(folder / "in", chunked_wav(info, "", kSamples));
  io::Disk disk;
  const auto reader = io::open_sound(io::Input::open(disk, folder / "in"), std::nullopt);
  for (const auto& [written, name] : {std::pair("caf", "iar "), std::pair("mp3", "IAR ")}) {
    const std::string container = written;  // clang 14 captures no structured binding
    CAPTURE(container);
    io::SoundFormat to = reader->sound();
    to.container = io::container_named(container);
    const auto chunks = io::chunks_for(to, reader->metadata());
    REQUIRE(chunks.size() == 1);
    const std::string content(io::as_text(chunks[0].content));
    CHECK(content.find(name + std::string("\0text", 5)) != std::string::npos);
  }
}

TEST_CASE("what there is no room for is named where it belongs") {
  io::Metadata metadata;
  REQUIRE(metadata.make_room(io::Metadata::kMostBytes - io::Metadata::kEach, "all"));
  metadata.add_named_cue(3, "place");
  metadata.add_cue(1, 3);
  metadata.name_cue(1, "place");
  CHECK(metadata.cues.empty());
  CHECK(io::listed(metadata.too_large) == "some of the cue points, some names of cue points");
  metadata.add_comment("TITLE", "Rain");
  CHECK(metadata.too_large.back() == "title of 10 bytes");
  metadata.begin_source(true);  // of what a chunk says that is kept
  metadata.add_comment("ARTIST", "Me");
  CHECK(io::listed(metadata.too_large_for_foreign) == "artist of 9 bytes");
}

TEST_CASE("comments of a FLAC go beside the chunks of a WAV that it has kept") {
  io::SoundFormat sound;
  sound.container = io::container_named("wav");
  io::Metadata metadata;
  metadata.channels = 1;
  metadata.foreign_family = sound.container->metadata;
  const std::string info = RiffParts().info.substr(8);
  const auto bytes = std::as_bytes(std::span(info));
  metadata.foreign_before.push_back({"LIST", {bytes.begin(), bytes.end()}});
  metadata.add_comment("COPYRIGHT", "Me");
  const auto chunks = io::chunks_for(sound, metadata);
  REQUIRE(chunks.size() == 2);
  CHECK(io::as_text(chunks[0].content) == info);
  CHECK(chunks[1].id == "LIST");
  CHECK(io::as_text(chunks[1].content) == "INFO" + riff_chunk("ICOP", std::string("Me\0", 3)));
  // Of those that the chunks have as well, words that are others are lost.
  io::SoundFormat flac = sound;
  flac.container = io::container_named("flac");
  metadata.add_comment("ARTIST", "Artist");
  CHECK(io::dropped_metadata(metadata, flac, sound) == "");
  metadata.add_comment("TITLE", "another");
  CHECK(io::dropped_metadata(metadata, flac, sound) == "title");
}

TEST_CASE("what describes the old file alone is named nowhere") {
  io::SoundFormat from;
  from.container = io::container_named("flac");
  io::SoundFormat to;
  to.container = io::container_named("au");
  io::Metadata metadata;
  metadata.add_comment("WAVEFORMATEXTENSIBLE_CHANNEL_MASK", "0x4");
  metadata.add_comment("ENCODER", "another program");
  CHECK(io::dropped_metadata(metadata, from, to) == "");
  metadata.add_comment("TITLE", "Rain");
  CHECK(io::dropped_metadata(metadata, from, to) == "title");
}

TEST_CASE("more cue points than AIFF can number are not named where its chunks were kept") {
  io::SoundFormat from;
  from.container = io::container_named("flac");
  io::SoundFormat to;
  to.container = io::container_named("aiff");
  io::Metadata metadata;
  for (std::uint32_t n = 0; n < 32768; ++n) metadata.add_named_cue(n, "");
  CHECK(io::dropped_metadata(metadata, from, to) == "cue points beyond the 32767th");
  metadata.foreign_family = to.container->metadata;
  CHECK(io::dropped_metadata(metadata, from, to) == "");
}
