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

/// Standard output goes into a new file while this lives.
class RedirectedOutput {
 public:
  explicit RedirectedOutput(const std::string& path) : saved_(::dup(STDOUT_FILENO)) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0666);
    ::dup2(file, STDOUT_FILENO);
    ::close(file);
  }
  ~RedirectedOutput() {
    ::dup2(saved_, STDOUT_FILENO);
    ::close(saved_);
  }
  RedirectedOutput(const RedirectedOutput&) = delete;
  RedirectedOutput& operator=(const RedirectedOutput&) = delete;

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

/// A pipe to write up to 64 KiB to by its name.
class PipedOutput {
 public:
  PipedOutput() { REQUIRE(::pipe(ends_) == 0); }
  ~PipedOutput() {
    ::close(ends_[0]);
    ::close(ends_[1]);
  }
  PipedOutput(const PipedOutput&) = delete;
  PipedOutput& operator=(const PipedOutput&) = delete;

  [[nodiscard]] std::string path() const { return "/dev/fd/" + std::to_string(ends_[1]); }

  /// What has been written to it.
  std::string take() {
    ::fcntl(ends_[0], F_SETFL, O_NONBLOCK);
    std::string all(65536, '\0');
    const ssize_t got = ::read(ends_[0], all.data(), all.size());
    all.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
    return all;
  }

 private:
  int ends_[2] = {-1, -1};
};

}  // namespace test
