"""Which exit status a command line has: the contract's rules, in the order 2, 3, 2 by input, 4."""

from fractions import Fraction

import numpy as np

from options import SOURCES, STEPS, TABLE_INPUT, options_of
from shapes import Full, Half, Multiphase, Units
from signals import BITS

SIGNED = ["pcm_s8", "pcm_16", "pcm_24", "pcm_32", "ulaw", "float", "double"]
CONTAINERS = {"wav": ["pcm_u8"] + SIGNED[1:], "aiff": SIGNED, "au": SIGNED, "caf": SIGNED,
              "flac": ["pcm_s8", "pcm_16", "pcm_24", "pcm_32"], "raw": ["pcm_s8", "pcm_u8"] + SIGNED[1:]}
FOR_TABLES = "an option for tables"
MUST_SEEK = "it must seek"
TABLES = {"csv": ",", "tsv": "\t"}
TABLE_OPTIONS = ["--with-input", "--output-separator", "--output-decimal", "--no-header", "--no-time", "--precision"]
SOUND_OPTIONS = ["--encoding", "--dither", "--fail-on-clip"]


def is_float(encoding):
    return encoding in ("float", "double")


def output_format(line):
    """The format's name; None where it is not known."""
    if line.given("--format"):
        return line.value("--format")
    if line.output in (None, "-"):
        return "csv"
    extension = line.output.rsplit(".", 1)[-1] if "." in line.output else ""
    return extension if extension in CONTAINERS or extension in TABLES else None


def shape_of(line):
    shape = plain_shape_of(line)
    if shape is not None:
        shape.alias_free = line.given("--alias-free")
        shape.polyphase = line.given("--polyphase")
    return shape


def plain_shape_of(line):
    shape = line.command.split()[-1]
    drop, leak = line.value("--drop", 0.0), line.value("--leak", 0.0)
    if shape == "half":
        return Half(drop, leak, line.given("--negative"))
    if shape == "full":
        return Full(drop)
    if shape == "multiphase":
        even = line.value("--phases", 8)
        phases = line.value("--phase-list") or [k / even for k in range(even)]
        return Multiphase(phases, drop, line.given("--mean"), line.given("--envelope"))
    if shape == "units":
        units = [value for name, _, value in line.options if name == "--unit"]
        return Units(units + (line.value("--units") or []), leak, line.given("--mean"))
    return None


def usage(line):
    """Why the line itself is wrong, or None."""
    known = options_of(line.command)
    for name, text, value in line.options:
        if name not in known:
            return f"{name} is not known"
        if value == "bad":
            return f"{name} has a bad value"
    given, grad = line.given, line.command.startswith("grad ")
    sources = [name for name in SOURCES if given(name)]
    on_line = given("--sine-over") or given("--ramp")
    wave = line.generated()
    excluded = [["--quiet", "--verbose"], ["--gain", "--normalize"], ["--upstream", "--target"],
                ["--phases", "--phase-list"], ["--duration", "--samples", "--cycles"],
                ["--polyphase", "--alias-free"], ["--polyphase", "--leak"],
                *[["--envelope", name]
                  for name in ["--phases", "--phase-list", "--drop", "--mean", "--alias-free"]]]
    for names in excluded:
        if sum(map(given, names)) > 1:
            return f"{names} exclude each other"
    if len(sources) + line.raw > 1 or (wave and line.input and line.how == "file"):
        return "two sources"
    if line.command == "generate" and (not wave or line.input):
        return "generate needs a generator alone"
    rules = [
        (wave, ["--amplitude", "--phase", "--channels"]),
        (not given("--ramp"), ["--amplitude", "--phase"]),
        (wave and not on_line, ["--duration", "--samples"]),
        (given("--sine"), ["--cycles"]),
        (not (wave or line.raw), TABLE_INPUT),
        (not on_line, ["--alias-free"]),
        (not line.raw, ["--rate"]),
        (not wave or given("--upstream") or given("--target"), ["--spool-limit", "--fail-on-damage"]),
        (not (wave or line.raw) or given("--upstream") or given("--target") or given("--units")
         or (wave and not line.raw and given("--phase")), ["--raise-limits"]),
        (line.folder, ["--suffix", "--fail-fast"]),
        (not line.folder, ["--spool-limit"]),
        (given("--target"), ["--loss", "--fit"]),
        (given("--fit"), ["--learning-rate"]),
    ]
    if line.command == "grad full" and line.value("--drop", 0.0) == 0:
        rules.append((False, ["--at-zero"]))
    fmt = output_format(line)
    to_file = line.output not in (None, "-")
    rules.append((to_file or given("--parameters"), ["--force"]))
    if fmt:
        rules.append((fmt in CONTAINERS, SOUND_OPTIONS))
        rules.append((fmt in TABLES, TABLE_OPTIONS))
        needs_rate = fmt in CONTAINERS and fmt != "raw"
        steps = given("--hold") or given("--dc-block") or given("--smooth")
        rules.append((not on_line or needs_rate or steps, ["--rate"]))
        if is_float(line.value("--encoding", "")):
            rules.append((False, ["--dither", "--fail-on-clip"]))
    if given("--envelope") and len(line.value("--phase", [0])) == 1 and not given("--with-input"):
        rules.append((False, ["--phase"]))
    for holds, names in rules:
        if not holds and any(map(given, names)):
            return f"one of {names} has no effect"
    if len(line.value("--phase", [0])) > 1 and given("--channels"):
        return "phases and channels"
    if given("--fit") and not given("--learning-rate"):
        return "a fit without a learning rate"
    if line.command.endswith("units") and not given("--unit") and not given("--units"):
        return "no units"
    rate = line.value("--rate", Fraction(48000))
    for f in [line.value("--sine")] if given("--sine") else line.value("--sweep", ()):
        if f >= rate / 2:
            return "a frequency beyond half the rate"
    if given("--cycles") and line.value("--sine") == 0:
        return "no periods"
    if line.output == "dir":
        return "a directory"
    parameters = line.value("--parameters")
    if parameters is not None and parameters == line.output:
        return "two outputs"
    return None


def encoding_for(line, signal, fmt, grad):
    """What the samples of a sound output are."""
    if line.given("--encoding"):
        return line.value("--encoding")
    if grad or signal.kind != "sound":
        return "float"
    own = "raw" if line.raw else line.input.rsplit(".", 1)[-1]
    if own == fmt:
        return signal.encoding
    same = {"pcm_u8", "pcm_s8"} if signal.encoding in ("pcm_u8", "pcm_s8") else {signal.encoding}
    return next((e for e in CONTAINERS[fmt] if e in same), signal.encoding)


def unreadable(line, signal):
    """Why a table can't be read as the line says, or None."""
    if line.value("--header") == "no":
        return "its header is no number"
    if line.value("--decimal", "," if signal.comma else ".") != ("," if signal.comma else "."):
        return "its numbers have another decimal mark"
    return None


def picked(line, signal):
    """The table as --column and --axis have it; a text where that is wrong."""
    if line.given("--axis") and signal.axis:
        columns = [float(text) for text in signal.labels]
        names = [signal.axis] + signal.names
        x = [columns] + list(signal.x.T)
        signal.names, signal.axis, signal.labels, signal.timed = names, None, None, False
        signal.rate = line.value("--rate")
        signal.x = np.stack(x, 1)
    if not line.given("--column"):
        return None
    all_names = ([signal.axis] if signal.axis else []) + signal.names
    chosen = []
    for wanted in line.value("--column"):
        if wanted in all_names:
            name = wanted
        elif wanted.isdigit() and 1 <= int(wanted) <= len(all_names):
            name = all_names[int(wanted) - 1]
        else:
            return "no such column"
        chosen.append(name)
    signal.x = signal.x[:, [signal.names.index(name) for name in chosen]]
    signal.names = chosen
    return None


def needs_rate(line, signal, shape, fmt):
    grad = line.command.startswith("grad ")
    output = fmt in CONTAINERS and fmt != "raw"
    filtered = False
    if isinstance(shape, Multiphase) and signal.kind != "wave":
        filtered = not shape.upright() or (grad and (line.given("--parameters") or line.given("--check")))
    filtered = filtered or (line.given("--alias-free") and signal.kind != "wave")
    filtered = filtered or line.given("--dc-block") or line.given("--smooth")
    return output or filtered, line.given("--hold")


def reference_fault(line, signal, files):
    """What is wrong with --upstream or --target: early, late, or nothing."""
    text = next((text for name, text, _ in line.options if name in ("--upstream", "--target")), None)
    if text is None:
        return None, None
    if text == "missing.csv":
        return "first", None
    reference = files[text]
    if reference.x.shape[1] != signal.x.shape[1]:
        return "early", None
    rate = None if signal.on_line else signal.rate
    if rate and reference.rate and abs(float(rate) - float(reference.rate)) > 1e-5 * float(rate):
        return "early", None
    if len(signal.x) != len(reference.x):
        told = signal.kind != "table" and reference.kind == "sound"  # before any sample is read
        return "early" if told else "late", None
    return None, reference


def by_input(line, signal, shape, fmt):
    """Why the line is wrong for this input, or None."""
    given, grad = line.given, line.command.startswith("grad ")
    if signal.kind == "sound" and any(map(given, ["--rate"] + TABLE_INPUT)):
        return FOR_TABLES
    if given("--polyphase") and len(signal.names) < 2:
        return "one phase"
    rate_needed, steps_needed = needs_rate(line, signal, shape, fmt)
    if signal.kind == "table" and given("--rate") and not rate_needed and not steps_needed:
        return "--rate has no effect"
    if given("--spool-limit") and not spooled(line, signal):
        return "--spool-limit has no effect"
    if rate_needed and not signal.rate:
        return "no rate"
    if steps_needed and not signal.rate and not signal.timed:
        return "no rate"
    if given("--dc-block") and line.value("--dc-block") >= float(signal.rate) / 2:
        return "a cutoff beyond half the rate"
    if fmt in CONTAINERS:
        encoding = encoding_for(line, signal, fmt, grad)
        plain = shape is not None and shape.exact() and not any(map(given, STEPS))
        lossless = False
        if plain and signal.kind == "sound" and not is_float(signal.encoding):
            bits = BITS.get(signal.encoding, 16)
            alike = encoding == signal.encoding or {encoding, signal.encoding} == {"pcm_u8", "pcm_s8"}
            lossless = alike or (encoding in BITS and BITS[encoding] >= bits)
        if given("--dither") and (is_float(encoding) or lossless):
            return "--dither has no effect"
        unclipped = plain and signal.kind == "sound" and not is_float(signal.encoding)
        if given("--fail-on-clip") and (is_float(encoding) or unclipped):
            return "--fail-on-clip has no effect"
        level = any(map(given, ["--gain", "--normalize", "--encoding"]))
        if isinstance(shape, Multiphase) and not grad and not is_float(encoding) and not level:
            if shape.peak() > 1 + 1e-6:
                return "a sum beyond full scale"
    return None


def spooled(line, signal):
    second = line.given("--normalize") or line.given("--remove-mean") or line.given("--target")
    return not line.generated() and line.how == "pipe" and second


def place_fault(line, fmt):
    """Why nothing can be written there, or None."""
    if fmt is None:
        return "unknown extension"
    outputs = [line.output, line.value("--parameters")]
    if line.output == "none/x.csv":
        return "no such folder"
    if not line.given("--force") and any(name and name.startswith("old.") for name in outputs):
        return "it exists"
    return None


def output_fault(line, signal, fmt):
    """Why the output can't be made, or None."""
    why = place_fault(line, fmt)
    if why:
        return why
    grad = line.command.startswith("grad ")
    if fmt not in CONTAINERS:
        return None
    if fmt != "raw" and Fraction(signal.rate).denominator != 1:
        return "a rate that is not whole"
    if encoding_for(line, signal, fmt, grad) not in CONTAINERS[fmt]:
        return "an encoding that it can't hold"
    if line.output in (None, "-") and fmt in ("aiff", "caf"):
        return MUST_SEEK
    return None
