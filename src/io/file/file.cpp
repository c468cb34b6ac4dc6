// Retries what was interrupted or would block, and throws what failed.
#include "io/file/file.hpp"

#include <fcntl.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "io/file/temporary.hpp"

namespace rectify::io {
namespace {

/// After a failed call: whether to try again. Where somebody made the descriptor non-blocking,
/// waits until it is ready.
bool worth_retrying(Disk& disk, int fd, short event) {
  if (errno == EINTR) return true;
  return errno == EAGAIN && (disk.wait(fd, event, -1) >= 0 || errno == EINTR);
}

}  // namespace

Error system_error(ExitStatus status, const std::string& name, const char* what) {
  const int cause = errno;
  return {status, name + ": " + what + std::strerror(cause)};
}

File::File(File&& other) noexcept
    : disk_(other.disk_), fd_(std::exchange(other.fd_, -1)), name_(std::move(other.name_)) {}

File& File::operator=(File&& other) noexcept {
  std::swap(disk_, other.disk_);
  std::swap(fd_, other.fd_);
  std::swap(name_, other.name_);
  return *this;
}

File::~File() {
  if (fd_ >= 0) disk_->close(fd_);
}

void File::fail(const char* what) const { throw system_error(ExitStatus::kFailed, name_, what); }

std::size_t File::read(std::span<std::byte> to) {
  for (;;) {
    const ssize_t got = disk_->read(fd_, to.data(), to.size());
    if (got >= 0) return static_cast<std::size_t>(got);
    if (!worth_retrying(*disk_, fd_, POLLIN)) fail("can't read: ");
  }
}

bool File::ready(int milliseconds) {
  return disk_->wait(fd_, POLLIN, milliseconds) != 0;  // read() reports a failure
}

void File::write(std::span<const std::byte> first, std::span<const std::byte> second) {
  while (!first.empty() || !second.empty()) {
    const auto part = [](std::span<const std::byte> bytes) {
      return iovec{const_cast<std::byte*>(bytes.data()), bytes.size()};
    };
    const std::array parts = {part(first), part(second)};
    const ssize_t put = disk_->write(fd_, parts.data(), static_cast<int>(parts.size()));
    if (put > 0) {
      const auto bytes = static_cast<std::size_t>(put);
      const std::size_t of_first = std::min(bytes, first.size());
      first = first.subspan(of_first);
      second = second.subspan(bytes - of_first);
      continue;
    }
    if (put == 0) errno = ENOSPC;
    if (errno == EPIPE) die_by_broken_pipe();  // the parent had SIGPIPE ignored
    if (!worth_retrying(*disk_, fd_, POLLOUT)) fail("can't write: ");
  }
}

void File::seek(std::uint64_t offset) {
  if (disk_->seek(fd_, static_cast<off_t>(offset), SEEK_SET) < 0) fail("can't seek: ");
}

std::uint64_t File::position() {
  const off_t at = disk_->seek(fd_, 0, SEEK_CUR);
  if (at < 0) fail("can't seek: ");
  return static_cast<std::uint64_t>(at);
}

struct stat File::status() {
  struct stat status {};
  if (disk_->status(fd_, &status) != 0) fail("");
  return status;
}

std::uint64_t File::free_space() {
  struct statvfs system {};
  if (disk_->file_system(fd_, &system) != 0) fail("");
  return std::uint64_t{system.f_bavail} * system.f_frsize;
}

void File::sync() {
  if (disk_->sync(fd_) != 0) fail("can't write: ");
}

void File::close() {
  if (disk_->close(std::exchange(fd_, -1)) != 0 && errno != EINTR) fail("can't write: ");
}

File unlinked_file(Disk& disk) {
  const char* directory = std::getenv("TMPDIR");
  const std::string folder = directory != nullptr && *directory != '\0' ? directory : "/tmp";
  const std::string name = "temporary file in " + folder;
  const Temporary temporary(disk, folder);
  if (temporary.descriptor() < 0) throw system_error(ExitStatus::kFailed, name);
  return {disk, temporary.descriptor(), name};
}

}  // namespace rectify::io
