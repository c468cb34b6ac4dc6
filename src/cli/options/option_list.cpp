// Adding options to a command's list, and the rules between options.
#include "cli/options/option_list.hpp"

#include <algorithm>
#include <utility>

#include "io/file/error.hpp"

namespace rectify::cli {

std::string_view title_of(Group group) {
  switch (group) {
    case Group::kSource: return "Where the signal comes from";
    case Group::kGenerator: return "Generated signals";
    case Group::kTable: return "Table input";
    case Group::kShape: return "Shape";
    case Group::kSteps: return "Steps after the shape, in this order";
    case Group::kGradient: return "The gradient";
    case Group::kOutput: return "Output";
    case Group::kFiles: return "Many files, several cores";
    case Group::kMessages: break;
  }
  return "Messages";
}

Option& OptionList::add(Option option) {
  const auto place =
      std::upper_bound(options_.begin(), options_.end(), option.group,
                       [](Group group, const Option& other) { return group < other.group; });
  return *options_.insert(place, std::move(option));
}

Option& OptionList::flag(Group group, std::string name, std::string help, bool& to) {
  return add({group, std::move(name), "", "", "", std::move(help), {"", [&to](const std::string&) {
                                                                      return to = true;
                                                                    }}});
}

Option& OptionList::value(Group group, std::string name, std::string form, std::string help,
                          Value value) {
  return add({group, std::move(name), "", std::move(form), "", std::move(help), std::move(value)});
}

Option& OptionList::optional(Group group, std::string name, const std::string& form,
                             std::string preset, std::string help, Value value) {
  return add({group, std::move(name), "", "[=" + form + "]", std::move(preset), std::move(help),
              std::move(value)});
}

const Option* OptionList::find(std::string_view name) const {
  const auto found = std::find_if(options_.begin(), options_.end(), [&](const Option& option) {
    return option.name == name || (!option.brief.empty() && option.brief == name);
  });
  return found == options_.end() ? nullptr : &*found;
}

void OptionList::give(std::string_view name, const std::string& text) {
  for (Option& option : options_) {
    if (option.name != name) continue;
    option.values.push_back(text);
    (void)option.value.read(text);
  }
}

void OptionList::give_all(const OptionList& other, std::initializer_list<std::string_view> but) {
  for (const Option& option : other.all()) {
    if (std::find(but.begin(), but.end(), option.name) != but.end()) continue;
    for (const std::string& text : option.values) give(option.name, text);
  }
}

bool OptionList::given(std::string_view name) const {
  const Option* option = find(name);
  return option != nullptr && option->given();
}

void OptionList::exclude(std::initializer_list<std::string_view> names) const {
  std::string_view first;
  for (const std::string_view name : names) {
    if (!given(name)) continue;
    if (!first.empty()) {
      usage_error(std::string(first) + " and " + std::string(name) +
                  " exclude each other: give one");
    }
    first = name;
  }
}

void OptionList::require(bool condition, std::initializer_list<std::string_view> names,
                         std::string_view why) const {
  if (condition) return;
  for (const std::string_view name : names) {
    if (given(name)) usage_error(std::string(name) + " has no effect " + std::string(why));
  }
}

void usage_error(const std::string& what) { throw io::Error(io::ExitStatus::kUsage, what); }

}  // namespace rectify::cli
