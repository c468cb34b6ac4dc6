// Checks real recordings, and what sox and ffmpeg make of them: every sample of the result, read by
// those programs, is the rectified sample that they read in the original.
#include <doctest/doctest.h>

#include <cmath>
#include <cstring>
#include <filesystem>

#include "support/process.hpp"
#include "support/sound_bytes.hpp"

namespace {

using namespace test;

const std::string kFolder = "/usr/share/sounds/alsa/";

std::vector<std::string> recordings() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    if (entry.path().extension() == ".wav") names.push_back(entry.path().string());
  }
  return names;
}

/// What `reader` reads of `in`, rectified here, is what it reads of the program's `out`.
void check_exact(const TemporaryFolder& folder, const std::string& in, const std::string& out,
                 int bits) {
  CAPTURE(in);
  CAPTURE(out);
  const std::string n = std::to_string(bits);
  const Result ran = shell("$RECTIFY full " + in + " -o " + out + " --force", folder.path());
  CHECK(ran.status == 0);
  CHECK(ran.err == "");
  for (const std::string& reader : {std::string("sox -D FILE -t raw -e signed -L -b ") + n + " -",
                                    std::string("ffmpeg -v error -i FILE -f s") + n + "le -"}) {
    std::string read_in = reader;
    std::string read_out = reader;
    read_in.replace(read_in.find("FILE"), 4, in);
    read_out.replace(read_out.find("FILE"), 4, out);
    const Result before = shell(read_in, folder.path());
    const Result after = shell(read_out, folder.path());
    CHECK(after.status == 0);
    CHECK(before.out.size() > 10000);
    const bool same = after.out == rectified("full", before.out, bits);
    CHECK(same);
  }
}

std::vector<float> floats(const std::string& bytes) {
  std::vector<float> values(bytes.size() / sizeof(float));
  std::memcpy(values.data(), bytes.data(), values.size() * sizeof(float));
  return values;
}

/// Two decoders of a lossy file work in float, each in an order of its own.
void check_lossy(const TemporaryFolder& folder, const std::string& file, double tolerance) {
  CAPTURE(file);
  const Result result = shell("$RECTIFY half " + file + " -o half.wav --force && " +
                                  "ffmpeg -v error -i half.wav -f f32le -c:a pcm_f32le -",
                              folder.path());
  CHECK(result.status == 0);
  const auto got = floats(result.out);
  const auto all =
      floats(shell("ffmpeg -v error -i " + file + " -f f32le -c:a pcm_f32le -", folder.path()).out);
  REQUIRE(got.size() > 10000);
  CHECK(got.size() == all.size());
  double worst = 0;
  for (std::size_t i = 0; i < std::min(got.size(), all.size()); ++i) {
    worst = std::max<double>(worst, std::abs(got[i] - (all[i] > 0 ? all[i] : 0.0F)));
  }
  CHECK(worst <= tolerance);
}

}  // namespace

TEST_CASE("every recording of ALSA is rectified sample for sample") {
  const TemporaryFolder folder;
  REQUIRE(recordings().size() > 3);
  for (const std::string& name : recordings()) check_exact(folder, name, "out.wav", 16);
}

TEST_CASE("what sox and ffmpeg make of a recording is rectified sample for sample") {
  const TemporaryFolder folder;
  const std::string source = kFolder + "Front_Center.wav";
  REQUIRE(shell("sox " + source + " sox.aiff && sox " + source + " sox.flac && sox -D " + source +
                    " -b 24 sox24.wav gain -3 && sox -D " + source +
                    " -b 32 -c 2 sox32.aiff gain -3 && ffmpeg -v error -i " + source +
                    " ffmpeg.aiff && ffmpeg -v error -i " + source + " ffmpeg.flac",
                folder.path())
              .status == 0);
  check_exact(folder, "sox.aiff", "a.aiff", 16);
  check_exact(folder, "sox.flac", "b.flac", 16);
  check_exact(folder, "sox24.wav", "c.flac", 24);
  check_exact(folder, "sox32.aiff", "d.wav", 32);
  check_exact(folder, "ffmpeg.aiff", "e.wav", 16);
  check_exact(folder, "ffmpeg.flac", "f.aiff", 16);
}

TEST_CASE("Ogg and MP3 files are rectified as another decoder reads them") {
  const TemporaryFolder folder;
  const std::string source = kFolder + "Noise.wav";
  REQUIRE(shell("sox " + source + " sox.ogg && ffmpeg -v error -i " + source +
                    " -c:a libvorbis ffmpeg.ogg && ffmpeg -v error -i " + source + " ffmpeg.mp3",
                folder.path())
              .status == 0);
  for (const char* file : {"sox.ogg", "ffmpeg.ogg", "ffmpeg.mp3"}) {
    check_lossy(folder, file, 0x1p-16);
  }
}
