"""A customer file against the lists: rows a second, memory, and a ratio to a named peer.

    .venv/bin/python benchmarks/customers.py [--rows 1000000] [--workers 2] [--format csv]

Makes a file of distinct names out of the parts of ../shared/cases/names_ordinary.csv, drawn so that
some given names and surnames are many times as frequent as others, as in real files; one in a
thousand bears a listed name. Runs `sanxref match` on it as a user would, reading and writing
included. The peer compares the same names with rapidfuzz (`cdist` of `ratio` on sorted words, score
cut-off 85, both cores), the fastest exhaustive way (../shared/MATCHING.md, section 3), on a sample.
"""

import argparse
import csv
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

from sanxref.settings import load_settings

_SHARED = Path(__file__).resolve().parents[2] / "shared"
_HITS = 1000
"""One row in so many bears a listed name."""
_WITH_MIDDLE = 0.5
"""Share of the names that have a middle name."""
_SAMPLE = 4000
"""Names that the peer compares."""
_CUTOFF = 0.85


def main() -> None:
    """Make the file, run both, print one JSON object."""
    given = _arguments()
    names = _listed_names(given.cache)
    with tempfile.TemporaryDirectory(prefix="sanxref-benchmark-") as folder:
        path = Path(folder) / f"customers.{given.format}"
        _write(path, _customers(given.rows, names))
        ours = _run(path, given)
    peer = _peer([name for name, *_ in _customers(_SAMPLE, names)], names)
    told = {
        **ours,
        "listed_names": len(names),
        "peer": "rapidfuzz cdist ratio",
        "peer_rows_per_second": round(peer),
        "ratio": round(ours["rows_per_second"] / peer, 1),
    }
    print(json.dumps(told, indent=2))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--format", choices=["csv", "parquet", "jsonl"], default="csv")
    parser.add_argument("--cache", type=Path, help="cache with the lists; else the usual one")
    return parser.parse_args()


def _listed_names(cache: Path | None) -> list[str]:
    screener = load_settings(cache=cache).open_screener(recognizer="capitals")
    return [name.natural for listed in screener.designations.values() for name in listed.names]


def _customers(rows: int, listed: list[str]) -> Iterator[tuple[str, str, str]]:
    """Give (name, date of birth, nationality), all names distinct, the same for every run."""
    with (_SHARED / "cases" / "names_ordinary.csv").open(encoding="utf-8") as reader:
        ordinary = list(csv.DictReader(reader))
    chosen = random.Random(20261122)
    given, middle, family = (
        _drawn(chosen, [row[part] for row in ordinary])
        for part in ("first_name", "middle_name", "last_name")
    )
    seen: set[str] = set()
    while len(seen) < rows:
        one, other = chosen.choice(ordinary), chosen.choice(ordinary)
        parts = (next(given), next(middle) if chosen.random() < _WITH_MIDDLE else "", next(family))
        name = " ".join(filter(None, parts))
        if len(seen) % _HITS == _HITS - 1:
            name = chosen.choice(listed)
        if name not in seen:
            seen.add(name)
            yield name, one["date_of_birth"], other["nationality"]


def _drawn(chosen: random.Random, words: list[str]) -> Iterator[str]:
    """Draw words for ever: the n-th, in an order of chance, in proportion to 1 / (n + 10)."""
    distinct = sorted(set(filter(None, words)))
    chosen.shuffle(distinct)
    weights = list(accumulate(1 / (number + 10) for number in range(len(distinct))))
    while True:
        yield from chosen.choices(distinct, cum_weights=weights, k=1000)


def _write(path: Path, customers: Iterator[tuple[str, str, str]]) -> None:
    columns = ("name", "date_of_birth", "nationality")
    if path.suffix == ".parquet":
        rows = zip(*customers, strict=True)
        pq.write_table(pa.table(dict(zip(columns, map(list, rows), strict=True))), path)
        return
    with path.open("w", newline="", encoding="utf-8") as stream:
        if path.suffix == ".jsonl":
            stream.writelines(
                json.dumps(dict(zip(columns, row, strict=True))) + "\n" for row in customers
            )
            return
        writer = csv.writer(stream)
        writer.writerow(columns)
        writer.writerows(customers)


def _run(path: Path, given: argparse.Namespace) -> dict[str, float]:
    """Run the command line; time is wall clock from its start to its end."""
    cache = ["--cache", str(given.cache)] if given.cache else []
    told = path.with_name("summary.json")
    out = path.with_name(f"out.{given.format}")
    begin = time.perf_counter()
    command = [
        sys.executable, "-m", "sanxref", *cache, "match", str(path), "--workers",
        str(given.workers), "--format", f"{given.format}={out}", "--summary", str(told),
    ]  # fmt: skip
    subprocess.run(command, check=False, capture_output=True)
    seconds = time.perf_counter() - begin
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    summary = json.loads(told.read_text())
    return {
        "rows": summary["rows"],
        "matches": summary["matches"],
        "customers_matched": summary["customers_matched"],
        "workers": given.workers,
        "seconds": round(seconds, 1),
        "cpu_seconds": round(spent.ru_utime + spent.ru_stime, 1),
        "rows_per_second": round(summary["rows"] / seconds),
        "largest_process_megabytes": round(spent.ru_maxrss / 1024),
    }


def _peer(names: list[str], listed: list[str]) -> float:
    """Names a second of the peer, on as many cores as there are."""
    ours = [" ".join(sorted(name.lower().split())) for name in names]
    theirs = [" ".join(sorted(name.lower().split())) for name in listed]
    begin = time.perf_counter()
    for at in range(0, len(ours), 500):
        found = cdist(
            ours[at : at + 500], theirs, scorer=Indel.normalized_similarity,
            score_cutoff=_CUTOFF, dtype=np.float32, workers=-1,
        )  # fmt: skip
        np.count_nonzero(found)
    return len(ours) / (time.perf_counter() - begin)


if __name__ == "__main__":
    main()
