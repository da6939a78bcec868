#!/usr/bin/env python3
"""Prints, document by document, what a JSON Lines output of `runon clean` says was done.

    summary.py OUT.jsonl
"""
import json
import sys

COLUMNS = [
    ("lines", "lines"),
    ("joined", "joined"),
    ("undoubled", "undoubled"),
    ("dropped", "furniture dropped"),
    ("repeats", "repeats dropped"),
    ("paragraphs", "paragraphs left"),
]


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    rows = []
    with open(sys.argv[1], encoding="utf-8") as records:
        for line in records:
            record = json.loads(line)
            counts = record["metadata"]["runon"]
            rows.append([record["id"]] + [counts[key] for key, _ in COLUMNS])
    if not rows:
        sys.exit(f"{sys.argv[1]} holds no record")
    rows.append(["all"] + [sum(row[i] for row in rows) for i in range(1, len(COLUMNS) + 1)])
    width = max(len(row[0]) for row in rows)
    print(f"{'page':<{width}}" + "".join(f"  {title}" for _, title in COLUMNS))
    for row in rows:
        print(f"{row[0]:<{width}}" + "".join(f"  {value:>{len(title)}}" for value, (_, title) in zip(row[1:], COLUMNS)))


if __name__ == "__main__":
    main()
