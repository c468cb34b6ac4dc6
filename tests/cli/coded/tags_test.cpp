// Checks what becomes of every kind of field in every container: it is kept, as mutagen and ffprobe
// find it, or it is named.
#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "support/coded.hpp"
#include "support/sound_bytes.hpp"

namespace {

using namespace test;

const std::string kTools = std::string(RECTIFY_SOURCE_DIR) + "/tests/support/";

/// Every container that is written.
const std::vector<std::string> kTargets = {"mp3",  "flac", "oga", "ogg", "opus", "wav",
                                           "aiff", "caf",  "au",  "w64", "rf64"};

/// A field: what a warning calls it, and values one of which is found where it is kept.
struct Field {
  std::string word;
  std::vector<std::string> values;
};

const std::vector<Field> kTexts = {
    {"title", {"Räin ☂"}},
    {"album", {"Albüm"}},
    {"date", {"2001-02-03"}},
    {"track", {"3/12", "=3"}},
    {"genre", {"Rock"}},
    {"comment", {"hello", "a second"}},  // ffprobe shows one of AIFF's
    {"comment 'MOOD'", {"blue"}},
    {"lyrics", {"la la"}},
    {"copyright", {"(c) Me"}}};

std::vector<Field> with_texts(std::vector<Field> fields) {
  fields.insert(fields.end(), kTexts.begin(), kTexts.end());
  return fields;
}

/// The words of the only warning, split.
std::vector<std::string> words_of(const std::string& err) {
  const std::string before = " can't hold this of the input: ";
  std::vector<std::string> words;
  std::size_t at = err.find(before);
  if (at == std::string::npos) return words;
  at += before.size();
  const std::string list = err.substr(at, err.find('\n', at) - at);
  for (std::size_t from = 0; from <= list.size();) {
    const std::size_t end = std::min(list.find(", ", from), list.size());
    words.push_back(list.substr(from, end - from));
    from = end + 2;
  }
  return words;
}

struct Made {
  std::string found;               // what other programs list
  std::vector<std::string> words;  // what the warning names
};

/// What becomes of a file in each of these containers.
std::vector<Made> converted(const TemporaryFolder& folder, const std::string& in,
                            const std::vector<std::string>& types) {
  std::string outs;
  for (const std::string& type : types) outs += " out." + type;
  const Result result = shell(
      "for out in" + outs + "; do rm -f $out; $RECTIFY half " + in +
          " -o $out 2>words.$out || { cat words.$out >&2; exit 1; }; done; /usr/bin/python3 " +
          kTools + "list_tags.py" + outs,
      folder.path());
  REQUIRE_MESSAGE(result.status == 0, result.err);
  std::vector<Made> all;
  for (const std::string& type : types) {
    const std::string name = "file out." + type + "\n";
    const std::size_t begin = result.out.find(name);
    REQUIRE(begin != std::string::npos);
    const std::size_t end = result.out.find("file out.", begin + name.size());
    all.push_back({result.out.substr(begin + name.size(), end - begin - name.size()),
                   words_of(read_file(folder / ("words.out." + type)))});
  }
  return all;
}

Made converted(const TemporaryFolder& folder, const std::string& in, const std::string& type) {
  return converted(folder, in, std::vector{type}).front();
}

bool holds(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Each field is kept, or named; and what is named is one of them. Gives what was made, in the
/// order of the targets.
std::vector<Made> check_fields(const TemporaryFolder& folder, const std::string& in,
                               const std::vector<Field>& fields,
                               const std::vector<std::string>& targets = kTargets) {
  std::vector<Made> all = converted(folder, in, targets);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::string& type = targets[i];
    const Made& made = all[i];
    CAPTURE(in);
    CAPTURE(type);
    CAPTURE(made.found);
    for (const Field& field : fields) {
      CAPTURE(field.word);
      const bool kept = std::any_of(
          field.values.begin(), field.values.end(),
          [&](const std::string& value) { return made.found.find(value) != std::string::npos; });
      const bool named = holds(made.words, field.word);
      CHECK(kept != named);
    }
    for (const std::string& word : made.words) {
      CAPTURE(word);
      const bool known = std::any_of(fields.begin(), fields.end(),
                                     [&](const Field& field) { return field.word == word; });
      CHECK(known);
    }
  }
  return all;
}

/// Both values of a repeated field are there, as two or as one.
void check_repeated(const std::string& found, const std::string& key, bool twice) {
  CAPTURE(found);
  const bool two = found.find(key + "=One\n") != std::string::npos &&
                   found.find(key + "=Two\n") != std::string::npos;
  const bool one = found.find("=One; Two\n") != std::string::npos;
  CHECK(two == twice);
  if (!twice) CHECK(one);
}

void make(const TemporaryFolder& folder, const std::string& line) {
  const Result result = shell(
      "set -e; ffmpeg -v error -y -f lavfi -i color=red:s=8x8 -frames:v 1 "
      "p.png; sox -D -n -r 48000 -c 1 -b 16 in.wav synth 0.3 sine 440 gain "
      "-6; " +
          line,
      folder.path());
  REQUIRE_MESSAGE(result.status == 0, result.err);
}

const std::string kTag = "/usr/bin/python3 " + kTools + "make_tags.py ";

}  // namespace

TEST_CASE("every field of an MP3's tags is kept or named in every container") {
  const TemporaryFolder folder;
  make(folder, "lame --quiet -b 128 in.wav in.mp3; " + kTag + "in.mp3 p.png");
  const std::vector<Field> fields = with_texts({{"artist", {"One"}},
                                                {"comment 'COMMENT:NOTE'", {"a note"}},
                                                {"picture", {"picture 3 image/png cover "}},
                                                {"ID3 frame 'POPM'", {"POPM"}},
                                                {"ID3 frame 'PRIV'", {"PRIV"}},
                                                {"chapters", {"CHAP"}},
                                                {"comment 'WOAR'", {"http://example.org"}},
                                                {"comment 'TCMP'", {"TCMP", "tcmp", "compilation"}},
                                                {"comment 'CATALOG'", {"C-1"}}});
  const std::vector<Made> all = check_fields(folder, "in.mp3", fields);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::string& type = kTargets[i];
    CAPTURE(type);
    if (type == "flac" || type == "ogg" || type == "opus" || type == "oga") {
      check_repeated(all[i].found, "artist", true);
      CHECK(all[i].found.find("another") == std::string::npos);  // APE's title, after ID3's
    } else if (type == "wav" || type == "aiff" || type == "caf") {
      check_repeated(all[i].found, "artist", false);
    }
  }
}

TEST_CASE("an MP3's tags go along byte for byte into another MP3") {
  const TemporaryFolder folder;
  make(folder,
       "lame --quiet -t -b 128 in.wav plain.mp3; cp plain.mp3 in.mp3; " + kTag + "in.mp3 p.png");
  const std::string plain = read_file(folder / "plain.mp3");
  const std::string tagged = read_file(folder / "in.mp3");
  const std::size_t begin = tagged.find(plain.substr(0, 400));
  const std::size_t end = begin + plain.size();
  REQUIRE(begin != std::string::npos);
  REQUIRE(end + 128 < tagged.size());
  const std::string lyrics = "LYRICSBEGININD0000210000024LYRICS200";
  const std::string after = lyrics + tagged.substr(end);
  write_file(folder / "in.mp3", tagged.substr(0, begin) + plain + after);
  for (const std::string in : {"in.mp3", "< <(cat in.mp3)"}) {
    const Result result = shell("$RECTIFY half " + in + " -o out.mp3 --force", folder.path());
    CHECK(result.status == 0);
    CHECK(result.err == "");
    const std::string out = read_file(folder / "out.mp3");
    const bool front = out.starts_with(tagged.substr(0, begin)) && out.substr(begin, 1) == "\xFF";
    CHECK(front);
    const bool back = out.ends_with(after);
    CHECK(back);
    CHECK(heard(folder, "out.mp3", "float", false).words == "");
  }
}

TEST_CASE("a tag beyond 8 MiB is named, and no part of it is written") {
  const TemporaryFolder folder;
  make(folder, "lame --quiet -t -b 128 in.wav plain.mp3");
  const std::string plain = read_file(folder / "plain.mp3");
  const std::string huge = std::string("ID3\3\0\0\x09\0\0\0", 10) + std::string(9U << 21U, '\0');
  for (const bool before : {true, false}) {
    write_file(folder / "in.mp3", before ? huge + plain : plain + huge);
    for (const std::string in : {"in.mp3", "< <(cat in.mp3)"}) {
      CAPTURE(in);
      CAPTURE(before);
      const Result result = shell("$RECTIFY half " + in + " -o out.mp3 --force", folder.path());
      CHECK(result.status == 0);
      CHECK(result.err ==
            warning("out.mp3: lacks metadata beyond the 8 MiB that go along: a tag of " +
                    std::to_string(huge.size()) +
                    " bytes; a tag editor can copy it, or --raise-limits 3"));
      CHECK(read_file(folder / "out.mp3").starts_with("\xFF"));
    }
  }
}

TEST_CASE("of many sizes of tags that there is no room for, some twenty are named") {
  const TemporaryFolder folder;
  const auto tag = [](unsigned bytes) {
    std::string head("ID3\3\0\0", 6);
    for (const unsigned shift : {21U, 14U, 7U, 0U}) {
      head += static_cast<char>(bytes >> shift & 0x7FU);
    }
    return head + std::string(bytes, '\0');
  };
  std::string tags = tag((8U << 20U) - 200);
  for (unsigned bytes = 300; bytes < 330; ++bytes) tags += tag(bytes);
  make(folder, "lame --quiet -t -b 128 in.wav plain.mp3");
  write_file(folder / "in.mp3", tags + read_file(folder / "plain.mp3"));
  const Result result = shell("$RECTIFY half in.mp3 -o out.mp3", folder.path());
  CHECK(result.status == 0);
  CHECK(result.err.find("a tag of 310 bytes, ") != std::string::npos);
  CHECK(result.err.find("a tag of 329 bytes, and more; a tag editor") != std::string::npos);
}

TEST_CASE("the tags of older MP3s are understood, in Latin-1 and in APE's way") {
  const TemporaryFolder folder;
  make(folder,
       "lame --quiet -t -b 128 in.wav plain.mp3; "
       "cp plain.mp3 v22.mp3; cp plain.mp3 v23.mp3; /usr/bin/python3 -c '"
       "from mutagen import id3\n"
       "t = id3.ID3()\n"
       "t.add(id3.TIT2(encoding=1, text=\"Räin ☂\")); t.add(id3.TPE1(encoding=0, "
       "text=\"Oné\"))\nt.save(\"v23.mp3\", v2_version=3)'");
  const std::string plain = read_file(folder / "plain.mp3");
  const auto fixed = [](const std::string& text, std::size_t bytes) {
    return text + std::string(bytes - text.size(), '\0');
  };
  write_file(folder / "v1.mp3", plain + "TAG" + fixed("R\xE4in", 30) + fixed("On\xE9", 30) +
                                    "Album                         " + "1999" + fixed("words", 28) +
                                    std::string("\0\7\x11", 3));
  // ID3v2.2 with unsynchronised text and a picture.
  const std::string frames = std::string("TT2\0\0\5\0R\xE4in", 11) +
                             std::string("TP1\0\0\4\0On\xE9", 10) +
                             std::string("PIC\0\0\x0B\0PNG\3c\0\xFF\0\xEE!", 17);
  write_file(folder / "v22.mp3", std::string("ID3\2\0\x80\0\0\0", 9) +
                                     static_cast<char>(frames.size()) + frames + plain);
  for (const std::string file : {"v1.mp3", "v22.mp3", "v23.mp3"}) {
    CAPTURE(file);
    const std::string title = file == "v23.mp3" ? "Räin ☂" : "Räin";
    for (const std::string& in : {file, "< <(cat " + file + ")"}) {
      if (in != file && file == "v1.mp3") continue;  // a tag at the end of a pipe comes too late
      const std::string found = converted(folder, in, "flac").found;
      CHECK(found.find("title=" + title + "\n") != std::string::npos);
      CHECK(found.find("artist=Oné\n") != std::string::npos);
      if (file != "v1.mp3") continue;
      for (const std::string field :
           {"album=Album", "date=1999", "comment=words", "tracknumber=7", "genre=Rock"}) {
        CHECK(found.find(field + "\n") != std::string::npos);
      }
    }
  }
  const bool picture = heard_by(folder,
                                "$RECTIFY half v22.mp3 -o p.flac && metaflac "
                                "--export-picture-to=- p.flac") == std::string("\xFF\xEE!");
  CHECK(picture);
  const Result late = shell("cat v1.mp3 | $RECTIFY half - -o late.flac", folder.path());
  CHECK(late.err == warning("late.flac: FLAC can't hold this of the input: title, artist, album, "
                            "date, comment, track, genre"));
  // mutagen's list of genres.
  const std::string genres = heard_by(folder,
                                      "/usr/bin/python3 -c 'from mutagen._constants import "
                                      "GENRES\nprint(\"\\n\".join(GENRES[:126]))'");
  for (unsigned n = 0; n < 126; n += 25) {
    write_file(folder / "g.mp3", plain + "TAG" + std::string(124, '\0') + static_cast<char>(n));
    std::size_t line = 0;
    for (unsigned i = 0; i < n; ++i) line = genres.find('\n', line) + 1;
    const std::string name = genres.substr(line, genres.find('\n', line) - line);
    CHECK(heard_by(folder,
                   "$RECTIFY half g.mp3 -o g.flac --force && metaflac --show-tag=GENRE g.flac") ==
          "GENRE=" + name + "\n");
  }
}

TEST_CASE("every field of FLAC and Ogg is kept or named in every container") {
  const TemporaryFolder folder;
  make(folder,
       "flac -s in.wav -o in.flac; oggenc -Q in.wav -o in.ogg; opusenc --quiet in.wav "
       "in.opus; flac -s --ogg in.wav -o in.oga; for f in flac ogg opus oga; do " +
           kTag + "in.$f p.png; done");
  for (const std::string from : {"flac", "ogg", "opus", "oga"}) {
    const std::vector<Field> fields = with_texts(
        {{"artist", {"One"}}, {"license", {"CC0"}}, {"picture", {"picture 3 image/png cover "}}});
    // FLAC's blocks and Ogg's comments go into every container; what comes from Opus is read as
    // Vorbis is, and Ogg FLAC as FLAC.
    const bool in_full = from == "flac" || from == "ogg";
    const std::vector<std::string> some = {"mp3", "flac", "oga", "ogg", "opus"};
    const std::vector<std::string>& targets = in_full ? kTargets : some;
    check_repeated(check_fields(folder, "in." + from, fields, targets)[0].found, "TPE1", true);
    // The same comes out of a pipe.
    for (const std::string& to : some) {
      CAPTURE(from);
      CAPTURE(to);
      CHECK(shell("cat in." + from + " | $RECTIFY half -o piped." + to + " --force && cmp piped." +
                      to + " out." + to,
                  folder.path())
                .status == 0);
    }
    // Comments go as they stand, among FLAC and Ogg.
    const std::string comments =
        heard_by(folder,
                 "/usr/bin/python3 -c 'import mutagen, sys\nfor name in sys.argv[1:]:\n"
                 " print(sorted((k, v) for k, v in mutagen.File(name).tags if k.upper() "
                 "!= \"METADATA_BLOCK_PICTURE\"))' in." +
                     from + " out.flac out.ogg out.opus out.oga");
    const std::string before = comments.substr(0, comments.find('\n') + 1);
    CHECK(before.find("Albüm") != std::string::npos);
    CHECK(comments == before + before + before + before + before);
  }
}

TEST_CASE("blocks that FLAC alone has are kept in FLAC, and named elsewhere") {
  const TemporaryFolder folder;
  write_file(folder / "sheet.cue",
             "FILE \"in.wav\" WAVE\n TRACK 01 AUDIO\n  INDEX 01 00:00:00\n TRACK 02 AUDIO\n"
             "  INDEX 01 00:00:10\n");
  make(folder,
       "sox -D in.wav -r 44100 -c 2 cd.wav; flac -s --no-padding cd.wav -o in.flac "
       "--cuesheet=sheet.cue");
  // A block of a type that nobody knows, and one for an application, before the last.
  std::string file = read_file(folder / "in.flac");
  const std::string own = std::string(1, '\x09') + big(5, 3) + "12345" + std::string(1, '\2') +
                          big(10, 3) + "testABCDEF";
  file.insert(4 + 4 + 34, own);
  write_file(folder / "in.flac", file);
  for (const std::string to : {"flac", "oga"}) {
    for (const std::string in : {"in.flac", "< <(cat in.flac)"}) {
      const Result result = shell("$RECTIFY half " + in + " --force -o out." + to, folder.path());
      CHECK(result.err == "");
      const std::string out = read_file(folder / ("out." + to));
      CHECK(out.find("12345") != std::string::npos);
      CHECK(out.find("testABCDEF") != std::string::npos);
      const std::string ogg = to == "oga" ? " --ogg" : "";
      CHECK(shell("flac -ts" + ogg + " out." + to, folder.path()).status == 0);
    }
  }
  // What libFLAC does not take is named, in FLAC too.
  std::string damaged = file;
  for (const unsigned type : {127U, 6U, 5U}) {
    damaged.insert(4 + 4 + 34, std::string(1, static_cast<char>(type)) + big(3, 3) + "abc");
  }
  write_file(folder / "damaged.flac", damaged);
  for (const std::string to : {"flac", "oga"}) {
    CHECK(shell("$RECTIFY half damaged.flac --force -o out." + to, folder.path()).err ==
          warning("out." + to + ": " + (to == "oga" ? "Ogg " : "") +
                  "FLAC can't hold this of the input: block 127, a damaged cue sheet, a damaged "
                  "picture"));
  }
  const std::string cue = "metaflac --export-cuesheet-to=- ";
  CHECK(heard_by(folder, cue + "out.flac | grep -v FILE") ==
        heard_by(folder, cue + "in.flac | grep -v FILE"));
  for (const std::string to : {"ogg", "mp3", "wav", "caf"}) {
    const std::vector<std::string> words = converted(folder, "in.flac", to).words;
    CHECK(words == std::vector<std::string>{"block 9", "application data", "cue sheet"});
  }
}
