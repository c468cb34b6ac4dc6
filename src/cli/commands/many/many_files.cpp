// Names the outputs, makes the jobs, and lets the batch run them.
#include "cli/commands/many/many_files.hpp"

#include <filesystem>
#include <set>
#include <utility>

#include "cli/commands/many/batch.hpp"
#include "cli/commands/many/streams.hpp"
#include "cli/options/values.hpp"
#include "cli/outputs/formats.hpp"
#include "io/file/error.hpp"
#include "io/file/folder.hpp"

namespace rectify::cli {

void ManyFiles::declare(OptionList& options) {
  constexpr Group kGroup = Group::kFiles;
  Value folder = text(naming_.folder, "the name of a folder");
  folder.names = Value::Names::kFolder;
  options.value(kGroup, "--output-dir", "DIR",
                "write a file for each INPUT, of the same name, into this folder, which is made "
                "where it is missing",
                std::move(folder));
  options.value(kGroup, "--suffix", "TEXT", "goes before the extension: _half makes a_half.wav",
                value_of(
                    naming_.suffix, "a part of a file name: _half",
                    [](const std::string& suffix) { return std::optional(suffix); },
                    [](const std::string& suffix) { return suffix.find('/') == suffix.npos; }));
  options.flag(kGroup, "--fail-fast", "begin no other file once one has failed", fail_fast_);
}

void ManyFiles::check(const OptionList& options, const SourceRequest& source) {
  options.require(wanted(), {"--suffix", "--fail-fast"}, "without --output-dir");
  if (!wanted()) return;
  options_ = &options;
  options.exclude({"--output", "--output-dir"});
  if (const Option* format = options.find("--format"); format->given()) {
    naming_.extension = extension_of(*format_named(format->values.front()));
  }
  if (source.named().empty()) {
    usage_error(source.generated()
                    ? "--output-dir has no effect with " + source.wave_words() + "; -o FILE has"
                    : "--output-dir " + naming_.folder + " needs an INPUT to name a file after");
  }
  files_ = name_outputs(source.named(), naming_);
  check_jobs();
}

/// What is wrong with the options is wrong before any file is touched. It can depend on the format
/// of the output, so of each format a file is tried.
void ManyFiles::check_jobs() const {
  std::set<std::string> tried;
  for (const FilePair& file : files_) {
    if (!tried.insert(std::filesystem::path(file.output).extension().string()).second) continue;
    try {
      (void)one(file, true);
    } catch (const io::Error& error) {
      if (tried.size() == 1) throw;
      throw io::Error(error.status(), file.output + ": " + error.what());
    }
  }
}

/// `spools`: whether --spool-limit means that file.
std::unique_ptr<ManyFiles::OneFile> ManyFiles::one(const FilePair& file, bool spools) const {
  auto one = std::make_unique<OneFile>();
  one->job = make_();
  one->job->declare(one->options);
  one->options.give_all(*options_,
                        {"--output-dir", "--suffix", "--fail-fast", spools ? "" : "--spool-limit"});
  one->options.give("--output", file.output);
  one->options.input()(file.input.path, file.input.hint);
  one->job->check(one->options);
  return one;
}

void ManyFiles::run(ShapeRequest& shape, const Context& context) const {
  std::vector<SourceRequest::Named> inputs;
  for (const FilePair& file : files_) inputs.push_back(file.input);
  check_streams(inputs, *options_, shape.inputs(), context);
  check_outputs_apart(files_, context);
  shape.open(context);
  if (!io::make_folder(context.disk, naming_.folder)) {
    usage_error("--output-dir " + naming_.folder + ": is not a directory; -o FILE writes a file");
  }
  Batch batch;
  batch.done = done_;
  batch.fail_fast = fail_fast_;
  for (const FilePair& file : files_) batch.files.push_back({file.input.path, file.output});
  batch.work = [this](std::size_t file, const Context& own) {
    one(files_[file], may_be_spooled(files_[file].input, own))->job->run(own);
  };
  run_batch(batch, context);
}

}  // namespace rectify::cli
