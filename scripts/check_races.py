#!/usr/bin/env python3
"""Reads what ThreadSanitizer wrote, and fails at a race that any code but oneTBB's own takes part in.

    check_races.py FOLDER     of files with reports (log_path of TSAN_OPTIONS)

oneTBB as distributed is not instrumented: that it frees its own memory when its threads end looks like a race to the sanitizer, which
has no way to name that by the module alone. Such a report has frames of libtbb and of the sanitizer only.
"""
import pathlib
import re
import sys

THEIRS = re.compile(r"\((libtbb|libtsan)\.so[^)]*\)$")


def ours(report):
    """The first frame of an access that is not oneTBB's; where threads were begun is no access."""
    accesses = re.split(r"\n\s*(?:Thread T\d+|As if synchronized|Location is|Mutex M\d+)", report)[0]
    frames = re.findall(r"^\s+#\d+ .*$", accesses, re.M)
    return next((frame.strip() for frame in frames if not THEIRS.search(frame)), None) if frames else report.splitlines()[0]


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
