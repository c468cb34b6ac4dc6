// Checks old_tags.hpp by tags of ID3v1, APE and Lyrics3 written by hand: what they say, and where
// they begin.
#include "io/sound/mp3/old_tags.hpp"

#include <doctest/doctest.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <string>

#include "io/file/disk.hpp"
#include "support/metadata_words.hpp"
#include "support/process.hpp"
#include "support/sound_bytes.hpp"

namespace {

using namespace test;
using namespace std::string_literals;
namespace io = rectify::io;

std::vector<std::byte> bytes_of(const std::string& text) {
  const auto bytes = std::as_bytes(std::span(text));
  return {bytes.begin(), bytes.end()};
}

/// Up to `bytes` bytes.
std::string filled(std::string text, std::size_t bytes, char with = '\0') {
  text.resize(bytes, with);
  return text;
}

std::string id3v1(const std::string& title, const std::string& comment, unsigned genre) {
  return "TAG" + filled(title, 30) + std::string(60, '\0') + std::string(4, ' ') +
         filled(comment, 30) + big(genre, 1);
}

/// What begins or ends an APE tag whose items and foot take so many bytes.
std::string ape_end(std::size_t bytes, unsigned flags, unsigned version = 2000) {
  return "APETAGEX" + little(version, 4) + little(bytes, 4) + little(1, 4) + little(flags, 4) +
         std::string(8, '\0');
}

/// With a head and a foot.
std::string ape(const std::string& items) {
  return ape_end(items.size() + 32, 0xA0000000) + items + ape_end(items.size() + 32, 0x80000000);
}

/// Kinds: 0 text, 1 binary, 2 a link.
std::string item(const std::string& name, const std::string& value, unsigned kind = 0) {
  return little(value.size(), 4) + little(kind << 1U, 4) + name + "\0"s + value;
}

/// What a tag of that kind comes to.
std::string said_by(const std::string& kind, const std::string& tag) {
  io::Metadata metadata;
  io::take_tag({kind, bytes_of(tag)}, io::Metadata::Place::kBefore, metadata);
  REQUIRE(metadata.before.size() == 1);
  return content_of(metadata);
}

/// "APE 72 TAG 128": the tags at the end of a file, and their lengths.
std::string tags_at_end(const std::string& file) {
  const TemporaryFolder folder;
  write_file(folder / "in", file);
  io::Disk disk;
  io::Input input = io::Input::open(disk, folder / "in");
  io::Metadata metadata;
  const io::TrailingTags found = io::read_trailing_tags(input, metadata);
  std::string all;
  std::size_t bytes = 0;
  for (const io::Chunk& tag : found.tags) {
    all += tag.id + " " + std::to_string(tag.content.size()) + " ";
    bytes += tag.content.size();
  }
  CHECK(found.begin + bytes == file.size());
  CHECK(metadata.too_large.empty());
  return all;
}

struct Case {
  std::string bytes;
  std::string said;
};

}  // namespace

TEST_CASE("fields of ID3v1 end at zeros or blanks, and its genre is a number") {
  CHECK(said_by("TAG ", id3v1("R\xE4in  ", "words\0more"s, 17)) ==
        "TITLE=Räin | COMMENT=words | GENRE=Rock");
  CHECK(said_by("TAG ", id3v1("", filled("", 28) + "\0\7"s, 255)) == "TRACKNUMBER=7");
  CHECK(said_by("TAG ", id3v1("", filled("", 28) + "\0\0"s, 200)) == "GENRE=200");
  const std::string full = "a comment of all thirty bytes.";
  CHECK(said_by("TAG ", id3v1("", full, 255)) == "COMMENT=" + full);
  CHECK(said_by("TAG ", "TAG that a shrinking file cut") == "");
}

TEST_CASE("the items of an APE tag become comments, pictures and words") {
  const std::array cases = {
      Case{item("Title", "Rain") + item("artist", "One\0Two"s) + item("Year", "2001") +
               item("Track", "3/12") + item("Disc", "1") + item("Album Artist", "Both"),
           "TITLE=Rain | ARTIST=One | ARTIST=Two | DATE=2001 | TRACKNUMBER=3/12 | DISCNUMBER=1 | "
           "ALBUMARTIST=Both"},
      Case{item("File", "http://x", 2), "FILE=http://x"},
      Case{item("a=b~{", "text"), "A_B_{=text"},
      Case{item("Cover Art (Front)", "p.png\0\x89PNG"s, 1) +
               item("Cover Art (Back)", "p.jpg\0\xFF\xD8"s, 1) +
               item("Cover Art (Leaflet)", "p.gif\0GIF8"s, 1) +
               item("Cover Art (Icon)", "p\0data"s, 1),
           "picture 3 image/png p.png: \x89PNG | picture 4 image/jpeg p.jpg: \xFF\xD8 | "
           "picture 0 image/gif p.gif: GIF8 | picture 0 application/octet-stream p: data"},
      Case{item("Cover Art (Front)", "no name", 1), "(APE item 'Cover Art (Front)')"},
      Case{item(std::string(60, 'n'), "\1", 1), "(APE item '" + std::string(40, 'n') + "')"},
      Case{item("Title", "Rain") + little(4, 4) + little(0, 4) + "without an end", "TITLE=Rain"},
      Case{little(99, 4) + little(0, 4) + "Title\0Ra"s, "TITLE=Ra"}};
  for (const Case& one : cases) {
    CAPTURE(one.said);
    CHECK(said_by("APE ", ape(one.bytes)) == one.said);
    // Version 1 has no head, version 2 may do without a foot where it stands before the sound.
    CHECK(said_by("APE ", one.bytes + ape_end(one.bytes.size() + 32, 0, 1000)) == one.said);
    CHECK(said_by("APE ", ape_end(one.bytes.size(), 0xE0000000) + one.bytes) == one.said);
  }
  CHECK(said_by("APE ", ape_end(32, 0)) == "");
  CHECK(said_by("APE ", "APETAGEX, cut") == "");
}

TEST_CASE("the tags that nothing else expresses are named") {
  CHECK(said_by("LYR3", "LYRICSBEGINLYRICSEND") == "(lyrics of Lyrics3)");
  CHECK(said_by("TAG+", "TAG+") == "(an extended tag of ID3v1)");
}

TEST_CASE("tags at the end of a file are found from the last to the first") {
  const std::string sound(1000, '\x55');
  const std::string old = id3v1("Rain", "", 255);
  const std::string items = item("Title", "Rain");
  const std::string extended = filled("TAG+", 227, 'x');
  const std::string lyrics2 = "LYRICSBEGINwords000016LYRICS200";
  const std::string lyrics1 = "LYRICSBEGINwordsLYRICSEND";
  const std::array cases = {
      Case{sound, ""}, Case{"", ""}, Case{sound + old, "TAG  128 "},
      Case{sound + extended + old, "TAG+ 227 TAG  128 "},
      Case{sound + lyrics2 + old, "LYR3 31 TAG  128 "},
      Case{sound + lyrics1 + old, "LYR3 25 TAG  128 "},
      Case{sound + ape(items) + lyrics2 + old,
           "APE  " + std::to_string(items.size() + 64) + " LYR3 31 TAG  128 "},
      Case{sound + items + ape_end(items.size() + 32, 0, 1000),
           "APE  " + std::to_string(items.size() + 32) + " "},
      // Beginnings that are too short, and sizes that can't be.
      Case{"TAG" + std::string(100, 'x'), ""}, Case{"TAG+" + std::string(100, 'x'), ""},
      Case{sound + ape_end(0, 0), ""}, Case{sound + ape_end(31, 0x80000000), ""},
      Case{sound + ape_end(5000, 0), ""}, Case{sound + ape_end(32, 0xA0000000), ""},
      Case{sound + "000000LYRICS200", ""}, Case{sound + "005000LYRICS200", ""},
      Case{"LYRICS200", ""}, Case{std::string(6000, 'x') + "LYRICSEND", ""}};
  for (const Case& one : cases) {
    CAPTURE(one.said);
    CHECK(tags_at_end(one.bytes) == one.said);
  }
}

TEST_CASE("a tag beyond 8 MiB at the end of a file is named without being read") {
  const TemporaryFolder folder;
  const std::string path = folder / "in";
  constexpr std::size_t kItems = 9U << 20U;
  write_file(path, "sound");
  std::filesystem::resize_file(path, 5 + kItems);
  const std::string foot = ape_end(kItems + 32, 0);
  std::ofstream(path, std::ios::app | std::ios::binary) << foot;
  io::Disk disk;
  io::Input input = io::Input::open(disk, path);
  io::Metadata metadata;
  const io::TrailingTags found = io::read_trailing_tags(input, metadata);
  CHECK(found.begin == 5);
  CHECK(found.tags.empty());
  CHECK(io::listed(metadata.too_large) == "a tag of " + std::to_string(kItems + 32) + " bytes");
}
