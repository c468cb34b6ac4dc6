// The options of one command: what each is called, what it takes, and where its value goes.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace rectify::cli {

/// The headings under which help lists the options, in this order.
enum class Group : std::uint8_t {
  kSource,
  kGenerator,
  kTable,
  kShape,
  kSteps,
  kGradient,
  kOutput,
  kFiles,
  kMessages
};

[[nodiscard]] std::string_view title_of(Group group);

/// How an option's value is read: what it must be, in words, and a function that stores it. The
/// function returns false where the text is not such a value. The rest is what a shell completes.
struct Value {
  enum class Names : std::uint8_t { kNothing, kFile, kFolder };

  std::string expects;
  std::function<bool(const std::string&)> read;
  std::vector<std::string> words = {};  ///< what it can be; one that ends in ':' goes on
  Names names = Names::kNothing;        ///< what on the disk it names
};

struct Option {
  Group group;
  std::string name;    ///< "--output"
  std::string brief;   ///< "-o", or empty
  std::string form;    ///< "FILE"; empty: a flag; "[=HZ]": a value that may be left out
  std::string preset;  ///< the value of such an option where it is left out
  std::string help;
  Value value;
  bool repeatable = false;
  std::vector<std::string> values = {};  ///< those that it was given, one for each time

  [[nodiscard]] bool given() const { return !values.empty(); }

  [[nodiscard]] bool is_flag() const { return form.empty(); }
  [[nodiscard]] bool optional_value() const { return form.starts_with('['); }
};

/// The options that a command has, and what the command line gave of them. Each part of a request
/// (source, shape, steps, output) adds its own; their values go straight into that part.
class OptionList {
 public:
  // Each of these returns the new option, to be completed before the next one is added.

  /// Adds a flag that sets `to`.
  Option& flag(Group group, std::string name, std::string help, bool& to);

  /// Adds an option that needs a value.
  Option& value(Group group, std::string name, std::string form, std::string help, Value value);

  /// Adds an option whose value, after '=', may be left out: then it is `preset`.
  Option& optional(Group group, std::string name, const std::string& form, std::string preset,
                   std::string help, Value value);

  /// Says that the command takes an INPUT, and where it goes. `hint` follows what is said of one
  /// that is not there: "; did you mean --dc-block=20?", or nothing.
  using TakeInput = std::function<void(std::string path, std::string hint)>;
  /// `several`: it takes any number of them, one call each.
  void input(TakeInput take, bool several = false) {
    take_input_ = std::move(take);
    several_inputs_ = several;
  }
  [[nodiscard]] const TakeInput& input() const { return take_input_; }
  [[nodiscard]] bool several_inputs() const { return several_inputs_; }

  /// Sorted by group, otherwise in the order in which they were added.
  [[nodiscard]] const std::vector<Option>& all() const { return options_; }
  [[nodiscard]] std::vector<Option>& all() { return options_; }

  /// The option of that long or brief name, or null.
  [[nodiscard]] const Option* find(std::string_view name) const;

  /// Gives an option of this list the value, as the command line might have.
  void give(std::string_view name, const std::string& text);

  /// Gives the options of this list the values that those of the same names have in `other`, but
  /// for these.
  void give_all(const OptionList& other, std::initializer_list<std::string_view> but);

  /// Whether the command line has that option; false where the command does not know it.
  [[nodiscard]] bool given(std::string_view name) const;

  /// Throws io::Error kUsage where more than one of these was given.
  void exclude(std::initializer_list<std::string_view> names) const;

  /// Throws io::Error kUsage where one of these was given although `condition` is false. `why`
  /// completes the sentence "--cycles has no effect …".
  void require(bool condition, std::initializer_list<std::string_view> names,
               std::string_view why) const;

 private:
  Option& add(Option option);

  std::vector<Option> options_;
  TakeInput take_input_;
  bool several_inputs_ = false;
};

/// Throws io::Error kUsage with that text.
[[noreturn]] void usage_error(const std::string& what);

}  // namespace rectify::cli
