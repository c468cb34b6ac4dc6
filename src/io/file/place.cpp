// stat(2), readlink(2) and the names of descriptors.
#include "io/file/place.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <filesystem>
#include <string_view>

namespace rectify::io {
namespace {

namespace fs = std::filesystem;

using Status = struct stat;

FileIdentity identity(const Status& status) { return {status.st_dev, status.st_ino}; }

/// What is there, links followed; nullopt: nothing, or nobody may know.
std::optional<Status> status_of(Disk& disk, const std::string& path, int standard) {
  Status status{};
  const auto descriptor = named_descriptor(path, standard);
  const int result =
      descriptor ? disk.status(*descriptor, &status) : disk.status_of(path.c_str(), &status);
  return result == 0 ? std::optional(status) : std::nullopt;
}

bool swallows_everything(const Status& status) {
  return S_ISCHR(status.st_mode) && status.st_rdev == makedev(1, 3);  // /dev/null
}

/// The folder of a name that is not there yet, and the name in it.
struct NewName {
  FileIdentity folder;
  std::string name;
  bool operator==(const NewName&) const = default;
};

std::optional<NewName> new_name(Disk& disk, const std::string& path) {
  const auto target = without_links(disk, path);
  if (!target) return std::nullopt;
  const fs::path folder = fs::path(*target).parent_path();
  Status status{};
  if (disk.status_of(folder.empty() ? "." : folder.c_str(), &status) != 0) return std::nullopt;
  return NewName{identity(status), fs::path(*target).filename().string()};
}

}  // namespace

std::optional<int> named_descriptor(const std::string& path, int standard) {
  if (path == "-") return standard;
  if (path == "/dev/stdin") return STDIN_FILENO;
  if (path == "/dev/stdout") return STDOUT_FILENO;
  if (path == "/dev/stderr") return STDERR_FILENO;
  for (const std::string_view folder : {"/dev/fd/", "/proc/self/fd/"}) {
    if (!path.starts_with(folder)) continue;
    const std::string digits = path.substr(folder.size());
    if (!digits.empty() && digits.size() < 7 &&
        digits.find_first_not_of("0123456789") == std::string::npos) {
      return std::stoi(digits);
    }
  }
  return std::nullopt;
}

std::optional<FileIdentity> identity_of(Disk& disk, int descriptor) {
  Status status{};
  if (disk.status(descriptor, &status) != 0) return std::nullopt;
  return identity(status);
}

std::optional<FileIdentity> identity_of(Disk& disk, const std::string& path) {
  const auto status = status_of(disk, path, STDOUT_FILENO);
  return status ? std::optional(identity(*status)) : std::nullopt;
}

bool same_output(Disk& disk, const std::string& one, const std::string& other) {
  const auto first = status_of(disk, one, STDOUT_FILENO);
  const auto second = status_of(disk, other, STDOUT_FILENO);
  if (first && second) {
    return identity(*first) == identity(*second) && !swallows_everything(*first);
  }
  if (first || second) return false;
  if (one == other) return true;
  const auto first_name = new_name(disk, one);
  return first_name && first_name == new_name(disk, other);
}

bool writes_into(Disk& disk, const std::string& output, const std::string& input) {
  const auto descriptor = named_descriptor(output, STDOUT_FILENO);
  if (!descriptor) return false;
  const int flags = disk.flags(*descriptor);
  if (flags < 0 || (flags & O_ACCMODE) == O_RDONLY) return false;  // which is another error
  const auto out = status_of(disk, output, STDOUT_FILENO);
  const auto in = status_of(disk, input, STDIN_FILENO);
  return out && in && S_ISREG(out->st_mode) && identity(*out) == identity(*in);
}

bool same_stream(Disk& disk, const std::string& one, const std::string& other) {
  if (one == "-" && other == "-") return true;
  const auto first = status_of(disk, one, STDIN_FILENO);
  const auto second = status_of(disk, other, STDIN_FILENO);
  return first && second && identity(*first) == identity(*second) && !S_ISREG(first->st_mode) &&
         !S_ISDIR(first->st_mode) && !swallows_everything(*first);
}

bool names_folder(Disk& disk, const std::string& path) {
  if (named_descriptor(path, STDOUT_FILENO)) return false;
  Status status{};
  const bool exists = disk.status_of(path.c_str(), &status) == 0;
  return exists ? S_ISDIR(status.st_mode) : path.ends_with('/');
}

bool names_file(Disk& disk, const std::string& path) {
  if (named_descriptor(path, STDIN_FILENO)) return false;
  Status status{};
  return disk.status_of(path.c_str(), &status) != 0 || S_ISREG(status.st_mode);
}

std::optional<std::string> without_links(Disk& disk, const std::string& path) {
  constexpr int kMostLinks = 40;
  std::string target(PATH_MAX, '\0');
  fs::path at = path;
  for (int i = 0; i < kMostLinks; ++i) {
    const ssize_t length = disk.read_link(at.c_str(), target.data(), target.size());
    if (length < 0 && (errno == EINVAL || errno == ENOENT)) return at.string();  // none, or nothing
    if (length < 0) return std::nullopt;
    const fs::path next = target.substr(0, static_cast<std::size_t>(length));
    at = next.is_absolute() ? next : at.parent_path() / next;
  }
  errno = ELOOP;
  return std::nullopt;
}

}  // namespace rectify::io
