// Checks what goes along beside the samples across families: strings and cue points, and one
// warning that names the rest. Read by sndfile-metadata-get, ffprobe and metaflac.
#include <doctest/doctest.h>

#include <filesystem>
#include <utility>

#include "support/carried_metadata.hpp"
#include "support/chunk_lister.hpp"
#include "support/chunked_files.hpp"
#include "support/process.hpp"

using namespace test;

TEST_CASE("what sndfile-metadata-set says, sndfile-metadata-get says of the output") {
  const TemporaryFolder folder;
  write_file(folder / "plain.wav", wav(1, 16, 1, std::string(2000, '\x22')));
  REQUIRE(shell("sndfile-metadata-set --bext-description 'Rain on a roof' --bext-originator Me "
                "--bext-orig-ref R1 --bext-orig-date 2001-02-03 --bext-orig-time 04:05:06 "
                "--bext-coding-hist 'A=PCM' --str-title Rain --str-artist 'Some One' "
                "--str-comment 'a comment' --str-copyright '(c) 2001' --str-date 2001 "
                "plain.wav in.wav",
                folder.path())
              .status == 0);
  const auto said_of = [&](const std::string& file) {
    return shell(
               "for o in bext-description bext-originator bext-orig-ref bext-orig-date "
               "bext-orig-time bext-coding-hist str-title str-artist str-comment str-copyright "
               "str-date; do sndfile-metadata-get --$o " +
                   file + "; done",
               folder.path())
        .out;
  };
  const std::string before = said_of("in.wav");
  CHECK(before.find("Rain on a roof") != before.npos);
  CHECK(before.find("Some One") != before.npos);
  const std::string once = half(folder, "in.wav", "out.wav");
  CHECK(said_of("out.wav") == before);
  const bool twice = half(folder, "out.wav", "twice.wav") == once;
  CHECK(twice);
}

TEST_CASE("the tags of ffmpeg go along from WAV to every container that has some, and back") {
  const TemporaryFolder folder;
  REQUIRE(shell("ffmpeg -v error -f lavfi -i sine=d=0.1:r=48000 -bitexact -metadata title=Rain "
                "-metadata artist='Some One' -metadata comment='Schön' -metadata copyright=2001 "
                "in.wav",
                folder.path())
              .status == 0);
  for (const std::string type : {"wav", "rf64", "flac", "ogg", "opus", "mp3", "caf", "aiff"}) {
    CAPTURE(type);
    const std::string out = "out." + type;
    half(folder, "in.wav", out);
    CHECK(probed(folder, out, "title") == "Rain\n");
    // What ffprobe calls AIFF's AUTH is the author.
    CHECK(probed(folder, out, type == "aiff" ? "author" : "artist") == "Some One\n");
    CHECK(probed(folder, out, "comment") == "Schön\n");
    CHECK(probed(folder, out, "copyright") == "2001\n");
    const std::string back = half(folder, out, "back.wav");
    CHECK(probed(folder, "back.wav", "title") == "Rain\n");
    CHECK(probed(folder, "back.wav", "artist") == "Some One\n");
    CHECK(probed(folder, "back.wav", "comment") == "Schön\n");
    CHECK(probed(folder, "back.wav", "copyright") == "2001\n");
    const bool strict = samples_in(back).size() > 1000;
    CHECK(strict);
  }
}

TEST_CASE("named cue points go from WAV to AIFF and back") {
  const TemporaryFolder folder;
  for (const std::string& chunks : {kRiff.cue + kRiff.names, kRiff.names + kRiff.cue}) {
    write_file(folder / "in.wav", chunked_wav("", chunks, kSamples));
    const std::string aiff = half(folder, "in.wav", "out.aiff");
    CHECK(chunk_in(aiff, "MARK") == big(2, 2) + big(1, 2) + big(3, 4) + "\5first" + big(2, 2) +
                                        big(5, 4) + std::string("\6second\0", 8));
    const std::string back = half(folder, "out.aiff", "back.wav");
    CHECK(chunk_in(back, "cue ") == little(2, 4) + RiffParts::point(1, 3) + RiffParts::point(2, 5));
    CHECK(chunk_in(back, "LIST") ==
          "adtl" + riff_chunk("labl", little(1, 4) + std::string("first\0", 6)) +
              riff_chunk("labl", little(2, 4) + std::string("second\0", 7)));
  }
}

TEST_CASE("RIFX has its chunks in its own byte order, which the output understands") {
  const TemporaryFolder folder;
  const std::string cue =
      "cue " + big(28, 4) + big(1, 4) + big(7, 4) + big(3, 4) + "data" + big(0, 8) + big(3, 4);
  const std::string name =
      "LIST" + big(22, 4) + "adtl" + "labl" + big(10, 4) + big(7, 4) + std::string("first\0", 6);
  const std::string fmt = "fmt " + big(16, 4) + big(1, 2) + big(1, 2) + big(48000, 4) +
                          big(96000, 4) + big(2, 2) + big(16, 2);
  const std::string rest = "WAVE" + fmt + cue + name + "data" + big(16, 4) + kBigSamples;
  write_file(folder / "in.wav", "RIFX" + big(rest.size(), 4) + rest);
  const std::string out = half(folder, "in.wav", "out.wav");
  CHECK(chunk_in(out, "cue ") == little(1, 4) + RiffParts::point(1, 3));
  CHECK(chunk_in(out, "LIST") ==
        "adtl" + riff_chunk("labl", little(1, 4) + std::string("first\0", 6)));
  CHECK(samples_in(out) == kHalf);
}

TEST_CASE("one warning names exactly what the output can't hold") {
  const TemporaryFolder folder;
  write_file(folder / "in.wav", chunked_wav(kRiff.all(), "", kSamples));
  const std::string rest = "bext, cart, instrument and loops, chunk 'iXML', chunk 'none'";
  const std::string cues = "cue points, " + rest;
  const std::string all = "title, artist, comment 'IENG', " + cues;
  half(folder, "in.wav", "out.flac");
  half(folder, "in.wav", "out.caf", "out.caf: CAF can't hold this of the input: " + cues);
  half(folder, "in.wav", "out.ogg", "out.ogg: Ogg Vorbis can't hold this of the input: " + cues);
  half(folder, "in.wav", "out.aiff",
       "out.aiff: AIFF can't hold this of the input: comment 'IENG', " + rest);
  half(folder, "in.wav", "out.au", "out.au: AU can't hold this of the input: " + all);
  half(folder, "in.wav", "out.w64", "out.w64: W64 can't hold this of the input: " + all);
  half(folder, "in.wav", "out.raw", "out.raw: raw can't hold this of the input: " + all);
  half(folder, "in.wav", "out.wav");
  CHECK(shell("$RECTIFY half in.wav -q -o quiet.caf", folder.path()).err == "");
  write_file(folder / "own.w64",
             chunked_w64(w64_chunk("mine" + std::string(12, '\x55'), "12345"), "", kSamples));
  half(folder, "own.w64", "own.wav",
       "own.wav: WAV can't hold this of the input: a chunk without a name");
  // Chunks that come late, from a pipe.
  write_file(folder / "late.wav", chunked_wav("", kRiff.bext, kSamples));
  half(folder, "< <(cat late.wav)", "late.flac",
       "late.flac: FLAC can't hold this of the input: bext");
  write_file(folder / "text.au", au_with_text("text", kBigSamples));
  half(folder, "text.au", "text.wav", "text.wav: WAV can't hold this of the input: text");
}

TEST_CASE("Vorbis and Opus keep every comment that other programs gave them") {
  const TemporaryFolder folder;
  const std::string tags = " -metadata title=Rain -metadata mood=blue -metadata 'size=1 m' ";
  const std::string make = "ffmpeg -v error -f lavfi -i sine=d=0.1:r=48000" + tags;
  REQUIRE(shell(make + "-c:a libvorbis in.ogg && " + make + "-c:a libopus in.opus", folder.path())
              .status == 0);
  for (const std::string from : {"ogg", "opus"}) {
    for (const std::string to : {"ogg", "opus"}) {
      for (const std::string& in : {"in." + from, "< <(cat in." + from + ")"}) {
        CAPTURE(in);
        const std::string out = "out." + to;
        half(folder, in, out);
        for (const auto& [key, text] :
             {std::pair("title", "Rain\n"), {"mood", "blue\n"}, {"size", "1 m\n"}}) {
          CHECK(probed(folder, out, key) == text);
        }
        CHECK(shell("ffmpeg -v warning -i " + out + " -f null -", folder.path()).err == "");
        std::filesystem::remove(folder / out);
      }
    }
    half(folder, "in." + from, from + ".wav",
         from + ".wav: WAV can't hold this of the input: comment 'MOOD', comment 'SIZE'");
  }
}

TEST_CASE("a FLAC keeps the tags and the picture that other programs gave it") {
  const TemporaryFolder folder;
  write_file(folder / "in.wav", wav(1, 16, 1, std::string(2000, '\x22')));
  REQUIRE(shell("ffmpeg -v error -f lavfi -i color=red:s=8x8 -frames:v 1 p.png && flac -s in.wav "
                "-T TITLE=Rain -T MOOD=blue --picture=p.png",
                folder.path())
              .status == 0);
  const std::string once = half(folder, "in.flac", "out.flac");
  const auto all = [&](const std::string& file) {
    return shell("metaflac --export-tags-to=- --export-picture-to=- " + file, folder.path()).out +
           shell("metaflac --export-picture-to=- " + file, folder.path()).out;
  };
  CHECK(all("in.flac").find("MOOD=blue") != std::string::npos);
  const bool same = all("out.flac") == all("in.flac");
  CHECK(same);
  const bool twice = half(folder, "out.flac", "twice.flac") == once;
  CHECK(twice);
  half(folder, "in.flac", "out.wav",
       "out.wav: WAV can't hold this of the input: comment 'MOOD', picture");
}
