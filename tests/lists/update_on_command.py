"""A process that updates lists again and again, to be killed; started by test_kill.

Everything is imported first. For each line on standard input, the folder of a cache, a child is
forked, which updates until it is killed; its process id is the answer, and then what killed it.
"""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import httpx
import lxml.etree  # noqa: F401 - loaded before the fork, as all that takes time
import pyarrow.parquet  # noqa: F401
import stamina  # noqa: F401

from lists.server import options_at
from sanxref.lists import SnapshotStore, SourcesOptions, Updater, open_client
from sanxref.lists.parsers import un  # noqa: F401


def _update_for_ever(sources: SourcesOptions, client: httpx.Client, cache: Path) -> None:
    updater = Updater(
        store=SnapshotStore(cache),
        client=client,
        options=sources.fetch,
        now=lambda: datetime.now(UTC),
    )
    sys.stdout.write(f"{os.getpid()}\n")
    sys.stdout.flush()
    while True:
        (result,) = updater.update(sources.sources)
        if result.fault is not None:
            sys.exit(result.message)


def main() -> None:
    sources = options_at(int(sys.argv[1]))
    client = open_client(sources.fetch)  # unused before the fork; certificates take long to read
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while line := sys.stdin.readline():
        child = os.fork()
        if not child:
            _update_for_ever(sources, client, Path(line.strip()))
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.WTERMSIG(status) if os.WIFSIGNALED(status) else -1}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
