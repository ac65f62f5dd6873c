"""Send hostile requests to every route of the service, and say whether any was answered badly.

Run: .venv/bin/python benchmarks/service_fuzz.py [--requests 10000] [--seed 1]
They come from a stranger, from users of every role who are logged in, and from a program.
Prints the number of requests by status; leaves with 1 on the first answer that is no good order,
and where anything was written outside the cache, asked of another machine, or started.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import httpx
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.configuration import set_hypothesis_home_dir

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from sanxref.service.house import House
from sanxref.service.options import ServiceOptions
from service.conftest import (
    Clock,
    Desk,
    add_users,
    import_sample,
    names_of,
    sample_settings,
    served,
)
from service.test_hostile_requests import Target, check, send
from strays import watch_for_strays


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder) / "cache"
        # What is spooled, and what hypothesis notes for itself.
        tempfile.tempdir = str(cache)
        set_hypothesis_home_dir(cache / "hypothesis")
        clock = Clock()
        import_sample(cache)
        options = ServiceOptions(
            requests_per_minute=10**9, reload_seconds=0.0, login_attempts=10**6
        )
        add_users(options, cache)
        house = House(sample_settings(cache, clock), options)
        with served(house) as address, httpx.Client() as client:
            desk = Desk(
                house=house, clock=clock, client=client, address=address, names=names_of(house)
            )
            strays = watch_for_strays(cache)
            with Target(desk) as target:
                attack(target, chosen.requests, chosen.seed)
            assert house.desk.database.verify() == ()
            if strays:
                raise SystemExit(f"outside the cache: {sorted(strays)[:20]}")
        assert {one.name for one in Path(folder).iterdir()} == {"cache"}


def attack(target: Target, requests: int, start: int) -> None:
    statuses: Counter = Counter()

    @seed(start)
    @settings(
        max_examples=requests,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(data=st.data())
    def one(data):
        answer = send(target, data)
        statuses[answer.status_code] += 1
        check(answer)

    started = time.perf_counter()
    one()
    seconds = time.perf_counter() - started
    print(f"{sum(statuses.values())} requests in {seconds:.0f} s")
    for status, count in sorted(statuses.items()):
        print(f"{status} {count}")


if __name__ == "__main__":
    main()
