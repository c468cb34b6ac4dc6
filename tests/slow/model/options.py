"""What the options of random command lines may be: texts with the values they stand for."""

import math
from fractions import Fraction

SHAPES = ["half", "full", "multiphase", "units"]
COMMANDS = SHAPES + ["generate"] + ["grad " + shape for shape in SHAPES]

# Valid texts with their values, and texts that are none. A value is what the model computes with.
CATALOG = {
    "--sine": ([("317", Fraction(317)), ("1k", Fraction(1000)), ("50 Hz", Fraction(50)),
                ("8.175798915643707", Fraction("8.175798915643707")), ("0", Fraction(0)),
                ("30k", Fraction(30000)), ("3.9999kHz", Fraction("3999.9"))],
               ["-5", "nan", "fifty", "1e999", "5 0"]),
    "--sweep": ([("20:2k", (20, 2000)), ("1k:100", (1000, 100)), ("60:60", (60, 60)),
                 ("10:40k", (10, 40000))], ["0:5", "20", "a:b", "20:inf"]),
    "--sine-over": ([("0:6.283185307179586:50", (0, 2 * math.pi, 50)), ("-10:10:33", (-10, 10, 33)),
                     ("0:2pi:61", (0, 2 * math.pi, 61))], ["0:1", "0:1:0", "0:nan:3"]),
    "--ramp": ([("-2:2:41", (-2, 2, 41)), ("1:-1:61", (1, -1, 61)), ("0.5:9:1", (0.5, 9, 1))],
               ["0:1", "1:2:3:4", "inf:1:2"]),
    "--rate": ([("8k", Fraction(8000)), ("44.1 kHz", Fraction(44100)), ("1000", Fraction(1000)),
                ("8000.5", Fraction("8000.5"))], ["0", "-1", "inf", "fast"]),
    "--duration": ([("2ms", 0.002), ("0.001", 0.001), ("1 ms", 0.001), ("0", 0.0)], ["-1", "nan"]),
    "--samples": ([("61", 61), ("37", 37), ("2.6", 3)], ["-1", "many"]),
    "--cycles": ([("2", 2.0), ("0.5", 0.5)], ["-1", "inf"]),
    "--amplitude": ([("0.5", 0.5), ("-6 dB", 10 ** (-6 / 20)), ("2", 2.0), ("-0.3", -0.3)],
                    ["loud", "nan"]),
    "--phase": ([("40", [40 / 360]), ("90deg", [0.25]), ("0,120,240", [0, 120 / 360, 240 / 360]),
                 ("pi/4", [0.125])], ["", "pi/0", "1,,2"]),
    "--channels": ([("2", 2), ("3", 3), ("1", 1)], ["0", "9999"]),
    "--column": ([("right", ["right"]), ("2", ["2"]), ("right,left", ["right", "left"]),
                  ("p", ["p"])], ["", "a,"]),
    "--axis": ([("none", "none")], [""]),
    "--separator": ([("comma", ","), (",", ",")], ["", "xy", "5"]),
    # What --decimal and --header say is what the tables have; a wrong word is an error of theirs.
    "--decimal": ([(".", "."), ("comma", ",")], ["", "xy", ";"]),
    "--header": ([("yes", "yes"), ("auto", "auto"), ("no", "no")], ["", "maybe"]),
    "--skip": ([("0", 0)], ["-1", "x"]),
    "--comment": ([("!", "!")], ["", "ab"]),
    "--na": ([("99", "99"), ("gap", "gap")], [""]),
    "--output-decimal": ([("comma", ","), (".", ".")], ["", ";"]),
    "--alias-free": None, "--polyphase": None,
    "--negative": None, "--mean": None, "--envelope": None, "--sum-channels": None,
    "--remove-mean": None, "--force": None, "--dither": None, "--fail-on-clip": None,
    "--with-input": None, "--no-header": None, "--no-time": None, "--quiet": None,
    "--verbose": None, "--check": None, "--fail-on-damage": None,
    "--drop": ([("0.2", 0.2), ("0", 0.0), ("-20dB", 0.1)], ["-0.1", "nan"]),
    "--leak": ([("0.1", 0.1), ("-0.5", -0.5), ("0", 0.0)], ["inf", "x"]),
    "--phases": ([("3", 3), ("1", 1), ("2", 2), ("8", 8), ("5", 5)], ["0", "-1", "1e99"]),
    "--phase-list": ([("0,30", [0, 30 / 360]), ("0,180", [0, 0.5]), ("10,200,75", [10 / 360, 200 / 360, 75 / 360])],
                     ["0,", "x"]),
    "--unit": ([("1,0", [1, 0, 1]), ("2,-0.1", [2, -0.1, 1]), ("-1,0.25,0.5", [-1, 0.25, 0.5])],
               ["1", "1,2,3,4", "nan,1"]),
    "--units": ([("units.csv", [[1.5, -0.25, 2], [-0.5, 0.125, 1]]), ("missing.csv", None)], [""]),
    "--hold": ([("1ms", 1e-3), ("0.02", 0.02)], ["0", "-1ms", "nan"]),
    "--smooth": ([("1ms", 1e-3), ("0.0203", 0.0203)], ["0", "-1ms", "inf"]),
    "--dc-block": ([("", 10.0), ("=20", 20.0), ("=600 Hz", 600.0)], ["=0", "=nan", "="]),
    "--gain": ([("-3", -3.0), ("6dB", 6.0), ("20", 20.0)], ["1e9", "nan", "loud"]),
    "--normalize": ([("", 0.0), ("=-3", -3.0)], ["=loud", "="]),
    "--upstream": ([("ref1.csv", None), ("ref2.csv", None), ("ref1.wav", None), ("ref2.wav", None),
                    ("missing.csv", None)], [""]),
    "--target": ([("ref1.csv", None), ("ref2.csv", None), ("ref1.wav", None)], [""]),
    "--loss": ([("mse", "mse"), ("mae", "mae")], ["rms"]),
    "--at-zero": ([("0", 0.0), ("0.5", 0.5), ("1", 1.0)], ["2", "0.3"]),
    "--parameters": ([("p.csv", "p.csv"), ("old.csv", "old.csv")], [""]),
    "--fit": ([("2", 2), ("1", 1)], ["-1", "x"]),
    "--learning-rate": ([("0.01", 0.01)], ["0", "nan"]),
    "--format": ([(name, name) for name in ["csv", "tsv", "wav", "au", "raw", "flac", "aiff"]],
                 ["mp5", ""]),
    "--encoding": ([(name, name) for name in ["pcm_u8", "pcm_s8", "pcm_16", "pcm_24", "pcm_32",
                                              "float", "double"]], ["pcm_17", ""]),
    "--output-separator": ([("semicolon", ";"), ("tab", "\t")], ["", "ab"]),
    "--precision": ([("3", 3), ("17", 17)], ["0", "18", "x"]),
    "--jobs": ([("1", 1), ("3", 3)], ["0", "all"]),
    "--suffix": ([("_x", "_x"), (".y", ".y")], ["", "a/b"]),
    "--fail-fast": None,
    "--raise-limits": ([("1", 1), ("1000", 1000)], ["0", "1001", "x", ""]),
    "--spool-limit": ([("1G", 10**9), ("10", 10)], ["-1", "x", ""]),
}

SOURCES = ["--sine", "--sweep", "--sine-over", "--ramp"]
STEPS = ["--sum-channels", "--hold", "--smooth", "--remove-mean", "--dc-block", "--gain", "--normalize"]
TABLE_INPUT = ["--column", "--axis", "--separator", "--decimal", "--header", "--skip", "--comment",
               "--na"]
INPUT_OPTIONS = TABLE_INPUT + ["--spool-limit", "--fail-on-damage", "--raise-limits"]
WAVE_OPTIONS = SOURCES + ["--rate", "--duration", "--samples", "--cycles", "--amplitude", "--phase",
                          "--channels"]
OUTPUT_OPTIONS = ["--format", "--force", "--output-separator", "--output-decimal", "--no-header", "--no-time",
                  "--precision", "--jobs", "--quiet", "--verbose"]
SHAPE_OPTIONS = {"half": ["--negative", "--drop", "--leak"], "full": ["--drop"],
                 "multiphase": ["--phases", "--phase-list", "--envelope", "--drop", "--mean"],
                 "units": ["--unit", "--units", "--leak", "--mean"]}
# Options of the forward commands whose numbers are not modelled: how many come out, and the status.
NOT_MODELLED = ["--alias-free"]
FOLDER_OPTIONS = ["--suffix", "--fail-fast"]  # beside --output-dir
GRADIENT_OPTIONS = ["--upstream", "--target", "--loss", "--at-zero", "--parameters", "--check"]


def options_of(command):
    """The options that a command has, in no order."""
    shape = command.split()[-1]
    known = WAVE_OPTIONS + OUTPUT_OPTIONS
    if command != "generate":
        known = known + INPUT_OPTIONS + SHAPE_OPTIONS[shape]
    if shape == "multiphase":
        known = [name for name in known if name != "--ramp"]
    if command.startswith("grad "):
        known = [name for name in known if name != "--envelope"] + GRADIENT_OPTIONS
        return known + (["--fit", "--learning-rate"] if shape == "units" else [])
    if shape in ("half", "full"):
        known = known + ["--polyphase"]
    known = known + STEPS + ["--encoding", "--dither", "--fail-on-clip"]
    return known + (["--with-input"] + NOT_MODELLED + FOLDER_OPTIONS if command != "generate" else [])
