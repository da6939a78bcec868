#!/usr/bin/env python3
"""Holds the number of instructions that fixed inputs take to scripts/instructions.tsv: speed must not rot unseen, and time
cannot be held to anything on a machine that others use.

  scripts/check_instructions.py PROGRAM CORPUS [--update]

PROGRAM is runon, CORPUS is bench/corpus. Callgrind counts, with one thread. Counted are the instructions of PROGRAM's own
file alone: libraries choose their code by the processor, and differ by distribution. What they do for us shows in their
calls, which are ours. More than 2 % above the stored number fails; more than 2 % below is told, so that the number is
brought down (--update, which measures and stores, is how). Other compilers make other code: numbers are stored by compiler
and version, and one that has none is told of and passes. So does a processor without AVX2, which runs the other form of the
hot loops (src/base/vectors.h).
"""
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
TABLE = ROOT / "scripts/instructions.tsv"
BOUND = 0.02
INPUTS = {"seeds": None, "zh": ["zh", "--seed", "11"], "en": ["en", "--seed", "12"],
          "zh-clean": ["zh", "--seed", "13", "--style", "clean"]}
OPTIONS = {"zh": ["--blocks"]}


def compiler(program):
    """Name and version of the compiler that a build used, out of its cache."""
    made = next(program.parent.glob("CMakeFiles/*/CMakeCXXCompiler.cmake")).read_text()
    known = dict(re.findall(r'set\((CMAKE_CXX_COMPILER_ID|CMAKE_CXX_COMPILER_VERSION|CMAKE_CXX_COMPILER_ARCHITECTURE_ID) "(.*)"\)', made))
    return f"{known['CMAKE_CXX_COMPILER_ID']}-{known['CMAKE_CXX_COMPILER_VERSION']}"


def own_cost(path, program):
    """Sum of the costs that callgrind's file at `path` has for functions of `program` itself."""
    names, total, ours, skip = {}, 0, False, False
    for line in open(path, encoding="utf-8", errors="replace"):
        if line.startswith("ob="):
            number, name = re.match(r"ob=(\(\d+\))(?: (.*))?$", line.rstrip("\n")).groups()
            names.setdefault(number, name)
            ours = pathlib.Path(names[number] or "") == program
        elif re.match(r"c?ob=\(\d+\) ", line) or line.startswith("cob="):
            number, name = re.match(r"cob=(\(\d+\))(?: (.*))?$", line.rstrip("\n")).groups()
            names.setdefault(number, name)
        elif line.startswith("calls="):
            skip = True
        elif line[0] in "0123456789+-*":
            if ours and not skip:
                total += int(line.split()[1])
            skip = False
    return total


def measure(program, corpus):
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        for name, made in INPUTS.items():
            path = ROOT / "seeds"
            if made:
                path = work / f"{name}.jsonl"
                subprocess.run([corpus, *made, "--size", "0.2", "--seeds", ROOT / "seeds", "--out", path], check=True)
            out = work / "callgrind"
            command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", program, "clean", "--threads", "1", "--progress",
                       "off", "-f", "jsonl", *OPTIONS.get(name, []), path]
            done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            if done.returncode != 0:
                sys.exit(f"check_instructions: {name}: exit status {done.returncode}\n{done.stderr[-2000:]}")
            found[name] = own_cost(out, program)
    return found


def main():
    cpus = pathlib.Path("/proc/cpuinfo")
    if not cpus.exists() or " avx2" not in cpus.read_text():
        print("check_instructions: the stored numbers are of processors with AVX2, which this one lacks")
        return 0
    program, corpus = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
    rows = [line.split("\t") for line in TABLE.read_text().splitlines() if line and not line.startswith("#")] if TABLE.exists() else []
    name = compiler(program)
    stored = {row[1]: int(row[2]) for row in rows if row[0] == name}
    update = "--update" in sys.argv
    if not stored and not update:
        print(f"check_instructions: no numbers for {name}; those that are stored are of {', '.join(sorted({row[0] for row in rows}))}")
        return 0
    found = measure(program, corpus)
    if update:
        rows = [row for row in rows if row[0] != name] + [[name, key, str(value)] for key, value in found.items()]
        head = "# Instructions of runon's own code (scripts/check_instructions.py): compiler, input, count. Made by\n" \
               "# scripts/check.sh instructions-update\n"
        TABLE.write_text(head + "".join("\t".join(row) + "\n" for row in rows))
    failed = False
    for key, value in found.items():
        was = stored.get(key, value)
        change = value / was - 1
        note = ""
        if change > BOUND and not update:
            failed, note = True, "  TOO MANY: find out why, or store the new number with scripts/check.sh instructions-update"
        elif change < -BOUND and not update:
            note = "  fewer: store the new number with scripts/check.sh instructions-update"
        print(f"check_instructions: {key}: {value:,} instructions ({change:+.2%}){note}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
