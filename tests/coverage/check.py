"""Names the lines and branches of src that no test has taken and unreached.txt does not explain:

    check.py SOURCES BUILD

SOURCES is the project; BUILD a folder of the preset "coverage" in which the tests have run. By gcovr;
branches that only an exception takes, and those that the compiler makes of what is no code of ours, do
not count. Prints the share of lines and branches taken, and entries of unreached.txt that are taken."""

import json
import pathlib
import subprocess
import sys

sources, build = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])


def explained():
    """File and line of each entry: "src/x.cpp: the line", below a reason in lines that begin with #."""
    text = (pathlib.Path(__file__).parent / "unreached.txt").read_text()
    lines = [line for line in text.split("\n") if line and not line.startswith("#")]
    return {tuple(line.split(": ", 1)) for line in lines}


def main():
    run = subprocess.run(["gcovr", "--root", sources, "--filter", f"{sources}/src/", "--json", "-",
                          "--exclude-throw-branches", "--exclude-unreachable-branches", build],
                         capture_output=True, check=True)
    left, found = explained(), set()
    lines, branches, unexplained = [0, 0], [0, 0], 0  # taken, all
    for file in json.loads(run.stdout)["files"]:
        text = (sources / file["file"]).read_text().split("\n")
        for line in file["lines"]:
            if line["gcovr/noncode"]:
                continue
            taken = [branch["count"] != 0 for branch in line["branches"]]
            lines = [lines[0] + (line["count"] != 0), lines[1] + 1]
            branches = [branches[0] + sum(taken), branches[1] + len(taken)]
            if line["count"] != 0 and all(taken):
                continue
            number = line["line_number"]
            entry = (file["file"], text[number - 1].strip())
            found.add(entry)
            if entry not in left:
                unexplained += 1
                kind = "line" if line["count"] == 0 else f"{taken.count(False)} of {len(taken)} branches"
                print(f"{entry[0]}:{number}: {kind}: {entry[1]}")
    for file, line in sorted(left - found):
        print(f"unreached.txt: {file}: taken, or gone: {line}")
    for what, (taken, of) in ("lines", lines), ("branches", branches):
        print(f"{taken} of {of} {what}: {100 * taken / of:.2f} %")
    return 1 if unexplained or left - found else 0


sys.exit(main())
