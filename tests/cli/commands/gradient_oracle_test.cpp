// Checks grad against tables that PyTorch's autograd made: data/make_gradients.py.
#include <doctest/doctest.h>

#include <cmath>
#include <sstream>

#include "support/table.hpp"

using namespace test;

namespace {

constexpr const char* kUnits =
    " --unit 1,0,1 --unit=-1,0,0.5 --unit 0.7,-0.3,2 --unit=-1.3,0.9,-1.1 --unit 2.1,1.7,0.25";

Table golden(const std::string& name) {
  return read_table(read_file(RECTIFY_SOURCE_DIR "/data/" + name));
}

/// One column of the golden table as a table of its own.
void write_column(const std::string& path, const std::string& name) {
  std::ostringstream text;
  text.precision(17);
  text << name << "\n";
  const Table table = golden("gradients.csv");
  for (const double value : table.at(name)) text << value << "\n";
  write_file(path, text.str());
}

/// The inputs that the script had, in a folder.
struct Inputs {
  TemporaryFolder folder;
  Inputs() {
    for (const std::string name : {"v", "g", "target"}) write_column(folder / name, name);
  }
  [[nodiscard]] std::string line(const std::string& shape) const {
    return "grad " + shape + " " + (folder / "v");
  }
  [[nodiscard]] std::string upstream() const { return " --upstream " + (folder / "g"); }
  [[nodiscard]] std::string target() const { return " --target " + (folder / "target"); }
};

std::vector<double> gradient(const std::string& line) {
  const Result result = run_line(line);  // which may say the loss
  CAPTURE(line);
  CHECK(result.status == 0);
  return read_table(result.out).columns.back();
}

/// Within `tolerance` of `size`, by which the terms of each sum are bounded.
void check_close(const std::vector<double>& made, const std::vector<double>& expected,
                 double tolerance) {
  REQUIRE(made.size() == expected.size());
  for (std::size_t n = 0; n < made.size(); ++n) {
    CAPTURE(n);
    CHECK(std::fabs(made[n] - expected[n]) <= tolerance);
  }
}

}  // namespace

TEST_CASE("half, full and leaky gradients are PyTorch's to the last bit") {
  const Inputs in;
  const Table expected = golden("gradients.csv");
  CHECK(gradient(in.line("half") + in.upstream()) == expected.at("half"));
  CHECK(gradient(in.line("full") + in.upstream()) == expected.at("full"));
  CHECK(gradient(in.line("half --leak 0.125") + in.upstream()) == expected.at("leaky"));
}

TEST_CASE("the gradient of eight phases by the angle is PyTorch's") {
  const Inputs in;
  // Four of eight sines conduct, at angles that are rounded at up to 16 rad, times |g| < 4.
  check_close(gradient("grad multiphase --sine-over=-10:10:512" + in.upstream()),
              golden("gradients.csv").at("eight_phases"), 4 * 4 * 0x1p-49);
}

TEST_CASE("the gradient of a sum of units is PyTorch's, by x and by a, b, c") {
  const Inputs in;
  const Table by_x = golden("gradients.csv");
  const Table by_units = golden("gradients_of_units.csv");
  struct Case {
    std::string options;
    std::string column;
    std::string prefix;
  };
  for (const Case& c : {Case{in.upstream(), "units", "g"}, Case{in.target(), "units_mse", "mse"},
                        Case{in.target() + " --loss mae", "units_mae", "mae"}}) {
    CAPTURE(c.prefix);
    TemporaryFolder folder;
    const std::string table = folder / "p.csv";
    // 1e-13 of the terms' sum: slopes of up to 5 times |g| < 4, or 512 such terms.
    check_close(gradient(in.line("units") + kUnits + c.options + " --parameters " + table),
                by_x.at(c.column), 20 * 1e-13);
    const Table parameters = read_table(read_file(table));
    for (const std::string name : {"a", "b", "c"}) {
      CHECK(parameters.at(name) == by_units.at(name));
      const std::vector<double>& expected = by_units.at(c.prefix + "_" + name);
      for (std::size_t k = 0; k < expected.size(); ++k) {
        CHECK(std::fabs(parameters.at("grad_" + name)[k] - expected[k]) <=
              1e-13 * std::fmax(std::fabs(expected[k]), 1));
      }
    }
  }
}

TEST_CASE("the gradient of shifted samples is PyTorch's, by x, by the phases and by the drop") {
  const Inputs in;
  const std::string table = in.folder / "p.csv";
  const Result result =
      run_line("grad multiphase " + (in.folder / "v") + in.upstream() +
               " --phase-list 0.2rad,1.5rad,2.8rad,4rad,5.9rad --drop 0.25 --rate 400 -v "
               "--parameters " +
               table);
  REQUIRE_MESSAGE(result.status == 0, result.err);
  // 1e-13 of the terms' sum: slopes of up to 5 times |g| < 4, or 512 such terms that are 25 in all.
  check_close(read_table(result.out).columns.back(), golden("gradients.csv").at("shifted"),
              20 * 1e-13);
  const Table expected = golden("gradients_of_phases.csv");
  check_close(read_table(read_file(table)).at("grad_phase"), expected.at("grad_phase"), 25 * 1e-13);
  const std::size_t drop = result.err.find("de/ddrop = ");
  REQUIRE(drop != std::string::npos);
  CHECK(std::fabs(std::strtod(result.err.c_str() + drop + 11, nullptr) -
                  expected.at("grad_drop")[0]) <= 60 * 1e-13);
}

TEST_CASE("the losses are PyTorch's") {
  const Inputs in;
  const Table expected = golden("gradients_of_units.csv");
  for (const std::string loss : {"mse", "mae"}) {
    const Result result =
        run_line("grad units " + (in.folder / "v") + kUnits + in.target() + " --loss " + loss);
    REQUIRE(result.err.starts_with("rectify: e = "));
    const double e = std::strtod(result.err.c_str() + 13, nullptr);
    CHECK(std::fabs(e - expected.at(loss)[0]) <= 1e-13 * e);
    CHECK(result.err.ends_with(" (" + loss + ")\n"));
  }
}

TEST_CASE("every shape's gradient of the script's signals stands the check") {
  const Inputs in;
  const std::vector<std::string> shapes = {"half",
                                           "half --leak 0.1 --drop 0.2",
                                           "half --negative --drop 1",
                                           "full",
                                           "full --drop 0.3",
                                           std::string("units --leak 0.05 --mean") + kUnits};
  for (const std::string& shape : shapes) {
    for (const std::string& options : {in.upstream(), in.target(), std::string()}) {
      const Result result =
          run_line("grad " + shape + " " + (in.folder / "v") + options + " --check");
      CAPTURE(result.err);
      CHECK(result.status == 0);
      CHECK(result.err.find("check: all of ") != std::string::npos);
    }
  }
  for (const std::string options :
       {"", " --phases 3 --drop 0.2 --mean", " --phase-list 10,75,200"}) {
    CHECK(run_line("grad multiphase --sine-over=-10:10:512" + in.upstream() + options + " --check")
              .status == 0);
  }
}
