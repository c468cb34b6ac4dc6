// Threads take one file after the other from the list.
#include "cli/commands/many/batch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <mutex>
#include <new>
#include <optional>
#include <system_error>
#include <thread>

#include "cli/context/cores.hpp"
#include "io/file/error.hpp"

namespace rectify::cli {
namespace {

class Run {
 public:
  Run(const Batch& batch, const Context& context)
      : batch_(&batch),
        context_(&context),
        workers_(std::min(context.jobs, batch.files.size())),
        states_(batch.files.size()),
        task_(context.progress, "", "files", static_cast<double>(batch.files.size())) {}

  void run() {
    std::vector<std::thread> others;
    try {
      while (others.size() + 1 < workers_) others.emplace_back([this] { work(); });
    } catch (const std::system_error&) {
      // The system has no more threads: those that there are do the work.
    }
    work();
    for (std::thread& other : others) other.join();
    task_.pause();
    if (broken_) std::rethrow_exception(broken_);
    report();
  }

 private:
  /// What became of a file.
  struct State {
    bool ended = false;
    std::optional<io::Error> failure;
  };

  void work() {
    // Of many files each has one thread, so that none waits for another.
    const std::size_t jobs = std::max<std::size_t>(context_->jobs / workers_, 1);
    Team team(std::min(jobs, kMostForOne));
    while (const auto file = take()) {
      std::string lines;
      const Report report = context_->report.about(batch_->files[*file], lines);
      State state = outcome(*file, report, jobs, team);
      end(*file, std::move(state), lines);
    }
  }

  std::optional<std::size_t> take() {
    const std::lock_guard lock(mutex_);
    if (broken_ || next_ == states_.size() || (batch_->fail_fast && failed_ != 0)) return {};
    return next_++;
  }

  State outcome(std::size_t file, const Report& report, std::size_t jobs, Team& team) const {
    Progress* const own = states_.size() == 1 ? context_->progress : nullptr;
    try {
      batch_->work(file, {context_->disk, report, jobs, own, &team, context_->limits});
      return {true, std::nullopt};
    } catch (const io::Error& error) {
      return {true, error};
    } catch (const std::bad_alloc&) {
      return {true, io::Error(io::ExitStatus::kFailed, "out of memory")};
    }
  }

  void end(std::size_t file, State state, std::string& lines) {
    const std::lock_guard lock(mutex_);
    if (state.failure) {
      ++failed_;
      if (states_.size() > 1)
        context_->report.about(batch_->files[file], lines).fail(state.failure->what());
    }
    Report::print(lines);
    states_[file] = std::move(state);
    if (states_.size() > 1) {
      task_.rename(fmt::format("{} of {} files", ++ended_, states_.size()));
      task_.advance(1);
    }
    if (broken_) return;
    try {
      for (; passed_ < states_.size() && states_[passed_].ended; ++passed_) {
        if (!batch_->in_order) continue;
        task_.pause();  // what it writes may go to the same terminal
        batch_->in_order(passed_);
      }
    } catch (...) {
      broken_ = std::current_exception();
    }
  }

  void report() const {
    const auto first = std::find_if(states_.begin(), states_.end(),
                                    [](const State& state) { return state.failure.has_value(); });
    if (states_.size() == 1) {
      if (first != states_.end()) throw io::Error(*first->failure);
      return;
    }
    if (first == states_.end()) {
      if (batch_->told) {
        context_->report.summarize(fmt::format("{} {} files", batch_->done, states_.size()));
      }
      return;
    }
    const std::size_t left = states_.size() - next_;
    throw io::Error(
        first->failure->status(),
        fmt::format("{} {} of {} files; {} failed{}", batch_->done, next_ - failed_, states_.size(),
                    failed_, left == 0 ? "" : fmt::format(", {} were not begun", left)));
  }

  const Batch* batch_;
  const Context* context_;
  std::size_t workers_;
  std::mutex mutex_;  // of all below
  std::vector<State> states_;
  std::size_t next_ = 0;    // the file to begin
  std::size_t passed_ = 0;  // files of which in_order() has been told
  std::size_t ended_ = 0;
  std::size_t failed_ = 0;
  Task task_;
  std::exception_ptr broken_;  // what in_order() threw
};

}  // namespace

void run_batch(const Batch& batch, const Context& context) { Run(batch, context).run(); }

}  // namespace rectify::cli
