// The bytes of a table as UTF-8, whatever they were.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "io/file/input.hpp"

namespace rectify::io {

enum class TextEncoding : std::uint8_t { kUtf8, kUtf8Marked, kUtf16Little, kUtf16Big };

/// "UTF-8", "UTF-8 with a byte order mark" …
[[nodiscard]] std::string_view name_of(TextEncoding encoding);

/// Gives the text without its byte order mark. UTF-16 is told by that mark and decoded; all other
/// bytes pass as they are, so that names and labels of any encoding keep theirs.
class TextInput {
 public:
  /// Waits for the first three bytes.
  explicit TextInput(Input input);
  TextInput(const TextInput&) = delete;
  TextInput& operator=(const TextInput&) = delete;
  ~TextInput();

  /// What has arrived, at least one byte; 0 at the end. Throws io::Error kInput for what is no
  /// UTF-16.
  std::size_t read(std::span<char> to);

  /// Whether read() would find something, or the end, within that time.
  [[nodiscard]] bool ready(int milliseconds);

  /// Back to the first character. Asks a seekable input.
  void rewind();

  [[nodiscard]] TextEncoding encoding() const { return encoding_; }
  [[nodiscard]] const std::string& name() const { return input_.name(); }
  [[nodiscard]] Limits limits() const { return input_.limits(); }
  [[nodiscard]] bool seekable() const { return input_.seekable(); }

  /// What part of the bytes has been read, from 0 to 1; nullopt where that can't be told, as of a
  /// pipe.
  [[nodiscard]] std::optional<double> share();

 private:
  class Decoder;
  std::size_t read_bytes(std::span<std::byte> to);

  Input input_;
  TextEncoding encoding_ = TextEncoding::kUtf8;
  std::vector<std::byte> first_;  // bytes that were read to see the mark, and are no part of it
  std::size_t mark_ = 0;          // bytes
  std::unique_ptr<Decoder> decoder_;
};

}  // namespace rectify::io
