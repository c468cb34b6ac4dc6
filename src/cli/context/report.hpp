// Words to the user, on stderr; only data goes to stdout.
#pragma once

#include <string_view>

namespace rectify::cli {

class Report {
 public:
  enum class Level { kQuiet, kNormal, kVerbose };
  explicit Report(Level level) : level_(level) {}

  [[nodiscard]] bool verbose() const { return level_ == Level::kVerbose; }

  static void error(std::string_view what);  ///< always
  static void print(std::string_view text);  ///< always, as it stands
  void warn(std::string_view what) const;    ///< unless quiet
  void say(std::string_view what) const;     ///< unless quiet
  void tell(std::string_view what) const;    ///< only if verbose

 private:
  Level level_;
};

}  // namespace rectify::cli
