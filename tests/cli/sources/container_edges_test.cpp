// Checks the edges of plain containers: sizes that are zero or odd, what stands before the head and
// after the last chunk, chunks in unusual order, samples in unusual places. The files are written
// here byte by byte, or by other programs, and the results are read by these.
#include <doctest/doctest.h>

#include <filesystem>
#include <utility>

#include "support/chunk_lister.hpp"
#include "support/chunked_files.hpp"
#include "support/process.hpp"

namespace {

using namespace test;

// Eight codes as they stand in WAV, and their half.
const std::string kSamples("\1\0\xFF\xFF\2\0\xFE\xFF\3\0\xFD\xFF\4\0\xFC\xFF", 16);
const std::string kHalf("\1\0\0\0\2\0\0\0\3\0\0\0\4\0\0\0", 16);

std::string swapped(std::string samples) {
  for (std::size_t i = 0; i + 1 < samples.size(); i += 2) std::swap(samples[i], samples[i + 1]);
  return samples;
}

/// The chunks, without the one that leaves room for 64-bit sizes where a length is not known.
std::vector<ListedChunk> without_room(const std::string& file) {
  std::vector<ListedChunk> chunks = list_chunks(file);
  if (chunks.front().id == "JUNK") chunks.erase(chunks.begin());
  return chunks;
}

/// What `rectify half` makes of the bytes, in a file of that type and from a pipe, in the same
/// type; it may say `words` only, the input's name aside.
void check_half(const std::string& type, const std::string& bytes, const std::string& expected,
                const std::string& words = "") {
  const TemporaryFolder folder;
  CAPTURE(type);
  write_file(folder / ("in." + type), bytes);
  for (const std::string& from :
       {"$RECTIFY half in." + type, "cat in." + type + " | $RECTIFY half"}) {
    CAPTURE(from);
    const Result result = shell(from + " -o out." + type + " --force", folder.path(), 10);
    CHECK(result.status == 0);
    std::string said = result.err;
    for (const std::string& name : {"in." + type, std::string("standard input")}) {
      const std::size_t at = said.find(name);
      if (at != said.npos) said.replace(at, name.size(), "IN");
    }
    CHECK(said == words);
    if (result.status != 0) continue;
    const std::string out = read_file(folder / ("out." + type));
    const bool same = out == expected || without_room(out) == list_chunks(expected);
    CHECK(same);
  }
}

std::string warning(const std::string& type, const std::string& what) {
  std::string name = type == "aiff" ? "AIFF" : type == "au" ? "AU" : type == "w64" ? "W64" : "WAV";
  return "rectify: warning: out." + type + ": " + name + " can't hold this of the input: " + what +
         "\n";
}

/// Replaces the size in the head of a RIFF, and that of its data.
std::string with_sizes(std::string file, std::uint64_t riff, std::uint64_t data) {
  file.replace(4, 4, little(riff, 4));
  const std::size_t at = file.find("data");
  file.replace(at + 4, 4, little(data, 4));
  return file;
}

/// A "fmt " chunk of WAVE_FORMAT_EXTENSIBLE.
std::string extensible(std::uint64_t channels, std::uint64_t block, std::uint64_t bits,
                       std::uint64_t valid, const std::string& guid) {
  return riff_chunk("fmt ", little(0xFFFE, 2) + little(channels, 2) + little(48000, 4) +
                                little(48000 * block, 4) + little(block, 2) + little(bits, 2) +
                                little(22, 2) + little(valid, 2) + little(0, 4) + guid);
}

const std::string kPcmGuid("\1\0\0\0\0\0\x10\0\x80\0\0\xAA\0\x38\x9B\x71", 16);
const std::string kAmbisonicGuid("\1\0\0\0\x21\x07\xD3\x11\x86\x44\xC8\xC1\xCA\0\0\0", 16);

std::string riff_of(const std::string& chunks) {
  return "RIFF" + little(chunks.size() + 4, 4) + "WAVE" + chunks;
}

/// Integers as they stand in wider ones.
std::string codes(const std::vector<std::int64_t>& values, std::size_t bytes, bool big_endian) {
  std::string all;
  for (const std::int64_t value : values) {
    const auto code = static_cast<std::uint64_t>(value);
    all += big_endian ? big(code, bytes) : little(code, bytes);
  }
  return all;
}

}  // namespace

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

TEST_CASE("valid bits and the ambisonic format of a WAV are named; an unknown format is refused") {
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
