#!/usr/bin/env python3
"""Holds the program to its bound of memory, on smaller twins of what a corpus may bring.

    check_memory.py RUNON     prints what each case took; exit status 1 where one took more than it may

The bound is 256 MiB and 64 MiB a thread, whatever is read; six times the largest JSON Lines record on top. What a larger record takes
more than a smaller one is held to six times the difference, of the shape that costs most a byte: one letter a line. So it is where
what it lists is asked for, blocks, or an edit a line, which is many times its size.
"""
import json
import pathlib
import random
import subprocess
import sys
import tempfile

MIB = 1 << 20
WORDS = "the market opened with paper river of and stone it was green before nobody could answer a question that moved".split()


def text(size, width, seed=1):
    """Prose without an empty line, its lines broken at `width`."""
    rng = random.Random(seed)
    lines, line, made = [], "", 0
    while made < size:
        word = rng.choice(WORDS) + rng.choice(["", "", "", "", "", "", "."])
        if len(line) + len(word) > width:
            lines.append(line)
            made += len(line) + 1
            line = word
        else:
            line = f"{line} {word}" if line else word
    return "\n".join(lines) + "\n"


def peak(command, stdin):
    """Peak resident memory of a command in bytes; it must end well."""
    script = ("import resource,subprocess,sys;c=subprocess.run(sys.argv[1:]).returncode;"
              "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss);sys.exit(c)")
    done = subprocess.run([sys.executable, "-c", script, *command], stdin=stdin, stdout=subprocess.PIPE, check=True)
    return int(done.stdout.split()[-1]) * 1024


def letters(lines, end="\n"):
    """One letter a line."""
    rng = random.Random(2)
    return "".join(rng.choice("abcd,.字。") + end for _ in range(lines))


def growth(runon, work, lines, what, end, options):
    """Whether a record of three times the lines takes no more than six times the bytes that it has more, and no more than the bound."""
    took, sizes = [], []
    record = work / "letters.jsonl"
    for count in (lines, 3 * lines):
        record.write_text(json.dumps({"text": letters(count, end)}, ensure_ascii=False) + "\n")
        sizes.append(record.stat().st_size)
        took.append(peak([runon, "clean", "-q", "--threads", "1", *options, "-o", str(work / "out.jsonl"), str(record)],
                         subprocess.DEVNULL))
    more, bound, most = took[1] - took[0], 6 * (sizes[1] - sizes[0]), 320 * MIB + 6 * sizes[1]
    well = more <= bound and took[1] <= most
    print(f"{'ok' if well else 'TOO MUCH':8} {took[1] // MIB:5} MiB of {most // MIB:5}, {more // MIB} of {bound // MIB} more than a third of it, "
          f"1 thread: a record of {3 * lines} lines of one letter{what}")
    return well


def main():
    runon = sys.argv[1]
    failed = False
    with tempfile.TemporaryDirectory() as tmp:
        work = pathlib.Path(tmp)
        page = text(6 * MIB, 62)
        (work / "no_blank.txt").write_text(page * 3)
        (work / "one_line.txt").write_text(page.replace("\n", " ") * 2)
        (work / "records.jsonl").write_text((json.dumps({"text": page[:3000]}) + "\n") * 6000)
        (work / "giant.jsonl").write_text(json.dumps({"text": page * 2}) + "\n")
        (work / "letters.txt").write_text(letters(1 << 20))
        small = work / "small"
        for i in range(20000):
            if i % 500 == 0:
                (small / f"{i:05}").mkdir(parents=True)
            (small / f"{i // 500 * 500:05}" / f"document-number-{i:06}.txt").write_text(page[i : i + 100])
        lists = ["--blocks", "--audit", str(work / "audit.jsonl"), "--attributes", str(work / "attributes")]
        giant = (work / "giant.jsonl").stat().st_size
        cases = [("a text without an empty line", "no_blank.txt", 0, []), ("one line", "one_line.txt", 0, []),
                 ("a letter a line", "letters.txt", 0, []), ("a letter a line, all lists", "letters.txt", 0, lists),
                 ("records from standard input", "<records.jsonl", 0, []), ("20,000 files", "small", 0, []),
                 ("a giant record", "giant.jsonl", giant, []), ("a giant record, all lists", "giant.jsonl", giant, lists)]
        for threads in (1, 4):
            for what, name, record, options in cases:
                source = (work / name[1:]).open("rb") if name[0] == "<" else subprocess.DEVNULL
                took = peak([runon, "clean", "-q", "--threads", str(threads), *options, "-o", str(work / "out.jsonl")]
                            + ([] if name[0] == "<" else [str(work / name)]), source)
                bound = (256 + 64 * threads) * MIB + 6 * record
                print(f"{'ok' if took <= bound else 'TOO MUCH':8} {took // MIB:5} MiB of {bound // MIB:5}, {threads} threads: {what}")
                failed = failed or took > bound
        for lines, what, end, options in ((1 << 20, "", "\n", []), (1 << 20, ", blocks", "\n", ["--blocks"]),
                                          (1 << 20, ", an edit each, all lists", " \n", lists),
                                          (1 << 20, ", an edit each, paragraphs", " \n", ["--granularity", "paragraph", *lists[1:]])):
            failed = not growth(runon, work, lines, what, end, options) or failed
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
