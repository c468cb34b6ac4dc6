// A disk that gives and takes only a few bytes a call, as POSIX allows.
#pragma once

#include <algorithm>

#include "io/file/disk.hpp"

namespace test {

class StintingDisk : public rectify::io::Disk {
 public:
  explicit StintingDisk(std::size_t most) : most_(most) {}

  ssize_t read(int fd, void* to, std::size_t bytes) override {
    return Disk::read(fd, to, std::min(bytes, most_));
  }
  ssize_t write(int fd, const iovec* parts, int count) override {
    for (; count > 1 && parts->iov_len == 0; --count) ++parts;
    const iovec part{parts->iov_base, std::min(parts->iov_len, most_)};
    return Disk::write(fd, &part, 1);
  }

 private:
  std::size_t most_;
};

}  // namespace test
