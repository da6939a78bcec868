#!/usr/bin/env python3
"""Kills runs at random moments and lets --resume complete them: what comes out must be what an uninterrupted run gives.

    check_resume.py RUNON [--kills N] [--seed S] [CASE...]

Each case is a kind of output. A run is killed (SIGKILL), now and then stopped (SIGINT or SIGTERM, which do not count), resumed,
killed again, until it has been killed N/CASES times at least; then it is left to end. Compared are all files byte for byte (none
may be left over), and the figures of --stats; after each kill too, what has its final name by then. A resumed run must not do
again what was done. Prints a line for each case; exit status 1 at a fault.
"""
import argparse
import json
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
LIMIT_SECONDS = 300
STOP_SECONDS = 1.5  # the second that is promised, and what starting and ending a process costs here
START_SECONDS = 0.1  # of a busy machine, until main() begins


def make_inputs(folder, rng):
    """About 10 MB of pages, as single files, in an archive, as records, and as one text; drawn from the seeds, cut anywhere."""
    pages = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]

    def piece(most):
        page = rng.choice(pages)
        begin = rng.randrange(len(page))
        return page[begin : begin + rng.randrange(100, most)]

    tree = folder / "in"
    for number in range(500):
        path = tree / ("sub/deep" if number % 3 else "") / f"{number:04}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(piece(9000), encoding="utf-8")
    with tarfile.open(folder / "pages.tar.gz", "w:gz") as archive:
        for path in sorted(tree.rglob("*.txt"))[:300]:
            archive.add(path, path.relative_to(folder).as_posix())
    lines = [json.dumps({"id": str(n), "text": piece(5000), "n": n}, ensure_ascii=False) for n in range(900)]
    lines[37] = '{"text": 5}'
    lines[801] = "no record"
    (folder / "big.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "huge.txt").write_text("\n\n".join(piece(9000) for _ in range(900)), encoding="utf-8")


# name: arguments; outputs go to OUT
CASES = {
    "stream": ["in", "-o", "OUT/all.txt", "--audit", "OUT/audit.jsonl"],
    "directory": ["in", "pages.tar.gz", "big.jsonl", "-o", "OUT/tree/", "--rejects", "OUT/rejects.jsonl", "--attributes", "OUT/attributes/"],
    "shards": ["in", "-o", "OUT/part.jsonl", "--shard-size", "400K"],
    "records": ["big.jsonl", "-o", "OUT/all.jsonl", "--audit", "OUT/audit.jsonl", "--rejects", "OUT/rejects.jsonl"],
    "compressed": ["big.jsonl", "big2.jsonl", "in", "-o", "OUT/all.jsonl.gz", "--blocks", "--audit", "OUT/audit.jsonl.zst"],
    "huge text": ["huge.txt", "--max-document", "300K", "-o", "OUT/huge.txt", "--audit", "OUT/audit.jsonl"],
}
TIMES = {"seconds", "bytes_in_per_second", "peak_memory_bytes", "threads"}


class Fault(Exception):
    pass


def tree_of(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def check_same(name, wanted, got):
    for path in sorted(wanted.keys() | got.keys()):
        if path not in got:
            raise Fault(f"{name}: {path} is missing")
        if path not in wanted:
            raise Fault(f"{name}: {path} is left over")
        if path == "stats.json":
            then, now = ({k: v for k, v in json.loads(x).items() if k not in TIMES} for x in (wanted[path], got[path]))
            if then != now:
                raise Fault(f"{name}: the figures differ: {[(k, then[k], now[k]) for k in then if then[k] != now.get(k)]}")
        elif wanted[path] != got[path]:
            raise Fault(f"{name}: {path} differs: {len(wanted[path])} and {len(got[path])} bytes")


def check_final_names(name, wanted, got):
    """After a kill: what has its final name is whole."""
    for path in got:
        if "/.runon-" in "/" + path:
            continue
        if path not in wanted or (path != "stats.json" and wanted[path] != got[path]):
            raise Fault(f"{name}: {path} is half-written under its final name: {len(got[path])} bytes")


def complete(wanted, got):
    """Killed when all was done: every output is there, and nothing that a run could go on from."""
    return all(got.get(path) == data for path, data in wanted.items() if path != "stats.json") and all(
        "/.runon-" not in "/" + path for path in got)


def noted(out):
    """A run has noted how far it is. What it writes may go while we look."""
    try:
        return any(p.stat().st_size for p in out.glob(".runon-*.journal"))
    except FileNotFoundError:
        return False


class Runner:
    def __init__(self, runon, work, rng):
        self.runon, self.work, self.rng = runon, work, rng

    def start(self, arguments, out, more=()):
        out.mkdir(exist_ok=True)
        command = [self.runon, "clean", *[a.replace("OUT", str(out)) for a in arguments], "--stats", str(out / "stats.json"), *more]
        return subprocess.Popen(command, cwd=self.work, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    def finish(self, process):
        _, words = process.communicate(timeout=LIMIT_SECONDS)
        if process.returncode not in (0, 3):
            raise Fault(f"exit status {process.returncode}: {words}")
        return words

    def kill(self, process, seconds, number):
        """True if the process was alive to be killed."""
        try:
            process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            begin = time.monotonic()
            process.send_signal(number)
            _, words = process.communicate(timeout=LIMIT_SECONDS)
            took = time.monotonic() - begin
            if process.returncode == -signal.SIGKILL:
                return True, words
            if process.returncode in (0, 3):
                return False, words
            # Before the program begins to take signals the system does: it has done nothing by then, as after SIGKILL.
            if process.returncode == -number and seconds < START_SECONDS and not words:
                return True, words
            if process.returncode != 128 + number:
                raise Fault(f"exit status {process.returncode} after signal {number}: {words}")
            if took > STOP_SECONDS:
                raise Fault(f"it took {took:.2f} s to stop")
            return True, words
        _, words = process.communicate()
        return False, words

    def case(self, name, kills):
        arguments = CASES[name]
        whole, out = self.work / "whole", self.work / "out"
        begin = time.monotonic()
        self.finish(self.start(arguments, whole, ["--threads", "2"]))
        full = time.monotonic() - begin
        wanted = tree_of(whole)
        done, stopped, behind, gone_on, rounds = 0, 0, 0, 0, 0
        # On a busy machine a run may be killed before its first record: then more are killed.
        while done < kills or (gone_on == 0 and done < 10 * kills):
            shutil.rmtree(out, ignore_errors=True)
            behind, finished, rounds = 0, False, rounds + 1
            was_complete = False
            if rounds > 20 * kills:
                raise Fault(f"{name}: the runs end before they can be killed")
            while not finished:
                more = ["--threads", str(self.rng.choice([1, 2, 3, 16]))] + (["--resume"] if behind >= 0 else [])
                number = self.rng.choice([signal.SIGKILL, signal.SIGKILL, signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
                if done >= kills and gone_on > 0 or done >= 10 * kills:
                    words = self.finish(self.start(arguments, out, more))
                    finished, left = True, tree_of(out)
                else:
                    # The first ones late, so that there is something to go on with; the others at any moment.
                    seconds = self.rng.uniform(0.5, 0.9) * full if gone_on == 0 else self.rng.uniform(0.0, full)
                    killed, words = self.kill(self.start(arguments, out, more), seconds, number)
                    finished, left = not killed, tree_of(out)
                    check_final_names(name, wanted, left)
                    done += killed and number == signal.SIGKILL
                    stopped += killed and number != signal.SIGKILL
                at = re.search(r"going on behind (\d+)", words)
                # One that was killed before it could say where it goes on has changed nothing.
                at = int(at.group(1)) if at else behind if "beginning" not in words else 0
                if at < behind and not was_complete:
                    raise Fault(f"{name}: it went on behind {at} documents, but {behind} had been done")
                gone_on += at > behind
                was_complete = complete(wanted, left)
                behind = at
            check_same(name, wanted, left)
        if gone_on == 0:
            raise Fault(f"{name}: no run went on where another had stopped")
        print(f"{name}: killed {done} times and stopped {stopped} times, {gone_on} went on further, {rounds} outputs the same as uninterrupted ({full:.1f} s)", flush=True)
        for folder in (whole, out):
            shutil.rmtree(folder)

    def refusals(self):
        """What changed since is named, and nothing is written."""
        arguments, out = CASES["records"], self.work / "out"
        begin = time.monotonic()
        self.finish(self.start(arguments, out, ["--threads", "1"]))
        full = time.monotonic() - begin
        for _ in range(20):
            shutil.rmtree(out, ignore_errors=True)
            # Stopped, not killed: then it notes how far it is, also on a machine so fast that it would end before its first record.
            process = self.start(arguments, out, ["--threads", "1"])
            if self.kill(process, self.rng.uniform(0.2, 0.8) * full, signal.SIGTERM)[0] and noted(out):
                break
        else:
            raise Fault("refusals: the runs end before they can be stopped")
        left = tree_of(out)

        def refused(more, says):
            process = self.start(arguments, out, ["--resume", *more])
            _, words = process.communicate(timeout=LIMIT_SECONDS)
            if process.returncode != 2 or says not in words:
                raise Fault(f"refusals: {more} should be refused with {says!r}: {process.returncode} {words}")
            if tree_of(out) != left:
                raise Fault(f"refusals: {more} changed what is there")

        refused(["--skip", "doubling"], "--skip has changed")
        refused(["--blocks"], "--blocks has changed")
        refused(["huge.txt"], "there were 1 inputs, now there are 2")
        big = self.work / "big.jsonl"
        stat = big.stat()
        with big.open("a") as file:
            file.write("\n")
        refused([], "big.jsonl' is not the one that it was")
        with big.open("r+") as file:
            file.truncate(stat.st_size)
        refused([], "big.jsonl' is not the one that it was")
        print("refusals: changed options, another input, a changed input and a changed date are refused")
        shutil.rmtree(out)


def main():
    parser = argparse.ArgumentParser(description="Kills and resumes runs.")
    parser.add_argument("runon", type=pathlib.Path)
    parser.add_argument("--kills", type=int, default=24)
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("cases", nargs="*", choices=[[], *CASES, "refusals"])
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    cases = arguments.cases or [*CASES, "refusals"]
    with tempfile.TemporaryDirectory(prefix="runon-resume-") as tmp:
        work = pathlib.Path(tmp)
        make_inputs(work, rng)
        shutil.copy(work / "big.jsonl", work / "big2.jsonl")
        runner = Runner(arguments.runon.resolve(), work, rng)
        try:
            for name in cases:
                if name == "refusals":
                    runner.refusals()
                else:
                    runner.case(name, -(-arguments.kills // len(CASES)))
        except Fault as fault:
            sys.exit(f"check_resume.py: {fault}")


if __name__ == "__main__":
    main()
