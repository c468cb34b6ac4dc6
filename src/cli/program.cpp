#include "cli/program.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <new>
#include <variant>

#include "cli/help.hpp"
#include "cli/parse.hpp"
#include "cli/report.hpp"
#include "cli/run.hpp"
#include "io/file/error.hpp"
#include "io/file/output.hpp"

namespace rectify::cli {
namespace {

Report::Level level_of(const Options& options) {
  if (options.quiet) return Report::Level::kQuiet;
  return options.verbose ? Report::Level::kVerbose : Report::Level::kNormal;
}

void run_or_answer(const std::vector<std::string>& arguments, io::Disk& disk) {
  const auto parsed = parse(arguments);
  if (const auto* answer = std::get_if<Answer>(&parsed)) {
    io::Output output = io::Output::open(disk, "-", io::Output::Existing::kRefuse);
    output.write(std::as_bytes(std::span(answer->text)));
    return output.commit();
  }
  const auto& options = std::get<Options>(parsed);
  run(options, disk, Report(level_of(options)));
}

}  // namespace

int run_program(const std::vector<std::string>& arguments, io::Disk& disk) {
  io::ExitStatus status = io::ExitStatus::kDone;
  try {
    if (arguments.empty()) {
      fmt::print(stderr, "{}", short_help());
      return static_cast<int>(io::ExitStatus::kUsage);
    }
    run_or_answer(arguments, disk);
  } catch (const io::Error& error) {
    Report::error(error.what());
    status = error.status();
  } catch (const std::bad_alloc&) {
    Report::error("out of memory");
    status = io::ExitStatus::kFailed;
  }
  return static_cast<int>(status);
}

}  // namespace rectify::cli
