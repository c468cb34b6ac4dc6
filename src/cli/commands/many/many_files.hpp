// A command on many files: its options, and a job for each file.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cli/commands/command.hpp"
#include "cli/commands/many/output_names.hpp"
#include "cli/shapes/shape_request.hpp"

namespace rectify::cli {

/// What --output-dir makes of a command: every INPUT becomes what it would alone with -o, by a job
/// of its own that gets all the other options.
class ManyFiles {
 public:
  /// `make` makes the job of one file, `done` says in the summary what it did: "rectified".
  ManyFiles(std::function<std::unique_ptr<Job>()> make, std::string_view done)
      : make_(std::move(make)), done_(done) {}

  void declare(OptionList& options);

  /// Whether --output-dir was given.
  [[nodiscard]] bool wanted() const { return !naming_.folder.empty(); }

  /// Throws io::Error kUsage where options contradict each other, or have no effect, also those of
  /// the job of a file. `options` must outlive this.
  void check(const OptionList& options, const SourceRequest& source);

  /// `shape` is that of every file. Throws io::Error before any work where an option or the shape's
  /// own file is wrong, or the folder can't be made; else what run_batch() throws.
  void run(ShapeRequest& shape, const Context& context) const;

 private:
  /// A job with the options of one file.
  struct OneFile {
    std::unique_ptr<Job> job;
    OptionList options;
  };
  [[nodiscard]] std::unique_ptr<OneFile> one(const FilePair& file, bool spools) const;
  void check_jobs() const;

  std::function<std::unique_ptr<Job>()> make_;
  std::string_view done_;
  OutputNaming naming_;
  bool fail_fast_ = false;
  const OptionList* options_ = nullptr;
  std::vector<FilePair> files_;
};

}  // namespace rectify::cli
