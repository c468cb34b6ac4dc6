"""Random command lines: mostly such as people type, each with its chances to be wrong."""

from dataclasses import dataclass, field

from options import (CATALOG, COMMANDS, NOT_MODELLED, OUTPUT_OPTIONS, SHAPE_OPTIONS, SOURCES, STEPS,
                     options_of)

FILES = ["a.wav", "b.wav", "c.wav", "d.wav", "e.wav", "f.wav", "g.wav", "h.flac", "i.aiff", "j.au",
         "k.caf", "t.csv", "t.csv", "u.csv", "v.csv", "w.csv"]
BAD_FILES = ["cut.wav", "cut.wav", "broken.wav", "missing.wav", "empty"]
OUTPUTS = ["out.csv", "out.csv", "out.tsv", "out.wav", "out.wav", "out.aiff", "out.flac", "out.raw",
           "out.au", "out.caf"]
BAD_OUTPUTS = ["out.unknown", "old.csv", "old.wav", "none/x.csv", "dir", "-"]


@dataclass
class Line:
    command: str
    options: list = field(default_factory=list)  # (name, text or None, value; "bad": not a value)
    input: str | None = None
    how: str = "file"  # or "redirect", "pipe"
    raw: bool = False
    output: str | None = None
    folder: bool = False  # the output is named by --output-dir

    def given(self, name):
        return any(option[0] == name for option in self.options)

    def value(self, name, otherwise=None):
        for option in self.options:
            if option[0] == name:
                return True if option[1] is None else option[2]
        return otherwise

    def generated(self):
        return any(map(self.given, SOURCES))

    def words(self):
        words = self.command.split()
        for name, text, _ in self.options:
            joined = name in ("--dc-block", "--normalize")
            if text is None:
                words.append(name)
            elif joined:
                words.append(name + text)
            else:
                words.append(f"{name}={text}")
        if self.raw:
            words.append("--raw=s16le:48000:2")
        if self.input is not None and self.how == "file":
            words.append(self.input)
        if self.folder:
            words += ["--output-dir", "outs"]
        elif self.output is not None:
            words += ["-o", self.output]
        return words


def random_line(random):
    def chance(p):
        return random.random() < p

    def pick(choices):
        return choices[int(random.integers(len(choices)))]

    line = Line(pick(COMMANDS))
    shape = line.command.split()[-1]
    known = options_of(line.command)

    def add(name, wrong=0.01):
        if line.given(name) and name != "--unit":
            return
        if CATALOG[name] is None:
            line.options.append((name, None, True))
            return
        valid, invalid = CATALOG[name]
        if chance(wrong):
            line.options.append((name, pick(invalid), "bad"))
        else:
            line.options.append((name, *pick(valid)))

    if line.command == "generate" or chance(0.35):
        sources = [name for name in SOURCES if name in known]
        add(pick(sources))
        for name, p in [("--samples", 0.6), ("--rate", 0.3), ("--amplitude", 0.3), ("--phase", 0.3),
                        ("--channels", 0.15), ("--duration", 0.1), ("--cycles", 0.1)]:
            if chance(p):
                add(name)
        if not line.given("--samples") and not line.given("--cycles"):
            add("--duration")  # a second is long
        if chance(0.02):
            line.input = pick(FILES)  # beside the generator
    else:
        line.input = pick(FILES) if chance(0.93) else pick(BAD_FILES)
        line.how = pick(["file", "file", "redirect", "pipe"])
        if line.input == "a.wav" and chance(0.2):
            line.input, line.raw = "r.raw", True
        if line.input.endswith(".csv"):
            for name, p in [("--column", 0.2), ("--axis", 0.05), ("--separator", 0.05), ("--rate", 0.3),
                            ("--decimal", 0.05), ("--header", 0.05), ("--skip", 0.05),
                            ("--comment", 0.05), ("--na", 0.05)]:
                if chance(p):
                    add(name)
    for name in SHAPE_OPTIONS.get(shape, []):
        if name in known and chance(0.25):
            add(name)
    if shape == "units" and not line.given("--units") and chance(0.97):
        add("--unit")
        if chance(0.4):
            add("--unit")
    for name in NOT_MODELLED + ["--polyphase"]:
        if name in known and chance(0.05):
            add(name)
    for name in STEPS:
        if name in known and chance(0.12):
            add(name)
    if line.command.startswith("grad "):
        for name, p in [("--upstream", 0.3), ("--target", 0.2), ("--loss", 0.1), ("--at-zero", 0.25),
                        ("--parameters", 0.2), ("--check", 0.15), ("--fit", 0.15),
                        ("--learning-rate", 0.15)]:
            if name in known and chance(p):
                add(name)
    if chance(0.75):
        line.output = pick(OUTPUTS) if chance(0.9) else pick(BAD_OUTPUTS)
    for name in OUTPUT_OPTIONS + ["--encoding", "--dither", "--fail-on-clip", "--with-input",
                                  "--spool-limit", "--fail-on-damage", "--raise-limits"]:
        likely = {"--encoding": 0.2, "--force": 0.08, "--format": 0.06}.get(name, 0.06)
        if name in known and chance(likely):
            add(name)
    if chance(0.03):  # any option of any command
        add(pick(list(CATALOG)))
    return into_folder(modelled(line), random)


def into_folder(line, random):
    """One of ten lines with an INPUT by name has --output-dir in the place of -o."""
    possible = line.input is not None and line.how == "file" and "--suffix" in options_of(line.command)
    if not possible or random.random() > 0.1:
        return line
    for name, text, p in [("--suffix", "_x", 0.5), ("--fail-fast", None, 0.2)]:
        if random.random() < p and not line.given(name):
            line.options.append((name, text, text))
    stem, extension = line.input.rsplit(".", 1) if "." in line.input else (line.input, "")
    extension = line.value("--format", extension)
    line.output = f"outs/{stem}{line.value('--suffix', '')}" + (extension and f".{extension}")
    line.folder = True
    return line


def modelled(line):
    """The line without what the model does not know."""
    without = []
    if any(map(line.given, NOT_MODELLED)):
        without.append("--fail-on-clip")
    if line.command.startswith("grad "):
        without += NOT_MODELLED + ["--polyphase"]
    if line.input == "v.csv":
        without += ["--separator", "--decimal", "--header"]
    if line.given("--header") or line.value("--decimal") == ",":
        without.append("--column")
    if line.given("--sum-channels") and len(line.value("--phase", [0])) > 1:
        without.append("--normalize")  # three phases add up to rounding
    line.options = [option for option in line.options if option[0] not in without]
    if line.input == "w.csv" and line.command.startswith("grad "):
        line.input = "u.csv"  # of what is not a number no gradients here
    return line
