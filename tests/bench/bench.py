#!/usr/bin/python3
"""Times rectify beside its peers and the physical limit, and prints medians of ratios.

bench.py RECTIFY TOOLS FOLDER [ROUNDS [PART...]]

Parts: sound, containers, coded, pipes, generated, shifted, alias_free, tables, gradients, measures,
many, start_and_memory; all when none is named. TOOLS is the folder of the programs beside this file.

In each round every command of a group runs once, in turn, on a fresh output file, so that a ratio is
of neighbours in time; the figure is the median over the rounds. Nothing here can fail a build.
"""
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import time

RECTIFY, TOOLS, FOLDER = sys.argv[1:4]
ZEROS = f"{TOOLS}/write-zeros"
ROUNDS = int(sys.argv[4]) if len(sys.argv) > 4 else 11
SECONDS, RATE = 600, 48000

os.chdir(FOLDER)
os.environ.setdefault("LADSPA_PATH", "/usr/lib/ladspa")


def run(command, clock=time.perf_counter):
    """The seconds that a command takes by that clock; its output file is new."""
    for name in os.listdir("."):
        if name.startswith("out."):
            shutil.rmtree(name) if os.path.isdir(name) else os.unlink(name)
    start = clock()
    subprocess.run(command, shell=isinstance(command, str), check=True,
                   stdout=subprocess.DEVNULL if not isinstance(command, str) else None)
    return clock() - start


def processor_time():
    """Of all children: on one core as good as the time, and not lengthened by other programs."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def peak_kilobytes(command):
    run(["/usr/bin/time", "-o", "peak", "-f", "%M", *command])
    with open("peak") as file:
        return int(file.read().split()[-1])


def group(title, base, others, targets, rounds=ROUNDS, seconds=None,
          clock=time.perf_counter):
    """`base` and `others`: name -> command. Prints base's time and each other's ratio to it.

    Where it is told how many `seconds` of sound they work on, also the multiple of real time.
    A target "<= x" is for other/base, ">= x" for how many times slower the other is.
    """
    print(f"\n{title}")
    names = {**base, **others}
    times = {name: [] for name in names}
    for command in names.values():
        run(command)  # caches warm
    os.sync()  # no earlier file is written back meanwhile
    for _ in range(rounds):
        for name, command in names.items():
            times[name].append(run(command, clock))
    (reference,) = base
    real_time = {name: f"{seconds / statistics.median(times[name]):9.0f} x real time" if seconds else ""
                 for name in names}
    print(f"  {reference:<52}{statistics.median(times[reference]) * 1e3:9.1f} ms{real_time[reference]}")
    for name in others:
        ratios = [t / r for t, r in zip(times[name], times[reference])]
        wanted = f"   wanted {targets[name]}" if name in targets else ""
        print(f"  {name:<52}{statistics.median(times[name]) * 1e3:9.1f} ms"
              f"{statistics.median(ratios):8.2f} x{real_time[name]}{wanted}")


def make_inputs():
    if not os.path.exists("float.wav"):
        noise = ["sox", "-R", "-r", str(RATE), "-c", "2", "-n"]
        subprocess.run([*noise, "-b", "16", "pcm16.wav", "synth", str(SECONDS), "pinknoise",
                        "gain", "-3"], check=True)
        subprocess.run(["sox", "-D", "pcm16.wav", "-b", "24", "pcm24.wav"], check=True)
        subprocess.run(["sox", "-D", "pcm16.wav", "-e", "float", "-b", "32", "float.wav"],
                       check=True)
        subprocess.run(["sox", "-D", "pcm16.wav", "big.aiff"], check=True)
        subprocess.run(["sox", "-D", "pcm16.wav", "big.caf"], check=True)
        subprocess.run(["sox", "-D", "pcm16.wav", "pcm16.au"], check=True)
        subprocess.run(["sox", "-D", "-B", "pcm16.wav", "rifx.wav"], check=True)
        subprocess.run([RECTIFY, "half", "pcm16.wav", "-o", "half.flac"], check=True)
    if not os.path.exists("big.oga"):
        subprocess.run(["lame", "--quiet", "-V2", "pcm16.wav", "big.mp3"], check=True)
        subprocess.run(["opusenc", "--quiet", "pcm16.wav", "big.opus"], check=True)
        subprocess.run(["oggenc", "-Q", "pcm16.wav", "-o", "big.ogg"], check=True)
        subprocess.run(["flac", "-s", "pcm16.wav", "-o", "big.flac"], check=True)
        subprocess.run(["flac", "-s", "--ogg", "pcm16.wav", "-o", "big.oga"], check=True)
    if not os.path.exists("table.csv"):
        random.seed(1)
        with open("table.csv", "w") as file:
            file.write("time,a,b\n")
            for i in range(1_000_000):
                file.write(f"{i / RATE!r},{random.uniform(-1, 1)!r},{random.uniform(-1, 1)!r}\n")


def sound():
    for name, limit in (("pcm16", 1.25), ("float", 1.25), ("pcm24", 1.5)):
        group(f"{name} WAV, stereo, {SECONDS} s at {RATE} Hz, against cp",
              {"cp": ["cp", "--reflink=never", f"{name}.wav", "out.wav"]},
              {"rectify half": [RECTIFY, "half", f"{name}.wav", "-o", "out.wav"],
               "rectify full": [RECTIFY, "full", f"{name}.wav", "-o", "out.wav"]},
              {"rectify half": f"<= {limit}", "rectify full": "<= 1.5"})
    relu = r"if(gt(val(%d)\,0)\,val(%d)\,0)"
    aeval = "aeval=" + "|".join(relu % (c, c) for c in (0, 1)) + ":c=same"
    group("pcm16 WAV, against other programs",
          {"rectify half": [RECTIFY, "half", "pcm16.wav", "-o", "out.wav"]},
          {"sox ladspa diode_1185": ["sox", "-D", "pcm16.wav", "out.wav", "ladspa", "-r",
                                     "diode_1185", "diode", "1"],
           "ffmpeg aeval": ["ffmpeg", "-v", "error", "-i", "pcm16.wav", "-af", aeval, "-c:a",
                            "pcm_s16le", "out.wav"]},
          {"sox ladspa diode_1185": ">= 5", "ffmpeg aeval": ">= 10"}, 3)


def containers():
    for name, limit in (("big.aiff", 1.5), ("rifx.wav", 1.5), ("big.caf", 1.5), ("pcm16.au", 1.5)):
        out = "out." + name.split(".")[1]
        group(f"{name}: 16 bits, stereo, {SECONDS} s, against cp",
              {"cp": ["cp", "--reflink=never", name, out]},
              {"rectify half": [RECTIFY, "half", name, "-o", out]},
              {"rectify half": f"<= {limit}"})


def coded():
    # Silence codes faster than sound: the same samples are coded by both.
    group("FLAC to FLAC, level 5, against flac -d | flac -5 of the same samples",
          {"flac -d | flac -5": "flac -s -d -c half.flac | flac -5 -s -f -o out.flac -"},
          {"rectify half": [RECTIFY, "half", "half.flac", "-o", "out.flac"],
           "cat | rectify half | cat":
               f"cat half.flac | {RECTIFY} half - --format flac | cat > out.flac"},
          {"rectify half": "<= 1", "cat | rectify half | cat": "<= 1.1"}, 5)
    for name, peer, command in (
            ("big.mp3", "mpg123", "mpg123 -q -e f32 -w out.wav big.mp3"),
            ("big.opus", "opusdec", "opusdec --quiet --float --rate 48000 big.opus out.wav"),
            ("big.ogg", "oggdec", "oggdec -Q -o out.wav big.ogg"),
            ("big.flac", "flac -d", "flac -s -d big.flac -o out.wav")):
        group(f"{name} into WAV, against {peer}", {peer: command},
              {"rectify half": [RECTIFY, "half", name, "-o", "out.wav"],
               "cat | rectify half": f"cat {name} | {RECTIFY} half - -o out.wav"},
              {"rectify half": "<= 1", "cat | rectify half": "<= 1.1"}, 5)
    print("\npeak memory of coded sound (wanted <= 16 MB)")
    for name in ("big.flac", "big.oga", "big.mp3", "big.ogg", "big.opus"):
        for piped in (False, True):
            source = f"cat {name} | " if piped else ""
            argument = "-" if piped else name
            line = (f"{source}/usr/bin/time -o peak -f %M {RECTIFY} half {argument} -q "
                    f"-o out.{name.split('.')[1]}")
            run(line)
            with open("peak") as file:
                peak = int(file.read().split()[-1])
            print(f"  {source + 'rectify half ' + argument:<52}{peak / 1000:9.1f} MB")


def pipes():
    group("16-bit WAV from pipe to pipe, against cat",
          {"cat | cat | cat": "cat pcm16.wav | cat | cat > /dev/null"},
          {"cat | rectify half | cat":
               f"cat pcm16.wav | {RECTIFY} half - --format wav | cat > /dev/null"},
          {"cat | rectify half | cat": "<= 1.3"})


def generated():
    length = ["--duration", str(SECONDS), "-o", "out.wav"]
    zeros = {"as many zero bytes": [ZEROS, "out.wav", str(SECONDS * RATE * 4)]}
    half = [RECTIFY, "half", "--sine", "50", *length]
    group(f"{SECONDS} s of a sine into float WAV, against writing zeros", zeros,
          {"half --sine 50": half,
           "half --sine 49.999 (repeats too late for a table)":
               [RECTIFY, "half", "--sine", "49.999", *length]},
          {"half --sine 50": "<= 1.8"})
    multiphase = [RECTIFY, "multiphase", "--sine", "50", *length]
    later = [RECTIFY, "multiphase", "--sine", "49.999", *length]
    group("multi-phase, against half --sine 50", {"half --sine 50": half},
          {"multiphase --phases 8": [*multiphase, "--phases", "8"],
           "multiphase --phases 1000": [*multiphase, "--phases", "1000"],
           "multiphase --phases 8 --sine 49.999": [*later, "--phases", "8"],
           "multiphase --phases 1000 --sine 49.999": [*later, "--phases", "1000"]},
          {"multiphase --phases 8": "<= 1.3", "multiphase --phases 1000": "<= 1.3"})


def shifted():
    scipy = ("import numpy as n; from scipy.io import wavfile as w; from scipy.signal import hilbert\n"
             "rate, x = w.read('pcm16.wav')\n"
             "z = hilbert(x / 32768, axis=0)\n"
             "y = n.zeros(z.shape)\n"
             "for k in range(8): y += n.maximum((z * n.exp(2j * n.pi * k / 8)).real, 0)\n"
             "w.write('out.wav', rate, (y / 8).astype('float32'))\n")
    name = "pcm16.wav"
    rectify = [RECTIFY, "multiphase", name, "--encoding", "float", "-o", "out.wav", "--mean"]
    listed = ",".join(str(0.3 * k) for k in range(1000))
    eight = {"multiphase --phases 8": [*rectify, "--phases", "8"]}
    group(f"multi-phase of sound, stereo, {SECONDS} s at {RATE} Hz (wanted <= 1.1 s)", eight,
          {"multiphase --phases 1000": [*rectify, "--phases", "1000"],
           "multiphase --phase-list, 8": [*rectify, "--phase-list", "0,45,90,135,180,225,270,315"],
           "multiphase --phase-list, 1000": [*rectify, "--phase-list", listed],
           "multiphase --envelope": [*rectify[:-1], "--envelope"]},
          {"multiphase --phases 1000": "<= 1.2", "multiphase --phase-list, 8": "<= 1.1",
           "multiphase --phase-list, 1000": "<= 1.3"}, 5)
    group("the same by one thread", eight,
          {"multiphase --jobs 1": [*rectify, "--phases", "8", "--jobs", "1"]}, {}, 3)
    group("its gradient (wanted <= 3 s)",
          {"grad multiphase": [RECTIFY, "grad", "multiphase", name, "-o", "out.wav"]},
          {"grad multiphase --jobs 1": [RECTIFY, "grad", "multiphase", name, "-o", "out.wav",
                                        "--jobs", "1"]}, {}, 3)
    python = ["/usr/bin/python3", "-c", scipy]
    group("against SciPy's hilbert and eight np.maximum", eight, {"SciPy": python},
          {"SciPy": ">= 11"}, 3)
    for label, command in (("multiphase --phases 8", eight["multiphase --phases 8"]),
                           ("grad multiphase", [RECTIFY, "grad", "multiphase", name, "-o", "out.wav"]),
                           ("SciPy", python)):
        print(f"  {'peak memory of ' + label:<52}{peak_kilobytes(command) / 1000:9.1f} MB")


MUSIC = """
import numpy as n
random = n.random.default_rng(1)
rate, seconds = 44100, 60
x = n.zeros(rate * seconds)
t = n.arange(rate) / rate
for start in range(0, rate * seconds, rate // 4):  # plucked notes in three voices
    for voice in range(3):
        hertz = 55 * 2 ** ((24 * random.random() + 12 * voice) / 12)
        for k in range(1, 21):
            if k * hertz < 15000:
                note = n.exp(-t * (2 + k / 2)) / k * n.sin(2 * n.pi * (k * hertz * t + random.random()))
                x[start:start + rate] += note[:len(x) - start]
x += 0.01 * random.standard_normal(len(x))
(0.8 * x / n.abs(x).max()).astype("<f4").tofile("music.raw")
"""


def alias_free():
    print("\nthe stages of alias-free rectification on one core: baseline x86-64, then AVX2")
    sys.stdout.flush()
    for level in ("v1", "v3"):
        subprocess.run(["taskset", "-c", "0", f"{TOOLS}/time-alias-free-{level}", str(ROUNDS)],
                       check=level == "v1")
    if not os.path.exists("music.wav"):
        subprocess.run(["/usr/bin/python3", "-c", MUSIC], check=True)
        subprocess.run(["sox", "-D", "-t", "raw", "-e", "float", "-b", "32", "-r", "44100", "-c", "1",
                        "music.raw", "music.wav"], check=True)
    one_core = ["taskset", "-c", "0"]
    half = [RECTIFY, "half", "--alias-free", "music.wav", "-o", "out.wav"]

    def sox(times):
        return [*one_core, "sox", "-D", "music.wav", "out.wav", "rate", "-v", str(times * 44100),
                "ladspa", "-r", "diode_1185", "diode", "1", "rate", "-v", "44100"]
    group("half of 60 s of mono music at 44.1 kHz, one core, processor time",
          {"rectify half --alias-free": [*one_core, *half]},
          {"sox rate -v 32 x, diode_1185, rate -v": sox(32),
           "sox rate -v 8 x, diode_1185, rate -v": sox(8)},
          {"sox rate -v 32 x, diode_1185, rate -v": ">= 4"}, 5, 60, processor_time)
    group("the same on all cores", {"rectify half --alias-free": half},
          {"rectify half --alias-free, one core": [*one_core, *half]}, {}, 5, 60)
    print("\nand what is left of aliases and errors")
    sys.stdout.flush()
    measure = os.path.join(os.path.dirname(__file__), "measure_aliasing.py")
    subprocess.run([measure, RECTIFY, "."], check=True)


def tables():
    awk = ("{ if (NR > 1) { $2 = $2 > 0 ? $2 : 0; $3 = $3 > 0 ? $3 : 0 } print }")
    awk_new = ("{ if (NR > 1) print $1, ($2 > 0 ? $2 : 0), ($3 > 0 ? $3 : 0); else print }")
    pandas = ("import pandas as p; d = p.read_csv('table.csv'); "
              "d[['a', 'b']] = d[['a', 'b']].clip(lower=0); d.to_csv('out.csv', index=False)")
    half = [RECTIFY, "half", "table.csv", "-o", "out.csv"]
    group("table in and out, a million rows of three columns, against cp",
          {"cp": ["cp", "--reflink=never", "table.csv", "out.csv"]},
          {"rectify half": half, "rectify full": [RECTIFY, "full", *half[2:]]},
          {"rectify half": "<= 4", "rectify full": "<= 4"})
    group("the same, against other programs", {"rectify half": half},
          {"mawk, fields set": f"mawk -F, -v OFS=, '{awk}' table.csv > out.csv",
           "mawk, fields printed": f"mawk -F, -v OFS=, '{awk_new}' table.csv > out.csv",
           "Miller": "mlr --icsv --ocsv put '$a = max($a, 0); $b = max($b, 0)' table.csv > out.csv",
           "pandas": ["/usr/bin/python3", "-c", pandas]},
          {"mawk, fields set": ">= 10", "mawk, fields printed": ">= 10", "Miller": ">= 25",
           "pandas": ">= 45"}, 5)
    subprocess.run([RECTIFY, "half", "--leak", "1", "table.csv", "--encoding", "double", "-o",
                    "table.wav", "--force"], check=True)
    group("the signal lane of the same table, its reading and its writing apart",
          {"half --gain 0": [*half, "--gain", "0"]},
          {"reading: half --gain 0 to a WAV of doubles":
               [RECTIFY, "half", "table.csv", "--gain", "0", "--encoding", "double", "-o", "out.wav"],
           "writing: half --gain 0 of that WAV to a table":
               [RECTIFY, "half", "table.wav", "--gain", "0", "-o", "out.csv"]}, {})


BACKWARD = """
import sys, time
import numpy as np
import torch
torch.set_num_threads(1)
n, rounds = 1 << 25, int(sys.argv[1])
random = np.random.default_rng(1)
for name in "float32", "float64":
    x, g = (random.standard_normal(n, dtype=name) for _ in range(2))
    tx, tg = torch.from_numpy(x), torch.from_numpy(g)
    ways = {"NumPy a + b": lambda: x + g, "NumPy np.where(x > 0, g, 0)": lambda: np.where(x > 0, g, 0),
            "NumPy g*(x > 0)": lambda: g * (x > 0),
            "PyTorch threshold_backward": lambda: torch.ops.aten.threshold_backward(tg, tx, 0)}
    for way, function in ways.items():
        times = []
        for _ in range(rounds + 1):
            start = time.perf_counter()
            function()
            times.append(time.perf_counter() - start)
        median = sorted(times[1:])[rounds // 2]
        print(f"  {name} {way:<44}{median / n * 1e9:9.2f} ns a sample")
"""


def gradients():
    print("\nthe backward kernels on arrays beyond the cache (wanted <= 1.25 x a + b)")
    sys.stdout.flush()
    subprocess.run([f"{TOOLS}/time-backward", str(ROUNDS)], check=True)
    subprocess.run(["/usr/bin/python3", "-c", BACKWARD, str(ROUNDS)], check=True)
    if not os.path.exists("upstream.wav"):
        subprocess.run(["sox", "-D", "float.wav", "upstream.wav", "reverse"], check=True)
    group(f"gradient of float WAV, stereo, {SECONDS} s, against cp of input and upstream",
          {"cp of both": "cp --reflink=never float.wav out.wav && "
                         "cp --reflink=never upstream.wav out.up.wav"},
          {f"rectify grad {shape}": [RECTIFY, "grad", shape, "float.wav", "--upstream",
                                     "upstream.wav", "-o", "out.wav"] for shape in ("half", "full")},
          {"rectify grad half": "<= 2", "rectify grad full": "<= 2"})


def measures():
    # One pass of arithmetic: the sums and peaks of the samples, which are in memory already.
    arithmetic = """
import sys, time, numpy as np
x = np.fromfile('pcm16.wav', dtype='<i2')[22:].astype(float)
times = []
for _ in range(int(sys.argv[1]) + 1):
    start = time.perf_counter()
    x.sum(), x @ x, x.min(), x.max()
    times.append(time.perf_counter() - start)
print(f"  {'NumPy: sum, squares, least and greatest alone':<52}"
      f"{sorted(times[1:])[len(times) // 2 - 1] * 1e3:9.1f} ms")
"""
    numpy = ("import numpy as n; from scipy.io import wavfile as w\n"
             "x = w.read('pcm16.wav')[1] / 32768\n"
             "d, r = x.mean(0), n.sqrt((x * x).mean(0))\n"
             "print(d, r, n.sqrt(r * r - d * d), abs(x).mean(0), x.min(0), x.max(0), (abs(x) > 1).sum(0))\n")
    group(f"figures of 16-bit WAV, stereo, {SECONDS} s at {RATE} Hz, against reading it",
          {"cat > /dev/null": ["cat", "pcm16.wav"]},
          {"rectify measure none": [RECTIFY, "measure", "none", "pcm16.wav"],
           "rectify measure full": [RECTIFY, "measure", "full", "pcm16.wav"],
           "rectify measure none, of a table": [RECTIFY, "measure", "none", "table.csv"],
           "sox stat": "sox pcm16.wav -n stat 2> /dev/null",
           "ffmpeg astats": "ffmpeg -v error -nostats -i pcm16.wav -af astats -f null - 2> /dev/null",
           "NumPy, no spectrum": ["/usr/bin/python3", "-c", numpy]},
          {"rectify measure none": "<= 2 x (cat + the pass of arithmetic below)"}, 5)
    sys.stdout.flush()
    subprocess.run(["/usr/bin/python3", "-c", arithmetic, str(ROUNDS)], check=True)


def many():
    """Two threads against one, on the 10 minutes cut into pieces."""
    if not os.path.exists("many"):
        os.mkdir("many")
        subprocess.run(["sox", "pcm16.wav", "many/take.wav", "trim", "0", "3", ":", "newfile", ":",
                        "restart"], check=True)
    files = [f"many/{name}" for name in sorted(os.listdir("many"))]
    for name, command, wanted in (
            ("multiphase --mean", ["multiphase", "--mean"], {"--jobs 1": ">= 1.7"}),
            ("half into FLAC", ["half", "--format", "flac"], {"--jobs 1": ">= 1.7"}),
            ("half", ["half"], {})):
        into = [RECTIFY, *command, *files, "-q", "--output-dir", "out.d"]
        group(f"{name} of {len(files)} files of 3 s, 16-bit WAV",
              {"--jobs 2": [*into, "--jobs", "2"]},
              {"--jobs 1": [*into, "--jobs", "1"],
               "xargs -P 2, a process for each file":
               "mkdir out.d; ls many | xargs -P 2 -I{} " +
               f"{RECTIFY} {' '.join(command)} many/{{}} --jobs 1 --output-dir out.d"}, wanted)
    group(f"measure none of {len(files)} files",
          {"--jobs 2": [RECTIFY, "measure", "none", *files, "--json", "--jobs", "2"]},
          {"--jobs 1": [RECTIFY, "measure", "none", *files, "--json", "--jobs", "1"]},
          {"--jobs 1": ">= 1.7"})


def start_and_memory():
    group("start-up", {"true": ["true"]}, {"rectify --version": [RECTIFY, "--version"]},
          {"rectify --version": "<= 10 ms in all"}, 31)
    print("\npeak memory (wanted <= 16 MB)")
    for arguments in (["half", "pcm16.wav"], ["half", "float.wav"], ["full", "pcm24.wav"],
                      ["half", "pcm16.wav", "--normalize"],
                      ["half", "--sine", "50", "--duration", str(SECONDS)],
                      ["multiphase", "--phases", "1000", "--sine", "50"], ["half", "table.csv"],
                      ["grad", "half", "float.wav", "--upstream", "float.wav"],
                      ["measure", "full", "pcm16.wav"]):
        out = "out.csv" if "table.csv" in arguments else "out.wav"
        writes = [] if arguments[0] == "measure" else ["-o", out]
        peak = peak_kilobytes([RECTIFY, *arguments, *writes])
        print(f"  {'rectify ' + ' '.join(arguments):<52}{peak / 1000:9.1f} MB")


make_inputs()
parts = [sound, containers, coded, pipes, generated, shifted, alias_free, tables, gradients,
         measures, many, start_and_memory]
for part in parts:
    if len(sys.argv) <= 5 or part.__name__ in sys.argv[5:]:
        part()
