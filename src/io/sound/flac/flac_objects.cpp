// Copies metadata into libFLAC's objects.
#include "io/sound/flac/flac_objects.hpp"

#include <FLAC/stream_decoder.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <new>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "io/sound/comments.hpp"
#include "io/sound/flac/flac_metadata.hpp"

namespace rectify::io {
namespace {

void require(bool done) {
  if (!done) throw std::bad_alloc();
}

FLAC__byte* bytes_of(std::span<const std::byte> bytes) {
  return const_cast<FLAC__byte*>(reinterpret_cast<const FLAC__byte*>(bytes.data()));
}

FlacObject new_object(unsigned type) {
  FlacObject object(FLAC__metadata_object_new(static_cast<FLAC__MetadataType>(type)));
  require(object != nullptr);
  return object;
}

/// Puts a copy of bytes, and a zero after it, in the place of what an object owns. libFLAC's own
/// functions refuse text with errors.
void replace(FLAC__byte*& owned, std::span<const std::byte> bytes) {
  // NOLINTBEGIN(cppcoreguidelines-no-malloc,cppcoreguidelines-owning-memory): libFLAC frees it
  std::free(owned);
  owned = static_cast<FLAC__byte*>(std::calloc(bytes.size() + 1, 1));
  // NOLINTEND(cppcoreguidelines-no-malloc,cppcoreguidelines-owning-memory)
  require(owned != nullptr);
  std::copy_n(bytes_of(bytes), bytes.size(), owned);
}

FlacObject comments_object(const std::vector<std::string>& entries) {
  FlacObject object = new_object(flac_block::kComments);
  require(FLAC__metadata_object_vorbiscomment_resize_comments(
              object.get(), static_cast<std::uint32_t>(entries.size())) != 0);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    FLAC__StreamMetadata_VorbisComment_Entry& to = object->data.vorbis_comment.comments[i];
    replace(to.entry, std::as_bytes(std::span(entries[i])));
    to.length = static_cast<std::uint32_t>(entries[i].size());
    object->length += to.length;
  }
  return object;
}

FlacObject application_object(std::span<const std::byte> content) {
  FlacObject object = new_object(flac_block::kApplication);
  constexpr std::size_t kName = 4;
  std::copy_n(bytes_of(content), std::min(content.size(), kName), object->data.application.id);
  const auto data = content.subspan(std::min(content.size(), kName));
  require(FLAC__metadata_object_application_set_data(
              object.get(), bytes_of(data), static_cast<std::uint32_t>(data.size()), 1) != 0);
  return object;
}

FlacObject unknown_object(unsigned type, std::span<const std::byte> content) {
  FlacObject object = new_object(type);
  replace(object->data.unknown.data, content);
  object->length = static_cast<std::uint32_t>(content.size());
  return object;
}

/// libFLAC's own reader makes an object of a block.
struct BlockReader {
  std::vector<std::byte> stream;
  std::size_t given = 0;
  FlacObject object;

  static FLAC__StreamDecoderReadStatus read(const FLAC__StreamDecoder* /*decoder*/, FLAC__byte* to,
                                            std::size_t* bytes, void* user) {
    auto& reader = *static_cast<BlockReader*>(user);
    *bytes = std::min(*bytes, reader.stream.size() - reader.given);
    std::copy_n(bytes_of(std::span(reader.stream).subspan(reader.given)), *bytes, to);
    reader.given += *bytes;
    return *bytes == 0 ? FLAC__STREAM_DECODER_READ_STATUS_END_OF_STREAM
                       : FLAC__STREAM_DECODER_READ_STATUS_CONTINUE;
  }
  static FLAC__StreamDecoderWriteStatus write(const FLAC__StreamDecoder* /*decoder*/,
                                              const FLAC__Frame* /*frame*/,
                                              const FLAC__int32* const* /*samples*/,
                                              void* /*user*/) {
    return FLAC__STREAM_DECODER_WRITE_STATUS_ABORT;
  }
  static void metadata(const FLAC__StreamDecoder* /*decoder*/, const FLAC__StreamMetadata* found,
                       void* user) {
    static_cast<BlockReader*>(user)->object.reset(FLAC__metadata_object_clone(found));
  }
  static void error(const FLAC__StreamDecoder* /*decoder*/,
                    FLAC__StreamDecoderErrorStatus /*status*/, void* /*user*/) {}
};

/// Null where the block is not as libFLAC's encoder wants it.
FlacObject read_object(unsigned type, std::span<const std::byte> content) {
  Fields stream(std::endian::big);
  stream.text("fLaC");
  stream.u8(0x80U | type);
  stream.number(content.size(), 3);
  stream.bytes(content);
  BlockReader reader{stream.all(), 0, nullptr};
  const std::unique_ptr<FLAC__StreamDecoder, void (*)(FLAC__StreamDecoder*)> decoder(
      FLAC__stream_decoder_new(), FLAC__stream_decoder_delete);
  require(decoder != nullptr);
  FLAC__stream_decoder_set_metadata_respond_all(decoder.get());
  FLAC__stream_decoder_init_stream(decoder.get(), BlockReader::read, nullptr, nullptr, nullptr,
                                   nullptr, BlockReader::write, BlockReader::metadata,
                                   BlockReader::error, &reader);
  FLAC__stream_decoder_process_until_end_of_metadata(decoder.get());
  return std::move(reader.object);
}

FlacObject cue_sheet_object(std::span<const std::byte> content) {
  FlacObject object = read_object(flac_block::kCueSheet, content);
  if (object == nullptr) return nullptr;
  const auto& sheet = object->data.cue_sheet;
  return FLAC__format_cuesheet_is_legal(&sheet, sheet.is_cd, nullptr) != 0 ? std::move(object)
                                                                           : nullptr;
}

/// Words that the encoder would refuse become such as it takes.
FlacObject picture_object(const Picture& from) {
  FlacObject object = new_object(flac_block::kPicture);
  auto& picture = object->data.picture;
  std::string mime = from.mime.substr(0, from.mime.find('\0'));
  std::string description = from.description.substr(0, from.description.find('\0'));
  for (char& c : mime) c = c >= 0x20 && c <= 0x7E ? c : '?';
  require(FLAC__metadata_object_picture_set_mime_type(object.get(), mime.data(), 1) != 0);
  require(FLAC__metadata_object_picture_set_description(
              object.get(), reinterpret_cast<FLAC__byte*>(description.data()), 1) != 0);
  require(FLAC__metadata_object_picture_set_data(object.get(), bytes_of(from.data),
                                                 static_cast<std::uint32_t>(from.data.size()),
                                                 1) != 0);
  // Numbers beyond the list are reserved, and no values of libFLAC's enum.
  constexpr unsigned kLast = FLAC__STREAM_METADATA_PICTURE_TYPE_PUBLISHER_LOGOTYPE;
  picture.type = from.type <= kLast ? static_cast<FLAC__StreamMetadata_Picture_Type>(from.type)
                                    : FLAC__STREAM_METADATA_PICTURE_TYPE_OTHER;
  picture.width = from.width;
  picture.height = from.height;
  picture.depth = from.depth;
  picture.colors = from.colors;
  if (FLAC__format_picture_is_legal(&picture, nullptr) != 0) return object;
  for (char& c : description) c = static_cast<unsigned char>(c) < 0x80 ? c : '?';
  require(FLAC__metadata_object_picture_set_description(
              object.get(), reinterpret_cast<FLAC__byte*>(description.data()), 1) != 0);
  return object;
}

/// The encoder takes one icon of each kind, and as one of 32 by 32 pixels only a PNG of that size.
/// What is no such icon is a picture like others.
void settle_icon(FLAC__StreamMetadata_Picture& picture, std::set<unsigned>& icons) {
  const bool small = picture.type == FLAC__STREAM_METADATA_PICTURE_TYPE_FILE_ICON_STANDARD;
  if (!small && picture.type != FLAC__STREAM_METADATA_PICTURE_TYPE_FILE_ICON) return;
  const bool right = picture.width == 32 && picture.height == 32 &&
                     picture.mime_type == std::string_view("image/png");
  if ((small && !right) || !icons.insert(picture.type).second) {
    picture.type = FLAC__STREAM_METADATA_PICTURE_TYPE_OTHER;
  }
}

FlacObject object_for(unsigned type, std::span<const std::byte> content) {
  switch (type) {
    case flac_block::kApplication: return application_object(content);
    case flac_block::kCueSheet: return cue_sheet_object(content);
    default: return unknown_object(type, content);
  }
}

}  // namespace

bool is_cue_sheet(std::span<const std::byte> content) {
  return cue_sheet_object(content) != nullptr;
}

std::vector<FlacObject> flac_objects_for(const SoundFormat& sound, const Metadata& metadata,
                                         std::span<const ForeignBlock> foreign) {
  const bool own = metadata.family == &kFlacMetadata;
  std::vector<std::string> entries = comment_entries(metadata);
  if (sound.speakers != 0 && sound.speakers != usual_speakers(sound.channels)) {
    entries.push_back(fmt::format("{}=0x{:X}", kSpeakersKey, sound.speakers));
  }
  std::vector<FlacObject> objects;
  const auto add = [&](FlacObject object) {
    if (object != nullptr) objects.push_back(std::move(object));
  };
  add(comments_object(entries));
  std::set<unsigned> icons;
  each_picture(metadata, [&](const Picture& picture) {
    FlacObject object = picture_object(picture);
    settle_icon(object->data.picture, icons);
    add(std::move(object));
  });
  for (const Chunk& chunk : metadata.before) {
    if (!own) break;
    const unsigned type = flac_block_type(chunk);
    if (type != flac_block::kPicture) add(object_for(type, chunk.content));
  }
  for (const ForeignBlock& block : foreign) add(application_object(block.content()));
  return objects;
}

}  // namespace rectify::io
