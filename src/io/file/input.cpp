// Remembers the start of a pipe, and spools all of it where that is needed.
#include "io/file/input.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <string_view>
#include <utility>

namespace rectify::io {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kPeek = 4096;
constexpr std::size_t kMostRemembered = std::size_t{1} << 20U;
constexpr std::size_t kSpoolBlock = std::size_t{256} * 1024;

std::string_view as_text(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Of those of ASCII, but for white space.
bool is_control(unsigned char code) { return code < 0x20 && (code < '\t' || code > '\r'); }

/// UTF-16 begins with its byte order mark, and has characters of ASCII among its first ones but
/// none of control: a frame of MPEG layer I may begin with the same two bytes.
bool looks_like_utf16(std::string_view bytes) {
  if (bytes.size() < 4) return false;
  const bool little = bytes.starts_with("\xFF\xFE");
  if (!little && !bytes.starts_with("\xFE\xFF")) return false;
  constexpr std::size_t kLooked = 64;
  bool any = false;
  for (std::size_t at = 2; at + 1 < std::min(bytes.size(), kLooked); at += 2) {
    const char high = bytes[at + (little ? 1 : 0)];
    const auto low = static_cast<unsigned char>(bytes[at + (little ? 0 : 1)]);
    if (high == 0 && is_control(low)) return false;
    any = any || (high == 0 && low < 0x7F);
  }
  return any;
}

/// Text has no control characters except white space. Sound has some in its first few bytes, in a
/// size if nowhere else.
bool looks_like_text(std::string_view bytes) {
  if (looks_like_utf16(bytes)) return true;
  return std::none_of(bytes.begin(), bytes.end(),
                      [](char c) { return is_control(static_cast<unsigned char>(c)); });
}

}  // namespace

Input::Input(File file, std::string name, Limits limits)
    : file_(std::move(file)),
      name_(std::move(name)),
      limits_(limits),
      seekable_(S_ISREG(file_.status().st_mode)),
      identity_(identity_of(file_.disk(), file_.descriptor())),
      remembering_(!seekable_) {
  if (seekable_) start_ = file_.position();
}

Input Input::open(Disk& disk, const std::string& path, Limits limits) {
  const bool standard = path == "-";
  const std::string name = standard ? "standard input" : path;
  const int fd =
      standard ? disk.duplicate(STDIN_FILENO) : disk.open(path.c_str(), O_RDONLY | O_CLOEXEC, 0);
  if (fd < 0) throw system_error(ExitStatus::kInput, name);
  File file(disk, fd, name);
  const int flags = disk.flags(fd);
  if (flags < 0) throw system_error(ExitStatus::kInput, name);
  if ((flags & O_ACCMODE) == O_WRONLY) {  // as main() leaves a descriptor that came closed
    throw Error(ExitStatus::kInput, name + ": is closed, or open for writing only");
  }
  if (S_ISDIR(file.status().st_mode)) throw Error(ExitStatus::kInput, name + ": is a directory");
  return {std::move(file), name, limits};
}

Input::Content Input::content(bool (*is_sound)(std::string_view start)) {
  std::vector<std::byte> first(kPeek);
  std::size_t have = 0;
  const auto seen = [&] { return as_text(std::span(first).first(have)); };
  // A line is enough: some producers never send more. But what can be had at once is looked at, so
  // that it is the same however small the pieces are.
  constexpr std::size_t kLeast = 12;
  constexpr auto kPatience = std::chrono::milliseconds(100);
  std::optional<Clock::time_point> until;
  const auto left = [&] {
    if (!until) until = Clock::now() + kPatience;
    const auto rest = std::chrono::duration_cast<std::chrono::milliseconds>(*until - Clock::now());
    return static_cast<int>(std::max(rest, std::chrono::milliseconds(0)).count());
  };
  const auto enough = [&] { return have >= kLeast || seen().find('\n') != std::string_view::npos; };
  while (have < kPeek && (!enough() || ready(left()))) {
    const std::size_t got = read(std::span(first).subspan(have));
    if (got == 0) break;
    have += got;
  }
  start_over();
  if (have == 0) return Content::kEmpty;
  return looks_like_text(seen()) && !is_sound(seen()) ? Content::kText : Content::kSound;
}

std::size_t Input::read(std::span<std::byte> to) {
  if (given_ < remembered_.size()) {
    const std::size_t count = std::min(remembered_.size() - given_, to.size());
    std::copy_n(remembered_.begin() + static_cast<std::ptrdiff_t>(given_), count, to.begin());
    given_ += count;
    return count;
  }
  const std::size_t got = file_.read(to);
  if (remembering_) {
    if (const std::size_t most = limits_.of(kMostRemembered); remembered_.size() > most) {
      throw Error(
          ExitStatus::kInput,
          name_ + ": does not say in its first " + std::to_string(most >> 20U) +
              " MiB how its samples are stored, as a pipe must; a file may say it anywhere" +
              limits_.cure());
    }
    remembered_.insert(remembered_.end(), to.begin(),
                       to.begin() + static_cast<std::ptrdiff_t>(got));
    given_ += got;
  }
  return got;
}

bool Input::ready(int milliseconds) {
  return seekable_ || given_ < remembered_.size() || file_.ready(milliseconds);
}

std::size_t Input::read_fully(std::span<std::byte> to) {
  std::size_t have = 0;
  while (have < to.size()) {
    const std::size_t got = read(to.subspan(have));
    if (got == 0) break;
    have += got;
  }
  return have;
}

bool Input::fetch(std::size_t most) {
  const std::size_t before = remembered_.size();
  remembered_.resize(most);
  const std::size_t got = file_.read(std::span(remembered_).subspan(before));
  remembered_.resize(before + got);
  return got != 0;
}

std::span<const std::byte> Input::peek(std::size_t bytes) {
  remembered_.erase(remembered_.begin(), remembered_.begin() + static_cast<std::ptrdiff_t>(given_));
  given_ = 0;
  while (remembered_.size() < bytes && fetch(bytes)) {
  }
  return std::span(remembered_).first(std::min(remembered_.size(), bytes));
}

Input::Sample Input::sample(std::size_t bytes, bool text, bool patient) {
  constexpr int kPause = 100;  // ms
  bool whole = false;
  while (remembered_.size() < bytes && !whole && (patient || file_.ready(kPause))) {
    whole = !fetch(bytes);
  }
  auto shown = std::span<const std::byte>(remembered_);
  shown = shown.first(std::min(shown.size(), bytes));
  const bool full = shown.size() == bytes;
  if (text && !whole) {
    const bool wide = looks_like_utf16(as_text(shown));
    if (wide) shown = shown.first(shown.size() - shown.size() % 2);  // no half of a character
    const std::size_t end = as_text(shown).rfind('\n') + 1;          // 0 where there is none
    if (end != 0) shown = shown.first(wide ? end + end % 2 : end);
  }
  File file = unlinked_file(file_.disk());
  file.write(shown);
  file.seek(0);
  return {{std::move(file), name_, limits_}, whole, full};
}

std::uint64_t Input::skip(std::uint64_t bytes) {
  if (seekable_) {
    const std::uint64_t at = position();
    const std::uint64_t there = size() > at ? std::min(size() - at, bytes) : 0;
    seek(at + there);
    return there;
  }
  std::vector<std::byte> passed(kPeek);
  std::uint64_t done = 0;
  while (done < bytes) {
    const std::size_t got =
        read(std::span(passed).first(std::min<std::uint64_t>(bytes - done, passed.size())));
    if (got == 0) break;
    done += got;
  }
  return done;
}

void Input::start_over() {
  if (seekable_) return seek(0);
  given_ = 0;
}

void Input::begin_here() {
  if (seekable_) {
    start_ = file_.position();
    return;
  }
  remembered_.erase(remembered_.begin(), remembered_.begin() + static_cast<std::ptrdiff_t>(given_));
  given_ = 0;
}

void Input::forget_start() { remembering_ = false; }

void Input::make_seekable(std::optional<std::uint64_t> limit) {
  if (seekable_) return;
  if (before_spooling_) before_spooling_(*this);
  start_over();
  forget_start();
  File spool = unlinked_file(file_.disk());
  const std::uint64_t most = limit.value_or(spool.free_space() / 10 * 9);
  std::uint64_t taken = 0;
  std::vector<std::byte> block(kSpoolBlock);
  while (const std::size_t got = read(block)) {
    taken += got;
    if (taken > most) {
      throw Error(ExitStatus::kFailed,
                  name_ + ": has passed the " + std::to_string(most) + " bytes that " +
                      (limit ? "--spool-limit allows" : "may be spooled to " + spool.name()) +
                      "; --spool-limit raises that, TMPDIR names a larger disk, "
                      "and a file needs no spooling");
    }
    spool.write(std::span(block).first(got));
    if (while_spooling_) while_spooling_(got);
  }
  if (while_spooling_) while_spooling_(0);
  file_ = std::move(spool);
  seekable_ = true;
  remembered_.clear();
  given_ = 0;
  seek(0);
}

void Input::seek(std::uint64_t offset) { file_.seek(start_ + offset); }

std::uint64_t Input::position() { return file_.position() - start_; }

std::uint64_t Input::size() {
  const auto end = static_cast<std::uint64_t>(file_.status().st_size);
  return end > start_ ? end - start_ : 0;
}

}  // namespace rectify::io
