"""Puts choices before files, as the fuzz targets want them: choose_seeds.py FOLDER, whose folder
"files" holds sounds. Tables are made here."""

import pathlib
import random
import sys

folder = pathlib.Path(sys.argv[1])
random.seed(1)
sounds = {path.name: path.read_bytes() for path in sorted((folder / "files").iterdir())}


def rows(header, separator=",", end="\n", decimal=".", count=6):
    lines = [header] if header else []
    for n in range(count):
        numbers = [f"{n * 0.001:g}", f"{(-1) ** n * (n + 0.5)}", f"{3 - n}e-1"]
        lines.append(separator.join(number.replace(".", decimal) for number in numbers))
    return end.join(lines) + end


tables = [
    rows("time,a,b"), rows("Time (ms);a;b", ";", "\r\n", ","), rows("", "\t"), rows("t|x|y", "|"),
    rows("a  b  c", "  "), rows("time,a,b", end="\r"), "\ufeff" + rows("n,a,b"),
    "sep=;\n" + rows("t;a;b", ";"), "# words\n; more\n% and\n" + rows("time,a,b"),
    "Model,TDS\nDate,2020\n\n" + rows("time,a,b") , rows("s,Volt,mV").replace("s,Volt", "time,U,I\ns,Volt"),
    "time,a\n2020-01-01T00:00:00.000Z,1\n2020-01-01T00:00:00.001Z,-2\n2020-01-01T00:00:00.002Z,3\n",
    "a,b\n1,NA\n-,null\nnan,-inf\n1.#INF,∞\n", 'a,"b ""c"""\n"1",2\n"-3",\n,\n',
    "name,x\nleft,1\nright,-2\n", "1d3\n-1D-2\n+.5\n5.\n-0\n0x\n", "a;b\n1,5;2\n-1,25;-0\n",
    "x\n1,234\n", ",a,b\n0,1,-1\n1,2,-2\n2,-3,3\n", "a," * 40 + "b\n" + "1," * 40 + "-2\n",
    "a\n" + "".join(f"{n % 7 - 3}\n" for n in range(1200)), "1e400\n-1e-400\n" + "9" * 400 + "\n",
]
tables = [table.encode() for table in tables] + [rows("time,a,b").encode("utf-16")]


def chosen(count):
    return bytes(random.randrange(256) for _ in range(count))


def put(target, name, inputs):
    (folder / target).mkdir(exist_ok=True)
    for number, data in enumerate(inputs):
        (folder / target / f"{name}-{number}").write_bytes(data)


for name, sound in sounds.items():
    put("sound", name, [bytes([container, 0, 0, 0, 9, 1]) + sound for container in range(0, 12, 3)]
        + [chosen(6) + sound])
    put("lanes", name, [bytes([way, way, 4 * way, way, way + 1, 0, 0]) + sound for way in range(4)])
    put("program", name, [chosen(30) + sound])
for number, table in enumerate(tables):
    put("table", number, [bytes([way]) + bytes(9) + table for way in range(5)]
        + [chosen(10) + table for _ in range(4)])
    put("lanes", f"table-{number}", [chosen(7) + table for _ in range(4)])
    put("program", f"table-{number}", [chosen(30) + table for _ in range(8)])
