// What a path means before it is opened: a descriptor that is open already, a file, or a new name.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>

#include "io/file/disk.hpp"

namespace rectify::io {

/// A file, whatever name led to it.
struct FileIdentity {
  dev_t device = 0;
  ino_t number = 0;
  bool operator==(const FileIdentity&) const = default;
};

/// The descriptor that a path names: that of "-" (`standard`), /dev/stdin, /dev/stdout,
/// /dev/stderr, /dev/fd/N and /proc/self/fd/N. An output that opened these by name would start at
/// the front of a file that the shell is in the midst of.
[[nodiscard]] std::optional<int> named_descriptor(const std::string& path, int standard);

/// The file of an open descriptor; nullopt where that is closed.
[[nodiscard]] std::optional<FileIdentity> identity_of(Disk& disk, int descriptor);

/// The file that an output's path leads to, links followed; nullopt where there is none yet, and
/// errno is ENOENT, or where the system does not tell.
[[nodiscard]] std::optional<FileIdentity> identity_of(Disk& disk, const std::string& path);

/// Whether two outputs would go to one place: the same descriptor or file, or the same new name,
/// however spelled. What goes to /dev/null goes nowhere, so that may be given twice.
[[nodiscard]] bool same_output(Disk& disk, const std::string& one, const std::string& other);

/// Whether an output is a descriptor of the very file that an input reads: one that the shell has
/// opened (>> FILE).
[[nodiscard]] bool writes_into(Disk& disk, const std::string& output, const std::string& input);

/// Whether two inputs would take turns with the same bytes: both are standard input, or they are
/// one pipe, socket or terminal. A file can be read twice.
[[nodiscard]] bool same_stream(Disk& disk, const std::string& one, const std::string& other);

/// Whether an output's path names a folder, or what must be one since it ends in '/'; a descriptor
/// never does.
[[nodiscard]] bool names_folder(Disk& disk, const std::string& path);

/// Whether a path names a regular file or nothing, and no pipe, which opening would disturb.
[[nodiscard]] bool names_file(Disk& disk, const std::string& path);

/// Where the links at a path's end lead, whether anything is there or not; nullopt where that can't
/// be told, and errno says why.
[[nodiscard]] std::optional<std::string> without_links(Disk& disk, const std::string& path);

}  // namespace rectify::io
