#include "io/file/interrupt.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <climits>
#include <csignal>
#include <stdexcept>

namespace rectify::io {
namespace {

constexpr std::array kSignals = {SIGINT, SIGTERM, SIGHUP};

// A signal handler is given nothing but the signal: what it needs stands here.
// NOLINTBEGIN(cppcoreguidelines-avoid-non-const-global-variables)
std::array<char, PATH_MAX> temporary_path;
volatile std::sig_atomic_t has_temporary = 0;
// NOLINTEND(cppcoreguidelines-avoid-non-const-global-variables)

/// Only calls that are safe in a signal handler. SA_RESETHAND has put back the default action.
extern "C" void die(int signal) {
  if (has_temporary != 0) ::unlink(temporary_path.data());
  ::raise(signal);
}

sigset_t handled() {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : kSignals) sigaddset(&set, signal);
  return set;
}

}  // namespace

void remember_temporary_file(const std::string& path) {
  if (path.size() >= temporary_path.size()) throw std::length_error("a path is too long");
  std::copy_n(path.c_str(), path.size() + 1, temporary_path.begin());
  has_temporary = 1;
  for (const int signal : kSignals) {
    struct sigaction now {};
    ::sigaction(signal, nullptr, &now);
    if (now.sa_handler != SIG_DFL) continue;
    struct sigaction action {};
    action.sa_handler = die;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    action.sa_mask = handled();
    ::sigaction(signal, &action, nullptr);
  }
}

void forget_temporary_file() { has_temporary = 0; }

void hold_signals() {
  const sigset_t set = handled();
  ::sigprocmask(SIG_BLOCK, &set, nullptr);
}

void release_signals() {
  const sigset_t set = handled();
  ::sigprocmask(SIG_UNBLOCK, &set, nullptr);
}

}  // namespace rectify::io
