// Reads Ogg, and joins the links of a chain.
#include <fmt/format.h>

#include <utility>

#include "io/sound/decoded_reader.hpp"
#include "io/sound/id3.hpp"
#include "io/sound/layout.hpp"
#include "io/sound/ogg/ogg.hpp"
#include "io/sound/ogg/ogg_decoder.hpp"

namespace rectify::io {
namespace {

std::string coding_of(const SoundFormat& sound) {
  const Container& container = *sound.container;
  return std::string(container.name) +
         (container.lossy ? "" : fmt::format(" of {} bits", sound.encoding->bits));
}

class OggReader : public DecodedReader {
 public:
  explicit OggReader(Input input) : DecodedReader(std::move(input)) {
    input_.forget_start();
    OggReader::restart();
    sound_ = link_->sound();
    check_sound(input_, sound_.channels, sound_.rate);
    samples_ = {link_->sample_type(), std::endian::native};
    metadata_.channels = sound_.channels;
    for (const std::string& other : stream_->others()) metadata_.leave_out(other);
    take_id3_tags(input_, metadata_);
  }

 protected:
  bool decode(std::vector<std::byte>& frames) override;
  void restart() override;

 private:
  std::unique_ptr<OggDecoder> open_link(Metadata& metadata, std::optional<std::uint64_t> rate);
  bool next_link();
  void check_kind(const SoundFormat& other) const;
  void finish();

  std::unique_ptr<OggStream> stream_;
  std::unique_ptr<OggDecoder> link_;
  std::uint64_t link_start_ = 0;  // in frames
  bool cut_short_ = false;        // the last link, without the page that ends it
};

std::unique_ptr<OggDecoder> OggReader::open_link(Metadata& metadata,
                                                 std::optional<std::uint64_t> rate) {
  const OggLink link{*stream_, input_.name(), metadata, rate};
  if (stream_->coding() == OggCoding::kVorbis) return open_vorbis_link(link);
  if (stream_->coding() == OggCoding::kOpus) return open_opus_link(link);
  return open_flac_link(link);
}

void OggReader::restart() {
  stream_ = std::make_unique<OggStream>(input_);
  link_start_ = 0;
  cut_short_ = false;
  if (!stream_->next_link()) {
    const auto& others = stream_->others();
    throw Error(ExitStatus::kInput, input_.name() + ": an Ogg without sound that is read here" +
                                        (others.empty() ? "" : "; it holds " + listed(others)));
  }
  Metadata again(input_.limits());
  const bool first = sound_.container == nullptr;
  link_ = open_link(first ? metadata_ : again, std::nullopt);
  if (!link_) throw Error(ExitStatus::kInput, input_.name() + ": the head of its Ogg is damaged");
}

void OggReader::check_kind(const SoundFormat& other) const {
  if (other.rate == sound_.rate && other.channels == sound_.channels &&
      other.encoding == sound_.encoding) {
    return;
  }
  throw Error(
      ExitStatus::kInput,
      fmt::format("{}: a new part of it begins at {:.2f} s that changes from {}, {} Hz and {} "
                  "channel{} to {}, {} Hz and {}",
                  input_.name(), seconds(frames_decoded()), coding_of(sound_), sound_.rate,
                  sound_.channels, sound_.channels == 1 ? "" : "s", coding_of(other), other.rate,
                  other.channels));
}

bool OggReader::next_link() {
  while (stream_->next_link()) {
    Metadata later(input_.limits());
    link_ = open_link(later, sound_.rate);
    link_start_ = frames_decoded();
    if (link_) {
      check_kind(link_->sound());
      return true;
    }
    damage_.add(seconds(link_start_), 0);
  }
  return false;
}

bool OggReader::decode(std::vector<std::byte>& frames) {
  for (;;) {
    const bool more = link_->decode(frames);
    damage_.add(link_->take_damage(), seconds(link_start_));
    if (more) return true;
    finish();
    if (!next_link()) {
      if (cut_short_ && missing_frames_ == 0) missing_frames_ = kSome;
      return false;
    }
  }
}

/// What the end of a link shows to be missing.
void OggReader::finish() {
  const std::uint64_t missing = link_->missing_frames();
  if (missing != 0) missing_frames_ = missing;
  link_.reset();
  // A stream that goes on in another link may have been cut on purpose, as radio does.
  cut_short_ = stream_->lacks_end() && stream_->garbage() == 0;
  if (!stream_->lacks_end() || stream_->garbage() == 0) return;
  const double played = seconds(frames_decoded() - link_start_);
  const auto bytes = static_cast<double>(std::max<std::uint64_t>(stream_->bytes(), 1));
  damage_.add(seconds(frames_decoded()), played * static_cast<double>(stream_->garbage()) / bytes);
}

}  // namespace

std::unique_ptr<SampleReader> open_ogg(Input& input, std::optional<std::uint64_t> /*spool_limit*/) {
  if (!begins_as_ogg(input)) return nullptr;
  input.start_over();
  return std::make_unique<OggReader>(std::move(input));
}

}  // namespace rectify::io
