#!/usr/bin/env python3
"""What the program does when the system fails it, at a terminal, and when it is told to stop.

    run.py RUNON SHIM [CASE...]      SHIM: the library that tests/faults/shim.cpp makes
    run.py RUNON SHIM slow           those that take long (scripts/check.sh faults)

Each function below that begins with case_ is a case; those that begin with slow_ are no part of the test run. Exit status 1 where one fails, 77 where the only one was skipped.
"""
import fcntl
import io
import json
import os
import pathlib
import pty
import random
import re
import resource
import select
import signal
import struct
import subprocess
import sys
import tarfile
import tempfile
import termios
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
RUNON = SHIM = None
LIMIT_SECONDS = 120
STOP_SECONDS = 1.5  # the second that is promised, and what a loaded machine adds


class Skip(Exception):
    pass


def records(count, seed=1):
    """Pieces of the seed pages as JSON Lines, about 6 kB each."""
    rng = random.Random(seed)
    pages = [p.read_text(encoding="utf-8") for p in sorted((ROOT / "seeds").glob("*.txt"))]
    out = []
    for number in range(count):
        page = rng.choice(pages)
        begin = rng.randrange(len(page))
        out.append(json.dumps({"id": f"r{number}", "text": page[begin : begin + 2000]}, ensure_ascii=False) + "\n")
    return "".join(out).encode()


# What is tested here is not what the stages do.
FAST = ["--skip", "doubling,furniture,rejoin,repeats"]
SLOW = ["--skip", ""]


def run(work, *arguments, faults=None, **more):
    env = {"PATH": os.environ["PATH"]}
    if faults:
        env |= {"LD_PRELOAD": str(SHIM), "RUNON_FAULTS": faults}
    return subprocess.run([RUNON, "clean", *FAST, *arguments], cwd=work, env=env, capture_output=True, timeout=LIMIT_SECONDS, **more)


def check(condition, *words):
    if not condition:
        raise AssertionError(" ".join(str(word) for word in words))


def files(work):
    return {p.relative_to(work).as_posix(): p.read_bytes() for p in work.rglob("*") if p.is_file()}


def case_short_and_interrupted_calls_change_nothing(work):
    (work / "in.jsonl").write_bytes(records(70))
    (work / "in.txt").write_bytes(b"A line.\n" * 30000)
    wanted = None
    for faults in (None, "short", "eintr", "short,eintr"):
        for name in ("tree/in.jsonl", "tree/in.txt", "all.jsonl.gz", "a.jsonl"):
            (work / name).unlink(missing_ok=True)
        tree = run(work, "in.jsonl", "in.txt", "-o", "tree/", "--audit", "a.jsonl", faults=faults)
        packed = run(work, "in.jsonl", "-o", "all.jsonl.gz", faults=faults)
        shown = run(work, "in.txt", "-q", faults=faults)
        check(tree.returncode == packed.returncode == shown.returncode == 0, faults, tree.stderr, packed.stderr)
        got = (files(work), shown.stdout)
        wanted = wanted or got
        check(got == wanted, faults, "changed", [n for n in got[0] if got[0][n] != wanted[0].get(n)])


def case_a_full_disk_leaves_what_was_there(work):
    (work / "in.jsonl").write_bytes(records(70))
    run(work, "in.jsonl", "-o", "whole.jsonl")
    for output in ("out.jsonl", "out.jsonl.zst", "tree/", "part.jsonl"):
        for room in (0, 1, 50000, 200000):
            more = ["--shard-size", "100K"] if output == "part.jsonl" else []
            (work / "out.jsonl").write_bytes(b"old")
            done = run(work, "in.jsonl", "-o", output, *more, faults=f"full={room}")
            if output == "out.jsonl.zst" and room >= 50000 and done.returncode == 0:
                (work / output).unlink()
                continue  # there was room enough
            check(done.returncode == 1, output, room, done)
            check(b"No space left" in done.stderr and b"make room" in done.stderr, done.stderr)
            check((work / "out.jsonl").read_bytes() == b"old", output, room)
            for name, data in files(work).items():
                if name.startswith("part-"):
                    check(data in (work / "whole.jsonl").read_bytes(), name, "is no whole shard")
                    (work / name).unlink()
            left = {n for n in files(work) if n not in ("in.jsonl", "whole.jsonl", "out.jsonl") and "/.runon-" not in "/" + n}
            check(not left, output, room, left)
            done = run(work, "in.jsonl", "-o", output, "--resume", *more)
            check(done.returncode == 0, done.stderr)
            for name in list(files(work)):
                if name == output or name == "tree/in.jsonl":
                    if not name.endswith(".zst"):
                        check((work / name).read_bytes() == (work / "whole.jsonl").read_bytes(), name)
                if name not in ("in.jsonl", "whole.jsonl"):
                    check(".runon-" not in name, name, "is left over")
                    (work / name).unlink()


def case_a_tiny_disk(work):
    disk = work / "disk"
    disk.mkdir()
    if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", disk], capture_output=True).returncode != 0:
        raise Skip("no file system can be mounted here")
    try:
        (work / "in.jsonl").write_bytes(records(70))
        done = run(work, "in.jsonl", "-o", "disk/out.jsonl")
        check(done.returncode == 1 and b"No space left" in done.stderr, done)
        check(not (disk / "out.jsonl").exists(), "half a file has its final name")
        subprocess.run(["mount", "-o", "remount,size=10M", disk], check=True)
        check(run(work, "in.jsonl", "-o", "disk/out.jsonl", "--resume").returncode == 0)
        run(work, "in.jsonl", "-o", "whole.jsonl")
        check((disk / "out.jsonl").read_bytes() == (work / "whole.jsonl").read_bytes())
        check(set(files(disk)) == {"out.jsonl"}, set(files(disk)))
    finally:
        subprocess.run(["umount", disk], check=True)


def case_a_disk_that_fails_gives_no_final_name(work):
    (work / "in.txt").write_bytes(b"A line.\n" * 30000)
    for faults in ("fsync", "rename", "broken=0", "broken=100"):
        for output in ("out.txt", "out.txt.gz", "tree/"):
            done = run(work, "in.txt", "-o", output, faults=faults)
            check(done.returncode == 1 and b"Input/output error" in done.stderr, faults, output, done)
            check(set(files(work)) == {"in.txt"}, faults, output, set(files(work)))


def case_a_read_only_place(work):
    disk = work / "disk"
    disk.mkdir()
    if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", disk], capture_output=True).returncode != 0:
        raise Skip("no file system can be mounted here")
    try:
        (work / "in.txt").write_bytes(b"A line.\n")
        for output in ("disk/out.txt", "disk/tree/", "disk/"):
            done = run(work, "in.txt", "-o", output)
            check(done.returncode == 1 and b"Read-only file system" in done.stderr and b"choose a place" in done.stderr, done)
    finally:
        subprocess.run(["umount", disk], check=True)


def start(work, *arguments, **more):
    return subprocess.Popen([RUNON, "clean", *arguments], cwd=work, env={"PATH": os.environ["PATH"]}, **more)


def case_a_reader_that_stalls_gets_all(work):
    (work / "in.jsonl").write_bytes(records(60))
    wanted = run(work, "in.jsonl", "-f", "jsonl", "-q").stdout
    process = start(work, "in.jsonl", "-f", "jsonl", *FAST, "-q", stdout=subprocess.PIPE)
    time.sleep(0.5)
    check(process.poll() is None, "it ended though nobody read")
    got, _ = process.communicate(timeout=LIMIT_SECONDS)
    check(got == wanted and process.returncode == 0)


def case_a_full_pipe_can_be_stopped(work):
    (work / "in.jsonl").write_bytes(records(60))
    for number in (signal.SIGINT, signal.SIGTERM):
        process = start(work, "in.jsonl", "-f", "jsonl", *FAST, "-q", stdout=subprocess.PIPE)
        time.sleep(0.5)
        begin = time.monotonic()
        process.send_signal(number)
        process.wait(timeout=LIMIT_SECONDS)
        check(time.monotonic() - begin < STOP_SECONDS, "it took", time.monotonic() - begin)
        check(process.returncode == 128 + number, process.returncode)
        process.stdout.close()


def case_a_reader_that_goes_is_no_fault(work):
    (work / "in.jsonl").write_bytes(records(60))
    process = start(work, "in.jsonl", "-f", "jsonl", *FAST, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.read(1000)
    process.stdout.close()
    words = process.stderr.read()
    check(process.wait(timeout=LIMIT_SECONDS) == 0 and words == b"", process.returncode, words)


def case_a_signal_stops_a_run_that_can_be_gone_on_with(work):
    (work / "in.jsonl").write_bytes(records(400))
    check(run(work, "in.jsonl", "-o", "whole.jsonl", *SLOW).returncode == 0)
    for number in (signal.SIGINT, signal.SIGTERM):
        process = start(work, "in.jsonl", "-o", "out.jsonl", *SLOW, stderr=subprocess.PIPE)
        time.sleep(0.5)
        begin = time.monotonic()
        process.send_signal(number)
        _, words = process.communicate(timeout=LIMIT_SECONDS)
        took = time.monotonic() - begin
        if process.returncode == 0:
            continue  # it was faster
        check(process.returncode == 128 + number, process.returncode, words)
        check(took < STOP_SECONDS, "it took", took)
        check(not (work / "out.jsonl").exists(), "half a file has its final name")
        check(run(work, "in.jsonl", "-o", "out.jsonl", "--resume", *SLOW).returncode == 0)
        check((work / "out.jsonl").read_bytes() == (work / "whole.jsonl").read_bytes())
        check(set(files(work)) == {"in.jsonl", "whole.jsonl", "out.jsonl"}, set(files(work)))
        (work / "out.jsonl").unlink()


def at_terminal(work, columns, *arguments, output_too=False):
    """Runs it with standard error at a terminal, or standard output too; gives its exit status and what that got."""
    parent, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    env = {"PATH": os.environ["PATH"], "TERM": "xterm"}
    process = subprocess.Popen([RUNON, *arguments], cwd=work, env=env, stdin=subprocess.DEVNULL, stdout=child if output_too else None, stderr=child)
    os.close(child)
    got = b""
    while True:
        ready, _, _ = select.select([parent], [], [], LIMIT_SECONDS)
        check(ready, "nothing came")
        try:
            data = os.read(parent, 65536)
        except OSError:
            break
        if not data:
            break
        got += data
    os.close(parent)
    return process.wait(timeout=LIMIT_SECONDS), got.decode(errors="surrogateescape")  # a byte that is no UTF-8 stays to be seen


def case_the_progress_line_at_a_terminal(work):
    name = "a\x1b[31m\nb.jsonl"
    (work / "c.txt").write_text("x\n")
    for columns, enough in ((200, 2), (50, 1)):
        # As much as keeps it busy until the line has been drawn: how much that is hangs on the machine.
        for doubling in range(8):
            (work / name).write_bytes(records(300 << doubling))
            status, got = at_terminal(work, columns, "clean", name, "c.txt", "-o", "out/")
            check(status == 0, got)
            lines = re.findall(r"\r\x1b\[K([^\r]*)", got)
            shown = [line for line in lines if "%" in line]
            if len(shown) >= enough:
                break
        check(len(shown) >= enough, "no progress is shown:", repr(got))
        check(all(len(line) < columns for line in shown), shown)
        check(all(re.match(r" {0,2}\d+% of \d+\.\d MB, \d+ documents?, \d+\.\d MB/s", line) for line in shown), shown)
        if columns == 200:
            check(all(re.search(r", \d+:\d\d left, input \d of 2: \S+$", line) for line in shown), shown)
            check(any("a\\u{1B}[31m\\u{A}b.jsonl" in line for line in shown), shown)
        check("\x1b[31m" not in got, "a name reaches the terminal as a command")
        shares = [int(line.split("%")[0]) for line in shown]
        check(shares == sorted(shares), shares)
        check(re.search(r"\r\x1b\[Krunon: read [0-9]+ documents", got), "the line is not taken away before the summary:", repr(got[-400:]))
    check("%" not in at_terminal(work, 80, "clean", "c.txt", "-o", "out2.txt", "--progress", "off")[1])
    check("%" not in at_terminal(work, 80, "clean", name, "-o", "out2.txt", "--quiet", *FAST)[1])


def case_plain_lines_of_progress_in_a_file(work):
    os.mkfifo(work / "pipe.jsonl")
    process = start(work, "pipe.jsonl", *FAST, "-o", "out.jsonl", "--progress", "on", stderr=subprocess.PIPE)
    with open(work / "pipe.jsonl", "wb") as pipe:
        for part in range(3):
            pipe.write(records(40, part))
            pipe.flush()
            time.sleep(1.3)
    _, words = process.communicate(timeout=LIMIT_SECONDS)
    lines = [line for line in words.decode().splitlines() if "MB/s" in line and "peak" not in line]
    check(process.returncode == 0 and lines, words)
    check(all(re.fullmatch(r"runon: \d+\.\d MB, \d+ documents, \d+\.\d MB/s: pipe\.jsonl", line) for line in lines), lines)
    check(b"\x1b" not in words and b"\r" not in words, words)


def case_a_file_that_cannot_be_read_to_its_end(work):
    (work / "bad.txt").write_bytes(b"A line.\n" * 30000)
    (work / "good.txt").write_bytes(b"Another line.\n")
    for arguments in (["bad.txt", "good.txt"], ["bad.txt", "good.txt", "--max-document", "4K"]):
        done = run(work, *arguments, "-o", "out/", "--rejects", "rejects.jsonl", faults="eio=100000")
        check(done.returncode == 3 and b"Input/output error" in done.stderr and b"bad.txt" in done.stderr, done)
        check((work / "out/good.txt").read_bytes() == b"Another line.\n", "the good one was not cleaned")
        check(b"bad.txt" in (work / "rejects.jsonl").read_bytes(), "it is no reject")


def case_an_input_that_vanishes_between_listing_and_opening(work):
    (work / "in").mkdir()
    for name in ("a.txt", "vanishing.txt", "z.txt"):
        (work / "in" / name).write_bytes(b"A line.\n")
    done = run(work, "in", "-o", "out/", faults="gone")
    check(done.returncode == 3 and b"vanishing.txt" in done.stderr and b"no such file" in done.stderr.lower(), done)
    check(set(files(work / "out")) == {"a.txt", "z.txt"}, set(files(work / "out")))


def case_an_input_that_grows_and_one_that_shrinks(work):
    data = records(1500)
    more = records(100, seed=2)
    cut = len(data) - len(data.splitlines(True)[-1]) // 2  # in the middle of the last record
    for change, status in (("grows", 0), ("shrinks", 3)):
        (work / "in.jsonl").write_bytes(data)
        process = start(work, "in.jsonl", "-q", "-f", "jsonl", "--audit", f"{change}-audit.jsonl", *FAST, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(0.5)  # nobody reads what it writes: it waits in the middle of its input
        check(process.poll() is None, "it ended though nobody read")
        if change == "grows":
            with open(work / "in.jsonl", "ab") as file:
                file.write(more)
        else:
            os.truncate(work / "in.jsonl", cut)
        out, words = process.communicate(timeout=LIMIT_SECONDS)
        check(process.returncode == status, change, process.returncode, words)
        now = (work / "in.jsonl").read_bytes()
        whole = [json.loads(line) for line in now.splitlines() if line.endswith(b"}")]
        got = [json.loads(line) for line in out.splitlines()]
        check([r["id"] for r in got] == [r["id"] for r in whole], change, len(got), "records, of", len(whole))
        (work / "out.jsonl").write_bytes(out)
        back = subprocess.run([RUNON, "restore", "out.jsonl", "--audit", f"{change}-audit.jsonl"], cwd=work, capture_output=True, timeout=LIMIT_SECONDS)
        check(back.returncode == 0 and back.stdout == now, change, "it does not come back:", len(back.stdout), "of", len(now), back.stderr)


def case_a_system_without_proc_has_the_same_figures(work):
    (work / "in.txt").write_bytes(b"A line that has no end" * 100_000)
    peaks = []
    for faults in (None, "proc"):
        done = run(work, "in.txt", "-o", "out.txt", "--stats", "stats.json", faults=faults)
        check(done.returncode == 0, faults, done.stderr)
        peaks.append(json.loads((work / "stats.json").read_bytes())["peak_memory_bytes"])
    # What stands in for it also counts this script, whose process the program's was.
    check(peaks[0] > len((work / "in.txt").read_bytes()) and peaks[0] // 2 < peaks[1] < 2 * max(peaks[0], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024), peaks)


def case_names_of_any_bytes(work):
    folder = os.fsencode(work / "in")
    os.mkdir(folder)
    names = [b"new\nline.txt", b"\xff\xfe.txt", b"\x1b[31mred.txt", b"n" * 251 + b".txt", b" .txt", b"-o.txt", b"a\tb.txt", b"%FF%FE.txt", b"'\"$(x).txt"]
    for name in names:
        with open(os.path.join(folder, name), "wb") as file:
            file.write(b"A line of " + name[:3] + b".\n")
    done = run(work, "in", "-o", "out/", "--audit", "audit.jsonl")
    check(done.returncode == 0, done.stderr)
    made = {name for _, _, some in os.walk(os.fsencode(work / "out")) for name in some}
    check(made >= set(names) - {b"\xff\xfe.txt", b"%FF%FE.txt"} and len(made) == len(names), made)
    for line in (work / "audit.jsonl").read_bytes().splitlines():
        json.loads(line)
    check(b"\x1b" not in done.stderr and b"\xff" not in done.stderr, done.stderr)
    done = run(work, "in", "-f", "jsonl")
    check(done.returncode == 0 and len(done.stdout.splitlines()) == len(names), done)
    check(len({json.loads(line)["id"] for line in done.stdout.splitlines()}) == len(names), "two documents have one id")
    missing = run(work, b"\x1b]0;title\x07\xff", "-o", "none.txt")
    check(missing.returncode == 3 and b"\x1b" not in missing.stderr and b"\xff" not in missing.stderr, missing)


def case_names_as_long_as_any_and_longer(work):
    def name(begin, end, size=255):
        return begin + "n" * (size - len(begin + end)) + end

    source, out, audit, index = name("in", ".txt"), name("out", ".jsonl"), name("audit", ".jsonl"), name("index", ".bin")
    (work / source).write_bytes(b"A line of text\nthat goes on.\n")
    more = [name(flag, ".json") for flag in ("rejects", "stats", "clusters")]
    for _ in range(2):  # the second one adds to the index
        done = run(work, source, "-q", "-o", out, "--audit", audit, "--rejects", more[0], "--stats", more[1], "--clusters", more[2],
                   "--repeats", "corpus", "--index", index, *SLOW)
        check(done.returncode == 0, done.stderr)
        check(set(files(work)) == {source, out, audit, index, *more}, set(files(work)))
    back = subprocess.run([RUNON, "restore", out, "--audit", audit, "-o", name("back", ".txt")], cwd=work, capture_output=True, timeout=LIMIT_SECONDS)
    check(back.returncode == 0 and (work / name("back", ".txt")).read_bytes() == (work / source).read_bytes(), back.stderr)
    for packed in (".gz", ".zst"):
        check(run(work, source, "-q", "-o", name("packed", ".txt" + packed)).returncode == 0)
    before = files(work)
    for arguments in (["-o", "n" * 256], ["-o", out, "--shard-size", "1K"], ["-o", "tree/", "--attributes", "attributes/"],
                      ["-o", "a", "--audit", "n" * 256], ["-o", "a", "--stats", "n" * 256], ["-o", "a", "--rejects", "n" * 256]):
        done = run(work, source, *arguments)
        check(done.returncode == 2 and b"255 at most" in done.stderr, arguments, done)
        check(files(work) == before, arguments, "changed", set(files(work)) ^ set(before))


def slow_many_files_in_one_directory(work):
    folder = work / "in"
    folder.mkdir()
    for number in range(100_000):
        (folder / f"{number}.txt").write_bytes(b"A line of its own.\n")
    begin = time.monotonic()
    done = run(work, "in", "-f", "jsonl", "-o", "out.jsonl")
    check(done.returncode == 0, done.stderr)
    ids = [json.loads(line)["id"] for line in (work / "out.jsonl").read_bytes().splitlines()]
    check(len(ids) == 100_000 and ids == sorted(ids), "they are not all there, in order")
    check(time.monotonic() - begin < 60, "it took", time.monotonic() - begin)


def limited(work, kind, most, *arguments):
    def limit():
        resource.setrlimit(kind, (most, most))

    return run(work, *arguments, *SLOW, preexec_fn=limit)


def case_few_open_files(work):
    (work / "in").mkdir()
    for number in range(300):
        (work / "in" / f"{number}.txt").write_bytes(b"Paragraph %d has some words of its own.\n\nAnd another one stands here.\n" % (number % 50))
    for name, arguments in {
        "tree": ["-o", "tree/", "--attributes", "attributes/"],
        "shards": ["-o", "part.jsonl", "--shard-size", "2K", "--audit", "audit.jsonl"],
        "corpus": ["-o", "all.jsonl", "--repeats", "corpus", "--memory", "1M", "--near", "0.7"],
    }.items():
        done = limited(work, resource.RLIMIT_NOFILE, 64, "in", *arguments, "--threads", "8")
        check(done.returncode == 0, name, done.stderr)
    check(len(list((work / "tree").iterdir())) == 300)


def slow_little_memory_gives_a_whole_result_or_none(work):
    (work / "in.txt").write_bytes(b"A line that has no end" * 400_000)
    (work / "in.jsonl").write_bytes(records(60))
    outcomes = set()
    for most in (2000, 300, 150, 110, 80, 64):
        for source, output in (("in.txt", "out.txt"), ("in.jsonl", "out.jsonl")):
            (work / output).unlink(missing_ok=True)
            done = limited(work, resource.RLIMIT_AS, most << 20, source, "--max-document", "0", "-o", output, "--threads", "2", "--skip", "doubling")
            if done.returncode == 127 or b"error while loading" in done.stderr:
                continue  # the system could not even start it
            outcomes.add(done.returncode)
            check(done.returncode in (0, 1), most, source, done)
            check((work / output).exists() == (done.returncode == 0), most, source, "half a result has its final name")
            if done.returncode == 1:
                check(b"memory" in done.stderr, most, done.stderr)
            check(not [n for n in files(work) if ".runon-" in n and done.returncode == 0], "temporary files are left")
            for left in work.glob(".runon-*"):
                left.unlink()
    check(outcomes == {0, 1}, "both should be met:", outcomes)


def case_json_nested_deep(work):
    deep = b"[" * 100_000 + b"]" * 100_000
    objects = b'{"a":' * 100_000 + b"1" + b"}" * 100_000
    (work / "in.jsonl").write_bytes(b'{"text":"first"}\n{"text":"deep","x":' + deep + b'}\n{"text":"deep","x":' + objects + b'}\n{"text":"last"}\n' + deep + b"\n" + b"[" * 100_000 + b"\n")
    done = run(work, "in.jsonl", "-o", "out.jsonl", "--rejects", "rejects.jsonl", "--audit", "audit.jsonl", *SLOW)
    check(done.returncode == 3, done)
    texts = [json.loads(line)["text"] for line in (work / "out.jsonl").read_bytes().splitlines() if len(line) < 5000]
    check(texts[0] == "first" and texts[-1] == "last", texts)
    restored = subprocess.run([RUNON, "restore", "out.jsonl", "--audit", "audit.jsonl", "-o", "back.jsonl"], cwd=work, capture_output=True, timeout=LIMIT_SECONDS)
    check(restored.returncode == 0, restored.stderr[:500])
    check((work / "back.jsonl").read_bytes() == (work / "in.jsonl").read_bytes(), "it does not come back")
    (work / "deep.toml").write_bytes(b"skip = " + b"[" * 100_000)
    done = run(work, "--config", "deep.toml", "in.jsonl")
    check(done.returncode == 2, done.returncode, done.stderr[:300])
    (work / "clean.jsonl").write_bytes(b'{"id":"a","text":"x","metadata":' + deep + b"}\n")
    (work / "edits.jsonl").write_bytes(b'{"doc":"a","stage":"x","rule":"y","before":' + deep + b"}\n")
    restored = subprocess.run([RUNON, "restore", "clean.jsonl", "--audit", "edits.jsonl"], cwd=work, capture_output=True, timeout=LIMIT_SECONDS)
    check(restored.returncode in (1, 2, 3) and restored.stderr.startswith(b"runon: "), restored)


def case_nothing_of_an_input_commands_a_terminal(work):
    evil = "\x1b]0;owned\x07\x1b[2J\x9b31m\u009b31m\u202e\x7f"
    (work / "in.txt").write_text("One line, " + evil + " of words\nthat goes on and " + evil + " on.\n" * 3, encoding="utf-8")
    (work / "in.jsonl").write_text('{"text":"a", "id": "\\u001b[31mred"}\n{"text":5}\nnot json \x1b[5m\n', encoding="utf-8")
    (work / "bad.toml").write_text('"\\u001b[31m" = 1\n')
    (work / "bad2.toml").write_bytes(b"x = \x1b[31m\n")
    named = evil.replace("/", "") + ".txt"  # one that is there, and one in an archive that is damaged
    (work / named).write_text("One line\nof words.\n")
    with tarfile.open(work / "in.tar", "w") as tar:
        for name in (named, evil + ".jsonl", evil + ".bin"):
            info = tarfile.TarInfo(name)
            info.size = 9
            tar.addfile(info, io.BytesIO(b"not\0text\n"))
    for arguments in (
        ["explain", "in.txt"],
        ["explain", named],
        ["explain", "--json", "in.txt"],
        ["clean", named, "in.tar", "-o", "out2.jsonl"],
        ["clean", "--dry-run", named, "in.tar"],
        ["clean", named, "-o", "none/" + evil + "/", "--stats", evil + "/x"],
        ["clean", "in.txt", "in.jsonl", evil, "-o", "out.jsonl"],
        ["clean", "--dry-run", "in.txt", "in.jsonl", evil],
        ["clean", "--config", "bad.toml", "in.txt"],
        ["clean", "--config", "bad2.toml", "in.txt"],
        ["clean", "--" + evil],
        ["clean", "--encoding", evil, "in.txt"],
        ["clean", "--split-on", "(" + evil, "in.txt"],
        ["clean", "--config", evil, "in.txt"],
        ["clean", "--files-from", evil],
        ["clean", "--normalize", evil, "in.txt"],
        ["clean", "--memory", evil, "in.txt"],
        ["clean", "--rule", evil, "in.txt"],
        ["clean", "--skip", evil, "in.txt"],
        ["clean", "--include", evil + "[", "in.txt"],
        ["clean", "--text-field", "/" + evil, "in.jsonl"],
        ["clean", "--repeats", "corpus", "--index", evil + "/none/" + evil, "--index-read-only", "in.txt"],
        ["clean", "--repeats", "corpus", "--temp-dir", evil, "in.txt", "-o", "out3.txt"],
        ["clean", named, "-o", named],
        ["clean", "in.txt", "-o", "in.txt", "--audit", evil + "n" * 300],
        ["clean", "in.txt", "-o", "out4.txt", "--audit", evil + "n" * 300],
        ["restore", evil, "--audit", evil],
        ["restore", "in.jsonl", "--audit", "in.jsonl"],
        ["index", "info", "in.txt", evil],
        ["index", evil],
        [evil],
    ):
        _, got = at_terminal(work, 80, *arguments, output_too=True)
        # Our own: colours, and the line of progress that is taken away.
        shown = re.sub(r"\x1b\[[0-9;]*m|\r\x1b\[K", "", got) if arguments[0] in ("explain", "clean") else got
        check(not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202e\udc80-\udcff]", shown), arguments, repr(shown))
        check("\x1b[31mred" not in got and "\x1b[2J" not in got, arguments, repr(got))


def main():
    global RUNON, SHIM
    RUNON, SHIM = (pathlib.Path(a).resolve() for a in sys.argv[1:3])
    cases = {name[5:]: function for name, function in globals().items() if name.startswith(("case_", "slow_"))}
    chosen = sys.argv[3:] or [name for name in cases if "case_" + name in globals()]
    if chosen == ["slow"]:
        chosen = [name for name in cases if "slow_" + name in globals()]
    status = 0
    for name in chosen:
        with tempfile.TemporaryDirectory(prefix="runon-faults-") as tmp:
            try:
                cases[name](pathlib.Path(tmp))
                print(f"passed   {name}", flush=True)
            except Skip as skip:
                print(f"skipped  {name}: {skip}", flush=True)
                status = 77 if len(chosen) == 1 else status
            except AssertionError as error:
                print(f"failed   {name}: {str(error)[:3000]}", flush=True)
                status = 1
    sys.exit(status)


if __name__ == "__main__":
    main()
