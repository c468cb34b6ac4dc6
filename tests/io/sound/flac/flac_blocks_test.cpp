// Checks the blocks of metadata of a FLAC, byte by byte: those that are damaged or that libFLAC's
// encoder would refuse, and the chunks of other files that it keeps.
#include <doctest/doctest.h>

#include "support/chunked_files.hpp"
#include "support/ogg_heads.hpp"
#include "support/ogg_pages.hpp"
#include "support/read_sound.hpp"

namespace {

using namespace test;
namespace io = rectify::io;

/// A FLAC of no frames with these blocks.
std::string flac_with(const std::vector<std::string>& blocks,
                      const std::string& info = flac_info(48000, 1, 16)) {
  std::string file = "fLaC" + flac_block(0, info, false);
  for (const std::string& block : blocks) file += block;
  return file + flac_block(1, "", true);
}

std::string application(const std::string& content) { return flac_block(2, content, false); }

std::vector<std::string> ids(const std::vector<io::Chunk>& chunks) {
  std::vector<std::string> all;
  for (const io::Chunk& chunk : chunks) all.push_back(chunk.id);
  return all;
}

io::SoundFormat flac(std::size_t channels = 1) {
  return {.container = io::container_named("flac"), .encoding = &io::kPcm16, .channels = channels};
}

/// The picture of that kind and size; what it shows is nothing.
io::Picture picture(std::uint32_t type, std::uint32_t size, const std::string& mime,
                    const std::string& description = "") {
  io::Picture picture;
  picture.type = type;
  picture.mime = mime;
  picture.description = description;
  picture.width = picture.height = size;
  return picture;
}

}  // namespace

TEST_CASE("a FLAC whose samples would have fewer than four bits is refused") {
  for (const std::uint64_t bits : {1U, 3U}) {
    CHECK(read_sound(flac_with({}, flac_info(48000, 1, bits))).error ==
          "in: a FLAC whose samples would have " + std::to_string(bits) + " bits");
  }
  CHECK(read_sound(flac_with({}, flac_info(48000, 1, 4))).error == "");
}

TEST_CASE("a cue sheet that libFLAC would not write is named, and left out of a FLAC") {
  // Of no track, where there is at least the one that ends it.
  const std::string no_track(128 + 8 + 259, '\0');
  for (const std::string& sheet : {std::string(10, '\0'), no_track + '\0'}) {
    const ReadSound read = read_sound(flac_with({flac_block(5, sheet, false)}));
    CHECK(read.error == "");
    CHECK(read.left_out() == "a damaged cue sheet");
    CHECK(read_sound(written(flac(), "", read.metadata)).left_out() == "");
  }
  const std::string track = big(0, 8) + std::string(1, '\xFF') + std::string(27, '\0');
  const std::string right = no_track + "\1" + track;
  const ReadSound read = read_sound(flac_with({flac_block(5, right, false)}));
  CHECK(read.left_out() == "");
  const ReadSound again = read_sound(written(flac(), "", read.metadata));
  REQUIRE(again.metadata.before.size() == 1);
  const bool same = io::as_text(again.metadata.before[0].content) == right;
  CHECK(same);
}

TEST_CASE("a picture goes into a FLAC whatever its kind, its type or its words") {
  const auto back = [](const std::vector<io::Picture>& pictures) {
    io::Metadata metadata;
    metadata.pictures = pictures;
    std::vector<io::Picture> all = read_sound(written(flac(), "", metadata)).metadata.pictures;
    CHECK(read_sound(written({.container = io::container_named("oga"), .encoding = &io::kPcm16}, "",
                             metadata))
              .metadata.pictures.size() == all.size());
    return all;
  };
  // One icon of 32 by 32, in PNG, and one of another size; others of these kinds become "other",
  // and so do those whose number is reserved.
  io::Picture wide = picture(1, 32, "image/png");
  wide.height = 8;
  const auto icons = back({picture(1, 8, "image/png"), wide, picture(1, 32, "image/jpeg"),
                           picture(1, 32, "image/png"), picture(1, 32, "image/png"),
                           picture(2, 64, "image/jpeg"), picture(2, 64, "image/jpeg"),
                           picture(3, 64, "image/jpeg"), picture(3, 64, "image/jpeg"),
                           picture(20, 64, "image/jpeg"), picture(64, 64, "image/jpeg")});
  std::vector<std::uint32_t> types;
  for (const io::Picture& icon : icons) types.push_back(icon.type);
  CHECK(types == std::vector<std::uint32_t>{0, 0, 0, 1, 0, 2, 0, 3, 3, 20, 0});
  // A type is of printable characters, words are UTF-8, and both end at a zero.
  const auto words = back({picture(3, 8, "image/\x7Fpng\x01", "Gr\xC3\xBC\xC3\x9F"),
                           picture(4, 8, std::string("a\0b", 3), "Gr\xFC\xDF"),
                           picture(5, 8, "\x80", std::string("one\0two", 7))});
  REQUIRE(words.size() == 3);
  CHECK(words[0].mime == "image/?png?");
  CHECK(words[0].description == "Gr\xC3\xBC\xC3\x9F");
  CHECK(words[1].mime == "a");
  CHECK(words[1].description == "Gr??");
  CHECK(words[2].mime == "?");
  CHECK(words[2].description == "one");
}

TEST_CASE("a channel mask that is not the usual one goes into a FLAC as a comment, and back") {
  io::SoundFormat sound = flac(4);
  for (const std::uint32_t speakers : {0x107U, 0x33U, 0U}) {
    CAPTURE(speakers);
    sound.speakers = speakers;
    const std::string file = written(sound, std::string(16, '\0'));
    const bool said = file.find("WAVEFORMATEXTENSIBLE_CHANNEL_MASK=0x107") != file.npos;
    CHECK(said == (speakers == 0x107));
    CHECK(read_sound(file).sound.speakers == (speakers == 0 ? 0x33 : speakers));
  }
}

TEST_CASE("blocks for applications that only look like chunks of another file are no chunks") {
  const std::string bext = riff_chunk("bext", "1234");
  struct Row {
    std::vector<std::string> contents;
    std::vector<std::string> foreign;  // chunks that are kept apart
    std::size_t own;                   // blocks that stay as they are
  };
  const std::vector<Row> rows = {
      {{"riff" + bext}, {"bext"}, 0},
      {{"riff" + riff_chunk("bext", "123456")}, {"bext"}, 0},
      {{"riff" + bext, "aiff" + aiff_chunk("NAME", "text")}, {"bext"}, 1},
      {{"rif"}, {}, 1},
      {{""}, {}, 1},
      {{"riff"}, {}, 0},
      {{"riffbext\4\0\0"}, {}, 0},
      {{"riffRIFF" + little(100, 4) + "WAVE", "riff" + bext}, {"bext"}, 0},
      {{"riffRF64" + little(100, 4) + "WAVE", "riff" + bext}, {"bext"}, 0},
      {{"aiffFORM" + big(100, 4) + "AIFF", "aiff" + aiff_chunk("NAME", "text")}, {"NAME"}, 0},
      {{"riff" + bext, "riffRIFF" + little(4, 4) + "WAVE"}, {"bext", "RIFF"}, 0},
      {{"riffabcd" + little(4, 4) + "1234"}, {"abcd"}, 0},  // as long as a form's head
  };
  for (std::size_t row = 0; row < rows.size(); ++row) {
    CAPTURE(row);
    std::vector<std::string> blocks;
    for (const std::string& content : rows[row].contents) blocks.push_back(application(content));
    const ReadSound read = read_sound(flac_with(blocks));
    CHECK(read.error == "");
    CHECK(ids(read.metadata.foreign_before) == rows[row].foreign);
    CHECK(read.metadata.before.size() == rows[row].own);
    // What stays goes into another FLAC as it stands, but for a name that is no four bytes.
    const ReadSound again = read_sound(written(flac(), "", read.metadata));
    CHECK(again.error == "");
    if (rows[row].own == 0) CHECK(ids(again.metadata.foreign_before) == rows[row].foreign);
    if (rows[row].foreign.empty()) CHECK(again.metadata.before.size() == rows[row].own);
  }
}

TEST_CASE("a chunk that says where each channel belongs stays behind where there are others") {
  const std::string layout = aiff_chunk("CHAN", big(101U << 16U | 2U, 4) + big(0, 8));
  const ReadSound read =
      read_sound(chunked_aiff(layout + aiff_chunk("NAME", "text"), "", std::string(8, '\1')));
  REQUIRE(read.metadata.channels == 1);
  CHECK(ids(read_sound(written(flac(1), "", read.metadata)).metadata.foreign_before) ==
        std::vector<std::string>{"CHAN", "NAME"});
  CHECK(ids(read_sound(written(flac(2), "", read.metadata)).metadata.foreign_before) ==
        std::vector<std::string>{"NAME"});
}

TEST_CASE("an Ogg FLAC of no frames has its pages in order, whatever stands in its blocks") {
  const io::SoundFormat sound{.container = io::container_named("oga"), .encoding = &io::kPcm16};
  // The second page of a block begins as pages do, or is as short as one can be.
  const std::string page(255 * 255 - 8, 'x');
  for (const std::string& rest : {std::string("OggS and more"), std::string("y")}) {
    const std::string file = flac_with({application("test" + page + rest)});
    for (const bool pipe : {false, true}) {
      CAPTURE(pipe);
      const std::string out = written(sound, "", read_sound(file).metadata, pipe);
      const auto places = ogg_pages(out);
      for (std::size_t i = 0; i < places.size(); ++i) {
        CHECK(signed_at(out, places[i] + 18, 4) == static_cast<std::int64_t>(i));
      }
      const ReadSound read = read_sound(out);
      CHECK(read.error == "");
      CHECK(read.frames == 0);
      CHECK(read.missing == 0);
      CHECK(read.damage == "");
      REQUIRE(read.metadata.before.size() == 1);
      CHECK(io::as_text(read.metadata.before[0].content).ends_with(rest));
    }
  }
}

TEST_CASE("Ogg FLAC says that it can't hold more blocks than it can count") {
  io::Metadata metadata;
  const ReadSound read = read_sound(flac_with({application("test")}));
  for (int n = 0; n < 65535; ++n) metadata.before.push_back(read.metadata.before[0]);
  metadata.family = read.metadata.family;
  const io::SoundFormat sound{.container = io::container_named("oga"), .encoding = &io::kPcm16};
  try {
    written(sound, "", metadata);
    FAIL("it was written");
  } catch (const io::Error& error) {
    CHECK(error.status() == io::ExitStatus::kOutput);
    CHECK(std::string(error.what()) ==
          "out: Ogg FLAC can't hold more than 65535 blocks of metadata");
  }
}
