#!/usr/bin/env python3
"""Holds the README's before and after to the pages of seeds/ and what the program makes of them.

    check_readme.py PROGRAM

Each line of the first block must stand in a page, each of the second in the cleaned pages.
"""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```\n(.*?)^```$", readme[readme.index("## What it does"):], re.MULTILINE | re.DOTALL)
    source = {line for page in (ROOT / "seeds").glob("*.txt") for line in page.read_text(encoding="utf-8").splitlines()}
    run = subprocess.run([sys.argv[1], "clean", "--quiet", ROOT / "seeds"], capture_output=True, check=True)
    cleaned = set(run.stdout.decode().splitlines())
    missing = [line for line in blocks[0].splitlines() if line not in source]
    missing += [line for line in blocks[1].splitlines() if line not in cleaned]
    if missing or not blocks[1]:
        sys.exit("README.md has, but the pages do not:\n" + "\n".join(missing))
    print("the README's example holds")


if __name__ == "__main__":
    main()
