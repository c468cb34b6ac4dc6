// The formats of tables, beside those of the containers of sound.
#include "cli/outputs/formats.hpp"

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

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
    return 'A' <= c && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return lower;
}

}  // namespace

std::optional<Format> format_named(std::string_view name) {
  const std::string lower = lower_case(name);
  if (const io::Container* container = io::container_named(lower)) return Format{container};
  for (const TableFormat& table : kTables) {
    if (table.named && table.extension.substr(1) == lower) return Format{nullptr, table.separator};
  }
  return std::nullopt;
}

std::string extension_of(const Format& format) {
  if (format.container != nullptr) return std::string(format.container->extensions.front());
  const auto* table = std::find_if(kTables.begin(), kTables.end(), [&](const TableFormat& row) {
    return row.named && row.separator == format.separator;
  });
  return std::string(table->extension);
}

std::optional<Format> format_of(std::string_view path) {
  if (const io::Container* container = io::container_of(path)) return Format{container};
  const std::size_t slash = path.rfind('/');
  const std::string name = lower_case(slash == path.npos ? path : path.substr(slash + 1));
  for (const TableFormat& table : kTables) {
    if (name.size() > table.extension.size() && name.ends_with(table.extension)) {
      return Format{nullptr, table.separator};
    }
  }
  const bool stream =
      path == "-" || path.starts_with("/dev/") || path.starts_with("/proc/self/fd/");
  return stream ? format_named("csv") : std::nullopt;
}

std::vector<std::string_view> format_names() {
  std::vector<std::string_view> names;
  for (const io::Container* container : io::containers()) names.push_back(container->format);
  for (const TableFormat& table : kTables) {
    if (table.named) names.push_back(table.extension.substr(1));
  }
  return names;
}

std::string known_extensions() {
  std::string all;
  for (const io::Container* container : io::containers()) {
    all += std::string(container->extensions.front()) + " ";
  }
  for (const TableFormat& table : kTables) {
    if (table.named) all += std::string(table.extension) + " ";
  }
  all.pop_back();
  return all;
}

}  // namespace rectify::cli
