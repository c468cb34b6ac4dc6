// Checks the edges of AIFF and AU, and what holds for all containers: tags before the head, chunks
// in unusual order or with unusual names, kinds of sound that are not read.
#include <doctest/doctest.h>

#include <filesystem>
#include <utility>

#include "support/chunk_lister.hpp"
#include "support/chunked_files.hpp"
#include "support/edge_files.hpp"
#include "support/process.hpp"

using namespace test;

TEST_CASE("an ID3 tag before a WAV or an AIFF costs no sample and no chunk, and is named") {
  const RiffParts riff;
  const std::string tag = "ID3" + std::string("\3\0\0\0\0\0\x1E", 7) + "TIT2" +
                          std::string("\0\0\0\x04\0\0\0Rain", 11) + std::string(15, '\0');
  const std::string footed =  // version 2.4, its head repeated at its end
      "ID3" + std::string("\4\0\x10\0\0\0\x02", 7) + std::string(2, '\0') + "3DI" +
      std::string("\4\0\x10\0\0\0\x02", 7);
  const std::string wav = chunked_wav(riff.bext, riff.info, kSamples);
  const std::string aiff =
      chunked_aiff(aiff_chunk("NAME", "Title"), aiff_chunk("ANNO", "x"), swapped(kSamples));
  for (const std::string& tags : {tag, footed, tag + footed}) {
    check_half("wav", tags + wav, chunked_wav(riff.bext, riff.info, kHalf),
               warning("wav", "an ID3 tag"));
    check_half("aiff", tags + aiff,
               chunked_aiff(aiff_chunk("NAME", "Title"), aiff_chunk("ANNO", "x"), swapped(kHalf)),
               warning("aiff", "an ID3 tag"));
    const TemporaryFolder folder;
    REQUIRE(shell("sox -R -D -n -r 8000 -b 16 -c 1 a.wav synth 0.2 pinknoise && sox -D a.wav -e "
                  "ms-adpcm b.wav",
                  folder.path())
                .status == 0);
    write_file(folder / "tagged.wav", tags + read_file(folder / "b.wav"));
    const Result result = shell(
        "$RECTIFY half b.wav -o c.wav && $RECTIFY half -q tagged.wav -o d.wav && cmp c.wav d.wav",
        folder.path());
    CHECK(result.status == 0);
    CHECK(result.err == "");
  }
}

TEST_CASE("an AIFF whose COMM comes after its samples keeps its encoding and its chunks") {
  const std::string name = aiff_chunk("NAME", "Title");
  const std::string anno = aiff_chunk("ANNO", "odd");
  const std::string samples = swapped(kSamples) + "\x7F";  // 24 bits: 17 bytes hold 5 frames
  const std::string rate("\x40\x0E\xBB\x80\0\0\0\0\0\0", 10);
  for (const bool floats : {false, true}) {
    const std::string content =
        floats ? big(0x3F800000, 4) + big(0xBF800000, 4) : samples.substr(0, 15);
    const std::string half =
        floats ? big(0x3F800000, 4) + big(0, 4) : std::string("\0\1\0\0\2\0\0\3\0\0\4\0\0\0\0", 15);
    const std::string comm = big(1, 2) + big(floats ? 2 : 5, 4) + big(floats ? 32 : 24, 2) + rate +
                             (floats ? "fl32" + std::string(2, '\0') : "");
    const std::string type = floats ? "AIFC" : "AIFF";
    const auto form = [&](const std::string& chunks) {
      return "FORM" + big(chunks.size() + 4, 4) + type + chunks;
    };
    const std::string version = floats ? aiff_chunk("FVER", big(0xA2805140, 4)) : "";
    const std::string expected_samples = floats ? half : "";
    const TemporaryFolder folder;
    write_file(folder / "in.aiff", form(name + aiff_chunk("SSND", big(0, 8) + content) + anno +
                                        aiff_chunk("COMM", comm)));
    write_file(folder / "usual.aiff", form(version + aiff_chunk("COMM", comm) + name +
                                           aiff_chunk("SSND", big(0, 8) + content) + anno));
    const Result result = shell(
        "$RECTIFY half usual.aiff -o a.aiff && $RECTIFY half in.aiff -o b.aiff && "
        "cat in.aiff | $RECTIFY half -o c.aiff && cmp a.aiff b.aiff && cmp a.aiff c.aiff",
        folder.path());
    CHECK(result.status == 0);
    CHECK(result.err == "");
    const std::string out = read_file(folder / "b.aiff");
    CHECK(chunk_in(out, "NAME") == "Title");
    CHECK(chunk_in(out, "ANNO") == "odd");
    CHECK(chunk_in(out, "COMM") == comm);
    if (floats) CHECK(samples_in(out) == half);
  }
}

TEST_CASE("an AIFF with a COMM of no frames needs no SSND, and keeps its chunks") {
  const std::string rate("\x40\x0E\xBB\x80\0\0\0\0\0\0", 10);
  const auto form = [&](std::uint64_t frames, const std::string& rest) {
    const std::string chunks = aiff_chunk("COMM", big(1, 2) + big(frames, 4) + big(16, 2) + rate) +
                               aiff_chunk("NAME", "Title") + rest;
    return "FORM" + big(chunks.size() + 4, 4) + "AIFF" + chunks;
  };
  check_half("aiff", form(0, ""), form(0, aiff_chunk("SSND", big(0, 8))),
             "rectify: warning: IN: holds no frames\n");
  const TemporaryFolder folder;
  write_file(folder / "in.aiff", form(1, ""));
  const Result cut = shell("$RECTIFY half in.aiff", folder.path());
  CHECK(cut.status == 3);
  CHECK(cut.err == "rectify: error: in.aiff: not a whole AIFF file: it has no SSND chunk\n");
}

TEST_CASE("the count of frames in an AIFF's COMM rules, and the rest is named") {
  const auto counted = [](std::uint64_t frames, const std::string& samples) {
    std::string file = chunked_aiff("", aiff_chunk("NAME", "Title"), samples);
    const std::size_t comm = file.find("COMM");
    return file.replace(comm + 10, 4, big(frames, 4));
  };
  const std::string samples = swapped(kSamples);
  const std::string half = swapped(kHalf);
  check_half("aiff", counted(5, samples), counted(5, half.substr(0, 10)),
             warning("aiff", "3 frames that its COMM chunk does not count"));
  // A pad byte is no sample.
  check_half("aiff", counted(7, samples.substr(0, 15)), counted(7, half.substr(0, 14)));
  check_half("aiff", counted(10, samples), counted(8, half),
             "rectify: warning: IN: cut short: it lacks 2 frames that it promises; rectified as "
             "far as it goes\n");
  // A count that was never filled in does not rule.
  check_half("aiff", counted(0, samples), counted(8, half));
}

TEST_CASE("an AU is read in either byte order, Sun's and DEC's, with its text") {
  const std::string text("Made by hand\0\0\0\0", 16);
  const auto head = [&](const std::string& magic, std::uint64_t encoding) {
    const bool little_endian = magic == "dns." || magic == std::string("\0ds.", 4);
    std::string fields;
    for (const std::uint64_t field :
         {std::uint64_t{40}, std::uint64_t{16}, encoding, std::uint64_t{48000}, std::uint64_t{1}}) {
      fields += little_endian ? little(field, 4) : big(field, 4);
    }
    return magic + fields + text;
  };
  const std::string expected = head(".snd", 3) + swapped(kHalf);
  check_half("au", head("dns.", 3) + kSamples, expected);
  check_half("au", head(std::string("\0ds.", 4), 3) + kSamples, expected);
  check_half("au", head(std::string(".sd\0", 4), 3) + swapped(kSamples), expected);
  const TemporaryFolder folder;
  const Result result = shell(
      "sox -R -D -n -r 8000 -b 16 -c 1 a.wav synth 99s noise && sox -D a.wav -L b.au && "
      "$RECTIFY half a.wav --format raw > c && $RECTIFY half b.au -q -o d.wav && "
      "sox -D d.wav -t raw - | cmp - c",
      folder.path());
  CHECK(result.status == 0);
}

TEST_CASE("chunks whose ids have bytes below 32 are chunks, before and after the samples") {
  for (const std::string& id : {std::string("\1\2\3\4"), std::string("ab\n\0", 4),
                                std::string("\0\0\0\1", 4), std::string("\x80\xFF id", 4)}) {
    const std::string chunk = riff_chunk(id, "12345");
    const std::string bext = riff_chunk("bext", std::string(602, 'b'));
    check_half("wav", chunked_wav(chunk + bext, bext + chunk, kSamples),
               chunked_wav(chunk + bext, bext + chunk, kHalf));
    const std::string big_chunk = aiff_chunk(id, "12345");
    check_half("aiff", chunked_aiff(big_chunk, big_chunk, swapped(kSamples)),
               chunked_aiff(big_chunk, big_chunk, swapped(kHalf)));
    const std::string caf = caf_chunk(id, "12345");
    check_half("caf", chunked_caf(caf, caf, swapped(kSamples)),
               chunked_caf(caf, caf, swapped(kHalf)));
  }
}

TEST_CASE("sound of kinds that are not read here is refused by name") {
  const TemporaryFolder folder;
  const std::pair<std::string, std::string> kinds[] = {
      {"NIST_1A\n   1024\n" + std::string(1100, '\1'), "NIST SPHERE"},
      {std::string("\0\0\0\x20", 4) + "ftypM4A " + std::string(100, '\0'), "MP4"},
      {"wvpk" + std::string(100, '\0'), "WavPack"},
      {"MAC " + std::string(100, '\0'), "Monkey's Audio"},
      {std::string("\x30\x26\xB2\x75\x8E\x66\xCF\x11\xA6\xD9\0\xAA", 12), "WMA"},
      {std::string("\x1A\x45\xDF\xA3\1\0\0\0\0\0\0\x1F", 12), "Matroska or WebM"},
      {"RIFF" + little(100, 4) + "AVI " + std::string(100, '\1'), "AVI"},
      {"FORM" + big(100, 4) + "8SVX" + std::string(100, '\1'), "8SVX"},
      {"#!AMR\n" + std::string(100, '\1'), "AMR"},
      {"MThd" + big(6, 4) + std::string(100, '\0'), "MIDI"}};
  for (const auto& [bytes, kind] : kinds) {
    write_file(folder / "in", bytes);
    for (const std::string from : {"$RECTIFY half in", "cat in | $RECTIFY half"}) {
      const Result result = shell(from, folder.path(), 10);
      CHECK(result.status == 3);
      CHECK(result.err.find("sound of a kind that is not read here (" + kind +
                            "); sox or ffmpeg can convert it to WAV") != result.err.npos);
    }
  }
}
