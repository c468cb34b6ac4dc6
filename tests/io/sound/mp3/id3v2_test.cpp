// Checks id3v2.hpp by tags written by hand, as id3.org's three standards lay them out, and by
// mutagen.
#include "io/sound/mp3/id3v2.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <utility>

#include "io/sound/comments.hpp"
#include "support/metadata_words.hpp"
#include "support/process.hpp"
#include "support/sound_bytes.hpp"

namespace {

using namespace test;
using namespace std::string_literals;
namespace io = rectify::io;

std::span<const std::byte> bytes_of(const std::string& text) {
  return std::as_bytes(std::span(text));
}

/// Seven bits a byte.
std::string synchsafe(std::uint64_t number) {
  return big((number >> 21U & 0x7FU) << 24U | (number >> 14U & 0x7FU) << 16U |
                 (number >> 7U & 0x7FU) << 8U | (number & 0x7FU),
             4);
}

std::string tag(unsigned version, unsigned flags, const std::string& body) {
  return "ID3" + big(version, 1) + big(0, 1) + big(flags, 1) + synchsafe(body.size()) + body;
}

std::string frame2(const std::string& id, const std::string& content) {
  return id + big(content.size(), 3) + content;
}

std::string frame3(const std::string& id, const std::string& content, unsigned flags = 0) {
  return id + big(content.size(), 4) + big(flags, 2) + content;
}

std::string frame4(const std::string& id, const std::string& content, unsigned flags = 0) {
  return id + synchsafe(content.size()) + big(flags, 2) + content;
}

void append(std::string& to, const std::string& piece) { to += (to.empty() ? "" : " | ") + piece; }

std::string said_by(const std::string& tag) {
  io::Metadata metadata;
  io::understand_id3v2(bytes_of(tag), metadata, &io::Metadata::note);
  return content_of(metadata);
}

struct Case {
  std::string bytes;
  std::string said;
};

}  // namespace

TEST_CASE("the texts of ID3v2 are in Latin-1, UTF-16 of either order, or UTF-8") {
  const std::string unknown = "\xEF\xBF\xBD";  // U+FFFD
  const std::array cases = {Case{"\0R\xE4in"s, "Räin"},
                            Case{"\1\xFF\xFER\0\xE4\0"s, "Rä"},
                            Case{"\1\xFE\xFF\0R\0\xE4"s, "Rä"},
                            Case{"\1R\0\xE4\0"s, "Rä"},  // without the mark that should be there
                            Case{"\2\x26\x02"s, "☂"},
                            Case{"\3R\xC3\xA4in"s, "Räin"},
                            Case{"\2\xD8\x3C\xDF\x27\0!"s, "🌧!"},  // U+1F327 as a pair
                            Case{"\2\xD8\x3C"s, unknown},             // halves of pairs
                            Case{"\2\xDF\x27\0A"s, unknown + "A"},
                            Case{"\2\xD8\x3C\0A"s, unknown + "A"},
                            Case{"\2\xD8\x3C\xE0\0"s, unknown + "\xEE\x80\x80"},
                            Case{"\2\0A\0\0\0B\0"s, "A | TITLE=B"},  // half a character at the end
                            Case{"\3One\0\0Two\0"s, "One | TITLE=Two"}};
  for (const Case& one : cases) {
    CAPTURE(one.said);
    CHECK(said_by(tag(4, 0, frame4("TIT2", one.bytes))) == "TITLE=" + one.said);
  }
  CHECK(said_by(tag(4, 0, frame4("TIT2", "\1R"s))) == "");
  CHECK(said_by(tag(4, 0, frame4("TIT2", "\1"s))) == "");
}

TEST_CASE("the frames of each version of ID3v2 are found and understood") {
  const std::string title3 = frame3("TIT2", "\0Rain"s);
  const std::string title4 = frame4("TIT2", "\0Rain"s);
  const std::string long_text(200, 'x');
  const std::array cases = {
      // Version 2.2: names of three letters, sizes of three bytes.
      Case{tag(2, 0,
               frame2("TT2", "\0Rain"s) + frame2("TXX", "\0mood\0blue"s) +
                   frame2("COM", "\0eng\0hello"s) + frame2("WXX", "\0home\0http://x"s) +
                   frame2("TZZ", "\0own"s) + frame2("ZZZ", "?")),
           "TITLE=Rain | mood=blue | COMMENT=hello | WXXX:home=http://x | TZZ=own | "
           "(ID3 frame 'ZZZ')"},
      Case{tag(2, 0,
               frame2("PIC", "\0JPG\3cover\0J"s) + frame2("PIC", "\0PNG\4\0P"s) +
                   frame2("PIC", "\0-->\0\0http://x"s) + frame2("PIC", "\0PN"s)),
           "picture 3 image/jpeg cover: J | picture 4 image/png : P | picture 0 --> : http://x | "
           "(picture that is cut short)"},
      Case{tag(2, 0x40, frame2("TT2", "\0Rain"s)), "(an ID3 tag that is compressed)"},
      // Version 2.3: an extended head, whose size does not count itself; a byte that groups.
      Case{tag(3, 0x40, big(6, 4) + big(0, 6) + title3), "TITLE=Rain"},
      Case{tag(3, 0x40, big(10, 4) + big(0x8000, 2) + big(0, 8) + title3), "TITLE=Rain"},
      Case{tag(3, 0x40, big(99, 4)), ""}, Case{tag(3, 0x40, "ab"), ""},
      Case{tag(3, 0, frame3("TIT2", "g\0Rain"s, 0x20)), "TITLE=Rain"},
      Case{tag(3, 0, frame3("TIT2", "\0\0\0\6zzzz"s, 0x80) + frame3("TALB", "m????", 0x40)),
           "(ID3 frame 'TIT2' (compressed or encrypted)) | "
           "(ID3 frame 'TALB' (compressed or encrypted))"},
      // Unsynchronisation puts a zero after 255, and sizes don't count it.
      Case{tag(3, 0x80, "TIT2" + big(4, 4) + big(0, 2) + "\0\xFF\0\xFF\0\xFF"s), "TITLE=ÿÿÿ"},
      Case{tag(3, 0x80, "TIT2" + big(4, 4) + big(0, 2) + "\1\xFF\xFER"s), ""},
      // Version 2.4: sizes of seven bits a byte, also that of the extended head, which counts
      // itself.
      Case{tag(4, 0x40, synchsafe(6) + "\1\0"s + title4), "TITLE=Rain"},
      Case{tag(4, 0, frame4("TIT2", "g\0Rain"s, 0x40)), "TITLE=Rain"},
      Case{tag(4, 0, frame4("TIT2", synchsafe(5) + "\0Rain"s, 0x01)), "TITLE=Rain"},
      Case{tag(4, 0x80, frame4("TIT2", synchsafe(3) + "\0\xFF\0\xFF\0"s, 0x03)), "TITLE=ÿÿ"},
      Case{tag(4, 0, frame4("TIT2", synchsafe(9) + "zzzz", 0x09) + frame4("TALB", "m???", 0x04)),
           "(ID3 frame 'TIT2' (compressed or encrypted)) | "
           "(ID3 frame 'TALB' (compressed or encrypted))"},
      Case{tag(4, 0, frame4("TALB", "\0"s + long_text) + title4),
           "ALBUM=" + long_text + " | TITLE=Rain"},
      // iTunes wrote sizes of eight bits there as well: shown by what comes after the frame.
      Case{tag(4, 0, frame3("TALB", "\0"s + long_text) + title4),
           "ALBUM=" + long_text + " | TITLE=Rain"},
      Case{tag(4, 0,
               frame3("TALB", "\0"s + long_text + long_text.substr(0, 100)) + title4 +
                   std::string(20, '\0')),
           "ALBUM=" + long_text + long_text.substr(0, 100) + " | TITLE=Rain"},
      Case{tag(4, 0, frame3("TALB", "\0"s + long_text + long_text.substr(0, 100))),
           "ALBUM=" + long_text + long_text.substr(0, 100)},
      // Where neither is right the standard's is.
      Case{tag(4, 0, "TALB" + big(0x0104, 4) + big(0, 2) + "\0"s + std::string(136, '-')),
           "ALBUM=" + std::string(131, '-')},
      // Frames end at padding, at the foot and at the end of the tag.
      Case{tag(4, 0, title4 + std::string(30, '\0') + title4), "TITLE=Rain"},
      Case{tag(3, 0, title3 + "TALB" + big(99, 4) + big(0, 2) + "\0Al"s), "TITLE=Rain | ALBUM=Al"},
      Case{tag(3, 0, title3 + "TALB"), "TITLE=Rain"},
      Case{"ID3\4\0\x10"s + synchsafe(title4.size()) + title4 + "3DI\4\0\x10"s +
               synchsafe(title4.size()),
           "TITLE=Rain"},
      // What is no tag that we know.
      Case{tag(5, 0, title4), "(an ID3 tag of an unknown version)"},
      Case{tag(1, 0, title4), "(an ID3 tag of an unknown version)"},
      Case{tag(4, 0, title4).substr(0, 20), "(an ID3 tag of 25 bytes)"}, Case{"", ""},
      Case{"TAG", ""}};
  for (const Case& one : cases) {
    CAPTURE(one.said);
    const std::string found = said_by(one.bytes);
    CHECK(found == one.said);
  }
}

TEST_CASE("each kind of frame of ID3v2 becomes a comment, a picture or a word") {
  const std::array cases = {
      Case{frame3("TXXX", "\0\0bare"s), "TXXX=bare"},
      Case{frame3("TXXX", "\0B\xF6=se\0x\0y"s), "B___se=x | B___se=y"},
      Case{frame3("TXXX",
                  "\1\xFF\xFE"
                  "a\0\0\0\xFE\xFF\0b"s),
           "a=b"},
      Case{frame3("COMM", "\0engnote\0text"s), "COMMENT:note=text"},
      Case{frame3("COMM", "\0e"s), "COMMENT="},
      Case{frame3("USLT", "\0eng\0la la"s), "LYRICS=la la"},
      Case{frame3("WOAR", "http://\xE4.example\0after"s), "WOAR=http://ä.example"},
      Case{frame3("WXXX", "\1\xFF\xFEh\0\0\0http://x"s), "WXXX:h=http://x"},
      Case{frame3("WXXX", "\0\0http://x"s), "WXXX=http://x"},
      Case{frame3("APIC",
                  "\1image/gif\0\7\xFF\xFE"
                  "c\0\0\0data"s),
           "picture 7 image/gif c: data"},
      Case{frame3("APIC", "\0image/gif"s), "(picture that is cut short)"},
      Case{frame3("TCON", "\0(51)(39)"s), "GENRE=Techno-Industrial | GENRE=Noise"},
      Case{frame3("TYER",
                  "\0"
                  "2001"s),
           "DATE=2001"},
      Case{frame3("TDAT",
                  "\0"
                  "0302"s),
           "TDAT=0302"},
      Case{frame3("TSSE", "\0other"s) +
               frame3("TLEN",
                      "\0"
                      "1000"s) +
               frame3("TIT2", ""),
           ""},
      Case{frame3("CHAP", "c1") + frame3("CTOC", "toc") + frame3("POPM", "a@b"),
           "(chapters) | (ID3 frame 'POPM')"}};
  for (const Case& one : cases) {
    CAPTURE(one.said);
    CHECK(said_by(tag(3, 0, one.bytes)) == one.said);
  }
}

TEST_CASE("references to the genres of ID3v1 become their names") {
  const std::array cases = {Case{"17", "Rock"},
                            Case{"(17)", "Rock"},
                            Case{"(17)Rock", "Rock"},
                            Case{"(51)(39)", "Techno-Industrial, Noise"},
                            Case{"(4)Eurodisco", "Disco, Eurodisco"},
                            Case{"(17)80", "Rock, 80"},
                            Case{"(RX)", "Remix"},
                            Case{"CR", "Cover"},
                            Case{"((so)", "(so)"},
                            Case{"(55)((I think)", "Dream, (I think)"},
                            Case{"Rock", "Rock"},
                            Case{"17th", "17th"},
                            Case{"(17", "(17"},
                            Case{"()x", "()x"},
                            Case{"(250)", "(250)"},
                            Case{"(17)(250)", "Rock, (250)"},
                            Case{"250", "250"},
                            Case{"99999999999", "99999999999"}};
  for (const Case& one : cases) {
    CAPTURE(one.bytes);
    CHECK(io::listed(io::id3_genres_in(one.bytes)) == one.said);
  }
  CHECK(io::id3_genres_in("").empty());
}

TEST_CASE("an unsynchronised tag of ID3v2 that there is no room for is named") {
  io::Metadata metadata;
  REQUIRE(metadata.make_room(io::Metadata::kMostBytes - 1000, "all"));
  const std::string body = frame3("TIT2", "\0"s + std::string(1500, 'x'));
  const std::string bytes = tag(3, 0x80, body);
  io::understand_id3v2(bytes_of(bytes), metadata, &io::Metadata::note);
  CHECK(metadata.comments.empty());
  CHECK(io::listed(metadata.too_large) == "an ID3 tag of 1511 bytes");
}

TEST_CASE("a tag of ID3v2.4 is made of every comment and picture, as mutagen reads it") {
  const std::vector<std::string> entries = {"TITLE=Räin",
                                            "ARTIST=One",
                                            "ARTIST=Two",
                                            "COMMENT=hello",
                                            "COMMENT:NOTE=a note",
                                            "COMMENTS=more",
                                            "LYRICS=la la",
                                            "TCMP=1",
                                            "WOAR=http://example.org",
                                            "WOAF=http://räin.example",
                                            "WXXX=http://plain",
                                            "WXXX:HOME=http://home",
                                            "WXXX:OTHER=http://räin.example",
                                            "TXXX=bare",
                                            "MOOD=blue",
                                            "METADATA_BLOCK_PICTURE=is none"};
  io::Metadata metadata;
  for (const std::string& entry : entries) metadata.add_entry(entry);
  const std::string data = "data";
  io::Picture picture;
  picture.type = 21;
  picture.mime = "image/png\0more"s;
  picture.description = "cover\0more"s;
  picture.data = bytes_of(data);
  const auto block = io::picture_block(picture);
  metadata.add_comment("METADATA_BLOCK_PICTURE", io::base64(block));
  picture.description = "back";
  metadata.add_comment("ENCODER", "another program");
  metadata.add_comment("WAVEFORMATEXTENSIBLE_CHANNEL_MASK", "0x3");
  picture.type = 20;
  metadata.pictures.push_back(picture);
  const auto made = io::make_id3v2(metadata);
  io::Metadata again;
  io::understand_id3v2(made, again, &io::Metadata::note);
  std::string expected;
  for (const std::string& entry : entries) append(expected, entry);
  append(expected, "picture 20 image/png back: data");
  append(expected, "picture 0 image/png cover: data");
  CHECK(content_of(again) == expected);

  const TemporaryFolder folder;
  write_file(folder / "tag", io::as_text(made));
  const Result read = shell(
      "/usr/bin/python3 -c '\nfrom mutagen import id3\nfor f in id3.ID3(\"tag\").values():\n"
      " v = f.data.decode() if f.FrameID == \"APIC\" else getattr(f, \"url\", None) or f.text\n"
      " print(f.HashKey, v if isinstance(v, str) else \"/\".join(map(str, v)))' | LC_ALL=C sort",
      folder.path());
  CHECK(read.err == "");
  const std::string unknown(3, 'X');  // what ID3v2 calls a language that nobody names
  CHECK(read.out == "APIC:back data\nAPIC:cover data\nCOMM::" + unknown +
                        " hello\nCOMM:NOTE:" + unknown +
                        " a note\nTCMP 1\nTIT2 Räin\n"
                        "TMOO blue\nTPE1 One/Two\nTXXX: bare\nTXXX:COMMENTS more\n"
                        "TXXX:METADATA_BLOCK_PICTURE is none\nTXXX:WOAF http://räin.example\n"
                        "TXXX:WXXX:OTHER http://räin.example\nUSLT::" +
                        unknown +
                        " la la\n"
                        "WOAR:http://example.org http://example.org\nWXXX: http://plain\n"
                        "WXXX:HOME http://home\n");
  CHECK(io::make_id3v2(io::Metadata()).empty());
}
