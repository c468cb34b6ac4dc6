// Checks comments.hpp and ogg_comments.hpp: comments whole or not at all, and headers made anew in
// pieces of any size.
#include "io/sound/ogg/ogg_comments.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "io/file/disk.hpp"
#include "io/sound/comments.hpp"
#include "support/process.hpp"
#include "support/sound_bytes.hpp"

namespace {

using namespace test;
using rectify::io::Chunk;
using rectify::io::Metadata;

std::vector<std::byte> bytes_of(const std::string& text) {
  const auto bytes = std::as_bytes(std::span(text));
  return {bytes.begin(), bytes.end()};
}

std::string text_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string field(const std::string& text) { return little(text.size(), 4) + text; }

const std::string kComments =
    field("coder") + little(3, 4) + field("TITLE=Rain") + field("") + field("Mood=blue=green");

/// The metadata of the file.
Metadata metadata_in(const std::string& path) {
  rectify::io::Disk disk;
  rectify::io::Input input = rectify::io::Input::open(disk, path);
  Metadata metadata;
  rectify::io::read_ogg_comments(input, metadata);
  return metadata;
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

TEST_CASE("keys that no other container knows are noted once, in capitals") {
  Metadata metadata;
  CHECK(rectify::io::note_comments(bytes_of(kComments), metadata) == 0);
  CHECK(metadata.family_only == std::vector<std::string>{"comment ''", "comment 'MOOD'"});
  const std::string mask =
      field("") + little(1, 4) + field("waveformatextensible_channel_mask=0x3F");
  CHECK(rectify::io::note_comments(bytes_of(mask), metadata) == 0x3F);
}

TEST_CASE("comments are found in Vorbis and Opus, and in no file that is cut or is none") {
  const TemporaryFolder folder;
  make(folder, "a.ogg", "-c:a libvorbis");
  make(folder, "a.opus", "-c:a libopus");
  make(folder, "a.flac", "");
  for (const std::string name : {"a.ogg", "a.opus"}) {
    const Metadata metadata = metadata_in(folder / name);
    CHECK(metadata.family == &rectify::io::kOggMetadata);
    REQUIRE(metadata.before.size() == 1);
    CHECK(text_of(metadata.before[0].content).find("mood=blue") != std::string::npos);
    CHECK(std::count(metadata.family_only.begin(), metadata.family_only.end(), "comment 'MOOD'") ==
          1);
    const std::string sound = read_file(folder / name);
    for (std::size_t length = 0; length < 400; ++length) {
      write_file(folder / "cut", sound.substr(0, length));
      const Metadata cut = metadata_in(folder / "cut");
      const bool all_or_nothing =
          cut.before.empty() || cut.before[0].content == metadata.before[0].content;
      CHECK(all_or_nothing);
    }
  }
  CHECK(metadata_in(folder / "a.flac").family == nullptr);
}

TEST_CASE("a header is made anew in pieces of any size, the pages after it whole") {
  const TemporaryFolder folder;
  make(folder, "a.ogg", "-c:a libvorbis");
  make(folder, "a.opus", "-c:a libopus");
  // More than the 65025 bytes that a page can hold.
  const std::string long_text =
      field("x") + little(1, 4) + field("ART=" + std::string(150000, 'a'));
  for (const std::string name : {"a.ogg", "a.opus"}) {
    for (const std::string& comments : {kComments, long_text, field("") + little(0, 4)}) {
      const std::vector<Chunk> chunks = {{"COMM", bytes_of(comments)}};
      const std::string sound = read_file(folder / name);
      std::string expected;
      for (const std::size_t piece : {sound.size(), std::size_t{1}, std::size_t{777}}) {
        rectify::io::OggHeader header(chunks);
        std::string made;
        for (std::size_t at = 0; at < sound.size(); at += piece) {
          made += text_of(header.feed(bytes_of(sound.substr(at, piece))));
        }
        if (expected.empty()) expected = made;
        const bool same = made == expected;
        CHECK(same);
      }
      write_file(folder / ("made" + name), expected);
      const Metadata metadata = metadata_in(folder / ("made" + name));
      REQUIRE(metadata.before.size() == 1);
      // But for the coder, who is the new file's.
      const auto content = std::span<const std::byte>(metadata.before[0].content);
      const std::string rest = text_of(content.subspan(rectify::io::vendor_bytes(content)));
      const bool kept = comments.ends_with(rest) && rest.size() > 3;
      CHECK(kept);
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
