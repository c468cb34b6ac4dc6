// The same work done in different ways gives the same result: half and full of what is rectified
// already, from a file and from a pipe in pieces of any size, into a file and into a pipe, through
// containers of either byte order. An input holds seven choices, a byte each, then the file: the
// first says which of these ways is tried, or in one of 16 cases all are: to run the program is
// what takes time.
#include <string>
#include <utility>
#include <vector>

#include "cli/program.hpp"
#include "fuzz/begin.hpp"
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

/// Runs half or full on a disk of its own.
class Runner {
 public:
  Runner(std::string shape, std::string file, std::size_t stint, std::size_t jobs)
      : shape_(std::move(shape)),
        file_(std::move(file)),
        stint_(stint),
        jobs_("--jobs=" + std::to_string(jobs)) {}

  void put(const std::string& name, const std::string& bytes) { disk_.put(name, bytes); }
  [[nodiscard]] const std::string& file() const { return file_; }

  /// Rectifies the file of that name into a file.
  Result of_file(const std::string& name, const Words& more) { return rectify(name, more, false); }

  /// Rectifies a pipe that holds these bytes, read in small pieces, into a pipe.
  Result of_pipe(const std::string& bytes, const Words& more) {
    disk_.put("-", bytes, true);
    disk_.set_stint(stint_);
    Result result = rectify("-", more, true);
    disk_.set_stint(~std::size_t{0});
    return result;
  }

 private:
  Result rectify(const std::string& input, const Words& more, bool to_pipe) {
    constexpr std::size_t kRoom = std::size_t{4} << 20U;
    disk_.set_room(kRoom);
    Words words = {shape_, input, "-q", jobs_};
    words.insert(words.end(), more.begin(), more.end());
    disk_.take_output(to_pipe);
    const int status = rectify::cli::run_program(words, disk_);
    disk_.check_nothing_left();
    return {status, disk_.output()};
  }

  fuzz::MemoryDisk disk_;
  std::string shape_;
  std::string file_;
  std::size_t stint_;
  std::string jobs_;
};

/// As text, from a file and from a pipe, in one piece and in many.
void check_pipe(Runner& runner, bool steps) {
  Words text = {"--format=csv"};
  if (steps) text.emplace_back("--drop=0.1");
  runner.put("in", runner.file());
  const Result whole = runner.of_file("in", text);
  const Result pieces = runner.of_pipe(runner.file(), text);
  check(whole.status == pieces.status || whole.status == 1 || pieces.status == 1,
        "other statuses: " + std::to_string(whole.status) + " of the file, " +
            std::to_string(pieces.status) + " of the pipe");
  check(whole.status != 0 || whole.out == pieces.out, "a pipe gives other numbers than the file");
}

/// As sound, and that again and again. The first may have room for sizes that were not known.
void check_again(Runner& runner, const std::string& container, const std::string& once) {
  runner.put("once", once);
  const Result twice = runner.of_file("once", {"--format=" + container});
  check(twice.status == 0, "what was written is refused");
  runner.put("twice", twice.out);
  check(runner.of_file("twice", {"--format=" + container}).out == twice.out,
        "three times is not twice");
}

/// What was written has the same samples as a pipe.
void check_samples(Runner& runner, const std::string& once) {
  runner.put("once", once);
  const Result of_file = runner.of_file("once", {"--format=raw"});
  const Result of_pipe = runner.of_pipe(once, {"--format=raw"});
  check(of_file.status == of_pipe.status && of_file.out == of_pipe.out,
        "other samples from a pipe");
}

/// In a container of another byte order: as doubles these are the same numbers.
void check_moved(Runner& runner, const std::string& other, const std::string& once) {
  runner.put("once", once);
  const Result moved = runner.of_file("once", {"--format=" + other});
  if (moved.status != 0) return;
  runner.put("moved", moved.out);
  const Words numbers = {"--format=raw", "--encoding=double"};
  const Result direct = runner.of_file("once", numbers);
  const Result round = runner.of_file("moved", numbers);
  check(direct.status == 0 && round.status == 0 && direct.out == round.out,
        "other numbers by way of " + other);
}

void run(fuzz::Choices& choices) {
  static const Words kContainers = {"wav", "aiff", "caf", "au", "w64", "rf64", "flac"};
  static const Words kShapes = {"half", "full"};
  enum class Way : std::uint8_t { kAll, kPipe, kAgain, kSamples, kMoved };
  const std::size_t choice = choices.of(16);
  const auto way = choice == 0 ? Way::kAll : static_cast<Way>(1 + choice % 4);
  const std::string& shape = kShapes[choices.of(kShapes.size())];
  const std::size_t stint = std::size_t{1} << choices.of(15);
  const std::string& container = kContainers[choices.of(kContainers.size())];
  const std::string& other = kContainers[choices.of(kContainers.size())];
  const bool steps = choices.yes();
  // To start threads takes longer than all else, so it is done seldom.
  const std::size_t jobs = choices.of(32) == 1 ? 2 : 1;
  Runner runner(shape, choices.rest(), stint, jobs);

  if (way == Way::kAll || way == Way::kPipe) check_pipe(runner, steps);
  if (way == Way::kPipe) return;
  runner.put("in", runner.file());
  const Result once = runner.of_file("in", {"--format=" + container});
  if (once.status != 0) return;
  if (way == Way::kAll || way == Way::kAgain) check_again(runner, container, once.out);
  if (way == Way::kAll || way == Way::kSamples) check_samples(runner, once.out);
  if (way == Way::kAll || way == Way::kMoved) check_moved(runner, other, once.out);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Choices choices(data, size);
  run(choices);
  return 0;
}
