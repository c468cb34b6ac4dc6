// A row of text as fields: where it ends, and what stands between its separators and quotes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rectify::io {

/// The most characters of a row, and the most fields, unless Limits raise them: what is beyond
/// would not fit into the memory that is promised.
constexpr std::size_t kLongestRow = std::size_t{1} << 20U;
constexpr std::size_t kMostFields = std::size_t{1} << 17U;

/// Whether the character can stand between fields: none that is part of a number, opens a quote or
/// begins a comment. ' ' stands for runs of blanks and tabs.
[[nodiscard]] bool can_separate(char c);

/// Whether a line may only rule off the header, as below the names of ngspice and psql.
[[nodiscard]] bool looks_like_rule(std::string_view line);

/// Where a line ends: its text at `at`, and the next line begins at `next`.
struct LineEnd {
  std::size_t at;
  std::size_t next;
};

/// The end of the line that holds text[from]: LF, CR LF, CR CR LF or a lone CR; the end of the text
/// too if `whole` says that nothing follows. Nullopt: more text is needed to tell.
[[nodiscard]] std::optional<LineEnd> find_line_end(std::string_view text, std::size_t from,
                                                   bool whole);

/// Looks for the end of a row, in which a quoted field may hold line ends. The row begins where the
/// text does; each call sees the same text or a longer one, and goes on where the last one stopped.
/// The separator ' ' stands for runs of blanks and tabs.
class RowEnd {
 public:
  explicit RowEnd(char separator) : separator_(separator) {}

  std::optional<LineEnd> find(std::string_view text, bool whole);

  /// Where the quote stands that is open at the end of the text, if one is.
  [[nodiscard]] std::optional<std::size_t> open_quote() const;

 private:
  enum class State : std::uint8_t { kFieldBegins, kInField, kQuoted, kAfterQuote };

  char separator_;
  State state_ = State::kFieldBegins;
  std::size_t at_ = 0;
  std::size_t quote_ = 0;
};

struct Field {
  std::string_view text;  ///< without the blanks around it, or what its quotes hold
  bool quoted = false;
};

/// The fields of one row.
struct RowFields {
  std::vector<Field> fields;
  /// The first field whose quotes are wrong: text after the closing one, or no closing one.
  std::optional<std::size_t> malformed;
  std::string unquoted;  ///< where the text of fields with doubled quotes stands

  [[nodiscard]] std::size_t count() const { return fields.size(); }
  /// Whether there is nothing but separators and blanks.
  [[nodiscard]] bool blank() const;
};

/// What is wrong with the quotes of a malformed field.
[[nodiscard]] std::string quote_fault(std::string_view field);

/// Puts the fields of a row into `result`; they point into the row or into `result.unquoted`. A
/// quote opens only at the start of a field, and "" in a quoted field is a quote. A malformed field
/// is taken as its plain text. Ends one field beyond `most`.
void split_row(std::string_view row, char separator, std::size_t most, RowFields& result);

}  // namespace rectify::io
