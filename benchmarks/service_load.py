"""Load: 50 concurrent clients for 60 s against `sanxref serve`, as a ratio to a single client.

Run: .venv/bin/python benchmarks/service_load.py [--clients 50] [--seconds 60] [--cache FOLDER]
Each client asks `/match/default` about one name after the other. With --cache the lists of that
cache are used (real ones), else the sample lists. The service runs in a process of its own. Prints
requests a second, errors, and the 99th percentile of one client and of all, with their ratio.
"""

import argparse
import asyncio
import itertools
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from service.conftest import import_sample

NAMES = (
    "Omar Diaby", "Maria Schneider", "Ivan Petrov", "Ahmed Hassan", "John Smith", "Said Arif",
    "Chen Wei", "Fatima al-Sayed", "Pierre Dubois", "Abdul Rahman Khan", "Olga Ivanova",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--cache", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        cache = chosen.cache or Path(folder) / "cache"
        if not chosen.cache:
            import_sample(cache)
        with subprocess.Popen(
            [sys.executable, "-m", "sanxref", "--cache", str(cache),
             "--config", str(_config(Path(folder))), "serve", "--port", "0"],
            stderr=subprocess.PIPE, text=True,
        ) as service:  # fmt: skip
            try:
                _measure(_address(service), chosen.clients, chosen.seconds)
            finally:
                service.terminate()


def _config(folder: Path) -> Path:
    config = folder / "config"
    config.mkdir()
    (config / "service.yaml").write_text("web: {requests_per_minute: 1000000000}\n")
    return config


def _address(service: subprocess.Popen) -> str:
    for line in service.stderr:
        met = re.search(r"http://\S+:\d+", line)
        if met and not met[0].endswith(":0"):
            address = met[0]
            break
    else:
        raise SystemExit("the service did not start")
    for _ in range(300):
        try:
            if httpx.get(f"{address}/readyz", timeout=60, trust_env=False).is_success:
                return address
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    raise SystemExit("the service was not ready within 60 s")


def _measure(address: str, clients: int, seconds: float) -> None:
    alone, errors = asyncio.run(_load(address, 1, min(15.0, seconds)))
    together, more = asyncio.run(_load(address, clients, seconds))
    one, many = _tail(alone), _tail(together)
    print(
        f"one client: {len(alone)} requests, {errors} errors, 99th percentile {one * 1000:.1f} ms"
    )
    print(
        f"{clients} clients: {len(together)} requests ({len(together) / seconds:.0f} a second), "
        f"{more} errors, 99th percentile {many * 1000:.1f} ms, ratio {many / one:.1f}"
    )


def _tail(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=100)[98]


async def _load(address: str, clients: int, seconds: float) -> tuple[list[float], int]:
    limits = httpx.Limits(max_connections=clients)
    async with httpx.AsyncClient(
        base_url=address, timeout=120, limits=limits, trust_env=False
    ) as client:
        done = await asyncio.gather(*(_ask(client, seconds, n) for n in range(clients)))
    return [one for times, _ in done for one in times], sum(errors for _, errors in done)


async def _ask(client: httpx.AsyncClient, seconds: float, offset: int) -> tuple[list[float], int]:
    end = time.perf_counter() + seconds
    times, errors = [], 0
    for name in itertools.islice(itertools.cycle(NAMES), offset, None):
        started = time.perf_counter()
        if started >= end:
            return times, errors
        body = {"queries": {"q": {"schema": "Person", "properties": {"name": [name]}}}}
        try:
            answer = await client.post("/match/default", json=body)
            errors += not answer.is_success
        except httpx.TransportError:
            errors += 1
        times.append(time.perf_counter() - started)
    return times, errors


if __name__ == "__main__":
    main()
