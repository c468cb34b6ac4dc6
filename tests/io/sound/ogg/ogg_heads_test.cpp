// Checks the heads of Opus, Vorbis and FLAC in Ogg, byte by byte: which are read, and that a
// damaged one is refused, or costs a chain the link that it begins.
#include "support/ogg_heads.hpp"

#include <doctest/doctest.h>

#include <random>

#include "support/ogg_pages.hpp"
#include "support/read_sound.hpp"

namespace {

using namespace test;
namespace io = rectify::io;

std::string opus(const OpusHeadPacket& head, const std::string& tags = kOpusTags) {
  return ogg_stream({head.bytes(), tags, kOpusSilence}, 2, {960});
}

/// A head of which a page is missing, or whose first packet goes on and does not end.
std::string without_page(const std::string& file, std::size_t page) {
  const auto places = ogg_pages(file);
  return file.substr(0, places[page]) + file.substr(places[page + 1]);
}
std::string unfinished(std::string packet) {
  packet.resize(255, '\0');
  return OggPage{.packets = {packet}, .begins = true, .goes_on = true}.bytes();
}

/// A Vorbis of noise as this program writes it.
std::string vorbis() {
  std::mt19937 random(5);
  std::string samples;
  for (int n = 0; n < 9600; ++n) {
    const float sample = static_cast<float>(random()) * 0x1p-33F;
    samples.append(reinterpret_cast<const char*>(&sample), sizeof(sample));
  }
  return written({.container = io::container_named("ogg")}, samples);
}

/// The same with other packets in its head.
std::string vorbis_with_head(const std::vector<std::string>& head) {
  const std::string whole = vorbis();
  std::string file = ogg_stream(head, 3);
  // The head takes two pages; one packet a page makes it three.
  std::size_t number = head.size();
  const auto places = ogg_pages(whole);
  for (std::size_t page = 2; page < places.size(); ++page) {
    const std::size_t end = page + 1 < places.size() ? places[page + 1] : whole.size();
    std::string bytes = whole.substr(places[page], end - places[page]);
    const OggPage as{.number = number};
    bytes.replace(14, 12, as.bytes().substr(14, 12));  // the serial number and the page's
    std::string header = bytes.substr(0, 27U + static_cast<unsigned char>(bytes[26]));
    std::string body = bytes.substr(header.size());
    auto* const start = reinterpret_cast<unsigned char*>(header.data());
    ogg_page ogg{start, static_cast<long>(header.size()),
                 reinterpret_cast<unsigned char*>(body.data()), static_cast<long>(body.size())};
    ogg_page_checksum_set(&ogg);
    file += header + body;
    ++number;
  }
  return file;
}

const std::string kDamaged = "in: the head of its Ogg is damaged";

std::vector<std::string> damaged_heads() {
  const OpusHeadPacket right;
  const std::string opus_file = opus(right);
  const std::string flac_head = ogg_flac_head(flac_info(48000, 1, 16));
  const auto flac = [](const std::string& first, const std::string& second) {
    return ogg_stream({first, second}, 2);
  };
  const auto head = ogg_packets(vorbis());
  const std::string comments("\3vorbis", 7);
  return {
      unfinished(right.bytes()),
      ogg_stream({right.bytes().substr(0, 18), kOpusTags, kOpusSilence}, 2, {960}),
      opus({.version = 16}),
      opus({.channels = 0}),
      opus({.channels = 3}),
      opus({.channels = 9, .family = 1, .mapping = std::string(20, '\1')}),
      opus({.channels = 2, .family = 3, .mapping = std::string("\2\0\0\1", 4)}),
      opus({.channels = 2, .family = 255, .mapping = std::string("\2\0\0", 3)}),  // cut short
      opus({.channels = 2, .family = 1, .mapping = std::string("\0\0\0\0", 4)}),  // no stream
      ogg_stream({right.bytes()}, 1),
      without_page(opus_file, 1),
      opus(right, "OpusTag"),
      opus(right, "OpusTags" + little(0, 4)),
      unfinished(flac_head),
      flac(flac_head.substr(0, 50), kNoFlacComments),
      flac(ogg_flac_head(flac_info(48000, 1, 16), 1), kNoFlacComments),
      flac(ogg_flac_head(flac_info(0, 1, 16)), kNoFlacComments),
      flac(ogg_flac_head(flac_info(48000, 1, 3)), kNoFlacComments),
      flac(flac_head, kNoFlacComments.substr(0, 3)),
      ogg_stream({flac_head}, 1),
      without_page(ogg_stream({flac_head, flac_block(1, "", false), kNoFlacComments}, 3), 1),
      vorbis_with_head({head[0], comments, head[2]}),
      vorbis_with_head({head[0], "\5" + head[1].substr(1), head[2]}),
      vorbis_with_head({head[0].substr(0, 11) + '\0' + head[0].substr(12), head[1], head[2]}),
      vorbis_with_head({head[0], head[1], head[2].substr(0, head[2].size() / 2)}),
      without_page(vorbis_with_head({head[0], head[1], head[2]}), 1),
      ogg_stream({head[0], head[1]}, 2),
  };
}

}  // namespace

TEST_CASE("a damaged head of Opus, Vorbis or FLAC in Ogg is refused") {
  const std::vector<std::string> files = damaged_heads();
  for (std::size_t row = 0; row < files.size(); ++row) {
    CAPTURE(row);
    CHECK(read_sound(files[row]).error == kDamaged);
  }
  const auto head = ogg_packets(vorbis());
  const ReadSound whole = read_sound(vorbis_with_head({head[0], head[1], head[2]}));
  CHECK(whole.error == "");
  CHECK(whole.frames == 9600);
}

TEST_CASE("a damaged head within a chain costs the link that it begins, and is told of") {
  const auto link = [](std::uint64_t serial) {
    return ogg_stream({OpusHeadPacket{}.bytes(), kOpusTags, kOpusSilence}, 2, {960}, serial);
  };
  const std::vector<std::string> files = damaged_heads();
  for (std::size_t row = 0; row < files.size(); ++row) {
    CAPTURE(row);
    const ReadSound between = read_sound(link(100) + files[row] + link(101));
    CHECK(between.error == "");
    // Where it is one page, the next link seems to begin beside it.
    const bool beside = ogg_pages(files[row]).size() == 1;
    CHECK(between.frames == (beside ? 1 : 2) * 960);
    CHECK(between.damage == "a damaged place at 0.02 s");
    const ReadSound at_end = read_sound(link(100) + files[row]);
    CHECK(at_end.frames == 960);
    CHECK(at_end.damage == "a damaged place at 0.02 s");
  }
}

TEST_CASE("Opus of every way to map channels is read, at the rate that was encoded") {
  for (const auto& [said, rate] : {std::pair<std::uint64_t, std::uint64_t>(8000, 8000),
                                   {12000, 12000},
                                   {16000, 16000},
                                   {24000, 24000},
                                   {44100, 48000},
                                   {48000, 48000},
                                   {0, 48000}}) {
    const std::uint64_t encoded = said;
    CAPTURE(encoded);
    const ReadSound sound = read_sound(opus({.rate = said}));
    CHECK(sound.error == "");
    CHECK(sound.sound.rate == rate);
    CHECK(sound.frames == 960 * rate / 48000);
  }
  // A stream of one channel for each, or the same for both.
  const std::string both =
      std::string("\xF8\2\xFF\xFE", 4) + kOpusSilence;  // the first says its length
  for (const auto& [family, mapping, packet] : {std::tuple(1U, std::string("\2\0\0\1", 4), both),
                                                {2U, std::string("\1\0\0\0", 4), kOpusSilence},
                                                {255U, std::string("\2\0\0\1", 4), both},
                                                {255U, std::string("\1\0\0\0", 4), kOpusSilence}}) {
    const unsigned way = family;
    CAPTURE(way);
    const OpusHeadPacket head{.channels = 2, .family = family, .mapping = mapping};
    const ReadSound sound = read_sound(ogg_stream({head.bytes(), kOpusTags, packet}, 2, {960}));
    CHECK(sound.error == "");
    CHECK(sound.sound.channels == 2);
    CHECK(sound.frames == 960);
    CHECK(sound.damage == "");
  }
}

TEST_CASE("whichever bit of a Vorbis's head is flipped, it is read or refused") {
  const auto head = ogg_packets(vorbis());
  std::mt19937 random(11);
  int refused = 0;
  for (int turn = 0; turn < 300; ++turn) {
    CAPTURE(turn);
    auto flipped = std::vector<std::string>(head.begin(), head.begin() + 3);
    std::string& packet = flipped[turn % 10 == 0 ? 0 : 2];
    const std::size_t place = 7 + random() % (packet.size() - 7);
    packet[place] = static_cast<char>(packet[place] ^ (1 << random() % 8));
    fuzz::MemoryDisk disk;
    disk.put("in", ogg_stream(flipped, 3));
    const std::string error = read_sound(disk).error;
    if (!error.empty()) ++refused;
  }
  CHECK(refused > 10);
}
