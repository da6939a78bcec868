#!/usr/bin/env python3
"""Repeats in a corpus at large: bounded memory, and an index that survives being killed.

    check_repeats.py RUNON PARAGRAPHS FRAGMENTS [--paragraphs N] [--kills N] [--seed S]

  memory   N paragraphs (25 million), one in five a repeat, 20 million distinct, with --memory 64M and with memory for all: the same bytes, peak
           memory within the bound and what the pipeline needs, at a quarter of the speed or more; no temporary file left,
           neither after the run nor after SIGINT
  index    a run that adds to an index is killed (SIGKILL) at N random moments: the file is the old state or the new one each
           time, nothing else lies beside it, and two runs over halves give what one run over the whole gives
  fragments  10 MB with runs of earlier documents planted in them, against what a suffix array says: recall 0.99 or more, precision
           1; and the same bytes whatever --threads and --memory are
PARAGRAPHS and FRAGMENTS are the programs built from bench/paragraphs.cpp and bench/fragments.cpp. Exit status 1 at a fault.
"""
import argparse
import hashlib
import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time

ALONE = ["--skip", "characters,spacing,doubling,furniture,rejoin", "--repeats", "corpus"]
MEMORY = 64 << 20
PIPELINE = 256 << 20  # what a run takes beside the tables
PATIENCE = 4.0


def fail(words):
    sys.exit(f"check_repeats.py: {words}")


def measure(runon, data, temp, *options):
    """Cleans `data` to a hash: digest, seconds, peak bytes."""
    begin = time.monotonic()
    run = subprocess.Popen([runon, "clean", "-q", *ALONE, "--temp-dir", temp, *options, data], stdout=subprocess.PIPE)
    digest = hashlib.sha256()
    while chunk := run.stdout.read(1 << 20):
        digest.update(chunk)
    _, status, usage = os.wait4(run.pid, 0)
    if status != 0:
        fail(f"runon ended with {status}")
    return digest.hexdigest(), time.monotonic() - begin, usage.ru_maxrss * 1024


def check_memory(options, folder):
    data = folder / "paragraphs.jsonl"
    with open(data, "wb") as out:
        subprocess.run([options.paragraphs_program, str(options.paragraphs), "5"], stdout=out, check=True)
    temp = folder / "temp"
    temp.mkdir()
    whole = measure(options.runon, data, temp, "--memory", "4G", "--stats", folder / "stats.json")
    distinct = json.loads((folder / "stats.json").read_text())["corpus"]["distinct"]
    small = measure(options.runon, data, temp, "--memory", "64M")
    if whole[0] != small[0]:
        fail("--memory changes the output")
    if small[2] > MEMORY + PIPELINE:
        fail(f"--memory 64M took {small[2] >> 20} MiB at its peak")
    if small[1] > PATIENCE * whole[1]:
        fail(f"on disk {small[1]:.1f} s, in memory {whole[1]:.1f} s")
    print(f"memory: {options.paragraphs} paragraphs, {distinct} distinct ones, in memory {whole[1]:.1f} s and {whole[2] >> 20} MiB at the peak, "
          f"with 64M {small[1]:.1f} s ({whole[1] / small[1]:.2f} of the speed) and {small[2] >> 20} MiB")
    # A busy machine may be much faster the next time.
    for part in (0.6, 0.3, 0.15):
        run = subprocess.Popen([options.runon, "clean", "-q", *ALONE, "--temp-dir", temp, "--memory", "64M", data, "-o", folder / "out"],
                               stderr=subprocess.DEVNULL)
        time.sleep(small[1] * part)
        run.send_signal(signal.SIGINT)
        if (status := run.wait(60)) != 0:
            break
    if status not in (130, -signal.SIGINT):
        fail(f"SIGINT ended the run with {status}")
    if left := list(temp.iterdir()):
        fail(f"temporary files left: {left}")


def check_fragments(options, folder):
    for characters in ("100", "40"):
        subprocess.run([options.fragments_program, "10", characters], check=True)
    data = folder / "planted.jsonl"
    with open(data, "wb") as out:
        subprocess.run([options.fragments_program, "write", "10"], stdout=out, check=True)
    temp = folder / "temp"
    outcomes = set()
    for more in (["--threads", "1"], ["--threads", "4"], ["--threads", "2", "--memory", "1M"]):
        digest, seconds, peak = measure(options.runon, data, temp, "--repeats-fragments", "on", *more)
        outcomes.add(digest)
        print(f"fragments: {' '.join(more)}: {seconds:.1f} s, {peak >> 20} MiB at the peak")
    if len(outcomes) != 1:
        fail("--threads or --memory change what goes as fragments")


def clean(runon, *arguments):
    return [runon, "clean", "-q", *ALONE, *arguments]


def check_index(options, folder, rng):
    lines = subprocess.run([options.paragraphs_program, "40000", "4"], stdout=subprocess.PIPE, check=True).stdout.splitlines(True)
    halves = [folder / "one.jsonl", folder / "two.jsonl"]
    (folder / "all.jsonl").write_bytes(b"".join(lines))
    halves[0].write_bytes(b"".join(lines[:20]))
    halves[1].write_bytes(b"".join(lines[20:]))
    place = folder / "index"
    place.mkdir()
    index = place / "texts.index"

    subprocess.run(clean(options.runon, folder / "all.jsonl", "-o", folder / "whole.txt"), check=True)
    subprocess.run(clean(options.runon, halves[0], "--index", index, "-o", folder / "one.txt"), check=True)
    old = index.read_bytes()
    begin = time.monotonic()
    subprocess.run(clean(options.runon, halves[1], "--index", index, "-o", folder / "two.txt"), check=True)
    seconds = time.monotonic() - begin
    new = index.read_bytes()
    joined = (folder / "one.txt").read_bytes() + b"\n" + (folder / "two.txt").read_bytes()
    if joined != (folder / "whole.txt").read_bytes():
        fail("two halves with one index are not the whole")

    states = {"old": 0, "new": 0}
    for _ in range(options.kills):
        index.write_bytes(old)
        run = subprocess.Popen(clean(options.runon, halves[1], "--index", index, "-o", folder / "two.txt"))
        time.sleep(rng.uniform(0, seconds * 1.1))
        run.kill()
        run.wait()
        state = index.read_bytes()
        if state not in (old, new):
            fail("a killed run left an index that is neither the old state nor the new one")
        states["old" if state == old else "new"] += 1
        left = [path.name for path in place.iterdir() if path != index and not path.name.startswith(".runon-")]
        if left:
            fail(f"files left beside the index: {left}")
        subprocess.run([options.runon, "index", "info", index], stdout=subprocess.DEVNULL, check=True)
    index.write_bytes(old)
    subprocess.run(clean(options.runon, halves[1], "--index", index, "-o", folder / "two.txt"), check=True)
    if index.read_bytes() != new:
        fail("the run after the killed ones gives another index")
    if list(place.iterdir()) != [index]:
        fail("a file is left beside the index")
    print(f"index: {options.kills} kills left the old state {states['old']} times, the new one {states['new']} times")


def main():
    # A shell that started this in the background had SIGINT ignored, here and in every program that is run.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    parser = argparse.ArgumentParser()
    parser.add_argument("runon")
    parser.add_argument("paragraphs_program")
    parser.add_argument("fragments_program")
    parser.add_argument("--paragraphs", type=int, default=25_000_000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="runon-repeats-") as folder:
        check_index(options, pathlib.Path(folder), random.Random(options.seed))
        check_memory(options, pathlib.Path(folder))
        check_fragments(options, pathlib.Path(folder))


if __name__ == "__main__":
    main()
