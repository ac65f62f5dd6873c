"""A process that updates lists again and again, to be killed; started by test_kill.

Everything is imported first. For each line on standard input a child is forked, which updates until
it is killed; its process id is the answer.
"""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import lxml.etree  # noqa: F401 - loaded before the fork, as all that takes time
import pyarrow.parquet  # noqa: F401
import stamina  # noqa: F401

from lists.server import options_at
from sanxref.lists import SnapshotStore, Updater, open_client
from sanxref.lists.parsers import un  # noqa: F401


def _update_for_ever(port: int, cache: Path) -> None:
    sources = options_at(port)
    with open_client(sources.fetch) as client:
        updater = Updater(
            store=SnapshotStore(cache),
            client=client,
            options=sources.fetch,
            now=lambda: datetime.now(UTC),
        )
        while True:
            (result,) = updater.update(sources.sources)
            if result.fault is not None:
                sys.exit(result.message)


def main() -> None:
    port, cache = int(sys.argv[1]), Path(sys.argv[2])
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while sys.stdin.readline():
        child = os.fork()
        if not child:
            _update_for_ever(port, cache)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.WTERMSIG(status) if os.WIFSIGNALED(status) else -1}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
