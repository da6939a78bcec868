#!/usr/bin/env python3
"""Holds the program's figures to scripts/thresholds.tsv.

    check_quality.py PROGRAM     prints each figure beside its bound; exit status 1 if one is missed

A folder that is not there is skipped, and said so: gold of other people's texts lies outside the project.
Figures: boundary_f1, space_errors, lost, extra (per 1,000), dups_left (count), hyphens_right (share, hyphens.py), furniture_dropped (share), and
worst_language_f1, the lowest boundary F1 among documents whose names begin alike ("de-...").
"""
import operator
import pathlib
import subprocess
import sys
import tempfile

import hyphens
import score

ROOT = pathlib.Path(__file__).resolve().parent.parent
OPS = {">=": operator.ge, "<=": operator.le}


def read_thresholds():
    for line in (ROOT / "scripts" / "thresholds.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            folder, furniture, figure, op, bound = line.split("\t")
            yield folder, furniture, figure, op, float(bound)


def clean(program, furniture, source):
    with tempfile.TemporaryDirectory() as tmp:
        target = pathlib.Path(tmp) / "out.txt"
        run = subprocess.run([program, "clean", "--furniture", furniture, source, "-o", target], capture_output=True, text=True)
        if run.returncode:
            sys.exit(f"{source}: exit status {run.returncode}: {run.stderr.strip()}")
        return target.read_text(encoding="utf-8")


def add(total, result):
    for key, value in result.items():
        total[key] = total.get(key, 0) + value


def figures_of(program, folder, furniture):
    total, languages, ends = {}, {}, {}
    for gold in sorted(folder.glob("*.gold.jsonl")):
        source = gold.with_name(gold.name.replace(".gold.jsonl", ".txt"))
        ours = clean(program, furniture, source)
        hyphens.count(gold, ours, ends)
        result = score.score(score.Gold(gold), ours)
        add(total, result)
        add(languages.setdefault(gold.name.split("-")[0], {}), result)
    per = lambda part, whole: 1000 * part / whole if whole else 0.0
    return {
        "boundary_f1": score.figures(total)[1],
        "worst_language_f1": min(score.figures(r)[1] for r in languages.values()),
        "space_errors": per(total["space"], total["inner"]),
        "lost": per(total["lost"], total["chars"]),
        "extra": per(total["extra"], total["chars"]),
        "hyphens_right": hyphens.share(ends),
        "dups_left": total["dup_left"],
        "furniture_dropped": total["side_dropped"] / total["side_all"] if total["side_all"] else 1.0,
    }


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    program, known, missed = pathlib.Path(sys.argv[1]).resolve(), {}, 0
    for folder, furniture, figure, op, bound in read_thresholds():
        path = (ROOT / folder).resolve()
        if not path.is_dir():
            print(f"skipped  {folder} is not here ({furniture} {figure})")
            continue
        if (folder, furniture) not in known:
            known[folder, furniture] = figures_of(program, path, furniture)
        value = known[folder, furniture][figure]
        good = OPS[op](round(value, 6), bound)
        missed += not good
        print(f"{'ok' if good else 'MISSED':<8} {folder} {furniture} {figure} {value:.4f} {op} {bound:g}")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
