// The system calls themselves.
#include "io/file/disk.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>

namespace rectify::io {

int Disk::open(const char* path, int flags, mode_t mode) { return ::open(path, flags, mode); }
ssize_t Disk::read(int fd, void* to, std::size_t bytes) { return ::read(fd, to, bytes); }
ssize_t Disk::write(int fd, const iovec* parts, int count) { return ::writev(fd, parts, count); }
off_t Disk::seek(int fd, off_t offset, int whence) { return ::lseek(fd, offset, whence); }
int Disk::status(int fd, struct stat* to) { return ::fstat(fd, to); }
int Disk::status_of(const char* path, struct stat* to) { return ::stat(path, to); }
int Disk::status_of_link(const char* path, struct stat* to) { return ::lstat(path, to); }
ssize_t Disk::read_link(const char* path, char* to, std::size_t bytes) {
  return ::readlink(path, to, bytes);
}
int Disk::flags(int fd) { return ::fcntl(fd, F_GETFL); }
int Disk::duplicate(int fd) { return ::fcntl(fd, F_DUPFD_CLOEXEC, 3); }
bool Disk::terminal(int fd) { return ::isatty(fd) != 0; }
int Disk::wait(int fd, short event, int milliseconds) {
  pollfd waiting{fd, event, 0};
  return ::poll(&waiting, 1, milliseconds);
}
int Disk::file_system(int fd, struct statvfs* to) { return ::fstatvfs(fd, to); }
int Disk::set_mode(int fd, mode_t mode) { return ::fchmod(fd, mode); }
int Disk::set_owner(int fd, uid_t user, gid_t group) { return ::fchown(fd, user, group); }
int Disk::sync(int fd) { return ::fsync(fd); }
int Disk::close(int fd) { return ::close(fd); }
int Disk::unlink(const char* path) { return ::unlink(path); }
int Disk::link(int fd, const char* path) {
  std::array<char, 32> open_file{};  // longer than the longest descriptor makes it
  std::snprintf(open_file.data(), open_file.size(), "/proc/self/fd/%d", fd);
  return ::linkat(AT_FDCWD, open_file.data(), AT_FDCWD, path, AT_SYMLINK_FOLLOW);
}
int Disk::make_folder(const char* path) { return ::mkdir(path, 0777); }
int Disk::replace(const char* from, const char* to) { return ::rename(from, to); }

int Disk::claim(const char* from, const char* to) {
  if (::renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0) return 0;
  if (errno != EINVAL && errno != ENOSYS) return -1;
  // The file system does not know the flag. link(2) too refuses a name that is taken.
  if (::link(from, to) != 0) return -1;
  return ::unlink(from);
}

}  // namespace rectify::io
