// Checks suggestion.hpp: which name was meant by a word that is none.
#include "cli/options/suggestion.hpp"

#include <doctest/doctest.h>

using rectify::cli::nearest;
using rectify::cli::suggestion;

TEST_CASE("the name meant is the one a third of its letters away, or that the word goes on from") {
  CHECK(nearest("haf", {"half", "full"}) == "half");
  CHECK(nearest("--gian", {"--gain", "--drop"}) == "--gain");
  CHECK(nearest("no", {"--normalize"}) == "--normalize");
  CHECK(nearest("xylophone", {"half", "full"}) == "");
  // Of those that the word begins with, the longest.
  CHECK(nearest("phases-of-the-moon", {"--phase", "--phases"}) == "--phases");
  CHECK(nearest("phases-of-the-moon", {"--phases", "--phase"}) == "--phases");
  CHECK(nearest("rawdata", {"raw", "csv"}) == "");  // three letters begin too many words
  CHECK(suggestion("haf", {"half"}) == "; did you mean half?");
  CHECK(suggestion("haf", {}) == "");
}

TEST_CASE("nothing is meant by no letters, nor by more than anybody types") {
  CHECK(nearest("", {"half"}) == "");
  CHECK(nearest("--", {"half"}) == "");
  const std::string most(60, 'x');
  CHECK(nearest("half" + most, {"half"}) == "half");
  CHECK(nearest("half" + most + "x", {"half"}) == "");
}
