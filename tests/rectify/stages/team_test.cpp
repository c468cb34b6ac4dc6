// Checks Team: each part is done once, whoever does it, and what goes wrong in one is told.
#include "rectify/stages/team.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <numeric>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using rectify::parts_for;
using rectify::run_parts;
using rectify::run_slices;
using rectify::Team;

TEST_CASE("a team does each part once, however many threads and parts there are") {
  for (const std::size_t threads : {0U, 1U, 2U, 5U}) {
    Team team(threads);
    CHECK(team.size() == std::max<std::size_t>(threads, 1));
    for (const std::size_t parts : {0U, 1U, 2U, 3U, 100U}) {
      std::vector<std::atomic<int>> done(parts);
      team.run(parts, [&](std::size_t i) { ++done[i]; });
      for (const auto& count : done) CHECK(count == 1);
    }
  }
}

TEST_CASE("as many parts as a team has threads are done at the same time") {
  for (const std::size_t parts : {2U, 3U}) {
    Team team(parts);
    std::mutex mutex;
    std::condition_variable all_there;
    std::set<std::thread::id> threads;
    run_parts(&team, parts, [&](std::size_t /*part*/) {  // none returns before all have begun
      std::unique_lock lock(mutex);
      threads.insert(std::this_thread::get_id());
      all_there.notify_all();
      all_there.wait(lock, [&] { return threads.size() == parts; });
    });
    CHECK(threads.size() == parts);
  }
}

TEST_CASE("what a part throws is thrown, and the team can be used again") {
  Team team(2);
  for (int n = 0; n < 100; ++n) {
    const auto fail = [](std::size_t i) {
      if (i == 3) throw std::runtime_error("part 3");
    };
    CHECK_THROWS_WITH(team.run(5, fail), "part 3");
    CHECK_THROWS_WITH(run_parts(nullptr, 5, fail), "part 3");
    std::atomic<int> done = 0;
    team.run(4, [&](std::size_t) { ++done; });
    CHECK(done == 4);
  }
}

TEST_CASE("slices cover everything once, and short jobs are not cut") {
  Team team(3);
  for (const std::size_t count : {0U, 1U, 8191U, 16384U, 16385U, 100000U}) {
    std::vector<int> touched(count);
    std::atomic<int> slices = 0;
    run_slices(&team, count, [&](std::size_t from, std::size_t size) {
      ++slices;
      for (std::size_t i = from; i < from + size; ++i) ++touched[i];
    });
    CHECK(std::accumulate(touched.begin(), touched.end(), 0) == static_cast<int>(count));
    CHECK(slices == (count >= 3 * 8192 ? 3 : count >= 2 * 8192 ? 2 : 1));
  }
  CHECK(parts_for(nullptr, 1000000, 1) == 1);
  CHECK(parts_for(&team, 2, 1) == 2);
  CHECK(parts_for(&team, 1000, 1) == 3);
}
