#include "cli/overlap.hpp"

#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

namespace rectify::cli {
namespace {

class Overlapped : public Sink {
 public:
  explicit Overlapped(std::unique_ptr<Sink> sink)
      : sink_(std::move(sink)), thread_([this] { work(); }) {}
  Overlapped(const Overlapped&) = delete;
  Overlapped& operator=(const Overlapped&) = delete;
  ~Overlapped() override { stop(); }

  void write(Rows& rows) override {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return state_ != State::kFull || error_; });
    if (error_) std::rethrow_exception(error_);
    std::swap(rows, rows_);
    state_ = State::kFull;
    changed_.notify_all();
  }

  Losses flush() override {
    stop();
    if (error_) std::rethrow_exception(error_);
    return sink_->flush();
  }

  void finish() override { sink_->finish(); }

 private:
  enum class State { kEmpty, kFull, kEnded };

  void work() {
    Rows rows;
    for (;;) {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return state_ != State::kEmpty; });
      if (state_ == State::kEnded) return;
      std::swap(rows, rows_);
      state_ = State::kEmpty;
      changed_.notify_all();
      lock.unlock();
      try {
        sink_->write(rows);
      } catch (...) {
        const std::lock_guard again(mutex_);
        error_ = std::current_exception();
        return changed_.notify_all();
      }
    }
  }

  /// Waits for the block that waits, and ends the thread.
  void stop() {
    if (!thread_.joinable()) return;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return state_ != State::kFull || error_; });
      state_ = State::kEnded;
      changed_.notify_all();
    }
    thread_.join();
  }

  std::unique_ptr<Sink> sink_;
  std::mutex mutex_;  // of the four below
  std::condition_variable changed_;
  Rows rows_;
  State state_ = State::kEmpty;
  std::exception_ptr error_;
  std::thread thread_;
};

}  // namespace

std::unique_ptr<Sink> overlapped(std::unique_ptr<Sink> sink) {
  return std::make_unique<Overlapped>(std::move(sink));
}

}  // namespace rectify::cli
