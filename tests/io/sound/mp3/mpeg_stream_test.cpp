// Checks mpeg_stream.hpp: what it takes for frames, for tags and for neither.
#include "io/sound/mp3/mpeg_stream.hpp"

#include <doctest/doctest.h>

#include "io/file/disk.hpp"
#include "support/process.hpp"
#include "support/sound_bytes.hpp"

namespace {

using namespace test;
namespace io = rectify::io;

/// A frame of 417 bytes at 44.1 kHz; its content has no other head in it.
std::string frame(std::uint64_t head = 0xFFFB9064, std::size_t bytes = 417) {
  return big(head, 4) + std::string(bytes - 4, '\x22');
}

std::string frames(int count) {
  std::string all;
  for (int i = 0; i < count; ++i) all += frame();
  return all;
}

/// "F417 T128 O33 E0": the kinds of all pieces, and their lengths.
std::string pieces(const std::string& bytes) {
  const TemporaryFolder folder;
  write_file(folder / "in", bytes);
  io::Disk disk;
  io::Input input = io::Input::open(disk, folder / "in");
  io::MpegStream stream(input);
  std::string all;
  std::uint64_t total = 0;
  for (;;) {
    const auto piece = stream.next();
    using Kind = io::MpegStream::Piece::Kind;
    all += piece.kind == Kind::kFrame   ? "F"
           : piece.kind == Kind::kTag   ? "T"
           : piece.kind == Kind::kOther ? (piece.zeros ? "Z" : "O")
                                        : "E";
    all += std::to_string(piece.length) + " ";
    total += piece.length;
    CHECK(stream.place() == total);
    if (piece.kind == Kind::kEnd) break;
  }
  CHECK(total == bytes.size());
  return all;
}

const std::string kOldTag = "TAG" + std::string(125, 'x');

}  // namespace

TEST_CASE("frames follow each other, and tags stand around them") {
  CHECK(pieces(frames(3)) == "F417 F417 F417 E0 ");
  CHECK(pieces(frames(2) + kOldTag) == "F417 F417 T128 E0 ");
  CHECK(pieces(frames(1) + kOldTag) == "F417 T128 E0 ");
  CHECK(pieces(std::string("ID3\4\0\0\0\0\0\5", 10) + "12345" + frames(2)) == "T15 F417 F417 E0 ");
  CHECK(pieces(std::string("ID3\4\0\x10\0\0\0\5", 10) + "12345" + std::string(10, 'f') +
               frames(1)) == "T25 F417 E0 ");
  const std::string ape = little(2000, 4) + little(40, 4) + little(0, 4);
  const std::string head = "APETAGEX" + ape + little(0xA0000000, 4) + std::string(8, '\0');
  const std::string foot = "APETAGEX" + ape + little(0x80000000, 4) + std::string(8, '\0');
  CHECK(pieces(frames(2) + head + "12345678" + foot + kOldTag) == "F417 F417 T72 T128 E0 ");
  // One without a head shows only at its foot.
  const std::string old_foot = "APETAGEX" + little(1000, 4) + little(40, 4) + little(0, 4) +
                               little(0, 4) + std::string(8, '\0');
  CHECK(pieces(frames(2) + "12345678" + old_foot) == "F417 F417 T40 E0 ");
  CHECK(pieces(frames(2) + "LYRICSBEGINwords000014LYRICS200" + kOldTag) ==
        "F417 F417 T31 T128 E0 ");
}

TEST_CASE("what begins as a tag does and is none is no tag") {
  // Cut short by the end; of ID3v1 with its extension the other half may be whole.
  const std::string extended = "TAG+" + std::string(223, 'x');
  CHECK(pieces(frames(2) + extended + kOldTag) == "F417 F417 T227 T128 E0 ");
  CHECK(pieces(frames(2) + extended.substr(0, 200)) == "F417 F417 T128 O72 E0 ");
  CHECK(pieces(frames(2) + kOldTag.substr(0, 50)) == "F417 F417 O50 E0 ");
  CHECK(pieces(frames(2) + "TAP" + std::string(200, 'x')) == "F417 F417 O203 E0 ");
  CHECK(pieces(frames(2) + "APETAGEX" + std::string(12, '\0')) == "F417 F417 O20 E0 ");
  CHECK(pieces(frames(2) + "LYRICSBEGIN without an end") == "F417 F417 O26 E0 ");
  CHECK(pieces(frames(2) + "ID3\4") == "F417 F417 O4 E0 ");
  // No version is 255, and no byte of a size is beyond 127.
  for (const std::string head :
       {"ID3\xFF\1\1\1\1\1\5", "ID3\1\xFF\1\1\1\1\5", "ID3\4\1\1\1\1\1\x85"}) {
    CHECK(pieces(frames(2) + head + "12345") == "F417 F417 O15 E0 ");
  }
  // A foot of APE's that counts itself and no items, and one that counts others than are there.
  const auto ape = [](std::uint64_t bytes, std::uint64_t flags) {
    return "APETAGEX" + little(2000, 4) + little(bytes, 4) + little(0, 4) + little(flags, 4) +
           std::string(8, '\0');
  };
  CHECK(pieces(frames(2) + ape(32, 0)) == "F417 F417 O32 E0 ");
  CHECK(pieces(frames(2) + "12345678" + ape(41, 0)) == "F417 F417 O40 E0 ");
  CHECK(pieces(frames(2) + "12345678" + ape(32, 0xA0000000) + ape(32, 0x80000000)) ==
        "F417 F417 O8 T64 E0 ");
}

TEST_CASE("a single frame is believed before the end and before every kind of tag") {
  const std::string ape = "APETAGEX" + little(2000, 4) + little(32, 4) + little(0, 4) +
                          little(0xA0000000, 4) + std::string(8, '\0') + "APETAGEX" +
                          little(2000, 4) + little(32, 4) + little(0, 4) + little(0x80000000, 4) +
                          std::string(8, '\0');
  for (const std::string& tag :
       {std::string(), kOldTag, std::string("ID3\4\0\0\0\0\0\5", 10) + "12345", ape,
        std::string("LYRICSBEGINwords000016LYRICS200")}) {
    const std::string length = std::to_string(tag.size());
    CHECK(pieces(frame() + tag) == "F417 " + (tag.empty() ? "" : "T" + length + " ") + "E0 ");
  }
  CHECK(pieces(frame() + "LYRICS") == "O423 E0 ");
}

TEST_CASE("a tag that is too long to be handed over is passed over, to the end if need be") {
  const std::string head("ID3\4\0\0\x08\0\0\0", 10);  // 16 MiB follow
  const std::string rest(16U << 20U, 'x');
  CHECK(pieces(frames(2) + head + rest + frames(1)) == "F417 F417 T16777226 F417 E0 ");
  CHECK(pieces(frames(2) + head + "some") == "F417 F417 E14 ");
}

TEST_CASE("what is neither frame nor tag is passed over to the next that is surely one") {
  CHECK(pieces(frames(2) + std::string(33, '\x11') + frames(2)) == "F417 F417 O33 F417 F417 E0 ");
  CHECK(pieces(frames(2) + std::string(40, '\0') + frames(2)) == "F417 F417 Z40 F417 F417 E0 ");
  CHECK(pieces(std::string(100, '\0') + frames(2)) == "Z100 F417 F417 E0 ");
  // A head in between that none of its kind follows.
  CHECK(pieces(frames(2) + frame(0xFFFB1464, 96) + std::string(70, '\x11') + frames(2)) ==
        "F417 F417 O166 F417 F417 E0 ");
  CHECK(pieces(frames(2) + frame().substr(0, 200) + frames(2)) == "F417 F417 F417 O200 F417 E0 ");
  // Before any frame three must follow, unless nothing but zeros came before.
  CHECK(pieces("junk" + frames(2)) == "O838 E0 ");
  CHECK(pieces("junk" + frames(4)) == "O4 F417 F417 F417 F417 E0 ");
}

TEST_CASE("an end within a frame is told from one after it") {
  CHECK(pieces(frames(2) + frame().substr(0, 300)) == "F417 F417 E300 ");
  CHECK(pieces(frames(2) + frame().substr(0, 2)) == "F417 F417 E2 ");
  CHECK(pieces(frames(2) + frame().substr(1, 2)) == "F417 F417 O2 E0 ");
  CHECK(pieces(frames(2) + frame(0xFFFB9464, 384).substr(0, 300)) == "F417 F417 O300 E0 ");
  CHECK(pieces(frames(2) + "ID3\4" + std::string("\0\0\0\0\1\0", 6)) == "F417 F417 E10 ");
  CHECK(pieces("") == "E0 ");
}

TEST_CASE("a change of kind is believed where two more of it follow") {
  const std::string other = frame(0xFFFB9464, 384);  // 48 kHz
  CHECK(pieces(frames(2) + other + other + other) == "F417 F417 F384 F384 F384 E0 ");
  CHECK(pieces(frames(2) + other + frames(2)) == "F417 F417 O384 F417 F417 E0 ");
}

TEST_CASE("free format is measured by the distance of its heads") {
  const std::string free = frame(0xFFFB0064, 1000);
  CHECK(pieces(free + free + free) == "F1000 F1000 F1000 E0 ");
  const std::string padded = frame(0xFFFB0264, 1001);
  CHECK(pieces(free + padded + free + free) == "F1000 F1001 F1000 F1000 E0 ");
  // Two don't show it, nor do heads that chance has put between, of which another kind follows.
  CHECK(pieces(free + free) == "O2000 E0 ");
  std::string chance = free;
  chance.replace(400, 4, big(0xFFFB0064, 4)).replace(800, 4, big(0xFFFB9064, 4));
  CHECK(pieces(chance + free + free) == "F1000 F1000 F1000 E0 ");
  CHECK(pieces(frames(2) + free + free + free) == "F417 F417 O3000 E0 ");
  // Not after what is none: there repetition looks the same.
  CHECK(pieces("FORM" + free + free + free + free) == "O4004 E0 ");
}

TEST_CASE("MPEG audio is found at the start of an input only") {
  const TemporaryFolder folder;
  const auto found = [&](const std::string& bytes, bool tagged) {
    write_file(folder / "in", bytes);
    io::Disk disk;
    io::Input input = io::Input::open(disk, folder / "in");
    return io::is_mpeg_audio(input, tagged);
  };
  CHECK(found(frames(2), false));
  CHECK(found(frames(1), false));
  CHECK(found(std::string(60000, '\0') + frames(2), false));
  CHECK(found(frame().substr(100) + frames(4), false));
  CHECK_FALSE(found(std::string(4000, '\x11') + frames(5), false));
  CHECK(found(std::string(4000, '\x11') + frames(5), true));
  CHECK_FALSE(found(std::string(200000, '\0') + frames(5), true));
  CHECK_FALSE(found(frames(1) + std::string(1000, '\x11'), false));
  CHECK_FALSE(found("", false));
}

TEST_CASE("beginnings of lyrics without an end cost time once") {
  std::string bytes = frames(2);
  while (bytes.size() < 3'000'000) bytes += "LYRICSBEGIN";
  CHECK(pieces(bytes + "!").starts_with("F417 F417 O"));
}
