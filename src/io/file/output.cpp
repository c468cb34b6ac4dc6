// Opens outputs, holds back what is not yet a whole piece, and gives files their names.
#include "io/file/output.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <utility>

#include "io/file/place.hpp"

namespace rectify::io {
namespace {

/// Whether the call found something; what is not there is no error.
bool found(int result, const std::string& name) {
  if (result == 0) return true;
  if (errno == ENOENT) return false;
  throw system_error(ExitStatus::kOutput, name);
}

/// umask(2) can be read only by setting it, which is done once, before there are other threads.
mode_t umask_of_process() {
  static const mode_t mask = [] {
    const mode_t now = ::umask(0);
    ::umask(now);
    return now;
  }();
  return mask;
}

bool can_seek(File& file) {
  const mode_t mode = file.status().st_mode;
  // lseek(2) can succeed on a device that can't seek, such as /dev/null.
  return S_ISREG(mode) || S_ISBLK(mode);
}

/// Why a file can't appear in its folder.
Error cannot_create(const std::string& name) {
  return system_error(ExitStatus::kOutput, name, errno == ENOENT ? "its folder: " : "");
}

}  // namespace

Output::Output(File file, bool seekable, std::uint64_t start)
    : file_(std::move(file)), seekable_(seekable), start_(start) {}

Output::Output(File file, std::string target, std::unique_ptr<Temporary> temporary,
               Existing existing)
    : file_(std::move(file)),
      seekable_(true),
      start_(0),
      existing_(existing),
      target_(std::move(target)),
      temporary_(std::move(temporary)) {}

Output Output::direct(File file) {
  const int flags = file.disk().flags(file.descriptor());
  if (flags < 0) throw system_error(ExitStatus::kOutput, file.name());
  if ((flags & O_ACCMODE) == O_RDONLY) {  // as main() leaves a descriptor that came closed
    throw Error(ExitStatus::kOutput, file.name() + ": is closed, or open for reading only");
  }
  const bool appending = (flags & O_APPEND) != 0;
  const bool seekable = can_seek(file) && !appending;
  const std::uint64_t start = seekable ? file.position() : 0;
  const bool regular = S_ISREG(file.status().st_mode);
  Output output(std::move(file), seekable, start);
  output.appending_ = appending && regular;
  return output;
}

Output::Output(Output&& other) noexcept = default;
Output::~Output() = default;

Output Output::open(Disk& disk, const std::string& path, Existing existing) {
  (void)umask_of_process();
  const std::string name = path == "-" ? "standard output" : path;
  if (const auto descriptor = named_descriptor(path, STDOUT_FILENO)) {
    const int fd = disk.duplicate(*descriptor);
    if (fd < 0) throw system_error(ExitStatus::kOutput, name);
    return direct(File(disk, fd, name));
  }

  struct stat old {};
  const bool exists = found(disk.status_of(path.c_str(), &old), name);
  if (exists && S_ISDIR(old.st_mode)) throw Error(ExitStatus::kOutput, name + ": is a directory");
  if (exists && !S_ISREG(old.st_mode)) {
    const int fd = disk.open(path.c_str(), O_WRONLY | O_CLOEXEC, 0);
    if (fd < 0) throw system_error(ExitStatus::kOutput, name);
    return direct(File(disk, fd, name));
  }
  struct stat link {};
  const bool taken = exists || found(disk.status_of_link(path.c_str(), &link), name);
  if (taken && existing == Existing::kRefuse) {
    throw Error(ExitStatus::kOutput, name + ": exists; --force replaces it");
  }
  const auto target = without_links(disk, path);
  if (!target) throw cannot_create(name);
  const std::string folder = std::filesystem::path(*target).parent_path().string();
  auto temporary = std::make_unique<Temporary>(disk, folder);
  const int fd = temporary->descriptor();
  if (fd < 0) throw cannot_create(name);
  return {File(disk, fd, name), *target, std::move(temporary), existing};
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

bool Output::terminal() const { return file_.disk().terminal(file_.descriptor()); }

/// Where a file is replaced, its permissions and its owner; nobody can be kept from owning what
/// they write, so a change of owner that is not allowed is passed over. Else the permissions that
/// open(2) gives a new file.
void Output::set_access(const struct stat* old) {
  Disk& disk = file_.disk();
  const int fd = file_.descriptor();
  if (old == nullptr) {
    constexpr mode_t kAnybody = 0666;
    if (disk.set_mode(fd, kAnybody & ~umask_of_process()) != 0 && errno != EPERM) {
      throw system_error(ExitStatus::kFailed, name(), "can't set its mode: ");
    }
    return;
  }
  const struct stat now = file_.status();
  if (now.st_uid != old->st_uid || now.st_gid != old->st_gid) {
    constexpr auto kSameUser = static_cast<uid_t>(-1);
    if (disk.set_owner(fd, old->st_uid, old->st_gid) != 0) {
      (void)disk.set_owner(fd, kSameUser, old->st_gid);
    }
  }
  if (disk.set_mode(fd, old->st_mode & 0777U) != 0) {
    throw system_error(ExitStatus::kFailed, name(), "can't keep its mode: ");
  }
}

void Output::commit() {
  if (target_.empty()) return file_.close();
  flush();
  const bool may_replace = existing_ == Existing::kReplace;
  struct stat old {};
  const bool replacing =
      may_replace && found(file_.disk().status_of_link(target_.c_str(), &old), name());
  set_access(replacing && S_ISREG(old.st_mode) ? &old : nullptr);
  if (replacing) file_.sync();
  file_.close();
  int result = replacing ? temporary_->replace(target_.c_str())  //
                         : temporary_->claim(target_.c_str());
  if (result != 0 && errno == EEXIST && may_replace) {  // it appeared just now
    result = temporary_->replace(target_.c_str());
  }
  if (result == 0) return;
  if (errno == EEXIST && !may_replace) {
    throw Error(ExitStatus::kOutput, name() + ": exists by now; --force replaces it");
  }
  throw system_error(ExitStatus::kFailed, name(), "can't take its name: ");
}

}  // namespace rectify::io
