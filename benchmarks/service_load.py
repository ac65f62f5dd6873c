"""Load: 50 concurrent clients for 60 s against `sanxref serve`, as a ratio to a single client.

Run: .venv/bin/python benchmarks/service_load.py [--clients 50] [--seconds 60] [--cache FOLDER]
Each client asks `/match/default` about one name after the other. With --cache the lists of that
cache are used (real ones), else the sample lists. The service runs in a process of its own. Prints
requests a second, errors, and the 99th percentile of one client and of all, with their ratio.
"""

import argparse
import asyncio
import itertools
import json
import os
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
                _measure(_address(service), service.pid, chosen)
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
                # Waits for the language model too, which else is loaded while it is measured.
                body = {"articles": [{"text": "Omar Diaby came."}]}
                httpx.post(f"{address}/screen", json=body, timeout=120, trust_env=False)
                return address
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    raise SystemExit("the service was not ready within 60 s")


def _measure(address: str, service: int, chosen: argparse.Namespace) -> None:
    tails = []
    for clients, seconds in ((1, min(15.0, chosen.seconds)), (chosen.clients, chosen.seconds)):
        before, own = _cpu_seconds(service), time.process_time()
        times, errors = asyncio.run(_load(address, clients, seconds))
        worked, asked = _cpu_seconds(service) - before, time.process_time() - own
        tails.append(_tail(times))
        print(
            f"{clients} clients: {len(times)} requests ({len(times) / seconds:.0f} a second), "
            f"{errors} errors, median {statistics.median(times) * 1000:.1f} ms, 99th percentile "
            f"{tails[-1] * 1000:.1f} ms; CPU for each request: service "
            f"{worked / len(times) * 1000:.2f} ms, clients {asked / len(times) * 1000:.2f} ms"
        )
    print(f"ratio of the 99th percentiles {tails[1] / tails[0]:.1f}")


def _cpu_seconds(process: int) -> float:
    """Seconds of CPU that a process has used (proc(5): fields 14 and 15, in clock ticks)."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _tail(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=100)[98]


async def _load(address: str, clients: int, seconds: float) -> tuple[list[float], int]:
    """Let clients ask, each on a connection of its own.

    They write and read HTTP/1.1 themselves: the pool of httpx takes 4 ms for each request of 50
    clients, more than the service does, and would be what is measured.
    """
    host, _, port = address.removeprefix("http://").rpartition(":")
    end = time.perf_counter() + seconds
    done = await asyncio.gather(*(_ask(host, int(port), end, n) for n in range(clients)))
    return [one for times, _ in done for one in times], sum(errors for _, errors in done)


async def _ask(host: str, port: int, end: float, offset: int) -> tuple[list[float], int]:
    reader, writer = await asyncio.open_connection(host, port)
    times, errors = [], 0
    for name in itertools.islice(itertools.cycle(NAMES), offset, None):
        started = time.perf_counter()
        if started >= end:
            break
        writer.write(_request(host, name))
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(re.search(rb"(?i)content-length: (\d+)", head)[1])
        answer = await reader.readexactly(length)
        errors += not (head.startswith(b"HTTP/1.1 200 ") and b'"results":[' in answer)
        times.append(time.perf_counter() - started)
    writer.close()
    return times, errors


def _request(host: str, name: str) -> bytes:
    body = json.dumps({"queries": {"q": {"schema": "Person", "properties": {"name": [name]}}}})
    return (
        f"POST /match/default HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}"
    ).encode()


if __name__ == "__main__":
    main()
