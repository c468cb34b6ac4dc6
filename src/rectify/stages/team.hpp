// A team of threads that do the parts of a job side by side.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>

#include "rectify/export.hpp"

namespace rectify {

/// The calling thread and others, which start when there is work for them. Where the system gives
/// no more threads, those that there are do all of it.
class RECTIFY_API Team {
 public:
  /// Of at most `threads` threads, the caller's among them; 0 is taken as 1.
  explicit Team(std::size_t threads);
  Team(const Team&) = delete;
  Team& operator=(const Team&) = delete;
  ~Team();

  /// The most parts that are done at the same time.
  [[nodiscard]] std::size_t size() const;

  /// Calls part(0) … part(parts - 1), each once, in any order and in any thread, and returns when
  /// all are done. Throws what one of them threw; the parts that had not begun are then left out.
  /// To be called by one thread at a time, and not by a part.
  void run(std::size_t parts, const std::function<void(std::size_t)>& part);

 private:
  class Threads;
  std::unique_ptr<Threads> threads_;
};

/// team->run(), or one part after the other where there is no team.
RECTIFY_API void run_parts(Team* team, std::size_t parts,
                           const std::function<void(std::size_t)>& part);

/// Cuts the samples 0 … count - 1 into slices and calls slice(from, count) for each: side by side
/// where the slices are long enough to be worth it, else in one call.
RECTIFY_API void run_slices(Team* team, std::size_t count,
                            const std::function<void(std::size_t from, std::size_t count)>& slice);

/// How many parts to cut a job of `count` equal steps into: at most team->size(), and so few that
/// each has at least `least` steps, since a shorter part is not worth handing to another thread.
[[nodiscard]] RECTIFY_API std::size_t parts_for(const Team* team, std::size_t count,
                                                std::size_t least);

}  // namespace rectify
