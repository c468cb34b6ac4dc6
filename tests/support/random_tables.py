#!/usr/bin/python3
"""Random tables, as other programs write them, must come back from rectify with the same numbers, or
be refused with file and line; never with fewer columns or rows.

random_tables.py SEED COUNT; RECTIFY names the program. Writers: Python's csv in all its quoting styles,
pandas, R's write.csv, write.csv2 and write.table (their rules, written here), Miller.
"""
import csv
import io
import math
import os
import random
import re
import subprocess
import sys
import tempfile
from decimal import Decimal

import pandas

RECTIFY = os.environ["RECTIFY"]
MISSING = {"", "NA", "N/A", "#N/A", "null", "NULL", "None", "-", "--"}
SPOKEN = re.compile(r"^rectify: error: in\.csv:\d+(:\d+)?: ")


# ---- what a table holds

def integer():
    return str(random.randrange(-1000, 1000))


def decimal():
    return f"{random.uniform(-10, 10):.{random.randrange(1, 18)}f}"


def double():
    return repr(random.choice([random.uniform(-1, 1), random.gauss(0, 1e-9), random.gauss(0, 1e12)]))


def power():
    return f"{random.uniform(-10, 10):.{random.randrange(8)}{random.choice('eE')}}"


def odd():
    return random.choice(["+5", ".5", "5.", "-0", "-0.0", "1e5", "-.25", "+0", "007", "1E-400", "-12.e1",
                          str(random.getrandbits(120))])


def word():
    return "".join(random.choice("abcdefgh xyzäé") for _ in range(random.randrange(1, 9))).strip() or "q"


def rough():
    """Text that needs quotes in some dialect or other, but does not begin or end with a blank."""
    middle = "".join(random.choice('ab ,;|\t"\n#%') for _ in range(random.randrange(6)))
    return "x" + middle + "y"


def date():
    return f"2024-0{random.randrange(1, 10)}-1{random.randrange(10)}"


class Column:
    def __init__(self, name, texts, numeric):
        self.name, self.texts, self.numeric = name, texts, numeric


def column(name, rows):
    if random.random() < 0.25:
        kind = random.choice([word, rough, date])
        return Column(name, [kind() for _ in range(rows)], False)
    kind = random.choice([integer, decimal, double, power, odd])
    missing = random.choice([0, 0, 0.2])
    gap = random.choice(["", "NA", "N/A", "#N/A", "null", "None", "-"])
    texts = [gap if random.random() < missing else kind() for _ in range(rows)]
    if all(text in MISSING for text in texts):
        texts[random.randrange(rows)] = "-2.5"
    return Column(name, texts, True)


def table():
    rows = random.choice([1, 2, 3, 5, 20, 60])
    width = random.choice([1, 2, 2, 3, 4, 7])
    names = ["v", "u 1", "a,b", 'say "x"', "ch;1", "é"]
    columns = [column(f"{random.choice(names)}{i}z", rows) for i in range(width)]
    if not any(c.numeric for c in columns):
        columns[-1] = Column("last", [integer() for _ in range(rows)], True)
    for n in range(rows):  # a line of separators alone is no row
        if all(c.texts[n] == "" for c in columns):
            next(c for c in columns if c.numeric).texts[n] = "-2.5"
    if random.random() < 0.3:
        start = random.randrange(-20, 5)
        columns.insert(0, Column(random.choice(["time", "t", "n", "Time (ms)"]),
                                 [f"{(start + i) / 8}" for i in range(rows)], True))
    return columns


# ---- who writes it

def with_point_or_comma(columns, mark):
    """Without digits after it, a comma is no decimal mark but that of a list."""
    if mark == ".":
        return columns
    columns = [Column(c.name, [t.replace(".e", ".0e") + "0" * t.endswith(".") for t in c.texts]
                      if c.numeric else c.texts, c.numeric) for c in columns]
    return [Column(c.name, [t.replace(".", ",") for t in c.texts] if c.numeric else c.texts, c.numeric)
            for c in columns]


def by_csv(columns):
    separator = random.choice(",;\t|")
    mark = random.choice(".,") if separator != "," else "."
    columns = with_point_or_comma(columns, mark)
    quoting = random.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC])
    header = random.random() < 0.7
    end = random.choice(["\n", "\r\n", "\r"])
    if end == "\r":  # Python leaves a line feed without quotes then
        columns = [Column(c.name, [t.replace("\n", "") for t in c.texts], c.numeric) for c in columns]
    if mark == "," and len(columns) == 1:
        return None  # whose comma may just as well separate
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, quoting=quoting, lineterminator=end)
    if header:
        writer.writerow([c.name for c in columns])
    for row in zip(*(c.texts for c in columns)):
        writer.writerow(row)
    return text.getvalue(), columns, header, mark


def by_pandas(columns):
    separator = random.choice(",;\t|")
    mark = random.choice(".,") if separator != "," else "."
    data = {}
    for c in columns:
        if c.numeric:
            data[c.name] = [float("nan") if t in MISSING else float(t) for t in c.texts]
        else:
            data[c.name] = c.texts
    frame = pandas.DataFrame(data)
    index = random.random() < 0.5
    gap = random.choice(["", "NA", "null"])
    quoting = random.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC])
    header = random.random() < 0.8
    if mark == "," and len(columns) == 1 and not index:
        return None
    text = frame.to_csv(sep=separator, decimal=mark, index=index, na_rep=gap, quoting=quoting,
                        header=header, lineterminator=random.choice(["\n", "\r\n"]))
    shown = []
    if index:
        shown.append(Column("", [str(i) for i in range(len(frame))], True))
    for c in columns:
        if c.numeric:
            shown.append(Column(c.name, [gap if math.isnan(x) else repr(x) for x in data[c.name]], True))
        else:
            shown.append(c)
    return text, shown, header, mark


def by_r(columns):
    """write.csv, write.csv2 and write.table: texts in quotes, with row names."""
    kind = random.choice(["csv", "csv2", "table"])
    separator, mark = {"csv": (",", "."), "csv2": (";", ","), "table": (" ", ".")}[kind]
    quote = lambda s: '"' + s.replace('"', '""' if kind != "table" else '\\"') + '"'
    if kind == "table":  # which escapes a quote by a backslash, as no reader but R's own undoes
        columns = [c for c in columns if '"' not in c.name + "".join(c.texts)] or [
            Column("v", [integer() for _ in columns[0].texts], True)]
        if not any(c.numeric for c in columns):
            columns.append(Column("w", [integer() for _ in columns[0].texts], True))
    named = kind != "table" or random.random() < 0.5
    shown = [Column("", [str(i + 1) for i in range(len(columns[0].texts))], True)]
    for c in columns:
        texts = ["NA" if c.numeric and t in MISSING else t for t in c.texts]
        shown.append(Column(c.name, texts, c.numeric))
    shown = with_point_or_comma(shown, mark)
    names = [quote(c.name) for c in shown]
    lines = [separator.join(names if named else names[1:])]
    for row in zip(*(c.texts for c in shown)):
        fields = [quote(row[0])]
        fields += [t if c.numeric else quote(t) for c, t in zip(shown[1:], row[1:])]
        lines.append(separator.join(fields))
    return "\n".join(lines) + "\n", shown, True, mark


def by_miller(columns):
    columns = [Column(c.name, [t.replace("\n", " ") for t in c.texts], c.numeric) for c in columns]
    if len(columns) == 1 and "" in columns[0].texts:
        return None  # Miller writes no line that can be told from a blank one
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([c.name for c in columns])
    for row in zip(*(c.texts for c in columns)):
        writer.writerow(row)
    to = random.choice([["--ocsv"], ["--ocsv", "--quote-all"], ["--ocsv", "--ofs", ";"],
                        ["--ocsv", "--ofs", "tab"], ["--ocsv", "--headerless-csv-output"]])
    made = subprocess.run(["mlr", "-S", "--icsv", *to, "cat"], input=text.getvalue().encode(),
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if made.returncode != 0:
        return None
    return made.stdout.decode(), columns, "--headerless-csv-output" not in to, "."


# ---- what must come back

def same_number(got, text, shape, exact):
    if text in MISSING:
        return got == ("" if text in ("-", "--") else text) if exact else got == "nan"
    x = Decimal(text) if exact else Decimal(float(text))
    expected = x.copy_abs() if shape == "full" else x if x > 0 else Decimal(0)
    return Decimal(got) == expected if exact else float(got) == float(expected)


def check(text, columns, header, mark, arguments, shape, exact):
    run = subprocess.run([RECTIFY, shape, "in.csv", *arguments], stdout=subprocess.PIPE,
                         stderr=subprocess.PIPE)
    said = run.stderr.decode()
    story = f"{arguments}\n{text!r}\n{said}\n{run.stdout.decode()!r}"
    if run.returncode == 3:
        assert any(SPOKEN.match(line) for line in said.splitlines()), story
        return False
    assert run.returncode == 0, story
    back = list(csv.reader(io.StringIO(run.stdout.decode(), newline=""), strict=True))
    names = [c.name for c in columns] if header else [f"ch{i + 1}" for i in range(len(columns))]
    assert back[0] == names, (back[0], names, story)
    rows = len(columns[0].texts)
    assert len(back) == rows + 1, (len(back), rows, story)
    for n, row in enumerate(back[1:]):
        assert len(row) == len(columns), story
        for c, got in zip(columns, row):
            given = c.texts[n].replace(",", ".") if c.numeric and mark == "," else c.texts[n]
            label = got == given
            if not c.numeric:
                assert label, (got, given, story)
            elif not (c is columns[0] or c is columns[min(1, len(columns) - 1)]) or not label:
                # One of the first two may be an axis, which stays as it is.
                assert same_number(got, given, shape, exact), (got, given, story)
    return True


def main():
    seed, count = int(sys.argv[1]), int(sys.argv[2])
    random.seed(seed)
    taken = 0
    runs = 0
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for number in range(count):
            writer = random.choice([by_csv, by_csv, by_pandas, by_r, by_miller])
            made = writer(table())
            if made is None:
                continue
            text, columns, header, mark = made
            with open("in.csv", "w", newline="") as file:
                file.write(text)
            for arguments, exact in (([], True), (["--gain", "0"], False)):
                shape = random.choice(["half", "full"])
                runs += 1
                try:
                    taken += check(text, columns, header, mark, arguments, shape, exact)
                except AssertionError:
                    print(f"seed {seed}, table {number}, by {writer.__name__}, {shape}", file=sys.stderr)
                    raise
    print(f"{taken} of {runs} taken")


main()
