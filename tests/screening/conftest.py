"""A cache with a small UN list of invented persons, and articles that name some of them."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lists.made_lists import un_list
from sanxref.lists import ImportOptions, SnapshotStore, import_files
from sanxref.settings import Settings, load_settings

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
ORDINARY = "The council of Ashford voted on Monday to keep the ferry. Anna Holm said so."


def article(number: int) -> str:
    """Every third article names a target; the words beside it differ in each."""
    if number % 3:
        return f"{ORDINARY} It was meeting number {number}."
    return f"Ivan Petrenko{number % 20 + 1} was seen in Ashford on day {number}. {ORDINARY}"


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., Settings]:
    """Settings with the capitals recognizer and a UN list of these numbers, imported now."""
    config = tmp_path / "config"
    config.mkdir()
    (config / "sources.yaml").write_text(
        "sources:\n"
        "  un: {expected_counts: {individual: [1, 1000], entity: [0, 100]}}\n"
        "  ofac-sdn: null\n  ofac-consolidated: null\n"
    )
    (config / "screening.yaml").write_text("recognizer: capitals\nbatch: {article_seconds: 20.0}\n")

    def make(content: bytes | None = None, *, now: datetime = NOW) -> Settings:
        settings = load_settings(
            config=config, cache=tmp_path / "cache", environ={}, now=lambda: now
        )
        raw = tmp_path / "un.xml"
        raw.write_bytes(content or un_list(published=f"{now:%Y-%m-%d}"))
        (source,) = settings.sources.sources
        import_files(
            source,
            [raw],
            SnapshotStore(settings.cache),
            ImportOptions(now=now, make_current=True, accept_drop=True),
        )
        return settings

    return make


@pytest.fixture
def settings(made: Callable[..., Settings]) -> Settings:
    """The same with the first list."""
    return made()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Twelve articles."""
    place = tmp_path / "articles"
    place.mkdir()
    for number in range(12):
        (place / f"{number:03d}.txt").write_text(article(number))
    return place
