// The standard descriptors of the test itself, put elsewhere for a while.
#pragma once

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <string>

namespace test {

/// What the program says goes nowhere while this lives.
class Hushed {
 public:
  Hushed() : saved_(::dup(STDERR_FILENO)) {
    const int file = ::open("/dev/null", O_WRONLY);
    ::dup2(file, STDERR_FILENO);
    ::close(file);
  }
  ~Hushed() {
    ::dup2(saved_, STDERR_FILENO);
    ::close(saved_);
  }
  Hushed(const Hushed&) = delete;
  Hushed& operator=(const Hushed&) = delete;

 private:
  int saved_;
};

/// A pipe on standard input that holds these bytes, at most 64 KiB, and then ends.
class PipedInput {
 public:
  explicit PipedInput(const std::string& bytes) : saved_(::dup(STDIN_FILENO)) {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    REQUIRE(::write(ends[1], bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
    ::close(ends[1]);
    ::dup2(ends[0], STDIN_FILENO);
    ::close(ends[0]);
  }
  ~PipedInput() {
    ::dup2(saved_, STDIN_FILENO);
    ::close(saved_);
  }
  PipedInput(const PipedInput&) = delete;
  PipedInput& operator=(const PipedInput&) = delete;

 private:
  int saved_;
};

}  // namespace test
