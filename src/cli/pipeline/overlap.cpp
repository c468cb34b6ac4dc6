// A worker thread with one block in hand and one that waits.
#include "cli/pipeline/overlap.hpp"

#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace rectify::cli {
namespace {

/// A thread that does its job with one block after the other. Blocks are swapped, not copied, so
/// that their memory is used again.
class Worker {
 public:
  explicit Worker(std::function<void(Rows&)> job)
      : job_(std::move(job)), thread_([this] { work(); }) {}
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;
  ~Worker() { stop(); }

  /// Hands over the block and puts an old one in its place; waits while another block waits.
  void put(Rows& block) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return state_ != State::kFull || error_; });
    if (error_) std::rethrow_exception(error_);
    std::swap(block, block_);
    state_ = State::kFull;
    changed_.notify_all();
  }

  /// Waits until all is done.
  void settle() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return (state_ != State::kFull && !busy_) || error_; });
    if (error_) std::rethrow_exception(error_);
  }

  /// Waits until all is done, and ends the thread.
  void finish() {
    stop();
    if (error_) std::rethrow_exception(error_);
  }

 private:
  enum class State { kEmpty, kFull, kEnded };

  void work() {
    Rows block;
    for (;;) {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return state_ != State::kEmpty; });
      if (state_ == State::kEnded) return;
      std::swap(block, block_);
      state_ = State::kEmpty;
      busy_ = true;
      changed_.notify_all();
      lock.unlock();
      std::exception_ptr error;
      try {
        job_(block);
      } catch (...) {
        error = std::current_exception();
      }
      lock.lock();
      busy_ = false;
      error_ = error;
      changed_.notify_all();
      if (error_) return;
    }
  }

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

  std::function<void(Rows&)> job_;
  std::mutex mutex_;  // of the five below
  std::condition_variable changed_;
  Rows block_;
  State state_ = State::kEmpty;
  bool busy_ = false;  // with a block in hand
  std::exception_ptr error_;
  std::thread thread_;
};

class OverlappedSink : public Sink {
 public:
  /// Takes the sink once there is a thread for it; else throws std::system_error.
  OverlappedSink(std::unique_ptr<Sink>& sink, std::size_t least)
      : least_(least), worker_([this](Rows& rows) { sink_->write(rows); }) {
    sink_ = std::move(sink);
  }

  void write(Rows& rows) override {
    if (rows.outputs.size() >= least_) return worker_.put(rows);
    worker_.settle();
    sink_->write(rows);
  }
  void finish(const Report& report) override {
    worker_.finish();
    sink_->finish(report);
  }

 private:
  std::unique_ptr<Sink> sink_;
  std::size_t least_;
  Worker worker_;
};

}  // namespace

std::unique_ptr<Sink> overlapped(std::unique_ptr<Sink> sink, std::size_t jobs, std::size_t least) {
  if (jobs <= 1) return sink;
  try {
    return std::make_unique<OverlappedSink>(sink, least);
  } catch (const std::system_error&) {  // no thread to be had
    return sink;
  }
}

}  // namespace rectify::cli
