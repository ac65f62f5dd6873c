"""Worker processes that hang, die or raise: each article costs only itself."""

import faulthandler
import json
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from sanxref.articles import ReadingUnit
from sanxref.errors import RunError
from sanxref.model.report import ReportArticle
from sanxref.screening import workers
from sanxref.screening.workers import Pool, Task
from screening.screeners_that_fail import FailingSetup, StillbornSetup


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A worker that is made to crash must not dump its trace into the test's output."""
    monkeypatch.setattr(workers, "_GRACE_SECONDS", 2.0)
    faulthandler.disable()
    yield
    faulthandler.enable()


def screened(
    texts: list[str], *, folder: Path, number: int = 2, rows: bool = False
) -> list[ReportArticle]:
    found: dict[int, list[ReportArticle]] = {}
    ended: set[int] = set()
    with Pool(FailingSetup(), workers=number, quick=False) as pool:  # type: ignore[arg-type]
        for place, text in enumerate(texts):
            path = folder / f"{place}.txt"
            path.write_text(text)
            line = json.dumps({"text": text}).encode()
            row = ReadingUnit(source="rows.jsonl", number=place + 1, line=line)
            pool.submit(Task(number=place, unit=row if rows else ReadingUnit(source=str(path))))
        while len(ended) < len(texts):
            for result in pool.results():
                if result.outcome is None:
                    ended.add(result.number)
                else:
                    article = msgspec.json.decode(result.outcome.encoded, type=ReportArticle)
                    found.setdefault(result.number, []).append(article)
    assert all(len(found[place]) == 1 for place in range(len(texts)))
    return [found[place][0] for place in range(len(texts))]


@pytest.mark.parametrize("rows", [False, True])
def test_each_article_costs_only_itself(tmp_path: Path, *, rows: bool) -> None:
    """Rows are handed back several together; those that were not are done again."""
    words = ["CRASH", "fine", "HANG", "SLOW", "fine", "RAISE", "KILLED", "LEAK"] + ["fine"] * 12

    texts = [f"{word} text {n}" for n, word in enumerate(words)]
    articles = screened(texts, folder=tmp_path, rows=rows)

    reasons = {word: one.reason for word, one in zip(words, articles, strict=True) if one.reason}
    assert all(
        (one.status == "screened") == (word == "fine")
        for word, one in zip(words, articles, strict=True)
    )
    assert "SIGSEGV" in reasons["CRASH"]
    assert "SIGKILL" in reasons["KILLED"]
    assert "took longer than 3 s" in reasons["HANG"]
    assert "took longer than 3 s" in reasons["SLOW"]
    assert "ZeroDivisionError" in reasons["RAISE"]
    assert "memory" in reasons["LEAK"]


def test_workers_that_cannot_start_end_the_run(tmp_path: Path) -> None:
    unit = ReadingUnit(source=str(tmp_path / "absent.txt"))
    with Pool(StillbornSetup(), workers=1, quick=False) as pool:  # type: ignore[arg-type]
        pool.submit(Task(number=0, unit=unit))
        with pytest.raises(RunError, match="end before they have begun"):
            _drain(pool)


def _drain(pool: Pool) -> None:
    for _ in range(10):
        list(pool.results())
