#include "io/file/output.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <random>
#include <string_view>
#include <utility>

#include "io/file/interrupt.hpp"

namespace rectify::io {
namespace {

namespace fs = std::filesystem;

/// Descriptor N of /dev/stdout, /dev/stderr, /dev/fd/N and /proc/self/fd/N; opening these by name
/// would start at the front of a file that the shell is in the midst of.
std::optional<int> named_descriptor(const std::string& path) {
  if (path == "-" || path == "/dev/stdout") return STDOUT_FILENO;
  if (path == "/dev/stderr") return STDERR_FILENO;
  for (const std::string_view folder : {"/dev/fd/", "/proc/self/fd/"}) {
    if (path.compare(0, folder.size(), folder) != 0) continue;
    const std::string digits = path.substr(folder.size());
    if (!digits.empty() && digits.size() < 7 &&
        digits.find_first_not_of("0123456789") == std::string::npos) {
      return std::stoi(digits);
    }
  }
  return std::nullopt;
}

/// The file that a path means, the links at its end followed, whether it exists or not.
fs::path resolved(fs::path path, const std::string& name) {
  constexpr int kMostLinks = 40;
  std::error_code error;
  for (int i = 0; fs::is_symlink(fs::symlink_status(path, error)); ++i) {
    const fs::path target = fs::read_symlink(path, error);
    if (error || i == kMostLinks) {
      errno = error ? error.value() : ELOOP;
      throw system_error(ExitStatus::kOutput, name);
    }
    path = target.is_absolute() ? target : path.parent_path() / target;
  }
  return path;
}

std::string temporary_name(const fs::path& target) {
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz0123456789";
  std::random_device random;
  std::string name = ".rectify-";
  for (int i = 0; i < 8; ++i) name += kLetters[random() % kLetters.size()];
  return (target.parent_path() / name).string();
}

bool can_seek(File& file) {
  const mode_t mode = file.status().st_mode;
  // lseek on a device that can't seek may well succeed (/dev/null does).
  return S_ISREG(mode) || S_ISBLK(mode);
}

}  // namespace

Output::Output(File file, bool seekable, std::uint64_t start)
    : file_(std::move(file)), seekable_(seekable), start_(start) {}

Output::Output(File file, std::string target, std::string temporary)
    : file_(std::move(file)),
      seekable_(true),
      start_(0),
      target_(std::move(target)),
      temporary_(std::move(temporary)) {}

Output Output::straight_through(File file) {
  const bool appending = (::fcntl(file.descriptor(), F_GETFL) & O_APPEND) != 0;
  const bool seekable = can_seek(file) && !appending;
  const std::uint64_t start = seekable ? file.position() : 0;
  const bool regular = S_ISREG(file.status().st_mode);
  Output output(std::move(file), seekable, start);
  output.appending_ = appending && regular;
  return output;
}

Output::Output(Output&& other) noexcept
    : file_(std::move(other.file_)),
      seekable_(other.seekable_),
      start_(other.start_),
      appending_(other.appending_),
      replacing_(other.replacing_),
      target_(std::move(other.target_)),
      temporary_(std::exchange(other.temporary_, {})),
      place_(other.place_),
      held_(std::move(other.held_)) {}

Output::~Output() {
  if (temporary_.empty()) return;
  file_.disk().unlink(temporary_.c_str());
  forget_temporary_file();
}

Output Output::open(Disk& disk, const std::string& path, Existing existing) {
  const std::string name = path == "-" ? "standard output" : path;
  if (const auto descriptor = named_descriptor(path)) {
    const int fd = ::fcntl(*descriptor, F_DUPFD_CLOEXEC, 3);
    if (fd < 0) throw system_error(ExitStatus::kOutput, name);
    return straight_through(File(disk, fd, name));
  }

  struct stat old {};
  const bool exists = ::stat(path.c_str(), &old) == 0;
  if (exists && S_ISDIR(old.st_mode)) throw Error(ExitStatus::kOutput, name + ": is a directory");
  if (exists && !S_ISREG(old.st_mode)) {
    const int fd = disk.open(path.c_str(), O_WRONLY | O_CLOEXEC, 0);
    if (fd < 0) throw system_error(ExitStatus::kOutput, name);
    return straight_through(File(disk, fd, name));
  }
  struct stat link {};
  const bool taken = exists || ::lstat(path.c_str(), &link) == 0;
  if (taken && existing == Existing::kRefuse) {
    throw Error(ExitStatus::kOutput, name + ": exists; --force replaces it");
  }
  const fs::path target = resolved(path, name);
  const std::string temporary = temporary_name(target);
  constexpr mode_t kAnybody = 0666;  // less the umask
  hold_signals();
  const int fd = disk.open(temporary.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, kAnybody);
  const int cause = errno;
  if (fd >= 0) remember_temporary_file(temporary);
  release_signals();
  errno = cause;
  if (fd < 0) throw system_error(ExitStatus::kOutput, name);
  Output output(File(disk, fd, name), target.string(), temporary);
  output.replacing_ = taken;
  if (exists && disk.set_mode(fd, old.st_mode & 07777U) != 0) {
    throw system_error(ExitStatus::kOutput, name, "can't keep its mode: ");
  }
  return output;
}

void Output::write(std::span<const std::byte> bytes) {
  constexpr std::size_t kPiece = std::size_t{256} * 1024;
  place_ += bytes.size();
  if (target_.empty()) return file_.write(bytes);
  const std::size_t rest = place_ % kPiece;
  if (rest >= bytes.size()) {  // the piece is not full yet
    held_.insert(held_.end(), bytes.begin(), bytes.end());
    return;
  }
  file_.write(held_, bytes.first(bytes.size() - rest));
  held_.assign(bytes.end() - static_cast<std::ptrdiff_t>(rest), bytes.end());
}

void Output::flush() {
  file_.write(held_);
  held_.clear();
}

void Output::seek(std::uint64_t offset) {
  flush();
  file_.seek(start_ + offset);
  place_ = offset;
}

bool Output::terminal() const { return ::isatty(file_.descriptor()) != 0; }

void Output::commit() {
  if (target_.empty()) return file_.close();
  flush();
  if (replacing_) file_.sync();
  file_.close();
  Disk& disk = file_.disk();
  const int result = replacing_ ? disk.replace(temporary_.c_str(), target_.c_str())
                                : disk.claim(temporary_.c_str(), target_.c_str());
  if (result != 0 && errno == EEXIST) {
    throw Error(ExitStatus::kOutput, name() + ": exists by now; --force replaces it");
  }
  if (result != 0) throw system_error(ExitStatus::kFailed, name(), "can't take its name: ");
  temporary_.clear();
  forget_temporary_file();
}

}  // namespace rectify::io
