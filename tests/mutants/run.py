"""Plants small mistakes in the core's kernels, one at a time, and demands that a core test fails:

    run.py SOURCES BUILD COUNT [SEED] [-- CMAKE-ARGUMENT…]

SOURCES is the project; BUILD a folder that gets a copy of it and is built there; COUNT how many
mutants are drawn by chance (0: all). equivalent.txt names those that no test can catch, with the
reason. Prints each mutant that nothing caught, and the counts."""

import pathlib
import random
import re
import shutil
import subprocess
import sys

sources = pathlib.Path(sys.argv[1]).resolve()
build = pathlib.Path(sys.argv[2]).resolve()
count = int(sys.argv[3])
seed = int(sys.argv[4]) if len(sys.argv) > 4 and sys.argv[4] != "--" else 1
more = sys.argv[sys.argv.index("--") + 1:] if "--" in sys.argv else []
tree = build / "tree"

FOLDERS = ["shapes", "samples", "gradient", "stages"]
SECONDS = 120  # for the tests of a mutant, which may not end
CHANGES = [
    (r" < ", " <= "), (r" <= ", " < "), (r" > ", " >= "), (r" >= ", " > "), (r" < ", " > "),
    (r" == ", " != "), (r" != ", " == "), (r" && ", " || "), (r" \|\| ", " && "),
    (r" \+ ", " - "), (r" - ", " + "), (r" \* ", " / "), (r" / ", " * "), (r" \+= ", " -= "),
    (r" -= ", " += "), (r" \*= ", " /= "), (r"\+\+(\w)", r"--\1"),
    (r"\b0\b(?!\.)", "1"), (r"\b1\b(?!\.)", "2"), (r"\b2\b(?!\.)", "3"), (r"\b0\.5\b", "0.25"),
    (r"\btrue\b", "false"), (r"\bfalse\b", "true"), (r"std::max\b", "std::min"),
    (r"std::min\b", "std::max"), (r"std::cos\b", "std::sin"), (r"std::sin\b", "std::cos"),
    (r"([(=,] ?|return )-(?=[a-z(])", r"\1"), (r"if \(", "if (!("),
    (r"\? ([\w.\[\]()-]+) : ([\w.\[\]()-]+)", r"? \2 : \1"),
]


def code_of(line):
    """The line without its comment and with nothing where it is none of the kernels' own."""
    code = re.sub(r"//.*", "", line)
    ignored = r"^\s*(#|static_assert|throw|using|namespace|template|extern|//)|\"|RECTIFY_|operator"
    return "" if re.search(ignored, code) else code


def mutants():
    """File, line, the line as it is, the line as it is to be."""
    for folder in FOLDERS:
        for path in sorted((sources / "src/rectify" / folder).glob("*.cpp")):
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


def make():
    return subprocess.run(["cmake", "--build", build / "build", "--target", "rectify-tests-core"],
                          capture_output=True).returncode == 0


def caught(name):
    tests = next((build / "build").glob("**/rectify-tests-core"))
    folder = name.split("/")[2]
    for chosen in [f"-sf=*/{folder}/*"], [f"-sfe=*/{folder}/*"]:  # those of its own folder first
        try:
            run = subprocess.run([tests, "--abort-after=1", "--no-skipped-summary", *chosen],
                                 capture_output=True, timeout=SECONDS)
        except subprocess.TimeoutExpired:
            return True
        if run.returncode != 0:
            return True
    return False


def main():
    shutil.rmtree(tree, ignore_errors=True)
    tree.mkdir(parents=True)
    for part in ["CMakeLists.txt", "src", "tests", "LICENSE", "LICENSES", "README.md", "data"]:
        whole = sources / part
        if whole.is_dir():
            shutil.copytree(whole, tree / part)
        else:
            shutil.copy2(whole, tree / part)
    subprocess.run(["cmake", "-G", "Ninja", "-S", tree, "-B", build / "build", "-DBUILD_TESTING=ON",
                    "-DCMAKE_BUILD_TYPE=Debug",
                    "-DCMAKE_CXX_FLAGS_DEBUG=-O1 -D_GLIBCXX_ASSERTIONS", *more], check=True,
                   stdout=subprocess.DEVNULL)
    assert make(), "the unchanged sources can't be built"
    assert not caught("src/rectify/shapes/"), "a test fails without any mutant"
    all_mutants = list(mutants())
    known = equivalent()
    drawn = all_mutants if count == 0 else random.Random(seed).sample(all_mutants, count)
    tally = {"caught": 0, "equivalent": 0, "no program": 0, "missed": 0}
    for name, number, code, changed in drawn:
        if (name, code.strip(), changed.strip()) in known:
            tally["equivalent"] += 1
            continue
        path = tree / name
        text = (sources / name).read_text()
        lines = text.split("\n")
        lines[number] = lines[number].replace(code, changed)
        path.write_text("\n".join(lines))
        result = "no program" if not make() else "caught" if caught(name) else "missed"
        path.write_text(text)
        tally[result] += 1
        if result == "missed":
            print(f"MISSED {name}:{number + 1}\n{code.strip()}\n{changed.strip()}\n", flush=True)
    print(f"{len(drawn)} of {len(all_mutants)} mutants (seed {seed}): " +
          ", ".join(f"{n} {what}" for what, n in tally.items()))
    return 1 if tally["missed"] else 0


sys.exit(main())
