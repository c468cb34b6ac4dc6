// Words to the user, on stderr; only data goes to stdout.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

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

  /// The same for one of several files: messages are appended to `lines` for whoever shows them,
  /// each as a whole line. One that calls the file by none of its `names` begins with the first of
  /// these. Both must outlive what is returned.
  [[nodiscard]] Report about(const std::vector<std::string>& names, std::string& lines) const;

  [[nodiscard]] bool verbose() const { return level_ == Level::kVerbose; }

  // A message is a line of UTF-8. Control characters in it, and bytes that are no UTF-8, come from
  // names and files: they are shown escaped (\n, \x1b), so that they can't steer the terminal.

  static void error(std::string_view what);   ///< always
  static void result(std::string_view what);  ///< always: what the user asked to know
  static void print(std::string_view text);   ///< always, as it stands
  static void out_of_memory();                ///< an error whose message needs no memory
  void warn(std::string_view what) const;     ///< unless quiet
  void tell(std::string_view what) const;     ///< only if verbose

  void fail(std::string_view what) const;       ///< an error of that file: always
  void summarize(std::string_view what) const;  ///< unless quiet

 private:
  void put(std::string_view kind, std::string_view colour, std::string_view what) const;

  Level level_;
  const std::vector<std::string>* names_ = nullptr;  // null: it is about the whole run
  std::string* lines_ = nullptr;                     // null: messages are shown at once
};

}  // namespace rectify::cli
