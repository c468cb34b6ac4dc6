// A disk in memory: files, pipes and what else an input or output can be, without the system.
#pragma once

#include <fcntl.h>
#include <poll.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

#include "io/file/disk.hpp"

namespace fuzz {

/// Names are those of one folder, which is the working folder, /tmp and /work alike, and of those
/// that make_folder() makes in it. Every fault of
/// the program that a disk can see ends the fuzzer at once: a descriptor that was never opened, one
/// that stays open, a temporary file that stays. Any thread may call.
class MemoryDisk : public rectify::io::Disk {
 public:
  /// A file, or a pipe that holds the bytes and ends; replaces what has the name. "-" is standard
  /// input.
  void put(const std::string& name, std::string bytes, bool pipe = false) {
    const std::lock_guard lock(mutex_);
    auto node = std::make_shared<Node>();
    node->bytes = std::move(bytes);
    node->pipe = pipe;
    node->number = ++numbers_;
    if (name == "-") {
      open_[STDIN_FILENO] = std::make_shared<Open>(Open{node, 0, O_RDONLY});
    } else {
      names_[name] = node;
    }
  }
  /// Takes standard output into a pipe or a file, and forgets what came out before.
  void take_output(bool pipe) {
    const std::lock_guard lock(mutex_);
    auto node = std::make_shared<Node>();
    node->pipe = pipe;
    node->number = ++numbers_;
    open_[STDOUT_FILENO] = std::make_shared<Open>(Open{node, 0, O_WRONLY});
  }
  [[nodiscard]] bool has(const std::string& name) const { return names_.contains(name); }
  [[nodiscard]] const std::string& bytes(const std::string& name) const {
    return names_.at(name)->bytes;
  }
  [[nodiscard]] const std::string& output() const { return open_.at(STDOUT_FILENO)->node->bytes; }
  void remove(const std::string& name) { names_.erase(name); }

  /// Reads and writes take at most so many bytes each; writes 16 at least, since what is written
  /// may be much more than what is read.
  void set_stint(std::size_t bytes) { stint_ = bytes; }
  /// How many bytes may be written in all from now on.
  void set_room(std::size_t bytes) { room_ = bytes; }

  /// To be called where nobody uses the disk: whether a descriptor other than the standard ones is
  /// open, or a file has the name of a temporary one.
  void check_nothing_left() const {
    for (const auto& [fd, open] : open_) {
      if (fd > STDERR_FILENO) die("a descriptor stays open");
    }
    for (const auto& [name, node] : names_) {
      if (name.find(".rectify-") != std::string::npos) die("a temporary file stays");
    }
  }

  int open(const char* path, int flags, mode_t mode) override {
    const std::lock_guard lock(mutex_);
    const std::string name = plain(path);
    std::shared_ptr<Node> node;
    if ((flags & O_TMPFILE) == O_TMPFILE) {
      if (!is_folder(name)) return fail(ENOTDIR);
      node = std::make_shared<Node>();
      node->number = ++numbers_;
      node->mode = mode;
    } else if (is_folder(name)) {
      if ((flags & O_ACCMODE) != O_RDONLY) return fail(EISDIR);
      node = std::make_shared<Node>();
      node->folder = true;
    } else if (const auto found = names_.find(name); found != names_.end()) {
      if ((flags & (O_CREAT | O_EXCL)) == (O_CREAT | O_EXCL)) return fail(EEXIST);
      node = found->second;
    } else if (name == "dev/null") {
      node = std::make_shared<Node>();
      node->null = true;
    } else if ((flags & O_CREAT) == 0 || !is_folder(parent(name))) {
      return fail(ENOENT);
    } else {
      node = std::make_shared<Node>();
      node->number = ++numbers_;
      node->mode = mode;
      names_[name] = node;
    }
    if ((flags & O_TRUNC) != 0) node->bytes.clear();
    return give({node, 0, flags & (O_ACCMODE | O_APPEND)});
  }

  ssize_t read(int fd, void* to, std::size_t bytes) override {
    const std::lock_guard lock(mutex_);
    Open* const open = of(fd);
    if (open == nullptr || (open->flags & O_ACCMODE) == O_WRONLY) return fail(EBADF);
    if (open->node->folder) return fail(EISDIR);
    const std::string& all = open->node->bytes;
    if (open->place >= all.size()) return 0;
    const std::size_t count = std::min({bytes, stint_, all.size() - open->place});
    std::memcpy(to, all.data() + open->place, count);
    open->place += count;
    return static_cast<ssize_t>(count);
  }

  ssize_t write(int fd, const iovec* parts, int count) override {
    const std::lock_guard lock(mutex_);
    Open* const open = of(fd);
    if (open == nullptr || (open->flags & O_ACCMODE) == O_RDONLY) return fail(EBADF);
    const std::size_t most = std::max<std::size_t>(stint_, 16);
    std::size_t done = 0;
    for (int i = 0; i < count && done < most; ++i) {
      const std::size_t bytes = std::min(parts[i].iov_len, most - done);
      if (bytes > room_) {
        if (done == 0) return fail(ENOSPC);
        break;
      }
      if (!open->node->null) {
        room_ -= bytes;
        std::string& all = open->node->bytes;
        if ((open->flags & O_APPEND) != 0) open->place = all.size();
        constexpr std::size_t kMost = std::size_t{1} << 26U;
        if (open->place + bytes > kMost) return fail(EFBIG);
        if (open->place + bytes > all.size()) all.resize(open->place + bytes);
        std::copy_n(static_cast<const char*>(parts[i].iov_base), bytes,
                    all.begin() + static_cast<std::ptrdiff_t>(open->place));
        open->place += bytes;
      }
      done += bytes;
    }
    return static_cast<ssize_t>(done);
  }

  off_t seek(int fd, off_t offset, int whence) override {
    const std::lock_guard lock(mutex_);
    Open* const open = of(fd);
    if (open == nullptr) return fail(EBADF);
    if (open->node->pipe) return fail(ESPIPE);
    const auto base = whence == SEEK_SET   ? 0
                      : whence == SEEK_CUR ? static_cast<off_t>(open->place)
                                           : static_cast<off_t>(open->node->bytes.size());
    if (offset < -base) return fail(EINVAL);
    open->place = static_cast<std::size_t>(base + offset);
    return base + offset;
  }

  int status(int fd, struct stat* to) override {
    const std::lock_guard lock(mutex_);
    Open* const open = of(fd);
    return open == nullptr ? fail(EBADF) : describe(*open->node, to);
  }
  int status_of(const char* path, struct stat* to) override {
    const std::lock_guard lock(mutex_);
    const std::string name = plain(path);
    if (path[0] == '\0') return fail(ENOENT);
    constexpr std::string_view kOpen = "proc/self/fd/";
    if (name.starts_with(kOpen)) {
      Open* const open = of(std::atoi(name.c_str() + kOpen.size()));
      return open == nullptr ? fail(ENOENT) : describe(*open->node, to);
    }
    Node other;
    other.folder = is_folder(name);
    other.null = name == "dev/null";
    if (other.folder || other.null) return describe(other, to);
    const auto found = names_.find(name);
    return found == names_.end() ? fail(ENOENT) : describe(*found->second, to);
  }
  int status_of_link(const char* path, struct stat* to) override { return status_of(path, to); }
  ssize_t read_link(const char* path, char* /*to*/, std::size_t /*bytes*/) override {
    struct stat status {};
    return status_of(path, &status) == 0 ? fail(EINVAL) : -1;
  }
  int flags(int fd) override {
    const std::lock_guard lock(mutex_);
    Open* const open = of(fd);
    return open == nullptr ? fail(EBADF) : open->flags;
  }
  int duplicate(int fd) override {
    const std::lock_guard lock(mutex_);
    const auto found = open_.find(fd);
    if (found == open_.end()) return fail(EBADF);
    open_[++last_] = found->second;
    return last_;
  }
  bool terminal(int /*fd*/) override { return false; }
  int wait(int /*fd*/, short /*event*/, int /*milliseconds*/) override { return 1; }
  int file_system(int fd, struct statvfs* to) override {
    const std::lock_guard lock(mutex_);
    if (of(fd) == nullptr) return fail(EBADF);
    to->f_frsize = 1;
    to->f_bavail = room_;
    return 0;
  }
  int set_mode(int fd, mode_t mode) override {
    const std::lock_guard lock(mutex_);
    Open* const open = of(fd);
    if (open == nullptr) return fail(EBADF);
    open->node->mode = mode;
    return 0;
  }
  int set_owner(int fd, uid_t /*user*/, gid_t /*group*/) override { return sync(fd); }
  int sync(int fd) override {
    const std::lock_guard lock(mutex_);
    return of(fd) == nullptr ? fail(EBADF) : 0;
  }
  int close(int fd) override {
    const std::lock_guard lock(mutex_);
    if (open_.erase(fd) == 0) die("closes a descriptor that is not open");
    return 0;
  }
  int unlink(const char* path) override {
    const std::lock_guard lock(mutex_);
    return names_.erase(plain(path)) == 0 ? fail(ENOENT) : 0;
  }
  int make_folder(const char* path) override {
    const std::lock_guard lock(mutex_);
    const std::string name = plain(path);
    if (is_folder(name) || names_.contains(name)) return fail(EEXIST);
    if (!is_folder(parent(name))) return fail(ENOENT);
    folders_.insert(name);
    return 0;
  }
  int link(int fd, const char* path) override {
    const std::lock_guard lock(mutex_);
    Open* const open = of(fd);
    const std::string name = plain(path);
    if (open == nullptr) return fail(EBADF);
    if (is_folder(name) || names_.contains(name)) return fail(EEXIST);
    if (!is_folder(parent(name))) return fail(ENOENT);
    names_[name] = open->node;
    return 0;
  }
  int replace(const char* from, const char* to) override {
    const std::lock_guard lock(mutex_);
    return move(plain(from), plain(to));
  }
  int claim(const char* from, const char* to) override {
    const std::lock_guard lock(mutex_);
    return names_.contains(plain(to)) ? fail(EEXIST) : move(plain(from), plain(to));
  }

 private:
  struct Node {
    std::string bytes;
    bool pipe = false;
    bool folder = false;
    bool null = false;
    mode_t mode = 0644;
    ino_t number = 1;
  };
  struct Open {
    std::shared_ptr<Node> node;
    std::size_t place;
    int flags;
  };

  [[noreturn]] static void die(const char* what) {
    std::fprintf(stderr, "memory disk: %s\n", what);
    std::abort();
  }
  static int fail(int cause) {
    errno = cause;
    return -1;
  }
  /// The name in the folder; "" for the folder itself.
  static std::string plain(std::string path) {
    for (const std::string_view folder : {"/tmp", "/work", "."}) {
      if (path == folder) return "";
      if (path.starts_with(std::string(folder) + "/")) path.erase(0, folder.size() + 1);
    }
    while (path.starts_with("/")) path.erase(0, 1);
    while (path.ends_with("/")) path.pop_back();
    return path;
  }
  [[nodiscard]] bool is_folder(const std::string& name) const {
    return name.empty() || folders_.contains(name);
  }
  static std::string parent(const std::string& name) {
    const std::size_t end = name.rfind('/');
    return end == std::string::npos ? "" : name.substr(0, end);
  }
  Open* of(int fd) {
    const auto found = open_.find(fd);
    return found == open_.end() ? nullptr : found->second.get();
  }
  int give(Open open) {
    open_[++last_] = std::make_shared<Open>(std::move(open));
    return last_;
  }
  static int describe(const Node& node, struct stat* to) {
    *to = {};
    to->st_mode = node.folder ? S_IFDIR | 0755U
                  : node.null ? S_IFCHR | 0666U
                  : node.pipe ? S_IFIFO | 0600U
                              : S_IFREG | node.mode;
    to->st_dev = 1;
    to->st_ino = node.number;
    to->st_nlink = 1;
    if (node.null) to->st_rdev = makedev(1, 3);
    to->st_size = static_cast<off_t>(node.bytes.size());
    return 0;
  }
  int move(const std::string& from, const std::string& to) {
    const auto found = names_.find(from);
    if (found == names_.end()) return fail(ENOENT);
    if (is_folder(to)) return fail(EISDIR);
    if (!is_folder(parent(to))) return fail(ENOENT);
    auto node = found->second;
    names_.erase(found);
    names_[to] = std::move(node);
    return 0;
  }

  mutable std::mutex mutex_;
  std::map<std::string, std::shared_ptr<Node>> names_;
  std::set<std::string> folders_;
  std::map<int, std::shared_ptr<Open>> open_;
  int last_ = 100;
  ino_t numbers_ = 1;
  std::size_t stint_ = ~std::size_t{0};
  std::size_t room_ = ~std::size_t{0};
};

}  // namespace fuzz
