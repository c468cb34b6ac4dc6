// Ogg files page by page (RFC 3533), as a test wants them.
#pragma once

#include <ogg/ogg.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "support/sound_bytes.hpp"

namespace test {

struct OggPage {
  std::vector<std::string> packets = {};
  std::uint64_t position = 0;
  std::uint64_t number = 0;
  bool begins = false;  // the stream
  bool ends = false;
  bool continues = false;  // the first packet is the rest of one
  bool goes_on = false;    // the last packet does, on the next page: a multiple of 255 bytes
  std::uint64_t serial = 7;

  /// With the right checksum, as libogg says.
  [[nodiscard]] std::string bytes() const {
    std::string lacing;
    std::string body;
    for (const std::string& packet : packets) {
      lacing += std::string(packet.size() / 255, '\xFF');
      if (!goes_on || &packet != &packets.back()) lacing += static_cast<char>(packet.size() % 255);
      body += packet;
    }
    const auto flags = static_cast<unsigned>(continues) | static_cast<unsigned>(begins) << 1U |
                       static_cast<unsigned>(ends) << 2U;
    std::string head = "OggS" + std::string(1, '\0') + little(flags, 1) + little(position, 8) +
                       little(serial, 4) + little(number, 4) + little(0, 4) +
                       little(lacing.size(), 1) + lacing;
    auto* const start = reinterpret_cast<unsigned char*>(head.data());
    ogg_page page{start, static_cast<long>(head.size()),
                  reinterpret_cast<unsigned char*>(body.data()), static_cast<long>(body.size())};
    ogg_page_checksum_set(&page);
    return head + body;
  }
};

/// A stream of one packet a page; all but the head's say the position, and the last one ends it.
inline std::string ogg_stream(const std::vector<std::string>& packets, std::size_t head,
                              const std::vector<std::uint64_t>& positions = {},
                              std::uint64_t serial = 7) {
  std::string file;
  for (std::size_t i = 0; i < packets.size(); ++i) {
    file += OggPage{.packets = {packets[i]},
                    .position = i < head ? 0 : positions.at(i - head),
                    .number = i,
                    .begins = i == 0,
                    .ends = i + 1 == packets.size(),
                    .serial = serial}
                .bytes();
  }
  return file;
}

/// Where the pages of an Ogg begin.
inline std::vector<std::size_t> ogg_pages(const std::string& file) {
  std::vector<std::size_t> places;
  for (std::size_t at = 0; at + 27 <= file.size();) {
    places.push_back(at);
    const auto segments = static_cast<unsigned char>(file[at + 26]);
    std::size_t length = 27U + segments;
    for (std::size_t i = 0; i < segments; ++i) {
      length += static_cast<unsigned char>(file[at + 27 + i]);
    }
    at += length;
  }
  return places;
}

/// The packets of an Ogg of one stream.
inline std::vector<std::string> ogg_packets(const std::string& file) {
  std::vector<std::string> packets;
  std::string packet;
  for (const std::size_t page : ogg_pages(file)) {
    const auto segments = static_cast<unsigned char>(file[page + 26]);
    std::size_t at = page + 27 + segments;
    for (std::size_t i = 0; i < segments; ++i) {
      const auto length = static_cast<unsigned char>(file[page + 27 + i]);
      packet += file.substr(at, length);
      at += length;
      if (length == 255) continue;
      packets.push_back(packet);
      packet.clear();
    }
  }
  return packets;
}

}  // namespace test
