// Checks batch.hpp: what becomes of a run where memory ends, or where what takes the results fails.
#include "cli/commands/many/batch.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <new>
#include <stdexcept>

#include "io/file/error.hpp"
#include "support/redirected.hpp"

using namespace rectify::cli;

namespace {

/// A batch of so many files, and what it runs in.
struct Setting {
  explicit Setting(std::size_t files, std::size_t jobs) : context{disk, report, jobs} {
    batch.done = "measured";
    for (std::size_t i = 0; i < files; ++i) batch.files.push_back({std::to_string(i)});
  }
  rectify::io::Disk disk;
  Report report{Report::Level::kNormal};
  Context context;
  Batch batch;
};

}  // namespace

TEST_CASE("a file for which there is no memory fails alone") {
  for (const std::size_t jobs : {1U, 3U}) {
    Setting setting(3, jobs);
    std::atomic<int> worked = 0;
    std::vector<std::size_t> in_order;
    setting.batch.work = [&](std::size_t file, const Context&) {
      if (file == 1) throw std::bad_alloc();
      ++worked;
    };
    setting.batch.in_order = [&](std::size_t file) { in_order.push_back(file); };
    const test::Hushed hushed;
    try {
      run_batch(setting.batch, setting.context);
      FAIL_CHECK("the failure is not told");
    } catch (const rectify::io::Error& error) {
      CHECK(error.status() == rectify::io::ExitStatus::kFailed);
      CHECK(std::string(error.what()) == "measured 2 of 3 files; 1 failed");
    }
    CHECK(worked == 2);
    CHECK(in_order == std::vector<std::size_t>{0, 1, 2});
  }
}

TEST_CASE("what takes the results may fail while another file is worked on, which ends the run") {
  Setting setting(3, 2);
  std::mutex mutex;
  std::condition_variable changed;
  bool second_begun = false;
  bool broken = false;
  std::atomic<int> begun = 0;
  setting.batch.work = [&](std::size_t file, const Context&) {
    ++begun;
    std::unique_lock lock(mutex);
    if (file == 0) changed.wait(lock, [&] { return second_begun; });
    if (file == 1) {
      second_begun = true;
      changed.notify_all();
      changed.wait(lock, [&] { return broken; });
    }
  };
  int taken = 0;
  setting.batch.in_order = [&](std::size_t file) {
    ++taken;
    const std::lock_guard lock(mutex);
    CHECK(file == 0);
    broken = true;
    changed.notify_all();
    throw std::runtime_error("nobody takes it");
  };
  CHECK_THROWS_WITH(run_batch(setting.batch, setting.context), "nobody takes it");
  CHECK(begun == 2);
  CHECK(taken == 1);
}
