"""How often a client may ask, and how often it may guess a password."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

__all__ = ["AttemptLimit", "RateLimit"]

_MOST_CLIENTS = 10_000
"""Clients that are remembered; the one that was silent longest is forgotten first."""

_MINUTE = 60.0


class RateLimit:
    """A bucket of tokens for each client: full at first, and refilled all the time.

    Args:
        per_minute: Size of the bucket, and what flows in during a minute.
        clock: Seconds that only rise.
    """

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._size = float(per_minute)
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait_of(self, client: str) -> float:
        """Take a token.

        Returns:
            0.0 where there was one, else seconds until there is.
        """
        with self._lock:
            now = self._clock()
            level, since = self._buckets.pop(client, (self._size, now))
            level = min(self._size, level + (now - since) * self._size / _MINUTE)
            taken = level >= 1.0
            self._buckets[client] = (level - 1.0 if taken else level, now)
            if len(self._buckets) > _MOST_CLIENTS:
                self._buckets.popitem(last=False)
            return 0.0 if taken else (1.0 - level) * _MINUTE / self._size


class AttemptLimit:
    """Counts failures; after so many within a while, no further attempt is looked at.

    Args:
        most: Failures that are allowed.
        seconds: The while.
        clock: Seconds that only rise.
    """

    def __init__(
        self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = most
        self._seconds = seconds
        self._clock = clock
        self._failures: OrderedDict[str, list[float]] = OrderedDict()
        self._lock = threading.Lock()

    def is_closed(self, *keys: str) -> bool:
        """Whether one of these (a name, an address) has failed too often."""
        with self._lock:
            return any(len(self._recent(key)) >= self._most for key in keys)

    def note_failure(self, *keys: str) -> None:
        """Count a failure of each of these."""
        with self._lock:
            for key in keys:
                self._failures[key] = [*self._recent(key), self._clock()][-self._most :]
                self._failures.move_to_end(key)
            while len(self._failures) > _MOST_CLIENTS:
                self._failures.popitem(last=False)

    def forget(self, *keys: str) -> None:
        """Start anew after a success."""
        with self._lock:
            for key in keys:
                self._failures.pop(key, None)

    def _recent(self, key: str) -> list[float]:
        start = self._clock() - self._seconds
        return [moment for moment in self._failures.get(key, ()) if moment > start]
