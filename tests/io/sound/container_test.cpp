// Checks container.hpp and encoding.hpp: every row is complete, and is found by its names.
#include "io/sound/container.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <cctype>
#include <set>
#include <string>

namespace {

using namespace rectify::io;

const Container& named(std::string_view format) {
  const Container* container = container_named(format);
  REQUIRE(container != nullptr);
  return *container;
}

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

}  // namespace

TEST_CASE("every container can be written and can refuse a sound") {
  CHECK(containers().size() >= 12);
  for (const Container* container : containers()) {
    CAPTURE(container->name);
    CHECK_FALSE(container->name.empty());
    CHECK_FALSE(container->encodings.empty());
    CHECK(bool(container->refusal));
    CHECK(bool(container->create));
    if (container->plain != nullptr) CHECK(bool(container->plain->head));
    if (container->lossy) CHECK(container->plain == nullptr);
    if (container->lossy) CHECK(container->encodings.size() == 1);
  }
}

TEST_CASE(
    "a container is found by its format's name and its extensions, and shares them with none") {
  std::set<std::string_view> seen;
  for (const Container* container : containers()) {
    CAPTURE(container->name);
    CHECK(container_named(container->format) == container);
    CHECK(seen.insert(container->format).second);
    REQUIRE_FALSE(container->extensions.empty());
    for (const std::string_view extension : container->extensions) {
      CHECK(seen.insert(extension).second);
      CHECK(extension.starts_with("."));
      const std::string name = "dir.csv/a" + std::string(extension);
      CHECK(container_of(name) == container);
      CHECK(container_of(upper(name)) == container);
      CHECK(container_of(extension) == nullptr);  // a hidden file without one
      CHECK(container_of(name + "/b") == nullptr);
    }
  }
  CHECK(container_named("WAV") == nullptr);
  CHECK(container_named("") == nullptr);
  CHECK(container_of("a.csv") == nullptr);
}

TEST_CASE("bytes that begin as a sound does are no table, though they read as text") {
  for (const std::string magic : {"RIFFsizeWAVE", "RIFXsizeWAVE", "RF64sizeWAVE", "BW64sizeWAVE",
                                  "FORMsizeAIFF", "FORMsizeAIFC"}) {
    CAPTURE(magic);
    CHECK(has_magic(magic + " and more"));
  }
  for (const char* text : {"", "RIF", "time,value", "RIFF and more", "riff,raff", "FORMANT,1",
                           "caffeine,1", "OGG", "id3"}) {
    CAPTURE(text);
    CHECK_FALSE(has_magic(text));
  }
}

TEST_CASE("an encoding is found by its name and by its type of sample") {
  for (const Encoding* encoding : encodings()) {
    CAPTURE(encoding->name);
    CHECK(encoding_named(encoding->name) == encoding);
    if (rectify::bits_per_code(encoding->type) == encoding->bits) {
      CHECK(&encoding_of(encoding->type) == encoding);
    } else {
      CHECK(holds_shifted(encoding_of(encoding->type), *encoding));
    }
    CHECK(same_codes(*encoding, *encoding));
    CHECK_FALSE(same_codes(*encoding, encoding == &kPcm16 ? kPcm24 : kPcm16));
  }
  CHECK(encoding_named("pcm") == nullptr);
  CHECK(same_codes(kPcmU8, kPcmS8));
  CHECK_FALSE(same_codes(kUlaw, kAlaw));
  CHECK_FALSE(same_codes(kPcm16, kUlaw));
  CHECK_FALSE(same_codes(kPcm32, kFloat));
}

TEST_CASE("integers of each depth stand in the narrowest type that holds them") {
  for (int bits = 4; bits <= 32; ++bits) {
    const Encoding& encoding = signed_integers(bits);
    CAPTURE(encoding.name);
    CHECK(encoding.bits == bits);
    CHECK(encoding.name == "pcm_" + std::string(bits == 8 ? "s8" : std::to_string(bits)));
    const int width = rectify::bits_per_code(encoding.type);
    CHECK(width >= bits);
    CHECK(width - bits < 8);
    CHECK(holds_shifted(encoding_of(encoding.type), encoding));
    CHECK(holds_shifted(encoding, encoding_of(encoding.type)) == (width == bits));
    CHECK(named("flac").holds(encoding));
    CHECK(named("oga").holds(encoding));
  }
  CHECK_FALSE(holds_shifted(kPcm24, kPcm16));
  CHECK_FALSE(holds_shifted(kPcm16, kUlaw));
  CHECK_FALSE(holds_shifted(kFloat, kPcm32));
}

TEST_CASE("a sound keeps its encoding in another container, where that holds its codes") {
  const auto like = [](std::string_view to, const Encoding& encoding, std::string_view from) {
    return named(to).encoding_like({.container = &named(from), .encoding = &encoding}).name;
  };
  CHECK(like("aiff", kPcmU8, "wav") == "pcm_s8");
  CHECK(like("wav", kPcmS8, "aiff") == "pcm_u8");
  CHECK(like("flac", kPcmU8, "wav") == "pcm_s8");
  CHECK(like("raw", kPcmU8, "wav") == "pcm_s8");
  CHECK(like("raw", kPcmU8, "raw") == "pcm_u8");
  CHECK(like("wav", kAlaw, "au") == "alaw");
  CHECK(like("ogg", kPcm16, "wav") == "float");
  CHECK(like("flac", kDouble, "wav") == "double");  // which it refuses
  CHECK(like("wav", kPcm12, "flac") == "pcm_16");
  CHECK(like("aiff", kPcm20, "flac") == "pcm_24");
  CHECK(like("wav", signed_integers(7), "flac") == "pcm_u8");
  CHECK(like("oga", kPcm12, "flac") == "pcm_12");
  CHECK(like("flac", kFloat, "mp3") == "pcm_24");
  CHECK(like("wav", kFloat, "mp3") == "float");
}

TEST_CASE("a container that can't hold a sound says why") {
  const auto why = [](std::string_view format, SoundFormat sound) {
    sound.container = &named(format);
    return refusal(sound).value_or("");
  };
  CHECK(why("wav", {.encoding = &kPcmU8}).empty());
  CHECK(why("wav", {.encoding = &kPcmS8}) ==
        "can't hold pcm_s8; it holds pcm_u8, pcm_16, pcm_24, pcm_32, ulaw, alaw, float, double");
  CHECK(why("raw", {.encoding = &kPcmS8}).empty());
  CHECK(why("raw", {.encoding = &kPcmU8}).empty());
  CHECK(why("caf", {.channels = 1025}) == "can't hold more than 1024 channels; a table can");
  CHECK(why("flac", {.encoding = &kPcm16, .channels = 9}) == "can't hold more than 8 channels");
  CHECK(why("flac", {.encoding = &kPcmU8}) == "can't hold pcm_u8; pcm_s8 holds the same samples");
  CHECK(why("flac", {.encoding = &kPcm16, .rate = 655351}) == "can't hold a rate above 655350 Hz");
  CHECK(why("oga", {.encoding = &kPcm16, .rate = 655350}).empty());
  CHECK(why("wav", {.rate = 0x80000000}) == "can't hold a rate that high");
  CHECK(why("wav", {.rate = 0x7FFFFFFF}).empty());
  const std::string own = "has an encoding of its own: leave --encoding out";
  for (const std::string_view coder : {"ogg", "opus", "mp3"}) {
    CHECK(why(coder, {.encoding = &kPcm16}) == own);
  }
  CHECK(why("opus", {.rate = 44100}) == "takes the rates 8, 16 and 48 kHz here");
  CHECK(why("opus", {.channels = 9}) == "takes up to 8 channels here");
  CHECK(why("ogg", {.channels = 9}) == "takes up to 8 channels here");
  CHECK(why("ogg", {.rate = 7999}) == "takes rates from 8 to 192 kHz");
  CHECK(why("ogg", {.rate = 192001}) == "takes rates from 8 to 192 kHz");
}

TEST_CASE("the usual channel mask has a bit for each of up to eight channels") {
  for (std::size_t channels = 1; channels <= 8; ++channels) {
    CHECK(std::popcount(usual_speakers(channels)) == static_cast<int>(channels));
  }
  CHECK(usual_speakers(0) == 0);
  CHECK(usual_speakers(9) == 0);
  CHECK(usual_speakers(1024) == 0);
}

TEST_CASE("raw samples have the byte order that is asked for, others that of their container") {
  const auto order = [](std::string_view format, std::optional<std::endian> asked) {
    return plain_samples({.container = &named(format), .encoding = &kPcm16, .order = asked}).order;
  };
  CHECK(order("raw", std::nullopt) == std::endian::little);
  CHECK(order("raw", std::endian::big) == std::endian::big);
  CHECK(order("wav", std::endian::big) == std::endian::little);
  CHECK(order("aiff", std::endian::little) == std::endian::big);
}
