// Declares the options of tables.
#include "cli/sources/table_request.hpp"

#include "cli/options/values.hpp"

namespace rectify::cli {
namespace {

std::optional<io::HeaderChoice> parse_header(const std::string& text) {
  if (text == "yes") return io::HeaderChoice::kYes;
  if (text == "no") return io::HeaderChoice::kNo;
  if (text == "auto") return io::HeaderChoice::kAuto;
  return std::nullopt;
}

}  // namespace

void TableRequest::declare(OptionList& options) {
  constexpr Group kGroup = Group::kTable;
  options
      .value(kGroup, "--column", "NAME|N,...",
             "columns to take, by name or number from 1 (every numeric one but the axis); "
             "repeat for more",
             {"names or numbers of columns: 2 or left,right",
              [this](const std::string& list) {
                table_.columns.push_back(list);
                return split_list(list).has_value();
              }})
      .repeatable = true;
  options.value(kGroup, "--axis", "NAME|N|none", "the axis column (told from names and numbers)",
                text(table_.axis));
  options.value(kGroup, "--separator", "C",
                "between fields: a character, or comma, semicolon, tab, blank (told from the first "
                "lines)",
                separator(table_.separator));
  options.value(kGroup, "--decimal", "C", "the decimal mark, . or , (told from the first lines)",
                decimal_mark(table_.decimal));
  options.value(kGroup, "--header", "yes|no|auto",
                "whether names stand above the numbers (auto: where one is no number)",
                one_of(table_.header, {"yes", "no", "auto"}, parse_header));
  options.value(kGroup, "--skip", "N", "leave out the first N lines, whatever is in them",
                any_count(table_.skip));
  options.value(kGroup, "--comment", "C",
                "what also begins a comment before the table, beside # % and ;",
                {"what a comment begins with: ! or //", [this](const std::string& start) {
                   table_.comment = start;
                   return true;
                 }});
  options
      .value(kGroup, "--na", "TEXT", "what also means a missing value; repeat for more",
             {"a text",
              [this](const std::string& missing) {
                table_.missing.push_back(missing);
                return true;
              }})
      .repeatable = true;
}

void TableRequest::check(const OptionList& options) {
  for (const Option& option : options.all()) {
    if (option.group == Group::kTable && option.given() && given_.empty()) given_ = option.name;
  }
}

void TableRequest::refuse(const std::string& why) const {
  if (!given_.empty()) usage_error(given_ + " has no effect " + why);
}

}  // namespace rectify::cli
