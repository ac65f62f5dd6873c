"""A kill at any point of an update leaves a usable cache."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import IO

import pytest

from lists.commands import Desk
from lists.made_lists import un_list
from lists.server import Answer, File, Host
from sanxref.lists import load_lists
from sanxref.model.snapshots import ListState

KILLS = 50
# One update of the small list takes 25 to 60 ms; this spreads kills over some three of them.
LATEST = 0.15


@contextmanager
def _updating_process(host: Host, cache: Path) -> Iterator[subprocess.Popen[str]]:
    tests = Path(__file__).resolve().parents[1]
    with subprocess.Popen(
        [sys.executable, "-m", "lists.update_on_command", str(host.port), str(cache)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=tests,
    ) as process:
        try:
            yield process
        finally:
            process.stdin.close()  # type: ignore[union-attr]
            process.wait(timeout=10)


def _line(stream: IO[str] | None) -> str:
    assert stream is not None
    return stream.readline().strip()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork to kill many processes quickly")
def test_cache_is_usable_after_a_kill_at_any_point(desk: Desk, host: Host) -> None:
    versions = count(1)
    today = datetime.now(UTC)
    desk.now.time = today

    def next_version(_: Mapping[str, str]) -> Answer:
        number = next(versions)
        body = un_list(range(1, 30), comment=f"Version {number}", published=f"{today:%Y-%m-%d}")
        # Sent in pieces, so that kills strike the transfer too.
        return Answer(body=body, pieces=4, delay=0.002)

    host.replies["/un.xml"] = next_version
    desk.update()
    chosen = random.Random(20261122)
    left_overs = 0
    with _updating_process(host, desk.cache) as process:
        assert _line(process.stdout) == "ready"
        for _ in range(KILLS):
            process.stdin.write("go\n")  # type: ignore[union-attr]
            process.stdin.flush()  # type: ignore[union-attr]
            child = int(_line(process.stdout))
            time.sleep(chosen.uniform(0.0, LATEST))
            os.kill(child, signal.SIGKILL)
            assert _line(process.stdout) == str(int(signal.SIGKILL)), "died before it was killed"
            left_overs += len(list((desk.cache / "lists" / "un").glob(".incoming-*")))

            (loaded,) = load_lists(desk.options, desk.store, now=datetime.now(UTC))
            assert loaded.status.state is ListState.CURRENT, loaded.status.error
            assert len(loaded.designations) == 34
            for snapshot in desk.store.all("un"):
                desk.store.verify(snapshot)
                assert len(desk.store.open(snapshot)) == 34
            for name in desk.store.ids("un")[:-3]:
                if name != loaded.status.snapshot.id:
                    desk.store.remove(desk.store.get("un", name))
            desk.now.time = datetime.now(UTC)
            (result,) = desk.update()
            assert result.fault is None, result.message

    assert left_overs, "no kill struck an update; the times are wrong"
    host.replies["/un.xml"] = File(body=un_list(range(1, 31), published=f"{today:%Y-%m-%d}"))
    (result,) = desk.update()
    assert result.fault is None
    assert not list((desk.cache / "lists" / "un").glob(".incoming-*"))
    assert desk.run("verify", "--parse").code == 0
