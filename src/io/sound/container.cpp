// The list of containers, and the searches in it.
#include "io/sound/container.hpp"

#include <algorithm>
#include <array>

namespace rectify::io {

extern const Container kWav, kRf64, kW64, kAiff, kAu, kCaf, kFlac, kVorbis, kOpus, kOggFlac, kMp3,
    kRaw;

namespace {

/// Files are tried in this order.
constexpr std::array kContainers = {&kWav,  &kRf64,   &kW64,  &kAiff,    &kAu,  &kCaf,
                                    &kFlac, &kVorbis, &kOpus, &kOggFlac, &kMp3, &kRaw};

std::string lowercase(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
    return 'A' <= c && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return lower;
}

}  // namespace

std::span<const Container* const> containers() { return kContainers; }

const Container* container_named(std::string_view format) {
  for (const Container* container : kContainers) {
    if (container->format == format) return container;
  }
  return nullptr;
}

const Container* container_of(std::string_view file_name) {
  const std::string name = lowercase(file_name.substr(file_name.rfind('/') + 1));
  for (const Container* container : kContainers) {
    for (const std::string_view extension : container->extensions) {
      if (name.size() > extension.size() && name.ends_with(extension)) return container;
    }
  }
  return nullptr;
}

bool has_magic(std::string_view start) {
  // What ends within the magic is what is left of a sound, unless it is a line of text.
  constexpr std::size_t kLeast = 4;
  const bool line = start.find('\n') != start.npos;
  const auto begins_with = [&](std::string_view magic) {
    if (start.size() < magic.size() && (line || start.size() < kLeast)) return false;
    const std::size_t bytes = std::min(start.size(), magic.size());
    return std::equal(start.begin(), start.begin() + static_cast<std::ptrdiff_t>(bytes),
                      magic.begin(),
                      [](char is, char wanted) { return wanted == '.' || wanted == is; });
  };
  return std::any_of(kContainers.begin(), kContainers.end(), [&](const Container* container) {
    return std::any_of(container->magic.begin(), container->magic.end(), begins_with);
  });
}

bool Container::holds(const Encoding& encoding) const {
  return std::find(encodings.begin(), encodings.end(), &encoding) != encodings.end();
}

const Encoding& Container::encoding_like(const SoundFormat& from) const {
  if (from.container == this) return *from.encoding;
  for (const Encoding* encoding : encodings) {
    if (lossy || same_codes(*encoding, *from.encoding)) return *encoding;
  }
  for (const Encoding* encoding : encodings) {
    if (holds_shifted(*encoding, *from.encoding)) return *encoding;
  }
  return from.container->lossy ? kPcm24 : *from.encoding;
}

SampleFormat plain_samples(const SoundFormat& sound) {
  const PlainRules& rules = *sound.container->plain;
  return {sound.encoding->type, rules.any_order ? sound.order.value_or(rules.order) : rules.order};
}

std::optional<std::string> refusal(const SoundFormat& sound) {
  const Container& container = *sound.container;
  if (auto reason = container.refusal(sound)) return reason;
  if (container.holds(*sound.encoding)) return std::nullopt;
  std::string held;
  for (const Encoding* encoding : container.encodings) {
    held += (held.empty() ? "" : ", ") + std::string(encoding->name);
  }
  return "can't hold " + std::string(sound.encoding->name) + "; it holds " + held;
}

}  // namespace rectify::io
