// fork, exec, and a poll loop that feeds stdin and drains stdout and stderr until the deadline.
#include "support/process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace test {
namespace {

struct Pipe {
  int read_end = -1;
  int write_end = -1;
  Pipe() {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("pipe2");
    read_end = ends[0];
    write_end = ends[1];
  }
  ~Pipe() {
    close_end(read_end);
    close_end(write_end);
  }
  static void close_end(int& end) {
    if (end >= 0) ::close(end);
    end = -1;
  }
};

// Takes what is there; closes the end at end of file.
void drain(int& end, std::string& text) {
  char block[65536];
  const ssize_t count = ::read(end, block, sizeof block);
  if (count > 0)
    text.append(block, static_cast<std::size_t>(count));
  else if (count == 0 || (errno != EINTR && errno != EAGAIN))
    Pipe::close_end(end);
}

// Gives what fits; closes the end when all is given or nobody reads it.
void feed(int& end, std::string_view& text) {
  const ssize_t count = ::write(end, text.data(), text.size());
  if (count > 0) text.remove_prefix(static_cast<std::size_t>(count));
  if (text.empty() || (count < 0 && errno != EINTR && errno != EAGAIN)) Pipe::close_end(end);
}

// In a process group of its own, so that the deadline ends a whole pipeline.
[[noreturn]] void become(const std::vector<std::string>& arguments, const std::string& folder,
                         const Pipe& in, const Pipe& out, const Pipe& err) {
  ::setpgid(0, 0);
  ::signal(SIGPIPE, SIG_DFL);
  std::vector<char*> pointers;
  for (const std::string& argument : arguments)
    pointers.push_back(const_cast<char*>(argument.c_str()));
  pointers.push_back(nullptr);
  if (::dup2(in.read_end, 0) == 0 && ::dup2(out.write_end, 1) == 1 &&
      ::dup2(err.write_end, 2) == 2 && (folder.empty() || ::chdir(folder.c_str()) == 0))
    ::execvp(pointers[0], pointers.data());
  ::_exit(127);
}

Result execute(const std::vector<std::string>& arguments, std::string_view input,
               const std::string& folder, double seconds) {
  ::signal(SIGPIPE, SIG_IGN);
  ::setenv("RECTIFY", RECTIFY_PROGRAM, 1);
  Pipe in, out, err;
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("fork");
  if (child == 0) become(arguments, folder, in, out, err);
  ::setpgid(child, child);
  Pipe::close_end(in.read_end);
  Pipe::close_end(out.write_end);
  Pipe::close_end(err.write_end);
  ::fcntl(in.write_end, F_SETFL, O_NONBLOCK);
  if (input.empty()) Pipe::close_end(in.write_end);

  using Clock = std::chrono::steady_clock;
  const auto deadline = Clock::now() + std::chrono::duration<double>(seconds);
  Result result;
  while (out.read_end >= 0 || err.read_end >= 0) {
    pollfd ends[3] = {
        {out.read_end, POLLIN, 0}, {err.read_end, POLLIN, 0}, {in.write_end, POLLOUT, 0}};
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
    if (left.count() <= 0) break;
    if (::poll(ends, 3, static_cast<int>(left.count())) < 0 && errno != EINTR) break;
    if (ends[0].revents != 0) drain(out.read_end, result.out);
    if (ends[1].revents != 0) drain(err.read_end, result.err);
    if (ends[2].revents != 0) feed(in.write_end, input);
  }
  if (out.read_end >= 0 || err.read_end >= 0) ::kill(-child, SIGKILL);

  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  result.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  result.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  return result;
}

}  // namespace

Result run(const std::vector<std::string>& arguments, std::string_view input, double seconds) {
  std::vector<std::string> all{RECTIFY_PROGRAM};
  all.insert(all.end(), arguments.begin(), arguments.end());
  return execute(all, input, {}, seconds);
}

Result shell(const std::string& line, const std::string& folder, double seconds) {
  return execute({"bash", "-o", "pipefail", "-c", line}, {}, folder, seconds);
}

TemporaryFolder::TemporaryFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "rectify-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp");
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string TemporaryFolder::operator/(std::string_view name) const {
  return path_ + "/" + std::string(name);
}

std::vector<std::string> TemporaryFolder::names() const {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(path_))
    names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write_file(const std::string& path, std::string_view bytes) {
  std::ofstream file(path, std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!file.flush()) throw std::runtime_error("cannot write " + path);
}

}  // namespace test
