// Checks id3.hpp: tags before the sounds of other containers, whole, cut short and too large.
#include "io/sound/id3.hpp"

#include <doctest/doctest.h>

#include <string>

#include "io/file/disk.hpp"
#include "support/process.hpp"
#include "support/sound_bytes.hpp"

namespace {

using namespace test;
namespace io = rectify::io;

/// A tag of version 2.3 with a title; its size is that of the body, or as it says.
std::string tag(const std::string& title, std::string size = {}) {
  const std::string body =
      "TIT2" + big(title.size() + 1, 4) + big(0, 2) + std::string(1, '\0') + title;
  if (size.empty()) size = big(body.size(), 4);
  return std::string("ID3\3\0\0", 6) + size + body;
}

/// "TITLE=Rain | (left out) | [too large]", and what is read after the tags.
struct Found {
  std::string said;
  std::string rest;
};

Found found_in(const std::string& file, std::size_t room = io::Metadata::kMostBytes) {
  const TemporaryFolder folder;
  write_file(folder / "in", file);
  io::Disk disk;
  io::Input input = io::Input::open(disk, folder / "in");
  io::set_aside_id3_tags(input);
  std::vector<std::byte> rest(64);
  rest.resize(input.read_fully(rest));
  io::Metadata metadata;
  if (room < io::Metadata::kMostBytes) {
    REQUIRE(metadata.make_room(io::Metadata::kMostBytes - io::Metadata::kEach - room, "all"));
  }
  io::take_id3_tags(input, metadata);
  CHECK(input.preface.empty());
  std::string said;
  const auto append = [&](const std::string& word) { said += (said.empty() ? "" : " | ") + word; };
  for (const io::Comment& comment : metadata.comments) append(comment.entry);
  for (const std::string& word : metadata.left_out) append("(" + word + ")");
  for (const std::string& word : metadata.too_large) append("[" + word + "]");
  return {said, std::string(io::as_text(rest))};
}

}  // namespace

TEST_CASE("tags before a sound are taken off it, and the first that says something counts") {
  const Found two = found_in(tag("Rain") + tag("Snow") + "sound");
  CHECK(two.rest == "sound");
  CHECK(two.said == "TITLE=Rain | (an ID3 tag)");
  const Found none = found_in("sound");
  CHECK(none.rest == "sound");
  CHECK(none.said == "");
}

TEST_CASE("a tag before a sound that is cut short or too large is named") {
  const Found cut = found_in(tag("Rain").substr(0, 20));
  CHECK(cut.rest == "");
  CHECK(cut.said == "(an ID3 tag) | (an ID3 tag of 25 bytes)");
  // 9 MiB, in seven bits a byte.
  const std::string large =
      tag("", std::string("\4\x40\0\0", 4)) + std::string((9U << 20U) - 11, '\0');
  const Found huge = found_in(large + "sound");
  CHECK(huge.rest == "sound");
  CHECK(huge.said == "(an ID3 tag) | [an ID3 tag of 9437194 bytes]");
  CHECK(found_in(tag("Rain") + "sound", 100).said == "(an ID3 tag) | [an ID3 tag of 25 bytes]");
}
