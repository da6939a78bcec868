#!/usr/bin/env python3
"""Twice the text costs at most 2.3 times the instructions, whatever the text looks like.

    check_linear.py RUNON [SHAPE...]

Counts instructions (valgrind's callgrind), which do not depend on what else the machine does. What the program spends before
it reads anything is taken off: it would hide growth. Prints a line for each shape; exit status 1 where one grows faster.
"""
import argparse
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import tempfile

MOST = 2.3
BYTES = 40_000
# Where the length itself could be what is slow.
LONG = {"blank lines": 1_000_000, "one line of Chinese": 500_000}


def times(text, size):
    data = text.encode() if isinstance(text, str) else text
    return (data * (size // len(data) + 1))[:size]


def numbered(size, line):
    out, number = bytearray(), 0
    while len(out) < size:
        out += line.format(number).encode()
        number += 1
    return bytes(out)


SHAPES = {
    "one line of Chinese": lambda n: times("河水流过小路，", n),
    "one line of words": lambda n: times("seven lanterns under a bridge ", n),
    "one line of one letter": lambda n: b"a" * n,
    "blank lines": lambda n: b"\n" * n,
    "form feeds": lambda n: b"\f" * n,
    "open brackets": lambda n: times("（", n),
    "brackets that close": lambda n: times("（", n // 2) + times("）", n // 2),
    "open quotes, a line each": lambda n: times("“\n", n),
    "quotes in quotes": lambda n: times("“‘", n // 2) + times("’”", n // 2),
    "quote marks of mail": lambda n: b"> " * (n // 2),
    "a period of 2": lambda n: b"ab" * (n // 2),
    "a period of 97": lambda n: times("河水流过小路在桥下拐弯那里有一盏灯照着石阶", n),
    "Fibonacci words": lambda n: fibonacci(n),
    "doubled letters": lambda n: times("河河水水流流过过", n),
    "letter-spaced lines": lambda n: times("河 水 流 过 小 路\n", n),
    "equal lines": lambda n: times("河水流过小路，在桥下拐弯。\n", n),
    "equal pages": lambda n: times("Running head\nSome line of text here\n12\n\f", n),
    "alternating scripts": lambda n: times("aж河가ا", n),
    "alternating scripts, a line each": lambda n: times("a\nж\n河\n가\nا\n", n),
    "short paragraphs": lambda n: times("河水。\n\n", n),
    "short paragraphs, all different": lambda n: numbered(n, "A paragraph of its own, the {}th.\n\n"),
    "long paragraphs, all different": lambda n: numbered(n, "Paragraph {} says that seven lanterns hang under the bridge at night.\n\n"),
    "numbers, a line each": lambda n: numbered(n, "{}\n"),
    "rows of a table": lambda n: numbered(n, "lamp {0}    {0}    oil {0}\n"),
    "items of lists and fields": lambda n: numbered(n, "* lamp {0}\nName: keeper {0}\nThe lamp {0} 3\n"),
    "hyphens at line ends": lambda n: times("a won-\nderful mor-\n", n),
    "combining marks": lambda n: times("\u0301", n),
    "bytes that are not UTF-8": lambda n: b"\xff" * n,
    "mixed line ends": lambda n: times("a\r\nb\rc\u2028", n),
    "JSON deep in brackets": lambda n: b'{"text":"a","x":' + b"[" * (n // 2) + b"]" * (n // 2) + b"}\n",
    "JSON with many members": lambda n: b'{"text":"a"' + b"".join(b',"k%d":1' % i for i in range(n // 10)) + b"}\n",
    "many records": lambda n: times('{"text":"a"}\n', n // 13 * 13),
}


def fibonacci(size):
    before, now = "a", "ab"
    while len(now) < size:
        before, now = now, now + before
    return now[:size].encode()


def file_name(shape):
    return "in.jsonl" if shape.startswith("JSON") or shape == "many records" else "in.txt"


def instructions(runon, name, data, folder):
    path = folder / file_name(name)
    path.write_bytes(data)
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", runon, "clean", "-q", "--threads", "1", path, "-o", folder / "out"]
    done = subprocess.run(command, capture_output=True, text=True, env={"PATH": os.environ["PATH"]}, timeout=600)
    counted = re.search(r"Collected : (\d+)", done.stderr)
    if counted is None or done.returncode not in (0, 3):
        raise SystemExit(f"check_linear.py: {name}: exit status {done.returncode}: {done.stderr[-1000:]}")
    return int(counted.group(1))


def measure(runon, name, size):
    with tempfile.TemporaryDirectory(prefix="runon-linear-") as tmp:
        return instructions(runon, name, SHAPES[name](size) if size > 0 else b"", pathlib.Path(tmp))


def main():
    parser = argparse.ArgumentParser(description="Counts instructions for texts of twice the size.")
    parser.add_argument("runon", type=pathlib.Path)
    parser.add_argument("shapes", nargs="*", choices=[[], *SHAPES])
    arguments = parser.parse_args()
    runon = arguments.runon.resolve()
    failed = False
    shapes = arguments.shapes or list(SHAPES)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        empty = {"in.txt": measure(runon, "blank lines", 0), "in.jsonl": measure(runon, "many records", 0)}
        counts = pool.map(lambda pair: measure(runon, *pair), [(name, k * LONG.get(name, BYTES)) for name in shapes for k in (1, 2)])
        for name in shapes:
            once, twice = (next(counts) - empty[file_name(name)] for _ in range(2))
            ratio = twice / max(once, 1)
            # Less than an instruction a byte is noise of the start.
            size = LONG.get(name, BYTES)
            failed |= ratio > MOST and twice > 2 * size
            print(f"{name:36} {once / size:8.0f} {twice / size / 2:8.0f} instructions a byte, x {ratio:.2f}{'  TOO MUCH' if ratio > MOST else ''}", flush=True)
    sys.exit(failed)


if __name__ == "__main__":
    main()
