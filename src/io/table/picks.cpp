#include "io/table/picks.hpp"

#include <algorithm>
#include <charconv>

#include "io/table/units.hpp"

namespace rectify::io {
namespace {

std::vector<std::string> split_at_commas(const std::string& text) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == ',') {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

/// Whether the name is that one with a unit in brackets joined to it.
bool has_unit_joined(std::string_view name, std::string_view bare) {
  if (name.size() <= bare.size() + 1 || !name.starts_with(bare) || name[bare.size()] != ' ') {
    return false;
  }
  const std::string_view unit = name.substr(bare.size() + 1);
  return without_brackets(unit) != unit;
}

std::optional<std::size_t> find_column(const std::string& wanted,
                                       const std::vector<std::string>& names, std::size_t count) {
  auto found = std::find(names.begin(), names.end(), wanted);
  if (found == names.end()) {
    found = std::find_if(names.begin(), names.end(),
                         [&](const std::string& name) { return has_unit_joined(name, wanted); });
  }
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  const auto number = whole_number(wanted);
  if (number && *number >= 1 && *number <= count) return *number - 1;
  return std::nullopt;
}

}  // namespace

std::optional<std::size_t> whole_number(std::string_view text) {
  std::size_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, failure] = std::from_chars(text.data(), end, number);
  if (failure != std::errc{} || stop != end) return std::nullopt;
  return number;
}

bool picks_by_name(const TableOptions& options) {
  const auto is_name = [](const std::string& text) { return !whole_number(text); };
  if (options.axis && *options.axis != "none" && is_name(*options.axis)) return true;
  return std::any_of(options.columns.begin(), options.columns.end(),
                     [&](const std::string& column) {
                       const auto parts = split_at_commas(column);
                       return std::any_of(parts.begin(), parts.end(), is_name);
                     });
}

Picks find_picks(const TableOptions& options, const std::vector<std::string>& names,
                 std::size_t count) {
  Picks picks;
  for (const std::string& column : options.columns) {
    if (const auto whole = find_column(column, names, count)) {
      picks.signals.push_back(*whole);
      continue;
    }
    for (const std::string& part : split_at_commas(column)) {
      const auto found = find_column(part, names, count);
      if (found) {
        picks.signals.push_back(*found);
      } else if (picks.unknown.empty()) {
        picks.unknown = "--column " + part;
      }
    }
  }
  if (options.axis && *options.axis != "none") {
    picks.axis = find_column(*options.axis, names, count);
    if (!picks.axis && picks.unknown.empty()) picks.unknown = "--axis " + *options.axis;
  }
  return picks;
}

}  // namespace rectify::io
