// The list of temporary files, and the signal handler that removes them.
#include "io/file/temporary.hpp"

#include <fcntl.h>
#include <sched.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <random>
#include <string_view>
#include <utility>

namespace rectify::io {
namespace {

// Signals that end a program by default and that others send. SIGKILL can't be handled.
// main() ignores SIGXFSZ. Those of faults (SIGSEGV, SIGABRT …) are left alone: the list may be what
// is broken.
constexpr std::array kSignals = {SIGINT,  SIGTERM, SIGHUP,    SIGQUIT, SIGXCPU, SIGPIPE, SIGALRM,
                                 SIGUSR1, SIGUSR2, SIGVTALRM, SIGPROF, SIGIO,   SIGPWR,  SIGSTKFLT};

sigset_t handled() {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : kSignals) sigaddset(&set, signal);
  return set;
}

// A signal handler gets nothing but the number of the signal, so the list is global.
// NOLINTBEGIN(cppcoreguidelines-avoid-non-const-global-variables)
Temporary* first = nullptr;
std::atomic_flag busy = ATOMIC_FLAG_INIT;  // the lock of the list
// NOLINTEND(cppcoreguidelines-avoid-non-const-global-variables)

void lock() {
  while (busy.test_and_set(std::memory_order_acquire)) ::sched_yield();  // safe in a handler too
}
void unlock() { busy.clear(std::memory_order_release); }

/// Locks the list and blocks the signals of this thread while it lives. A handler that runs in
/// another thread spins until the lock is free. So nothing may be done in between that can wait for
/// another thread; allocating memory can.
class Locked {
 public:
  Locked() {
    const sigset_t set = handled();
    ::pthread_sigmask(SIG_BLOCK, &set, &before_);
    lock();
  }
  ~Locked() {
    const int cause = errno;
    unlock();
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    errno = cause;
  }
  Locked(const Locked&) = delete;
  Locked& operator=(const Locked&) = delete;

 private:
  sigset_t before_{};
};

}  // namespace

/// What may be done to the list while it is locked.
class TemporaryList {
 public:
  static void add(Temporary& temporary) {
    temporary.next_ = first;
    first = &temporary;
  }
  /// Takes a file off the list; it must be on the list.
  static void remove(Temporary& temporary) {
    Temporary** at = &first;
    while (*at != &temporary) at = &(*at)->next_;
    *at = temporary.next_;
  }
  /// Makes only calls that are safe in a signal handler.
  static void remove_files() {
    for (const Temporary* at = first; at != nullptr; at = at->next_) ::unlink(at->path_.c_str());
  }
};

namespace {

/// The signal has its default action again (SA_RESETHAND), which follows when this returns. The
/// list stays locked, so that no thread makes another file in the meantime.
extern "C" void remove_files_and_die(int signal) {
  lock();
  TemporaryList::remove_files();
  ::raise(signal);
}

/// Called once only: a signal that has its default action again must keep it.
bool install_handlers() {
  for (const int signal : kSignals) {
    struct sigaction now {};
    ::sigaction(signal, nullptr, &now);
    if (now.sa_handler != SIG_DFL) continue;
    struct sigaction action {};
    action.sa_handler = remove_files_and_die;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    action.sa_mask = handled();
    ::sigaction(signal, &action, nullptr);
  }
  return true;
}

}  // namespace

namespace {

/// A random name for a file in that folder.
std::string random_name(const std::string& folder) {
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz0123456789";
  std::random_device random;
  std::string name = folder.empty() ? "" : folder + "/";
  name += ".rectify-";
  for (int i = 0; i < 8; ++i) name += kLetters[random() % kLetters.size()];
  return name;
}

}  // namespace

/// Makes a random name by make(name), which returns -1 where it fails, and puts it on the list.
template <class Make>
int Temporary::make_name(Make make) {
  [[maybe_unused]] static const bool installed = install_handlers();
  constexpr int kTries = 100;
  int made = -1;
  for (int i = 0; i < kTries && made < 0; ++i) {
    path_ = random_name(folder_);
    const Locked locked;
    made = make(path_.c_str());
    if (made >= 0) TemporaryList::add(*this);
    if (made < 0 && errno != EEXIST) break;
  }
  if (made < 0) path_.clear();
  return made;
}

bool Temporary::make_without_name() {
  const char* folder = folder_.empty() ? "." : folder_.c_str();
  const int made = disk_->open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (made < 0) return false;
  // It will get its name by /proc, which not every root has.
  struct stat in_proc {};
  const std::string by = "/proc/self/fd/" + std::to_string(made);
  if (disk_->status_of(by.c_str(), &in_proc) == 0) second_ = disk_->duplicate(made);
  if (second_ < 0) {
    disk_->close(made);
    return false;
  }
  descriptor_ = made;
  return true;
}

Temporary::Temporary(Disk& disk, std::string folder) : disk_(&disk), folder_(std::move(folder)) {
  if (make_without_name()) return;
  descriptor_ = make_name([&](const char* name) {
    return disk.open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  });
}

Temporary::~Temporary() {
  if (second_ >= 0) disk_->close(second_);
  if (path_.empty()) return;
  disk_->unlink(path_.c_str());
  unlist();
}

void Temporary::unlist() {
  const Locked locked;
  TemporaryList::remove(*this);
}

int Temporary::claim(const char* to) {
  if (path_.empty()) return disk_->link(second_, to);
  if (disk_->claim(path_.c_str(), to) != 0) return -1;
  unlist();
  path_.clear();
  return 0;
}

int Temporary::replace(const char* to) {
  if (path_.empty() && make_name([&](const char* name) { return disk_->link(second_, name); }) < 0)
    return -1;
  if (disk_->replace(path_.c_str(), to) != 0) return -1;
  unlist();
  path_.clear();
  return 0;
}

void die_by_broken_pipe() {
  std::signal(SIGPIPE, SIG_DFL);
  const Locked locked;
  TemporaryList::remove_files();
  std::raise(SIGPIPE);  // takes effect when the list is unlocked
}

}  // namespace rectify::io
