"""Names what no test takes of src and unreached.txt does not explain:

    check.py SOURCES BUILD

SOURCES is the project; BUILD a folder of the preset "coverage" in which the tests have run. By llvm-cov,
which counts regions of source (a statement, a block, an operand of && or ||, a lambda) and both outcomes of
every condition. Of a template it is enough that one instance takes them. Prints the share of regions and
outcomes taken, and entries of unreached.txt that are taken after all, some of them by chance, or gone."""

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


def counted(functions):
    """The counts of each region, by file and the place where it begins, and those of both outcomes of each
    condition; of all instances of a template together, and so for what several programs hold."""
    instances, outcomes = collections.defaultdict(list), {}
    for function in functions:
        names = [str(pathlib.Path(name).resolve()) for name in function["filenames"]]
        regions = collections.defaultdict(list)
        for line, column, end_line, end_column, count, file, _, kind in function["regions"]:
            if kind == 0:  # code, not a gap, a skipped part or the place of a macro
                regions[names[file]].append(((line, column), (end_line, end_column), count))
        for name, its in regions.items():
            instances[name, its[0][0]].append(its)
        for *place, true, false, file, _, _ in function["branches"]:
            before = outcomes.get((names[file], *place), (0, 0))
            outcomes[names[file], *place] = (before[0] + true, before[1] + false)
    regions = collections.Counter()
    for (name, _), of_template in instances.items():
        # What follows "if constexpr" is a region of its own only in those instances that leave there.
        for place in {begin for its in of_template for begin, _, _ in its}:
            for its in of_template:
                around = [(begin, count) for begin, end, count in its if begin <= place < end]
                regions[name, *place] += max(around)[1] if around else 0
    return regions, outcomes


def not_taken(regions, outcomes):
    """File, line and kind of each region that nothing entered and each condition with one outcome only."""
    for (name, line, *_), count in regions.items():
        if count == 0:
            yield name, line, "never here"
    for (name, line, *_), (true, false) in outcomes.items():
        if (true == 0) != (false == 0):  # both: the region is not taken, or the condition is a constant
            yield name, line, "never true" if true == 0 else "never false"


def main():
    left, found, faults = explained(), set(), 0
    source = f"{sources}/src/"
    regions, outcomes = ({place: count for place, count in counts.items() if place[0].startswith(source)}
                         for counts in counted(exported()["functions"]))
    for path, number, kind in sorted(set(not_taken(regions, outcomes))):
        name = path.removeprefix(f"{sources}/")
        entry = (name, pathlib.Path(path).read_text().split("\n")[number - 1].strip())
        # That no case fits: the compiler refuses a switch that leaves out a value of its enum.
        if entry[1].startswith("switch (") and kind != "never here":
            continue
        found.add(entry)
        if entry not in left:
            faults += 1
            print(f"{name}:{number}: {kind}: {entry[1]}")
    for name, line in sorted(left - found):
        text = (sources / name).read_text() if (sources / name).exists() else ""
        gone = line not in (text_line.strip() for text_line in text.split("\n"))
        faults += gone
        print(f"unreached.txt: {name}: {'gone' if gone else 'taken'}: {line}")
    for what, taken in (("regions", [count != 0 for count in regions.values()]),
                        ("outcomes", [count != 0 for both in outcomes.values() for count in both])):
        print(f"{sum(taken)} of {len(taken)} {what}: {100 * sum(taken) / len(taken):.2f} %")
    return 1 if faults else 0


sys.exit(main())
