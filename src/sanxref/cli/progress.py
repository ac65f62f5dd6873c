"""Progress on standard error, on a terminal only."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["article_progress"]


@contextmanager
def article_progress() -> Iterator[Callable[[str, int, int], None]]:
    """Show how much is done, how fast, and how long it will still take.

    Gives a function that is told the source of an article, how many units (files, rows) are done,
    and of how many sources. A file with many rows is one source: then the end is not known.
    """
    if not sys.stderr.isatty():
        yield lambda _source, _done, _of: None
        return
    from rich.console import Console  # noqa: PLC0415 - a terminal only
    from rich.progress import (  # noqa: PLC0415 - same
        BarColumn,
        Progress,
        SpinnerColumn,
        TaskProgressColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    with Progress(
        SpinnerColumn(),
        TextColumn("{task.completed} articles"),
        BarColumn(),
        TaskProgressColumn(show_speed=True),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
        console=Console(stderr=True),
        transient=True,
    ) as progress:
        task = progress.add_task("loading", total=None)

        def tick(source: str, done: int, sources: int) -> None:
            total = sources if done <= sources and "#" not in source else None
            progress.update(task, completed=done, total=total, description=source)

        yield tick
