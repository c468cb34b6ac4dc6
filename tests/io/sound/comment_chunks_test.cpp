// Checks which comments of a sound go into the strings of a CAF and into the comments of an Ogg.
#include <doctest/doctest.h>

#include "io/sound/comments.hpp"
#include "io/sound/ogg/ogg_comments.hpp"
#include "support/read_sound.hpp"

namespace {

using namespace test;
namespace io = rectify::io;

io::Metadata with(const std::vector<std::string>& entries) {
  io::Metadata metadata;
  for (const std::string& entry : entries) metadata.add_entry(entry);
  return metadata;
}

}  // namespace

TEST_CASE("the strings of a CAF are comments, but for a picture, a channel mask and an encoder") {
  const io::SoundFormat caf{.container = io::container_named("caf")};
  const io::Metadata metadata =
      with({"TITLE=Rain", "Mood=blue=green", "no key", "METADATA_BLOCK_PICTURE=AAAA",
            "WAVEFORMATEXTENSIBLE_CHANNEL_MASK=0x33", "ENCODER=some", "TITLE=and wind"});
  const auto chunks = io::chunks_for(caf, metadata);
  REQUIRE(chunks.size() == 1);
  CHECK(chunks[0].id == "info");
  const std::string content(io::as_text(chunks[0].content));
  CHECK(content.substr(0, 4) == std::string("\0\0\0\3", 4));
  std::vector<std::string> words;
  for (std::size_t at = 4; at < content.size(); at += words.back().size() + 1) {
    words.emplace_back(content.c_str() + at);
  }
  REQUIRE(words.size() == 6);
  for (const auto& [name, text] : {std::pair<std::string, std::string>("title", "Rain; and wind"),
                                   {"mood", "blue=green"},
                                   {"comment", "no key"}}) {
    const auto at = std::find(words.begin(), words.end(), name);
    REQUIRE(at != words.end());
    CHECK(*(at + 1) == text);
  }
  CHECK(io::chunks_for(caf, with({"ENCODER=some"})).empty());
}

TEST_CASE(
    "comments go into an Ogg as they stand, but for a channel mask, and pictures as comments") {
  io::Metadata metadata =
      with({"TITLE=Rain", "waveformatextensible_channel_mask=0x33", "no key", "ENCODER=some"});
  io::Picture& picture = metadata.pictures.emplace_back();
  picture.type = 3;
  picture.mime = "image/png";
  const auto entries = io::ogg_entries(metadata);
  REQUIRE(entries.size() == 4);
  CHECK(entries[0] == "TITLE=Rain");
  CHECK(entries[1] == "no key");
  CHECK(entries[2] == "ENCODER=some");
  CHECK(entries[3].starts_with("METADATA_BLOCK_PICTURE=AAAAAwAAAAlpbWFnZS9wbmc"));
}
