#include "io/table/text.hpp"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

namespace rectify::io {
namespace {

constexpr std::size_t kBlock = std::size_t{64} * 1024;

bool begins_with(std::span<const std::byte> bytes, std::initializer_list<unsigned> mark) {
  return bytes.size() >= mark.size() &&
         std::equal(mark.begin(), mark.end(), bytes.begin(),
                    [](unsigned a, std::byte b) { return std::byte(a) == b; });
}

}  // namespace

std::string_view name_of(TextEncoding encoding) {
  switch (encoding) {
    case TextEncoding::kUtf8: return "UTF-8";
    case TextEncoding::kUtf8Marked: return "UTF-8 with a byte order mark";
    case TextEncoding::kUtf16Little: return "UTF-16, little-endian";
    case TextEncoding::kUtf16Big: return "UTF-16, big-endian";
  }
  return "";
}

/// From UTF-16 to UTF-8, by the C library's iconv, in pieces of any length.
class TextInput::Decoder {
 public:
  explicit Decoder(TextEncoding from)
      : iconv_(::iconv_open("UTF-8", from == TextEncoding::kUtf16Big ? "UTF-16BE" : "UTF-16LE")),
        bytes_(kBlock) {
    if (iconv_ == kNone) throw Error(ExitStatus::kInput, "UTF-16 can't be decoded on this system");
  }
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;
  ~Decoder() { ::iconv_close(iconv_); }

  /// Whether there are bytes that need no reading.
  [[nodiscard]] bool ready() const { return end_ - begin_ >= 4; }

  std::size_t read(TextInput& from, std::span<char> to) {
    for (;;) {
      char* out = to.data();
      std::size_t room = to.size();
      char* in = bytes_.data() + begin_;
      std::size_t left = end_ - begin_;
      const bool failed = ::iconv(iconv_, &in, &left, &out, &room) == static_cast<std::size_t>(-1);
      const int cause = errno;
      const std::size_t passed = end_ - left - begin_;
      begin_ += passed;
      place_ += passed;
      const std::size_t made = to.size() - room;
      if (made != 0) return made;
      if (failed && cause == EILSEQ) wrong(from, "is not UTF-16 as its first bytes say");
      if (!fill(from)) {
        if (left != 0) wrong(from, "ends within a character of its UTF-16");
        return 0;
      }
    }
  }

 private:
  [[noreturn]] void wrong(const TextInput& from, const char* what) const {
    throw Error(ExitStatus::kInput,
                from.name() + ": " + what + " (byte " + std::to_string(from.mark_ + place_) + ")");
  }

  bool fill(TextInput& from) {
    std::copy(bytes_.begin() + static_cast<std::ptrdiff_t>(begin_),
              bytes_.begin() + static_cast<std::ptrdiff_t>(end_), bytes_.begin());
    end_ -= std::exchange(begin_, 0);
    const std::size_t got =
        from.read_bytes(std::as_writable_bytes(std::span(bytes_).subspan(end_)));
    end_ += got;
    return got != 0;
  }

  // iconv_open(3) gives (iconv_t) -1 where there is no converter.
  // NOLINTNEXTLINE(misc-misplaced-const,performance-no-int-to-ptr)
  inline static const iconv_t kNone = reinterpret_cast<iconv_t>(-1);

  iconv_t iconv_;
  std::vector<char> bytes_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::uint64_t place_ = 0;  // of begin_, after the mark
};

TextInput::TextInput(Input input) : input_(std::move(input)) {
  std::array<std::byte, 3> bytes{};
  const std::span<std::byte> got = std::span(bytes).first(input_.read_fully(bytes));
  if (begins_with(got, {0xEF, 0xBB, 0xBF})) {
    encoding_ = TextEncoding::kUtf8Marked;
    mark_ = 3;
  } else if (begins_with(got, {0xFF, 0xFE}) || begins_with(got, {0xFE, 0xFF})) {
    encoding_ = got[0] == std::byte{0xFF} ? TextEncoding::kUtf16Little : TextEncoding::kUtf16Big;
    mark_ = 2;
    decoder_ = std::make_unique<Decoder>(encoding_);
  }
  first_.assign(got.begin() + static_cast<std::ptrdiff_t>(mark_), got.end());
}

TextInput::~TextInput() = default;

std::size_t TextInput::read_bytes(std::span<std::byte> to) {
  if (first_.empty()) return input_.read(to);
  const std::size_t count = std::min(first_.size(), to.size());
  std::copy_n(first_.begin(), count, to.begin());
  first_.erase(first_.begin(), first_.begin() + static_cast<std::ptrdiff_t>(count));
  return count;
}

std::size_t TextInput::read(std::span<char> to) {
  if (decoder_) return decoder_->read(*this, to);
  return read_bytes(std::as_writable_bytes(to));
}

bool TextInput::ready(int milliseconds) {
  return !first_.empty() || (decoder_ && decoder_->ready()) || input_.ready(milliseconds);
}

void TextInput::rewind() {
  input_.seek(mark_);
  first_.clear();
  if (decoder_) decoder_ = std::make_unique<Decoder>(encoding_);
}

std::optional<double> TextInput::share() {
  if (!input_.seekable() || input_.size() == 0) return std::nullopt;
  return static_cast<double>(input_.position()) / static_cast<double>(input_.size());
}

}  // namespace rectify::io
