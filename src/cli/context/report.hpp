// Words to the user, on stderr; only data goes to stdout.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace rectify::cli {

/// "1 frame", "3 frames".
[[nodiscard]] std::string counted(std::uint64_t count, std::string_view noun);

/// The text with control characters, and bytes that are no UTF-8, as \n, \t, \r or \x1b: what a
/// terminal may be sent.
[[nodiscard]] std::string escaped(std::string_view text);

class Report {
 public:
  enum class Level { kQuiet, kNormal, kVerbose };
  explicit Report(Level level) : level_(level) {}

  [[nodiscard]] bool verbose() const { return level_ == Level::kVerbose; }

  // A message is a line of UTF-8. Control characters in it, and bytes that are no UTF-8, come from
  // names and files: they are shown escaped (\n, \x1b), so that they can't steer the terminal.

  static void error(std::string_view what);   ///< always
  static void result(std::string_view what);  ///< always: what the user asked to know
  static void print(std::string_view text);   ///< always, as it stands
  static void out_of_memory();                ///< an error whose message needs no memory
  void warn(std::string_view what) const;     ///< unless quiet
  void tell(std::string_view what) const;     ///< only if verbose

 private:
  Level level_;
};

}  // namespace rectify::cli
