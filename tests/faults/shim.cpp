// Makes one system call of a program fail, from outside: LD_PRELOAD this library, and say in the
// environment which function (FAULT_CALL: a name of one of the groups below) and which of its
// calls, counted from 1 and from the start of main (FAULT_AT); with FAULT_STAYS all later ones too.
// FAULT_REPORT names a file that is made when the fault comes. The headers of these functions are
// left out, since they declare them in other words than a definition may have.
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>

#include <atomic>

extern "C" {
char* getenv(const char* name);
int unsetenv(const char* name);
long strtol(const char* text, char** end, int base);
int strcmp(const char* a, const char* b);
long syscall(long number, ...);
void* __libc_malloc(unsigned long bytes);
void* __libc_calloc(unsigned long count, unsigned long bytes);
void* __libc_realloc(void* old, unsigned long bytes);
}

namespace {

std::atomic<bool> running = false;  // main is
std::atomic<long> calls = 0;
long fault_at = 0;
const char* fault_call = nullptr;
const char* report = nullptr;
bool stays = false;

bool fires(const char* call, int cause) {
  if (!running.load(std::memory_order_relaxed) || strcmp(call, fault_call) != 0) return false;
  const long n = ++calls;
  if (n != fault_at && !(stays && n > fault_at)) return false;
  if (n == fault_at && report != nullptr) {
    constexpr long kOpen = 2;
    constexpr long kClose = 3;
    constexpr int kCreateToWrite = 0101;
    const long fd = syscall(kOpen, report, kCreateToWrite, 0600);
    syscall(kClose, fd);
  }
  errno = cause;
  return true;
}

template <class Function>
Function* next(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

int (*real_main)(int, char**, char**) = nullptr;

int counted_main(int count, char** arguments, char** environment) {
  const char* const at = getenv("FAULT_AT");
  fault_call = getenv("FAULT_CALL");
  report = getenv("FAULT_REPORT");
  stays = getenv("FAULT_STAYS") != nullptr;
  if (at != nullptr && fault_call != nullptr) {
    fault_at = strtol(at, nullptr, 10);
    running = true;
  }
  unsetenv("LD_PRELOAD");  // other programs that this one starts are spared
  const int status = real_main(count, arguments, environment);
  running = false;
  return status;
}

constexpr int kStandardError = 2;  // messages may always be written

}  // namespace

// A function of the same name that calls the real one unless the fault comes.
#define SHIM(group, cause, result, name, parameters, arguments) \
  extern "C" result name parameters {                           \
    static auto* const real = next<result parameters>(#name);   \
    if (fires(group, cause)) return static_cast<result>(-1);    \
    return real arguments;                                      \
  }
#define SHIM_WRITE(name, parameters, arguments)                    \
  extern "C" long name parameters {                                \
    static auto* const real = next<long parameters>(#name);        \
    if (fd != kStandardError && fires("write", ENOSPC)) return -1; \
    return real arguments;                                         \
  }

using Size = unsigned long;

SHIM("open", EACCES, int, open, (const char* path, int flags, unsigned mode), (path, flags, mode))
SHIM("open", EACCES, int, open64, (const char* path, int flags, unsigned mode), (path, flags, mode))
SHIM("open", EACCES, int, __open_2, (const char* path, int flags), (path, flags))
SHIM("open", EACCES, int, openat, (int at, const char* path, int flags, unsigned mode),
     (at, path, flags, mode))
SHIM("read", EIO, long, read, (int fd, void* to, Size bytes), (fd, to, bytes))
SHIM("read", EIO, long, __read_chk, (int fd, void* to, Size bytes, Size room),
     (fd, to, bytes, room))
SHIM("read", EIO, long, pread, (int fd, void* to, Size bytes, long at), (fd, to, bytes, at))
SHIM("read", EIO, long, pread64, (int fd, void* to, Size bytes, long at), (fd, to, bytes, at))
SHIM_WRITE(write, (int fd, const void* from, Size bytes), (fd, from, bytes))
SHIM_WRITE(writev, (int fd, const void* parts, int count), (fd, parts, count))
SHIM_WRITE(pwrite, (int fd, const void* from, Size bytes, long at), (fd, from, bytes, at))
SHIM_WRITE(pwrite64, (int fd, const void* from, Size bytes, long at), (fd, from, bytes, at))
SHIM("seek", EIO, long, lseek, (int fd, long offset, int whence), (fd, offset, whence))
SHIM("seek", EIO, long, lseek64, (int fd, long offset, int whence), (fd, offset, whence))
SHIM("stat", EIO, int, fstat, (int fd, void* to), (fd, to))
SHIM("stat", EIO, int, fstat64, (int fd, void* to), (fd, to))
SHIM("stat", EACCES, int, stat, (const char* path, void* to), (path, to))
SHIM("stat", EACCES, int, lstat, (const char* path, void* to), (path, to))
SHIM("stat", EACCES, long, readlink, (const char* path, char* to, Size bytes), (path, to, bytes))
SHIM("sync", EIO, int, fsync, (int fd), (fd))
SHIM("sync", EIO, int, fdatasync, (int fd), (fd))
SHIM("rename", EIO, int, rename, (const char* from, const char* to), (from, to))
SHIM("rename", EIO, int, renameat2,
     (int at, const char* from, int to_at, const char* to, unsigned flags),
     (at, from, to_at, to, flags))
SHIM("link", EIO, int, link, (const char* from, const char* to), (from, to))
SHIM("link", EIO, int, linkat, (int at, const char* from, int to_at, const char* to, int flags),
     (at, from, to_at, to, flags))
SHIM("truncate", EIO, int, ftruncate, (int fd, long bytes), (fd, bytes))
SHIM("truncate", EIO, int, ftruncate64, (int fd, long bytes), (fd, bytes))
SHIM("mode", EIO, int, fchmod, (int fd, unsigned mode), (fd, mode))
SHIM("mode", EIO, int, fchown, (int fd, unsigned user, unsigned group), (fd, user, group))
SHIM("poll", ENOMEM, int, poll, (void* waiting, Size count, int milliseconds),
     (waiting, count, milliseconds))
SHIM("process", EMFILE, int, pipe2, (int* ends, int flags), (ends, flags))

// A descriptor is gone also where close(2) fails.
extern "C" int close(int fd) {
  static auto* const real = next<int(int)>("close");
  const bool failing = fd != kStandardError && fires("close", EIO);
  const int result = real(fd);
  if (failing) errno = EIO;
  return failing ? -1 : result;
}

// This returns its error.
extern "C" int pthread_create(pthread_t* thread, const pthread_attr_t* attributes,
                              void* (*start)(void*), void* argument) {
  static auto* const real =
      next<int(pthread_t*, const pthread_attr_t*, void* (*)(void*), void*)>("pthread_create");
  return fires("thread", EAGAIN) ? EAGAIN : real(thread, attributes, start, argument);
}

extern "C" void* malloc(unsigned long bytes) {
  return fires("malloc", ENOMEM) ? nullptr : __libc_malloc(bytes);
}
extern "C" void* calloc(unsigned long count, unsigned long bytes) {
  return fires("malloc", ENOMEM) ? nullptr : __libc_calloc(count, bytes);
}
extern "C" void* realloc(void* old, unsigned long bytes) {
  return fires("malloc", ENOMEM) ? nullptr : __libc_realloc(old, bytes);
}

extern "C" int __libc_start_main(int (*main)(int, char**, char**), int count, char** arguments,
                                 void (*start)(), void (*end)(), void (*loader_end)(), void* top) {
  real_main = main;
  static auto* const real = next<int(int (*)(int, char**, char**), int, char**, void (*)(),
                                     void (*)(), void (*)(), void*)>("__libc_start_main");
  return real(counted_main, count, arguments, start, end, loader_end, top);
}
