// Checks each cap on what an input may take: what passes it is refused or named, with a number for
// --raise-limits, and with that number nothing is missing.
#include <doctest/doctest.h>
#include <ogg/ogg.h>

#include <filesystem>
#include <string>
#include <utility>

#include "support/chunked_files.hpp"
#include "support/process.hpp"

using namespace test;

namespace {

constexpr std::size_t kMiB = std::size_t{1} << 20U;

/// A row of that many fields; a row of names where `field` is one.
std::string row_of(std::size_t count, const std::string& field, bool names = false) {
  std::string row;
  for (std::size_t i = 0; i < count; ++i) {
    row += (i == 0 ? "" : ",") + field + (names ? std::to_string(i) : "");
  }
  return row + "\n";
}

/// Two rows, the second of which half takes away, below names.
std::string wide(std::size_t columns) {
  return row_of(columns, "c", true) + row_of(columns, "1") + row_of(columns, "-2");
}

/// The line fails with that status, says so, and ends with that number for --raise-limits. With it
/// the line says these words, and gives the output.
std::string raised(const TemporaryFolder& folder, const std::string& line, int status,
                   const std::string& said, int number, const std::string& words = "") {
  CAPTURE(line);
  const Result refused = shell(line, folder.path());
  const std::string option = " --raise-limits " + std::to_string(number);
  CHECK(refused.status == status);
  CHECK_MESSAGE(refused.err.find(said) != std::string::npos, refused.err);
  CHECK_MESSAGE(refused.err.ends_with(", or" + option + "\n"), refused.err);
  const Result done = shell(line + option, folder.path());
  CHECK(done.status == 0);
  CHECK(done.err == words);
  return done.out;
}

/// The same where what is beyond the cap is missing, with a warning.
void check_named(const TemporaryFolder& folder, const std::string& line, const std::string& said,
                 int number) {
  CAPTURE(line);
  const Result named = shell(line, folder.path());
  const std::string option = " --raise-limits " + std::to_string(number);
  CHECK(named.status == 0);
  CHECK(named.err ==
        "rectify: warning: " + said + "; a tag editor can copy it, or" + option + "\n");
  const Result done = shell(line + " --force" + option, folder.path());
  CHECK(done.status == 0);
  CHECK(done.err == "");
}

bool holds(const TemporaryFolder& folder, const std::string& file, const std::string& bytes) {
  return read_file(folder / file).find(bytes) != std::string::npos;
}

/// The Ogg with so many zeros after its second packet, whose own length it tells.
std::string with_zeros_after_comments(std::string file, std::size_t zeros) {
  ogg_sync_state pages;
  ogg_stream_state from;
  ogg_stream_state to;
  ogg_page page;
  ogg_packet packet;
  ogg_sync_init(&pages);
  file.copy(ogg_sync_buffer(&pages, static_cast<long>(file.size())), file.size());
  ogg_sync_wrote(&pages, static_cast<long>(file.size()));
  std::string made;
  const auto flush = [&] {
    ogg_page whole;
    while (ogg_stream_flush(&to, &whole) != 0) {
      made.append(reinterpret_cast<const char*>(whole.header),
                  static_cast<std::size_t>(whole.header_len));
      made.append(reinterpret_cast<const char*>(whole.body),
                  static_cast<std::size_t>(whole.body_len));
    }
  };
  bool begun = false;
  while (ogg_sync_pageout(&pages, &page) == 1) {
    if (!std::exchange(begun, true)) {
      ogg_stream_init(&from, ogg_page_serialno(&page));
      ogg_stream_init(&to, ogg_page_serialno(&page));
    }
    ogg_stream_pagein(&from, &page);
    while (ogg_stream_packetout(&from, &packet) == 1) {
      std::string bytes(reinterpret_cast<const char*>(packet.packet),
                        static_cast<std::size_t>(packet.bytes));
      if (packet.packetno == 1) bytes.append(zeros, '\0');
      packet.packet = reinterpret_cast<unsigned char*>(bytes.data());
      packet.bytes = static_cast<long>(bytes.size());
      ogg_stream_packetin(&to, &packet);
      if (packet.granulepos >= 0) flush();
    }
  }
  ogg_sync_clear(&pages);
  ogg_stream_clear(&from);
  ogg_stream_clear(&to);
  return made;
}

}  // namespace

TEST_CASE("a table of 131073 columns needs --raise-limits, and comes out whole") {
  const TemporaryFolder folder;
  constexpr std::size_t kColumns = 131073;
  write_file(folder / "x.csv", wide(kColumns));
  const std::string said = "has more than 131072 fields, the most that are read";
  const bool same = raised(folder, "$RECTIFY half x.csv", 3, "x.csv:1: " + said, 2) ==
                    row_of(kColumns, "c", true) + row_of(kColumns, "1") + row_of(kColumns, "0");
  CHECK(same);
}

TEST_CASE("a pipe of 131073 columns needs --raise-limits, in the signal lane and spooled too") {
  const TemporaryFolder folder;
  constexpr std::size_t kColumns = 131073;
  write_file(folder / "x.csv", row_of(kColumns, "1") + row_of(kColumns, "-2"));
  const std::string line = "cat x.csv | $RECTIFY half --no-header --normalize=0";
  const bool same = raised(folder, line, 3, "fields, the most that are read", 2) ==
                    row_of(kColumns, "1") + row_of(kColumns, "0");
  CHECK(same);
}

TEST_CASE("a line of more than 1 MiB needs --raise-limits wherever it stands") {
  const TemporaryFolder folder;
  const std::string row = "1," + std::string(kMiB / 2 * 3, 'x') + "\n";
  std::string rows;
  for (int n = 0; n < 2000; ++n) rows += "1,y\n";
  for (const std::string& text : {"a,b\n" + row + "1,y\n", "a,b\n" + rows + row}) {
    write_file(folder / "x.csv", text);
    for (const std::string from :
         {"$RECTIFY half x.csv", "cat x.csv | $RECTIFY half", "$RECTIFY half x.csv --gain 0"}) {
      const bool same = raised(folder, from, 3,
                               ": a line of more than 1 MiB, the longest that is read", 2) == text;
      CHECK(same);
    }
  }
}

TEST_CASE("a quoted row of more than 1 MiB needs --raise-limits wherever it stands") {
  const TemporaryFolder folder;
  std::string lines;
  for (std::size_t n = 0; n < kMiB / 64; ++n) lines += std::string(63, 'x') + "\n";
  const std::string row = "1,\"" + lines + "\"\n";
  std::string rows;
  for (int n = 0; n < 2000; ++n) rows += "1,\"y\"\n";
  write_file(folder / "x.csv", "a,b\n" + row + "1,y\n");
  const bool first =
      raised(folder, "$RECTIFY half x.csv", 3,
             "no table begins within the first 1 MiB; close a quote", 2) == "a,b\n" + row + "1,y\n";
  CHECK(first);
  write_file(folder / "x.csv", "a,b\n" + rows + "1,\"" + std::string(kMiB / 2 * 3, 'x') + "\"\n");
  const std::string out = raised(folder, "$RECTIFY half x.csv", 3,
                                 "x.csv:2002: a row of more than 1 MiB: a quote is left open", 2);
  CHECK(out.size() == 4 + 2000 * 4 + 2 + kMiB / 2 * 3 + 1);
}

TEST_CASE("the number for --raise-limits doubles until nothing more can be raised") {
  const TemporaryFolder folder;
  write_file(folder / "x.csv", "1," + std::string(3 * kMiB, 'x') + "\n");
  const std::string line = "$RECTIFY half x.csv --raise-limits 2";
  const Result again = shell(line, folder.path());
  CHECK(again.err.find("a line of more than 2 MiB") != std::string::npos);
  CHECK(again.err.ends_with(", or --raise-limits 4\n"));
  for (const std::string wrong : {"0", "1001", "-1", "x"}) {
    const Result refused = shell("$RECTIFY half x.csv --raise-limits=" + wrong, folder.path());
    CHECK(refused.status == 2);
    CHECK(refused.err.find("must be a whole number from 1 to 1000") != std::string::npos);
  }
}

TEST_CASE("a gradient of more than 131072 columns needs --raise-limits") {
  const TemporaryFolder folder;
  constexpr std::size_t kChannels = 26215;  // of which each has five columns
  write_file(folder / "x.csv", wide(kChannels));
  const std::string out =
      raised(folder, "$RECTIFY grad half x.csv --no-header", 4,
             "its table would have 131075 columns, more than the 131072 that one may have; "
             "--column picks some signals",
             2);
  const bool same = out == row_of(kChannels, "1,1,1,1,1") + row_of(kChannels, "-2,0,0,1,0");
  CHECK(same);
}

TEST_CASE("more than 65536 units need --raise-limits, of a generated signal too") {
  const TemporaryFolder folder;
  std::string units = "a,b\n";
  for (int n = 0; n < 65537; ++n) units += "1,0\n";
  write_file(folder / "u.csv", units);
  write_file(folder / "x.csv", "a\n1\n-2\n");
  const std::string said = "u.csv: holds more than 65536 units, the most that are taken";
  CHECK(raised(folder, "$RECTIFY units --units u.csv x.csv", 3, said, 2) == "a\n65537\n0\n");
  CHECK(
      raised(folder, "$RECTIFY units --units u.csv --ramp 0:1:2", 3, said, 2).ends_with("65537\n"));
}

TEST_CASE("every filter refuses more than 4096 channels, and says how many there are") {
  const TemporaryFolder folder;
  write_file(folder / "x.csv", wide(4097));
  const auto check = [&](const std::string& line, const std::string& filter) {
    CAPTURE(line);
    const Result refused = shell("$RECTIFY " + line + " x.csv --rate 100 > out", folder.path());
    CHECK(refused.status == 2);
    CHECK(refused.err == "rectify: error: " + filter +
                             " works on at most 4096 channels, and there are 4097; --column picks "
                             "some, or --raise-limits 2\n");
  };
  for (const std::string line :
       {"multiphase", "multiphase --envelope", "multiphase --alias-free",
        "multiphase --sum-channels", "measure multiphase", "plot multiphase", "grad multiphase",
        "grad multiphase --alias-free"}) {
    check(line, "multiphase");
  }
  for (const std::string shape : {"half", "full", "units --unit 1,0"}) {
    for (const std::string family : {"", "measure ", "plot ", "grad "}) {
      check(family + shape + " --alias-free", "--alias-free");
    }
  }
  for (const std::string line : {"half", "full", "units --unit 1,0", "measure half", "measure none",
                                 "plot half", "plot none"}) {
    check(line + " --smooth 1s", "--smooth");
  }
}

TEST_CASE("with --raise-limits a filter works on 4097 channels as on each of them") {
  const TemporaryFolder folder;
  write_file(folder / "x.csv", wide(4097));
  write_file(folder / "one.csv", wide(1));
  for (const std::string line :
       {"multiphase", "half --alias-free", "half --smooth 1s", "grad multiphase"}) {
    CAPTURE(line);
    const std::string rest = " --rate 100 --no-header";
    const Result one = shell("$RECTIFY " + line + " one.csv" + rest, folder.path());
    REQUIRE(one.status == 0);
    const std::size_t end = one.out.find('\n');
    const std::string second = one.out.substr(end + 1, one.out.size() - end - 2);
    const bool same =
        raised(folder, "$RECTIFY " + line + " x.csv" + rest, 2, "at most 4096 channels", 2) ==
        row_of(4097, one.out.substr(0, end)) + row_of(4097, second);
    CHECK(same);
  }
}

TEST_CASE("a pipe that says after its first MiB what it holds needs --raise-limits") {
  const TemporaryFolder folder;
  const std::string samples(200, '\x22');
  std::string file = chunked_wav("", "", samples);
  const std::string large = riff_chunk("larg", std::string(kMiB + 8192, 'x'));
  file.insert(12, large);  // before "fmt "
  file.replace(4, 4, little(file.size() - 8, 4));
  write_file(folder / "in.wav", file);
  const std::string said =
      "standard input: does not say in its first 1 MiB how its samples are stored, as a pipe must";
  raised(folder, "cat in.wav | $RECTIFY half --leak 1 --force -o out.wav", 3, said, 2);
  const bool kept =
      holds(folder, "out.wav", large) && holds(folder, "out.wav", riff_chunk("data", samples));
  CHECK(kept);
}

TEST_CASE("an AU whose text passes 1 MiB needs --raise-limits") {
  const TemporaryFolder folder;
  const std::string text(kMiB, 't');
  const std::string file = ".snd" + big(24 + text.size(), 4) + big(200, 4) + big(3, 4) +
                           big(8000, 4) + big(1, 4) + text + std::string(200, '\x22');
  write_file(folder / "in.au", file);
  raised(folder, "$RECTIFY half in.au -o out.au --force", 3, "has a text of more than 1 MiB", 2);
  CHECK(read_file(folder / "out.au").size() == file.size());
  CHECK(holds(folder, "out.au", text));
}

TEST_CASE("a chunk beyond 8 MiB goes along with --raise-limits") {
  const TemporaryFolder folder;
  const std::string huge = riff_chunk("huge", std::string(8 * kMiB, 'h'));
  write_file(folder / "in.wav", chunked_wav(huge, "", std::string(200, '\x22')));
  check_named(folder, "$RECTIFY half in.wav -o out.wav",
              "out.wav: lacks metadata beyond the 8 MiB that go along: chunk 'huge' of 8388608 "
              "bytes",
              2);
  CHECK(holds(folder, "out.wav", huge));
}

TEST_CASE("a comment that other families have no room for goes to them with --raise-limits") {
  const TemporaryFolder folder;
  const std::string comment(5 * kMiB, 'c');
  write_file(folder / "in.wav",
             chunked_wav("", riff_chunk("LIST", "INFO" + riff_chunk("ICMT", comment + '\0')),
                         std::string(200, '\x22')));
  for (const std::string type : {"caf", "aiff"}) {
    check_named(folder, "$RECTIFY half in.wav -o out." + type,
                "out." + type + ": lacks metadata beyond the 8 MiB that go along: comment of " +
                    std::to_string(comment.size() + 8) + " bytes",
                2);
    CHECK(holds(folder, "out." + type, comment));
  }
  // Within the family the chunk is copied whole, and nothing is missing.
  CHECK(shell("$RECTIFY half in.wav -o out.wav", folder.path()).err == "");
}

TEST_CASE("a tag beyond 8 MiB goes along with --raise-limits, before the sound and after it") {
  const TemporaryFolder folder;
  REQUIRE(shell("ffmpeg -v error -f lavfi -i sine=d=0.1 -id3v2_version 0 in.mp3", folder.path())
              .status == 0);
  const std::string plain = read_file(folder / "in.mp3");
  const std::string tag = std::string("ID3\3\0\0\x04\0\0\0", 10) + std::string(4U << 21U, '\0');
  for (const bool before : {true, false}) {
    write_file(folder / "in.mp3", before ? tag + plain : plain + tag);
    for (const std::string in : {"$RECTIFY half in.mp3", "cat in.mp3 | $RECTIFY half"}) {
      std::filesystem::remove(folder / "out.mp3");
      check_named(folder, in + " -o out.mp3",
                  "out.mp3: lacks metadata beyond the 8 MiB that go along: a tag of " +
                      std::to_string(tag.size()) + " bytes",
                  2);
      CHECK(holds(folder, "out.mp3", tag));
    }
  }
}

TEST_CASE("a packet of an Ogg beyond 32 MiB needs --raise-limits") {
  const TemporaryFolder folder;
  REQUIRE(shell("$RECTIFY generate --sine 440 --samples 999 -o a.ogg", folder.path()).status == 0);
  write_file(folder / "b.ogg", with_zeros_after_comments(read_file(folder / "a.ogg"), 32 * kMiB));
  const std::string rest = " --format raw";
  const bool same =
      raised(folder, "$RECTIFY half b.ogg" + rest, 3, "b.ogg: a packet of its Ogg passes 32 MiB",
             2) == shell("$RECTIFY half a.ogg" + rest, folder.path()).out;
  CHECK(same);
}

TEST_CASE("--raise-limits reaches every file of a batch, and the files of a gradient") {
  const TemporaryFolder folder;
  const std::string row = "1," + std::string(kMiB, 'x') + "\n";
  write_file(folder / "x.csv", "a,b\n" + row);
  write_file(folder / "y.csv", "a\n1\n");
  const Result all = shell(
      "$RECTIFY half x.csv y.csv -q --output-dir out --raise-limits 2 && "
      "cmp x.csv out/x.csv && $RECTIFY measure half x.csv y.csv "
      "--raise-limits 2 > /dev/null",
      folder.path());
  CHECK(all.status == 0);
  CHECK(all.err == "");
  for (const std::string option : {"--upstream", "--target"}) {
    const std::string words = option == "--target" ? "rectify: e = 0 (mse)\n" : "";
    raised(folder, "$RECTIFY grad half y.csv " + option + " x.csv -q -o out.csv --force", 3,
           "x.csv:2: a line of more than 1 MiB", 2, words);
    raised(folder, "$RECTIFY grad half --ramp 1:1:1 " + option + " x.csv -q -o out.csv --force", 3,
           "x.csv:2: a line of more than 1 MiB", 2, words);
  }
}

TEST_CASE(
    "--raise-limits goes with a generator or --raw where another part of the line has limits") {
  const TemporaryFolder folder;
  write_file(folder / "u.csv", "a,b\n1,0\n");
  write_file(folder / "g.csv", "g\n1\n");
  write_file(folder / "x.raw", std::string(2, '\0'));
  for (const std::string line : {"half --sine 50 --phase 0,40", "units --sine 50 --units u.csv",
                                 "grad half --ramp 1:1:1 --upstream g.csv",
                                 "units --raw s16le:8000:1 x.raw --units u.csv"}) {
    CAPTURE(line);
    CHECK(shell("$RECTIFY " + line + " --raise-limits 2 > out", folder.path()).status == 0);
  }
}

TEST_CASE("--raise-limits is refused where no input is read that has limits") {
  const TemporaryFolder folder;
  write_file(folder / "x.raw", std::string(8, '\0'));
  for (const auto& refusal :
       {std::pair("half --sine 50", "--raise-limits has no effect with a generator"),
        std::pair("grad units --unit 1,0 --sine 50", "with a generator"),
        std::pair("measure none --sine 50", "with a generator"),
        std::pair("half --raw s16le:8000:1 x.raw", "--raise-limits has no effect with --raw"),
        std::pair("generate --sine 50", "--raise-limits has no effect in generate")}) {
    const std::string line = refusal.first;
    CAPTURE(line);
    const Result refused = shell("$RECTIFY " + line + " --raise-limits 2 > out", folder.path());
    CHECK(refused.status == 2);
    CHECK_MESSAGE(refused.err.find(refusal.second) != std::string::npos, refused.err);
  }
}
