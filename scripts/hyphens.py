#!/usr/bin/env python3
"""Counts the line-end hyphens of gold documents that are decided right.

scripts/hyphens.py [--list] RUNON DIR...

DIR holds NAME.txt and NAME.gold.jsonl. A line end counts where a hyphen stands behind a letter, the line goes on inside
its block, and both the gold text and our text show which of three things became of it: removed, kept, or kept with a
space. Where our text has neither (the break stayed), it is counted as "left".
"""
import json
import pathlib
import subprocess
import sys

HYPHENS = "-\u2010\u00ad"


def letters_before(line):
    stem = line.rstrip(HYPHENS)
    k = len(stem)
    while k > 0 and len(stem) - k < 12 and stem[k - 1].isalpha():
        k -= 1
    return stem[k:]


def letters_after(line):
    k = 0
    while k < len(line) and k < 12 and line[k].isalpha():
        k += 1
    return line[:k]


def outcome(text, left, right):
    for name, between in (("removed", ("",)), ("kept", HYPHENS[:2]), ("spaced", ("- ", "\u2010 "))):
        if any(left + glue + right in text for glue in between):
            return name
    return "left"


def count(gold_path, ours, table, verbose=False):
    """Adds the hyphens of one gold document to `table`, (gold, ours) -> hyphens. `ours` is our text of it."""
    source = gold_path.with_name(gold_path.name.replace(".gold.jsonl", ".txt"))
    lines = source.read_text("utf-8").replace("\f", "").split("\n")
    for row in gold_path.read_text("utf-8").splitlines():
        block = json.loads(row)
        first, last = block["lines"]
        inside = [line.strip() for line in lines[first - 1:last] if line.strip()]
        for a, b in zip(inside, inside[1:]):
            left, right = letters_before(a), letters_after(b)
            if a[-1] not in HYPHENS or not left or not right:
                continue
            gold = outcome(block["text"], left, right)
            if gold == "left":
                continue
            mine = outcome(ours, left, right)
            table[gold, mine] = table.get((gold, mine), 0) + 1
            if verbose and gold != mine:
                print(f"{gold_path.name}: {left}|{right}: {gold} in the gold, {mine} by us")


def count_folder(program, folder, verbose=False):
    table = {}
    for gold_path in sorted(pathlib.Path(folder).glob("*.gold.jsonl")):
        source = gold_path.with_name(gold_path.name.replace(".gold.jsonl", ".txt"))
        ours = subprocess.run([program, "clean", "-q", "--furniture", "keep", source], capture_output=True, check=True)
        count(gold_path, ours.stdout.decode(), table, verbose)
    return table


def share(table):
    total = sum(table.values())
    return sum(n for (gold, mine), n in table.items() if gold == mine) / total if total else 1.0


def main():
    arguments = sys.argv[1:]
    verbose = "--list" in arguments
    arguments = [a for a in arguments if a != "--list"]
    if len(arguments) < 2:
        sys.exit(__doc__)
    for folder in arguments[1:]:
        table = count_folder(arguments[0], folder, verbose)
        print(f"{folder}: hyphens {sum(table.values())}  right {share(table):.4f}")
        for (gold, mine), n in sorted(table.items()):
            print(f"  {gold:8} -> {mine:8} {n}")


if __name__ == "__main__":
    main()
