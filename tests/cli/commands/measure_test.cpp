// Checks `measure` from outside: its figures against the textbook, sox and ffmpeg, its three forms,
// every source, and several inputs.
#include <doctest/doctest.h>

#include <cmath>
#include <numbers>

#include "support/sound_bytes.hpp"
#include "support/table.hpp"

using namespace test;

namespace {

const std::string kPluck = RECTIFY_SOURCE_DIR "/data/pluck.wav";

/// The value of a key in the JSON of one channel, as it stands.
std::string value_in(const std::string& json, const std::string& key) {
  const std::size_t at = json.find("\"" + key + "\":");
  REQUIRE(at != std::string::npos);
  const std::size_t begin = at + key.size() + 3;
  return json.substr(begin, json.find_first_of(",}", begin) - begin);
}

double number_in(const std::string& json, const std::string& key) {
  return std::strtod(value_in(json, key).c_str(), nullptr);
}

std::string json_of(const std::string& line, std::string_view input = {}) {
  return output_of("measure " + line + " --json", input);
}

/// The number after a word in what another program prints.
double after(const std::string& text, const std::string& word) {
  const std::size_t at = text.find(word);
  REQUIRE_MESSAGE(at != std::string::npos, word);
  return std::strtod(text.c_str() + at + word.size(), nullptr);
}

}  // namespace

TEST_CASE("a sine that is rectified measures what the textbook says, sampled") {
  const double pi = std::numbers::pi;
  for (const std::string line : {"full --sine 50", "full --sine 50 --duration 1.013 --phase 90",
                                 "full --sine 50 --cycles 2.7", "full --sine 50 --cycles 2"}) {
    CAPTURE(line);
    const std::string json = json_of(line);
    const double mean = 2.0 / 960 / std::tan(pi / 960);  // of |sin| at 960 samples a period
    CHECK(std::fabs(number_in(json, "dc") / mean - 1) < 1e-12);
    CHECK(std::fabs(number_in(json, "rms") / std::sqrt(0.5) - 1) < 1e-12);
    CHECK(std::fabs(number_in(json, "ripple_factor") / std::sqrt(0.5 / (mean * mean) - 1) - 1) <
          1e-12);
    CHECK(value_in(json, "fundamental_hz") == "50");
    CHECK(value_in(json, "ripple_hz") == "100");
  }
  const std::string half = json_of("half --sine 50");
  CHECK(value_in(half, "rms") == "0.5");
  CHECK(value_in(half, "crest_factor") == "2");
  CHECK(value_in(half, "ripple_hz") == "50");
  CHECK(std::fabs(number_in(half, "form_factor") - pi / 2) < 1e-5);  // (π/960)²/3 from the limit
}

TEST_CASE("supplies of many phases have the DC and the ripple of their circuits") {
  const std::string supply = " --sine 50 --phase 0,120,240 --rate 600k --cycles 1 --polyphase";
  const std::string star = json_of("half" + supply);
  const double root = std::sqrt(3.0);
  const double pi = std::numbers::pi;
  // 12000 samples a period come to (pi/12000)^2 of the limit.
  CHECK(std::fabs(number_in(star, "dc") - 3 * root / (2 * pi)) < 1e-7);
  CHECK(std::fabs(number_in(star, "ripple_factor") - 0.1827) < 5e-5);
  CHECK(value_in(star, "fundamental_hz") == "50");
  CHECK(value_in(star, "ripple_hz") == "150");
  const std::string bridge = json_of("full" + supply);
  CHECK(std::fabs(number_in(bridge, "dc") - 3 * root / pi) < 1e-7);
  CHECK(std::fabs(number_in(bridge, "ripple_factor") - 0.0420) < 5e-5);
  CHECK(value_in(bridge, "ripple_hz") == "300");
  CHECK(value_in(json_of("multiphase --sine 50 --phases 8"), "ripple_hz") == "400");
}

TEST_CASE("the frequency of a generated sine is known, however few its periods") {
  for (const std::string line :
       {"none --sine 440 --cycles 2", "none --sine 440 --rate 44100 --cycles 3",
        "none --sine 440.7 --duration 10ms"}) {
    CAPTURE(line);
    CHECK(value_in(json_of(line), "fundamental_hz") == words(line)[2]);
  }
  CHECK(value_in(json_of("full --sine 440.5 --cycles 2"), "ripple_hz") == "881");
  CHECK(value_in(json_of("none --sweep 20:2k"), "frames") == "48000");
}

TEST_CASE("the figures are those of sox and ffmpeg to their last digit") {
  const TemporaryFolder folder;
  const Result other = shell("sox " + kPluck + " -n stat 2>sox.txt; sox " + kPluck +
                                 " -n stats 2>stats.txt; "
                                 "ffmpeg -hide_banner -nostats -i " +
                                 kPluck + " -af astats=metadata=0 -f null - 2> ffmpeg.txt",
                             folder.path());
  REQUIRE(other.status == 0);
  const std::string json = json_of("none " + kPluck);
  const std::string sox = read_file(folder / "sox.txt");
  const double half_digit = 0.5000001e-6;  // six decimals are printed
  CHECK(std::fabs(number_in(json, "dc") - after(sox, "Mean    amplitude:")) <= half_digit);
  CHECK(std::fabs(number_in(json, "average_rectified") - after(sox, "Mean    norm:")) <=
        half_digit);
  CHECK(std::fabs(number_in(json, "rms") - after(sox, "RMS     amplitude:")) <= half_digit);
  CHECK(std::fabs(number_in(json, "maximum") - after(sox, "Maximum amplitude:")) <= half_digit);
  CHECK(std::fabs(number_in(json, "minimum") - after(sox, "Minimum amplitude:")) <= half_digit);
  const std::string stats = read_file(folder / "stats.txt");
  CHECK(std::fabs(20 * std::log10(number_in(json, "peak")) - after(stats, "Pk lev dB")) <=
        0.005001);
  CHECK(std::fabs(number_in(json, "crest_factor") - after(stats, "Crest factor")) <= 0.005001);
  const std::string ffmpeg = read_file(folder / "ffmpeg.txt");
  CHECK(std::fabs(number_in(json, "dc") - after(ffmpeg, "DC offset:")) <= half_digit);
  const double full_scale = 20 * std::log10(32768.0 / 32767);  // 0 dB of ffmpeg is code 32767
  CHECK(std::fabs(20 * std::log10(number_in(json, "rms")) + full_scale -
                  after(ffmpeg, "RMS level dB:")) <= half_digit);
  CHECK(std::fabs(20 * std::log10(number_in(json, "peak")) + full_scale -
                  after(ffmpeg, "Peak level dB:")) <= half_digit);
  CHECK(std::fabs(number_in(json, "crest_factor") - after(ffmpeg, "Crest factor:")) <= half_digit);
  CHECK(number_in(json, "minimum") * 32768 == after(ffmpeg, "Min level:"));
  CHECK(number_in(json, "frames") == after(ffmpeg, "Number of samples:"));
}

TEST_CASE("the table for eyes has a line for each figure, with its unit") {
  CHECK(output_of("measure half --sine 50 --amplitude 2") ==
        "                            ch1\n"
        "DC                     0.636617\n"
        "RMS                           1\n"
        "AC RMS                  0.77118\n"
        "average rectified      0.636617\n"
        "peak                          2\n"
        "minimum                       0\n"
        "maximum                       2\n"
        "form factor              1.5708\n"
        "ripple factor           121.137 %\n"
        "ripple peak to peak           2\n"
        "crest factor                  2\n"
        "efficiency              40.5282 %\n"
        "fundamental                  50 Hz\n"
        "ripple frequency             50 Hz\n"
        "THD                     43.5243 %\n"
        "clipped                   15950\n"
        "not finite                    0\n"
        "frames                    48000\n"
        "rate                      48000 Hz\n");
  const std::string many = output_of("measure none --sine 50 --channels 6");
  for (const std::string& line : split(many, '\n')) CHECK(line.size() <= 80);
  CHECK(many.find("ch6") != std::string::npos);
  CHECK(output_of("measure full --sine 50 --precision 3")
            .find("\nDC                        0.637\n") != std::string::npos);
}

TEST_CASE("JSON has the keys of the manual, and null for what does not exist") {
  CHECK(json_of("none --ramp 0:0:1") ==
        "{\"file\":null,\"frames\":1,\"rate\":null,\"channels\":[{\"name\":\"ch1\",\"dc\":0,"
        "\"rms\":0,\"ac_rms\":0,\"average_rectified\":0,\"peak\":0,\"minimum\":0,\"maximum\":0,"
        "\"form_factor\":null,\"ripple_factor\":null,\"ripple_peak_to_peak\":0,"
        "\"crest_factor\":null,\"efficiency\":null,\"fundamental_hz\":null,\"ripple_hz\":null,"
        "\"thd\":null,\"clipped\":0,\"not_finite\":0}]}\n");
  const TemporaryFolder folder;
  write_file(folder / "od\"d\n.csv", "a\\b,c\td\n1,nan\n");
  write_file(folder / "load.py",
             "import json, sys\nx = [json.loads(l) for l in open('out')]\n"
             "print(x[0]['file'] == sys.argv[1], [c['name'] for c in x[0]['channels']],\n"
             "      x[0]['channels'][1]['dc'], x[0]['channels'][1]['not_finite'], len(x))\n");
  const Result result = shell(
      "f=$'od\"d\\n.csv'; $RECTIFY measure none \"$f\" --json > out && /usr/bin/python3 load.py "
      "\"$f\"",
      folder.path());
  CHECK(result.out == "True ['a\\\\b', 'c\\td'] None 1 1\n");
}

TEST_CASE("names are quoted in JSON, whatever their bytes") {
  const TemporaryFolder folder;
  write_file(folder / "a\x7f\xff\"\\\nä.csv", "\"b\"\"\",c\n1,2\n");
  const Result result = shell("$RECTIFY measure none *.csv --json", folder.path());
  CHECK(result.err == "");
  CHECK(result.out.starts_with(R"({"file":"a\u007f\ufffd\"\\\u000aä.csv",)"));
  CHECK(result.out.find(R"({"name":"b\"",)") != std::string::npos);
}

TEST_CASE("a figure that overflows is none, not a word that JSON lacks") {
  const std::string json = output_of("measure full --sine 1000 --amplitude 1e154 --json");
  CHECK(json.find("nan") == std::string::npos);
  CHECK(json.find("inf") == std::string::npos);
  CHECK(json.find("\"thd\":null") != std::string::npos);
}

TEST_CASE("no frequency is told of which a block holds less than two periods") {
  for (const std::string sine :
       {"--sine 0.3 --duration 10", "--sine 0.5 --duration 10", "--sine 50 --duration 5ms"}) {
    const std::string json = output_of("measure full --json " + sine);
    CHECK(json.find("\"fundamental_hz\":null,\"ripple_hz\":null,\"thd\":null") !=
          std::string::npos);
  }
}

TEST_CASE("CSV has a row for each channel, which the program reads itself") {
  // sqrt(11/3), sqrt(11/3 - 25/9) = sqrt(8)/3 and what follows, by Python's decimal.
  CHECK(output_of("measure half --format csv", "t,a,b\n0,1,-2\n1,3,nan\n2,1,1\n") ==
        "file,name,frames,rate,dc,rms,ac_rms,average_rectified,peak,minimum,maximum,form_factor,"
        "ripple_factor,ripple_peak_to_peak,crest_factor,efficiency,fundamental_hz,ripple_hz,thd,"
        "clipped,not_finite\n"
        "-,a,3,1,1.6666666666666667,1.9148542155126762,0.9428090415820634,1.6666666666666667,3,1,3,"
        "1.1489125293076057,0.565685424949238,2,1.5666989036012806,0.7575757575757576,"
        ",,,1,0\n"
        "-,b,3,1,0.5,0.7071067811865476,0.5,0.5,1,0,1,1.4142135623730951,1,1,1.414213562373095,0.5,"
        ",,,0,1\n");
  const std::string tsv = output_of("measure none --ramp 1:1:1 --format tsv --precision 3");
  CHECK(split(split(tsv, '\n')[1], '\t')[4] == "1");
}

TEST_CASE("a sound measures the same from a file, a pipe, raw, FLAC and a table of it") {
  const TemporaryFolder folder;
  const Result made = shell(
      "cp " + kPluck +
          " a.wav; flac -s a.wav; sox a.wav -t raw a.raw; sox a.wav a.aiff; "
          "$RECTIFY half --leak 1 a.wav -o a.csv; "
          "m() { $RECTIFY measure full --gain 3 --json \"$@\" | sed 's/\"file\":\"[^\"]*\"//'; }; "
          "m a.wav > 1; cat a.wav | m > 2; m --raw s16le:44100:1 a.raw > 3; m a.flac > 4; m a.csv "
          "> 5; "
          "cat a.flac | m - > 6; m a.aiff > 7; m < a.csv > 8; for i in 2 3 4 5 6 7 8; do cmp 1 $i; "
          "done",
      folder.path());
  CHECK(made.out == "");
  CHECK(made.err == "");
  CHECK(made.status == 0);
}

TEST_CASE("several inputs have a row each, and a bad one does not stop the others") {
  const TemporaryFolder folder;
  write_file(folder / "x.csv", "t,a\n0,-1\n1,2\n");
  write_file(folder / "bad.csv", "a\nb c d\n");
  const std::string line = "$RECTIFY measure full x.csv none.wav bad.csv " + kPluck;
  const Result table = shell(line, folder.path());
  CHECK(table.status == 3);
  CHECK(table.err.find("rectify: error: none.wav: ") != std::string::npos);
  CHECK(table.err.find("rectify: error: bad.csv") != std::string::npos);
  CHECK(table.err.ends_with("rectify: error: measured 2 of 4 files; 2 failed\n"));
  const std::vector<std::string> rows = split(table.out, '\n');
  REQUIRE(rows.size() == 4);  // two lines of head
  CHECK(rows[0].starts_with("file "));
  CHECK(rows[2].starts_with("x.csv "));
  CHECK(rows[3].starts_with(kPluck + "  ch1 "));
  CHECK(rows[2].size() == rows[3].size());
  CHECK(rows[0].size() == rows[3].size());
  const Result json = shell(line + " --json", folder.path());
  CHECK(split(json.out, '\n').size() == 2);
  CHECK(value_in(split(json.out, '\n')[0], "file") == "\"x.csv\"");
  CHECK(split(shell(line + " --format csv", folder.path()).out, '\n').size() == 3);
  // The status is that of the first failure in the order of the list.
  CHECK(shell("$RECTIFY measure full x.csv " + kPluck + " none.csv --rate 8k", folder.path())
            .status == 2);
  CHECK(shell("$RECTIFY measure full none.csv " + kPluck + " --rate 8k", folder.path()).status ==
        3);
  CHECK(shell("$RECTIFY measure full - - < x.csv", folder.path()).status == 2);
  CHECK(shell("$RECTIFY measure full x.csv x.csv", folder.path()).status == 0);
}

TEST_CASE("rows of several inputs keep their columns apart, however wide a number") {
  const TemporaryFolder folder;
  write_file(folder / "x.csv", "a\n-1\n2\n");
  const auto fields = [&](const std::string& options) {
    const Result result = shell("$RECTIFY measure none x.csv x.csv " + options, folder.path());
    CHECK(result.err == "");
    const std::vector<std::string> rows = split(result.out, '\n');
    REQUIRE(rows.size() == 4);
    CHECK(rows[2] == rows[3]);
    return words(rows[2]);
  };
  const std::vector<std::string> usual = fields("--rate 8k");
  REQUIRE(usual.size() > 6);
  CHECK(std::vector(usual.begin(), usual.begin() + 6) ==
        std::vector<std::string>{"x.csv", "a", "2", "8000", "0.5", "1.58114"});
  CHECK(fields("--rate 44100.123456789")[3] == "44100.123456789");
  CHECK(fields("--rate 44100.123456789").size() == usual.size());
  const std::vector<std::string> precise = fields("--rate 8k --precision 12");
  CHECK(precise[5] == "1.58113883008");
  CHECK(precise.size() == usual.size());
}

TEST_CASE("of several inputs one may be a pipe, which is spooled where a step reads twice") {
  const TemporaryFolder folder;
  write_file(folder / "x.csv", "a\n-1\n2\n");
  for (const std::string inputs : {"x.csv - x.csv", "- x.csv", "x.csv -"}) {
    CAPTURE(inputs);
    const std::string line =
        "cat x.csv | $RECTIFY measure full " + inputs + " --json --remove-mean --spool-limit ";
    const Result result = shell(line + "1k", folder.path());
    CHECK(result.status == 0);
    CHECK(split(result.out, '\n').size() == split(inputs, ' ').size());
    CHECK(shell(line + "1", folder.path()).status == 1);
  }
  const Result none = shell("$RECTIFY measure full x.csv x.csv --spool-limit 1k", folder.path());
  CHECK(none.status == 2);
  CHECK(none.err.find("--spool-limit has no effect: nothing is spooled") != std::string::npos);
}

TEST_CASE("a table whose time steps unevenly is weighed by its time") {
  // Trapezoids: (1+3)/2·1 + 3·2 + (3+0)/2·0.5 = 8.75 over 3.5 s; their squares likewise.
  const std::string uneven = "t,v\n0,1\n1,3\n3,3\n3.5,0\n";
  const std::string json = json_of("none", uneven);
  CHECK(value_in(json, "dc") == "2.5");
  CHECK(std::fabs(number_in(json, "rms") - std::sqrt((5 + 18 + 2.25) / 3.5)) < 1e-15);
  CHECK(value_in(json, "rate") == "null");
  CHECK(value_in(json, "ripple_hz") == "null");
  CHECK(value_in(json, "frames") == "4");
  const std::string held = json_of("half --hold 1ms", uneven);
  CHECK(value_in(held, "dc") == "2.5");
  const TemporaryFolder folder;
  write_file(folder / "u.csv", uneven);
  CHECK(value_in(json_of("none " + (folder / "u.csv")), "dc") == "2.5");
  const Result verbose = run_line("measure none -v " + (folder / "u.csv"));
  CHECK(verbose.err.find("the time steps unevenly") != std::string::npos);
  // By rows where --rate says that they are even.
  CHECK(value_in(json_of("none --rate 2", uneven), "dc") == "1.75");
  check_failure("measure none --smooth 1s", 3, {"steps by"}, uneven);
  CHECK(value_in(json_of("none", "t,v\n5,2\n"), "dc") == "2");
}

TEST_CASE("an uneven table that is cut anywhere is weighed alike") {
  std::string table = "t,v\n";
  double time = 0;
  double before = 0;
  double integral = 0;
  for (int n = 0; n < 30'000; ++n) {
    const double step = n == 0 ? 0 : n % 3 + 1;
    const double v = n % 10;
    time += step;
    if (n != 0) integral += (v + before) / 2 * step;
    before = v;
    table += std::to_string(static_cast<int>(time)) + "," + std::to_string(n % 10) + "\n";
  }
  CHECK(std::fabs(number_in(json_of("none", table), "dc") / (integral / time) - 1) < 1e-14);
}

TEST_CASE("damage is said, and fails where it shall") {
  const TemporaryFolder folder;
  const std::string wave = wav(1, 16, 1, "abcdef");
  write_file(folder / "cut.wav", wave.substr(0, wave.size() - 2));
  const Result cut = shell("$RECTIFY measure none cut.wav --json", folder.path());
  CHECK(cut.status == 0);
  CHECK(cut.err.find("cut short: it lacks 1 frame that it promises; measured as far as it goes") !=
        std::string::npos);
  CHECK(value_in(cut.out, "frames") == "2");
  const Result failed = shell("$RECTIFY measure none cut.wav --fail-on-damage", folder.path());
  CHECK(failed.status == 3);
  CHECK(failed.out == "");
}

TEST_CASE("what has no frames is measured with a warning") {
  const Result empty = run_line("measure half", "a,b\n");
  CHECK(empty.status == 0);
  CHECK(empty.err.find("holds no frames") != std::string::npos);
  CHECK(value_in(run_line("measure none --sine 50 --samples 0 --json").out, "dc") == "null");
}

TEST_CASE("steps, modes and shapes are measured as they are written") {
  const TemporaryFolder folder;
  for (const std::string& line :
       {std::string("half --sine 317 --rate 8k --alias-free"),
        std::string("full --sine 50 --rate 8k --hold 20ms --smooth 7ms"),
        "multiphase " + kPluck + " --phases 3 --mean", "multiphase " + kPluck + " --envelope",
        "units " + kPluck + " --unit 2,0.1 --unit -1,0,3 --remove-mean",
        std::string("full --sine 50 --rate 8k --phase 0,120 --sum-channels --dc-block"),
        "half " + kPluck + " --normalize=-3 --negative"}) {
    CAPTURE(line);
    const std::string written = folder / "y.wav";
    REQUIRE(run_line(line + " --encoding double --force -o " + written).status == 0);
    const std::string direct = json_of(line);
    const std::string read_back = json_of("none " + written);
    for (const std::string key : {"dc", "rms", "peak", "minimum", "frames"}) {
      CHECK(value_in(direct, key) == value_in(read_back, key));
    }
  }
}

TEST_CASE("what has no effect in measure is refused, both sides named") {
  check_failure("measure none --sine 50 --json --format csv", 2, {"--json", "--format"});
  check_failure("measure none --sine 50 -o a.csv", 2, {"-o"});
  check_failure("measure none --sine 50 --drop 1", 2, {"--drop", "measure none", "measure half"});
  check_failure("measure multiphase --sine 50 --envelope --phase 40", 2, {"--phase", "--envelope"});
  check_failure("measure none --ramp 0:1:9 --rate 8k", 2, {"--rate", "axis"});
  check_failure("measure none " + kPluck + " --rate 8k", 2, {"--rate", "pluck.wav"});
  check_failure("measure none x.csv --sine 50", 2, {"x.csv", "generator"});
  check_failure("measure", 2, {"measure of what", "half", "none"});
  check_failure("measure nune", 2, {"measure none"});
}
