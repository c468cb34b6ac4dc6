// Checks what reaches the terminal: no control character of a name, value or file, no sound, and
// under -q nothing but results and errors.
#include <doctest/doctest.h>

#include <algorithm>

#include "support/process.hpp"
#include "support/sound_bytes.hpp"

using namespace test;

namespace {

/// What would steer a terminal: ESC, a title, a line that looks like the program's, a bell, DEL, a
/// C1 control as UTF-8 and as a byte alone, text turned around, a cut character.
const std::string kSteering =
    "\x1b[31m\x1b]0;t\a\nrectify: error: fake\r\t\x7f\xc2\x9b\x9b\xe2\x80\xae\xe2\x80\xa8\xc3";

/// `$S` is that text.
Result with_steering(const std::string& line, const TemporaryFolder& folder) {
  write_file(folder / "steering", kSteering);
  return shell("S=$(cat steering; printf x); S=${S%x}; " + line, folder.path());
}

/// One line for each message, nothing in it but printable characters.
void check_harmless(const std::string& err) {
  CAPTURE(err);
  CHECK(err.ends_with('\n'));
  CHECK(err.starts_with("rectify: "));
  for (const std::string_view part : {"\x1b", "\a", "\r", "\t", "\x7f", "\xc2\x9b", "\xe2\x80\xae",
                                      "\xe2\x80\xa8", "\nrectify: error: fake", "\xc3\n"}) {
    CHECK(err.find(part) == std::string::npos);
  }
  CHECK(err.find("\\x1b[31m") != std::string::npos);
}

}  // namespace

TEST_CASE("control characters of names and values are shown escaped") {
  const TemporaryFolder folder;
  write_file(folder / "x.csv", "time,a\n0,1\n0.001,2\n");
  for (const std::string line : {"half \"$S\"",
                                 "half x.csv -o \"none/$S.csv\"",
                                 "half x.csv -o \"$S\"",
                                 "half x.csv --gain \"$S\"",
                                 "half x.csv --format \"$S\"",
                                 "half x.csv --column \"$S\"",
                                 "half x.csv --axis \"$S\"",
                                 "half \"--$S\"",
                                 "half \"-$S\"",
                                 "\"$S\"",
                                 "help \"$S\"",
                                 "grad \"$S\"",
                                 "half x.csv \"$S\"",
                                 "generate \"$S\"",
                                 "half --sine \"$S\"",
                                 "grad half x.csv --upstream \"$S\"",
                                 "grad half x.csv --parameters \"none/$S\"",
                                 "units x.csv --units \"$S\"",
                                 "units x.csv --unit \"$S\"",
                                 "half --raw \"$S\" x.csv",
                                 "half --dc-block=\"$S\" x.csv",
                                 "half --dc-block=\"$S\""}) {
    CAPTURE(line);
    const Result result = with_steering("$RECTIFY " + line, folder);
    CHECK(result.status != 0);
    check_harmless(result.err);
  }
}

TEST_CASE("control characters of what files hold are shown escaped") {
  const TemporaryFolder folder;
  write_file(folder / "cell.csv", "a\n1\n\x1b[31mtext\n");
  write_file(folder / "name.csv", "a,\xc2\x9b[31mb\n1,2\n");
  const Result cell = shell("$RECTIFY half cell.csv", folder.path());
  CHECK(cell.status == 3);
  CHECK(cell.err.find('\x1b') == std::string::npos);
  const Result name = shell("$RECTIFY half name.csv --column c", folder.path());
  CHECK(name.status == 2);
  CHECK(name.err.find("\\xc2\\x9b[31mb") != std::string::npos);
  // A chunk must have a printable name to be one.
  const std::string samples(20, '\x11');
  const std::string chunk = "\x1b[31" + little(4, 4) + "abcd";
  std::string head = wav(1, 16, 1, samples);
  head.replace(4, 4, little(36 + samples.size() + chunk.size(), 4));
  write_file(folder / "chunk.wav", head + chunk);
  CHECK(shell("$RECTIFY half chunk.wav -v -o x.aiff", folder.path()).err.find('\x1b') ==
        std::string::npos);
}

TEST_CASE("letters of every language are shown as they are") {
  const TemporaryFolder folder;
  const std::string name = "Größe 大きさ 🎵 ½ \xc2\xa0";
  CHECK(shell("$RECTIFY half '" + name + "'", folder.path()).err ==
        "rectify: error: " + name + ": No such file or directory\n");
}

TEST_CASE("the result of a sound fills no terminal, by any command") {
  const TemporaryFolder folder;
  write_file(folder / "a.wav", wav(1, 16, 1, "abcd"));
  write_file(folder / "u.csv", "a,b\n1,0\n");
  const auto at_terminal = [&](const std::string& line) {
    write_file(folder / "line", line);
    return shell("script -qec 'TERM=dumb bash line' /dev/null < /dev/null", folder.path(), 20);
  };
  for (const std::string command :
       {"half", "full", "multiphase", "units --unit 1,0", "grad half", "grad full",
        "grad multiphase", "grad units --unit 1,0", "grad half --check", "full --gain 3"}) {
    for (const std::string input :
         {" a.wav", " < a.wav", " a.wav --no-header", " --raw s16le:8000:1 a.wav"}) {
      CAPTURE(command);
      CAPTURE(input);
      const Result result = at_terminal("$RECTIFY " + command + input);
      CHECK(result.status == 2);
      CHECK(result.out ==
            "rectify: error: the result of a sound would fill the terminal: say -o "
            "FILE\r\n");
    }
  }
  CHECK(at_terminal("$RECTIFY grad half a.wav -o -").status == 0);
  CHECK(at_terminal("$RECTIFY grad half a.wav --format csv").status == 0);
  CHECK(at_terminal("$RECTIFY grad half a.wav --format wav").status == 4);
}

TEST_CASE("errors are coloured on a terminal that knows colours, unless NO_COLOR says otherwise") {
  const TemporaryFolder folder;
  const auto said = [&](const std::string& setting) {
    write_file(folder / "line", "$RECTIFY half none.wav -o o.wav");
    return shell("script -qec '" + setting + " bash line' /dev/null < /dev/null", folder.path(), 20)
        .out;
  };
  const std::string coloured =
      "rectify: \x1b[1;31merror: \x1b[0mnone.wav: No such file or directory\r\n";
  const std::string plain = "rectify: error: none.wav: No such file or directory\r\n";
  CHECK(said("TERM=xterm") == coloured);
  CHECK(said("NO_COLOR= TERM=xterm") == coloured);
  CHECK(said("NO_COLOR=1 TERM=xterm") == plain);
  CHECK(said("TERM=dumb") == plain);
  CHECK(said("env -u TERM") == plain);
}

TEST_CASE("-q swallows warnings, never results and errors") {
  const TemporaryFolder folder;
  write_file(folder / "x.csv", "a\n-1\n2\n");
  const std::string wave = wav(1, 16, 1, "abcd");
  write_file(folder / "cut.wav", wave.substr(0, wave.size() - 2));
  const std::string quiet = "$RECTIFY grad units x.csv --unit 1,0 -q -o /dev/null ";
  const Result loss = shell(quiet + "--target x.csv", folder.path());
  CHECK(loss.err == "rectify: e = 0.5 (mse)\n");
  const Result check = shell(quiet + "--check", folder.path());
  CHECK(check.err.starts_with("rectify: check: all of "));
  const Result fit = shell(quiet + "--target x.csv --fit 2 --learning-rate 0.1", folder.path());
  CHECK(fit.err.starts_with("rectify: fit: 2 steps, e from "));
  const Result leak = shell(quiet + "--leak 0.5 --parameters /dev/null", folder.path());
  CHECK(leak.err == "rectify: leak = 0.5, de/dleak = -1\n");
  CHECK(shell("$RECTIFY half cut.wav -q -o x.wav", folder.path()).err == "");
  CHECK(shell("$RECTIFY half cut.wav -q -o x.wav", folder.path()).err ==
        "rectify: error: x.wav: exists; --force replaces it\n");
}

TEST_CASE("-v says what is read, done and written, of sounds, tables and generators") {
  const TemporaryFolder folder;
  write_file(folder / "x.csv", "time,a\n0,-1\n0.001,2\n");
  write_file(folder / "a.wav", wav(1, 16, 1, "abcd"));
  const auto said = [&](const std::string& line) {
    return shell("$RECTIFY " + line + " -v", folder.path()).err;
  };
  CHECK(said("half --sine 50 --samples 3 --hold 1ms --gain 3") ==
        "rectify: the generated signal: --sine 50, 3 frames, 1 channel, 48000 Hz\n"
        "rectify: half, then --hold, --gain: in double precision\n"
        "rectify: standard output: table, 2 columns, separated by ','\n"
        "rectify: standard output: 3 frames written\n");
  CHECK(said("generate --ramp -1:1:3 --channels 2 --no-time --format tsv -o r.tsv") ==
        "rectify: the generated signal: --ramp -1:1:3, 3 frames, 2 channels\n"
        "rectify: no shape: in double precision\n"
        "rectify: r.tsv: table, 2 columns, separated by '\\t'\n"
        "rectify: r.tsv: 3 frames written\n");
  const std::string table = said("full x.csv -o f.wav");
  CHECK(table.starts_with("rectify: x.csv: text: UTF-8"));
  CHECK(table.find("rectify: x.csv: signals: a\n") != std::string::npos);
  CHECK(
      table.ends_with("rectify: full: in double precision\n"
                      "rectify: f.wav: WAV, float, 1 channel\n"
                      "rectify: f.wav: 2 frames written\n"));
  CHECK(said("full a.wav -o g.wav") ==
        "rectify: a.wav: sound, WAV, pcm_16, 1 channel, 48000 Hz, 2 frames\n"
        "rectify: full: sample for sample in its own type\n"
        "rectify: g.wav: WAV, pcm_16, 1 channel\n"
        "rectify: g.wav: 2 frames written\n");
  const std::string grad = said("grad half --sine 50 --samples 3");
  CHECK(grad.find("the generated signal: --sine 50, 3 frames") != std::string::npos);
  CHECK(grad.find("grad half: in double precision\n") != std::string::npos);
  CHECK(grad.find("standard output: table, 6 columns") != std::string::npos);
  CHECK(grad.find("standard output: 3 frames written\n") != std::string::npos);
}
