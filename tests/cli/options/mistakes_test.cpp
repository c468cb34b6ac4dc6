// Typical mistakes of musicians, teachers and scripters, and what the program answers: each message
// says what is wrong and what to do.
#include <doctest/doctest.h>

#include <filesystem>

#include "support/process.hpp"
#include "support/sound_bytes.hpp"

using namespace test;

namespace {

struct Mistake {
  const char* line;
  int status;
  const char* message;
};

const std::vector<Mistake> kMistakes = {
    {"song.wav", 2, "'song.wav' is not a command; did you mean rectify half song.wav?"},
    {"song.wav half", 2, "'song.wav' is not a command; did you mean rectify half song.wav?"},
    {"haf song.wav", 2, "'haf' is not a command; did you mean half?"},
    {"half-wave song.wav", 2, "'half-wave' is not a command; did you mean half?"},
    {"fullwave song.wav", 2, "'fullwave' is not a command; did you mean full?"},
    {"bridge song.wav", 2,
     "'bridge' is not a command; the commands are half, full, multiphase, units, generate, grad, "
     "measure, plot"},
    {"--half song.wav", 2, "'--half' is not a command; did you mean half?"},
    {"-o out.wav half song.wav", 2,
     "'-o' is not a command; options come after one: rectify half -o ..."},
    {"-", 2, "'-' is not a command; did you mean rectify half -?"},
    {"-- song.wav", 2, "'--' is not a command; options come after one: rectify half -- ..."},
    {"help no-such-command-has-a-name-as-long-as-this-one-which-goes-on-and-on-and-on", 2,
     "'no-such-command-has-a-name-as-long-as-this-one-which-goes-on-and-on-and-on' is not a "
     "command; "
     "the commands are half, full, multiphase, units, generate, grad, measure, plot"},
    {"grad song.wav", 2,
     "'grad song.wav' is not a command; did you mean rectify grad half song.wav?"},
    {"grad x.csv", 2, "'grad x.csv' is not a command; did you mean rectify grad half x.csv?"},
    {"grad haf x.csv", 2, "'grad haf' is not a command; did you mean grad half?"},
    {"grad cube x.csv", 2,
     "'grad cube' is not a command; after grad comes one of half, full, multiphase, units"},
    {"measure song.wav", 2,
     "'measure song.wav' is not a command; did you mean rectify measure half song.wav?"},
    {"plot", 2, "plot of what? Give one of half, full, multiphase, units, none, grad"},
    {"help haf", 2, "'haf' is not a command; did you mean half?"},
    {"half song.wav out.wav", 2,
     "more than one INPUT: song.wav and out.wav; did you mean -o out.wav? --output-dir DIR writes "
     "a file for each"},
    {"half song.wav -o", 2, "-o needs a value: the name of a file"},
    {"half song.wav -vo", 2, "-o needs a value: the name of a file"},
    {"half song.wav -vo -q", 2, "-o needs a value: the name of a file"},
    {"half song.wav -vo ''", 2, "-o needs a value: the name of a file"},
    {"half -vo -- song.wav", 2, "-o needs a value: the name of a file"},
    {"half song.wav -vx", 2, "half has no option -x; a file of that name goes after --"},
    {"half song.wav --output= out.wav", 2, "--output needs a value: the name of a file"},
    {"half song.wav -o out", 4,
     "out: unknown extension; known are .wav .rf64 .w64 .aiff .au .caf .flac .ogg .opus .oga .mp3 "
     ".raw .csv .tsv, or say --format"},
    {"half song.wav -o out.m4a", 4,
     "out.m4a: unknown extension; known are .wav .rf64 .w64 .aiff .au .caf .flac .ogg .opus .oga "
     ".mp3 .raw .csv .tsv, or say --format"},
    {"half song.wav -o old.wav", 4, "old.wav: exists; --force replaces it"},
    {"half song.wav -o dir", 2, "-o dir: is a directory; name a file in it, or say --output-dir"},
    {"half song.wav -o none/out.wav", 4, "none/out.wav: its folder: No such file or directory"},
    {"half sogn.wav -o out.wav", 3, "sogn.wav: No such file or directory"},
    {"half 'song.wav -o out.wav'", 3,
     "song.wav -o out.wav: No such file or directory; if -o out.wav is meant as an option, end the "
     "quotes before it"},
    {"half dir -o out.wav", 3, "dir: is a directory"},
    {"half noise.bin -o out.wav", 3,
     "noise.bin: not a sound file (its first bytes are those of no kind that is known here)"},
    {"half page.html", 3,
     "page.html:2:1: '<body>404, not found</body>' is not a number (no column of the table holds "
     "numbers)"},
    {"half text.csv", 3,
     "text.csv:2:1: 'Ada' is not a number (no column of the table holds numbers)"},
    {"half empty.wav -o out.wav", 3, "empty.wav: is empty"},
    {"half song.wav --encoding flaot -o out.wav", 2,
     "--encoding flaot: must be one of pcm_u8 pcm_s8 pcm_16 pcm_24 pcm_32 pcm_12 pcm_20 ulaw alaw "
     "float double; did you mean float?"},
    {"half song.wav --encoding 16 -o out.wav", 2,
     "--encoding 16: must be one of pcm_u8 pcm_s8 pcm_16 pcm_24 pcm_32 pcm_12 pcm_20 ulaw alaw "
     "float double; did you mean pcm_16?"},
    {"half song.wav --encoding PCM_24 -o out.wav", 2,
     "--encoding PCM_24: must be one of pcm_u8 pcm_s8 pcm_16 pcm_24 pcm_32 pcm_12 pcm_20 ulaw alaw "
     "float double; did you mean pcm_24?"},
    {"half song.wav --encoding float -o out.flac", 4,
     "out.flac: FLAC can't hold float samples; --encoding pcm_24 makes them integers"},
    {"half song.wav --encoding float -o out.ogg", 4,
     "out.ogg: Ogg Vorbis has an encoding of its own: leave --encoding out"},
    {"half song.wav --encoding float", 2,
     "--encoding has no effect with CSV output; -o FILE.wav writes sound"},
    {"half song.wav --format m4a -o out", 2,
     "--format m4a: must be one of wav rf64 w64 aiff au caf flac ogg opus oga mp3 raw csv tsv"},
    {"half song.wav --format gain", 2,
     "--format gain: must be one of wav rf64 w64 aiff au caf flac ogg opus oga mp3 raw csv tsv"},
    {"half song.wav --gian 3 -o out.wav", 2, "half has no option --gian; did you mean --gain?"},
    {"half song.wav --normalise -o out.wav", 2,
     "half has no option --normalise; did you mean --normalize?"},
    {"half song.wav -normalize -o out.wav", 2,
     "half has no option -normalize; did you mean --normalize?"},
    {"half -normalize -- song.wav", 2, "half has no option -normalize; did you mean --normalize?"},
    {"half song.wav --normalize -1 -o out.wav", 2,
     "half has no option -1; did you mean --normalize=-1?"},
    {"half song.wav --dc-block 20 -o out.wav", 2,
     "more than one INPUT: song.wav and 20; did you mean --dc-block=20?"},
    {"half song.wav --gain 3db -o out.wav", 2,
     "--gain 3db: must be decibels, from -6000 to 6000: -3 or 1.5dB; did you mean 3dB?"},
    {"half song.wav --gain 0,5 -o out.wav", 2,
     "--gain 0,5: must be decibels, from -6000 to 6000: -3 or 1.5dB; did you mean 0.5?"},
    {"half song.wav --gain -3 dB -o out.wav", 2,
     "more than one INPUT: song.wav and dB; did you mean --gain -3dB?"},
    {"half song.wav --gain -3 '' -o out.wav", 2,
     "INPUT is empty: give a file name, or - for standard input"},
    {"half song.wav --gain loud -o out.wav", 2,
     "--gain loud: must be decibels, from -6000 to 6000: -3 or 1.5dB"},
    {"half song.wav --gain 3 --normalize -o out.wav", 2,
     "--gain and --normalize exclude each other: give one"},
    {"full song.wav --hold 20 ms -o out.wav", 2,
     "more than one INPUT: song.wav and ms; did you mean --hold 20ms?"},
    {"full song.wav --hold 20msec -o out.wav", 2,
     "--hold 20msec: must be a time above 0: 0.5, 20ms, 50us, 2min or 1h; did you mean 20ms?"},
    {"full song.wav --leak 0.1 -o out.wav", 2,
     "--leak has no effect in full; it goes with half, units"},
    {"full song.wav --drop -0.7 -o out.wav", 2,
     "--drop -0.7: must be a number of at least 0, or decibels: 0.7 or -6dB"},
    {"full song.wav --drop 0,7 -o out.wav", 2,
     "--drop 0,7: must be a number of at least 0, or decibels: 0.7 or -6dB; did you mean 0.7?"},
    {"full song.wav --mean -o out.wav", 2,
     "--mean has no effect in full; it goes with multiphase, units"},
    {"full --sine", 2, "--sine needs a value: a frequency of at least 0: 50, 440Hz or 1.5kHz"},
    {"full --sine 50 Hz", 2,
     "both an INPUT, Hz, and a generator, --sine 50: choose one; did you mean --sine 50Hz?"},
    {"full --sine 50,5", 2,
     "--sine 50,5: must be a frequency of at least 0: 50, 440Hz or 1.5kHz; did you mean 50.5?"},
    {"full --sine -50", 2, "--sine -50: must be a frequency of at least 0: 50, 440Hz or 1.5kHz"},
    {"full --sine 30k", 2,
     "a frequency of 30000 Hz is not below half the rate of 48000 Hz: give a higher --rate"},
    {"full --sine 50 --phase 0 120 240", 2,
     "more than one INPUT: 120 and 240; did you mean --phase 0,120,240?"},
    {"full --sine 50 song.wav", 2,
     "both an INPUT, song.wav, and a generator, --sine 50: choose one"},
    {"full --sweep 20-20k", 2,
     "--sweep 20-20k: must be two frequencies above 0: 20:20k; did you mean 20:20k?"},
    {"full --sweep 20:0", 2, "--sweep 20:0: must be two frequencies above 0: 20:20k"},
    {"full --sweep 0:20", 2, "--sweep 0:20: must be two frequencies above 0: 20:20k"},
    {"full --sweep 1e-320:1k --rate 1e300", 2,
     "--sweep has a frequency that is too low for so high a rate"},
    {"full --sweep 1k:1e-320 --rate 1e300", 2,
     "--sweep has a frequency that is too low for so high a rate"},
    {"full --sweep 20", 2, "--sweep 20: must be two frequencies above 0: 20:20k"},
    {"full --ramp -1,1,5", 2,
     "--ramp -1,1,5: must be two numbers and a count of at least 1: -2:2:401; did you mean "
     "-1:1:5?"},
    {"full --ramp -1 1 5", 2,
     "--ramp -1: must be two numbers and a count of at least 1: -2:2:401; did you mean --ramp "
     "-1:1:5?"},
    {"generate", 2, "generate what? Give --sine, --sweep, --sine-over or --ramp"},
    {"generate song.wav", 2, "generate takes no INPUT, and song.wav is one"},
    {"generate --sine 50 --duration 1:30", 2,
     "--duration 1:30: must be a time of at least 0: 0.5, 20ms, 50us, 2min or 1h"},
    {"generate --sine 50 --duration 1e12 --rate 1e6", 2,
     "a generated signal has at most 2^53 frames"},
    {"generate --sine 50 --duration 2 --samples 9", 2,
     "--duration and --samples exclude each other: give one"},
    {"generate --sine 50 --phase 0,90 --channels 2", 2,
     "--phase and --channels exclude each other: give one"},
    {"multiphase song.wav -o out.wav", 2,
     "the sum of the phases of a full-scale sine comes to 2.613 (+8.34 dB), which pcm_16 can't "
     "hold: give --mean, --gain -8.35, --normalize or --encoding (which may be float)"},
    {"multiphase song.wav --phases 0,120,240 -o out.wav", 2,
     "--phases 0,120,240: must be a whole number from 1 to 2147483648 (--phase-list takes angles)"},
    {"multiphase --sine 50 --phase-list 0,,120", 2,
     "--phase-list 0,,120: must be angles: 0,120,240, 0.25pi, pi/4 or 0.5rad"},
    {"multiphase song.wav --phase 8 -o out.wav", 2,
     "--phase has no effect without a generator; did you mean --phases or --phase-list?"},
    {"multiphase x.csv", 2, "multiphase needs a rate, and the input has none: give --rate HZ"},
    {"full song.wav --polyphase -o out.wav", 2,
     "--polyphase needs two or more phases, each a channel: song.wav has one"},
    {"units song.wav -o out.wav", 2, "units of what? Give --unit A,B[,C] or --units FILE.csv"},
    {"units x.csv --unit 1 -0.5", 2, "--unit 1: must be two or three numbers: 1,-0.5 or 1,-0.5,2"},
    {"half song.wav --rate 8k -o out.wav", 2,
     "--rate has no effect on song.wav, which is no table"},
    {"half song.wav --column 1 -o out.wav", 2,
     "--column has no effect on song.wav, which is no table"},
    {"half song.wav --with-input -o out.wav", 2,
     "--with-input has no effect with sound output; -o FILE.csv writes CSV"},
    {"half x.csv -o out.wav --rate 1e17", 4, "out.wav: can't hold a rate that high"},
    {"half x.csv -o out.wav", 2, "sound needs a rate, and the input has none: give --rate HZ"},
    {"half x.csv --column Left", 2, "--column Left: x.csv has no such column; it has left, right"},
    {"half x.csv --column 9", 2, "--column 9: x.csv has no such column; it has left, right"},
    {"half x.csv --separator comma,", 2,
     "--separator comma,: must be one character, or one of the words comma, semicolon, tab, blank; "
     "did you mean comma?"},
    {"half x.csv --separator $'\\1'", 2,
     "--separator \\x01: must be one character, or one of the words comma, semicolon, tab, blank"},
    {"half x.csv --header maybe", 2, "--header maybe: must be one of yes no auto"},
    {"half song.wav --raw s16le -o out.wav", 2,
     "--raw s16le: must be an encoding (u8, s8, ulaw, alaw, or s16, s24, s32, f32, f64 with le or "
     "be), a rate and a channel count: s16le:48000:2"},
    {"half song.wav --raw s16le 48000 2 -o out.wav", 2,
     "--raw s16le: must be an encoding (u8, s8, ulaw, alaw, or s16, s24, s32, f32, f64 with le or "
     "be), a rate and a channel count: s16le:48000:2; did you mean --raw s16le:48000:2?"},
    {"half x.csv --precision 20", 2, "--precision 20: must be a whole number from 1 to 17"},
    {"grad half x.csv --upstream song.wav", 3, "x.csv has 2 channels, song.wav has 1"},
    {"grad half --ramp -1:1:3 --rate 8k -o out.m4a", 4,
     "out.m4a: unknown extension; known are .wav .rf64 .w64 .aiff .au .caf .flac .ogg .opus .oga "
     ".mp3 .raw .csv .tsv, or say --format"},
    {"grad half --ramp 0:1:2 --upstream x3.csv -o out.csv", 3,
     "the generated signal ends after 2 frames, before x3.csv does"},
    {"grad half --ramp 0:1:8192 --upstream x8193.csv -o out.csv", 3,
     "the generated signal ends after 8192 frames, before x8193.csv does"},
    {"grad half --ramp 0:1:8194 --upstream x8193.csv -o out.csv", 3,
     "x8193.csv ends after 8193 frames, before the generated signal does"},
    {"grad half x.csv --target", 2, "--target needs a value: the name of a file"},
    {"grad full x.csv --gain 3", 2,
     "--gain has no effect in grad full; it goes with full, measure full, plot full"},
    {"grad half x.csv --fit 10", 2, "--fit has no effect in grad half; it goes with grad units"},
    {"grad units x.csv --unit 1,0 --fit 10", 2, "--fit has no effect without --target"},
    {"measure half song.wav -o m.csv", 2,
     "measure half has no -o: it prints its result; > FILE keeps that"},
    {"measure half song.wav --output m.csv", 2,
     "measure half has no --output: it prints its result; > FILE keeps that"},
    {"measure half song.wav --format json", 2,
     "--format json: must be one of csv tsv; did you mean --json?"},
    {"plot half song.wav -o p.jpg", 4,
     "p.jpg: unknown extension; known are .svg .png .pdf .txt, or say --format"},
    {"plot half song.wav out.svg", 2,
     "more than one INPUT: song.wav and out.svg; did you mean -o out.svg?"},
    {"plot half song.wav -o p.svg --size 40x9", 2,
     "--size 40x9: must be a size from 40x10 to 10000x10000: 800x400"},
    {"plot half song.wav -o p.svg --size 10001x400", 2,
     "--size 10001x400: must be a size from 40x10 to 10000x10000: 800x400"},
    {"plot half song.wav -o p.svg --size 400x10001", 2,
     "--size 400x10001: must be a size from 40x10 to 10000x10000: 800x400"},
    {"plot half song.wav -o p.svg --size 800", 2,
     "--size 800: must be a size from 40x10 to 10000x10000: 800x400"},
    {"half x.csv --loss mse", 2,
     "--loss has no effect in half; it goes with grad half, plot grad half"},
    {"half x.csv -f", 2, "half has no option -f; a file of that name goes after --"},
    {"half x.csv --sine-over 0:10", 2,
     "--sine-over 0:10: must be two numbers and a count of at least 1: -10:10:2000 or 0:2pi:101"},
};

void make_files(const TemporaryFolder& folder) {
  const std::string sound = wav(1, 16, 1, "abcdefgh");
  write_file(folder / "song.wav", sound);
  write_file(folder / "old.wav", sound);
  write_file(folder / "empty.wav", "");
  std::string noise;
  for (int n = 0; n < 128; ++n) noise += static_cast<char>(n % 32);
  write_file(folder / "noise.bin", noise);
  write_file(folder / "page.html", "<html>\n<body>404, not found</body>\n</html>\n");
  write_file(folder / "text.csv", "name,town\nAda,London\nAlan,Wilmslow\n");
  write_file(folder / "x.csv", "left,right\n1,-1\n-2,2\n3,1\n");
  write_file(folder / "x3.csv", "a\n1\n2\n3\n");
  std::string rows = "a\n";
  for (int n = 0; n < 8193; ++n) rows += "1\n";  // one more than are read at once
  write_file(folder / "x8193.csv", rows);
  std::filesystem::create_directory(folder / "dir");
}

}  // namespace

TEST_CASE("each of some hundred typical mistakes is answered with its cause and its cure") {
  const TemporaryFolder folder;
  make_files(folder);
  const std::vector<std::string> before = folder.names();
  for (const Mistake& mistake : kMistakes) {
    const std::string line = mistake.line;
    CAPTURE(line);
    const Result result = shell("$RECTIFY " + line + " < /dev/null", folder.path());
    CHECK(result.status == mistake.status);
    CHECK(result.err == "rectify: error: " + std::string(mistake.message) + "\n");
    CHECK(result.out == "");
    CHECK(folder.names() == before);
  }
}
