// Walks over the words before the cursor as the parser would, and lists what may come next.
#include "cli/commands/completion.hpp"

#include <algorithm>
#include <set>
#include <string_view>

#include "cli/commands/command.hpp"
#include "cli/commands/command_line.hpp"

namespace rectify::cli {
namespace {

/// Collects the candidates that begin with what has been typed.
class Candidates {
 public:
  explicit Candidates(std::string_view typed) : typed_(typed) {}

  void offer(const std::string& word, std::string_view does) {
    const bool done = word == typed_ && word.ends_with(':');
    if (done || !word.starts_with(typed_) || !offered_.insert(word).second) return;
    text_ += word + '\t' + std::string(does) + '\n';
  }
  void offer_names(Value::Names names) {
    if (names == Value::Names::kFile) text_ += ":files\n";
    if (names == Value::Names::kFolder) text_ += ":folders\n";
  }
  void offer_values(const std::string& before, const Value& value) {
    for (const std::string& word : value.words) offer(before + word, "");
    offer_names(value.names);
  }
  [[nodiscard]] std::string text() const { return text_; }

 private:
  std::string_view typed_;
  std::set<std::string> offered_;  // all commands of a family begin alike
  std::string text_;
};

/// The words from `start` up to the next blank of a command's name, after "grad " say; empty where
/// the name does not begin so.
std::string next_word(const std::string& name, const std::string& start) {
  if (!name.starts_with(start)) return "";
  return name.substr(start.size(), name.find(' ', start.size()) - start.size());
}

/// The words that may follow these, which begin names of commands: "" or "plot grad ".
void offer_commands(Candidates& candidates, const std::string& start) {
  for (const Command& command : commands()) {
    const std::string word = next_word(command.name, start);
    if (word.empty()) continue;
    const bool whole = start + word == command.name;
    candidates.offer(word, whole || command.family.empty() ? command.summary : command.family);
  }
  candidates.offer("--help", "what there is");
  if (start.empty()) candidates.offer("help", "the options of a command");
  if (start.empty()) candidates.offer("--version", "which version this is");
}

/// The option that takes the next word for its value, if the words before it end so.
const Option* waiting_option(const OptionList& options, std::span<const std::string> before) {
  const Option* waiting = nullptr;
  for (const std::string& word : before) {
    const Option* option = waiting == nullptr ? options.find(word) : nullptr;
    waiting =
        option != nullptr && !option->is_flag() && !option->optional_value() ? option : nullptr;
  }
  return waiting;
}

/// Whether the words have the option already; one that may be repeated can be had again.
bool is_spent(const Option& option, std::span<const std::string> words) {
  return !option.repeatable && std::ranges::any_of(words, [&](const std::string& word) {
    return word == option.name || word == option.brief || word.starts_with(option.name + "=");
  });
}

void offer_options(Candidates& candidates, const OptionList& options,
                   std::span<const std::string> before) {
  for (const Option& option : options.all()) {
    if (!is_spent(option, before)) candidates.offer(option.name, option.help);
  }
  candidates.offer("--help", "the options of the command");
}

/// What may follow a whole command.
void offer_arguments(Candidates& candidates, const Command& command,
                     std::span<const std::string> before, const std::string& typed) {
  const Invocation invocation(command);
  const OptionList& options = invocation.options();
  const bool only_inputs = std::ranges::find(before, "--") != before.end();
  if (only_inputs) return candidates.offer_names(Value::Names::kFile);
  if (const Option* option = waiting_option(options, before)) {
    return candidates.offer_values("", option->value);
  }
  const std::size_t equals = typed.find('=');
  if (typed.starts_with("--") && equals != typed.npos) {
    const Option* option = options.find(typed.substr(0, equals));
    if (option == nullptr || option->is_flag()) return;
    return candidates.offer_values(typed.substr(0, equals + 1), option->value);
  }
  const bool takes_input = options.input() != nullptr;
  if (typed.starts_with('-') || !takes_input) offer_options(candidates, options, before);
  if (takes_input && !typed.starts_with('-')) candidates.offer_names(Value::Names::kFile);
}

}  // namespace

std::string completions(std::span<const std::string> words) {
  if (words.empty()) return "";
  Candidates candidates(words.back());
  std::span<const std::string> before = words.first(words.size() - 1);
  const bool help = !before.empty() && before[0] == "help";
  if (help) before = before.subspan(1);
  std::string name;
  while (true) {
    const auto command = std::ranges::find(commands(), name, &Command::name);
    if (command != commands().end()) {
      if (!help) offer_arguments(candidates, *command, before, words.back());
      break;
    }
    const std::string start = name.empty() ? "" : name + " ";
    const bool known = std::ranges::any_of(
        commands(), [&](const Command& other) { return other.name.starts_with(start); });
    if (!known) break;
    if (before.empty()) {
      offer_commands(candidates, start);
      break;
    }
    name = start + before[0];
    before = before.subspan(1);
  }
  return candidates.text();
}

}  // namespace rectify::cli
