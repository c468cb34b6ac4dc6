"""Plants small mistakes in the core's kernels, one at a time, and demands that a core test fails:

    run.py SOURCES BUILD COUNT [SEED]

SOURCES is the project; BUILD a folder in which the target rectify-tests-core is built. COUNT is how
many mutants are drawn by chance (0: all). The changed file is compiled by BUILD's own command, but at
-O1 and with AddressSanitizer, and linked with the objects of BUILD. equivalent.txt names the mutants
that no test can catch, with the reason. Prints each mutant that nothing caught, and the counts."""

import json
import os
import pathlib
import random
import re
import resource
import shlex
import subprocess
import sys
import tempfile
import time

sources = pathlib.Path(sys.argv[1]).resolve()
build = pathlib.Path(sys.argv[2]).resolve()
count = int(sys.argv[3])
seed = int(sys.argv[4]) if len(sys.argv) > 4 else 1

FOLDERS = ["shapes", "samples", "gradient", "stages"]
SECONDS = 40  # of processor time: four times what the tests of the unchanged core need
SLOW_SECONDS = 300  # and those of alias_free
IDLE = 30  # seconds without any processor time: its threads wait for each other
CHECKED = ["-fsanitize=address"]  # as CI runs these tests
CHANGES = [
    (r" < ", " <= "), (r" <= ", " < "), (r" > ", " >= "), (r" >= ", " > "), (r" < ", " > "),
    (r" == ", " != "), (r" != ", " == "), (r" && ", " || "), (r" \|\| ", " && "),
    (r" \+ ", " - "), (r" - ", " + "), (r" \* ", " / "), (r" / ", " * "), (r" \+= ", " -= "),
    (r" -= ", " += "), (r" \*= ", " /= "), (r"\+\+(\w)", r"--\1"),
    (r"\b0\b(?!\.)", "1"), (r"\b1\b(?!\.)", "2"), (r"\b2\b(?!\.)", "3"), (r"\b0\.5\b", "0.25"),
    (r"\btrue\b", "false"), (r"\bfalse\b", "true"), (r"std::max\b", "std::min"),
    (r"std::min\b", "std::max"), (r"std::cos\b", "std::sin"), (r"std::sin\b", "std::cos"),
    (r"([(=,] ?|return )-(?=[a-z(])", r"\1"), (r"if \(", "if (!("),
    (r"\? (-?[\w.\[\]]+) : (-?[\w.\[\]]+)(?=[;,)])", r"? \2 : \1"),
]


def code_of(line):
    """The line without its comment and with nothing where it is none of the kernels' own."""
    code = re.sub(r"//.*", "", line)
    ignored = r"^\s*(#|static_assert|throw|using|namespace|template|extern|//)|\"|RECTIFY_|operator"
    return "" if re.search(ignored, code) else code


def mutants():
    """File, line, the line as it is, the line as it is to be."""
    for folder in FOLDERS:
        for path in sorted((sources / "src/rectify" / folder).rglob("*.cpp")):
            name = str(path.relative_to(sources))
            for number, line in enumerate(path.read_text().split("\n")):
                code = code_of(line)
                for pattern, by in CHANGES:
                    for found in re.finditer(pattern, code):
                        if by == "if (!(":
                            if not code.rstrip().endswith((") {", ";")) or code.count("if (") != 1:
                                continue
                            closing = closing_bracket(code, found.end())
                            if closing is None:
                                continue
                            changed = (code[:found.start()] + by + code[found.end():closing] + ")" +
                                       code[closing:])
                        else:
                            changed = code[:found.start()] + found.expand(by) + code[found.end():]
                        yield name, number, code, changed


def closing_bracket(code, at):
    depth = 1
    for place in range(at, len(code)):
        depth += {"(": 1, ")": -1}.get(code[place], 0)
        if depth == 0:
            return place
    return None


def equivalent():
    """Those of the list: file, line as it is, line as it is to be."""
    text = (pathlib.Path(__file__).parent / "equivalent.txt").read_text()
    known = set()
    for block in text.split("\n\n"):
        lines = [line for line in block.split("\n") if line and not line.startswith("#")]
        if lines:
            known.add((lines[0], lines[1].strip(), lines[2].strip()))
    return known


def compiling(name, path, into):
    """BUILD's own command for a file of the library, to compile `path` in its place."""
    for entry in json.loads((build / "compile_commands.json").read_text()):
        words = shlex.split(entry["command"])
        target = words[words.index("-o") + 1]
        if entry["file"] == str(sources / name) and target.startswith("CMakeFiles/rectify-core.dir"):
            words[words.index("-o") + 1] = str(into)
            words[words.index("-c") + 1] = str(path)
            # The loader picks instruction sets before AddressSanitizer is there.
            return [*words, *CHECKED, "-O1", "-w", "-U_FORTIFY_SOURCE", "-D_GLIBCXX_ASSERTIONS",
                    "-DRECTIFY_ONE_INSTRUCTION_SET"]
    raise SystemExit(f"{build} does not build {name}")


def linking(mutant, into):
    """BUILD's own command for the tests, in which the mutant takes the place of the library's object."""
    command = subprocess.run(["ninja", "-C", build, "-t", "commands", "rectify-tests-core"],
                             capture_output=True, text=True, check=True).stdout.strip().split("\n")[-1]
    words = shlex.split(re.search(r"&& (.*? -o tests/rectify-tests-core .*?) &&", command)[1])
    at = words.index("-o")
    return [*words[:at], *CHECKED, str(mutant), "-o", str(into), *words[at + 2:]]


def ends_well(command, seconds):
    """Whether a program exits with 0 rather than otherwise, never, or by waiting for ever."""
    def limit():
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    run = subprocess.Popen(command, preexec_fn=limit, stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL, env={**os.environ, "ASAN_OPTIONS": "detect_leaks=0"})
    used, since = None, time.monotonic()
    while True:
        try:
            return run.wait(timeout=1) == 0
        except subprocess.TimeoutExpired:
            fields = pathlib.Path(f"/proc/{run.pid}/stat").read_text().rsplit(")", 1)[1].split()
            now = fields[11:13]  # user and system time
            if now != used or fields[0] != "S":  # not asleep: it may be waiting for a processor
                used, since = now, time.monotonic()
            elif time.monotonic() - since > IDLE:
                run.kill()
                run.wait()
                return False


def caught(tests, name):
    """Whether a test fails: those of the file's own name are run first, the slow ones last."""
    folder, stem = name.split("/")[2], pathlib.Path(name).stem
    near, own, slow = f"*/{stem}*", f"*/{folder}/*", "*/alias_free/*"
    for chosen, seconds in [([f"-sf={near}"], SECONDS), ([f"-sf={own}", f"-sfe={near}"], SECONDS),
                            ([f"-sfe={own},{slow}"], SECONDS), ([f"-sf={slow}"], SLOW_SECONDS)]:
        if not ends_well([tests, "--abort-after=1", *chosen], seconds):
            return True
    return False


def main():
    drawn = all_mutants = list(mutants())
    if count:
        drawn = sorted(random.Random(seed).sample(all_mutants, count))
    known = equivalent()
    tally = {"caught": 0, "equivalent": 0, "no program": 0, "missed": 0}
    with tempfile.TemporaryDirectory() as folder:
        path, mutant, tests = (pathlib.Path(folder) / name for name in ("x.cpp", "x.o", "tests"))
        link = linking(mutant, tests)
        for name, number, code, changed in [(drawn[0][0], 0, "", ""), *drawn]:
            if (name, code.strip(), changed.strip()) in known:
                tally["equivalent"] += 1
                continue
            lines = (sources / name).read_text().split("\n")
            lines[number] = lines[number].replace(code, changed) if code else lines[number]
            path.write_text("\n".join(lines))
            compiled = subprocess.run(compiling(name, path, mutant), cwd=build,
                                      capture_output=True).returncode == 0
            if compiled:
                subprocess.run(link, cwd=build, check=True)
            if not code:
                assert compiled and not caught(tests, name), "a test fails without any mutant"
                continue
            result = "no program" if not compiled else "caught" if caught(tests, name) else "missed"
            tally[result] += 1
            if result == "missed":
                print(f"MISSED {name}:{number + 1}\n{code.strip()}\n{changed.strip()}\n", flush=True)
    print(f"{len(drawn)} of {len(all_mutants)} mutants (seed {seed}): " +
          ", ".join(f"{n} {what}" for what, n in tally.items()))
    return 1 if tally["missed"] else 0


sys.exit(main())
