// Checks that another program is fed and heard whatever it does, and that none is left behind.
#include "io/process/child.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <optional>
#include <string>
#include <vector>

using rectify::io::Child;

namespace {

Child::Result run(const std::string& line, const std::string& text) {
  auto child = Child::start({"sh", "-c", line});
  REQUIRE(child);
  return child->finish(text);
}

/// Of the first few, those that are open, or those that are not.
std::vector<int> descriptors(bool open) {
  std::vector<int> result;
  for (int fd = 0; fd < 100; ++fd) {
    if ((::fcntl(fd, F_GETFD) >= 0) == open) result.push_back(fd);
  }
  return result;
}

// The program that said hello by SIGUSR1, and how many alarms are left until it is killed.
// NOLINTBEGIN(cppcoreguidelines-avoid-non-const-global-variables)
volatile std::sig_atomic_t greeting = 0;
volatile std::sig_atomic_t alarms = 0;
// NOLINTEND(cppcoreguidelines-avoid-non-const-global-variables)

void set_alarm(int microseconds) {
  const timeval every{0, microseconds};
  const itimerval timer{every, every};
  ::setitimer(ITIMER_REAL, &timer, nullptr);
}

void on_signal(int signal, siginfo_t* info, void* /*context*/) {
  if (signal == SIGUSR1) {
    greeting = info->si_pid;
    set_alarm(1000);
    return;
  }
  alarms = alarms - 1;
  if (alarms == 0) {
    ::kill(static_cast<pid_t>(greeting), SIGKILL);
    set_alarm(0);
  }
}

}  // namespace

TEST_CASE("a program gets the whole text, and what it writes on both streams is kept apart") {
  const std::string text(3000000, 'x');
  const Child::Result result = run("tee /dev/stderr", text);
  const bool out_is_text = result.out == text;
  const bool err_is_text = result.err == text;
  CHECK(out_is_text);
  CHECK(err_is_text);
  CHECK(result.status == 0);
  CHECK(result.signal == 0);
}

TEST_CASE("a program that does not read, or writes before it reads, is no failure") {
  ::signal(SIGPIPE, SIG_DFL);  // the test would die by it
  CHECK(run("exit 3", std::string(3000000, 'x')).status == 3);
  const Child::Result early = run("head -c 1000000 /dev/zero; cat", std::string(1000000, 'x'));
  CHECK(early.out.size() == 2000000);
  CHECK(run("cat", "").out == "");
}

TEST_CASE("death by a signal is told") { CHECK(run("kill -9 $$", "").signal == SIGKILL); }

TEST_CASE("a program that is not there, or is no program, does not start") {
  errno = 0;
  CHECK_FALSE(Child::start({"rectify-has-no-such-program"}));
  CHECK(errno == ENOENT);
  CHECK_FALSE(Child::start({"/etc/passwd"}));
  CHECK(errno == EACCES);
}

TEST_CASE("a program that is not needed any more is killed and waited for") {
  {
    auto child = Child::start({"sh", "-c", "while :; do sleep 100; done"});
    REQUIRE(child);
    Child moved = std::move(*child);
  }
  CHECK(::waitpid(-1, nullptr, WNOHANG) == -1);
  CHECK(errno == ECHILD);
}

TEST_CASE("a program does not start where there are too few descriptors, and none is left open") {
  const std::vector<int> open = descriptors(true);
  const std::vector<int> free = descriptors(false);
  rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
  for (std::size_t left = 0; left < 6; ++left) {  // two for each of its streams
    CAPTURE(left);
    const rlimit few{static_cast<rlim_t>(free[left]), before.rlim_max};
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &few) == 0);
    const bool started = Child::start({"true"}).has_value();
    const int cause = errno;
    ::setrlimit(RLIMIT_NOFILE, &before);
    CHECK_FALSE(started);
    CHECK(cause == EMFILE);
    CHECK(descriptors(true) == open);
  }
}

TEST_CASE("what keeps a program from being fed or heard is told") {
  for (const std::size_t end : {0U, 1U, 2U}) {
    CAPTURE(end);
    const std::vector<int> before = descriptors(true);
    auto child = Child::start({"sh", "-c", "cat; echo heard >&2"});
    REQUIRE(child);
    std::vector<int> ours;
    for (const int fd : descriptors(true)) {
      if (std::find(before.begin(), before.end(), fd) == before.end()) ours.push_back(fd);
    }
    REQUIRE(ours.size() == 3);
    const int folder = ::open("/", O_RDONLY | O_CLOEXEC);  // neither a socket nor to be read
    ::dup2(folder, ours[end]);
    ::close(folder);
    CHECK(child->finish("text").failure == (end == 0 ? ENOTSOCK : EISDIR));
  }
}

TEST_CASE("signals interrupt neither what is heard of a program nor the wait for its end") {
  struct sigaction action {};
  action.sa_sigaction = on_signal;
  action.sa_flags = SA_SIGINFO;  // and no SA_RESTART
  for (const int signal : {SIGUSR1, SIGALRM}) ::sigaction(signal, &action, nullptr);
  for (const std::string streams :
       {"", "exec >&- 2>&-; "}) {  // open until its end, or closed before
    alarms = 20;
    const Child::Result result = run(streams + "kill -USR1 $PPID; exec sleep 100", "");
    CHECK(result.signal == SIGKILL);
    CHECK(result.failure == 0);
  }
  for (const int signal : {SIGUSR1, SIGALRM}) ::signal(signal, SIG_DFL);
}

TEST_CASE("how a program ended is told also where SIGCHLD came ignored") {
  ::signal(SIGCHLD, SIG_IGN);
  CHECK(run("exit 3", "").status == 3);
}

TEST_CASE("a program that somebody else has waited for is a failure") {
  auto child = Child::start({"true"});
  REQUIRE(child);
  REQUIRE(::waitpid(-1, nullptr, 0) > 0);
  CHECK(child->finish("").failure == ECHILD);
}
