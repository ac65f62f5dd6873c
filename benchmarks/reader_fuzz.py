"""Have damaged files read by every reader, and say whether any crashed, hung, ate memory or wrote.

Run: .venv/bin/python benchmarks/reader_fuzz.py [--files 12000] [--first 0]
Articles, lists, customer files and reports of every format (tests/damaged_files.py), each damaged
anew by its number. Only errors of sanxref may come of it. They are read in a process that is
watched: it may not open a connection, write outside its folder, take longer than 20 s for one
file or grow by more than 1 GB; where it dies, the file is named and the next process goes on.
Leaves with 1 where anything was found.
"""

import argparse
import faulthandler
import os
import resource
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from damaged_files import attack, kinds
from strays import watch_for_strays

SECONDS = 20
"""Longest time for one file; they are small, and the slowest whole one takes below 1 s."""

MEMORY = 1_000_000_000
"""Bytes by which the process may grow beyond what the libraries take."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=12_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--worker", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.worker:
        work(chosen.worker, range(chosen.first, chosen.first + chosen.files))
        return
    sys.exit(watch(chosen.first, chosen.first + chosen.files))


def watch(first: int, end: int) -> int:
    """Start processes until all files are done; each ends at the file that kills it."""
    found = 0
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        at = first
        while at < end:
            done = subprocess.run(
                [sys.executable, __file__, "--worker", str(folder), "--first", str(at),
                 "--files", str(end - at)], check=False,
            )  # fmt: skip
            if done.returncode == 0:
                break
            at = int((folder / "number").read_text()) + 1
            found += 1
            print(f"FOUND: file {at - 1} ended its process with {done.returncode}", flush=True)
        total = Counter()
        for line in (folder / "results").read_text().splitlines():
            outcome = line.split("\t")[1]
            total[outcome] += 1
            found += outcome.startswith("FOUND")
        print(f"{total.total()} files: " + ", ".join(f"{k} {v}" for k, v in total.most_common()))
    return int(found > 0)


def work(folder: Path, numbers: range) -> None:
    every = kinds()
    inside = folder / "work"
    inside.mkdir(exist_ok=True)
    os.chdir(inside)
    tempfile.tempdir = str(inside)
    strays = watch_for_strays(folder)
    for kind in every:  # libraries are loaded, and take their memory, before it is counted
        (inside / kind.name).write_bytes(kind.content)
        kind.read(inside / kind.name)
        (inside / kind.name).unlink()
    limit = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 + MEMORY
    slowest = defaultdict(float)
    with (folder / "results").open("a") as results:
        for number in numbers:
            kind = every[number % len(every)]
            (folder / "number").write_text(str(number))
            faulthandler.dump_traceback_later(SECONDS, exit=True)
            started = time.process_time()
            outcome = one(kind, every, number, inside)
            slowest[kind.name] = max(slowest[kind.name], time.process_time() - started)
            faulthandler.cancel_dump_traceback_later()
            if strays or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 > limit:
                outcome = f"FOUND {sorted(strays) or 'memory'}"
                strays.clear()
                limit += MEMORY
            if any(inside.iterdir()):
                outcome = f"FOUND left behind {[path.name for path in inside.iterdir()]}"
            if outcome.startswith("FOUND"):
                print(f"{kind.name} {number}: {outcome}", flush=True)
            results.write(f"{kind.name}\t{outcome}\n")
    worst = sorted(slowest.items(), key=lambda pair: -pair[1])[:3]
    print("slowest: " + ", ".join(f"{name} {seconds:.2f} s" for name, seconds in worst))


def one(kind, every, number: int, folder: Path) -> str:
    try:
        return attack(kind, every, number, folder)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
        traceback.print_exc()
        return f"FOUND {type(error).__name__}"


if __name__ == "__main__":
    main()
