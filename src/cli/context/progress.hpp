// How far long work has come: a line at the end of the terminal, while it lasts.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace rectify::cli {

/// The place on the terminal. Nothing appears in the first second of the command, nor ten times a
/// second after that.
class Progress {
 public:
  using Clock = std::chrono::steady_clock;
  Progress() : begun_(Clock::now()), drawn_(begun_) {}

  /// Whether it is time to draw.
  [[nodiscard]] bool due(Clock::time_point now) const;
  void draw(const std::string& line, Clock::time_point now);

 private:
  Clock::time_point begun_;
  Clock::time_point drawn_;
};

/// One piece of work that is followed: reading a signal, fitting, spooling, many files. Used by one
/// thread at a time.
class Task {
 public:
  /// What part of the work is done, from 0 to 1, where so much of it is; nullopt: nobody knows.
  /// NaN, as 0 of 0 is: nothing is to be done.
  using Share = std::function<std::optional<double>(double done)>;

  /// `progress` null: nothing is shown. `what` names the work, `unit` is what it is counted in:
  /// "frames".
  Task(Progress* progress, std::string what, std::string_view unit, Share share);

  /// The same for work whose length is known: `total` units.
  Task(Progress* progress, std::string what, std::string_view unit, double total);
  Task(const Task&) = delete;
  Task& operator=(const Task&) = delete;
  ~Task() { pause(); }

  void rename(std::string what) { what_ = std::move(what); }

  /// So much more is done.
  void advance(double by);

  /// Takes the line away: other work comes, or this has ended. The next advance() goes on.
  void pause();

  /// The line of progress for a terminal with `columns` columns, `seconds` after the task began:
  /// "rectify: NAME [===   ] 50 %, 12.3 k frames/s, 0:07 left". Parts that do not fit are left out.
  [[nodiscard]] std::string line(std::size_t columns, double seconds) const;

 private:
  Progress* progress_;
  std::string what_;
  std::string_view unit_;
  Share share_;
  double done_ = 0;
  Progress::Clock::duration worked_{};                // before the last pause
  std::optional<Progress::Clock::time_point> since_;  // the work goes on
};

}  // namespace rectify::cli
