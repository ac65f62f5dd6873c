"""`sanxref lists ...` in this process, with a clock and sources of the test."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from click.testing import CliRunner

from sanxref.cli.environment import Environment
from sanxref.cli.exits import exit_of_error
from sanxref.cli.lists import lists
from sanxref.errors import SanxrefError
from sanxref.lists import SnapshotStore, SourcesOptions
from sanxref.lists.fetch import open_client
from sanxref.lists.update import Updater, UpdateResult
from sanxref.screening.runs import RunStore


@dataclass
class Clock:
    """A clock that goes on a second with each look at it."""

    time: datetime = datetime(2026, 11, 21, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.time += timedelta(seconds=1)
        return self.time


@dataclass(frozen=True)
class Ran:
    """What a command came to."""

    code: int
    out: str
    err: str

    @property
    def records(self) -> Any:
        return json.loads(self.out)


@dataclass
class Desk:
    """One cache with its options, and the ways to work on it."""

    options: SourcesOptions
    cache: Path
    now: Clock

    @property
    def store(self) -> SnapshotStore:
        return SnapshotStore(self.cache)

    def run(self, *arguments: str | Path) -> Ran:
        environment = Environment(config=None, cache=self.cache)
        # Settings read a whole configuration; the commands want these four of it.
        environment.__dict__["settings"] = SimpleNamespace(
            sources=self.options, cache=self.cache, now=self.now, runs=RunStore(self.cache / "runs")
        )
        result = CliRunner().invoke(
            lists, [str(argument) for argument in arguments], obj=environment
        )
        if isinstance(result.exception, SanxrefError):
            message = f"{result.stderr}sanxref: {result.exception}\n"
            return Ran(int(exit_of_error(result.exception)), result.stdout, message)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Ran(result.exit_code, result.stdout, result.stderr)

    def update(self, **fields: Any) -> tuple[UpdateResult, ...]:
        with open_client(self.options.fetch) as client:
            updater = Updater(
                store=self.store,
                client=client,
                options=self.options.fetch,
                now=self.now,
                **fields,
            )
            return updater.update(self.options.sources)
