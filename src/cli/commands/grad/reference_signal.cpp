// Cuts the reference's blocks to those of x.
#include "cli/commands/grad/reference_signal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "io/file/error.hpp"
#include "io/file/place.hpp"

namespace rectify::cli {
namespace {

[[noreturn]] void mismatch(const std::string& what) {
  throw io::Error(io::ExitStatus::kInput, what);
}

/// The rate of x, if its axis is time.
std::optional<double> rate_of(const Signal& x) {
  const bool on_line = x.wave() != nullptr && x.wave()->form->axis();
  return on_line ? std::nullopt : x.rate();
}

}  // namespace

ReferenceSignal::ReferenceSignal(const std::string& path, const Signal& x, std::size_t channels,
                                 bool second_pass, const Spooling& spooling, const Context& context,
                                 const BeforeSpooling& before_spooling)
    : x_(&x),
      signal_(SourceRequest(path, spooling)
                  .open({.axis = {}, .rate_if_any = true, .second_pass = second_pass}, context,
                        before_spooling)) {
  if (signal_.channels() != channels) {
    const std::string whose = channels == x.channels() ? x.name() : "the result of " + x.name();
    mismatch(fmt::format("{} has {}, {} has {}", whose, counted(channels, "channel"),
                         signal_.name(), signal_.channels()));
  }
  const auto rate = rate_of(x);
  // The rate of a table is read off its time, whose stamps are rounded.
  if (rate && signal_.rate() && std::fabs(*rate - *signal_.rate()) > 1e-5 * *rate) {
    mismatch(fmt::format("{} has {} frames a second, {} has {}", x.name(), *rate, signal_.name(),
                         *signal_.rate()));
  }
  const auto frames = x.format().frames;
  if (frames && signal_.format().frames && *frames != *signal_.format().frames) {
    mismatch(fmt::format("{} has {}, {} has {}", x.name(), counted(*frames, "frame"),
                         signal_.name(), *signal_.format().frames));
  }
}

void ReferenceSignal::check_file(const std::string& path, const Context& context) {
  if (!io::names_file(context.disk, path)) return;
  const Report silent(Report::Level::kQuiet);
  (void)SourceRequest(path, {}).open({}, {.disk = context.disk, .report = silent}, {});
}

void ReferenceSignal::read(std::size_t frames, std::vector<double>& samples) {
  const std::size_t wanted = frames * signal_.channels();
  samples.clear();
  while (samples.size() < wanted) {
    if (used_ == frames_.samples.size()) {
      used_ = 0;
      if (!signal_.frames().read(frames_)) {
        mismatch(fmt::format("{} ends after {}, before {} does", signal_.name(),
                             counted(given_ + samples.size() / signal_.channels(), "frame"),
                             x_->name()));
      }
    }
    const std::size_t count = std::min(wanted - samples.size(), frames_.samples.size() - used_);
    const auto from = frames_.samples.begin() + static_cast<std::ptrdiff_t>(used_);
    samples.insert(samples.end(), from, from + static_cast<std::ptrdiff_t>(count));
    used_ += count;
  }
  given_ += frames;
}

void ReferenceSignal::end() {
  if (used_ < frames_.samples.size() || signal_.frames().read(frames_)) {
    mismatch(fmt::format("{} ends after {}, before {} does", x_->name(), counted(given_, "frame"),
                         signal_.name()));
  }
}

void ReferenceSignal::rewind() {
  signal_.frames().rewind();
  frames_ = {};
  used_ = 0;
  given_ = 0;
}

}  // namespace rectify::cli
