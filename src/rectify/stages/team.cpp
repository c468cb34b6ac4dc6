// Threads that take one part after the other until none is left.
#include "rectify/stages/team.hpp"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace rectify {

class Team::Threads {
 public:
  explicit Threads(std::size_t most) : most_(std::max<std::size_t>(most, 1)) {}
  Threads(const Threads&) = delete;
  Threads& operator=(const Threads&) = delete;

  ~Threads() {
    {
      const std::lock_guard lock(mutex_);
      ended_ = true;
    }
    changed_.notify_all();
    for (std::thread& helper : helpers_) helper.join();
  }

  [[nodiscard]] std::size_t most() const { return most_; }

  void run(std::size_t parts, const std::function<void(std::size_t)>& part) {
    std::unique_lock lock(mutex_);
    start(std::min(most_, parts) - 1);
    part_ = &part;
    next_ = 0;
    parts_ = parts;
    if (parts > 1) changed_.notify_all();
    take_parts(lock);
    done_.wait(lock, [&] { return busy_ == 0; });
    part_ = nullptr;
    if (const std::exception_ptr error = std::exchange(error_, nullptr)) {
      lock.unlock();
      std::rethrow_exception(error);
    }
  }

 private:
  /// Has so many helpers, or as many as the system allows.
  void start(std::size_t helpers) {
    while (helpers_.size() < helpers) {
      try {
        helpers_.emplace_back([this] { help(); });
      } catch (const std::system_error&) {
        most_ = helpers_.size() + 1;
        return;
      }
    }
  }

  void help() {
    std::unique_lock lock(mutex_);
    for (;;) {
      changed_.wait(lock, [&] { return ended_ || next_ < parts_; });
      if (ended_) return;
      take_parts(lock);
      if (busy_ == 0) done_.notify_one();
    }
  }

  /// Does parts until all have been taken. The lock is held but while one is done.
  void take_parts(std::unique_lock<std::mutex>& lock) {
    ++busy_;
    while (next_ < parts_) {
      const std::size_t mine = next_++;
      const auto& part = *part_;
      lock.unlock();
      std::exception_ptr error;
      try {
        part(mine);
      } catch (...) {
        error = std::current_exception();
      }
      lock.lock();
      if (!error) continue;
      if (!error_) error_ = error;
      next_ = parts_;
    }
    --busy_;
  }

  std::size_t most_;
  std::mutex mutex_;                 // of all below but the threads themselves
  std::condition_variable changed_;  // there are parts to do, or it has ended
  std::condition_variable done_;
  const std::function<void(std::size_t)>* part_ = nullptr;
  std::size_t next_ = 0;  // the first part that nobody has taken
  std::size_t parts_ = 0;
  std::size_t busy_ = 0;  // threads that may be doing a part
  std::exception_ptr error_;
  bool ended_ = false;
  std::vector<std::thread> helpers_;
};

Team::Team(std::size_t threads) : threads_(std::make_unique<Threads>(threads)) {}

Team::~Team() = default;

std::size_t Team::size() const { return threads_->most(); }

void Team::run(std::size_t parts, const std::function<void(std::size_t)>& part) {
  if (parts != 0) threads_->run(parts, part);
}

void run_parts(Team* team, std::size_t parts, const std::function<void(std::size_t)>& part) {
  if (team != nullptr && parts > 1) return team->run(parts, part);
  for (std::size_t i = 0; i < parts; ++i) part(i);
}

void run_slices(Team* team, std::size_t count,
                const std::function<void(std::size_t from, std::size_t count)>& slice) {
  constexpr std::size_t kLeast = 8192;  // samples: fewer are done as soon as handed over
  const std::size_t slices = parts_for(team, count, kLeast);
  run_parts(team, slices, [&](std::size_t i) {
    const std::size_t from = count * i / slices;
    slice(from, count * (i + 1) / slices - from);
  });
}

std::size_t parts_for(const Team* team, std::size_t count, std::size_t least) {
  if (team == nullptr) return 1;
  return std::clamp<std::size_t>(count / least, 1, team->size());
}

}  // namespace rectify
