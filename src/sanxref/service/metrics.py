"""Figures for Prometheus (text format 0.0.4)."""

import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping

__all__ = ["Metrics", "write_samples"]

_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Upper bounds in seconds, from an answer out of memory to a long article."""


class Metrics:
    """Counts of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: dict[tuple[str, str, int], int] = defaultdict(int)
        self._buckets: dict[str, list[int]] = defaultdict(lambda: [0] * (len(_BUCKETS) + 1))
        self._seconds: dict[str, float] = defaultdict(float)

    def note(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request; the route is the pattern, so that names never get into metrics."""
        place = next((i for i, bound in enumerate(_BUCKETS) if seconds <= bound), len(_BUCKETS))
        with self._lock:
            self._requests[method, route, status] += 1
            self._buckets[route][place] += 1
            self._seconds[route] += seconds

    def write(self, gauges: Iterable[str]) -> str:
        """Write all, with further lines behind."""
        with self._lock:
            requests = sorted(self._requests.items())
            buckets = {route: list(counts) for route, counts in sorted(self._buckets.items())}
            seconds = dict(self._seconds)
        lines = ["# TYPE sanxref_requests_total counter"]
        lines += [
            f'sanxref_requests_total{{method="{method}",route="{route}",status="{status}"}} {count}'
            for (method, route, status), count in requests
        ]
        lines.append("# TYPE sanxref_request_seconds histogram")
        for route, counts in buckets.items():
            lines += _histogram(route, counts, seconds[route])
        return "\n".join([*lines, *gauges]) + "\n"


def _histogram(route: str, counts: list[int], seconds: float) -> Iterable[str]:
    total = 0
    for bound, count in zip((*_BUCKETS, float("inf")), counts, strict=True):
        total += count
        shown = "+Inf" if bound == float("inf") else f"{bound:g}"
        yield f'sanxref_request_seconds_bucket{{route="{route}",le="{shown}"}} {total}'
    yield f'sanxref_request_seconds_sum{{route="{route}"}} {seconds:.6f}'
    yield f'sanxref_request_seconds_count{{route="{route}"}} {total}'


def write_samples(name: str, label: str, values: Mapping[str, float]) -> Iterable[str]:
    """Write a gauge with one label."""
    yield f"# TYPE {name} gauge"
    for key, value in sorted(values.items()):
        safe = key.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
        yield f'{name}{{{label}="{safe}"}} {value:g}'
