#!/usr/bin/env python3
"""Puts gold documents together into texts of several sources, as folders of pages are put into one file.

    scripts/together.py GOLD OUT     then: scripts/score OUT

Of the documents in GOLD (NAME.txt, NAME.gold.jsonl), in an order that is mixed the same way each time, every two of a language
make one text, and all of them together one.
"""
import collections
import json
import pathlib
import random
import sys

SEED = 5


def read(folder, name):
    text = (folder / f"{name}.txt").read_bytes().decode("utf-8", "surrogateescape").replace("\r\n", "\n")
    lines = (folder / f"{name}.gold.jsonl").read_text(encoding="utf-8").splitlines()
    return text if text.endswith("\n") else text + "\n", [json.loads(line) for line in lines if line]


def put_together(folder, names, out):
    whole, blocks = "", []
    for name in names:
        text, gold = read(folder, name)
        first_line, first_block = whole.count("\n"), len(blocks)
        for block in gold:
            block["lines"] = [line + first_line for line in block["lines"]]
            for key in ("dup_of", "continues"):
                if block.get(key) is not None:
                    block[key] += first_block
        blocks += gold
        whole += text
    out.with_name(out.name + ".txt").write_bytes(whole.encode("utf-8", "surrogateescape"))
    with open(out.with_name(out.name + ".gold.jsonl"), "w", encoding="utf-8") as file:
        file.writelines(json.dumps(block, ensure_ascii=False) + "\n" for block in blocks)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    folder, out = map(pathlib.Path, sys.argv[1:])
    names = sorted(path.name.removesuffix(".gold.jsonl") for path in folder.glob("*.gold.jsonl"))
    out.mkdir(parents=True, exist_ok=True)
    mixed = random.Random(SEED)
    languages = collections.defaultdict(list)
    for name in names:
        languages[name.split("-")[0]].append(name)
    for language, group in languages.items():
        mixed.shuffle(group)
        for i in range(0, len(group) - 1, 2):
            put_together(folder, group[i:i + 2], out / f"{language}-{i}-two")
    mixed.shuffle(names)
    put_together(folder, names, out / "all")


if __name__ == "__main__":
    main()
