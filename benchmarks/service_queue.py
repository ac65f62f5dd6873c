"""How fast the pages of a large desk open: 20,000 alerts, a fifth of them decided.

Run: .venv/bin/python benchmarks/service_queue.py [--alerts 20000]
Prints, for each page, the best of five answers in milliseconds, from a service in this process.
"""

import argparse
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import httpx

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from sanxref.screening.dispositions import Outcome
from sanxref.screening.dispositions_desk import Decision
from sanxref.service.house import House
from sanxref.service.options import ServiceOptions
from screening.made_alerts import made_article, made_match, made_report
from service.conftest import Clock, csrf_of, import_sample, sample_settings, served

PATHS = (
    "/desk/alerts", "/desk/alerts?page=200", "/desk/alerts?words=Person+19",
    "/desk/alerts?least=0.9", "/desk/alerts?status=decided", "/desk/history",
    "/desk/suppressions", "/desk/runs",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--alerts", type=int, default=20_000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder)
        import_sample(cache)
        house = House(sample_settings(cache, Clock()), ServiceOptions(requests_per_minute=10**9))
        _fill(house, chosen.alerts)
        with (
            served(house) as address,
            httpx.Client(base_url=address, timeout=120, trust_env=False) as client,
        ):
            number = house.desk.queue()[0].id
            for path in (*PATHS, f"/desk/alerts/{number}"):
                print(f"{_best(lambda p=path: client.get(p)) * 1000:8.0f} ms  {path}")
            form = {"csrf": csrf_of(client)}
            seconds = _best(lambda: client.post("/desk/history/verify", data=form))
            print(f"{seconds * 1000:8.0f} ms  verify the whole ledger, and open the history")


def _fill(house: House, alerts: int) -> None:
    made = [
        replace(
            made_article(
                made_match(f"QDi.{n % 900}", score=round(0.7 + n % 300 / 1000, 4)),
                name=f"Person {n}",
                source=f"news/{n % 50}/{n}.txt",
            ),
            id=f"a{n}",
            sha256=f"{n:064x}",
        )
        for n in range(alerts)
    ]
    started = time.process_time()
    house.take_in(made_report(*made), by="job")
    print(f"{alerts} alerts taken in: {time.process_time() - started:.1f} s of CPU")
    started = time.process_time()
    decided = house.desk.queue(limit=alerts // 5)
    for entry in decided:
        wish = Decision(outcome=Outcome.FALSE_POSITIVE, author="anna", reason="Another person.")
        house.desk.decide(entry.id, wish)
    print(f"{len(decided)} decided: {time.process_time() - started:.1f} s of CPU")


def _best(ask) -> float:
    times = []
    for _ in range(5):
        started = time.perf_counter()
        answer = ask()
        times.append(time.perf_counter() - started)
        assert answer.is_success, answer.text
    return min(times)


if __name__ == "__main__":
    main()
