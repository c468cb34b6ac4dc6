// Threads that each read a part, work on it and write it, one part after the other in order.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <limits>
#include <mutex>
#include <utility>
#include <vector>

#include "rectify/stages/team.hpp"

namespace rectify::cli {

/// Each thread of the team, of which there are at most parts.size(), fills a part of its own by
/// read(part), does work(part), and hands it on by write(part), again and again. Parts are read in
/// order and written in the same order, each by one thread at a time; the work goes on side by
/// side. Each thread still finds what it has read in the cache of its core when it works on it and
/// writes it. So this is faster than one thread for reading, one for the work, one for writing.
///
/// It ends when read() gives false: there is no more. Or when work() does: that part is not
/// written, nor is any that was read after it. Returns the numbers of the parts that were read and
/// not written, in order. Throws what any of the three throws, once all parts before that are
/// written.
template <class Part, class Read, class Work, class Write>
std::vector<std::size_t> in_turn(Team* team, std::vector<Part>& parts, const Read& read,
                                 const Work& work, const Write& write) {
  std::mutex reading;  // of the two below
  bool ended = false;
  std::uint64_t next = 0;
  std::mutex writing;  // of the three below
  std::condition_variable turn_changed;
  std::uint64_t turn = 0;
  std::uint64_t last =
      std::numeric_limits<std::uint64_t>::max();            // nothing is written from here on
  std::vector<std::pair<std::uint64_t, std::size_t>> left;  // turn and part

  const auto take = [&](Part& part, std::uint64_t& mine) {
    const std::lock_guard lock(reading);
    if (ended) return false;
    ended = true;  // also where read() throws
    if (!read(part)) return false;
    ended = false;
    mine = next++;
    return true;
  };
  run_parts(team, parts.size(), [&](std::size_t number) {
    Part& part = parts[number];
    std::uint64_t mine = 0;
    while (take(part, mine)) {
      std::exception_ptr error;
      bool good = false;
      try {
        good = work(part);
      } catch (...) {
        error = std::current_exception();
      }
      std::unique_lock lock(writing);
      turn_changed.wait(lock, [&] { return turn == mine || last < mine; });
      if (last < mine) {
        left.emplace_back(mine, number);
        return;
      }
      last = mine;  // unless all goes well
      try {
        if (good) write(part);
      } catch (...) {
        error = std::current_exception();
      }
      if (good && !error) {
        last = std::numeric_limits<std::uint64_t>::max();
        ++turn;
        turn_changed.notify_all();
        continue;
      }
      left.emplace_back(mine, number);
      turn_changed.notify_all();
      lock.unlock();
      {
        const std::lock_guard stop(reading);
        ended = true;
      }
      if (error) std::rethrow_exception(error);
      return;
    }
  });
  std::sort(left.begin(), left.end());
  std::vector<std::size_t> numbers;
  numbers.reserve(left.size());
  for (const auto& entry : left) numbers.push_back(entry.second);
  return numbers;
}

}  // namespace rectify::cli
