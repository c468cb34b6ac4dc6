// Checks every container in every encoding, under each command, from a file, from a pipe and to
// one. ffmpeg makes the inputs; ffmpeg, sox, flac and Python read what comes out; the samples are
// worked out here, in whole numbers where they are whole.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>
#include <random>
#include <vector>

#include "support/process.hpp"
#include "support/sound_bytes.hpp"

namespace {

using namespace test;

const std::string kRate = "48000";

struct Row {
  std::string encoding;  // as --encoding says it, but for pcm_8
  int channels;
  int bits;  // of a code; 0: float
};

const std::vector<Row> kRows = {{"pcm_8", 1, 8},   {"pcm_16", 1, 16}, {"pcm_16", 2, 16},
                                {"pcm_16", 6, 16}, {"pcm_24", 1, 24}, {"pcm_24", 6, 24},
                                {"pcm_32", 2, 32}, {"float", 1, 0},   {"float", 6, 0},
                                {"double", 2, 0},  {"ulaw", 1, 16},   {"alaw", 2, 16}};

bool is_g711(const Row& row) { return row.encoding.ends_with("law"); }

struct Kind {
  std::string extension;
  std::string order;    // of the bytes of its samples, as ffmpeg says it
  std::string muxing;   // more for ffmpeg
  bool streams;         // whether a pipe can take it
  std::string convert;  // makes the input of what ffmpeg has made
  // Odd, so that 8 and 24 bits in one channel want padding, but where ffmpeg counts the padding of
  // its own files as samples.
  [[nodiscard]] int frames() const {
    return extension == "w64" || extension == "rf64" ? 1000 : 999;
  }
};

/// What ffmpeg calls the encoding there.
std::string codec_of(const Kind& kind, const Row& row) {
  if (is_g711(row)) return row.encoding == "ulaw" ? "pcm_mulaw" : "pcm_alaw";
  const bool riff = kind.extension == "wav" || kind.extension == "rf64" || kind.extension == "w64";
  if (row.bits == 8) return riff ? "pcm_u8" : "pcm_s8";
  if (row.encoding == "float") return "pcm_f32" + kind.order;
  if (row.encoding == "double") return "pcm_f64" + kind.order;
  return "pcm_s" + std::to_string(row.bits) + kind.order;
}

/// Integers of 32 bits, the code of fewer in the uppermost; or doubles.
struct Samples {
  std::vector<std::int64_t> codes;
  std::vector<double> numbers;

  [[nodiscard]] std::string raw() const {
    std::string bytes;
    for (const std::int64_t code : codes) bytes += little(static_cast<std::uint64_t>(code), 4);
    for (const double x : numbers) bytes.append(reinterpret_cast<const char*>(&x), sizeof x);
    return bytes;
  }
  static Samples from(const std::string& raw, bool floats) {
    Samples samples;
    for (std::size_t at = 0; !floats && at + 4 <= raw.size(); at += 4) {
      samples.codes.push_back(signed_at(raw, at, 4));
    }
    if (floats) samples.numbers.resize(raw.size() / 8);
    if (floats) std::memcpy(samples.numbers.data(), raw.data(), samples.numbers.size() * 8);
    return samples;
  }
};

/// The extremes, and chance.
Samples sound(const Row& row, int frames) {
  std::mt19937 random(static_cast<unsigned>(row.bits + row.channels));
  Samples samples;
  const auto count = static_cast<std::size_t>(frames) * static_cast<std::size_t>(row.channels);
  while (row.bits != 0 && samples.codes.size() < count) {
    const auto code = static_cast<std::int32_t>(random() & (0xFFFFFFFFU << (32 - row.bits)));
    samples.codes.push_back(code);
  }
  while (row.bits == 0 && samples.numbers.size() < count) {  // beyond 1 too
    const double x = static_cast<double>(random()) / 0x1p31 * 1.5 - 1.5;
    samples.numbers.push_back(row.encoding == "float" ? static_cast<double>(static_cast<float>(x))
                                                      : x / 3);
  }
  if (row.bits != 0) {
    const std::int64_t step = std::int64_t{1} << (32 - row.bits);
    const std::int64_t extremes[] = {-0x80000000LL, -0x80000000LL + step, -step, 0,
                                     step,          0x80000000LL - step};
    std::copy(std::begin(extremes), std::end(extremes), samples.codes.begin() + 1);
  }
  return samples;
}

const std::string kShapes[] = {"half", "full", "units"};
const std::string kUnits = " --unit 1,-0.5 --unit -1,-0.5";  // y = relu(|x| - 1/2)
const std::string kMultiphase = "multiphase --sine 50 --amplitude 0.3";

template <class Number>
Number shaped(const std::string& shape, Number x, Number half) {
  if (shape == "half") return std::max<Number>(x, 0);
  if (shape == "full") return std::abs(x);
  return std::max<Number>(std::abs(x) - half, 0);
}

Samples rectified(const std::string& shape, const Row& row, Samples x) {
  const std::int64_t highest = 0x80000000LL - (std::int64_t{1} << (32 - std::max(row.bits, 1)));
  // A-law has no zero; the code next above stands for it.
  const std::int64_t lowest = row.encoding == "alaw" ? 8 << 16 : 0;
  for (std::int64_t& code : x.codes) {
    code = std::clamp(shaped<std::int64_t>(shape, code, 0x40000000), lowest, highest);
  }
  for (double& number : x.numbers) number = shaped<double>(shape, number, 0.5);
  return x;
}

/// Eight phases, added up one by one.
double multiphase(int n) {
  double sum = 0;
  for (int k = 0; k < 8; ++k) {
    const double turns = 50.0 * n / 48000 + k / 8.0;
    sum += std::max(0.0, 0.3 * std::sin(2 * std::numbers::pi * turns));
  }
  return sum;
}

Samples multiphase(const Row& row, int frames) {
  Samples samples;
  for (int i = 0; i < frames * row.channels; ++i) {
    const double y = multiphase(i / row.channels);
    if (row.bits == 0) samples.numbers.push_back(y);
    if (row.bits != 0) samples.codes.push_back(std::llround(y * 0x1p31));
  }
  return samples;
}

/// How far a sample may be off: no distance where only a sign changes or bits go, half a code where
/// it is rounded.
double tolerance(const std::string& shape, const Row& row, double y) {
  if (is_g711(row) && shape != "half" && shape != "full") {
    return std::abs(y) / 32 + 8 / 0x1p15;  // half a step of G.711; next to 0, of A-law
  }
  if (shape != "multiphase") return 0;
  // Angles up to 13 are rounded above, by 2^-50 each in four terms of 0.3.
  if (row.encoding == "double") return 0x1p-49;
  if (row.encoding == "float") return 0x1p-25 + 0x1p-49;
  return std::ldexp(0.5, 1 - row.bits) + 0x1p-31;
}

void check_near(const std::string& shape, const Row& row, const Samples& got, const Samples& y) {
  REQUIRE(got.codes.size() == y.codes.size());
  REQUIRE(got.numbers.size() == y.numbers.size());
  double excess = 0;  // beyond what is allowed
  const auto compare = [&](double a, double b) {
    excess = std::max(excess, std::abs(a - b) - tolerance(shape, row, b));
  };
  for (std::size_t i = 0; i < y.codes.size(); ++i) {
    compare(static_cast<double>(got.codes[i]) / 0x1p31, static_cast<double>(y.codes[i]) / 0x1p31);
  }
  for (std::size_t i = 0; i < y.numbers.size(); ++i) compare(got.numbers[i], y.numbers[i]);
  CHECK(excess == 0);
}

/// The files decoded by one ffmpeg, each into its name and .back.
std::string read_by_ffmpeg(const std::vector<std::pair<std::string, bool>>& files) {
  std::string inputs = "ffmpeg -v error -y";
  std::string outputs;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const std::string format = files[i].second ? "f64le" : "s32le";
    inputs += " -i " + files[i].first;
    outputs += " -map " + std::to_string(i) + " -c:a pcm_" + format + " -f " + format + " " +
               files[i].first + ".back";
  }
  return inputs + outputs + "\n";
}

struct Made {
  std::string file;
  std::string shape;
  const Row* row;
};

/// The script that makes the input of row i, all in one ffmpeg where `convert` is empty.
std::string made_by_ffmpeg(const TemporaryFolder& folder, const Kind& kind,
                           const std::vector<Row>& rows) {
  std::string inputs = "ffmpeg -v error -y";
  std::string outputs;
  std::string conversions;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string n = std::to_string(i);
    write_file(folder / (n + ".raw"), sound(rows[i], kind.frames()).raw());
    inputs += " -f " + std::string(rows[i].bits == 0 ? "f64le" : "s32le") + " -ar " + kRate +
              " -ac " + std::to_string(rows[i].channels) + " -i " + n + ".raw";
    const std::string name = n + "." + kind.extension;
    outputs += " -map " + n + " -c:a " + codec_of(kind, rows[i]) + " " + kind.muxing + " " +
               (kind.convert.empty() ? "" : "plain-") + name;
    if (!kind.convert.empty()) conversions += kind.convert + " plain-" + name + " " + name + "\n";
  }
  return inputs + outputs + "\n" + conversions;
}

/// Each row under each command: from file to file, from a pipe, and to a pipe.
void check_kind(const Kind& kind, const std::vector<Row>& rows = kRows) {
  CAPTURE(kind.extension);
  CAPTURE(kind.order);
  const TemporaryFolder folder;
  std::string script = "set -e\n" + made_by_ffmpeg(folder, kind, rows) + "set +e\n";
  std::string refusals;  // what the script will say of them
  std::vector<Made> made;
  std::vector<std::pair<std::string, bool>> files;
  std::string by_sox;
  std::string by_python;
  const auto add = [&](const Row& row, const std::string& shape, const std::string& way,
                       const std::string& line) {
    const std::string file = std::to_string(made.size() + 100) + "-" + shape + "-" + row.encoding +
                             "-" + way + "." + kind.extension;
    script += line + file + " || echo $? " + row.encoding + " " + way + "\n";
    made.push_back({file, shape, &row});
    files.emplace_back(file, row.bits == 0);
    // One shape shows it. sox's own samples are of 32 bits, and its AIFF has no G.711.
    if (row.bits != 0 && shape == "half" && !(is_g711(row) && kind.extension == "aiff")) {
      by_sox += "sox -D " + file + " -t raw -e signed -L -b 32 " + file + ".sox\n";
    }
    // Python's `wave` knows plain headers only: no more than 16 bits from ffmpeg and sox, any of
    // our own, and no size of a stream.
    const bool plain = shape == "multiphase" || (shape == "half" && row.bits <= 16);
    if (kind.extension == "wav" && plain && row.bits != 0 && row.channels <= 2 && !is_g711(row) &&
        way != "pipe-out") {
      by_python += " " + file;
    }
  };
  const auto refuse = [&](const Row& row, const std::string& line) {
    script += line + " | cat || echo $? " + row.encoding + "\n";
    refusals += "4 " + row.encoding + "\n";
  };
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string in = std::to_string(i) + "." + kind.extension;
    const std::string to_pipe = " --format " + kind.extension;
    files.emplace_back(in, rows[i].bits == 0);
    for (const std::string& shape : kShapes) {
      const std::string command = "$RECTIFY " + shape + (shape == "units" ? kUnits : "") + " ";
      add(rows[i], shape, "file", command + in + " -o ");
      add(rows[i], shape, "pipe-in", "cat " + in + " | " + command + " -o ");
      if (!kind.streams) refuse(rows[i], command + in + to_pipe);
      if (kind.streams) add(rows[i], shape, "pipe-out", command + in + to_pipe + " | cat > ");
    }
    const std::string generate = "$RECTIFY " + kMultiphase + " --samples " +
                                 std::to_string(kind.frames()) + " --channels " +
                                 std::to_string(rows[i].channels) + " --encoding " +
                                 (rows[i].bits == 8 ? codec_of(kind, rows[i]) : rows[i].encoding);
    add(rows[i], "multiphase", "file", generate + " -o ");
    if (!kind.streams) refuse(rows[i], generate + to_pipe);
    if (kind.streams) add(rows[i], "multiphase", "pipe-out", generate + to_pipe + " | cat > ");
  }
  script += "set -e\n" + read_by_ffmpeg(files) + by_sox;
  if (!by_python.empty()) {
    script +=
        "/usr/bin/python3 -c 'import sys, wave\nfor name in sys.argv[1:]:\n"
        " with wave.open(name) as w: open(name + \".python\", \"wb\")"
        ".write(w.readframes(w.getnframes()))'" +
        by_python + "\n";
  }
  write_file(folder / "script", script);
  const Result result = shell(". ./script", folder.path(), 120);
  CAPTURE(result.err);
  REQUIRE(result.status == 0);
  CHECK(result.out == refusals);
  std::string said;
  for (std::size_t i = 0; !kind.streams && i < 4 * rows.size(); ++i) {
    said += "rectify: error: standard output: ";
    said += kind.extension == "w64"    ? "W64"
            : kind.extension == "aiff" ? "AIFF"
            : kind.extension == "caf"  ? "CAF"
                                       : "RF64";
    said +=
        " needs a file that it can seek in; WAV, AU, FLAC, Ogg Vorbis, Opus, Ogg FLAC, raw and "
        "tables do "
        "not\n";
  }
  CHECK(result.err == said);

  for (std::size_t i = 0; i < rows.size(); ++i) {  // the input is what it should be, to begin with
    if (is_g711(rows[i])) continue;
    const std::string in = std::to_string(i);
    const bool right = read_file(folder / (in + "." + kind.extension + ".back")) ==
                       read_file(folder / (in + ".raw"));
    CHECK(right);
  }
  for (const Made& one : made) {
    CAPTURE(one.file);
    const auto row = static_cast<std::size_t>(one.row - rows.data());
    const std::string back = read_file(folder / (one.file + ".back"));
    const Samples x =
        Samples::from(read_file(folder / (std::to_string(row) + "." + kind.extension + ".back")),
                      one.row->bits == 0);
    const Samples y = one.shape == "multiphase" ? multiphase(*one.row, kind.frames())
                                                : rectified(one.shape, *one.row, x);
    const Samples got = Samples::from(back, one.row->bits == 0);
    check_near(one.shape, *one.row, got, y);
    if (by_sox.find(one.file + ".sox") != std::string::npos) {
      const bool same = read_file(folder / (one.file + ".sox")) == back;
      CHECK(same);
    }
    if (by_python.find(one.file) == std::string::npos) continue;
    std::string native;  // the samples as WAV holds them
    for (const std::int64_t code : got.codes) {
      const auto bits = static_cast<std::uint64_t>(code) >> (32 - one.row->bits);
      native += one.row->bits == 8 ? little(bits ^ 0x80U, 1)
                                   : little(bits, static_cast<std::size_t>(one.row->bits / 8));
    }
    const bool same = read_file(folder / (one.file + ".python")) == native;
    CHECK(same);
  }
}

std::vector<Row> rows_where(bool (*keep)(const Row&)) {
  std::vector<Row> rows;
  std::copy_if(kRows.begin(), kRows.end(), std::back_inserter(rows), keep);
  return rows;
}

}  // namespace

TEST_CASE("WAV goes through in every encoding, by every command, from and to files and pipes") {
  check_kind({"wav", "le", "", true, ""});
}

TEST_CASE("RIFX comes in, every encoding of integers, by every command") {
  check_kind({"wav", "le", "", true, "sox -D -B"},
             rows_where([](const Row& row) { return row.bits != 0; }));
}

TEST_CASE("RF64 goes through in every encoding, by every command, but to no pipe") {
  check_kind({"rf64", "le", "-f wav -rf64 always", false, ""});
}

TEST_CASE("W64 goes through in every encoding, by every command, but to no pipe") {
  check_kind({"w64", "le", "", false, ""});
}

TEST_CASE("AIFF goes through in every encoding, by every command, but to no pipe") {
  check_kind({"aiff", "be", "", false, ""});
}

TEST_CASE("AIFF whose bytes stand the other way round comes in") {
  check_kind({"aiff", "le", "", false, ""},
             rows_where([](const Row& row) { return row.encoding == "pcm_16"; }));
}

TEST_CASE("AU goes through in every encoding, by every command, from and to files and pipes") {
  check_kind({"au", "be", "", true, ""});
}

TEST_CASE("CAF of either byte order comes in and goes out in every encoding, but to no pipe") {
  check_kind({"caf", "be", "", false, ""});
  check_kind({"caf", "le", "", false, ""});
}
