#include "cli/formats.hpp"

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

}  // namespace

std::optional<Format> format_named(std::string_view name) {
  for (const Entry& entry : kFormats) {
    if (entry.names && entry.extension.substr(1) == name) return entry.format;
  }
  return std::nullopt;
}

std::optional<Format> output_format(const Options& options) {
  if (options.format) return options.format;
  const std::size_t slash = options.output.rfind('/');
  std::string name = slash == std::string::npos ? options.output : options.output.substr(slash + 1);
  std::transform(name.begin(), name.end(), name.begin(), [](char c) {
    return 'A' <= c && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  for (const Entry& entry : kFormats) {
    if (name.size() > entry.extension.size() && name.ends_with(entry.extension)) {
      return entry.format;
    }
  }
  const bool stream = options.output == "-" || options.output.starts_with("/dev/") ||
                      options.output.starts_with("/proc/self/fd/");
  return stream ? format_named("csv") : std::nullopt;
}

std::string known_extensions() {
  std::string all;
  for (const Entry& entry : kFormats) {
    if (entry.names) all += (all.empty() ? "" : " ") + std::string(entry.extension);
  }
  return all;
}

}  // namespace rectify::cli
