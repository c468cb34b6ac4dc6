// Checks the edges of WAV and W64: sizes that are zero or odd, what stands after the last chunk,
// samples in unusual places. The files are written here byte by byte, or by other programs, and the
// results are read by these.
#include <doctest/doctest.h>

#include <filesystem>
#include <utility>

#include "support/chunk_lister.hpp"
#include "support/chunked_files.hpp"
#include "support/edge_files.hpp"
#include "support/process.hpp"

using namespace test;

TEST_CASE("a W64 has no padding after its last chunk, and all count the frames that it has") {
  const TemporaryFolder folder;
  for (const std::string encoding : {"pcm_u8", "pcm_16", "pcm_24"}) {
    for (int frames = 1; frames <= 9; ++frames) {
      CAPTURE(encoding);
      CAPTURE(frames);
      const std::string n = std::to_string(frames);
      const Result result = shell(
          "$RECTIFY generate --sine 50 --samples " + n + " --force --encoding " + encoding +
              " -o out.w64 && soxi -s out.w64 && ffmpeg -v error -i out.w64 -f f64le - | wc -c && "
              "sndfile-info out.w64 | sed -n 's/^Frames *: //p' && "
              "$RECTIFY half out.w64 --no-time --no-header | wc -l",
          folder.path());
      CHECK(result.err == "");
      CHECK(result.out == n + "\n" + std::to_string(8 * frames) + "\n" + n + "\n" + n + "\n");
      const std::string file = read_file(folder / "out.w64");
      CHECK(file.size() == unsigned_at(file, 16, 8, false));
    }
  }
}

TEST_CASE("the W64 files of libsndfile, sox and ffmpeg are read as they read each other's") {
  const TemporaryFolder folder;
  for (const int frames : {5, 7, 8}) {
    const std::string n = std::to_string(frames);
    for (const std::string make : {"sndfile-convert in.wav b.w64", "sox in.wav b.w64",
                                   "ffmpeg -v error -y -i in.wav b.w64"}) {
      CAPTURE(make);
      const Result result = shell(
          "sox -R -D -n -r 8000 -b 16 -c 1 in.wav synth 9s noise trim 0 " + n + "s && " + make +
              " && $RECTIFY half b.w64 --format raw | wc -c && sox -D b.w64 -t raw - | wc -c",
          folder.path());
      const std::size_t middle = result.out.find('\n');
      CHECK(result.err == "");
      CHECK(result.out.substr(0, middle + 1) == result.out.substr(middle + 1));
    }
  }
}

TEST_CASE("a WAV whose data have size 0 and chunks after them is empty, and keeps these") {
  const RiffParts riff;
  const std::string none = "rectify: warning: IN: holds no frames\n";
  for (const std::string& after : {std::string(), riff.info, riff.info + riff.empty + riff.bext}) {
    const std::string file = chunked_wav(riff.cue, after, "");
    for (const std::uint64_t riff_size :
         {file.size() - 8, std::size_t{0}, std::size_t{36}, std::size_t{0xFFFFFFFF}}) {
      CAPTURE(riff_size);
      check_half("wav", with_sizes(file, riff_size, 0), file, none);
    }
  }
}

TEST_CASE("a WAV whose data have size 0 and samples after that has these, whatever RIFF says") {
  const std::string whole = chunked_wav("", "", kHalf);
  const std::string file = chunked_wav("", "", kSamples);
  for (const std::uint64_t riff_size :
       {file.size() - 8, std::size_t{0}, std::size_t{36}, std::size_t{0xFFFFFFFF}}) {
    CAPTURE(riff_size);
    check_half("wav", with_sizes(file, riff_size, 0), whole);
  }
  // Samples that look like the head of a chunk, which would reach beyond the end.
  const std::string text = "LISTsamples that read as text...";
  const std::string looks = with_sizes(chunked_wav("", "", text), 36 + text.size(), 0);
  check_half("wav", looks, chunked_wav("", "", text));
  // Silence is no list of chunks.
  const std::string silence(4096, '\0');
  check_half("wav", with_sizes(chunked_wav("", "", silence), 0, 0), chunked_wav("", "", silence));
}

TEST_CASE(
    "an RF64 of no samples keeps the chunks after them, and one that was never finished has all") {
  const RiffParts riff;
  const auto rf64 = [&](const std::string& data, const std::string& after, std::uint64_t said) {
    const std::string rest =
        "WAVE" +
        riff_chunk("ds64", little(0, 8) + little(said, 8) + little(said / 2, 8) + little(0, 4)) +
        riff_chunk("fmt ", format_fields()) + "data" + little(0xFFFFFFFF, 4) + data + after;
    return "RF64" + little(0xFFFFFFFF, 4) + rest;
  };
  const TemporaryFolder folder;
  const auto check = [&](const std::string& file, const std::string& samples,
                         const std::string& after) {
    write_file(folder / "in.rf64", file);
    for (const std::string from : {"$RECTIFY half in.rf64", "cat in.rf64 | $RECTIFY half"}) {
      const Result result = shell(from + " -q -o out.wav --force", folder.path(), 10);
      CHECK(result.status == 0);
      const bool same = without_room(read_file(folder / "out.wav")) ==
                        list_chunks(chunked_wav("", after, samples));
      CHECK(same);
    }
  };
  check(rf64("", riff.info, 0), "", riff.info);
  check(rf64(kSamples, riff.info, 16), kHalf, riff.info);
  check(rf64(kSamples, "", 0), kHalf, "");
  check(rf64(kSamples, "", ~std::uint64_t{0}), kHalf, "");
}

TEST_CASE("a second chunk of samples is named") {
  const std::string file = chunked_wav("", riff_chunk("data", "1234"), kSamples);
  check_half("wav", file, chunked_wav("", "", kHalf),
             warning("wav", "another chunk 'data' of 4 bytes"));
  check_half("aiff", chunked_aiff("", aiff_chunk("SSND", std::string(12, '\0')), swapped(kSamples)),
             chunked_aiff("", "", swapped(kHalf)),
             warning("aiff", "another chunk 'SSND' of 12 bytes"));
}

TEST_CASE("what a live source sends under a size of 0 comes out before its end") {
  const TemporaryFolder folder;
  write_file(folder / "part", with_sizes(chunked_wav("", "", kSamples), 0, 0));
  const Result result = shell(
      "coproc P { $RECTIFY half --format raw; }; cat part >&${P[1]}; "
      "timeout 5 head -c 16 <&${P[0]}",
      folder.path(), 10);
  CHECK(result.out == kHalf);
}

TEST_CASE("bytes after the last chunk that are no chunk are named, unless they are zero") {
  const RiffParts riff;
  const std::string half = chunked_wav("", riff.bext, kHalf);
  const std::string file = chunked_wav("", riff.bext, kSamples);
  const std::string id3v1 = "TAG" + std::string(125, 't');  // a size far beyond the end
  check_half("wav", file + "junk", half, warning("wav", "4 bytes after the last chunk"));
  check_half("wav", file + "j", half, warning("wav", "1 byte after the last chunk"));
  check_half("wav", file + std::string(5000, '\0') + "junk!", half,
             warning("wav", "5005 bytes after the last chunk"));
  check_half("wav", file + std::string(5000, '\0'), half);
  check_half("wav", file + std::string(3, '\0'), half);
  check_half("au", au_with_text("text", swapped(kSamples)) + "junk",
             au_with_text("text", swapped(kHalf)), warning("au", "4 bytes after the samples"));
  check_half("aiff", chunked_aiff("", "", swapped(kSamples)) + "junk",
             chunked_aiff("", "", swapped(kHalf)), warning("aiff", "4 bytes after the last chunk"));
  const TemporaryFolder folder;
  write_file(folder / "in.wav", file + id3v1);
  const Result result = shell("$RECTIFY half in.wav -o out.wav", folder.path());
  CHECK(result.err == warning("wav", "128 bytes after the last chunk"));
  // Of a pipe, a chunk that breaks off.
  write_file(folder / "cut.wav", file + "cut!" + little(100, 4) + "few");
  const Result cut = shell("cat cut.wav | $RECTIFY half -o out.wav --force", folder.path());
  CHECK(cut.err == warning("wav", "a chunk that is cut short"));
}

TEST_CASE(
    "valid bits and the ambisonic format of a WAV are named, and an unknown format is refused") {
  const std::string data = riff_chunk("data", kSamples);
  const std::string plain = chunked_wav("", "", kHalf);
  check_half("wav", riff_of(extensible(1, 2, 16, 12, kPcmGuid) + data), plain,
             warning("wav", "that 12 of 16 bits are valid"));
  check_half("wav", riff_of(extensible(1, 2, 16, 16, kPcmGuid) + data), plain);
  std::string fmt = format_fields();
  fmt.replace(14, 2, little(12, 2));
  check_half("wav", riff_of(riff_chunk("fmt ", fmt) + data), plain,
             warning("wav", "that 12 of 16 bits are valid"));
  check_half("wav", riff_of(extensible(4, 8, 16, 16, kAmbisonicGuid) + data),
             riff_of(extensible(4, 8, 16, 16, kPcmGuid) + riff_chunk("data", kHalf)),
             warning("wav", "that it is ambisonic (B-format)"));
  const TemporaryFolder folder;
  std::string other = kPcmGuid;
  other[7] = '\1';
  write_file(folder / "in.wav", riff_of(extensible(1, 2, 16, 16, other) + data));
  const Result result = shell("$RECTIFY half in.wav", folder.path());
  CHECK(result.status == 3);
  CHECK(result.err.find("not read here (WAV, format 0x0001)") != result.err.npos);
}

TEST_CASE(
    "samples in the upper bits of wider integers are read, code for code, and others refused") {
  // Codes of 24 bits: the extremes, and one whose sign would not show it.
  const std::vector<std::int64_t> narrow = {0, 1, -1, 0x123456, -0x123456, 0x7FFFFF, -0x800000};
  const std::vector<std::int64_t> half = {0, 1, 0, 0x123456, 0, 0x7FFFFF, 0};
  std::vector<std::int64_t> upper;
  for (const std::int64_t code : narrow) upper.push_back(code * 256);
  const auto fmt = [](std::uint64_t bits) {
    return riff_chunk("fmt ", little(1, 2) + little(1, 2) + little(48000, 4) +
                                  little(4 * 48000, 4) + little(4, 2) + little(bits, 2));
  };
  const auto packed = [&](const std::vector<std::int64_t>& codes_in) {
    return wav(1, 24, 1, codes(codes_in, 3, false)) + '\0';
  };
  std::string expected = packed(half);
  expected.replace(4, 4, little(expected.size() - 8, 4));
  check_half("wav", riff_of(fmt(24) + riff_chunk("data", codes(upper, 4, false))), expected);
  check_half(
      "wav",
      riff_of(extensible(1, 4, 24, 24, kPcmGuid) + riff_chunk("data", codes(upper, 4, false))),
      expected);
  // A CAF in either order.
  const TemporaryFolder folder;
  for (const bool big_endian : {true, false}) {
    write_file(folder / "in.caf", "caff" + big(1, 2) + big(0, 2) +
                                      caf_chunk("desc", big(0x40E7700000000000, 8) + "lpcm" +
                                                            big(big_endian ? 0 : 2, 4) + big(4, 4) +
                                                            big(1, 4) + big(1, 4) + big(24, 4)) +
                                      caf_chunk("data", big(0, 4) + codes(upper, 4, big_endian)));
    const Result result = shell("$RECTIFY half in.caf -o out.wav --force", folder.path());
    CHECK(result.err == "");
    const bool same = read_file(folder / "out.wav") == expected;
    CHECK(same);
  }
  // In the lower bits, where nothing tells, and where all 32 are used.
  const std::vector<std::pair<std::vector<std::int64_t>, std::string>> others = {
      {narrow, "but not in their upper bits"},
      {{0x123400, -0x123400}, "and nothing shows in which of their bits"},
      {{0x12345678, -1}, "but not in their upper bits"}};
  for (const auto& [values, words] : others) {
    write_file(folder / "in.wav", riff_of(fmt(24) + riff_chunk("data", codes(values, 4, false))));
    for (const std::string from : {"$RECTIFY half in.wav", "cat in.wav | $RECTIFY half"}) {
      const Result result = shell(from, folder.path());
      CHECK(result.status == 3);
      CHECK(result.err.find(": its 24-bit samples stand in 32-bit containers, " + words +
                            ", which is not supported\n") != result.err.npos);
    }
  }
  // Silence is silence in whichever bits.
  write_file(folder / "in.wav", riff_of(fmt(24) + riff_chunk("data", std::string(40, '\0'))));
  CHECK(shell("$RECTIFY half in.wav --no-time --no-header | sort -u", folder.path()).out == "0\n");
  // Of fewer bits that do not fill bytes: as in sox, the upper ones, and named.
  check_half("wav",
             riff_of(fmt(20) + riff_chunk("data", codes({0x12345000, -0x12345000}, 4, false))),
             wav(1, 24, 1, codes({0x123450, 0}, 3, false)),
             warning("wav", "that 20 of 24 bits are valid"));
}
