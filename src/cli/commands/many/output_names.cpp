// Names, and what has them on the disk.
#include "cli/commands/many/output_names.hpp"

#include <unistd.h>

#include <filesystem>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>

#include "cli/options/option_list.hpp"
#include "io/file/place.hpp"

namespace rectify::cli {
namespace {

/// The name of the input alone; empty: it has none, as "/" and "..".
std::string name_of(std::string input) {
  while (input.size() > 1 && input.ends_with('/')) input.pop_back();
  const std::string name = std::filesystem::path(input).filename().string();
  return name == "." || name == ".." ? "" : name;
}

std::string output_of(const std::string& input, const OutputNaming& naming) {
  if (io::named_descriptor(input, STDIN_FILENO)) {
    usage_error((input == "-" ? "standard input" : input) +
                " has no name for a file in --output-dir " + naming.folder +
                ": give it alone, with -o FILE");
  }
  const std::filesystem::path name = name_of(input);
  if (name.empty()) {
    usage_error(input + " has no name for a file in --output-dir " + naming.folder);
  }
  const std::string extension = naming.extension.empty() ? name.extension().string()  //
                                                         : naming.extension;
  const std::string slash = naming.folder.ends_with('/') ? "" : "/";
  return naming.folder + slash + name.stem().string() + naming.suffix + extension;
}

/// Identities sort by their two numbers.
struct Before {
  bool operator()(const io::FileIdentity& a, const io::FileIdentity& b) const {
    return std::pair(a.device, a.number) < std::pair(b.device, b.number);
  }
};

/// The regular file of that name; nullopt: there is none, or it is something else.
std::optional<io::FileIdentity> file_at(const std::string& path, const Context& context) {
  if (!io::names_file(context.disk, path)) return std::nullopt;
  return io::identity_of(context.disk, path);
}

}  // namespace

std::vector<FilePair> name_outputs(const std::vector<SourceRequest::Named>& inputs,
                                   const OutputNaming& naming) {
  std::vector<FilePair> files;
  std::unordered_map<std::string, const std::string*> taken;
  for (const SourceRequest::Named& named : inputs) {
    const std::string& input = named.path;
    files.push_back({named, output_of(input, naming)});
    const std::string& output = files.back().output;
    const auto [other, first] = taken.emplace(output, &input);
    if (first) continue;
    if (*other->second == input) usage_error(input + " is given twice, for one output: " + output);
    usage_error(*other->second + " and " + input + " have one output: " + output +
                "; rectify them in two runs, each with an --output-dir of its own");
  }
  return files;
}

void check_outputs_apart(const std::vector<FilePair>& files, const Context& context) {
  std::map<io::FileIdentity, const FilePair*, Before> outputs;
  for (const FilePair& file : files) {
    const auto there = file_at(file.output, context);
    if (!there) continue;
    const auto [other, first] = outputs.emplace(*there, &file);
    if (!first) usage_error(other->second->output + " and " + file.output + " are one file");
  }
  if (outputs.empty()) return;
  for (const FilePair& file : files) {
    const auto there = file_at(file.input.path, context);
    const auto found = there ? outputs.find(*there) : outputs.end();
    if (found == outputs.end() || found->second == &file) continue;
    usage_error(found->second->output + " can't be the output of " + found->second->input.path +
                ": it is the INPUT " + file.input.path +
                "; another --output-dir or --suffix helps");
  }
}

}  // namespace rectify::cli
