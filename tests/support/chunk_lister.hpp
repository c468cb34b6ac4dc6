// Takes WAV, RIFX, RF64, W64, AIFF, CAF and AU files apart into chunks, and is strict about it.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace test {

struct ListedChunk {
  std::string id;
  std::string content;

  friend bool operator==(const ListedChunk&, const ListedChunk&) = default;
};

/// How the chunks of a file stand in it.
struct ChunkRules {
  std::size_t first = 12;  // place of the first
  std::size_t id = 4, size = 4;
  bool big = false;
  bool whole = false;  // sizes are those of head and content
  std::size_t alignment = 2;
};

inline std::uint64_t unsigned_at(std::string_view bytes, std::size_t place, std::size_t count,
                                 bool big) {
  if (place + count > bytes.size()) throw std::runtime_error("no room for a number");
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    value =
        value * 256 + static_cast<unsigned char>(bytes[big ? place + i : place + count - 1 - i]);
  }
  return value;
}

/// In their order in the file. Throws std::runtime_error where a size, of the whole too, does not
/// fit the bytes that are there, or padding is not zero or missing (in W64 that of the last chunk
/// is); only the samples of a stream (a size of all ones) may go to the end of file. AU gives its
/// text and its samples as "text" and "data".
inline std::vector<ListedChunk> list_chunks(std::string_view file) {
  const auto fail = [](const std::string& what) { throw std::runtime_error(what); };
  const std::string_view magic = file.substr(0, 4);
  const auto number = [&](std::size_t place, std::size_t count, bool big) {
    return unsigned_at(file, place, count, big);
  };
  if (magic == ".snd") {
    const std::uint64_t first = number(4, 4, true);
    const std::uint64_t size = number(8, 4, true);
    if (first > file.size()) fail("AU: no samples");
    if (size != 0xFFFFFFFF && first + size != file.size()) fail("AU: wrong size");
    return {{"text", std::string(file.substr(24, first - 24))},
            {"data", std::string(file.substr(first))}};
  }

  ChunkRules rules;
  std::uint64_t claimed = 0;  // of the whole file
  bool stream = false;
  if (magic == "RIFF" || magic == "RF64" || magic == "RIFX" || magic == "FORM") {
    rules.big = magic == "RIFX" || magic == "FORM";
    claimed = number(4, 4, rules.big) + 8;
    stream = claimed == 0xFFFFFFFF + std::uint64_t{8};
    if (magic == "RF64") {
      if (!stream || file.substr(12, 4) != "ds64") fail("RF64: without its ds64");
      claimed = number(20, 8, false) + 8;
      stream = false;
    }
  } else if (magic == "riff") {
    rules = {.first = 40, .id = 16, .size = 8, .whole = true, .alignment = 8};
    claimed = number(16, 8, false);
  } else if (magic == "caff") {
    rules = {.first = 8, .size = 8, .big = true, .alignment = 1};
    claimed = file.size();
  } else {
    fail("of no kind that has chunks");
  }
  if (!stream && claimed != file.size()) {
    fail("the whole has " + std::to_string(file.size()) + " bytes, not " + std::to_string(claimed));
  }

  std::vector<ListedChunk> chunks;
  for (std::size_t at = rules.first; at < file.size();) {
    const std::size_t head = rules.id + rules.size;
    std::uint64_t size = number(at + rules.id, rules.size, rules.big);
    const std::string id(file.substr(at, 4));
    if (magic == "RF64" && id == "data" && size == 0xFFFFFFFF) size = number(28, 8, false);
    if (rules.whole) size -= head;
    at += head;
    if (stream && id == "data") size = file.size() - at;
    if (size > file.size() - at) fail("chunk '" + id + "' reaches beyond the file");
    chunks.push_back({id, std::string(file.substr(at, size))});
    at += size;
    const bool last_unpadded = stream || rules.whole;
    for (; at % rules.alignment != 0 && !(last_unpadded && at == file.size()); ++at) {
      if (at >= file.size() || file[at] != '\0') fail("chunk '" + id + "' is not padded by zeros");
    }
  }
  return chunks;
}

/// The content of the only chunk with that id.
inline std::string chunk_in(std::string_view file, std::string_view id) {
  const std::string* content = nullptr;
  const std::vector<ListedChunk> chunks = list_chunks(file);
  for (const ListedChunk& chunk : chunks) {
    if (chunk.id != id) continue;
    if (content != nullptr) throw std::runtime_error("two chunks '" + std::string(id) + "'");
    content = &chunk.content;
  }
  if (content == nullptr) throw std::runtime_error("no chunk '" + std::string(id) + "'");
  return *content;
}

/// The bytes of its samples, and nothing else.
inline std::string samples_in(std::string_view file) {
  if (file.starts_with("FORM")) return chunk_in(file, "SSND").substr(8);
  return chunk_in(file, "data").substr(file.starts_with("caff") ? 4 : 0);
}

}  // namespace test
