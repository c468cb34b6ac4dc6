// Checks reading and writing of numbers and quoted names against Python, on random tables.
#include <doctest/doctest.h>

#include "support/table.hpp"

using namespace test;

namespace {

// Writes tables by Python's csv module, has them rectified, and compares what comes back: names,
// axis as it stood, numbers to the last bit, and no more digits than Python's shortest.
const std::string kScript = R"PYTHON(
import csv, io, os, random, re, struct, subprocess, sys
random.seed(20261123)

def number():
    kind = random.randrange(6)
    if kind == 0:
        bits = random.getrandbits(63) % 0x7FF0000000000000
        return repr(struct.unpack('<d', struct.pack('<q', bits))[0])
    if kind == 1: return '%.*e' % (random.randrange(30), random.uniform(-10, 10))
    if kind == 2: return '%.*f' % (random.randrange(40), random.gauss(0, 1e-3))
    if kind == 3: return random.choice(['+', '-', '']) + '000' + str(random.getrandbits(90))
    if kind == 4: return '%de-%d' % (random.getrandbits(60), random.randrange(300, 340))
    return random.choice(['.5', '5.', '-0', '1E5', '1e+5', '0e0', '4.9e-324', '2.4e-324', '-.0'])

def digits(text):
    return len(re.sub(r'e.*|[-+.]', '', text).strip('0'))

def run(columns, rows, style):
    name = lambda i: str(i) + ''.join(random.choice('ab ,;"\n\té') for _ in range(5)) + 'z'
    header = ['time'] + [name(i) for i in range(columns)]
    table = [['%d.50' % n] + [number() for _ in range(columns)] for n in range(rows)]
    text = io.StringIO()
    csv.writer(text, **style).writerows([header] + table)
    out = subprocess.run([os.environ['RECTIFY'], 'full', '--separator', style['delimiter']],
                         input=text.getvalue().encode(), stdout=subprocess.PIPE, check=True).stdout
    back = list(csv.reader(io.StringIO(out.decode(), newline=''), strict=True))
    assert back[0] == header, (back[0], header)
    assert len(back) == rows + 1
    for made, given in zip(back[1:], table):
        assert made[0] == given[0]
        for a, b in zip(made[1:], given[1:], strict=True):
            x = abs(float(b))
            assert float(a) == x, (a, b)
            assert digits(a) == digits(repr(x)), (a, b)

for delimiter in ',;\t|':
    for end in '\n', '\r\n':
        for quoting in csv.QUOTE_MINIMAL, csv.QUOTE_ALL:
            run(random.randrange(1, 9), 1000,
                dict(delimiter=delimiter, lineterminator=end, quoting=quoting))
)PYTHON";

}  // namespace

TEST_CASE("random tables come back from the program as Python would have them") {
  TemporaryFolder folder;
  write_file(folder / "check.py", kScript);
  const Result result = shell("/usr/bin/python3 check.py", folder.path());
  CHECK(result.status == 0);
  CHECK(result.err == "");
}
