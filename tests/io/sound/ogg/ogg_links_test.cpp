// Checks what is heard of an Ogg that lacks pages or packets, of links that differ, and of other
// streams beside the sound; the pages are made here.
#include <doctest/doctest.h>

#include "support/ogg_heads.hpp"
#include "support/ogg_pages.hpp"
#include "support/read_sound.hpp"

namespace {

using namespace test;
namespace io = rectify::io;

const std::string kHead = OpusHeadPacket{}.bytes();

/// Opus on pages of two packets, of which those of these numbers are lost.
std::string opus_without(const std::vector<std::vector<std::string>>& pages,
                         const std::vector<std::size_t>& lost) {
  std::string file = OggPage{.packets = {kHead}, .begins = true}.bytes() +
                     OggPage{.packets = {kOpusTags}, .number = 1}.bytes();
  std::uint64_t position = 0;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    position += 960 * pages[i].size();
    if (std::find(lost.begin(), lost.end(), i) != lost.end()) continue;
    file += OggPage{.packets = pages[i],
                    .position = position,
                    .number = i + 2,
                    .ends = i + 1 == pages.size()}
                .bytes();
  }
  return file;
}

std::string in_ogg(const std::string& format, std::size_t channels, int bits,
                   const std::string& samples) {
  return written({.container = io::container_named(format),
                  .encoding = format == "oga" ? &io::signed_integers(bits) : &io::kFloat,
                  .channels = channels},
                 samples);
}

}  // namespace

TEST_CASE("lost pages and packets of Opus are counted where they were") {
  const std::vector<std::string> two = {kOpusSilence, kOpusSilence};
  const std::vector<std::string> bad = {kNoOpus, kNoOpus};
  struct Row {
    std::string file;
    std::uint64_t frames;
    std::string damage;
  };
  const std::vector<Row> rows = {
      {opus_without({two, two, two}, {}), 5760, ""},
      // Of the first page nothing tells how much it held: the sound may have been cut out of
      // another.
      {opus_without({two, two, two}, {0}), 3840, "a damaged place at 0.00 s"},
      {opus_without({two, two, two}, {1}), 3840,
       "a damaged place at 0.04 s, about 0.04 s of sound lost"},
      // Packets that are none, one place for all that follow each other.
      {opus_without({two, bad, two}, {}), 3840,
       "a damaged place at 0.04 s, about 0.04 s of sound lost"},
      {opus_without({two, {kOpusSilence, kNoOpus}, two}, {}), 4800,
       "a damaged place at 0.06 s, about 0.02 s of sound lost"},
      {opus_without({{kOpusSilence, kNoOpus}, two}, {}), 2880, "a damaged place at 0.02 s"},
      {opus_without({bad, two}, {}), 1920, "a damaged place at 0.00 s"}};
  for (std::size_t row = 0; row < rows.size(); ++row) {
    CAPTURE(row);
    const ReadSound sound = read_sound(rows[row].file);
    CHECK(sound.error == "");
    CHECK(sound.frames == rows[row].frames);
    CHECK(sound.damage == rows[row].damage);
  }
}

TEST_CASE("what is lost at the end of an Ogg, of which no page tells more, is told of") {
  // After the hole there is one page, whose packet does not end.
  const std::string unfinished =
      OggPage{.packets = {std::string(255, '\1')}, .position = ~0ULL, .number = 9, .goes_on = true}
          .bytes();
  const std::string opus = OggPage{.packets = {kHead}, .begins = true}.bytes() +
                           OggPage{.packets = {kOpusTags}, .number = 1}.bytes() +
                           OggPage{.packets = {kOpusSilence}, .position = 960, .number = 2}.bytes();
  const ReadSound sound = read_sound(opus + unfinished);
  CHECK(sound.frames == 960);
  CHECK(sound.damage == "a damaged place at 0.02 s");
  CHECK(sound.missing == io::SampleReader::kSome);
}

TEST_CASE("packets of Vorbis that are no sound are passed over, and what can't be one is told of") {
  const std::string file = in_ogg("ogg", 1, 0, std::string(4 * 48000, '\0'));
  const auto all = ogg_packets(file);
  REQUIRE(all.size() > 10);
  // A third mode, a copy of the second: of four that its two bits name one is none. The modes are
  // the last fields of the third packet, 41 bits each, after their number less 1 in 6; a bit ends
  // it.
  std::string bits;
  for (const char c : all[2]) {
    for (int bit = 0; bit < 8; ++bit)
      bits += (static_cast<unsigned char>(c) >> bit & 1U) != 0 ? '1' : '0';
  }
  const std::size_t end = bits.rfind('1');
  REQUIRE(bits.substr(end - 2 * 41 - 6, 6) == "100000");
  bits = bits.substr(0, end - 2 * 41 - 6) + "010000" + bits.substr(end - 2 * 41, 2 * 41) +
         bits.substr(end - 41, 41) + "1";
  std::string setup((bits.size() + 7) / 8, '\0');
  for (std::size_t i = 0; i < bits.size(); ++i) {
    if (bits[i] == '1') setup[i / 8] = static_cast<char>(setup[i / 8] | 1 << i % 8);
  }
  // In a packet of sound the first bit is 0, then comes the mode.
  const std::string short_block(8, '\0');
  const std::string no_mode(8, '\6');
  const std::string no_sound(8, '\1');
  const auto read = [&](const std::vector<std::string>& sound) {
    std::vector<std::string> packets = {all[0], all[1], setup};
    packets.insert(packets.end(), sound.begin(), sound.end());
    std::vector<std::uint64_t> positions;
    for (std::size_t i = 0; i < sound.size(); ++i) positions.push_back(128 * i);
    return read_sound(ogg_stream(packets, 3, positions));
  };
  const std::string& block = short_block;
  const ReadSound whole = read({block, block, block});
  CHECK(whole.error == "");
  CHECK(whole.frames == 256);
  CHECK(whole.damage == "");
  const ReadSound beside = read({block, no_sound, "", block, block});
  CHECK(beside.frames == 256);
  CHECK(beside.damage == "");
  CHECK(read({block, block, no_mode, block}).damage.starts_with("a damaged place at 0.00 s"));
}

TEST_CASE("a link of another coding or depth is refused at its place") {
  const std::string silence(2 * 4 * 24000, '\0');
  const std::string mono(4 * 24000, '\0');
  const std::string start = "in: a new part of it begins at 0.50 s that changes from ";
  struct Row {
    std::string first;
    std::string second;
    std::string words;
  };
  const std::vector<Row> rows = {
      {in_ogg("ogg", 1, 0, mono), in_ogg("oga", 1, 16, mono),
       "Ogg Vorbis, 48000 Hz and 1 channel to Ogg FLAC of 16 bits, 48000 Hz and 1"},
      {in_ogg("oga", 2, 16, silence), in_ogg("opus", 2, 0, silence),
       "Ogg FLAC of 16 bits, 48000 Hz and 2 channels to Opus, 48000 Hz and 2"},
      {in_ogg("oga", 1, 16, mono), in_ogg("oga", 1, 24, mono),
       "Ogg FLAC of 16 bits, 48000 Hz and 1 channel to Ogg FLAC of 24 bits, 48000 Hz and 1"},
      {in_ogg("oga", 1, 16, mono), in_ogg("oga", 2, 16, silence),
       "Ogg FLAC of 16 bits, 48000 Hz and 1 channel to Ogg FLAC of 16 bits, 48000 Hz and 2"}};
  for (const Row& row : rows) {
    CHECK(read_sound(row.first + row.second).error == start + row.words);
  }
  // Vorbis and Opus are the same to all who hear them.
  const ReadSound both = read_sound(in_ogg("ogg", 1, 0, mono) + in_ogg("opus", 1, 0, mono));
  CHECK(both.error == "");
  CHECK(both.frames == 2 * 24000);
}

TEST_CASE("streams beside the sound are named once each, a second sound too") {
  const auto page = [](const std::string& packet, std::uint64_t serial) {
    return OggPage{.packets = {packet}, .begins = true, .serial = serial}.bytes();
  };
  const std::string sound = ogg_stream({kHead, kOpusTags, kOpusSilence}, 2, {960});
  const std::size_t first = ogg_pages(sound)[1];
  const std::string beside = page("\x80theora", 1) + page(kHead, 2) + page("\x80theora", 3) +
                             page(kHead, 4) + page("what is this?", 5);
  const ReadSound read = read_sound(sound.substr(0, first) + beside + sound.substr(first));
  CHECK(read.frames == 960);
  CHECK(read.left_out() == "Theora, a second Opus, a stream of an unknown kind");
}

TEST_CASE("a packet of an Ogg that never ends is refused, and takes no more than 32 MiB") {
  const std::string full(255 * 255, 't');
  std::string file = OggPage{.packets = {kHead}, .begins = true}.bytes();
  const std::size_t pages = 33 * 1024 * 1024 / full.size();
  for (std::size_t i = 0; i < pages; ++i) {
    file += OggPage{.packets = {full},
                    .position = ~0ULL,
                    .number = i + 1,
                    .continues = i != 0,
                    .goes_on = true}
                .bytes();
  }
  CHECK(
      read_from_file(file).error ==
      "in: a packet of its Ogg passes 32 MiB, the most that is read of one; a tag editor can make "
      "its tags smaller, or --raise-limits 2");
}
