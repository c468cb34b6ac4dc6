// Every system call that this program makes on files, in one place that a test can make fail.
#pragma once

#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/types.h>
#include <sys/uio.h>

#include <cstddef>

namespace rectify::io {

/// The calls of POSIX under their own conventions: -1 and errno on failure.
class Disk {
 public:
  virtual ~Disk() = default;
  virtual int open(const char* path, int flags, mode_t mode);
  virtual ssize_t read(int fd, void* to, std::size_t bytes);
  virtual ssize_t write(int fd, const iovec* parts, int count);  ///< writev(2)
  virtual off_t seek(int fd, off_t offset, int whence);
  virtual int status(int fd, struct stat* to);
  virtual int file_system(int fd, struct statvfs* to);
  virtual int set_mode(int fd, mode_t mode);
  virtual int sync(int fd);
  virtual int close(int fd);
  virtual int unlink(const char* path);

  /// rename(2) that replaces what has the new name.
  virtual int replace(const char* from, const char* to);

  /// Gives the file its name only if nothing has it: fails with EEXIST otherwise. One step, so that
  /// of two programs that want the name one wins.
  virtual int claim(const char* from, const char* to);
};

}  // namespace rectify::io
