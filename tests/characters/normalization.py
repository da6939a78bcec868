#!/usr/bin/env python3
"""Unicode's NormalizationTest.txt through `runon clean --normalize nfc` and `nfkc`: every line, and what no line lists.

    normalization.py RUNON      exit status 77 where Debian's unicode-data is not installed

The other rules of its stage are off, and the other stages skipped: they change text for reasons of their own.
"""
import bz2
import json
import pathlib
import subprocess
import sys

FOLDER = pathlib.Path("/usr/share/unicode")
SKIPPED = "spacing,doubling,furniture,rejoin,repeats"


def test_file():
    plain, packed = FOLDER / "NormalizationTest.txt", FOLDER / "NormalizationTest.txt.bz2"
    if plain.exists():
        return plain.read_text(encoding="utf-8")
    if packed.exists():
        return bz2.decompress(packed.read_bytes()).decode()
    print("not installed: package unicode-data")
    sys.exit(77)


def other_rules(runon):
    listed = subprocess.run([runon, "clean", "--list-rules"], capture_output=True, text=True, check=True).stdout
    names = [line.split()[1] for line in listed.splitlines() if line.startswith("characters ")]
    assert "nfc" in names and "nfkc" in names, names
    return [name for name in names if name not in ("nfc", "nfkc")]


def normalized(runon, form, texts):
    """What the program makes of the texts, a record each."""
    off = [word for rule in other_rules(runon) for word in ("--no-rule", rule)]
    records = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    done = subprocess.run([runon, "clean", "-q", "--normalize", form, "--skip", SKIPPED, *off, "--input-format", "jsonl", "-f", "jsonl"],
                          input=records.encode(), stdout=subprocess.PIPE, check=True)
    out = [json.loads(line)["text"] for line in done.stdout.decode().split("\n") if line]
    assert len(out) == len(texts), (len(out), len(texts))
    return out


def main():
    runon = sys.argv[1]
    rows, listed, part = [], set(), ""
    for line in test_file().splitlines():
        if line.startswith("@Part"):
            part = line[5]
        elif line and line[0] not in "#@":
            columns = ["".join(chr(int(point, 16)) for point in field.split()) for field in line.split(";")[:5]]
            rows.append((line, columns))
            if part == "1":
                listed.add(columns[0])
    assert len(rows) > 19000, len(rows)
    # A form feed ends a page, which ends a line.
    points = [chr(p) for p in range(0x110000) if not 0xD800 <= p < 0xE000 and p != 0xC and chr(p) not in listed]
    # Between brackets, which no rule of normalization knows: white space at the ends of a text is no part of it.
    between = ["".join(f"[{c}]" for c in points[at : at + 256]) for at in range(0, len(points), 256)]
    faults = 0
    for form in ("nfc", "nfkc"):
        made = normalized(runon, form, [f"[{c}]" for _, columns in rows for c in columns] + between)
        for at, (line, columns) in enumerate(rows):
            # c2 == NFC(c1..c3), c4 == NFC(c4..c5) == NFKC(c1..c5).
            wanted = [f"[{columns[1 if form == 'nfc' and i < 3 else 3]}]" for i in range(5)]
            if made[5 * at : 5 * at + 5] != wanted:
                faults += 1
                print(f"--normalize {form}: {line}")
        for before, after in zip(between, made[5 * len(rows) :]):
            if before != after:
                faults += 1
                print(f"--normalize {form} changes one of U+{ord(before[1]):04X} and what follows, which no line lists")
    print(f"{len(rows)} lines and {len(points)} other code points, {faults} faults")
    sys.exit(faults > 0)


if __name__ == "__main__":
    main()
