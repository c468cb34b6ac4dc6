// A disk whose files look like pipes that give little at a time, and pause.
#pragma once

#include <algorithm>
#include <cstddef>

#include "io/file/disk.hpp"

namespace test {

/// Gives so many bytes at a time, and after so many in all pauses before each further piece.
class SlowPipe : public rectify::io::Disk {
 public:
  SlowPipe(std::size_t most, std::size_t pause) : most_(most), pause_(pause) {}
  int status(int fd, struct stat* to) override {
    const int result = Disk::status(fd, to);
    to->st_mode = (to->st_mode & ~static_cast<mode_t>(S_IFMT)) | S_IFIFO;
    return result;
  }
  ssize_t read(int fd, void* to, std::size_t bytes) override {
    const ssize_t got = Disk::read(fd, to, std::min(bytes, most_));
    if (got > 0) given_ += static_cast<std::size_t>(got);
    return got;
  }
  int wait(int /*fd*/, short /*event*/, int /*milliseconds*/) override {
    return given_ >= pause_ ? 0 : 1;
  }

 private:
  std::size_t most_;
  std::size_t pause_;
  std::size_t given_ = 0;
};

}  // namespace test
