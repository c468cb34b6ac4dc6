// Lays the line out in the width of the terminal.
#include "cli/context/progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "cli/context/report.hpp"
#include "cli/context/terminal.hpp"
#include "cli/context/utf8.hpp"

namespace rectify::cli {
namespace {

using namespace std::chrono_literals;

/// "950 frames", "12.3 k frames", "4.56 MB": three digits.
std::string amount(double number, std::string_view unit) {
  constexpr std::array kPrefixes = {"", "k", "M", "G", "T", "P", "E"};
  const double thousands = std::floor(std::log10(number / 999.5) / 3) + 1;
  const auto power = static_cast<std::size_t>(std::clamp(thousands, 0.0, kPrefixes.size() - 1.0));
  number /= std::pow(1000.0, power);
  const int decimals = power == 0 || number >= 99.95 ? 0 : number >= 9.995 ? 1 : 2;
  const std::string_view blank = power == 0 || unit == "B" ? "" : " ";
  return fmt::format("{:.{}f} {}{}{}", number, decimals, kPrefixes[power], blank, unit);
}

/// "0:07", "1:02:03".
std::string clock_time(double seconds) {
  const auto whole = static_cast<long long>(std::ceil(seconds));
  const long long hours = whole / 3600;
  return hours > 0 ? fmt::format("{}:{:02}:{:02}", hours, whole / 60 % 60, whole % 60)
                   : fmt::format("{}:{:02}", whole / 60, whole % 60);
}

/// The longest end of `text` that fits `columns`. Characters beyond ASCII count as two columns.
std::string shortened(const std::string& text, std::size_t columns) {
  std::size_t taken = 0;
  std::size_t begin = text.size();
  for (std::size_t at = text.size(); at-- > 0;) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if ((byte & 0xC0U) == 0x80U) continue;  // inside a character
    taken += byte < 0x80 ? 1 : 2;
    if (taken > columns) break;
    begin = at;
  }
  if (begin == 0) return text;
  return columns < 4 ? "" : "..." + shortened(text.substr(begin), columns - 3);
}

std::size_t width_of(const std::string& text) {
  const auto characters = columns_of(text);
  const auto plain = static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; }));
  return 2 * characters - plain;
}

}  // namespace

bool Progress::due(Clock::time_point now) const {
  return now - begun_ >= 1s && now - drawn_ >= 100ms;
}

void Progress::draw(const std::string& line, Clock::time_point now) {
  drawn_ = now;
  show_progress(line);
}

Task::Task(Progress* progress, std::string what, std::string_view unit, Share share)
    : progress_(progress), what_(std::move(what)), unit_(unit), share_(std::move(share)) {
  if (progress_ != nullptr) since_ = Progress::Clock::now();
}

Task::Task(Progress* progress, std::string what, std::string_view unit, double total)
    : Task(progress, std::move(what), unit, [total](double done) { return done / total; }) {}

void Task::advance(double by) {
  done_ += by;
  if (progress_ == nullptr) return;
  const auto now = Progress::Clock::now();
  if (!since_) since_ = now;
  if (!progress_->due(now)) return;
  // A terminal that has gone meanwhile has no columns: what no column holds is no line.
  const std::size_t columns = std::max<std::size_t>(progress_columns(), 1) - 1;
  const std::chrono::duration<double> seconds = worked_ + (now - *since_);
  progress_->draw(line(columns, seconds.count()), now);
}

void Task::pause() {
  if (progress_ == nullptr || !since_) return;
  worked_ += Progress::Clock::now() - *since_;
  since_.reset();
  show_progress("");
}

std::string Task::line(std::size_t columns, double seconds) const {
  constexpr std::size_t kLongestBar = 24;
  constexpr std::size_t kShortestBar = 6;
  constexpr std::size_t kName = 16;  // more of the name than this is worth less than the bar
  const std::string head = "rectify: ";
  const std::string name = escaped(what_);
  const std::string rate = seconds > 0 ? ", " + amount(done_ / seconds, unit_) + "/s" : "";
  const auto share = share_ ? share_(done_) : std::nullopt;
  const auto room_beside = [&](const std::string& rest) {
    const std::size_t taken = head.size() + rest.size();
    return columns > taken ? columns - taken : 0;
  };
  std::string rest = " " + amount(done_, unit_) + rate;
  if (share && *share > 0) {
    const double part = std::min(*share, 1.0);
    rest = fmt::format(" {:3.0f} %{}, {} left", std::floor(part * 100), rate,
                       clock_time(seconds * (1 - part) / part));
    const std::size_t around = std::min(width_of(name), kName) + 3;  // a blank and the brackets
    const std::size_t room = room_beside(rest);
    if (room >= around + kShortestBar) {
      const std::size_t length = std::min(room - around, kLongestBar);
      const auto full = static_cast<std::size_t>(part * static_cast<double>(length));
      rest.insert(0, " [" + std::string(full, '=') + std::string(length - full, ' ') + "]");
    }
  }
  const std::string line = head + shortened(name, room_beside(rest)) + rest;
  return width_of(line) > columns ? head.substr(0, columns) : line;
}

}  // namespace rectify::cli
