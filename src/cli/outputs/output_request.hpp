// The output that the command line asks for: its place, its format, and what is chosen of it.
#pragma once

#include <optional>
#include <string>

#include "cli/context/context.hpp"
#include "cli/options/option_list.hpp"
#include "cli/outputs/formats.hpp"
#include "cli/sources/signal.hpp"
#include "io/file/output.hpp"
#include "io/sound/sound_format.hpp"

namespace rectify::cli {

/// The output part of a request.
class OutputRequest {
 public:
  struct Sound {
    const io::Encoding* encoding = nullptr;  ///< null: not asked for
    bool dither = false;
    bool fail_on_clip = false;
  };
  struct Table {
    bool with_input = false;
    std::optional<char> separator;
    char decimal = '.';
    bool no_header = false;
    bool no_axis = false;
    int precision = 0;  ///< significant digits; 0: the fewest that read back to the same number
  };
  enum class Of { kShape, kGenerator, kGradient };

  void declare(OptionList& options, Of of);
  void check(const OptionList& options);

  /// Whether it is a table, or sound; neither where the format is not known.
  [[nodiscard]] bool is_table() const { return format_ && is_text(*format_); }
  [[nodiscard]] bool is_sound() const { return format_ && !is_text(*format_); }

  /// Whether the axis will be written.
  [[nodiscard]] bool wants_axis() const { return is_table() && !table_.no_axis; }

  /// Throws io::Error kOutput where the file's extension is not known.
  [[nodiscard]] const Format& format() const;  /// Between the fields of the table: what was asked
                                               /// for, else a semicolon beside a decimal comma.
  [[nodiscard]] char table_separator() const;

  [[nodiscard]] const Sound& sound() const { return sound_; }
  [[nodiscard]] const Table& table() const { return table_; }

  /// The path, "-" for standard output; and what messages call it.
  [[nodiscard]] std::string path() const { return path_.value_or("-"); }
  [[nodiscard]] std::string name() const;

  /// Opens it for the result of that signal. Throws io::Error: kOutput where it can't be made,
  /// kUsage where the result of a sound would fill a terminal unasked.
  [[nodiscard]] io::Output open(const Signal& signal, const Context& context) const;

  /// Opens another file for words or numbers beside the output, under the same rules.
  [[nodiscard]] io::Output open_beside(const std::string& path, const Context& context) const;

 private:
  std::optional<std::string> path_;
  std::optional<Format> asked_format_;
  std::optional<Format> format_;  // decided in check()
  bool force_ = false;
  Sound sound_;
  Table table_;
};

}  // namespace rectify::cli
