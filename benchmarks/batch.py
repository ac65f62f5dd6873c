"""Measures `sanxref screen` on many made articles (issue 5, item 1).

    .venv/bin/python benchmarks/batch_articles.py --number 20000 --out /tmp/articles.jsonl
    .venv/bin/python benchmarks/batch.py /tmp/articles.jsonl --workers 2 --kills 20 --sample 1000

Prints articles a second of wall and of CPU time (start and report included), the highest memory
of all processes in each quarter of the run, alerts that the quick pass lost on a sample, and
whether a run that was killed so many times at random gives the same report.
"""

import argparse
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from sanxref import load_settings
from sanxref.articles import part_source, read_unit
from sanxref.model.articles import Article
from sanxref.model.report import ReportArticle

COMMAND = [sys.executable, "-m", "sanxref"]


def start(cache: Path, *arguments: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "SANXREF_CACHE": str(cache)}
    quick = [] if "--resume" in arguments else ["--quick=always"]  # a resumed run has its own
    command = [*COMMAND, "screen", "--fail-on=never", *quick, *arguments]
    return subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)


def resident(root: int) -> int:
    """Bytes of a process and its children (proportional where memory is shared; Linux)."""
    found = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(root)], capture_output=True, text=True, check=False
    )
    total = 0
    for pid in [root, *map(int, found.stdout.split())]:
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
    return total * 1024


def measure_speed(articles: Path, cache: Path, workers: int, out: Path) -> dict[str, Any]:
    number = sum(1 for _ in articles.open("rb"))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.monotonic()
    process = start(cache, str(articles), f"--workers={workers}", f"--format=json={out}")
    samples: list[int] = []
    while process.poll() is None:
        samples.append(resident(process.pid))
        time.sleep(1)
    seconds = time.monotonic() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {
        "articles": number,
        "seconds": round(seconds, 1),
        "articles_per_second": round(number / seconds, 1),
        "cpu_seconds": round(cpu, 1),
        "articles_per_cpu_second": round(number / cpu, 1),
        # Workers end before the report is written, so that the last reading tells nothing.
        "memory_mb_by_quarter": [
            max(samples[len(samples) * part // 4 : len(samples) * (part + 1) // 4 or 1], default=0)
            // 1_000_000
            for part in range(4)
        ],
    }


def measure_kills(  # noqa: PLR0913, PLR0917 - what is compared, and how often
    articles: Path, cache: Path, workers: int, kills: int, whole: Path, seconds: float
) -> bool:
    chance = random.Random(3)
    runs = cache / "runs"
    known = set(runs.iterdir())
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "killed.json"
        arguments = [f"--workers={workers}", f"--format=json={out}"]
        process = start(cache, str(articles), *arguments)
        for _ in range(kills):
            run = wait_for_run(runs, known, process)
            # A start takes 2 to 4 s, so that some time is left for the last, whole run.
            time.sleep(chance.uniform(1.0, 2.0 + seconds / kills))
            process.send_signal(signal.SIGKILL)
            process.wait()
            process = start(cache, "--resume", run, *arguments)
        process.wait()
        killed, one = (json.loads(path.read_bytes()) for path in (out, whole))
    return without_run(killed) == without_run(one)


def wait_for_run(runs: Path, known: set[Path], process: subprocess.Popen[bytes]) -> str:
    while process.poll() is None:
        new = [path for path in set(runs.iterdir()) - known if (path / "plan.json").exists()]
        if new:
            return new[0].name
        time.sleep(0.05)
    raise SystemExit("the run ended before it was killed; give more articles or fewer kills")


def without_run(report: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in report.items() if key != "run"}


def measure_loss(articles: Path, cache: Path, sample: int) -> dict[str, int]:
    screener = load_settings(cache=cache).open_screener()
    options = screener.options.articles
    lost = found = 0
    for unit in islice(part_source(str(articles), options), sample):
        for item in read_unit(unit, options):
            if isinstance(item, Article):
                full, quick = (screener.screen_article(item, quick=one) for one in (False, True))
                found += len(alerts(full))
                lost += len(set(alerts(full)) - set(alerts(quick)))
    return {"alerts": found, "lost": lost}


def alerts(report: ReportArticle) -> Sequence[tuple[str, ...]]:
    matches = [
        (person.name, match.source, match.reference)
        for person in report.persons
        for match in person.matches
    ]
    return matches + [(claim.text, str(claim.verdict)) for claim in report.claims]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--sample", type=int, default=0)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.json"
        told = measure_speed(chosen.articles, chosen.cache, chosen.workers, whole)
        if chosen.kills:
            told["kills"] = chosen.kills
            told["same_after_kills"] = measure_kills(
                chosen.articles,
                chosen.cache,
                chosen.workers,
                chosen.kills,
                whole,
                told["seconds"],
            )
    if chosen.sample:
        told["quick_pass"] = measure_loss(chosen.articles, chosen.cache, chosen.sample)
    print(json.dumps(told, indent=2))


if __name__ == "__main__":
    main()
