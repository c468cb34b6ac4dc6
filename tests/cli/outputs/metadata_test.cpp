// Checks what goes along beside the samples within a family: chunks byte for byte, up to 8 MiB, and
// the channel layout. Read by ffprobe and a lister of the tests' own.
#include <doctest/doctest.h>

#include <filesystem>
#include <utility>

#include "support/carried_metadata.hpp"
#include "support/chunk_lister.hpp"
#include "support/chunked_files.hpp"
#include "support/process.hpp"

using namespace test;

TEST_CASE("a WAV's chunks stand in the output byte for byte, on their side of the samples") {
  const std::string odd = riff_chunk("odd!", "12345");
  for (const auto& [before, after] :
       {std::pair(kRiff.all() + odd, std::string()), std::pair(std::string(), kRiff.all() + odd),
        std::pair(odd + kRiff.names + kRiff.bext, kRiff.info + kRiff.cue + kRiff.empty)}) {
    check_same_family("wav", chunked_wav(before, after, kSamples),
                      chunked_wav(before, after, kHalf));
  }
}

TEST_CASE("a WAV with an odd number of bytes of samples keeps the chunks after them") {
  const std::string odd = riff_chunk("odd!", "12345");
  const auto file = [&](const std::string& samples) {
    std::string fmt = format_fields();
    fmt.replace(8, 8, little(48000, 4) + little(1, 2) + little(8, 2));
    const std::string rest =
        "WAVE" + riff_chunk("fmt ", fmt) + riff_chunk("data", samples) + odd + kRiff.bext;
    return "RIFF" + little(rest.size(), 4) + rest;
  };
  check_same_family("wav", file("\x7F\x81\x20"), file("\x80\x81\x80"));
}

TEST_CASE("chunks that describe the old samples are not copied") {
  const TemporaryFolder folder;
  const std::string old = riff_chunk("fact", little(99, 4)) +
                          riff_chunk("PEAK", std::string(16, '\1')) +
                          riff_chunk("JUNK", std::string(28, '\2')) +
                          riff_chunk("PAD ", std::string(10, '\3')) + riff_chunk("FLLR", "4567");
  write_file(folder / "in.wav", chunked_wav(old + kRiff.bext, old, kSamples));
  const bool same = half(folder, "in.wav", "out.wav") == chunked_wav(kRiff.bext, "", kHalf);
  CHECK(same);
}

TEST_CASE("RF64 and WAV share their chunks") {
  const TemporaryFolder folder;
  const std::string plain = chunked_wav(kRiff.bext + kRiff.info, kRiff.cue + kRiff.names, kHalf);
  write_file(folder / "in.wav",
             chunked_wav(kRiff.bext + kRiff.info, kRiff.cue + kRiff.names, kSamples));
  auto chunks = list_chunks(half(folder, "in.wav", "out.rf64"));
  CHECK(chunks.front().id == "ds64");
  chunks.erase(chunks.begin());
  const bool same = chunks == list_chunks(plain);
  CHECK(same);
  const bool back = half(folder, "out.rf64", "back.wav") == plain;
  CHECK(back);
}

TEST_CASE("an AIFF's chunks stand in the output byte for byte") {
  const std::string mark =
      aiff_chunk("MARK", big(2, 2) + big(1, 2) + big(3, 4) + "\5first" + big(2, 2) + big(5, 4) +
                             std::string("\6second\0", 8));
  const std::string texts = aiff_chunk("NAME", "Title") + aiff_chunk("AUTH", "Author") +
                            aiff_chunk("(c) ", "1999 X") + aiff_chunk("ANNO", "one") +
                            aiff_chunk("ANNO", "two");
  const std::string comments =
      aiff_chunk("COMT", big(1, 2) + big(77, 4) + big(0, 2) + big(3, 2) + std::string("abc\0", 4));
  const std::string rest = aiff_chunk("INST", std::string(20, '\1')) +
                           aiff_chunk("APPL", "stocXYZ") + aiff_chunk("MIDI", "") +
                           aiff_chunk("AESD", std::string(24, '\2'));
  for (const auto& [before, after] :
       {std::pair(texts + mark + comments + rest, std::string()),
        std::pair(std::string(), texts + mark + comments + rest), std::pair(mark, comments)}) {
    check_same_family("aiff", chunked_aiff(before, after, kBigSamples),
                      chunked_aiff(before, after, kBigHalf));
  }
}

TEST_CASE("a CAF's chunks stand in the output byte for byte") {
  const std::string info = caf_chunk("info", big(2, 4) + std::string("title\0T\0mood\0blue\0", 18));
  const std::string layout = caf_chunk("chan", big(100U << 16U | 1U, 4) + big(0, 8));
  const std::string strings =
      caf_chunk("strg", big(1, 4) + big(1, 4) + big(0, 8) + std::string("abc\0", 4));
  const std::string own = caf_chunk("uuid", std::string(16, '\7') + "own") + caf_chunk("umid", "");
  for (const auto& [before, after] :
       {std::pair(layout + info + strings + own, std::string()), std::pair(layout, info + own)}) {
    check_same_family("caf", chunked_caf(before, after, kBigSamples),
                      chunked_caf(before, after, kBigHalf));
  }
}

TEST_CASE("a W64's chunks stand in the output byte for byte, their GUIDs too") {
  const std::string bext = "bext" + kW64Tail;
  const std::string list = "list" + std::string("\x2F") + kW64RiffTail.substr(1);
  // Sony's list of summaries, whose GUID begins with no letters.
  const std::string summary("\x92\x5F\x94\xBC\x5A\x52\xD2\x11\x86\xDC\x00\xC0\x4F\x8E\xDB\x8A", 16);
  const std::string own = "mine" + std::string(12, '\x55');
  const std::string content = std::string(602, '\1') + "x";
  for (const auto& [before, last] :
       {std::pair(w64_chunk(bext, content) + w64_chunk(list, "INFO"),
                  last_w64_chunk(bext, content)),
        std::pair(w64_chunk(own, "12345"), w64_chunk(bext, content) + last_w64_chunk(own, "12345")),
        std::pair(w64_chunk(summary, "12345"), std::string())}) {
    check_same_family("w64", chunked_w64(before, last, kSamples), chunked_w64(before, last, kHalf));
    const std::string padded = last.empty() ? "" : padded_to(last, 8);
    check_same_family("w64", chunked_w64(before, padded, kSamples),
                      chunked_w64(before, last, kHalf));
  }
}

TEST_CASE("an AU's text stands in the output byte for byte") {
  for (const std::string& text : {std::string("Made by hand\0", 13), std::string(4, '\0')}) {
    check_same_family("au", au_with_text(text, kBigSamples), au_with_text(text, kBigHalf));
  }
}

TEST_CASE("from pipe to pipe a WAV's chunks go along, and no size in its head is wrong") {
  const TemporaryFolder folder;
  const std::string unknown(4, '\xFF');
  for (const std::string& after : {std::string(), kRiff.all()}) {
    write_file(folder / "in.wav", chunked_wav(kRiff.all(), after, kSamples));
    const std::string whole = chunked_wav(kRiff.all(), after, kHalf);
    // What follows the samples of a pipe is not known when the head is written.
    std::string expected = whole;
    expected.replace(4, 4, unknown);
    for (const std::string steps : {"half", "half --leak 0 --gain 0"}) {
      CAPTURE(steps);
      const Result piped =
          shell("cat in.wav | $RECTIFY " + steps + " --format wav | cat > out.wav", folder.path());
      CHECK(piped.status == 0);
      CHECK(piped.err == "");
      const bool same = read_file(folder / "out.wav") == expected;
      CHECK(same);
    }
    // Of a file it is known; and nothing follows what was no WAV.
    CHECK(shell("$RECTIFY half in.wav --format wav | cat", folder.path()).out == whole);
    CHECK(shell("sox in.wav -t au - | $RECTIFY half --format wav | cat", folder.path())
              .out.substr(4, 4) != unknown);
    // Others read it to its end.
    for (const std::string reader :
         {"sox out.wav -t raw - 2>&1", "ffmpeg -v error -i out.wav -f s16le - 2>&1",
          "sox -t wav - -t raw - < out.wav 2>&1"}) {
      CAPTURE(reader);
      CHECK(shell(reader, folder.path()).out.find(kHalf) != std::string::npos);
    }
    CHECK(shell("/usr/bin/python3 -c 'import wave; print(wave.open(\"out.wav\").getnframes())'",
                folder.path())
              .out == std::to_string(kHalf.size() / 2) + "\n");
  }
}

TEST_CASE("a chunk beyond 8 MiB is passed over, with a warning") {
  const TemporaryFolder folder;
  const std::string huge = riff_chunk("huge", std::string((8U << 20U) + 1, 'h'));
  for (const auto& [before, after] :
       {std::pair(huge + kRiff.bext, std::string()), std::pair(kRiff.bext, huge)}) {
    write_file(folder / "in.wav", chunked_wav(before, after, kSamples));
    for (const std::string in : {"in.wav", "< <(cat in.wav)"}) {
      const bool same =
          half(folder, in, "out.wav",
               "out.wav: lacks metadata beyond the 8 MiB that go along: chunk 'huge' of 8388609 "
               "bytes; a tag editor can copy it, or --raise-limits 2") ==
          chunked_wav(kRiff.bext, "", kHalf);
      CHECK(same);
    }
  }
}

TEST_CASE("a channel layout is that of as many channels, or none") {
  const TemporaryFolder folder;
  REQUIRE(shell("ffmpeg -v error -f lavfi -i anoisesrc=d=0.01 -af aformat=channel_layouts=5.1 "
                "-bitexact -c:a pcm_s16le in.wav && ffmpeg -v error -i in.wav -bitexact "
                "-c:a pcm_s16be in.caf && $RECTIFY half in.wav -o mask.caf",
                folder.path())
              .status == 0);
  const auto layout_of = [&](const std::string& file) {
    return shell(
               "ffprobe -v error -show_entries stream=channel_layout,channels -of "
               "default=nk=1:nw=1 " +
                   file,
               folder.path())
        .out;
  };
  for (const std::string in : {"in.wav", "mask.caf"}) {
    for (const std::string out : {"out.wav", "out.caf", "out.w64"}) {
      half(folder, in, out);
      CHECK(layout_of(out) == "6\n5.1\n");
    }
    const std::string sum = "--sum-channels " + in;
    for (const auto& chunk : list_chunks(half(folder, sum, "sum.caf"))) CHECK(chunk.id != "chan");
    CHECK(chunk_in(half(folder, sum, "sum.wav"), "fmt ") == format_fields());
  }
  // One of Apple's own layouts stays in the family, and goes with its channels.
  half(folder, "in.caf", "out.caf");
  CHECK(layout_of("out.caf") == layout_of("in.caf"));
  half(folder, "in.caf", "out.wav", "out.wav: WAV can't hold this of the input: channel map");
  for (const auto& chunk : list_chunks(half(folder, "--sum-channels in.caf", "sum.caf"))) {
    CHECK(chunk.id != "chan");
  }
}
