// Checks that another program is fed and heard whatever it does, and that none is left behind.
#include "io/process/child.hpp"

#include <doctest/doctest.h>
#include <sys/wait.h>

#include <cerrno>
#include <csignal>
#include <optional>
#include <string>

using rectify::io::Child;

namespace {

Child::Result run(const std::string& line, const std::string& text) {
  auto child = Child::start({"sh", "-c", line});
  REQUIRE(child);
  return child->finish(text);
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
