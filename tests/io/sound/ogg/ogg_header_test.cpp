// Checks comments.hpp and ogg_comments.hpp: comments whole or not at all, and headers made anew in
// pieces of any size.
#include <doctest/doctest.h>

#include <algorithm>

#include "io/file/disk.hpp"
#include "io/sound/comments.hpp"
#include "io/sound/metadata_family.hpp"
#include "io/sound/ogg/ogg_comments.hpp"
#include "io/sound/sound_reader.hpp"
#include "support/process.hpp"
#include "support/sound_bytes.hpp"

namespace {

using namespace test;
using rectify::io::Metadata;

std::vector<std::byte> bytes_of(const std::string& text) {
  const auto bytes = std::as_bytes(std::span(text));
  return {bytes.begin(), bytes.end()};
}

std::string text_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string field(const std::string& text) { return little(text.size(), 4) + text; }

const std::vector<std::string> kEntries = {"TITLE=Rain", "", "Mood=blue=green"};
const std::string kComments =
    field("coder") + little(3, 4) + field("TITLE=Rain") + field("") + field("Mood=blue=green");

std::vector<std::string> entries_of(const Metadata& metadata) {
  std::vector<std::string> entries;
  for (const auto& comment : metadata.comments) entries.push_back(comment.entry);
  return entries;
}

/// The comments of an Ogg.
std::vector<std::string> entries_in(const std::string& path) {
  rectify::io::Disk disk;
  const auto reader = rectify::io::open_sound(rectify::io::Input::open(disk, path), std::nullopt);
  return entries_of(reader->metadata());
}

/// A second of noise, coded by another program with one comment.
void make(const TemporaryFolder& folder, const std::string& name, const std::string& options) {
  REQUIRE(shell("ffmpeg -v error -f lavfi -i anoisesrc=d=1:r=48000:seed=1 -metadata mood=blue " +
                    options + " " + name,
                folder.path())
              .status == 0);
}

}  // namespace

TEST_CASE("comments are whole, or none") {
  const auto whole = [](const std::string& text) {
    return text_of(rectify::io::whole_comments(bytes_of(text)));
  };
  CHECK(whole(kComments) == kComments);
  CHECK(whole(kComments + "\1") == kComments);
  for (std::size_t length = 0; length < kComments.size(); ++length) {
    CHECK(whole(kComments.substr(0, length)) == "");
  }
  for (std::size_t place = 0; place < kComments.size(); ++place) {
    for (const char lie : {'\0', '\x7f', '\xff'}) {
      std::string lying = kComments;
      lying[place] = lie;
      const std::string made = whole(lying);
      const bool prefix = lying.starts_with(made);
      CHECK(prefix);
    }
  }
}

TEST_CASE("comments are taken as they stand, and made into a block again") {
  Metadata metadata;
  rectify::io::take_comments(bytes_of(kComments), metadata);
  CHECK(entries_of(metadata) == kEntries);
  CHECK(metadata.comments[0].key() == "TITLE");
  CHECK(metadata.comments[1].key() == "");
  CHECK(metadata.comments[2].key() == "MOOD");
  CHECK(metadata.comments[2].text() == "blue=green");
  CHECK(text_of(rectify::io::comment_block("coder", kEntries)) == kComments);
  Metadata masked;
  masked.add_entry("waveformatextensible_channel_mask=0x3F");
  CHECK(rectify::io::speakers_in(masked) == 0x3F);
}

TEST_CASE("a header is made anew in pieces of any size, the pages after it whole") {
  const TemporaryFolder folder;
  make(folder, "a.ogg", "-c:a libvorbis");
  make(folder, "a.opus", "-c:a libopus");
  // More than the 65025 bytes that a page can hold.
  const std::vector<std::string> long_text = {"ART=" + std::string(150000, 'a')};
  for (const std::string name : {"a.ogg", "a.opus"}) {
    const auto own = entries_in(folder / name);
    CHECK(std::count(own.begin(), own.end(), "mood=blue") == 1);
    for (const auto& entries : {kEntries, long_text, {}}) {
      const std::string sound = read_file(folder / name);
      std::string expected;
      for (const std::size_t piece : {sound.size(), std::size_t{1}, std::size_t{777}}) {
        rectify::io::OggHeader header(entries);
        std::string made;
        for (std::size_t at = 0; at < sound.size(); at += piece) {
          made += text_of(header.feed(bytes_of(sound.substr(at, piece))));
        }
        if (expected.empty()) expected = made;
        const bool same = made == expected;
        CHECK(same);
      }
      write_file(folder / ("made" + name), expected);
      CHECK(entries_in(folder / ("made" + name)) == entries);
      // Others check the pages' checksums and numbers, and hear the same.
      const auto heard = [&](const std::string& file) {
        const std::string sox = name == "a.ogg" ? "; sox " + file + " -t f32 - | sha256sum" : "";
        const Result result =
            shell("ffmpeg -v warning -i " + file + " -f f32le - | sha256sum" + sox, folder.path());
        CHECK(result.err == "");
        return result.out;
      };
      CHECK(heard("made" + name) == heard(name));
    }
  }
}
