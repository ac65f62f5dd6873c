"""A local host and a desk, for tests of lists."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

# Helpers are imported as `lists.server`, in the processes that tests start as well.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from lists.commands import Clock, Desk
from lists.server import Host, options, serve


@pytest.fixture
def host() -> Iterator[Host]:
    with serve() as running:
        yield running


@pytest.fixture
def desk(host: Host, tmp_path: Path) -> Desk:
    """The UN list alone, at /un.xml of the host."""
    return Desk(options=options(host), cache=tmp_path / "cache", now=Clock())
