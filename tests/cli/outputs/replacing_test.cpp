// Checks --force, links, modes and the umask: an old file is replaced whole, and only where asked.
#include <doctest/doctest.h>

#include "support/process.hpp"
#include "support/sound_bytes.hpp"
#include "support/temporaries.hpp"

namespace {

using namespace test;
using Names = std::vector<std::string>;

const std::string kRamp = "$RECTIFY half --ramp -1:1:3 ";
const std::string kTable = "x,ch1\n-1,0\n0,0\n1,1\n";

}  // namespace

TEST_CASE("with --force an old file is replaced and keeps its permissions, but no set-ID") {
  const TemporaryFolder folder;
  write_file(folder / "out.csv", "old");
  const Result result = shell("for mode in 640 4751 2755 6777 400; do chmod $mode out.csv && " +
                                  kRamp + "-o out.csv --force && stat -c %a out.csv; done",
                              folder.path());
  CHECK(result.status == 0);
  CHECK(result.out == "640\n751\n755\n777\n400\n");
  CHECK(read_file(folder / "out.csv") == kTable);
  CHECK(folder.names() == Names{"out.csv"});
}

TEST_CASE("nobody else can read an output before it has its name") {
  const TemporaryFolder folder;
  const Result result =
      shell(kTemporaries +
                "mkfifo in; touch old.wav; chmod 600 old.wav; for name in new.wav old.wav; do "
                "$RECTIFY half in --rate 8k -o $name --force & exec 3> in; "
                "printf 'a\\n1\\n2\\n3\\n4\\n' >&3; await $! 1; modes $! >&2; "
                "printf '2\\n' >&3; exec 3>&-; wait; done; "
                "stat -c %a new.wav old.wav",
            folder.path());
  CHECK(result.err == "600\n600\n");
  CHECK(result.out == "644\n600\n");
}

TEST_CASE("with --force root leaves a file to its owner, and others make it theirs") {
  const TemporaryFolder folder;
  const Result result = shell(
      "if [ $(id -u) = 0 ]; then chmod 755 .; echo old > a.csv; chown nobody:nogroup a.csv; "
      "chmod 4755 a.csv; " +
          kRamp +
          "-o a.csv --force; stat -c '%U:%G %a' a.csv; "
          "mkdir b; chmod 777 b; cp $RECTIFY program; echo old > b/b.csv; chmod 640 b/b.csv; cd b; "
          "runuser -u nobody -- ../program half --ramp -1:1:3 -o b.csv --force; stat -c '%U:%G %a' "
          "b.csv; "
          "else echo nobody:nogroup 755; echo nobody:nogroup 640; fi",
      folder.path());
  CHECK(result.err == "");
  CHECK(result.out == "nobody:nogroup 755\nnobody:nogroup 640\n");
}

TEST_CASE("a new file obeys the umask, with --force and without") {
  const TemporaryFolder folder;
  const Result result = shell("umask 027 && " + kRamp + "-o a.csv && umask 0 && " + kRamp +
                                  "-o b.csv --force && stat -c %a a.csv b.csv",
                              folder.path());
  CHECK(result.out == "640\n666\n");
}

TEST_CASE("an output on the input's own file needs --force, and gets its result") {
  const TemporaryFolder folder;
  const std::string samples = all_codes(16, 1);
  write_file(folder / "in.wav", wav(1, 16, 1, samples));
  const Result refused = shell("$RECTIFY half in.wav -o in.wav", folder.path());
  CHECK(refused.status == 4);
  CHECK(refused.err == "rectify: error: in.wav: exists; --force replaces it\n");
  CHECK(
      shell("ln in.wav other.wav; $RECTIFY half in.wav -o in.wav --force", folder.path()).status ==
      0);
  const bool rectified_in_place =
      read_file(folder / "in.wav") == wav(1, 16, 1, rectified("half", samples, 16));
  CHECK(rectified_in_place);
  const bool other_name_keeps_the_old = read_file(folder / "other.wav") == wav(1, 16, 1, samples);
  CHECK(other_name_keeps_the_old);
}

TEST_CASE("a symbolic link is followed with --force and stays a link") {
  const TemporaryFolder folder;
  const Result result = shell(
      "mkdir there; echo old > there/file.csv; ln -s there/file.csv link.csv; ln -s link.csv "
      "two.csv;" +
          kRamp + "-o two.csv; echo $?; " + kRamp +
          "-o two.csv --force; readlink two.csv link.csv; ls -A . there",
      folder.path());
  CHECK(result.err == "rectify: error: two.csv: exists; --force replaces it\n");
  CHECK(result.out ==
        "4\nlink.csv\nthere/file.csv\n.:\nlink.csv\nthere\ntwo.csv\n\nthere:\nfile.csv\n");
  CHECK(read_file(folder / "there/file.csv") == kTable);
}

TEST_CASE("a dangling link is refused, and with --force its target comes to be") {
  const TemporaryFolder folder;
  const Result result = shell("ln -s target.csv link.csv; " + kRamp + "-o link.csv; echo $?; " +
                                  kRamp + "-o link.csv --force; readlink link.csv",
                              folder.path());
  CHECK(result.err == "rectify: error: link.csv: exists; --force replaces it\n");
  CHECK(result.out == "4\ntarget.csv\n");
  CHECK(read_file(folder / "target.csv") == kTable);
  CHECK(folder.names() == Names{"link.csv", "target.csv"});
}

TEST_CASE("a link in a circle, or to nowhere, is refused") {
  const TemporaryFolder folder;
  const Result circle =
      shell("ln -s b.csv a.csv; ln -s a.csv b.csv; " + kRamp + "-o a.csv --force", folder.path());
  CHECK(circle.status == 4);
  const Result nowhere =
      shell("ln -s no/such/file.csv c.csv; " + kRamp + "-o c.csv --force", folder.path());
  CHECK(nowhere.status == 4);
  CHECK(nowhere.err == "rectify: error: c.csv: its folder: No such file or directory\n");
  CHECK(folder.names() == Names{"a.csv", "b.csv", "c.csv"});
}

TEST_CASE("of two runs for one name one wins and the other is refused") {
  const TemporaryFolder folder;
  // Both are under way before either ends: the last row comes when both have their temporary file.
  const Result result =
      shell(kTemporaries +
                "mkfifo a b; for in in a b; do "
                "{ $RECTIFY half $in --no-header -o out.csv; echo $? >> statuses; } & done; "
                "exec 3> a 4> b; printf '1\\n1\\n1\\n' | tee /dev/fd/3 >&4; "
                "for p in $(pgrep -P $(pgrep -d , -P $$)); do await $p 1; done; "
                "echo 2 >&3; echo 3 >&4; exec 3>&- 4>&-; wait; sort statuses; rm a b",
            folder.path());
  CHECK(result.out == "0\n4\n");
  CHECK(result.err == "rectify: error: out.csv: exists by now; --force replaces it\n");
  const std::string text = read_file(folder / "out.csv");
  const bool either = text == "1\n1\n1\n2\n" || text == "1\n1\n1\n3\n";
  CHECK(either);
  CHECK(folder.names() == Names{"out.csv", "statuses"});
}

TEST_CASE("a failed run with --force leaves the old file") {
  const TemporaryFolder folder;
  write_file(folder / "out.csv", "old");
  const Result result =
      shell("printf '1\\n2\\nx\\n' | $RECTIFY half -o out.csv --force", folder.path());
  CHECK(result.status == 3);
  CHECK(read_file(folder / "out.csv") == "old");
  CHECK(folder.names() == Names{"out.csv"});
}
