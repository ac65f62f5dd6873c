"""What an update of the lists is doing, on standard error."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import click

from sanxref.lists.progress import Progress, Silent
from sanxref.model.designations import SourceKey

__all__ = ["list_progress"]


@contextmanager
def list_progress() -> Iterator[Progress]:
    """Show bars on a terminal, and else one line for each step; always on standard error."""
    if not sys.stderr.isatty():
        yield _Lines()
        return
    from rich.console import Console  # noqa: PLC0415 - a terminal only
    from rich.progress import Progress as Bars  # noqa: PLC0415 - a terminal only

    with Bars(console=Console(stderr=True), transient=True) as bars:
        yield _Bars(bars=bars, tasks={})


class _Lines(Silent):
    """One line for each step."""

    def say(self, source: SourceKey, message: str) -> None:
        """Write the step."""
        click.echo(f"{source}: {message}" if source else message, err=True)


@dataclass(slots=True)
class _Bars:
    """One bar for each file."""

    bars: Any  # rich.progress.Progress, imported on a terminal only
    tasks: dict[tuple[str, str], Any]

    def advance(self, source: SourceKey, part: str, received: int, total: int | None) -> None:
        """Move the bar of this file."""
        key = (source, part)
        if key not in self.tasks:
            name = source if part == "main" else f"{source} {part}"
            self.tasks[key] = self.bars.add_task(name, total=total)
        self.bars.update(self.tasks[key], completed=received, total=total)

    def say(self, source: SourceKey, message: str) -> None:
        """Write the step above the bars."""
        self.bars.console.print(
            f"{source}: {message}" if source else message, markup=False, highlight=False
        )
