// posix_spawnp(3), and a poll(2) loop that feeds and drains the program at the same time.
#include "io/process/child.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <utility>

namespace rectify::io {
namespace {

void close_end(int& end) {
  if (end >= 0) ::close(end);
  end = -1;
}

/// Both ends of a channel, which are closed unless they are taken.
class Ends {
 public:
  Ends() = default;
  Ends(const Ends&) = delete;
  Ends& operator=(const Ends&) = delete;
  ~Ends() {
    close_end(ours);
    close_end(its);
  }
  /// A socket, since only to that can be written without SIGPIPE where nobody reads.
  bool open_to() {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) return false;
    ours = ends[0];
    its = ends[1];
    return true;
  }
  bool open_from() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return false;
    ours = ends[0];
    its = ends[1];
    return true;
  }
  [[nodiscard]] int take() { return std::exchange(ours, -1); }

  int ours = -1;
  int its = -1;
};

/// Whether the call failed, and would again.
bool failed(ssize_t result) { return result < 0 && errno != EINTR && errno != EAGAIN; }

/// Waits for the end of the program. Returns errno where that can't be known, or 0.
int wait_for(pid_t process, int& status) {
  while (::waitpid(process, &status, 0) < 0) {
    if (errno != EINTR) return errno;
  }
  return 0;
}

/// Sends what fits now; closes the end where all is sent, or nobody reads it. Returns errno of what
/// else keeps it from being sent, or 0.
int feed(int& end, std::string_view& text) {
  const ssize_t sent = ::send(end, text.data(), text.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  const int cause = failed(sent) ? errno : 0;
  if (sent > 0) text.remove_prefix(static_cast<std::size_t>(sent));
  if (text.empty() || cause != 0) close_end(end);
  return cause == EPIPE || cause == ECONNRESET ? 0 : cause;
}

/// Takes what is there; closes the end at its end. Returns errno where that can't be read, or 0.
int drain(int& end, std::string& to) {
  std::array<char, 65536> block;  // NOLINT(cppcoreguidelines-pro-type-member-init): read fills it
  const ssize_t got = ::read(end, block.data(), block.size());
  const int cause = failed(got) ? errno : 0;
  if (got > 0) to.append(block.data(), static_cast<std::size_t>(got));
  if (got == 0 || cause != 0) close_end(end);
  return cause;
}

}  // namespace

std::optional<Child> Child::start(const std::vector<std::string>& arguments) {
  Ends in;
  Ends out;
  Ends err;
  if (!in.open_to() || !out.open_from() || !err.open_from()) return std::nullopt;
  // Where it came ignored from the parent, nobody could tell how the program ended.
  std::signal(SIGCHLD, SIG_DFL);
  std::vector<char*> words;
  for (const std::string& word : arguments) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, in.its, STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, out.its, STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, err.its, STDERR_FILENO);
  pid_t process = 0;
  // The program has the signal back that main() ignores.
  sigset_t of_its_own;
  ::sigemptyset(&of_its_own);
  ::sigaddset(&of_its_own, SIGXFSZ);
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  ::posix_spawnattr_setsigdefault(&attributes, &of_its_own);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  const int cause =
      ::posix_spawnp(&process, words[0], &actions, &attributes, words.data(), environ);
  ::posix_spawnattr_destroy(&attributes);
  ::posix_spawn_file_actions_destroy(&actions);
  if (cause != 0) {
    errno = cause;
    return std::nullopt;
  }
  return Child(process, in.take(), out.take(), err.take());
}

Child::Child(Child&& other) noexcept
    : process_(std::exchange(other.process_, 0)),
      in_(std::exchange(other.in_, -1)),
      out_(std::exchange(other.out_, -1)),
      err_(std::exchange(other.err_, -1)) {}

Child::~Child() {
  for (int* end : {&in_, &out_, &err_}) close_end(*end);
  if (process_ == 0) return;
  ::kill(process_, SIGKILL);
  int status = 0;
  wait_for(process_, status);
}

Child::Result Child::finish(std::string_view text) {
  Result result;
  const auto note = [&](int cause) {
    if (cause != 0) result.failure = cause;
  };
  if (text.empty()) close_end(in_);
  while (out_ >= 0 || err_ >= 0) {
    // poll(2) passes over what is closed.
    std::array<pollfd, 3> ends = {pollfd{in_, POLLOUT, 0}, pollfd{out_, POLLIN, 0},
                                  pollfd{err_, POLLIN, 0}};
    if (::poll(ends.data(), ends.size(), -1) < 0) continue;
    if (ends[0].revents != 0) note(feed(in_, text));
    if (ends[1].revents != 0) note(drain(out_, result.out));
    if (ends[2].revents != 0) note(drain(err_, result.err));
  }
  close_end(in_);
  int status = 0;
  note(wait_for(process_, status));
  process_ = 0;
  if (WIFEXITED(status)) result.status = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) result.signal = WTERMSIG(status);
  return result;
}

}  // namespace rectify::io
