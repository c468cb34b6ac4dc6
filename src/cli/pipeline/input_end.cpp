// Asks the signal what is missing of it.
#include "cli/pipeline/input_end.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "io/file/error.hpp"

namespace rectify::cli {
namespace {

/// Also where the system does not tell which file is where, so that it may be.
bool takes_place_of(const Place& output, const Signal& signal, const Context& context) {
  if (io::named_descriptor(output.path, STDOUT_FILENO)) return false;
  const auto there = io::identity_of(context.disk, output.path);
  if (!there) return errno != ENOENT;
  return !signal.origin().file || *there == *signal.origin().file;
}

}  // namespace

void report_damage(const Signal& signal, const DamageRule& rule, const Context& context) {
  const auto damage = signal.damage();
  if (!damage) return;
  for (const Place& output : rule.outputs) {
    if (!takes_place_of(output, signal, context)) continue;
    throw io::Error(io::ExitStatus::kInput,
                    *damage + "; a damaged input is not replaced by its own result: give " +
                        std::string(output.role) + " another name");
  }
  if (rule.fail) throw io::Error(io::ExitStatus::kInput, *damage);
  context.report.warn(*damage + "; " + std::string(rule.done) + " as far as it goes");
}

void report_end(const Signal& signal, std::uint64_t frames, const DamageRule& rule,
                const Context& context) {
  report_damage(signal, rule, context);
  if (frames == 0 && !signal.damage()) context.report.warn(signal.name() + ": holds no frames");
}

}  // namespace rectify::cli
