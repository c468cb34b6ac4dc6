// Which signal the command line asks for: a generated wave, or an INPUT.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/options/option_list.hpp"
#include "cli/sources/signal.hpp"
#include "cli/sources/table_request.hpp"
#include "io/sound/raw/raw_reader.hpp"

namespace rectify::cli {

/// How much of a pipe may be spooled. Copies share what is known of whether any was.
struct Spooling {
  std::optional<std::uint64_t> limit;  ///< bytes
  std::shared_ptr<bool> any = std::make_shared<bool>(false);
};

/// What is called before a pipe is spooled, which may take long: it throws what can be known by
/// then. First `start` is null; then it is the signal as the start of the pipe tells it, if it
/// does. What is wrong with that is told before what was thrown first.
using BeforeSpooling = std::function<void(Signal* start)>;

/// The source part of a request.
class SourceRequest {
 public:
  struct Named {
    std::string path;  ///< "-" for standard input
    std::string hint;  ///< follows what is said where there is no such file
  };

  enum class Inputs { kAny, kNone, kSeveral };

  SourceRequest() = default;

  /// An input that has no options of its own. `path` may be "-".
  SourceRequest(std::string path, Spooling spooling)
      : named_({{std::move(path), ""}}), spooling_(std::move(spooling)) {}

  /// `angles_only`: no waveforms whose phase can't be shifted.
  void declare(OptionList& options, Inputs inputs, bool angles_only);
  void check(const OptionList& options);

  [[nodiscard]] bool generated() const { return wave_.wanted(); }

  /// Whether it is a wave whose axis is not time.
  [[nodiscard]] bool on_line() const { return wave_.on_line(); }
  /// The option that asks for a generated signal: "--sine 50".
  [[nodiscard]] const std::string& wave_words() const { return wave_.words(); }

  /// Whether it is a wave of one phase alone, if of any.
  [[nodiscard]] bool one_phase() const { return wave_.one_phase(); }

  /// The path of the INPUT, "-" for standard input; nullopt where the signal is generated. Of
  /// several, that of the first, which open() opens.
  [[nodiscard]] std::optional<std::string> input() const;

  /// The paths of all of them; none where the signal is generated.
  [[nodiscard]] std::vector<std::string> inputs() const;

  /// The same, as the command line named them.
  [[nodiscard]] const std::vector<Named>& named() const { return named_; }

  /// How the inputs of the command may be spooled, and what their damage does.
  [[nodiscard]] const Spooling& spooling() const { return spooling_; }
  [[nodiscard]] bool fail_on_damage() const { return fail_on_damage_; }

  /// Throws io::Error kInput where the input can't be opened or understood. A pipe that must be
  /// spooled is, after `before_spooling` was called, which may throw.
  [[nodiscard]] Signal open(const SignalNeeds& needs, const Context& context,
                            const BeforeSpooling& before_spooling);

  /// Throws io::Error kUsage where an option has no effect on the signal that was found: once all
  /// inputs have been opened.
  void check_found(const Signal& signal, const SignalNeeds& needs) const;

 private:
  [[nodiscard]] Signal open_wave(const SignalNeeds& needs, const Context& context) const;
  [[nodiscard]] Signal open_file(const SignalNeeds& needs, const Context& context,
                                 const BeforeSpooling& before_spooling);
  [[nodiscard]] Signal open_table(io::Input input, const SignalNeeds& needs,
                                  const Context& context) const;
  [[nodiscard]] std::optional<Signal> start_of(io::Input& input, bool is_sound, bool patient,
                                               const SignalNeeds& needs, io::Disk& disk) const;
  void check_sound(const std::string& name) const;

  WaveRequest wave_;
  std::optional<Decimal> rate_;
  std::vector<Named> named_;
  std::optional<io::RawDescription> raw_;
  Spooling spooling_;
  bool fail_on_damage_ = false;
  TableRequest table_;
};

}  // namespace rectify::cli
