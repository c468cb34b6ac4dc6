// A disk that breaks at a chosen system call.
#pragma once

#include <atomic>
#include <cerrno>

#include "io/file/disk.hpp"

namespace test {

/// Lets the n-th call fail (counted from 1), and where it is to stay broken those after it, but for
/// unlink.
class FailingDisk : public rectify::io::Disk {
 public:
  FailingDisk(int n, bool stays_broken) : n_(n), stays_broken_(stays_broken) {}
  bool failed() const { return calls_ >= n_; }

  int open(const char* path, int flags, mode_t mode) override {
    return fails(EIO) ? -1 : Disk::open(path, flags, mode);
  }
  ssize_t read(int fd, void* to, std::size_t bytes) override {
    return fails(EIO) ? -1 : Disk::read(fd, to, bytes);
  }
  ssize_t write(int fd, const iovec* parts, int count) override {
    return fails(ENOSPC) ? -1 : Disk::write(fd, parts, count);
  }
  off_t seek(int fd, off_t offset, int whence) override {
    return fails(EIO) ? -1 : Disk::seek(fd, offset, whence);
  }
  int status(int fd, struct stat* to) override { return fails(EIO) ? -1 : Disk::status(fd, to); }
  int status_of(const char* path, struct stat* to) override {
    return fails(EACCES) ? -1 : Disk::status_of(path, to);
  }
  int status_of_link(const char* path, struct stat* to) override {
    return fails(EACCES) ? -1 : Disk::status_of_link(path, to);
  }
  ssize_t read_link(const char* path, char* to, std::size_t bytes) override {
    return fails(EACCES) ? -1 : Disk::read_link(path, to, bytes);
  }
  int flags(int fd) override { return fails(EBADF) ? -1 : Disk::flags(fd); }
  int duplicate(int fd) override { return fails(EMFILE) ? -1 : Disk::duplicate(fd); }
  bool terminal(int fd) override { return !fails(ENOTTY) && Disk::terminal(fd); }
  int wait(int fd, short event, int milliseconds) override {
    return fails(ENOMEM) ? -1 : Disk::wait(fd, event, milliseconds);
  }
  int file_system(int fd, struct statvfs* to) override {
    return fails(EIO) ? -1 : Disk::file_system(fd, to);
  }
  int set_mode(int fd, mode_t mode) override {
    return fails(EPERM) ? -1 : Disk::set_mode(fd, mode);
  }
  int set_owner(int fd, uid_t user, gid_t group) override {
    return fails(EPERM) ? -1 : Disk::set_owner(fd, user, group);
  }
  int sync(int fd) override { return fails(EIO) ? -1 : Disk::sync(fd); }
  int close(int fd) override {  // a descriptor is gone also where close(2) fails
    const bool failing = fails(EIO);
    const int result = Disk::close(fd);
    return failing ? -1 : result;
  }
  int link(int fd, const char* path) override { return fails(EIO) ? -1 : Disk::link(fd, path); }
  int make_folder(const char* path) override { return fails(EROFS) ? -1 : Disk::make_folder(path); }
  int replace(const char* from, const char* to) override {
    return fails(EIO) ? -1 : Disk::replace(from, to);
  }
  int claim(const char* from, const char* to) override {
    return fails(EIO) ? -1 : Disk::claim(from, to);
  }

 private:
  bool fails(int cause) {
    const int call = ++calls_;
    if (call != n_ && !(stays_broken_ && call > n_)) return false;
    errno = cause;
    return true;
  }

  int n_;
  bool stays_broken_;
  std::atomic<int> calls_ = 0;  // more than one thread may call
};

}  // namespace test
