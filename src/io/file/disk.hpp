// Makes every system call of inputs and outputs on files, so that a test can make each of them
// fail. Three calls are made elsewhere: the signal handler removes temporary files by unlink(2),
// since it may call nothing that is not safe there (temporary.cpp); messages are written to
// standard error; and main() opens /dev/null where a standard descriptor is closed. Nor are the
// pipes to another program files (child.cpp).
#pragma once

#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/types.h>
#include <sys/uio.h>

#include <cstddef>

namespace rectify::io {

/// The system calls of POSIX. Each returns -1 and sets errno where it fails, as POSIX says.
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
  virtual int flags(int fd);      ///< as open(2) takes them
  virtual int duplicate(int fd);  ///< to 3 or above, closed on exec
  virtual bool terminal(int fd);
  virtual int wait(int fd, short event, int milliseconds);  ///< poll(2); -1: without a limit
  virtual int file_system(int fd, struct statvfs* to);
  virtual int set_mode(int fd, mode_t mode);
  virtual int set_owner(int fd, uid_t user, gid_t group);
  virtual int sync(int fd);
  virtual int close(int fd);
  virtual int unlink(const char* path);
  virtual int make_folder(const char* path);  ///< mkdir(2), for all whom the umask lets in

  /// Gives a name to the file of a descriptor, as linkat(2) does: one without a name (O_TMPFILE).
  /// Fails with EEXIST where the name is taken.
  virtual int link(int fd, const char* path);

  /// rename(2): replaces a file that has the new name.
  virtual int replace(const char* from, const char* to);

  /// Renames the file only where nothing has the new name, and fails with EEXIST otherwise. This is
  /// one step: of two programs that want the name, one gets it.
  virtual int claim(const char* from, const char* to);
};

}  // namespace rectify::io
