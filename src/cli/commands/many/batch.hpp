// The same work on many files: in several threads, with one outcome at the end.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/context/context.hpp"

namespace rectify::cli {

/// The work, file by file.
struct Batch {
  std::string_view done;   ///< "rectified": what has been done to the files, in the summary
  bool told = true;        ///< the summary is told also where nothing failed
  bool fail_fast = false;  ///< begin no file once one has failed

  /// The names that messages may call each file by; the first is put before those that use none.
  std::vector<std::vector<std::string>> files;

  /// Does the work on the file of that number, in any thread. Throws io::Error, which is reported
  /// as the failure of that file alone.
  std::function<void(std::size_t file, const Context& context)> work;

  /// Called for each file in their order, one at a time, when it and all those before it have been
  /// done or have failed; may be empty. What it throws ends the run.
  std::function<void(std::size_t file)> in_order;
};

/// Runs the batch on up to context.jobs threads; where there are fewer files, each may use several.
///
/// Every file is a piece of work of its own, which shares nothing with the others but the disk and
/// the list of temporary files, and both may be used from any thread. So threads do what processes
/// would: what one file throws stays with it, a signal finds the temporaries of all on one list,
/// and there is nobody to forward it to or to wait for. The libraries for sound keep no state
/// outside their objects.
///
/// The messages of a file are shown together when it is done. At the end a summary is shown, of
/// more than one file; where any failed, it is thrown as io::Error, with the status of the first in
/// the order of the list. Of a single file its own error is thrown.
void run_batch(const Batch& batch, const Context& context);

}  // namespace rectify::cli
