// Where the results of many files go: a name in one folder for each, no two alike.
#pragma once

#include <string>
#include <vector>

#include "cli/context/context.hpp"
#include "cli/sources/source_request.hpp"

namespace rectify::cli {

/// One of many files: what is read, and what is written for it.
struct FilePair {
  SourceRequest::Named input;
  std::string output;
};

/// How an output is named after its input.
struct OutputNaming {
  std::string folder;     ///< --output-dir
  std::string suffix;     ///< goes before the extension; may be empty
  std::string extension;  ///< takes the place of the input's, ".flac"; empty: that stays
};

/// The output of each input: the name of the input, without its folder, in the folder of the
/// outputs. An extension is what follows the last point, unless the name begins there.
/// Throws io::Error kUsage where an input is standard input or has no name of its own, and where
/// two would have one output.
[[nodiscard]] std::vector<FilePair> name_outputs(const std::vector<SourceRequest::Named>& inputs,
                                                 const OutputNaming& naming);

/// Looks at what is there already. Throws io::Error kUsage where two outputs are one file, by
/// links, and where the output of one input is another input, which it would replace before or
/// while that is read.
void check_outputs_apart(const std::vector<FilePair>& files, const Context& context);

}  // namespace rectify::cli
