// A worker thread with one item in hand and one that waits.
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

/// A thread that does its job with one item after the other. Items are swapped, not copied, so that
/// their memory is used again. Where no thread can be had (ulimit -u), put() does the job itself.
template <class Item>
class Worker {
 public:
  explicit Worker(std::function<void(Item&)> job) : job_(std::move(job)) {
    try {
      thread_ = std::thread([this] { work(); });
    } catch (const std::system_error&) {  // thread_ stays without a thread
    }
  }
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;
  ~Worker() { stop(); }

  /// Hands over the item and puts an old one in its place; waits while another item waits.
  void put(Item& item) {
    if (!thread_.joinable()) return job_(item);
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return state_ != State::kFull || error_; });
    if (error_) std::rethrow_exception(error_);
    std::swap(item, item_);
    state_ = State::kFull;
    changed_.notify_all();
  }

  /// Waits until all is done, and ends the thread.
  void finish() {
    stop();
    if (error_) std::rethrow_exception(error_);
  }

 private:
  enum class State { kEmpty, kFull, kEnded };

  void work() {
    Item item;
    for (;;) {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return state_ != State::kEmpty; });
      if (state_ == State::kEnded) return;
      std::swap(item, item_);
      state_ = State::kEmpty;
      changed_.notify_all();
      lock.unlock();
      try {
        job_(item);
      } catch (...) {
        const std::lock_guard again(mutex_);
        error_ = std::current_exception();
        return changed_.notify_all();
      }
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

  std::function<void(Item&)> job_;
  std::mutex mutex_;  // of the four below
  std::condition_variable changed_;
  Item item_;
  State state_ = State::kEmpty;
  std::exception_ptr error_;
  std::thread thread_;
};

class OverlappedSink : public Sink {
 public:
  explicit OverlappedSink(std::unique_ptr<Sink> sink)
      : sink_(std::move(sink)), worker_([this](Rows& rows) { sink_->write(rows); }) {}

  void write(Rows& rows) override { worker_.put(rows); }
  void finish(const Report& report) override {
    worker_.finish();
    sink_->finish(report);
  }

 private:
  std::unique_ptr<Sink> sink_;
  Worker<Rows> worker_;
};

class OverlappedWriter : public io::SampleWriter {
 public:
  explicit OverlappedWriter(std::unique_ptr<io::SampleWriter> writer)
      : writer_(std::move(writer)),
        worker_([this](std::vector<std::byte>& block) { writer_->write(block); }) {}

  [[nodiscard]] SampleFormat samples() const override { return writer_->samples(); }
  void write(std::span<const std::byte> frames) override {
    block_.assign(frames.begin(), frames.end());
    worker_.put(block_);
  }
  void finish() override {
    worker_.finish();
    writer_->finish();
  }

 private:
  std::unique_ptr<io::SampleWriter> writer_;
  std::vector<std::byte> block_;
  Worker<std::vector<std::byte>> worker_;
};

}  // namespace

std::unique_ptr<Sink> overlapped(std::unique_ptr<Sink> sink) {
  return std::make_unique<OverlappedSink>(std::move(sink));
}

std::unique_ptr<io::SampleWriter> overlapped(std::unique_ptr<io::SampleWriter> writer) {
  return std::make_unique<OverlappedWriter>(std::move(writer));
}

}  // namespace rectify::cli
