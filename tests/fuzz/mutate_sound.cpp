// Reads sounds that were made from real ones by chance: mutate_sound COUNT SEED FILE…
// Each is read to its end, from a file or a pipe, in blocks of any size; what stands beside its
// samples is made ready for every container, and now and then it is written into one. It may be
// refused, by an io::Error; anything else is a fault, and so is what takes longer than ten seconds
// or more than 64 MB of memory (which AddressSanitizer, with memory of its own, can't tell). The
// last input stands in the file that FUZZ_LAST names, where it names one, so that a crash can be
// looked at.
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "io/file/output.hpp"
#include "io/sound/container.hpp"
#include "io/sound/sound_reader.hpp"
#include "io/sound/sound_writer.hpp"
#include "support/sanitized.hpp"

namespace {

namespace io = rectify::io;

using Random = std::mt19937_64;

/// One file, in memory, that looks like a pipe where it is to.
class MemoryDisk : public io::Disk {
 public:
  MemoryDisk() : file_(::memfd_create("fuzz", 0)) {}
  MemoryDisk(const MemoryDisk&) = delete;
  MemoryDisk& operator=(const MemoryDisk&) = delete;
  ~MemoryDisk() override { ::close(file_); }

  void fill(const std::string& bytes, bool piped) {
    piped_ = piped;
    static_cast<void>(::ftruncate(file_, 0));
    static_cast<void>(::pwrite(file_, bytes.data(), bytes.size(), 0));
    ::lseek(file_, 0, SEEK_SET);
  }
  int open(const char* path, int flags, mode_t mode) override {
    return std::string(path) == "fuzz" ? ::dup(file_) : Disk::open(path, flags, mode);
  }
  int status(int fd, struct stat* to) override {
    const int result = Disk::status(fd, to);
    if (piped_ && S_ISREG(to->st_mode))
      to->st_mode = (to->st_mode & ~static_cast<mode_t>(S_IFMT)) | S_IFIFO;
    return result;
  }

 private:
  int file_;
  bool piped_ = false;
};

std::string file_at(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::size_t below(Random& random, std::size_t limit) { return limit == 0 ? 0 : random() % limit; }

/// Where the mutations of a turn lie: in the head, which has the fields; far after it, so that
/// there is more to read; or anywhere.
enum class Part : std::uint8_t { kHead, kRest, kAll };

std::size_t place_in(Random& random, const std::string& file, Part part) {
  constexpr std::size_t kHead = 400;
  const std::size_t limit = part == Part::kHead ? std::min(file.size(), kHead) : file.size();
  const std::size_t first = part == Part::kRest ? file.size() / 4 * 3 : 0;
  return first + below(random, limit - first);
}

void mutate_once(Random& random, std::string& file, const std::string& other, Part part) {
  const std::size_t at = place_in(random, file, part);
  const std::size_t length = std::min(file.size() - at, 1 + below(random, 1U << below(random, 12)));
  switch (random() % 8) {
    case 0:
    case 1: file[at] = static_cast<char>(file[at] ^ (1 << random() % 8)); break;
    case 2: {
      constexpr std::string_view kOdd("\x00\x01\x7F\x80\xFF\xFE\x20\x03", 8);
      for (std::size_t i = 0; i < std::min<std::size_t>(length, 4); ++i) {
        file[at + i] = kOdd[random() % kOdd.size()];
      }
      break;
    }
    case 3: file.erase(at, length); break;
    case 4: file.insert(at, file, place_in(random, file, part), length); break;
    case 5: file.replace(at, length, length, static_cast<char>(random())); break;
    case 6: file.resize(at); break;
    default: {
      const std::size_t from = place_in(random, other, part);
      file.replace(at, length, other, from, length);
    }
  }
}

/// Gives every page of an Ogg the right checksum, so that more than the checksums is tried.
void mend_pages(std::string& file) {
  for (std::size_t at = 0; (at = file.find("OggS", at)) != std::string::npos; at += 4) {
    if (at + 27 > file.size()) return;
    std::size_t length = 27 + static_cast<unsigned char>(file[at + 26]);
    if (at + length > file.size()) return;
    for (std::size_t i = at + 27; i < at + 27 + static_cast<unsigned char>(file[at + 26]); ++i) {
      length += static_cast<unsigned char>(file[i]);
    }
    if (at + length > file.size()) continue;
    std::fill_n(file.begin() + static_cast<std::ptrdiff_t>(at + 22), 4, '\0');
    std::uint32_t sum = 0;
    for (std::size_t i = at; i < at + length; ++i) {
      sum ^= static_cast<std::uint32_t>(static_cast<unsigned char>(file[i])) << 24U;
      for (int bit = 0; bit < 8; ++bit) sum = sum << 1U ^ ((sum >> 31U) != 0 ? 0x04C11DB7U : 0U);
    }
    for (std::size_t i = 0; i < 4; ++i) file[at + 22 + i] = static_cast<char>(sum >> (8 * i));
  }
}

/// Into any container that takes it, and from there to nowhere.
void write_somewhere(Random& random, io::Disk& disk, io::SampleReader& reader) {
  io::SoundFormat sound = reader.sound();
  sound.container = io::containers()[below(random, io::containers().size())];
  sound.encoding = &sound.container->encoding_like(reader.sound());
  if (io::refusal(sound)) return;
  auto output = io::Output::open(disk, "/dev/null", io::Output::Existing::kReplace);
  if (!output.seekable() && !sound.container->streams) return;
  const auto writer = io::create_sound(std::move(output), sound, reader.metadata());
  const std::size_t frame = sound.channels * bytes_per_sample(writer->samples().type);
  writer->write(std::vector<std::byte>(frame * (1 + random() % 5000)));
  writer->finish();
}

std::uint64_t read_all(Random& random, io::Disk& disk) {
  const auto reader = io::open_sound(io::Input::open(disk, "fuzz"), std::uint64_t{1} << 24U);
  const std::size_t frame = reader->sound().channels * bytes_per_sample(reader->samples().type);
  if (random() % 8 == 0) write_somewhere(random, disk, *reader);
  std::vector<std::byte> block(frame * (1 + below(random, 1U << below(random, 14))));
  // What a few bytes may promise, silence without end among it, is not worth more than this.
  constexpr std::uint64_t kMost = 20'000'000;
  while (reader->frames_read() * reader->sound().channels < kMost) {
    if (reader->read(block) == 0) break;
  }
  static_cast<void>(reader->missing_frames());
  static_cast<void>(io::words_for(reader->damage()));
  for (const io::Container* container : io::containers()) {
    io::SoundFormat to = reader->sound();
    to.container = container;
    static_cast<void>(io::dropped_metadata(reader->metadata(), reader->sound(), to));
    static_cast<void>(io::chunks_for(to, reader->metadata()));
  }
  return reader->frames_read();
}

}  // namespace

int main(int count, char** arguments) {
  const std::vector<std::string> words(arguments, arguments + count);
  if (words.size() < 4) {
    std::fputs("usage: mutate_sound COUNT SEED FILE…\n", stderr);
    return 2;
  }
  const std::uint64_t turns = std::stoull(words[1]);
  std::vector<std::string> seeds;
  for (std::size_t i = 3; i < words.size(); ++i) seeds.push_back(file_at(words[i]));
  const char* const last = std::getenv("FUZZ_LAST");
  MemoryDisk disk;
  std::uint64_t read = 0;
  std::uint64_t refused = 0;
  std::uint64_t frames = 0;
  double longest = 0;
  for (std::uint64_t turn = 0; turn < turns; ++turn) {
    Random random(std::stoull(words[2]) * 1'000'003 + turn);
    std::string file = seeds[below(random, seeds.size())];
    const std::string& other = seeds[below(random, seeds.size())];
    const auto part = static_cast<Part>(random() % 3);
    for (std::size_t n = 1 + below(random, 1U << below(random, 5)); n > 0 && !file.empty(); --n) {
      mutate_once(random, file, other, part);
    }
    if (random() % 4 != 0) mend_pages(file);
    if (last != nullptr) std::ofstream(last, std::ios::binary) << file;
    disk.fill(file, random() % 2 == 0);
    ::alarm(10);
    const auto start = std::chrono::steady_clock::now();
    try {
      frames += read_all(random, disk);
      ++read;
    } catch (const io::Error&) {
      ++refused;
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    longest = std::max(longest, took.count());
  }
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  std::printf("%llu read, %llu refused, %llu frames; the longest took %.2f s, %ld MB at most\n",
              static_cast<unsigned long long>(read), static_cast<unsigned long long>(refused),
              static_cast<unsigned long long>(frames), longest, usage.ru_maxrss / 1024);
  constexpr long kMostKilobytes = 64L * 1024;
  return test::kSanitized || usage.ru_maxrss <= kMostKilobytes ? 0 : 1;
}
