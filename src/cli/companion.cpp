// The second signal's blocks, cut to those of the first.
#include "cli/companion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "io/file/error.hpp"

namespace rectify::cli {
namespace {

[[noreturn]] void mismatch(const std::string& what) {
  throw io::Error(io::ExitStatus::kInput, what);
}

Signal open_plainly(const std::string& path, bool rate_wanted, bool read_twice, io::Disk& disk,
                    const Report& report) {
  Options options;
  options.input = path;
  return open_signal(options, {.labels = false, .sound = rate_wanted, .read_twice = read_twice},
                     disk, report);
}

}  // namespace

std::string name_of_input(const std::string& path) { return path == "-" ? "standard input" : path; }

Companion::Companion(const std::string& path, Lead lead, bool read_twice, io::Disk& disk,
                     const Report& report)
    : lead_(std::move(lead)),
      name_(name_of_input(path)),
      signal_(open_plainly(path, lead_.rate.has_value(), read_twice, disk, report)) {
  const io::SignalFormat& format = signal_.source->format();
  if (format.names.size() != lead_.channels) {
    mismatch(fmt::format("{} has {} channel{}, {} has {}", lead_.name, lead_.channels,
                         lead_.channels == 1 ? "" : "s", name_, format.names.size()));
  }
  // A table's rate is read off its axis, to 1e-5.
  if (lead_.rate && format.rate && std::fabs(*lead_.rate - *format.rate) > 1e-5 * *lead_.rate) {
    mismatch(fmt::format("{} has {} frames a second, {} has {}", lead_.name, *lead_.rate, name_,
                         *format.rate));
  }
  if (lead_.frames && format.frames && *lead_.frames != *format.frames) {
    mismatch(fmt::format("{} has {} frames, {} has {}", lead_.name, *lead_.frames, name_,
                         *format.frames));
  }
}

void Companion::read(std::size_t frames, std::vector<double>& samples) {
  const std::size_t wanted = frames * lead_.channels;
  samples.clear();
  while (samples.size() < wanted) {
    if (used_ == frames_.samples.size()) {
      used_ = 0;
      if (!signal_.source->read(frames_)) {
        mismatch(fmt::format("{} ends after {} frames, before {} does", name_,
                             given_ + samples.size() / lead_.channels, lead_.name));
      }
    }
    const std::size_t count = std::min(wanted - samples.size(), frames_.samples.size() - used_);
    const auto from = frames_.samples.begin() + static_cast<std::ptrdiff_t>(used_);
    samples.insert(samples.end(), from, from + static_cast<std::ptrdiff_t>(count));
    used_ += count;
  }
  given_ += frames;
}

void Companion::end() {
  if (used_ < frames_.samples.size() || signal_.source->read(frames_)) {
    mismatch(fmt::format("{} ends after {} frames, before {} does", lead_.name, given_, name_));
  }
}

void Companion::rewind() {
  signal_.source->rewind();
  frames_ = {};
  used_ = 0;
  given_ = 0;
}

}  // namespace rectify::cli
