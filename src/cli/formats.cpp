#include "cli/formats.hpp"

#include <algorithm>
#include <array>

#include "io/sound/container.hpp"

namespace rectify::cli {
namespace {

struct TableFormat {
  std::string_view extension;  // without its dot the format's name, where `named` says so
  char separator;
  bool named;
};

constexpr std::array kTables = {TableFormat{".csv", ',', true}, TableFormat{".txt", ',', false},
                                TableFormat{".tsv", '\t', true}};

}  // namespace

std::optional<Format> format_named(std::string_view name) {
  if (const io::Container* container = io::container_named(name)) return Format{container};
  for (const TableFormat& table : kTables) {
    if (table.named && table.extension.substr(1) == name) return Format{nullptr, table.separator};
  }
  return std::nullopt;
}

std::optional<Format> output_format(const Options& options) {
  if (options.format) return options.format;
  if (const io::Container* container = io::container_of(options.output)) return Format{container};
  const std::size_t slash = options.output.rfind('/');
  std::string name = slash == std::string::npos ? options.output : options.output.substr(slash + 1);
  std::transform(name.begin(), name.end(), name.begin(), [](char c) {
    return 'A' <= c && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  for (const TableFormat& table : kTables) {
    if (name.size() > table.extension.size() && name.ends_with(table.extension)) {
      return Format{nullptr, table.separator};
    }
  }
  const bool stream = options.output == "-" || options.output.starts_with("/dev/") ||
                      options.output.starts_with("/proc/self/fd/");
  return stream ? format_named("csv") : std::nullopt;
}

std::string known_extensions() {
  std::string all;
  for (const io::Container* container : io::containers()) {
    all += (all.empty() ? "" : " ") + std::string(container->extensions.front());
  }
  for (const TableFormat& table : kTables) {
    if (table.named) all += " " + std::string(table.extension);
  }
  return all;
}

}  // namespace rectify::cli
