"""A kill at any point of an update leaves a usable cache."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest

from lists.commands import Desk
from lists.made_lists import un_list
from lists.server import Answer, Host
from sanxref.lists import load_lists
from sanxref.model.snapshots import ListState

pytestmark = pytest.mark.skipif(
    not hasattr(os, "fork"), reason="needs fork to kill many processes quickly"
)

KILLS = 50
# One update of the small list takes 25 to 60 ms; this spreads kills over some three of them.
LATEST = 0.15

Kill = Callable[[Path, float], None]


@pytest.fixture
def kill(host: Host) -> Iterator[Kill]:
    """Start an update of a cache, again and again, and kill the process after a while."""
    with subprocess.Popen(
        [sys.executable, "-m", "lists.update_on_command", str(host.port)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).resolve().parents[1],
    ) as process:
        sink, source = process.stdin, process.stdout
        assert sink is not None
        assert source is not None
        assert source.readline() == "ready\n"

        def strike(cache: Path, after: float) -> None:
            sink.write(f"{cache}\n")
            sink.flush()
            child = int(source.readline())
            time.sleep(after)
            os.kill(child, signal.SIGKILL)
            killed_by = int(source.readline())
            assert killed_by == signal.SIGKILL, "it failed before it was killed"

        yield strike
        sink.close()
        process.wait(timeout=10)


@pytest.fixture
def changing(host: Host, desk: Desk) -> Desk:
    """Each request gets another version, in pieces, so that kills strike the transfer too."""
    versions = count(1)
    desk.now.time = today = datetime.now(UTC)

    def next_version(_: Mapping[str, str]) -> Answer:
        comment = f"Version {next(versions)}"
        body = un_list(range(1, 30), comment=comment, published=f"{today:%Y-%m-%d}")
        return Answer(body=body, pieces=4, delay=0.002)

    host.replies["/un.xml"] = next_version
    return desk


def _left_overs(desk: Desk) -> int:
    return len(list((desk.cache / "lists" / "un").glob(".incoming-*")))


def _check(desk: Desk, allowed: set[ListState]) -> None:
    """The cache opens, all of it is whole, and the next update succeeds."""
    (loaded,) = load_lists(desk.options, desk.store, now=datetime.now(UTC))
    assert loaded.status.state in allowed, loaded.status.error
    assert len(loaded.designations) == (34 if loaded.status.snapshot else 0)
    for snapshot in desk.store.all("un"):
        assert len(desk.store.open(snapshot)) == 34
    desk.now.time = datetime.now(UTC)
    (result,) = desk.update()
    assert result.fault is None, result.message
    assert not _left_overs(desk)


def test_cache_is_usable_after_a_kill_at_any_point(changing: Desk, kill: Kill) -> None:
    changing.update()
    chosen = random.Random(20261122)
    struck = 0
    for _ in range(KILLS):
        kill(changing.cache, chosen.uniform(0.0, LATEST))
        struck += _left_overs(changing)
        _check(changing, {ListState.CURRENT})
        for snapshot in changing.store.all("un")[:-3]:
            changing.store.remove(snapshot)
    assert struck, "no kill struck an update; the times are wrong"
    assert changing.run("verify", "--parse").code == 0


def test_first_update_may_be_killed_too(changing: Desk, kill: Kill) -> None:
    chosen = random.Random(20261123)
    for number in range(15):
        desk = replace(changing, cache=changing.cache.with_name(f"cache-{number}"))
        kill(desk.cache, chosen.uniform(0.0, LATEST / 2))
        _check(desk, {ListState.MISSING, ListState.CURRENT})
