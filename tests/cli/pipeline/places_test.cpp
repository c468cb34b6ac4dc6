// Checks places.hpp and program.hpp on disks that the system has not: terminals, and what throws.
#include "cli/pipeline/places.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <stdexcept>

#include "cli/program.hpp"
#include "fuzz/memory_disk.hpp"
#include "support/process.hpp"
#include "support/redirected.hpp"

using namespace rectify::cli;

namespace {

/// Standard input is a terminal.
class DiskAtTerminal : public rectify::io::Disk {
 public:
  bool terminal(int fd) override { return fd == STDIN_FILENO; }
};

/// As a library may that the program uses.
class ThrowingDisk : public fuzz::MemoryDisk {
 public:
  int open(const char* path, int flags, mode_t mode) override {
    if (std::string_view(path) == "odd.csv") throw std::length_error("odd length");
    return MemoryDisk::open(path, flags, mode);
  }
};

}  // namespace

TEST_CASE("a terminal is no input, and the words for it name the option that wants one") {
  DiskAtTerminal disk;
  const Report silent(Report::Level::kQuiet);
  const Context context{disk, silent};
  CHECK_THROWS_WITH(check_inputs({{"INPUT", "-"}}, context),
                    "standard input is a terminal: name an INPUT, pipe one in, or generate one "
                    "(--sine 50)");
  for (const std::string option : {"--upstream", "--target", "--units"}) {
    CHECK_THROWS_WITH(
        check_inputs({{"INPUT", "x.csv"}, {option, "-"}}, context),
        (option + " - is standard input, a terminal: name a file, or pipe one in").c_str());
  }
  CHECK_NOTHROW(check_inputs({{"INPUT", "x.csv"}}, context));
}

TEST_CASE("what a library throws is status 1, in its words, and leaves nothing") {
  ThrowingDisk disk;
  const test::TemporaryFolder folder;
  disk.put("odd.csv", "a\n1\n");
  const test::Hushed hushed;
  CHECK(run_program({"half", "odd.csv", "-o", "o.csv"}, disk) == 1);
  CHECK_FALSE(disk.has("o.csv"));
  disk.check_nothing_left();
}
