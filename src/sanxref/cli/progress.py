"""Progress on standard error, on a terminal only."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["article_progress"]


@contextmanager
def article_progress() -> Iterator[Callable[[str, int, int], None] | None]:
    """Show how much is done, how fast, and how long it will still take.

    Gives a function that is told the source of an article, how many inputs (files, rows) are done,
    and of how many; None where nobody would see it, which saves counting them.
    """
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415 - a terminal only
    from rich.progress import (  # noqa: PLC0415 - same
        BarColumn,
        Progress,
        SpinnerColumn,
        TaskID,
        TaskProgressColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    with Progress(
        SpinnerColumn(),
        TextColumn("{task.completed:,.0f} of {task.total:,.0f}"),
        BarColumn(),
        TaskProgressColumn(show_speed=True),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
        console=Console(stderr=True),
        transient=True,
    ) as progress:
        shown: list[TaskID] = []

        def tick(source: str, done: int, total: int) -> None:
            if not shown:  # what an interrupted run has done counts for nothing in the speed
                shown.append(progress.add_task(source, total=total, completed=done))
            progress.update(shown[0], completed=done, description=source)

        yield tick
