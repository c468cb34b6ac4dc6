// Finds the coefficients' columns in a table.
#include "cli/shapes/units_table.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "io/file/error.hpp"
#include "io/sound/container.hpp"
#include "io/table/reader.hpp"

namespace rectify::cli {
namespace {

constexpr std::size_t kMostUnits = 65536;  // whose gradients take less than 64 MB

}  // namespace

std::vector<Unit> read_units(const std::string& path, const Context& context) {
  io::Input input = io::Input::open(context.disk, path, context.limits);
  const std::string name = input.name();
  if (input.content(io::has_magic) == io::Input::Content::kEmpty) {
    throw io::Error(io::ExitStatus::kInput, name + ": is empty");
  }
  input.forget_start();
  io::TableOptions all;
  all.axis = "none";
  io::TableReader table(std::move(input), all);
  for (const std::string& warning : table.warnings()) context.report.warn(warning);

  const std::vector<std::string>& names = table.format().names;
  const auto column = [&](const char* wanted) -> std::optional<std::size_t> {
    const auto found = std::find(names.begin(), names.end(), wanted);
    if (found == names.end()) return std::nullopt;
    return static_cast<std::size_t>(found - names.begin());
  };
  const bool named = column("a") || column("b") || column("c");
  const auto place = [&](const char* wanted, std::size_t otherwise) -> std::optional<std::size_t> {
    if (named) return column(wanted);
    return otherwise < names.size() ? std::optional(otherwise) : std::nullopt;
  };
  const auto a = place("a", 0);
  const auto b = place("b", 1);
  const auto c = place("c", 2);
  if (!a || !b) {
    throw io::Error(io::ExitStatus::kInput, name + ": units need the columns a,b or a,b,c");
  }
  const std::size_t most = context.limits.of(kMostUnits);
  std::vector<Unit> units;
  io::Frames rows;
  while (table.read(rows)) {
    if (units.size() + rows.samples.size() / names.size() > most) {
      throw io::Error(io::ExitStatus::kInput,
                      name + ": holds more than " + std::to_string(most) +
                          " units, the most that are taken; give its parts one by one, and add up "
                          "what comes out" +
                          context.limits.cure());
    }
    for (std::size_t row = 0; row < rows.samples.size(); row += names.size()) {
      units.push_back(
          {rows.samples[row + *a], rows.samples[row + *b], c ? rows.samples[row + *c] : 1.0});
    }
  }
  if (units.empty()) throw io::Error(io::ExitStatus::kInput, name + ": holds no units");
  return units;
}

}  // namespace rectify::cli
