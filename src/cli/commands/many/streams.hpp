// Pipes among the inputs of a run over many files: each can be read only once.
#pragma once

#include <vector>

#include "cli/context/context.hpp"
#include "cli/options/option_list.hpp"
#include "cli/pipeline/places.hpp"
#include "cli/sources/source_request.hpp"

namespace rectify::cli {

/// Whether --spool-limit may mean that input: it is no regular file.
[[nodiscard]] bool may_be_spooled(const SourceRequest::Named& input, const Context& context);

/// Throws io::Error kUsage where --spool-limit was given and means none of the inputs, and where
/// one of the `shared` inputs, which the job of every file reads, is a pipe.
void check_streams(const std::vector<SourceRequest::Named>& inputs, const OptionList& options,
                   const std::vector<Place>& shared, const Context& context);

}  // namespace rectify::cli
