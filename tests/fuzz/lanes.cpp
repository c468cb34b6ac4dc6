// The same work done in different ways gives the same result: half and full of what is rectified
// already, from a file and from a pipe in pieces of any size, into a file and into a pipe, through
// containers of either byte order. An input holds five choices, a byte each, then the file.
#include <cstdlib>
#include <string>
#include <vector>

#include "cli/program.hpp"
#include "fuzz/check.hpp"
#include "fuzz/memory_disk.hpp"

namespace {

using fuzz::check;
using Words = std::vector<std::string>;

/// What a command line leaves in standard output, which is a file or a pipe.
struct Result {
  int status;
  std::string out;
};

Result rectify(fuzz::MemoryDisk& disk, const std::string& shape, const std::string& input,
               const Words& more, bool to_pipe = false) {
  Words words = {shape, input, "-q"};
  words.insert(words.end(), more.begin(), more.end());
  disk.take_output(to_pipe);
  const int status = rectify::cli::run_program(words, disk);
  disk.check_nothing_left();
  return {status, disk.output()};
}

void run(fuzz::Choices& choices) {
  static const Words kContainers = {"wav", "aiff", "caf", "au", "w64", "rf64", "flac"};
  static const Words kShapes = {"half", "full"};
  fuzz::MemoryDisk disk;
  const std::string shape = kShapes[choices.of(kShapes.size())];
  const std::size_t stint = std::size_t{1} << choices.of(15);
  const std::string container = kContainers[choices.of(kContainers.size())];
  const std::string other = kContainers[choices.of(kContainers.size())];
  const bool steps = choices.yes();
  const std::string file = choices.rest();
  disk.put("in", file);
  constexpr std::size_t kRoom = std::size_t{4} << 20U;
  disk.set_room(kRoom);

  // As text, from a file and from a pipe, in one piece and in many.
  Words text = {"--format=csv"};
  if (steps) text.emplace_back("--drop=0.1");
  const Result whole = rectify(disk, shape, "in", text);
  disk.set_stint(stint);
  disk.put("-", file, true);
  const Result pieces = rectify(disk, shape, "-", text, true);
  disk.set_stint(~std::size_t{0});
  disk.set_room(kRoom);
  check(whole.status == pieces.status || whole.status == 1 || pieces.status == 1,
        "other statuses: " + std::to_string(whole.status) + " of the file, " +
            std::to_string(pieces.status) + " of the pipe");
  check(whole.status != 0 || whole.out == pieces.out, "a pipe gives other numbers than the file");

  // As sound, and that again and again. The first may have room for sizes that were not known.
  const Result once = rectify(disk, shape, "in", {"--format=" + container});
  if (once.status != 0) return;
  disk.put("once", once.out);
  const Result twice = rectify(disk, shape, "once", {"--format=" + container});
  check(twice.status == 0, "what was written is refused");
  disk.put("twice", twice.out);
  check(rectify(disk, shape, "twice", {"--format=" + container}).out == twice.out,
        "three times is not twice");
  disk.put("-", once.out, true);
  disk.set_stint(stint);
  const Result samples = rectify(disk, shape, "-", {"--format=raw"}, true);
  disk.set_stint(~std::size_t{0});
  disk.set_room(kRoom);
  const Result of_twice = rectify(disk, shape, "twice", {"--format=raw"});
  check(samples.status == of_twice.status && samples.out == of_twice.out,
        "other samples the second time, or from a pipe");

  // In a container of another byte order: as doubles these are the same numbers.
  disk.set_room(kRoom);
  const Result moved = rectify(disk, shape, "once", {"--format=" + other});
  if (moved.status != 0) return;
  disk.put("moved", moved.out);
  const Words numbers = {"--format=raw", "--encoding=double"};
  const Result direct = rectify(disk, shape, "once", numbers);
  const Result round = rectify(disk, shape, "moved", numbers);
  check(direct.status == 0 && round.status == 0 && direct.out == round.out,
        "other numbers by way of " + other);
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* /*count*/, char*** /*arguments*/) {
  ::setenv("PATH", "", 1);  // no other program is run
  ::unsetenv("TMPDIR");
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Choices choices(data, size);
  run(choices);
  return 0;
}
