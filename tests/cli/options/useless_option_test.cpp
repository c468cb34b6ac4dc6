// Checks that an option that would have no effect is refused, and that the message names both
// sides.
#include <doctest/doctest.h>

#include "support/table.hpp"

using namespace test;

namespace {

struct Refusal {
  const char* line;
  const char* one;
  const char* other;
};

void check_all(std::initializer_list<Refusal> refusals) {
  for (const Refusal& refusal : refusals) {
    check_failure(refusal.line, 2, {refusal.one, refusal.other}, "time,a\n0,1\n0.001,2\n");
  }
}

}  // namespace

TEST_CASE("options of CSV output are refused with sound") {
  check_all({{"half --sine 50 -o a.wav --with-input", "--with-input", "sound output"},
             {"half --sine 50 -o a.flac --precision 3", "--precision", "sound output"},
             {"half --sine 50 -o a.aiff --no-header", "--no-header", "sound output"},
             {"half --sine 50 --format wav --no-time", "--no-time", "sound output"},
             {"half in.csv -o a.wav --output-separator ;", "--output-separator", "sound output"}});
}

TEST_CASE("options of sound output are refused with CSV") {
  check_all({{"half --sine 50 --encoding pcm_16", "--encoding", "CSV output"},
             {"half --sine 50 --dither -o a.csv", "--dither", "CSV output"},
             {"half --sine 50 --fail-on-clip --format tsv", "--fail-on-clip", "CSV output"}});
}

TEST_CASE("dither is refused where no bits are lost") {
  check_all(
      {{"half --sine 50 -o a.wav --encoding float --dither", "--dither", "float"},
       {"half --sine 50 -o a.wav --encoding double --dither", "--dither", "float"},
       {"half --sine 50 -o a.wav --dither", "--dither", "float"},
       {"half " RECTIFY_SOURCE_DIR "/data/pluck.wav -o a.wav --dither", "--dither", "every bit of"},
       {"full " RECTIFY_SOURCE_DIR "/data/pluck.wav --format wav --encoding pcm_24 --dither",
        "--dither", "every bit of"}});
}

TEST_CASE("dither is refused in the exact lane, whatever the encoding") {
  const TemporaryFolder folder;
  REQUIRE(shell("$RECTIFY generate --sine 50 --samples 99 --encoding ulaw -o u.wav && $RECTIFY "
                "generate --sine 50 --samples 99 --encoding pcm_u8 -o b.wav",
                folder.path())
              .status == 0);
  for (const std::string line : {"half u.wav -o o.wav", "full u.wav -o o.au", "half b.wav -o o.wav",
                                 "half u.wav --encoding pcm_16 -o o.wav", "half b.wav -o o.aiff",
                                 "half b.wav --encoding pcm_s8 -o o.raw"}) {
    CAPTURE(line);
    const Result result = shell("$RECTIFY " + line + " --dither", folder.path());
    CHECK(result.status == 2);
    CHECK(result.err.find("--dither has no effect") != std::string::npos);
    CHECK(result.err.find(" keeps every bit of ") != std::string::npos);
  }
  CHECK(shell("$RECTIFY half u.wav --encoding pcm_u8 -o o.wav --dither", folder.path()).status ==
        0);
  CHECK(shell("$RECTIFY half u.wav --gain -1 -o p.wav --dither", folder.path()).status == 0);
}

TEST_CASE("clipping can't be forbidden to a float encoding, which has none") {
  check_all({{"half --sine 50 -o a.wav --encoding float --fail-on-clip", "--fail-on-clip", "float"},
             {"half --sine 50 -o a.wav --fail-on-clip", "--fail-on-clip", "float"}});
}

TEST_CASE("clipping can't be forbidden where no sample can clip") {
  check_all({{"half " RECTIFY_SOURCE_DIR "/data/pluck.wav -o a.wav --fail-on-clip",
              "--fail-on-clip", "pluck.wav"},
             {"full " RECTIFY_SOURCE_DIR "/data/pluck.wav -o a.flac --fail-on-clip",
              "--fail-on-clip", "full scale"},
             {"half --negative " RECTIFY_SOURCE_DIR
              "/data/pluck.wav -o a.wav --encoding pcm_24 --fail-on-clip",
              "--fail-on-clip", "pluck.wav"},
             {"full " RECTIFY_SOURCE_DIR "/data/pluck.wav -o a.au --encoding ulaw --fail-on-clip",
              "--fail-on-clip", "full scale"}});
}

TEST_CASE("--force is refused where nothing could be replaced") {
  check_all({{"half --sine 50 --force", "--force", "standard output"},
             {"half --sine 50 --force -o -", "--force", "standard output"},
             {"half --sine 50 --force -o /dev/stdout", "--force", "/dev/stdout"},
             {"half --sine 50 --force -o /dev/fd/2", "--force", "/dev/fd/2"},
             {"grad half --sine 50 --force", "--force", "standard output"},
             {"grad half --sine 50 --force --parameters /dev/stderr", "--force", "standard output"},
             {"generate --sine 50 --force --format wav", "--force", "standard output"}});
}

TEST_CASE("--spool-limit is refused where nothing is spooled") {
  const TemporaryFolder folder;
  const std::string pluck = RECTIFY_SOURCE_DIR "/data/pluck.wav";
  REQUIRE(shell("flac -s " + pluck + " -o a.flac; printf 'a\n1\n' > x.csv; ffmpeg -v error -i " +
                    pluck + " -c:a adpcm_ms adpcm.wav",
                folder.path())
              .status == 0);
  for (const std::string& line :
       {"half " + pluck, "half < " + pluck, std::string("half a.flac"), std::string("half x.csv"),
        std::string("half --normalize x.csv"), "cat " + pluck + " | $RECTIFY half",
        std::string("cat x.csv | $RECTIFY half"), std::string("cat a.flac | $RECTIFY half"),
        "cat " + pluck + " | $RECTIFY grad half", "grad half " + pluck + " --target " + pluck,
        "grad half " + pluck + " --upstream " + pluck,
        "cat " + pluck + " | $RECTIFY half --raw s16le:8000:1"}) {
    CAPTURE(line);
    const Result result =
        shell((line.starts_with("cat") ? "" : "$RECTIFY ") + line + " --spool-limit 1G -o o.csv",
              folder.path());
    CHECK(result.status == 2);
    CHECK(result.err.find("--spool-limit has no effect: nothing is spooled") != std::string::npos);
  }
  for (const std::string line :
       {"cat adpcm.wav | $RECTIFY half", "cat x.csv | $RECTIFY half --normalize",
        "cat adpcm.wav | $RECTIFY grad half", "cat x.csv | $RECTIFY grad half --target x.csv",
        "cat x.csv | $RECTIFY grad units --unit 1,0 --ramp 0:1:1 --target - --fit 1 "
        "--learning-rate 1",
        "cat adpcm.wav | $RECTIFY grad half adpcm.wav --upstream -"}) {
    CAPTURE(line);
    CHECK(shell(line + " --spool-limit 1G > /dev/null", folder.path()).status == 0);
    CHECK(shell(line + " --spool-limit 1 > /dev/null", folder.path()).status == 1);
  }
}

TEST_CASE("a phase is refused where the amplitude alone counts, and taken where it shows") {
  check_all({{"multiphase --sine 50 --envelope --phase 40", "--phase", "--envelope"},
             {"multiphase --sweep 1:2 --envelope --phase 40 -o a.wav", "--phase", "--envelope"}});
  CHECK(output_of("multiphase --sine 50 --samples 1 --envelope --phase 90 --with-input") ==
        "time,ch1,ch1_multiphase\n0,1,1\n");
  CHECK(output_of("multiphase --sine 50 --samples 1 --envelope --phase 0,90") ==
        "time,ch1,ch2\n0,1,1\n");
}

TEST_CASE("a rate is refused where it says nothing") {
  check_all({{"half " RECTIFY_SOURCE_DIR "/data/pluck.wav --rate 8k", "--rate", "pluck.wav"},
             {"half --raw u8:8000:1 --rate 8k", "--rate", "--raw"},
             {"half --sine-over 0:1:9 --rate 8k", "--rate", "axis"},
             {"half --ramp 0:1:9 --rate 8k", "--rate", "axis"},
             {"half --ramp 0:1:9 --rate 8k -o a.raw", "--rate", "axis"},
             {"half --sine-over 0:1:9 --rate 8k --format raw", "--rate", "axis"},
             {"grad half --ramp 0:1:9 --rate 8k -o a.raw", "--rate", "axis"},
             {"half --rate 8k --format raw", "--rate", "output"},
             {"grad half --rate 8k --format raw", "--rate", "output"},
             {"half --rate 8k", "--rate", "output"}});
}

TEST_CASE("options of a generator are refused without one") {
  check_all({{"half --duration 1s", "--duration", "--sine"},
             {"half --samples 9", "--samples", "--sine"},
             {"half --cycles 9", "--cycles", "--sine"},
             {"half --amplitude 2", "--amplitude", "generator"},
             {"half --phase 90", "--phase", "generator"},
             {"half --channels 2", "--channels", "generator"}});
}

TEST_CASE("options of a generator are refused with another one") {
  check_all({{"half --sweep 20:2k --cycles 9", "--cycles", "--sine"},
             {"half --sine-over 0:1:9 --cycles 9", "--cycles", "--sine"},
             {"half --sine-over 0:1:9 --duration 1", "--duration", "--sine"},
             {"half --ramp 0:1:9 --samples 9", "--samples", "--sine"},
             {"half --ramp 0:1:9 --amplitude 2", "--amplitude", "--ramp"},
             {"half --ramp 0:1:9 --phase 2", "--phase", "--ramp"},
             {"half --sine 0 --cycles 2", "--cycles", "0 Hz"}});
}

TEST_CASE("the columns of a table are refused where there is no table") {
  check_all(
      {{"half --sine 50 --column a", "--column", "generator"},
       {"half --ramp 0:1:9 --axis none", "--axis", "generator"},
       {"half --sweep 1:2 --separator ;", "--separator", "generator"},
       {"half --raw u8:8000:1 --column 1", "--column", "--raw"},
       {"half " RECTIFY_SOURCE_DIR "/data/pluck.wav --column 1", "--column", "no table"},
       {"half " RECTIFY_SOURCE_DIR "/data/pluck.wav --separator ;", "--separator", "no table"},
       {"half " RECTIFY_SOURCE_DIR "/data/pluck.wav --axis 1", "--axis", "no table"}});
}

TEST_CASE("an option of another command is refused, and its commands are named") {
  check_all({{"full --leak 0.1", "--leak", "half, units"},
             {"half --mean", "--mean", "multiphase, units"},
             {"full --negative", "--negative", "half"},
             {"units --unit 1,0 --drop 1", "--drop", "half, full, multiphase"},
             {"half --phases 8", "--phases", "multiphase"},
             {"half --phase-list 0,90", "--phase-list", "multiphase"},
             {"half --envelope", "--envelope", "multiphase"},
             {"full --unit 1,0", "--unit", "units"},
             {"full --units u.csv", "--units", "units"},
             {"generate --sine 50 --with-input", "--with-input", "half, full"},
             {"generate --sine 50 --drop 1", "--drop", "generate"},
             {"multiphase --ramp 0:1:9", "--ramp", "multiphase"}});
}

TEST_CASE("options that contradict each other are refused, both named") {
  check_all({{"half --sine 50 --gain 3 --normalize", "--gain", "--normalize"},
             {"multiphase --sine 50 --phases 3 --phase-list 0,90", "--phases", "--phase-list"},
             {"multiphase --sine 50 --envelope --phases 3", "--envelope", "--phases"},
             {"multiphase --envelope --phase-list 0,90", "--envelope", "--phase-list"},
             {"multiphase --envelope --drop 1", "--envelope", "--drop"},
             {"multiphase --sine 50 --envelope --mean", "--envelope", "--mean"},
             {"half --sine 50 --sweep 1:2", "--sine", "--sweep"},
             {"half --sine 50 --sine-over 0:1:9", "--sine", "--sine-over"},
             {"half --ramp 0:1:9 --sine-over 0:1:9", "--ramp", "--sine-over"},
             {"half --raw u8:8000:1 --sine 50", "--raw", "--sine"},
             {"half --sine 50 --phase 0,120 --channels 2", "--phase", "--channels"},
             {"half --sine 50 --samples 9 --duration 1", "--samples", "--duration"},
             {"half --sine 50 --samples 9 --cycles 1", "--samples", "--cycles"},
             {"half --sine 50 --duration 9 --cycles 1", "--duration", "--cycles"},
             {"half --sine 50 --quiet --verbose", "--quiet", "--verbose"}});
}

TEST_CASE("an INPUT beside a generator is refused, both named") {
  check_all({{"half in.csv --sine 50", "in.csv", "--sine 50"},
             {"full --ramp 0:1:9 -", "-", "--ramp 0:1:9"},
             {"generate in.csv --sine 50", "in.csv", "generat"},
             {"multiphase in.csv --sweep 50:60", "in.csv", "--sweep 50:60"},
             {"grad units --unit 1,0 in.csv --sine-over 0:1:9", "in.csv", "--sine-over 0:1:9"}});
}

TEST_CASE("a command that lacks what it works on says what to give") {
  check_all({{"generate", "--sine", "--ramp"},
             {"generate --rate 8k", "--sine", "--ramp"},
             {"units --sine 50", "--unit", "--units"}});
}

TEST_CASE("options of a loss or a fit are refused without one") {
  check_all({{"grad half --loss mae", "--loss", "--target"},
             {"grad units --unit 1,0 --fit 3 --learning-rate 1", "--fit", "--target"},
             {"grad units --unit 1,0 --learning-rate 1", "--learning-rate", "--fit"},
             {"grad units --unit 1,0 --target t.csv --fit 3", "--fit", "--learning-rate"},
             {"grad half --upstream g.csv --target t.csv", "--upstream", "--target"},
             {"grad half --fit 3", "--fit", "grad units"},
             {"half --upstream g.csv", "--upstream", "grad half"}});
}

TEST_CASE("the slope at the kink is refused where the slopes cancel") {
  check_all({{"grad full --at-zero 1", "--at-zero", "--drop"}});
}

TEST_CASE("steps that have no gradient are refused in grad") {
  for (const std::string step :
       {"--hold 1ms", "--dc-block", "--normalize", "--gain 3", "--remove-mean", "--sum-channels",
        "--encoding pcm_16", "--dither", "--with-input", "--fail-on-clip"}) {
    check_failure("grad half in.csv " + step, 2, {words(step)[0].substr(0, 8), "grad half"});
  }
  check_failure("grad half --mean", 2, {"--mean", "grad half", "grad units"});
}

TEST_CASE("one stream can't be two inputs, nor two outputs") {
  check_all({{"grad half --upstream -", "--upstream", "INPUT"},
             {"grad half - --target -", "--target", "INPUT"},
             {"grad half --ramp 0:1:3 --parameters -", "--parameters", "-o FILE"},
             {"grad half --ramp 0:1:3 --parameters a.csv -o a.csv", "--parameters", "a.csv"}});
}

TEST_CASE("a gradient without a shape says what to give") {
  check_all(
      {{"grad", "grad of what", "units"}, {"grad generate", "grad generate", "not a command"}});
}
