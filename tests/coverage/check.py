"""Names what no test takes of src and unreached.txt does not explain:

    check.py SOURCES BUILD

SOURCES is the project; BUILD a folder of the preset "coverage" in which the tests have run. By llvm-cov,
which counts regions of source (a statement, a block, an operand of && or ||, a lambda) and both outcomes of
every condition. Of a template it is enough that one instance takes them. Prints the share of lines,
regions and outcomes taken, and entries of unreached.txt that are taken after all."""

import collections
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


def exported():
    """What llvm-cov counted in each file of src."""
    profile = build / "profile.profdata"
    subprocess.run(["llvm-profdata", "merge", "-sparse", "-o", profile, *build.glob("profiles/*.profraw")],
                   check=True)
    tests = (build / "tests" / f"rectify-tests-{part}" for part in ("core", "io", "cli", "slow"))
    objects = [argument for program in tests for argument in ("-object", program)]
    run = subprocess.run(["llvm-cov", "export", "-instr-profile", profile, build / "rectify", *objects],
                         capture_output=True, check=True)
    return json.loads(run.stdout)["data"][0]


def not_taken(file):
    """Line and kind of each region that nothing entered and each condition with one outcome only."""
    for line, _, count, counted, entry, gap in file["segments"]:
        if counted and entry and not gap and count == 0:
            yield line, "never here"
    outcomes = {}
    for line, column, end_line, end_column, true, false, *_ in file["branches"]:
        place = (line, column, end_line, end_column)
        before = outcomes.get(place, (0, 0))
        outcomes[place] = (before[0] + true, before[1] + false)
    for (line, *_), (true, false) in outcomes.items():
        if (true == 0) != (false == 0):  # both: the region is not taken, or the condition is a constant
            yield line, "never true" if true == 0 else "never false"


def main():
    left, found, unexplained = explained(), set(), 0
    kinds = ("lines", "regions", "branches")
    totals = collections.Counter()
    for file in exported()["files"]:
        path = pathlib.Path(file["filename"]).resolve()
        if not path.is_relative_to(sources / "src"):
            continue
        name = str(path.relative_to(sources))
        for what in kinds:
            totals[what] += file["summary"][what]["count"]
            totals[what, "taken"] += file["summary"][what]["covered"]
        text = (sources / name).read_text().split("\n")
        for number, kind in sorted(set(not_taken(file))):
            entry = (name, text[number - 1].strip())
            found.add(entry)
            if entry not in left:
                unexplained += 1
                print(f"{name}:{number}: {kind}: {entry[1]}")
    for name, line in sorted(left - found):
        print(f"unreached.txt: {name}: taken, or gone: {line}")
    for what in kinds:
        taken, count = totals[what, "taken"], totals[what]
        print(f"{taken} of {count} {what}: {100 * taken / count:.2f} %")
    return 1 if unexplained or left - found else 0


sys.exit(main())
