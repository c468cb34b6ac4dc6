// The output that the command line asks for: its place, its format, and what is chosen of it.
#pragma once

#include <optional>
#include <string>

#include "cli/context/context.hpp"
#include "cli/options/option_list.hpp"
#include "cli/outputs/formats.hpp"
#include "cli/pipeline/places.hpp"
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

  /// `another_file`: the command writes one beside the output, under the same rules.
  void check(const OptionList& options, bool another_file = false);

  /// Whether it is a table, or sound; neither where the format is not known.
  [[nodiscard]] bool is_table() const { return format_ && is_text(*format_); }
  [[nodiscard]] bool is_sound() const { return format_ && !is_text(*format_); }
  [[nodiscard]] bool is_unknown() const { return !format_; }

  /// Whether the output says how fast its samples go.
  [[nodiscard]] bool needs_rate() const;

  /// Whether the command can be told an encoding.
  [[nodiscard]] bool takes_encoding() const { return of_ != Of::kGradient; }

  /// The axis that will be written.
  [[nodiscard]] AxisText axis() const { return {is_table() && !table_.no_axis, table_.precision}; }

  /// Throws io::Error kOutput where the file's extension is not known.
  [[nodiscard]] const Format& format() const;  /// Between the fields of the table: what was asked
                                               /// for, else a semicolon beside a decimal comma.
  [[nodiscard]] char table_separator() const;

  [[nodiscard]] const Sound& sound() const { return sound_; }
  [[nodiscard]] const Table& table() const { return table_; }

  /// The path, "-" for standard output; and what messages call it.
  [[nodiscard]] std::string path() const { return path_.value_or("-"); }
  [[nodiscard]] std::string name() const;

  [[nodiscard]] Place place() const { return {"-o", path()}; }

  /// What to say where that is a folder.
  [[nodiscard]] const std::string& folder_cure() const { return folder_cure_; }

  /// Opens it before anything is known of the signal: what forbids that is found out before long
  /// work. Throws io::Error kOutput where it can't be made.
  void claim(const Context& context);

  /// Opens it for the result of that signal, or gives what was claimed; once. Throws io::Error:
  /// kOutput where it can't be made, kUsage where the result of a sound would fill a terminal
  /// unasked.
  [[nodiscard]] io::Output open(const Signal& signal, const Context& context);

  /// Opens another file for words or numbers beside the output, under the same rules.
  [[nodiscard]] io::Output open_beside(const std::string& path, const Context& context) const;

 private:
  std::optional<std::string> path_;
  std::optional<Format> asked_format_;
  Of of_ = Of::kShape;
  std::optional<Format> format_;  // decided in check(), as is the next
  std::string folder_cure_;
  std::optional<io::Output> claimed_;
  bool force_ = false;
  Sound sound_;
  Table table_;
};

}  // namespace rectify::cli
