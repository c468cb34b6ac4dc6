// Checks overlap.hpp: what a second thread writes is what would be written without it, in order,
// and what goes wrong there is told here.
#include "cli/pipeline/overlap.hpp"

#include <doctest/doctest.h>

#include <future>
#include <memory>
#include <numeric>
#include <stdexcept>
#include <utility>
#include <vector>

namespace {

using namespace rectify::cli;

/// Keeps what it is given; throws at a chosen block.
class KeepingSink : public Sink {
 public:
  KeepingSink(std::vector<double>& kept, int throw_at) : kept_(&kept), throw_at_(throw_at) {}
  void write(Rows& rows) override {
    if (--throw_at_ == 0) throw std::runtime_error("no more");
    kept_->insert(kept_->end(), rows.outputs.begin(), rows.outputs.end());
  }
  void finish(const Report& /*report*/) override { kept_->push_back(-1); }

 private:
  std::vector<double>* kept_;
  int throw_at_;
};

/// Throws at the first block, once the test says so.
class BreakingSink : public Sink {
 public:
  explicit BreakingSink(std::future<void> allowed) : allowed_(std::move(allowed)) {}
  void write(Rows& /*rows*/) override {
    allowed_.wait();
    throw std::runtime_error("no more");
  }
  void finish(const Report& /*report*/) override {}

 private:
  std::future<void> allowed_;
};

const Report kSilent(Report::Level::kQuiet);

void write_blocks(Sink& sink, int blocks) {
  for (int n = 0; n < blocks; ++n) {
    Rows rows;
    rows.outputs = {2.0 * n, 2.0 * n + 1};
    sink.write(rows);
  }
}

}  // namespace

TEST_CASE("blocks come through in order, then the end") {
  for (const int blocks : {0, 1, 2, 1000}) {
    std::vector<double> kept;
    const auto sink = overlapped(std::make_unique<KeepingSink>(kept, 0), 2);
    write_blocks(*sink, blocks);
    sink->finish(kSilent);
    std::vector<double> expected(2 * static_cast<std::size_t>(blocks));
    std::iota(expected.begin(), expected.end(), 0.0);
    expected.push_back(-1);
    CHECK(kept == expected);
  }
}

TEST_CASE("an error in the second thread is thrown by the next call, whichever it is") {
  for (const int at : {1, 2, 3, 50}) {
    std::vector<double> kept;
    const auto sink = overlapped(std::make_unique<KeepingSink>(kept, at), 2);
    CHECK_THROWS_WITH((write_blocks(*sink, 50), sink->finish(kSilent)), "no more");
    CHECK(kept.size() == 2 * static_cast<std::size_t>(at - 1));
  }
}

TEST_CASE("short blocks among long ones come through in order, by whichever thread") {
  std::vector<double> kept;
  const auto sink = overlapped(std::make_unique<KeepingSink>(kept, 0), 2, 3);
  std::vector<double> expected;
  for (int n = 0; n < 300; ++n) {
    Rows rows;
    rows.outputs.assign(n % 3 == 0 ? 5 : 2, n);
    expected.insert(expected.end(), rows.outputs.begin(), rows.outputs.end());
    sink->write(rows);
  }
  sink->finish(kSilent);
  expected.push_back(-1);
  CHECK(kept == expected);
}

TEST_CASE("an error of a long block in the second thread is thrown at the short one after it") {
  std::promise<void> waiting;
  const auto sink = overlapped(std::make_unique<BreakingSink>(waiting.get_future()), 2, 3);
  Rows rows;
  for (int block = 0; block < 2; ++block) {  // one in hand, one that waits
    rows.outputs = {1, 2, 3};
    sink->write(rows);
  }
  waiting.set_value();
  rows.outputs = {4};
  CHECK_THROWS_WITH(sink->write(rows), "no more");
}

TEST_CASE("a sink that is given up ends its thread, with a block waiting or an error") {
  std::vector<double> kept;
  write_blocks(*overlapped(std::make_unique<KeepingSink>(kept, 0), 2), 3);
  CHECK(kept.size() == 6);
  kept.clear();
  {
    const auto sink = overlapped(std::make_unique<KeepingSink>(kept, 1), 2);
    write_blocks(*sink, 1);
  }
  CHECK(kept.empty());
}
