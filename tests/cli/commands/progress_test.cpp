// Checks the line of progress on a terminal: when it appears, what it says, and that it goes away.
#include <doctest/doctest.h>

#include <regex>

#include "support/process.hpp"
#include "support/sound_bytes.hpp"
#include "support/table.hpp"

using namespace test;

namespace {

const std::string kErase = "\r\x1b[K";

/// What a terminal of so many columns gets from the line, in which $RECTIFY is the program.
std::string at_terminal(const TemporaryFolder& folder, const std::string& line, int columns = 80,
                        const std::string& setting = "TERM=xterm") {
  write_file(folder / "line", "stty cols " + std::to_string(columns) + "; " + line);
  const Result result =
      shell("script -qec '" + setting + " bash line' /dev/null < /dev/null", folder.path(), 60);
  CHECK(result.err == "");
  return result.out;
}

/// The lines of progress in it; checks that each is erased before anything else comes, and fits.
std::vector<std::string> progress_in(const std::string& out, std::size_t columns = 80) {
  std::vector<std::string> lines;
  std::size_t at = 0;
  for (std::size_t next = out.find(kErase); next != out.npos; next = out.find(kErase, at)) {
    at = next + kErase.size();
    const std::size_t end = out.find('\r', at);
    if (end == out.npos || end == at || out[end + 1] == '\n') continue;  // a message, or nothing
    lines.push_back(out.substr(at, end - at));
    CHECK(lines.back().size() < columns);
    CHECK(lines.back().starts_with("rectify: "));
    CHECK(out.compare(end, kErase.size(), kErase) == 0);
  }
  const std::size_t last = out.rfind(kErase);
  CHECK((lines.empty() || out.find("rectify: " + lines.back().substr(9), last) == out.npos));
  return lines;
}

/// A sound of so many frames, all alike.
std::string sound(std::size_t frames) { return wav(1, 16, 1, std::string(2 * frames, '\1')); }

/// The file comes in two halves with more than a second between them.
std::string slowly(const std::string& file) {
  return "(head -c 60000 " + file + "; sleep 1.1; tail -c +60001 " + file + ") | $RECTIFY ";
}

bool matches(const std::string& text, const std::string& pattern) {
  return std::regex_match(text, std::regex(pattern));
}

}  // namespace

TEST_CASE("work of more than a second on a terminal has a line of progress, which is erased") {
  const TemporaryFolder folder;
  write_file(folder / "s.wav", sound(100000));
  const std::string out = at_terminal(folder, slowly("s.wav") + "half -o o.wav; echo end");
  const std::vector<std::string> lines = progress_in(out);
  REQUIRE(!lines.empty());
  for (const std::string& line : lines) {
    CHECK_MESSAGE(
        matches(line, R"(rectify: standard input \[=* *\] +\d+ %, [\d.]+ (?:[kM] )?frames/s, )"
                      R"(\d+:\d\d left)"),
        line);
  }
  CHECK(out.ends_with(kErase + "end\r\n"));
  CHECK(read_file(folder / "o.wav") == sound(100000));
}

TEST_CASE("where the length is not known the line says how much is done, and how fast") {
  const TemporaryFolder folder;
  std::string table = "a\n";
  for (int n = 0; n < 30000; ++n) table += std::to_string(n) + "\n";
  write_file(folder / "t.csv", table);
  const std::string out = at_terminal(folder, slowly("t.csv") + "full --gain 1 -o o.csv");
  const std::vector<std::string> lines = progress_in(out);
  REQUIRE(!lines.empty());
  CHECK_MESSAGE(matches(lines[0], R"(rectify: standard input [\d.]+ (?:[kM] )?frames, )"
                                  R"([\d.]+ (?:[kM] )?frames/s)"),
                lines[0]);
}

TEST_CASE(
    "there is no line of progress for short work, under -q, or where it could not be erased") {
  const TemporaryFolder folder;
  write_file(folder / "s.wav", sound(100000));
  CHECK(at_terminal(folder, "$RECTIFY half s.wav -o o.wav") == "");
  // All at once, since each takes its time; the last goes to the terminal itself.
  const std::string out =
      at_terminal(folder, slowly("s.wav") + "half -q -o q.wav & export TERM=dumb; " +
                              slowly("s.wav") + "half -o d.wav & export TERM=xterm; " +
                              slowly("s.wav") + "half -o e.wav 2> words & " + slowly("s.wav") +
                              "half --format csv --no-header --no-time & wait");
  CHECK(out.starts_with("0.0078"));
  CHECK(out.find('\x1b') == std::string::npos);
  CHECK(out.find("rectify") == std::string::npos);
  CHECK(read_file(folder / "words") == "");
}

TEST_CASE("NO_COLOR leaves the line of progress without any sequence but its erasing") {
  const TemporaryFolder folder;
  const std::string whole = sound(100000);
  write_file(folder / "cut.wav", whole.substr(0, whole.size() - 100));
  for (const std::string setting : {"TERM=xterm NO_COLOR=1", "TERM=xterm"}) {
    CAPTURE(setting);
    std::string out = at_terminal(folder, slowly("cut.wav") + "half -o o.wav --force", 80, setting);
    CHECK(!progress_in(out).empty());
    const bool plain = setting.ends_with("1");
    const std::string warning = plain ? "rectify: warning: standard input: cut short"
                                      : "rectify: \x1b[1;33mwarning: \x1b[0mstandard input: cut";
    const std::size_t at = out.find(warning);
    REQUIRE(at != out.npos);
    CHECK(out.compare(at - kErase.size(), kErase.size(), kErase) == 0);
    for (std::size_t i = out.find(kErase); i != out.npos; i = out.find(kErase)) {
      out.erase(i, kErase.size());
    }
    CHECK((out.find('\x1b') == out.npos) == plain);
    CHECK(out.find("\x1b[0m\x1b[0m") == out.npos);
  }
}

TEST_CASE("the line of progress fits the terminal, however narrow and whatever the name") {
  const TemporaryFolder folder;
  const std::string name = "ein sehr langer Name für eine Datei, die 大きさ heißt.wav";
  write_file(folder / name, sound(100000));
  for (const int told : {0, 12}) {  // 0: the terminal does not know, and has 80
    CAPTURE(told);
    const int columns = told == 0 ? 80 : told;
    const std::string out = at_terminal(folder,
                                        "ln -f '" + name + "' s.wav; mkfifo 'p " + name +
                                            "'; (head -c 60000 s.wav; sleep 1.1; "
                                            "tail -c +60001 s.wav) > 'p " +
                                            name + "' & $RECTIFY half 'p " + name +
                                            "' -o o.wav --force; rm 'p " + name + "'; wait",
                                        told);
    std::size_t at = 0;
    bool any = false;
    for (std::size_t next = out.find(kErase); next != out.npos; next = out.find(kErase, at)) {
      at = next + kErase.size();
      const std::string line = out.substr(at, out.find('\r', at) - at);
      // Three bytes make two columns of 大, and two bytes one or two of ü.
      std::size_t width = 0;
      for (const char c : line) width += (c & 0xC0) == 0x80 ? 0 : (c & 0x80) != 0 ? 2 : 1;
      CHECK(width < static_cast<std::size_t>(columns));
      any = any || !line.empty();
    }
    CHECK(any);
  }
}

TEST_CASE("spooling and both passes are followed") {
  const TemporaryFolder folder;
  write_file(folder / "s.wav", sound(100000));
  const std::string out =
      at_terminal(folder, slowly("s.wav") + "half --normalize --encoding float -o o.wav");
  const std::vector<std::string> lines = progress_in(out);
  REQUIRE(!lines.empty());
  CHECK_MESSAGE(
      matches(lines[0], R"(rectify: standard input, spooled [\d.]+ [kM]?B, [\d.]+ [kM]?B/s)"),
      lines[0]);
  // Of two passes the first ends at half.
  CHECK(out.find("100 %") == std::string::npos);
}

TEST_CASE("a fit and a check of more than a second are followed") {
  const TemporaryFolder folder;
  std::string x = "x\n";
  for (int n = 0; n < 2000; ++n) x += std::to_string(n % 101 - 50) + "e-2\n";
  write_file(folder / "x.csv", x);
  const std::string fit =
      at_terminal(folder,
                  "$RECTIFY grad units x.csv --target x.csv --unit 1,0 --unit -1,0.1 --fit 60000 "
                  "--learning-rate 1e-4 -o o.csv");
  const std::vector<std::string> lines = progress_in(fit);
  REQUIRE(lines.size() > 1);
  CHECK_MESSAGE(
      matches(lines[0], R"(rectify: fit \[=* *\] +\d+ %, [\d.]+ (?:[kM] )?steps/s, \d+:\d\d )"
                        R"(left)"),
      lines[0]);
  CHECK(fit.find(kErase + "rectify: fit: 60000 steps, e from ") != std::string::npos);
  // The share grows.
  const auto percent = [](const std::string& line) {
    return std::stoi(line.substr(line.find('%') - 4, 3));
  };
  CHECK(percent(lines.front()) <= percent(lines.back()));
  write_file(folder / "s.wav", sound(100000));
  CHECK(!progress_in(at_terminal(folder, slowly("s.wav") + "grad half --check -o c.csv")).empty());
}

TEST_CASE("looking for the rate of a table is followed") {
  const TemporaryFolder folder;
  std::string table = "time,a\n";
  for (int n = 0; n < 1000; ++n) table += std::to_string(n) + ",1\n";
  write_file(folder / "x.csv", table);
  // The units come late, so that the rate is looked for after the first second.
  const std::string out =
      at_terminal(folder,
                  "mkfifo u; (printf 'a,b\\n'; sleep 1.1; printf '1,0\\n') > u & $RECTIFY units "
                  "x.csv --units u -o o.wav; wait");
  const std::vector<std::string> lines = progress_in(out);
  REQUIRE(!lines.empty());
  CHECK_MESSAGE(matches(lines[0], R"(rectify: x.csv, its rate \[=* *\] +\d+ %, [\d.]+ (?:[kMG] )?)"
                                  R"(rows/s, \d+:\d\d left)"),
                lines[0]);
  CHECK(read_file(folder / "o.wav").starts_with("RIFF"));
}

TEST_CASE("of many files the line counts those that are done") {
  const TemporaryFolder folder;
  write_file(folder / "s.wav", sound(100000));
  const std::string out = at_terminal(
      folder,
      "cp s.wav a.wav; cp s.wav c.wav; mkfifo b.wav; (head -c 60000 s.wav; sleep 1.1; "
      "tail -c +60001 s.wav) > b.wav & $RECTIFY half a.wav b.wav none.wav c.wav --jobs 1 "
      "--output-dir o; wait");
  const std::vector<std::string> lines = progress_in(out);
  REQUIRE(!lines.empty());
  CHECK_MESSAGE(
      matches(lines[0],
              R"(rectify: 2 of 4 files \[=* *\] +50 %, [\d.]+ (?:[kM] )?files/s, 0:\d\d left)"),
      lines[0]);
  CHECK(out.find(kErase + "rectify: \x1b[1;31merror: \x1b[0mnone.wav: No such file") !=
        std::string::npos);
  CHECK(out.ends_with("rectified 3 of 4 files; 1 failed\r\n"));
}
