// Checks a run over many files: each comes out as it would alone, and none takes another along.
#include <doctest/doctest.h>

#include <csignal>
#include <filesystem>

#include "support/sound_bytes.hpp"
#include "support/table.hpp"
#include "support/temporaries.hpp"

using namespace test;

namespace {

using Names = std::vector<std::string>;

std::string table(int first) { return "a\n" + std::to_string(first) + "\n-1\n0.5\n"; }

/// a.csv, b.csv and c.csv, which differ.
void write_three(const TemporaryFolder& folder) {
  for (const char name : {'a', 'b', 'c'}) {
    write_file(folder / (std::string(1, name) + ".csv"), table(name));
  }
}

/// The names of what is in a folder within it, sorted.
Names names_in(const TemporaryFolder& folder, const std::string& inner) {
  Names names;
  for (const auto& entry : std::filesystem::directory_iterator(folder / inner)) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// Runs the line, which is wrong, and checks that nothing was written, not even a folder.
void check_refused(const TemporaryFolder& folder, const std::string& line, const std::string& why) {
  CAPTURE(line);
  const Names before = folder.names();
  const Result result = shell("$RECTIFY " + line, folder.path());
  CHECK(result.status == 2);
  CHECK(result.err == "rectify: error: " + why + "\n");
  CHECK(result.out == "");
  CHECK(folder.names() == before);
}

}  // namespace

TEST_CASE(
    "of 200 files a broken and an unwritable one are told, and the others come out as alone") {
  const TemporaryFolder folder;
  for (int n = 100; n < 300; ++n) {
    std::string samples;
    for (int i = 0; i < n; ++i) samples += little(static_cast<std::uint32_t>(i * n) & 0xFFFF, 2);
    write_file(folder / ("s" + std::to_string(n) + ".wav"), wav(1, 16, 1, samples));
  }
  write_file(folder / "s150.wav", "a\nno number\n");
  std::filesystem::create_directory(folder / "out");
  write_file(folder / "out/s250.wav", "taken");
  const Result result = shell("$RECTIFY full *.wav --output-dir out --jobs 2", folder.path());
  CHECK(result.status == 3);
  CHECK(result.err.find("rectify: error: s150.wav:2:1: ") != std::string::npos);
  CHECK(result.err.find("rectify: error: out/s250.wav: exists; --force replaces it\n") !=
        std::string::npos);
  CHECK(result.err.ends_with("\nrectify: error: rectified 198 of 200 files; 2 failed\n"));
  CHECK(split(result.err, '\n').size() == 3);
  CHECK(names_in(folder, "out").size() == 199);
  CHECK(read_file(folder / "out/s250.wav") == "taken");
  const Result alone = shell(
      "for f in s1[0-4]?.wav s29?.wav; do $RECTIFY full $f -o alone.wav --force && "
      "cmp alone.wav out/$f || echo $f differs; done",
      folder.path());
  CHECK(alone.out == "");
  CHECK(alone.err == "");
  // The status is that of the first failure in the order of the list, whichever thread was first.
  CHECK(shell("$RECTIFY full s250.wav s150.wav --output-dir out", folder.path()).status == 4);
  CHECK(shell("$RECTIFY full s1*.wav s2*.wav --output-dir out -q --force", folder.path()).err ==
        result.err.substr(0, result.err.find('\n') + 1) +
            "rectify: error: rectified 199 of 200 files; 1 failed\n");
}

TEST_CASE("every shape takes many files, with all its options") {
  const TemporaryFolder folder;
  write_three(folder);
  write_file(folder / "u.csv", "a,b\n2,0.5\n");
  int number = 0;
  for (const std::string command :
       {"half --negative", "full --drop 0.1 --gain 3", "multiphase --phases 3 --rate 1k --mean",
        "units --units u.csv --leak 0.5 --precision 4 --output-separator semicolon"}) {
    CAPTURE(command);
    const std::string out = "out" + std::to_string(number++);
    const Result all = shell(
        "$RECTIFY " + command + " a.csv b.csv c.csv --output-dir " + out + " --suffix _x --jobs 3",
        folder.path());
    CHECK(all.status == 0);
    CHECK(all.err == "rectify: rectified 3 files\n");
    CHECK(names_in(folder, out) == Names{"a_x.csv", "b_x.csv", "c_x.csv"});
    for (const std::string name : {"a", "b", "c"}) {
      const Result alone = shell("$RECTIFY " + command + " " + name + ".csv", folder.path());
      CHECK(read_file(folder / (out + "/" + name + "_x.csv")) == alone.out);
    }
  }
}

TEST_CASE("names stay but for the suffix and, with --format, the extension") {
  const TemporaryFolder folder;
  const std::string sound = wav(1, 16, 1, "abcdefgh");
  std::filesystem::create_directories(folder / "in/x.d");
  for (const std::string name : {"a.wav", "b.tar.wav", "x.d/plain", ".hidden", "-dash.wav"}) {
    write_file(folder / ("in/" + name), sound);
  }
  const auto made = [&](const std::string& options) {
    std::filesystem::remove_all(folder / "out");
    const Result result =
        shell("cd in && $RECTIFY half a.wav b.tar.wav x.d/plain .hidden --output-dir ../out/ -q " +
                  options + " -- -dash.wav",
              folder.path());
    CHECK(result.err == "");
    return names_in(folder, "out");
  };
  CHECK(made("--format wav") ==
        Names{"-dash.wav", ".hidden.wav", "a.wav", "b.tar.wav", "plain.wav"});
  CHECK(made("--format FLAC --suffix _half") == Names{"-dash_half.flac", ".hidden_half.flac",
                                                      "a_half.flac", "b.tar_half.flac",
                                                      "plain_half.flac"});
  CHECK(made("--format tsv") ==
        Names{"-dash.tsv", ".hidden.tsv", "a.tsv", "b.tar.tsv", "plain.tsv"});
  const Result unknown =
      shell("$RECTIFY half in/a.wav in/x.d/plain --output-dir new", folder.path());
  CHECK(unknown.status == 4);
  CHECK(unknown.err.find("rectify: error: new/plain: unknown extension; known are .wav") !=
        std::string::npos);
  CHECK(names_in(folder, "new") == Names{"a.wav"});
}

TEST_CASE("the folder is made with those that it lies in, and its mode is the umask's") {
  const TemporaryFolder folder;
  write_three(folder);
  CHECK(shell("umask 027; $RECTIFY half a.csv --output-dir x/y/z/", folder.path()).status == 0);
  CHECK(shell("stat -c %a x x/y x/y/z x/y/z/a.csv", folder.path()).out == "750\n750\n750\n640\n");
  // A link to a folder is one; a link that leads nowhere is not.
  const Result linked =
      shell("ln -s x/y l && $RECTIFY half b.csv --output-dir l && ls x/y", folder.path());
  CHECK(linked.out == "b.csv\nz\n");
  const Result nowhere = shell("ln -s none n && $RECTIFY half b.csv --output-dir n", folder.path());
  CHECK(nowhere.status == 4);
  CHECK(nowhere.err == "rectify: error: n: can't make this folder: File exists\n");
  const Result in_file = shell("$RECTIFY half b.csv --output-dir a.csv/x", folder.path());
  CHECK(in_file.status == 4);
  CHECK(in_file.err == "rectify: error: a.csv/x: can't make this folder: Not a directory\n");
}

TEST_CASE(
    "what is wrong with the command line is told before any work, also before a folder is made") {
  const TemporaryFolder folder;
  write_three(folder);
  std::filesystem::create_directory(folder / "d");
  write_file(folder / "d/a.csv", "a\n1\n");
  write_file(folder / "a.wav", "none");
  const std::string all = "half a.csv b.csv c.csv ";
  check_refused(folder, "half a.csv b.csv",
                "more than one INPUT: a.csv and b.csv; did you mean -o b.csv? --output-dir DIR "
                "writes a file for each");
  check_refused(folder, all,
                "more than one INPUT: a.csv and b.csv; --output-dir DIR writes a file for each");
  check_refused(folder, all + "-o out.csv",
                "more than one INPUT: a.csv and b.csv; --output-dir DIR writes a file for each");
  check_refused(folder, all + "--output-dir o -o x.csv",
                "--output and --output-dir exclude each other: give one");
  check_refused(folder, "half a.csv --output-dir c.csv",
                "--output-dir c.csv: is not a directory; -o FILE writes a file");
  check_refused(folder, "half a.csv -o d",
                "-o d: is a directory; name a file in it, or say --output-dir");
  check_refused(folder, "half a.csv -o new/",
                "-o new/: is a directory; name a file in it, or say --output-dir");
  check_refused(folder, all + "a.csv --output-dir o",
                "a.csv is given twice, for one output: o/a.csv");
  check_refused(folder, all + "d/a.csv --output-dir o",
                "a.csv and d/a.csv have one output: o/a.csv; rectify them in two runs, each with "
                "an --output-dir of its own");
  check_refused(folder, "half a.csv a.wav --format tsv --output-dir o",
                "a.csv and a.wav have one output: o/a.tsv; rectify them in two runs, each with an "
                "--output-dir of its own");
  check_refused(folder, "half a.csv - --output-dir o",
                "standard input has no name for a file in --output-dir o: give it alone, with -o "
                "FILE");
  check_refused(folder, "half /dev/fd/0 a.csv --output-dir o",
                "/dev/fd/0 has no name for a file in --output-dir o: give it alone, with -o FILE");
  check_refused(folder, "half .. --output-dir o", ".. has no name for a file in --output-dir o");
  check_refused(folder, "half --output-dir o",
                "--output-dir o needs an INPUT to name a file after");
  check_refused(folder, "half --sine 50 --output-dir o",
                "--output-dir has no effect with --sine 50; -o FILE has");
  check_refused(folder, "half a.csv --suffix _x", "--suffix has no effect without --output-dir");
  check_refused(folder, "half a.csv --fail-fast", "--fail-fast has no effect without --output-dir");
  check_refused(folder, all + "--suffix x/y --output-dir o",
                "--suffix x/y: must be a part of a file name: _half");
  check_refused(folder, all + "--jobs 0 --output-dir o",
                "--jobs 0: must be a whole number from 1 to 1024");
  check_refused(folder, all + "--output-dir o --encoding pcm_16",
                "--encoding has no effect with CSV output; -o FILE.wav writes sound");
  check_refused(folder, "half a.csv d/a.csv a.wav --output-dir o --suffix x --precision 3",
                "a.csv and d/a.csv have one output: o/ax.csv; rectify them in two runs, each with "
                "an --output-dir of its own");
  check_refused(folder, "half a.csv a.wav --output-dir o --precision 3",
                "o/a.wav: --precision has no effect with sound output; -o FILE.csv writes CSV");
  check_refused(folder, all + "--output-dir o --spool-limit 1k",
                "--spool-limit has no effect: nothing is spooled, since every INPUT is a file");
  check_refused(folder, "units a.csv b.csv --output-dir o --units -",
                "--units - can be read only once: with several INPUTs it must be a file");
  check_refused(folder, "grad half a.csv b.csv c.csv", "more than one INPUT: a.csv and b.csv");
  check_refused(folder, "grad half a.csv --output-dir o",
                "--output-dir has no effect in grad half; it goes with half");
}

TEST_CASE("an output that is another INPUT, by whatever name, is refused before any work") {
  const TemporaryFolder folder;
  write_three(folder);
  write_file(folder / "a_x.csv", table(7));
  check_refused(folder, "half a.csv a_x.csv --output-dir . --suffix _x --force",
                "./a_x.csv can't be the output of a.csv: it is the INPUT a_x.csv; another "
                "--output-dir or --suffix helps");
  std::filesystem::create_directory(folder / "d");
  REQUIRE(shell("ln ../b.csv d/a.csv 2>/dev/null || ln b.csv d/a.csv; ln -s ../c.csv d/b.csv",
                folder.path())
              .status == 0);
  check_refused(folder, "half a.csv b.csv --output-dir d --force",
                "d/a.csv can't be the output of a.csv: it is the INPUT b.csv; another --output-dir "
                "or --suffix helps");
  REQUIRE(shell("rm d/a.csv; ln -s ../c.csv d/a.csv", folder.path()).status == 0);
  check_refused(folder, "half a.csv b.csv --output-dir d --force",
                "d/a.csv and d/b.csv are one file");
  // On its own input an output works with --force, as it does for one file.
  CHECK(shell("$RECTIFY half b.csv c.csv --output-dir . --force", folder.path()).status == 0);
  CHECK(read_file(folder / "c.csv") == "a\n99\n0\n0.5\n");
  CHECK(shell("$RECTIFY half b.csv c.csv --output-dir .", folder.path()).status == 4);
}

TEST_CASE("an option that does not go with one of the files is that file's failure") {
  const TemporaryFolder folder;
  write_three(folder);
  write_file(folder / "s.wav", wav(1, 16, 1, "abcd"));
  const Result result =
      shell("$RECTIFY half a.csv s.wav b.csv --column a --rate 8k --format wav --output-dir out",
            folder.path());
  CHECK(result.status == 2);
  CHECK(result.err ==
        "rectify: error: --rate has no effect on s.wav, which is no table\n"
        "rectify: error: rectified 2 of 3 files; 1 failed\n");
  // A message that does not name its file is given its name.
  const Result no_rate =
      shell("$RECTIFY half a.csv s.wav --hold 1ms --output-dir out --format tsv", folder.path());
  CHECK(no_rate.status == 2);
  CHECK(no_rate.err.starts_with("rectify: error: a.csv: --hold needs a rate"));
}

TEST_CASE("a single file with --output-dir is told of as alone, without a summary") {
  const TemporaryFolder folder;
  write_three(folder);
  CHECK(shell("$RECTIFY half a.csv --output-dir out", folder.path()).err == "");
  const Result again = shell("$RECTIFY half a.csv --output-dir out", folder.path());
  CHECK(again.status == 4);
  CHECK(again.err == "rectify: error: out/a.csv: exists; --force replaces it\n");
}

TEST_CASE("a misplaced value among the files is hinted at") {
  const TemporaryFolder folder;
  write_three(folder);
  const Result result =
      shell("$RECTIFY half a.csv --dc-block 20 b.csv --rate 1k --output-dir out", folder.path());
  CHECK(result.err.find("rectify: error: 20: No such file or directory; did you mean "
                        "--dc-block=20?\n") != std::string::npos);
}

TEST_CASE("--fail-fast begins no file after one that failed") {
  const TemporaryFolder folder;
  write_three(folder);
  const std::string line = "$RECTIFY half a.csv none.csv b.csv c.csv --output-dir out --jobs 1";
  const Result fast = shell(line + " --fail-fast", folder.path());
  CHECK(fast.status == 3);
  CHECK(fast.err ==
        "rectify: error: none.csv: No such file or directory\n"
        "rectify: error: rectified 1 of 4 files; 1 failed, 2 were not begun\n");
  CHECK(names_in(folder, "out") == Names{"a.csv"});
  CHECK(shell(line + " --force", folder.path()).status == 3);
  CHECK(names_in(folder, "out") == Names{"a.csv", "b.csv", "c.csv"});
  const Result measured = shell(
      "$RECTIFY measure half a.csv none.csv b.csv --jobs 1 --fail-fast --json", folder.path());
  CHECK(measured.status == 3);
  CHECK(split(measured.out, '\n').size() == 1);
}

TEST_CASE("the messages of each file stand together, in whole lines, whatever the threads do") {
  const TemporaryFolder folder;
  std::string files;
  for (int n = 0; n < 24; ++n) {
    const std::string name = "s" + std::to_string(n) + ".csv";
    write_file(folder / name, table(n));
    files += " " + name;
  }
  const Result result =
      shell("$RECTIFY full" + files + " --gain 1 --output-dir out -v --jobs 4", folder.path());
  REQUIRE(result.status == 0);
  const std::vector<std::string> lines = split(result.err, '\n');
  CHECK(lines.back() == "rectify: rectified 24 files");
  Names groups;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    const std::string at = lines[i].substr(std::string("rectify: ").size());
    std::string name = at.substr(0, at.find(':'));
    if (name.starts_with("out/")) name.erase(0, 4);
    if (groups.empty() || groups.back() != name) groups.push_back(name);
  }
  CHECK(groups.size() == 24);
  std::sort(groups.begin(), groups.end());
  CHECK(std::unique(groups.begin(), groups.end()) == groups.end());
}

TEST_CASE("an interrupted run leaves whole files and no temporaries") {
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
    for (const std::string jobs : {"1", "2"}) {
      CAPTURE(number);
      CAPTURE(jobs);
      const TemporaryFolder folder;
      write_three(folder);
      // The run comes to rest at pipes that say no more, with a temporary for each thread.
      const Result result =
          shell(kTemporaries +
                    "mkfifo p.csv q.csv; for f in p.csv q.csv; do (printf 'a\\n1\\n2\\n4\\n'; exec "
                    "sleep 20) "
                    "> $f & done; env --default-signal $RECTIFY half a.csv b.csv p.csv q.csv c.csv "
                    "--output-dir out --jobs " +
                    jobs +
                    " & program=$!; for i in {1..500}; do "
                    "[ -e out/a.csv ] && [ -e out/b.csv ] && break; sleep 0.01; done; cd out; "
                    "await $program " +
                    jobs + "; temporaries $program; kill -" + std::to_string(number) +
                    " $program; wait $program 2>/dev/null; echo $?; kill %1 %2",
                folder.path(), 20);
      CHECK(result.out == jobs + "\n" + std::to_string(128 + number) + "\n");
      CHECK(names_in(folder, "out") == Names{"a.csv", "b.csv"});
      CHECK(read_file(folder / "out/b.csv") == "a\n98\n0\n0.5\n");
    }
  }
}

TEST_CASE("a full disk fails every file that it has no room for, and leaves no part of one") {
  const TemporaryFolder folder;
  if (shell("unshare -rm mount -t tmpfs none .", folder.path()).status != 0) {
    MESSAGE("no tmpfs to be had here");
    return;
  }
  const Result result = shell(
      "for i in 1 2 3; do $RECTIFY generate --sine 50 --samples 40000 -o s$i.wav; done; echo 1 > "
      "t.csv; "
      "mkdir out; unshare -rm bash -c 'mount -t tmpfs -o size=200k none out && "
      "$RECTIFY half s1.wav s2.wav s3.wav t.csv --output-dir out --jobs 1; echo $?; ls -A out'",
      folder.path());
  CHECK(result.out == "1\ns1.wav\nt.csv\n");
  CHECK(result.err.ends_with("rectify: error: rectified 2 of 4 files; 2 failed\n"));
}

TEST_CASE("measure gives the figures of many files in their order, whatever the threads do") {
  const TemporaryFolder folder;
  std::string files;
  for (int n = 0; n < 40; ++n) {
    // The first are the longest, so that others are done before them.
    std::string text = "a\n";
    for (int i = 0; i < (40 - n) * 50; ++i) text += std::to_string(i % 7 + n) + "\n";
    write_file(folder / ("m" + std::to_string(n) + ".csv"), text);
    files += " m" + std::to_string(n) + ".csv";
  }
  write_file(folder / "m13.csv", "a\nno\n");
  for (const std::string form : {"", "--json", "--format csv"}) {
    CAPTURE(form);
    const std::string line = "$RECTIFY measure half" + files + " " + form + " --jobs ";
    const Result one = shell(line + "1", folder.path());
    const Result four = shell(line + "4", folder.path());
    CHECK(one.status == 3);
    CHECK(four.status == 3);
    CHECK(one.out == four.out);
    CHECK(
        four.err ==
        "rectify: error: m13.csv:2:1: 'no' is not a number (no column of the table holds numbers)\n"
        "rectify: error: measured 39 of 40 files; 1 failed\n");
    const std::string first = form == "--json"         ? R"({"file":"m0.csv")"
                              : form == "--format csv" ? "file,name,"
                                                       : "file  ";
    CHECK(four.out.starts_with(first));
  }
  const Result closed =
      shell("$RECTIFY measure half" + files + " --jobs 3 > /dev/full", folder.path());
  CHECK(closed.status == 1);
  CHECK(closed.err.ends_with("standard output: can't write: No space left on device\n"));
  CHECK(shell("$RECTIFY measure half" + files +
                  " --json 2>/dev/null | head -1; echo ${PIPESTATUS[0]}",
              folder.path())
            .out.ends_with("\n141\n"));
}
