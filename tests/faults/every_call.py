"""Makes every system call of a dozen commands fail in turn, from outside, by shim.cpp:

    every_call.py PROGRAM SHIM [COMMAND…]

After each run: the status is 1, 3 or 4, with a message that names a file, or 0 with the whole
output; what was there before is as it was; no temporary file is left; no signal has ended it.
Calls of malloc are too many to try all: about a hundred of each command are tried, spread evenly.
Prints how many faults came, by call and command, and what was wrong."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

program, shim = (str(pathlib.Path(path).resolve()) for path in sys.argv[1:3])
folder = pathlib.Path(tempfile.mkdtemp(prefix="rectify-faults-"))
os.chdir(folder)
os.environ["TMPDIR"] = str(folder)
report = tempfile.mktemp(prefix="fault-")
wrong = 0
made = {}

CALLS = ["open", "read", "write", "seek", "stat", "sync", "rename", "link", "truncate", "mode",
         "poll", "process", "close", "thread", "malloc"]
MALLOCS = 100

# A name, the arguments, the outputs, and what comes in by a pipe.
COMMANDS = [
    ("exact", "half in.wav -o out.wav", ["out.wav"], None),
    ("exact onto itself", "half in.wav -o in.wav --force", ["in.wav"], None),
    ("signal", "full in.wav --gain -3 --encoding float -o out.aiff", ["out.aiff"], None),
    ("twice read", "half in.wav --normalize -o out.caf", ["out.caf"], None),
    ("table", "half in.csv -o out.csv", ["out.csv"], None),
    ("table as sound", "half in.csv --hold 1ms -o out.wav", ["out.wav"], None),
    ("grad", "grad units in.csv --unit 1,0 --parameters p.csv -o out.csv", ["out.csv", "p.csv"], None),
    ("measure", "measure full in.wav", [], None),
    ("plot", "plot half in.csv --script s.gp -o out.svg", ["out.svg", "s.gp"], None),
    ("pipe", "half - -o out.flac", ["out.flac"], "in.wav"),
    ("spooled pipe", "half --remove-mean -o out.csv", ["out.csv"], "in.csv"),
    ("to a pipe", "multiphase in.wav --mean --format au", [], None),
    ("coded", "half in.flac -o out.wav", ["out.wav"], None),
    ("lossy", "half in.mp3 -o out.flac", ["out.flac"], None),
    ("generated", "generate --sine 50 --samples 3000 -o out.w64", ["out.w64"], None),
]


def run(arguments, given, call=None, at=0, stays=False):
    environment = dict(os.environ)
    if call:
        environment.update(LD_PRELOAD=shim, FAULT_CALL=call, FAULT_AT=str(at), FAULT_REPORT=report)
        if stays:
            environment["FAULT_STAYS"] = "1"
    return subprocess.run([program, *arguments.split()], input=given or b"", capture_output=True,
                          env=environment, timeout=60)


def contents():
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def restore(files):
    for path in folder.iterdir():
        if path.name not in files:
            path.unlink()
    for name, data in files.items():
        path = folder / name
        if not path.exists() or path.read_bytes() != data:
            path.write_bytes(data)


def faults_of(result, before, expected, out, call):
    """What is wrong with a run in which a call failed."""
    words = result.stderr.decode(errors="replace")
    after = contents()
    changed = {name for name in after if after[name] != before.get(name)}
    if result.returncode < 0:
        yield f"died of signal {-result.returncode}: {words}"
    elif result.returncode not in (0, 1, 3, 4):
        yield f"status {result.returncode}: {words}"
    if result.returncode != 0 and "error: " not in words:
        yield f"status {result.returncode} without a message"
    named = [*before, *expected, "standard", "temporary file", "out of memory", "gnuplot", "thread",
             "threads"]
    if result.returncode != 0 and not any(name in words for name in named):
        yield f"the message names no file: {words}"
    if set(before) - set(after):
        yield f"gone: {set(before) - set(after)}"
    if any(name.startswith(".rectify-") for name in after):
        yield "a temporary file is left"
    if result.returncode == 0:
        if any(after.get(name) != data for name, data in expected.items()) or result.stdout != out:
            yield "status 0, but not the whole output"
    else:
        for name in changed:
            if after[name] != expected.get(name) and not name.startswith(".rectify-"):
                yield f"{name} is neither old nor whole"


def attempt(name, arguments, given, before, expected, out, call, at, stays):
    """Whether the fault came."""
    global wrong
    restore(before)
    if os.path.exists(report):
        os.unlink(report)
    result = run(arguments, given, call, at, stays)
    came = os.path.exists(report)
    for fault in faults_of(result, before, expected, out, call):
        wrong += 1
        print(f"WRONG {name} ({arguments}), {call} {at}{' and later' if stays else ''}: {fault.strip()}",
              flush=True)
    return came


def walk(name, arguments, given, before, expected, out, call):
    count = 0
    step = 1
    if call == "malloc":
        last = 1
        while attempt(name, arguments, given, before, expected, out, call, last, False):
            last *= 2
        step = max(1, last * 3 // 4 // MALLOCS)
    for stays in (False, True) if call in ("write", "malloc") else (False,):
        at = 1
        while attempt(name, arguments, given, before, expected, out, call, at, stays):
            count += 1
            at += step
    return count


def main():
    subprocess.run(["sox", "-R", "-D", "-n", "-r", "48000", "-c", "2", "-b", "16", "in.wav",
                    "synth", "0.2", "noise", "gain", "-6"], check=True)
    subprocess.run(["flac", "-s", "in.wav"], check=True)
    subprocess.run(["lame", "--quiet", "in.wav", "in.mp3"], check=True)
    rows = [f"{n / 1000},{n % 7 - 3},{n % 5 - 2.5}" for n in range(3000)]
    (folder / "in.csv").write_text("\n".join(["time,a,b", *rows, ""]))
    inputs = contents()
    for name, arguments, outputs, pipe in COMMANDS:
        if len(sys.argv) > 3 and name not in sys.argv[3:]:
            continue
        for old in (False, True):
            if old and not outputs or not old and "--force" in arguments:
                continue
            restore(inputs)
            line = arguments + (" --force" if old and "--force" not in arguments else "")
            if old:
                for output in outputs:
                    if output not in inputs:
                        (folder / output).write_text("old")
            before = contents()
            given = inputs[pipe] if pipe else None
            good = run(line, given)
            assert good.returncode == 0, good.stderr
            after = contents()
            expected = {output: after[output] for output in outputs}
            counts = {call: walk(name, line, given, before, expected, good.stdout, call)
                      for call in CALLS}
            for call, count in counts.items():
                made[call] = made.get(call, 0) + count
            said = ", ".join(f"{count} {call}" for call, count in counts.items() if count)
            print(f"{name}{', replacing' if old else ''}: {said}", flush=True)
    total = sum(made.values())
    print(f"{total} faults ({', '.join(f'{n} {call}' for call, n in made.items())}), {wrong} wrong")


try:
    main()
finally:
    shutil.rmtree(folder)
    if os.path.exists(report):
        os.unlink(report)
sys.exit(1 if wrong else 0)
