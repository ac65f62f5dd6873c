"""Progress on standard error, on a terminal only."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["article_progress"]


@contextmanager
def article_progress() -> Iterator[Callable[[str], None]]:
    """Show how many articles are done and which was the last one."""
    if not sys.stderr.isatty():
        yield lambda _source: None
        return
    from rich.console import Console  # noqa: PLC0415 - a terminal only
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    with Progress(
        SpinnerColumn(),
        TextColumn("{task.completed} articles"),
        TimeElapsedColumn(),
        TextColumn("{task.description}", markup=False),
        console=Console(stderr=True),
        transient=True,
    ) as progress:
        task = progress.add_task("loading", total=None)
        yield lambda source: progress.update(task, advance=1, description=source)
