#!/usr/bin/env python3
"""Holds the program to its bound of memory, on smaller twins of what a corpus may bring.

    check_memory.py RUNON     prints what each case took; exit status 1 where one took more than it may

The bound is 256 MiB and 64 MiB a thread, whatever is read; six times the largest JSON Lines record on top. What a larger record takes
more than a smaller one is held to six times the difference, of the shape that costs most a byte: one letter a line. Such a record is
held to the bound too where what it lists is asked for, blocks, or an edit a line, which is many times its size.
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


def record_of_letters(runon, work, lines, end="\n", options=()):
    """Peak memory at a record of so many lines of one letter, and its size."""
    record = work / "letters.jsonl"
    record.write_text(json.dumps({"text": letters(lines, end)}, ensure_ascii=False) + "\n")
    took = peak([runon, "clean", "-q", "--threads", "1", *options, "-o", str(work / "out.jsonl"), str(record)], subprocess.DEVNULL)
    return took, record.stat().st_size


def growth(runon, work):
    """Whether a record of three times the lines takes no more than six times the bytes that it has more."""
    third, third_size = record_of_letters(runon, work, 1 << 20)
    took, size = record_of_letters(runon, work, 3 << 20)
    more, bound = took - third, 6 * (size - third_size)
    print(f"{'ok' if more <= bound else 'TOO MUCH':8} {more // MIB:5} MiB of {bound // MIB:5} more than a third of it, 1 thread: "
          f"a record of {3 << 20} lines of one letter")
    return more <= bound


def held(runon, work, what, end, options):
    """Whether a record of lines of one letter, listed, is within the bound."""
    took, size = record_of_letters(runon, work, 1 << 21, end, options)
    bound = 320 * MIB + 6 * size
    print(f"{'ok' if took <= bound else 'TOO MUCH':8} {took // MIB:5} MiB of {bound // MIB:5}, 1 thread: a record of {1 << 21} lines of one "
          f"letter{what}")
    return took <= bound


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
                 ("a letter a line, all lists", "letters.txt", 0, lists),
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
        failed = not growth(runon, work) or failed
        for what, end, options in ((", blocks", "\n", ["--blocks"]), (", an edit each, all lists", " \n", lists),
                                   (", an edit each, paragraphs", " \n", ["--granularity", "paragraph", *lists[1:]])):
            failed = not held(runon, work, what, end, options) or failed
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
