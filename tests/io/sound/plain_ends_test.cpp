// Checks where the samples of plain files and pipes end and what follows them, and files that
// shrink while they are read.
#include <doctest/doctest.h>

#include "support/edge_files.hpp"
#include "support/failing_disk.hpp"
#include "support/read_sound.hpp"

namespace {

using namespace test;
namespace io = rectify::io;

std::string w64_of_size(const std::string& after, std::uint64_t data) {
  std::string file = chunked_w64("", "", "");
  const std::size_t at = file.find("data");
  return file.replace(at + 16, 8, little(24 + data, 8)) + after;
}

std::string wav_of_size_0(const std::string& after) {
  return with_sizes(chunked_wav("", "", "") + after, 0, 0);
}

/// A file that is shorter than it was when it was asked, as one that is cut after it was opened.
class ShrinkingDisk : public fuzz::MemoryDisk {
 public:
  explicit ShrinkingDisk(off_t bytes) : bytes_(bytes) {}
  int status(int fd, struct stat* to) override {
    const int result = MemoryDisk::status(fd, to);
    to->st_size += bytes_;
    return result;
  }

 private:
  off_t bytes_;
};

std::string wide_wav(const std::string& samples) {
  return riff_of(riff_chunk("fmt ", little(1, 2) + little(1, 2) + little(48000, 4) +
                                        little(4 * 48000, 4) + little(4, 2) + little(24, 2)) +
                 riff_chunk("data", samples));
}

std::string adpcm() {
  const std::string ima = little(0x11, 2) + little(1, 2) + little(8000, 4) + little(4055, 4) +
                          little(36, 2) + little(4, 2) + little(2, 2) + little(65, 2);
  std::string blocks;
  for (int n = 0; n < 36 * 200; ++n) blocks += static_cast<char>(n % 36 < 4 ? 0 : n * 37);
  return riff_of(riff_chunk("fmt ", ima) + riff_chunk("data", blocks));
}

}  // namespace

TEST_CASE("what comes through a pipe under a size of 0 is chunks where it can be nothing else") {
  const std::string list = riff_chunk("LIST", "INFO" + riff_chunk("INAM", "name"));
  const std::string most(std::size_t{1} << 20U, 'x');
  struct Row {
    std::string after;
    bool chunks;
  };
  const std::vector<Row> rows = {
      {"", true},
      {list, true},
      {list + list, true},
      {list + "few", false},                                // the head of a chunk is cut
      {list + "LIST" + little(100, 4) + "cut", false},      // a chunk is
      {list + "LI\x7FT" + little(0, 4), false},             // no name
      {"LIST" + little(most.size() + 1, 4) + most, false},  // longer than any that is waited for
      {"LIST" + little(most.size(), 4) + most, true},
      {list + "LIST" + little(most.size() - 10, 4) + most.substr(10) + list + "and so on", true},
  };
  for (std::size_t row = 0; row < rows.size(); ++row) {
    CAPTURE(row);
    const std::string& after = rows[row].after;
    const ReadSound read = read_from_pipe(wav_of_size_0(after));
    CHECK(read.error == "");
    CHECK(read.frames == (rows[row].chunks ? 0 : after.size() / 2));
    CHECK(read.metadata.after.empty() == (!rows[row].chunks || after.empty()));
  }
  // The sizes of W64 count the head of a chunk, the data's too.
  const std::string chunk = w64_chunk("bext" + kW64Tail, "12345678");
  const ReadSound w64 = read_from_pipe(w64_of_size(chunk, 0));
  CHECK(w64.frames == 0);
  CHECK(w64.metadata.after.size() == 1);
  CHECK(read_from_pipe(w64_of_size(chunk.substr(0, 30), 0)).frames == 15);
}

TEST_CASE("bytes after the last chunk of a pipe are counted up to 16 MiB, zero bytes never named") {
  const std::string file = chunked_wav("", "", kSamples);
  const std::size_t much = 17U << 20U;
  // A chunk has no name of zero bytes.
  const std::string junk = std::string(8, '\0') + std::string(9000, '\1');
  CHECK(read_sound(file + junk).left_out() == "9008 bytes after the last chunk");
  CHECK(read_sound(file + std::string(9000, '\0') + junk).left_out() ==
        "18008 bytes after the last chunk");
  const std::string endless = std::string(8, '\0') + std::string(much, '\1');
  const std::string words = read_from_pipe(file + endless).left_out();
  CHECK_MESSAGE(words.starts_with("over 1677"), words);
  CHECK(read_from_file(file + endless).left_out() ==
        std::to_string(endless.size()) + " bytes after the last chunk");
  CHECK(read_sound(file + std::string(much, '\0')).left_out() == "");
}

TEST_CASE("a pipe that ends where padding should follow the samples lacks nothing") {
  const std::string odd = wav(1, 8, 1, "abc");
  for (const std::string& file : {odd, odd + '\0', odd + '\0' + riff_chunk("bext", "1")}) {
    const ReadSound read = read_from_pipe(file);
    CHECK(read.samples == "abc");
    CHECK(read.missing == 0);
    CHECK(read.left_out() == "");
  }
}

TEST_CASE("samples that are not in the upper bits are found wherever they stand, or are refused") {
  // The first that shows it comes after 65536 others, or before.
  const std::string upper = little(0x12345600, 4);
  const std::string lower = little(0x00123456, 4);
  const auto many = [](const std::string& sample) {
    std::string all;
    for (int n = 0; n < 70000; ++n) all += sample;
    return all;
  };
  const std::string words =
      "in: its 24-bit samples stand in 32-bit containers, but not in their upper bits, which is "
      "not supported";
  CHECK(read_sound(wide_wav(many(upper))).error == "");
  CHECK(read_sound(wide_wav(many(upper) + lower)).error == words);
  CHECK(read_sound(wide_wav(many(lower) + upper)).error == words);
}

TEST_CASE("a file that shrinks while it is read is cut short") {
  const std::string file = wide_wav(little(0x12345600, 4) + little(0x7FFFFF00, 4));
  for (const std::size_t missing : {8U, 7U, 4U, 1U}) {
    CAPTURE(missing);
    ShrinkingDisk disk(static_cast<off_t>(missing));
    disk.put("in", file.substr(0, file.size() - missing));
    const ReadSound read = read_sound(disk);
    CHECK(read.error == "");
    CHECK(read.frames == (8 - missing) / 4);
    CHECK(read.missing == 2 - read.frames);
  }
}

TEST_CASE("no failing call goes unnoticed while coded sound is read") {
  const TemporaryFolder folder;
  std::string flac_samples;
  for (int n = 0; n < 20000; ++n)
    flac_samples += little(static_cast<std::uint64_t>(n * n) << 16U, 4);
  const auto coded = [&](const std::string& format) {
    return written(
        {.container = io::container_named(format),
         .encoding = format == "flac" || format == "oga" ? &io::kPcm16 : &io::kFloat},
        std::string(format == "flac" || format == "oga" ? flac_samples : std::string(80000, '\0')));
  };
  for (const std::string& bytes :
       {adpcm(), coded("flac"), coded("oga"), coded("ogg"), coded("opus"), coded("mp3")}) {
    const std::string path = folder / "in";
    write_file(path, bytes);
    const auto read = [&](io::Disk& disk) {
      std::string samples;
      const auto reader = io::open_sound(io::Input::open(disk, path), std::nullopt);
      std::vector<std::byte> block(1U << 12U);
      for (int turn = 0; turn < 2; ++turn) {  // the second time from the start
        while (const std::size_t got = reader->read(block)) {
          samples.append(reinterpret_cast<const char*>(block.data()), got);
        }
        reader->rewind();
      }
      return samples;
    };
    io::Disk disk;
    const std::string expected = read(disk);
    REQUIRE(expected.size() > 50000);
    int calls = 0;
    for (bool failed = true; failed; ++calls) {
      CAPTURE(calls);
      FailingDisk failing(calls + 1, false);
      try {
        const bool same = read(failing) == expected;
        CHECK(same);
      } catch (const io::Error& error) {
        CHECK(failing.failed());
      }
      failed = failing.failed();
    }
    CHECK(calls > 6);
  }
}
