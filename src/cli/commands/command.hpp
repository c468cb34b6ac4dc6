// The table of commands.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/context/context.hpp"
#include "cli/options/example.hpp"
#include "cli/options/option_list.hpp"

namespace rectify::cli {

/// One run of a command: its options are declared, parsed and checked, then it works.
class Job {
 public:
  virtual ~Job() = default;
  virtual void declare(OptionList& options) = 0;

  /// Throws io::Error kUsage where options contradict each other, or have no effect.
  virtual void check(const OptionList& options) = 0;

  /// Throws io::Error.
  virtual void run(const Context& context) = 0;
};

/// One row.
struct Command {
  std::string name;  ///< "half", "grad half"
  std::string formula;
  std::string summary;
  std::vector<Example> examples;
  std::function<std::unique_ptr<Job>()> make;
  std::string family = {};  ///< what the commands do whose names begin with the same words as this
};

/// All of them, in the order in which help lists them.
[[nodiscard]] std::span<const Command> commands();

}  // namespace rectify::cli
