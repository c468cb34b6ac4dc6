// Checks comment.hpp, comments.hpp, picture.hpp and damage.hpp by values written by hand.
#include "io/sound/comments.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>

#include "io/sound/damage.hpp"
#include "support/sound_bytes.hpp"

namespace {

using namespace test;
using namespace std::string_literals;
namespace io = rectify::io;

std::span<const std::byte> bytes_of(const std::string& text) {
  return std::as_bytes(std::span(text));
}

std::string text_of(std::span<const std::byte> bytes) { return std::string(io::as_text(bytes)); }

/// A front cover of 8 × 9 pixels, as RFC 9639 lays it out.
const std::string kPicture = big(3, 4) + big(9, 4) + "image/png" + big(5, 4) + "cover" + big(8, 4) +
                             big(9, 4) + big(24, 4) + big(0, 4) + big(4, 4) + "data";

}  // namespace

TEST_CASE("a comment without an equals sign has a text and no key") {
  CHECK(io::Comment{"Mood=blue=sky"}.key() == "MOOD");
  CHECK(io::Comment{"Mood=blue=sky"}.text() == "blue=sky");
  CHECK(io::Comment{"words alone"}.key() == "");
  CHECK(io::Comment{"words alone"}.text() == "words alone");
  CHECK(io::as_key("A key~ with = and \xE4\n") == "A key_ with _ and __");
}

TEST_CASE("messages name no more than forty characters of a key") {
  CHECK(io::word_for_key("TITLE") == "title");
  CHECK(io::word_for_key(std::string(40, 'K')) == "comment '" + std::string(40, 'K') + "'");
  CHECK(io::word_for_key(std::string(41, 'K')) == "comment '" + std::string(40, 'K') + "…'");
}

TEST_CASE("a block of comments is read up to the first that is cut short") {
  const std::string block =
      little(2, 4) + "me" + little(2, 4) + little(3, 4) + "A=b" + little(3, 4) + "C=d";
  for (std::size_t length = 0; length <= block.size(); ++length) {
    CAPTURE(length);
    io::Metadata metadata;
    io::take_comments(bytes_of(block.substr(0, length)), metadata);
    std::string all;
    for (const io::Comment& comment : metadata.comments) all += comment.entry + " ";
    // Of a comment that is cut short the part that is there.
    const std::size_t first = length < 14 ? 0 : std::min<std::size_t>(3, length - 14);
    const std::size_t second = length < 21 ? 0 : std::min<std::size_t>(3, length - 21);
    CHECK(all == (length < 14 ? "" : "A=b"s.substr(0, first) + " ") +
                     (length < 21 ? "" : "C=d"s.substr(0, second) + " "));
    CHECK(io::whole_comments(bytes_of(block.substr(0, length))).size() ==
          (length < block.size() ? 0 : length));
  }
  CHECK(text_of(io::comment_block("me", {"A=b", "C=d"})) == block);
}

TEST_CASE("a picture in a comment is one where it is whole, and else stays a comment") {
  const std::string whole = io::base64(bytes_of(kPicture));
  const std::string key(io::kPictureKey);
  io::Metadata metadata;
  metadata.add_comment(key, whole);
  metadata.add_comment(key, whole.substr(0, 20));
  metadata.add_comment(key, "no Base64!");
  metadata.add_comment(io::kSpeakersKey, "0x3F");
  metadata.add_comment("TITLE", whole);
  metadata.begin_source(true);
  metadata.add_comment("ARTIST", "kept as a chunk too");
  std::string shown;
  io::each_picture(metadata, [&](const io::Picture& one) {
    shown += one.mime + " " + one.description + " " + text_of(one.data) + "\n";
  });
  CHECK(shown == "image/png cover data\n");
  CHECK(io::comment_entries(metadata) == std::vector<std::string>{key + "=" + whole.substr(0, 20),
                                                                  key + "=no Base64!",
                                                                  "TITLE=" + whole});
}

TEST_CASE("a channel mask in a comment is a number of base 16, or none") {
  const auto mask = [](const std::string& entry) {
    io::Metadata metadata;
    metadata.add_entry("TITLE=0x1");
    metadata.add_entry(entry);
    return io::speakers_in(metadata);
  };
  CHECK(mask("waveformatextensible_channel_mask=0x3F") == 0x3F);
  CHECK(mask("WAVEFORMATEXTENSIBLE_CHANNEL_MASK=63") == 0);
  CHECK(mask("WAVEFORMATEXTENSIBLE_CHANNEL_MASK=0xno") == 0);
  CHECK(mask("MASK=0x3F") == 0);
}

TEST_CASE("a block of a picture is one where it is whole") {
  const auto picture = io::picture_in(bytes_of(kPicture));
  REQUIRE(picture);
  CHECK(picture->type == 3);
  CHECK(picture->mime == "image/png");
  CHECK(picture->description == "cover");
  CHECK(picture->width == 8);
  CHECK(picture->height == 9);
  CHECK(picture->depth == 24);
  CHECK(picture->colors == 0);
  CHECK(text_of(picture->data) == "data");
  CHECK(text_of(io::picture_block(*picture)) == kPicture);
  for (std::size_t length = 0; length < kPicture.size(); ++length) {
    CAPTURE(length);
    CHECK_FALSE(io::picture_in(bytes_of(kPicture.substr(0, length))));
  }
}

TEST_CASE("Base64 is that of RFC 4648, with or without its end, and nothing else") {
  const std::array<std::pair<std::string, std::string>, 8> cases = {{{"", ""},
                                                                     {"f", "Zg=="},
                                                                     {"fo", "Zm8="},
                                                                     {"foo", "Zm9v"},
                                                                     {"foob", "Zm9vYg=="},
                                                                     {"fooba", "Zm9vYmE="},
                                                                     {"foobar", "Zm9vYmFy"},
                                                                     {"\xFB\xFF\xFE", "+//+"}}};
  for (const auto& one : cases) {
    const std::string& text = one.second;
    CAPTURE(text);
    CHECK(io::base64(bytes_of(one.first)) == text);
    for (const std::string& written : {text, text.substr(0, text.find('='))}) {
      const auto bytes = io::bytes_of_base64(written);
      REQUIRE(bytes);
      CHECK(text_of(*bytes) == one.first);
    }
  }
  for (const std::string text : {"Zm9v\n", "Z=9v", "Zm_-", "\xFFm9v"}) {
    CAPTURE(text);
    CHECK_FALSE(io::bytes_of_base64(text));
  }
}

TEST_CASE("damage is told by its places, the first of them and how much is lost") {
  io::Damage damage;
  CHECK(io::words_for(damage) == "");
  CHECK_FALSE(damage.any());
  damage.add(3.214, 0);
  CHECK(io::words_for(damage) == "a damaged place at 3.21 s");
  damage.add(4, 0.009);
  CHECK(io::words_for(damage) ==
        "2 damaged places, the first at 3.21 s, less than 0.01 s of sound lost");
  damage.add(5, 0.041);
  CHECK(io::words_for(damage) ==
        "3 damaged places, the first at 3.21 s, about 0.05 s of sound lost");
  // Parts of a sound, each with damage of its own.
  io::Damage all;
  all.add(damage, 10);
  CHECK(io::words_for(all) == "3 damaged places, the first at 13.21 s, about 0.05 s of sound lost");
  all.add(damage, 20);
  CHECK(io::words_for(all) == "6 damaged places, the first at 13.21 s, about 0.10 s of sound lost");
  io::Damage changed;
  changed.unlike_checksum = true;
  CHECK(changed.any());
  const std::string words = "its samples are not those that were encoded, as its checksum shows";
  CHECK(io::words_for(changed) == words);
  io::Damage parts;
  parts.add(io::Damage(), 1);
  parts.add(changed, 2);
  parts.add(io::Damage(), 3);
  CHECK(io::words_for(parts) == words);
}
