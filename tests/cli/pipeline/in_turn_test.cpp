// Checks in_turn(): parts come out in order, and nothing that was read is forgotten.
#include "cli/pipeline/in_turn.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

using rectify::Team;
using rectify::cli::in_turn;

namespace {

struct Part {
  int number = 0;
};

/// Reads 0 … count - 1 and writes them; the work fails at `bad`, and `thrower` throws at `at`.
struct Numbers {
  int count;
  int bad = -1;
  const char* thrower = "";
  int at = -1;
  int read = 0;
  std::vector<int> written{};
  std::vector<int> left{};

  void run(std::size_t threads) {
    Team team(threads);
    std::vector<Part> parts(threads);
    const auto check = [&](const char* who, int n) {
      if (std::string(who) == thrower && n == at) throw std::runtime_error(who);
    };
    const auto numbers = in_turn(
        &team, parts,
        [&](Part& part) {
          if (read == count) return false;
          check("read", read);
          part.number = read++;
          return true;
        },
        [&](Part& part) {
          check("work", part.number);
          return part.number != bad;
        },
        [&](Part& part) {
          check("write", part.number);
          written.push_back(part.number);
        });
    for (const std::size_t number : numbers) left.push_back(parts[number].number);
  }
};

std::vector<int> up_to(int from, int to) {
  std::vector<int> numbers;
  for (int n = from; n < to; ++n) numbers.push_back(n);
  return numbers;
}

}  // namespace

TEST_CASE("parts are written in the order in which they were read") {
  for (const std::size_t threads : {1U, 2U, 4U}) {
    for (const int count : {0, 1, 2, 1000}) {
      Numbers numbers{.count = count};
      numbers.run(threads);
      CHECK(numbers.written == up_to(0, count));
      CHECK(numbers.left.empty());
    }
  }
}

TEST_CASE("a part that can't be done ends it, and is left with all that was read after it") {
  for (const std::size_t threads : {1U, 2U, 4U}) {
    for (const int bad : {0, 1, 2, 500, 999}) {
      Numbers numbers{.count = 1000, .bad = bad};
      numbers.run(threads);
      CHECK(numbers.written == up_to(0, bad));
      CHECK(numbers.left == up_to(bad, numbers.read));
      CHECK(numbers.read <= bad + static_cast<int>(threads));
    }
  }
}

TEST_CASE("what is thrown comes out once everything before it is written") {
  for (const std::size_t threads : {1U, 2U, 4U}) {
    for (const char* who : {"read", "work", "write"}) {
      for (const int at : {0, 1, 7, 500}) {
        CAPTURE(who);
        Numbers numbers{.count = 1000, .thrower = who, .at = at};
        CHECK_THROWS_WITH(numbers.run(threads), who);
        CHECK(numbers.written == up_to(0, at));
      }
    }
  }
}
