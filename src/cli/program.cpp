// Runs a command line and turns what goes wrong into a message and an exit status.
#include "cli/program.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <new>
#include <variant>

#include "cli/commands/command_line.hpp"
#include "cli/commands/help.hpp"
#include "cli/context/context.hpp"
#include "cli/context/cores.hpp"
#include "cli/context/terminal.hpp"
#include "io/file/error.hpp"
#include "io/file/output.hpp"

namespace rectify::cli {
namespace {

void run_or_answer(const std::vector<std::string>& arguments, io::Disk& disk) {
  auto understood = understand(arguments);
  if (const auto* answer = std::get_if<Answer>(&understood)) {
    io::Output output = io::Output::open(disk, "-", io::Output::Existing::kRefuse);
    output.write(std::as_bytes(std::span(answer->text)));
    return output.commit();
  }
  Invocation& invocation = *std::get<std::unique_ptr<Invocation>>(understood);
  const Report report(invocation.level());
  Team team(std::min(invocation.jobs(), kMostForOne));
  Progress progress;
  const bool shown = invocation.shows_progress() && progress_columns() != 0;
  invocation.run(
      {disk, report, invocation.jobs(), shown ? &progress : nullptr, &team, invocation.limits()});
}

}  // namespace

int run_program(const std::vector<std::string>& arguments, io::Disk& disk) {
  io::ExitStatus status = io::ExitStatus::kDone;
  try {
    if (arguments.empty()) {
      Report::print(short_help());
      return static_cast<int>(io::ExitStatus::kUsage);
    }
    run_or_answer(arguments, disk);
  } catch (const io::Error& error) {
    Report::error(error.what());
    status = error.status();
  } catch (const std::bad_alloc&) {
    Report::out_of_memory();
    status = io::ExitStatus::kFailed;
  } catch (const std::exception& error) {  // by a library, or by a defect of ours
    Report::error(error.what());
    status = io::ExitStatus::kFailed;
  }
  return static_cast<int>(status);
}

}  // namespace rectify::cli
