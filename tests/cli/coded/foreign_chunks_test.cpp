// Checks that a FLAC keeps what a WAV or AIFF has beside its samples, as flac
// --keep-foreign-metadata does: byte for byte through both programs.
#include <doctest/doctest.h>

#include <vector>

#include "support/chunk_lister.hpp"
#include "support/chunked_files.hpp"
#include "support/coded.hpp"

namespace {

using namespace test;

const RiffParts kRiff;

// Some codes as they stand in WAV.
std::string samples() {
  std::string codes;
  for (int n = 0; n < 3000; ++n) codes += little(static_cast<std::uint64_t>(n * 37 - 50000), 2);
  return codes;
}

std::string half_of(const std::string& codes) {
  std::string half;
  for (std::size_t at = 0; at < codes.size(); at += 2) {
    half +=
        little(static_cast<std::uint64_t>(std::max<std::int64_t>(signed_at(codes, at, 2), 0)), 2);
  }
  return half;
}

std::string swapped(std::string codes) {
  for (std::size_t i = 0; i + 1 < codes.size(); i += 2) std::swap(codes[i], codes[i + 1]);
  return codes;
}

void run_quietly(const TemporaryFolder& folder, const std::string& line) {
  CAPTURE(line);
  const Result result = shell(line, folder.path());
  CHECK(result.status == 0);
  CHECK(result.err == "");
}

/// A WAV whose length was not known when it was begun has room to become an RF64.
bool same_but_for_room(const std::string& file, const std::string& expected) {
  auto chunks = list_chunks(file);
  CHECK(chunks.front().id == "JUNK");
  chunks.erase(chunks.begin());
  return chunks == list_chunks(expected);
}

const std::string kFlacBack = "flac -ds --keep-foreign-metadata -f 2>/dev/null ";

}  // namespace

TEST_CASE("WAV to FLAC to WAV loses nothing, through this program and through flac") {
  const TemporaryFolder folder;
  const std::string odd = riff_chunk("odd!", "12345");
  for (const auto& [before, after] :
       {std::pair(kRiff.all() + odd, std::string()), std::pair(std::string(), kRiff.all() + odd),
        std::pair(kRiff.bext, kRiff.cue + kRiff.names),
        // By names that the whole of a file has as a rule.
        std::pair(riff_chunk("FORM", "none"), riff_chunk("RF64", "1234"))}) {
    write_file(folder / "in.wav", chunked_wav(before, after, samples()));
    const std::string expected = chunked_wav(before, after, half_of(samples()));
    run_quietly(folder, "$RECTIFY half in.wav -o ours.flac --force");
    run_quietly(folder, "$RECTIFY half ours.flac -o back.wav --force");
    const bool back = read_file(folder / "back.wav") == expected;
    CHECK(back);
    // Again through FLAC, and from a pipe.
    run_quietly(folder, "$RECTIFY half ours.flac -o again.flac --force");
    run_quietly(folder, "cat again.flac | $RECTIFY half - -o back.wav --force");
    const bool again = same_but_for_room(read_file(folder / "back.wav"), expected);
    CHECK(again);
    // By flac, from our file.
    run_quietly(folder, kFlacBack + "again.flac -o by_flac.wav");
    const bool by_flac = read_file(folder / "by_flac.wav") == expected;
    CHECK(by_flac);
    // By us, from flac's file.
    run_quietly(folder, "flac -s -f --keep-foreign-metadata in.wav -o theirs.flac 2>/dev/null");
    run_quietly(folder, "$RECTIFY half theirs.flac -o back.wav --force");
    const bool theirs = read_file(folder / "back.wav") == expected;
    CHECK(theirs);
    // And in Ogg.
    run_quietly(folder,
                "$RECTIFY half theirs.flac -o ours.oga --force && "
                "$RECTIFY half ours.oga -o back.wav --force");
    const bool ogg = same_but_for_room(read_file(folder / "back.wav"), expected);
    CHECK(ogg);
  }
}

TEST_CASE("AIFF to FLAC to AIFF loses nothing, through this program and through flac") {
  const TemporaryFolder folder;
  const std::string mark = aiff_chunk("MARK", big(1, 2) + big(1, 2) + big(3, 4) + "\5first");
  const std::string texts = aiff_chunk("NAME", "Title") + aiff_chunk("ANNO", "one") +
                            aiff_chunk("ANNO", "two") + aiff_chunk("INST", std::string(20, '\1'));
  for (const auto& [before, after] :
       {std::pair(mark + texts, std::string()), std::pair(std::string(), mark + texts)}) {
    write_file(folder / "in.aiff", chunked_aiff(before, after, swapped(samples())));
    const std::string expected = chunked_aiff(before, after, swapped(half_of(samples())));
    run_quietly(folder,
                "$RECTIFY half in.aiff -o ours.flac --force && "
                "$RECTIFY half ours.flac -o back.aiff --force");
    const bool back = read_file(folder / "back.aiff") == expected;
    CHECK(back);
    run_quietly(folder, kFlacBack + "ours.flac -o by_flac.aiff");
    const bool by_flac = read_file(folder / "by_flac.aiff") == expected;
    CHECK(by_flac);
  }
}

TEST_CASE("the heads that a FLAC keeps are those of the new sound") {
  const TemporaryFolder folder;
  write_file(folder / "in.wav", chunked_wav(kRiff.all(), "", samples()));
  for (const std::string options : {"--encoding pcm_24", "--encoding pcm_s8", "--encoding pcm_32",
                                    "--gain -6", "--encoding pcm_12", "--encoding pcm_20"}) {
    CAPTURE(options);
    for (const std::string in : {"in.wav", "first.flac", "< <(cat first.flac)"}) {
      run_quietly(folder, "$RECTIFY half in.wav -o first.flac --force");
      run_quietly(folder, "$RECTIFY half " + in + " " + options + " -o out.flac --force");
      run_quietly(folder, kFlacBack + "out.flac -o by_flac.wav");
      // What flac makes of it is a WAV that this program and others read whole.
      const std::string by_flac = read_file(folder / "by_flac.wav");
      const std::string direct = shell("flac -dcs out.flac 2>/dev/null", folder.path()).out;
      CHECK(samples_in(by_flac) == samples_in(direct));
      CHECK(chunk_in(by_flac, "fmt ") == chunk_in(direct, "fmt "));
      CHECK(chunk_in(by_flac, "bext") == chunk_in(read_file(folder / "in.wav"), "bext"));
    }
  }
}

TEST_CASE("chunks after the samples of a pipe come too late for a FLAC, and are named") {
  const TemporaryFolder folder;
  write_file(folder / "in.wav", chunked_wav(kRiff.bext, kRiff.cue + kRiff.ixml, samples()));
  const Result result = shell("cat in.wav | $RECTIFY half - -o out.flac", folder.path());
  CHECK(result.status == 0);
  CHECK(result.err ==
        warning("out.flac: FLAC can't hold this of the input: cue points, chunk 'iXML'"));
  run_quietly(folder, "$RECTIFY half out.flac -o back.wav");
  const bool same =
      read_file(folder / "back.wav") == chunked_wav(kRiff.bext, "", half_of(samples()));
  CHECK(same);
  // Into a pipe there is no such trouble.
  run_quietly(folder,
              "$RECTIFY half in.wav --format flac | cat > piped.flac && "
              "$RECTIFY half piped.flac -o piped.wav");
  const bool whole = read_file(folder / "piped.wav") ==
                     chunked_wav(kRiff.bext, kRiff.cue + kRiff.ixml, half_of(samples()));
  CHECK(whole);
}

TEST_CASE("what a FLAC keeps of a WAV goes into other containers as far as they hold it") {
  const TemporaryFolder folder;
  write_file(folder / "in.wav", chunked_wav(kRiff.all(), "", samples()));
  run_quietly(folder, "flac -s -f --keep-foreign-metadata in.wav -o in.flac 2>/dev/null");
  // flac has made no comments of its strings.
  run_quietly(folder, "metaflac --set-tag=MOOD=blue in.flac");
  const Result ogg = shell("$RECTIFY half in.flac -o out.ogg", folder.path());
  CHECK(ogg.err == warning("out.ogg: Ogg Vorbis can't hold this of the input: cue points, bext, "
                           "cart, instrument and loops, chunk 'iXML', chunk 'none'"));
  CHECK(heard_by(folder, "vorbiscomment -l out.ogg | sort") ==
        "ARTIST=Artist\nIENG=Engineer\nMOOD=blue\nTITLE=Title\n");
  // Into FLAC the comments go as they stand, not twice.
  run_quietly(folder, "$RECTIFY half in.flac -o out.flac");
  CHECK(heard_by(folder, "metaflac --export-tags-to=- out.flac") == "MOOD=blue\n");
  const Result wav = shell("$RECTIFY half in.flac -o out.wav", folder.path());
  CHECK(wav.err == warning("out.wav: WAV can't hold this of the input: comment 'MOOD'"));
  // A comment that says something else than the chunk of the same meaning can't go along with it.
  run_quietly(folder, "metaflac --remove-tag=MOOD --set-tag=TITLE=Snow in.flac");
  const Result other = shell("$RECTIFY half in.flac -o other.wav", folder.path());
  CHECK(other.err == warning("other.wav: WAV can't hold this of the input: title"));
}
