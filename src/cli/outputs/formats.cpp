// The extensions and their formats.
#include "cli/outputs/formats.hpp"

#include <algorithm>
#include <array>

namespace rectify::cli {
namespace {

using io::Container;

struct Entry {
  std::string_view extension;  // without its dot the format's name, where `names` it
  Format format;
  bool names = true;
};

constexpr std::array kFormats = {
    Entry{".wav", {Container::kWav}},           Entry{".wave", {Container::kWav}, false},
    Entry{".rf64", {Container::kRf64}},         Entry{".w64", {Container::kW64}},
    Entry{".aiff", {Container::kAiff}},         Entry{".aif", {Container::kAiff}, false},
    Entry{".aifc", {Container::kAiff}, false},  Entry{".au", {Container::kAu}},
    Entry{".snd", {Container::kAu}, false},     Entry{".caf", {Container::kCaf}},
    Entry{".flac", {Container::kFlac}},         Entry{".ogg", {Container::kVorbis}},
    Entry{".oga", {Container::kVorbis}, false}, Entry{".opus", {Container::kOpus}},
    Entry{".mp3", {Container::kMp3}},           Entry{".raw", {Container::kRaw}},
    Entry{".csv", {std::nullopt, ','}},         Entry{".txt", {std::nullopt, ','}, false},
    Entry{".tsv", {std::nullopt, '\t'}},
};

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
    return 'A' <= c && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return lower;
}

/// The names of all formats, each without its first `cut` letters.
std::string listed_names(std::size_t cut) {
  std::string all;
  for (const Entry& entry : kFormats) {
    if (entry.names) all += (all.empty() ? "" : " ") + std::string(entry.extension.substr(cut));
  }
  return all;
}

}  // namespace

std::optional<Format> format_named(std::string_view name) {
  const std::string lower = lower_case(name);
  for (const Entry& entry : kFormats) {
    if (entry.names && entry.extension.substr(1) == lower) return entry.format;
  }
  return std::nullopt;
}

std::optional<Format> format_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  const std::string name = lower_case(slash == path.npos ? path : path.substr(slash + 1));
  for (const Entry& entry : kFormats) {
    if (name.size() > entry.extension.size() && name.ends_with(entry.extension)) {
      return entry.format;
    }
  }
  const bool stream =
      path == "-" || path.starts_with("/dev/") || path.starts_with("/proc/self/fd/");
  return stream ? format_named("csv") : std::nullopt;
}

std::string known_formats() { return listed_names(1); }
std::string known_extensions() { return listed_names(0); }

}  // namespace rectify::cli
