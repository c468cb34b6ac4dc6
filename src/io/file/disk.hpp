// Every system call that inputs and outputs make on files, in one place that a test can make fail.
// Three others do not pass here: a signal handler removes temporary files by unlink(2) itself,
// since it may call nothing else (temporary.cpp); messages go to standard error by write(2); and
// main() opens /dev/null where a standard descriptor is closed.
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
  virtual int status_of(const char* path, struct stat* to);       ///< stat(2)
  virtual int status_of_link(const char* path, struct stat* to);  ///< lstat(2)
  virtual ssize_t read_link(const char* path, char* to, std::size_t bytes);
  virtual int flags(int fd);      ///< those of open(2)
  virtual int duplicate(int fd);  ///< from descriptor 3 on, closed on exec
  virtual bool terminal(int fd);
  virtual int wait(int fd, short event);  ///< poll(2) without a time limit
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
