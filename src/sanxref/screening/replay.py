"""A stored run done again: from its own texts, against the snapshots that it names.

The articles come from the report, which carries the text that was screened; inputs that were not
screened stay what they were, because there is no text of them. The lists come from the cache by
their hashes, or from the archive.
"""

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice, zip_longest

import msgspec

from sanxref.model.articles import Article
from sanxref.model.dates import PartialDate
from sanxref.model.report import ReportArticle
from sanxref.screening.document import report_lists
from sanxref.screening.isolation import encode_article
from sanxref.screening.runs import RunPlan
from sanxref.screening.screener import Screener
from sanxref.screening.stored import SAME_CONTENT, StoredReport, Tally, decode_counts

__all__ = ["Difference", "Replayed", "replay", "stored_article"]

_MOST_TOLD = 20
"""Differences that are told one by one; more are only counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One place where a replay is not what the run was.

    Attributes:
        where: Id and source of the article, or the part of the report.
        field: What differs.
        stored: What the run has.
        replayed: What the replay gave.
    """

    where: str
    field: str
    stored: str
    replayed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """The outcome of a replay.

    Attributes:
        run: Identifier of the run.
        articles: Articles that were screened again.
        carried: Inputs that were not screened, and so could not be.
        differences: Number of all differences; 0 where the report is the same, byte for byte,
            outside `run`.
        told: The first of them.
        list_faults: List files that are missing or other ones; differences come of it.
    """

    run: str
    articles: int
    carried: int
    differences: int
    told: tuple[Difference, ...]
    list_faults: tuple[str, ...] = ()


def stored_article(stored: ReportArticle) -> Article:
    """Make the article again that a report tells of; notes of the report itself are left out."""
    return Article(
        id=stored.id,
        source=stored.source,
        text=stored.text,
        title=stored.title,
        published=PartialDate.parse(stored.published) if stored.published else None,
        language=stored.language,
        sha256=stored.sha256,
        notes=tuple(note for note in stored.notes if not note.startswith(SAME_CONTENT)),
    )


def replay(
    report: StoredReport,
    plan: RunPlan,
    screener: Screener,
    *,
    list_faults: tuple[str, ...] = (),
    tick: Callable[[str], None] = lambda _source: None,
) -> Replayed:
    """Screen the articles of a run again, and compare.

    Args:
        report: Of the run.
        plan: Of the run.
        screener: Made with the run's lists, options and vocabulary.
        list_faults: What is wrong with the files of the lists.
        tick: Told the source of each article.
    """
    found = _differences(report, plan, screener, tick)
    told: list[Difference] = list(islice(found, _MOST_TOLD))
    further = sum(1 for _ in found)
    return Replayed(
        run=plan.id,
        articles=report.summary.screened,
        carried=report.summary.not_screened,
        differences=len(told) + further,
        told=tuple(told),
        list_faults=list_faults,
    )


def _differences(
    report: StoredReport, plan: RunPlan, screener: Screener, tick: Callable[[str], None]
) -> Iterator[Difference]:
    tally = Tally()
    for line, stored in zip(report.lines(), report.articles(), strict=True):
        if stored.status == "screened":
            fresh = screener.screen_article(stored_article(stored), quick=plan.quick)
            again = tuple(note for note in stored.notes if note.startswith(SAME_CONTENT))
            encoded = encode_article(dataclasses.replace(fresh, notes=(*fresh.notes, *again)))
        else:
            encoded = line
        tally.add(decode_counts(encoded))
        if encoded != line:
            yield from _compare(f"{stored.id} {stored.source}", line, encoded)
        tick(stored.source)
    lists = report_lists(screener.lists)
    yield from _compare("report", _encode(report.lists, "lists"), _encode(lists, "lists"))
    yield from _compare(
        "report", _encode(report.summary, "summary"), _encode(tally.summary(lists), "summary")
    )


def _encode(value: object, name: str) -> bytes:
    return msgspec.json.encode({name: value})


def _compare(where: str, stored: bytes, replayed: bytes) -> Iterator[Difference]:
    if stored == replayed:
        return
    old, new = msgspec.json.decode(stored), msgspec.json.decode(replayed)
    for field, had, has in _walk("", old, new):
        yield Difference(where=where, field=field, stored=had, replayed=has)


def _walk(path: str, old: object, new: object) -> Iterator[tuple[str, str, str]]:
    """Give the smallest parts of two JSON values that differ."""
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys((*old, *new)):
            yield from _walk(f"{path}.{key}" if path else key, old.get(key), new.get(key))
    elif isinstance(old, list) and isinstance(new, list):
        for place, (had, has) in enumerate(zip_longest(old, new)):
            yield from _walk(f"{path}[{place}]", had, has)
    else:
        yield path, _short(old), _short(new)


def _short(value: object) -> str:
    text = msgspec.json.encode(value).decode()
    return text if len(text) <= 120 else f"{text[:117]}..."  # noqa: PLR2004 - one line of a terminal
