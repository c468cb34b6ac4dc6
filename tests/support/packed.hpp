// Samples in memory, written byte by byte: what the library's own loads and stores are held
// against.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "rectify/samples/sample_format.hpp"

namespace test {

using Bytes = std::vector<std::byte>;

constexpr std::endian kOrders[] = {std::endian::little, std::endian::big};

struct Pcm {
  rectify::SampleType type;
  int bits;
  [[nodiscard]] std::int64_t lowest() const { return -(std::int64_t{1} << (bits - 1)); }
  [[nodiscard]] std::int64_t highest() const { return (std::int64_t{1} << (bits - 1)) - 1; }
};

constexpr Pcm kU8{rectify::SampleType::u8, 8};
constexpr Pcm kS8{rectify::SampleType::s8, 8};
constexpr Pcm kS16{rectify::SampleType::s16, 16};
constexpr Pcm kS24{rectify::SampleType::s24, 24};
constexpr Pcm kS32{rectify::SampleType::s32, 32};

/// The low `size` bytes of `bits`, in the order given.
inline void put_bits(Bytes& out, std::uint64_t bits, std::size_t size, std::endian order) {
  for (std::size_t i = 0; i < size; ++i) {
    const std::size_t byte = order == std::endian::little ? i : size - 1 - i;
    out.push_back(static_cast<std::byte>(bits >> (8 * byte) & 0xFFU));
  }
}

/// A PCM code in two's complement, or offset by 128 for u8.
inline void put_code(Bytes& out, std::int64_t code, Pcm pcm, std::endian order) {
  const std::int64_t offset = pcm.type == rectify::SampleType::u8 ? 128 : 0;
  put_bits(out, static_cast<std::uint64_t>(code + offset), static_cast<std::size_t>(pcm.bits / 8),
           order);
}

/// Calls visit(codes) with every stride-th code, and the highest, some tens of thousands at a time.
template <class Visit>
void for_codes(Pcm pcm, std::int64_t stride, Visit visit) {
  std::vector<std::int64_t> codes;
  for (std::int64_t code = pcm.lowest(); code <= pcm.highest(); code += stride) {
    codes.push_back(code);
    if (codes.size() < 60000) continue;
    visit(codes);
    codes.clear();
  }
  codes.push_back(pcm.highest());
  visit(codes);
}

}  // namespace test
