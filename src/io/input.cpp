#include "io/input.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace rectify::io {
namespace {

constexpr std::size_t kPeek = 4096;
constexpr std::size_t kSpoolBlock = std::size_t{256} * 1024;

std::string_view as_text(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Text has no control characters but white space. Sound has them within its first few bytes, in
/// its sizes if nowhere else; its magic number is looked for before the rest has arrived.
bool looks_like_text(std::string_view bytes) {
  constexpr std::array<std::string_view, 10> kMagic = {"RIFF", "RIFX", "RF64", "FORM", "fLaC",
                                                       "OggS", "ID3",  ".snd", "caff", "riff"};
  const auto begins = [&](std::string_view magic) {
    return bytes.substr(0, magic.size()) == magic;
  };
  if (std::any_of(kMagic.begin(), kMagic.end(), begins)) return false;
  return std::none_of(bytes.begin(), bytes.end(), [](char c) {
    const auto code = static_cast<unsigned char>(c);
    return code < 0x20 && (code < '\t' || code > '\r');
  });
}

}  // namespace

Input::Input(File file, std::string name) : file_(std::move(file)), name_(std::move(name)) {
  seekable_ = S_ISREG(file_.status().st_mode);
  if (seekable_) start_ = file_.position();
}

Input Input::open(Disk& disk, const std::string& path) {
  if (path == "-") {
    if (::isatty(STDIN_FILENO) != 0) {
      throw Error(ExitStatus::kUsage,
                  "standard input is a terminal: name an INPUT, pipe one in, or generate one "
                  "(--sine 50)");
    }
    const int fd = ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
    if (fd < 0) throw system_error(ExitStatus::kInput, "standard input");
    return {File(disk, fd, "standard input"), "standard input"};
  }
  const int fd = disk.open(path.c_str(), O_RDONLY | O_CLOEXEC, 0);
  if (fd < 0) throw system_error(ExitStatus::kInput, path);
  File file(disk, fd, path);
  if (S_ISDIR(file.status().st_mode)) throw Error(ExitStatus::kInput, path + ": is a directory");
  return {std::move(file), path};
}

/// A producer may never send more than a line.
void Input::peek() {
  peeked_.resize(kPeek);
  std::size_t have = 0;
  while (have < 12) {
    const std::size_t got = file_.read(std::span(peeked_).subspan(have));
    have += got;
    if (got == 0 || as_text(std::span(peeked_).first(have)).find('\n') != std::string_view::npos) {
      break;
    }
  }
  peeked_.resize(have);
  if (seekable_) {
    seek(0);
  } else {
    peeked_unread_ = have;
  }
}

Input::Content Input::content() {
  if (peeked_.empty()) peek();
  if (peeked_.empty()) return Content::kEmpty;
  return looks_like_text(as_text(peeked_)) ? Content::kText : Content::kSound;
}

std::size_t Input::read(std::span<std::byte> to) {
  if (peeked_unread_ == 0) return file_.read(to);
  const std::size_t count = std::min(peeked_unread_, to.size());
  std::copy_n(peeked_.end() - static_cast<std::ptrdiff_t>(peeked_unread_), count, to.begin());
  peeked_unread_ -= count;
  return count;
}

void Input::make_seekable() {
  if (seekable_) return;
  File spool = unlinked_file(file_.disk());
  std::vector<std::byte> block(kSpoolBlock);
  while (const std::size_t got = read(block)) spool.write(std::span(block).first(got));
  file_ = std::move(spool);
  seekable_ = true;
  seek(0);
}

void Input::seek(std::uint64_t offset) { file_.seek(start_ + offset); }

std::uint64_t Input::position() { return file_.position() - start_; }

std::uint64_t Input::size() {
  const auto end = static_cast<std::uint64_t>(file_.status().st_size);
  return end > start_ ? end - start_ : 0;
}

}  // namespace rectify::io
