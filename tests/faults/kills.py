"""Kills the program at random moments while it writes: kills.py PROGRAM COUNT [SEED]

Whatever the signal, there is the old file or the new one, whole, or none; after all but SIGKILL no
temporary file; the program dies of the signal that it got, unless it was done before. After SIGKILL
there is no temporary file either where nothing is replaced, if the file system has files without a
name. Prints how many kills came in time, and what was wrong."""

import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

program = str(pathlib.Path(sys.argv[1]).resolve())
count = int(sys.argv[2])
seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
random.seed(seed)
folder = pathlib.Path(tempfile.mkdtemp(prefix="rectify-kills-"))
os.chdir(folder)
os.environ["TMPDIR"] = str(folder)
SIGNALS = [signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT]
COMMANDS = [
    ("half in.wav -o out.wav", ["out.wav"]),
    ("half in.wav --gain -1 --encoding double -o out.aiff", ["out.aiff"]),
    ("half in.csv -o out.csv", ["out.csv"]),
    ("grad units in.csv --unit 1,0 --parameters p.csv -o out.csv", ["out.csv", "p.csv"]),
    ("half in.wav -o out.flac", ["out.flac"]),
    ("full - --normalize -o out.wav", ["out.wav"]),
]
wrong = 0
in_time = {True: 0, False: 0}
too_late = 0
littered = 0


def unnamed_files():
    try:
        os.close(os.open(folder, os.O_TMPFILE | os.O_RDWR, 0o600))
        return True
    except OSError:
        return False


def unignored():
    for number in SIGNALS[1:]:  # a shell in the background has some ignored
        signal.signal(number, signal.SIG_DFL)


def start(line):
    given = open("in.wav", "rb") if " - " in line else subprocess.DEVNULL
    return subprocess.Popen([program, *line.split()], stdin=given, stdout=subprocess.DEVNULL,
                            stderr=subprocess.DEVNULL, preexec_fn=unignored)


def clear(outputs):
    for path in folder.iterdir():
        if path.name in outputs or path.name.startswith(".rectify-"):
            path.unlink()


def main():
    global wrong, too_late, littered
    subprocess.run(["sox", "-R", "-D", "-n", "-r", "48000", "-c", "2", "-b", "16", "in.wav", "synth",
                    "60", "noise", "gain", "-6"], check=True)
    (folder / "in.csv").write_text("time,a,b\n" + "".join(
        f"{n / 1000},{n % 7 - 3},{n % 5 - 2.5}\n" for n in range(300_000)))
    whole, length = {}, {}
    for line, outputs in COMMANDS:
        before = time.monotonic()
        assert start(line).wait() == 0
        length[line] = time.monotonic() - before
        whole[line] = {name: (folder / name).read_bytes() for name in outputs}
        clear(outputs)
    unnamed = unnamed_files()
    for turn in range(count):
        line, outputs = COMMANDS[turn % len(COMMANDS)]
        number = SIGNALS[turn // len(COMMANDS) % len(SIGNALS)]
        force = random.random() < 0.5
        if force:
            for name in outputs:
                (folder / name).write_bytes(b"old")
        before = time.monotonic()
        process = start(line + (" --force" if force else ""))
        time.sleep(random.uniform(0, length[line]))
        process.send_signal(number)
        status = process.wait()
        said = []
        if status == 0:  # the machine is faster than it was
            length[line] = min(length[line], time.monotonic() - before)
        if status == 0:
            too_late += 1
        elif status == -number:
            in_time[force] += 1
        else:
            said.append(f"status {status}")
        for name in outputs:
            path = folder / name
            data = path.read_bytes() if path.exists() else None
            if data != whole[line][name] and data != (b"old" if force else None):
                said.append(f"{name} is neither old nor whole")
            if status == 0 and data != whole[line][name]:
                said.append(f"{name} is not there though the status is 0")
        left = [path.name for path in folder.iterdir() if path.name.startswith(".rectify-")]
        if left and number != signal.SIGKILL:
            said.append(f"left: {left}")
        if left and number == signal.SIGKILL:
            littered += 1
            if unnamed and not force:
                said.append(f"left after SIGKILL: {left}")
        for fault in said:
            wrong += 1
            print(f"WRONG {line}{' --force' if force else ''}, {number.name}: {fault}", flush=True)
        clear(outputs)
    print(f"{count} kills (seed {seed}): {in_time[False]} in time on a new file, {in_time[True]} with "
          f"--force, {too_late} after the end; {littered} left a temporary file; {wrong} wrong")


try:
    main()
finally:
    shutil.rmtree(folder)
sys.exit(1 if wrong else 0)
