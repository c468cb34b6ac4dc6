// libFLAC takes samples and pushes bytes, through callbacks that no exception can cross.
#include "io/sound/flac/flac_writer.hpp"

#include <FLAC/stream_encoder.h>
#include <ogg/ogg.h>

#include <algorithm>
#include <cstring>
#include <exception>
#include <string>
#include <utility>
#include <vector>

#include "io/sound/flac/flac_decoder.hpp"
#include "io/sound/flac/flac_objects.hpp"

namespace rectify::io {
namespace {

constexpr int kOggSerial = 1;  // of the only stream

enum class Wrapping : std::uint8_t { kNone, kOgg };

class FlacWriter : public SampleWriter {
 public:
  FlacWriter(Output output, const SoundFormat& sound, const Metadata& metadata, Wrapping wrapping);

  [[nodiscard]] SampleFormat samples() const override {
    return {SampleType::s32, std::endian::native};
  }
  void write(std::span<const std::byte> frames) override;
  void finish() override;

 private:
  static FLAC__StreamEncoderWriteStatus write_bytes(const FLAC__StreamEncoder* /*encoder*/,
                                                    const FLAC__byte* bytes, std::size_t count,
                                                    std::uint32_t samples, std::uint32_t /*frame*/,
                                                    void* user);
  static FLAC__StreamEncoderSeekStatus seek(const FLAC__StreamEncoder* /*encoder*/,
                                            FLAC__uint64 place, void* user);
  static FLAC__StreamEncoderTellStatus tell(const FLAC__StreamEncoder* /*encoder*/,
                                            FLAC__uint64* place, void* user);
  static void take_info(const FLAC__StreamEncoder* /*encoder*/,
                        const FLAC__StreamMetadata* metadata, void* user);

  [[noreturn]] void fail() const;
  void start();
  void rewrite_foreign();
  void rewrite_first_page();
  void end_ogg_without_frames();

  struct Delete {
    void operator()(FLAC__StreamEncoder* gone) const { FLAC__stream_encoder_delete(gone); }
  };

  Output output_;
  SoundFormat sound_;
  const Metadata* metadata_;
  Wrapping wrapping_;
  std::size_t chunks_after_;  // of the metadata, that are in the head
  std::vector<FlacObject> objects_;
  std::unique_ptr<FLAC__StreamEncoder, Delete> encoder_;
  std::exception_ptr thrown_;
  bool in_head_ = true;
  std::uint64_t head_bytes_ = 0;
  std::uint64_t halves_ = 0;                // of pages of Ogg: libFLAC writes head and body apart
  std::vector<std::byte> first_page_;       // of Ogg: what libFLAC writes first
  FLAC__StreamMetadata_StreamInfo info_{};  // at the end
  std::uint64_t frames_ = 0;
  std::vector<FLAC__int32> block_;
};

FlacWriter::FlacWriter(Output output, const SoundFormat& sound, const Metadata& metadata,
                       Wrapping wrapping)
    : output_(std::move(output)),
      sound_(sound),
      metadata_(&metadata),
      wrapping_(wrapping),
      chunks_after_(std::min(metadata.after.size(), metadata.timely.after)),
      encoder_(FLAC__stream_encoder_new()) {
  if (!encoder_) fail();
  const auto foreign = foreign_blocks(sound_, metadata, sound_.frames, chunks_after_);
  objects_ = flac_objects_for(sound_, metadata, foreign);
  constexpr std::size_t kMostInOgg = 65535;
  if (wrapping_ == Wrapping::kOgg && objects_.size() > kMostInOgg) {
    throw Error(ExitStatus::kOutput,
                output_.name() + ": Ogg FLAC can't hold more than 65535 blocks of metadata");
  }
  start();
}

void FlacWriter::fail() const {
  const auto state = encoder_ ? FLAC__stream_encoder_get_state(encoder_.get())
                              : FLAC__STREAM_ENCODER_MEMORY_ALLOCATION_ERROR;
  throw Error(ExitStatus::kFailed, output_.name() + ": libFLAC can't encode that (" +
                                       FLAC__StreamEncoderStateString[state] + ")");
}

void FlacWriter::start() {
  FLAC__StreamEncoder* encoder = encoder_.get();
  std::vector<FLAC__StreamMetadata*> blocks;
  for (const FlacObject& object : objects_) blocks.push_back(object.get());
  FLAC__stream_encoder_set_channels(encoder, static_cast<std::uint32_t>(sound_.channels));
  FLAC__stream_encoder_set_bits_per_sample(encoder,
                                           static_cast<std::uint32_t>(sound_.encoding->bits));
  FLAC__stream_encoder_set_sample_rate(encoder, static_cast<std::uint32_t>(sound_.rate));
  FLAC__stream_encoder_set_streamable_subset(encoder, 0);  // which forbids some rates
  if (sound_.frames) FLAC__stream_encoder_set_total_samples_estimate(encoder, *sound_.frames);
  FLAC__stream_encoder_set_metadata(encoder, blocks.data(),
                                    static_cast<std::uint32_t>(blocks.size()));
  FLAC__StreamEncoderInitStatus status = FLAC__STREAM_ENCODER_INIT_STATUS_OK;
  if (wrapping_ == Wrapping::kOgg) {
    FLAC__stream_encoder_set_ogg_serial_number(encoder, kOggSerial);
    status = FLAC__stream_encoder_init_ogg_stream(encoder, nullptr, write_bytes, nullptr, nullptr,
                                                  take_info, this);
  } else {
    const bool seeks = output_.seekable();
    status = FLAC__stream_encoder_init_stream(encoder, write_bytes, seeks ? seek : nullptr,
                                              seeks ? tell : nullptr, take_info, this);
  }
  if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
  if (status != FLAC__STREAM_ENCODER_INIT_STATUS_OK) {
    throw Error(ExitStatus::kOutput, output_.name() + ": libFLAC can't encode that (" +
                                         FLAC__StreamEncoderInitStatusString[status] + ")");
  }
  in_head_ = false;
}

FLAC__StreamEncoderWriteStatus FlacWriter::write_bytes(const FLAC__StreamEncoder* /*encoder*/,
                                                       const FLAC__byte* bytes, std::size_t count,
                                                       std::uint32_t /*samples*/,
                                                       std::uint32_t /*frame*/, void* user) {
  FlacWriter& writer = *static_cast<FlacWriter*>(user);
  constexpr std::size_t kPage = 27 + 1 + 51;  // bytes of Ogg's first
  try {
    const auto span = std::as_bytes(std::span(bytes, count));
    if (writer.in_head_) writer.head_bytes_ += count;
    if (writer.wrapping_ == Wrapping::kOgg && writer.first_page_.size() < kPage) {
      const std::size_t wanted = std::min(count, kPage - writer.first_page_.size());
      writer.first_page_.insert(writer.first_page_.end(), span.begin(),
                                span.begin() + static_cast<std::ptrdiff_t>(wanted));
    }
    ++writer.halves_;
    writer.output_.write(span);
  } catch (...) {
    writer.thrown_ = std::current_exception();
    return FLAC__STREAM_ENCODER_WRITE_STATUS_FATAL_ERROR;
  }
  return FLAC__STREAM_ENCODER_WRITE_STATUS_OK;
}

FLAC__StreamEncoderSeekStatus FlacWriter::seek(const FLAC__StreamEncoder* /*encoder*/,
                                               FLAC__uint64 place, void* user) {
  FlacWriter& writer = *static_cast<FlacWriter*>(user);
  try {
    writer.output_.seek(place);
  } catch (...) {
    writer.thrown_ = std::current_exception();
    return FLAC__STREAM_ENCODER_SEEK_STATUS_ERROR;
  }
  return FLAC__STREAM_ENCODER_SEEK_STATUS_OK;
}

FLAC__StreamEncoderTellStatus FlacWriter::tell(const FLAC__StreamEncoder* /*encoder*/,
                                               FLAC__uint64* place, void* user) {
  *place = static_cast<FlacWriter*>(user)->output_.position();
  return FLAC__STREAM_ENCODER_TELL_STATUS_OK;
}

void FlacWriter::take_info(const FLAC__StreamEncoder* /*encoder*/,
                           const FLAC__StreamMetadata* metadata, void* user) {
  static_cast<FlacWriter*>(user)->info_ = metadata->data.stream_info;
}

void FlacWriter::write(std::span<const std::byte> frames) {
  const std::size_t samples = frames.size() / sizeof(FLAC__int32);
  block_.resize(samples);
  std::memcpy(block_.data(), frames.data(), samples * sizeof(FLAC__int32));
  const int shift = 32 - sound_.encoding->bits;
  for (FLAC__int32& sample : block_) sample >>= shift;
  const std::size_t count = samples / sound_.channels;
  frames_ += count;
  const bool written = FLAC__stream_encoder_process_interleaved(
                           encoder_.get(), block_.data(), static_cast<std::uint32_t>(count)) != 0;
  if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
  if (!written) fail();
}

void FlacWriter::finish() {
  const bool finished = FLAC__stream_encoder_finish(encoder_.get()) != 0;
  if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
  if (!finished) fail();
  if (wrapping_ == Wrapping::kOgg && frames_ == 0) end_ogg_without_frames();
  if (output_.seekable()) {
    if (wrapping_ == Wrapping::kOgg) {
      rewrite_first_page();
    } else if (sound_.frames != frames_) {
      rewrite_foreign();
    }
  }
  output_.commit();
}

/// The last frame would have said that it is the last; without one an empty page says so.
void FlacWriter::end_ogg_without_frames() {
  Fields fields(std::endian::little);
  fields.text("OggS");
  fields.u8(0);
  fields.u8(4);  // the last page
  fields.u64(0);
  fields.u32(kOggSerial);
  fields.u32(halves_ / 2);
  fields.u32(0);  // its checksum
  fields.u8(0);   // no packet
  std::vector<std::byte> bytes = fields.all();
  auto* head = reinterpret_cast<unsigned char*>(bytes.data());
  ogg_page page{head, static_cast<long>(bytes.size()), head, 0};
  ogg_page_checksum_set(&page);
  output_.write(bytes);
}

/// The heads of the foreign chunks tell a length, which is known only now. They are the last
/// blocks.
void FlacWriter::rewrite_foreign() {
  const auto blocks = foreign_blocks(sound_, *metadata_, frames_, chunks_after_);
  std::uint64_t place = head_bytes_;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    place -= 4 + objects_[objects_.size() - 1 - i]->length;
  }
  const std::uint64_t end = output_.position();
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (blocks[i].chunk == nullptr) {
      output_.seek(place + 4);
      output_.write(blocks[i].bytes);
    }
    place += 4 + objects_[objects_.size() - blocks.size() + i]->length;
  }
  output_.seek(end);
}

/// What libFLAC would read back to change, it has shown when it wrote it.
void FlacWriter::rewrite_first_page() {
  constexpr std::size_t kHead = 27 + 1;
  constexpr std::size_t kInfo = kHead + 17;  // the place of STREAMINFO in the packet
  Fields info(std::endian::big);
  info.u16(info_.min_blocksize);
  info.u16(info_.max_blocksize);
  info.number(info_.min_framesize, 3);
  info.number(info_.max_framesize, 3);
  info.u64(std::uint64_t{info_.sample_rate} << 44U | std::uint64_t{info_.channels - 1} << 41U |
           std::uint64_t{info_.bits_per_sample - 1} << 36U | info_.total_samples);
  info.bytes(std::as_bytes(std::span(info_.md5sum)));
  std::copy(info.all().begin(), info.all().end(), first_page_.begin() + kInfo);
  auto* bytes = reinterpret_cast<unsigned char*>(first_page_.data());
  ogg_page page{bytes, kHead, bytes + kHead, static_cast<long>(first_page_.size() - kHead)};
  ogg_page_checksum_set(&page);
  const std::uint64_t end = output_.position();
  output_.seek(0);
  output_.write(first_page_);
  output_.seek(end);
}

}  // namespace

std::unique_ptr<SampleWriter> create_flac(Output output, const SoundFormat& sound,
                                          const Metadata& metadata) {
  return std::make_unique<FlacWriter>(std::move(output), sound, metadata, Wrapping::kNone);
}

std::unique_ptr<SampleWriter> create_ogg_flac(Output output, const SoundFormat& sound,
                                              const Metadata& metadata) {
  return std::make_unique<FlacWriter>(std::move(output), sound, metadata, Wrapping::kOgg);
}

}  // namespace rectify::io
