#!/usr/bin/env python3
"""Holds the README's before and after to what the program prints.

    check_readme.py PROGRAM
"""
import pathlib
import re
import subprocess
import sys


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    readme = (pathlib.Path(__file__).resolve().parent.parent / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```\n(.*?)^```$", readme[readme.index("## What it does"):], re.MULTILINE | re.DOTALL)
    before, after = blocks[:2]
    run = subprocess.run([sys.argv[1], "clean", "--quiet"], input=before.encode(), capture_output=True)
    if run.returncode or run.stdout.decode() != after:
        sys.exit(f"README.md says\n{after}\nthe program prints ({run.returncode})\n{run.stdout.decode()}{run.stderr.decode()}")
    print("the README's example holds")


if __name__ == "__main__":
    main()
