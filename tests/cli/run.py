#!/usr/bin/env python3
"""Runs the program's end-to-end cases, one or all.

    run.py [--seconds N] RUNON [CASE...]   CASE: a folder tests/cli/TOPIC/NAME; default: all of them. N (120): what one may take
    run.py --update RUNON [CASE...]        writes what came out as what is expected: review the diff like code

A case is a folder with
    cmd      shell commands; `runon` is the program; runs in an empty folder, with no environment but PATH
    files/   copied into that folder first
    setup    shell commands before it, whose output is not looked at (to make what is awkward to keep as a file)
    stdin    standard input; else /dev/null
    stdout, stderr, exit    what must come out, byte for byte; a missing one is empty, or 0. A line of stderr that says what
                            the run cost is not looked at
    expect/  files that must stand in the folder afterwards, byte for byte
    needs    words: `user` runs it as an ordinary user (skipped, with a word, where that cannot be done);
             any other is a program that must be installed (else the case is skipped)
Exit status 1 when a case fails, 77 when a single case was skipped.
"""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
NOBODY = 65534


def wanted_bytes(case, name, default=b""):
    path = case / name
    return path.read_bytes() if path.exists() else default


def as_user(words):
    """Arguments that make subprocess run as an ordinary user; None where that is impossible."""
    if "user" not in words or os.geteuid() != 0:
        return {}
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []}


def run_shell(script, cwd, env, stdin, who, seconds):
    # A copy: an ordinary user may not be let into the folder that the repository is in.
    copy = shutil.copyfile(script, cwd.parent / script.name)
    return subprocess.run(["sh", str(copy)], cwd=cwd, env=env, input=stdin, capture_output=True, timeout=seconds, **who)


COST = re.compile(rb"^runon: [0-9.]+ MB in, [0-9.]+ MB out, [0-9.]+ s, [0-9.]+ MB/s, peak memory [0-9]+ MB\n", re.MULTILINE)


def differences(case, done, work):
    found = []
    for name, got in (("stdout", done.stdout), ("stderr", COST.sub(b"", done.stderr)), ("exit", b"%d\n" % done.returncode)):
        wanted = wanted_bytes(case, name, b"0\n" if name == "exit" else b"")
        if got != wanted:
            found.append(f"{name}: expected {wanted!r}\n{' ' * len(name)}       got {got!r}")
    for path in sorted((case / "expect").rglob("*")):
        if path.is_file():
            name = path.relative_to(case / "expect")
            made = work / name
            if not made.is_file():
                found.append(f"{name}: not there")
            elif made.read_bytes() != path.read_bytes():
                found.append(f"{name}: expected {path.read_bytes()!r}\n{' ' * len(str(name))}       got {made.read_bytes()!r}")
    left = [str(p.relative_to(work)) for p in work.rglob(".runon-*")]
    if left:
        found.append(f"temporary files left: {left}")
    return found


def update(case, done, work):
    for name, got, default in (("stdout", done.stdout, b""), ("stderr", COST.sub(b"", done.stderr), b""), ("exit", b"%d\n" % done.returncode, b"0\n")):
        path = case / name
        if got != default:
            path.write_bytes(got)
        elif path.exists():
            path.unlink()
    for path in (case / "expect").rglob("*"):
        if path.is_file():
            path.write_bytes((work / path.relative_to(case / "expect")).read_bytes())


def run_case(case, runon, updating, seconds):
    words = wanted_bytes(case, "needs").decode().split()
    who = as_user(words)
    absent = [word for word in words if word != "user" and shutil.which(word) is None]
    if absent:
        return "skipped", [f"not installed: {' '.join(absent)}"]
    with tempfile.TemporaryDirectory(prefix="runon-case-") as tmp:
        base = pathlib.Path(tmp)
        base.chmod(0o755)
        bin_folder = base / "bin"
        bin_folder.mkdir()
        shutil.copy2(runon, bin_folder / "runon")
        work = base / "work"
        if (case / "files").is_dir():
            shutil.copytree(case / "files", work)
        else:
            work.mkdir()
        if who:
            for path in [work, *work.rglob("*")]:
                os.chown(path, NOBODY, NOBODY)
        env = {"PATH": f"{bin_folder}:/usr/local/bin:/usr/bin:/bin", "HOME": str(work)}
        # What a sanitizer is told: nothing of it changes the program.
        env |= {name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")}
        try:
            if (case / "setup").exists():
                ready = run_shell(case / "setup", work, env, b"", who, seconds)
                if ready.returncode != 0:
                    return "failed", [f"setup: {ready.stderr!r}"]
            done = run_shell(case / "cmd", work, env, wanted_bytes(case, "stdin"), who, seconds)
        except PermissionError:
            return "skipped", ["cannot become an ordinary user here"]
        except subprocess.TimeoutExpired:
            return "failed", [f"not done after {seconds} s"]
        try:
            if updating:
                update(case, done, work)
                return "updated", []
            found = differences(case, done, work)
            return ("failed" if found else "passed"), found
        finally:
            for path in work.rglob("*"):
                if path.is_dir() and not path.is_symlink():
                    path.chmod(0o755)


def main():
    parser = argparse.ArgumentParser(description="Runs the program's end-to-end cases.")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("runon", type=pathlib.Path)
    parser.add_argument("cases", nargs="*", type=pathlib.Path)
    arguments = parser.parse_args()
    cases = [case.resolve() for case in arguments.cases] or sorted(cmd.parent for cmd in HERE.glob("*/*/cmd"))
    outcomes = []
    for case in cases:
        outcome, words = run_case(case, arguments.runon.resolve(), arguments.update, arguments.seconds)
        outcomes.append(outcome)
        print(f"{outcome:8} {case.relative_to(HERE)}")
        for word in words:
            print("    " + word)
    if "failed" in outcomes:
        sys.exit(1)
    if outcomes == ["skipped"]:
        sys.exit(77)


if __name__ == "__main__":
    main()
