#!/usr/bin/env python3
"""Reads what ThreadSanitizer wrote, and fails at a race that any code but oneTBB's own takes part in.

    check_races.py FOLDER     of files with reports (log_path of TSAN_OPTIONS)

oneTBB as distributed is not instrumented: what it keeps for itself, and frees when its threads end, looks like a race to the
sanitizer, which has no way to name that by the module alone. In such a report each access is made by libtbb, whoever called it; in
what we hand over without order, one access at least is made by our code.
"""
import pathlib
import re
import sys

SANITIZER = re.compile(r"\(libtsan\.so[^)]*\)$")
THEIRS = re.compile(r"\(libtbb\.so[^)]*\)$")
ACCESS = re.compile(r"^\s+(?:Previous )?(?:atomic )?(?:[Ww]rite|[Rr]ead) of size", re.M)


def ours(report):
    """Who makes the first access that is not oneTBB's; where threads were begun is no access."""
    accesses = re.split(r"\n\s*(?:Thread T\d+|As if synchronized|Location is|Mutex M\d+)", report)[0]
    stacks = ACCESS.split(accesses)[1:]
    for stack in stacks:
        frames = [f.strip() for f in re.findall(r"^\s+#\d+ .*$", stack, re.M) if not SANITIZER.search(f)]
        if not frames or not THEIRS.search(frames[0]):
            return frames[0] if frames else report.splitlines()[0]
    return None if len(stacks) > 1 else report.splitlines()[0]


def main():
    read, faults = 0, []
    for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
        for report in path.read_text(errors="replace").split("=" * 18 + "\n"):
            if "WARNING: ThreadSanitizer" not in report:
                continue
            read += 1
            if (frame := ours(report)) is not None:
                faults.append(f"{path.name}: {frame}\n{report}")
    print("\n".join(faults[:5]))
    print(f"{read} reports, {read - len(faults)} of them within oneTBB, {len(faults)} that are ours")
    sys.exit(len(faults) > 0)


if __name__ == "__main__":
    main()
