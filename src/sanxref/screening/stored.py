"""The report of a run as it is stored: JSON with one article to a line, read as a stream.

It is the report of `sanxref.reports` like any other; only its line ends are chosen so that nobody
who reads it needs more memory than one article takes.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from sanxref.errors import ReportError
from sanxref.model.claims import Verdict
from sanxref.model.report import (
    SCHEMA,
    ReportArticle,
    ReportDocument,
    ReportList,
    ReportRun,
    ReportSummary,
    ReportVerdictCounts,
)

__all__ = [
    "SAME_CONTENT",
    "ArticleCounts",
    "StoredReport",
    "Tally",
    "decode_counts",
    "write_stored_report",
]

SAME_CONTENT = "the same content as "
"""Begins the note on a duplicate; the source of the first one follows."""

_OPENING = b',"articles":['
_CLOSING = b'],"summary":'
_TAIL_BYTES = 4096
"""The last line is the summary, some 200 bytes."""


class _Claim(msgspec.Struct):
    verdict: Verdict


class _Person(msgspec.Struct):
    matches: tuple[msgspec.Raw, ...]


class ArticleCounts(msgspec.Struct):
    """As much of an article as is counted; reading it is ten times as fast as the whole.

    Attributes:
        id: Of the article.
        source: Where it came from.
        sha256: Of the bytes as received.
        status: `screened` or `not_screened`.
        reason: Why it was not.
        persons: With their matches.
        claims: With their verdicts.
        notes: What a reader of the article must know.
    """

    id: str
    source: str
    sha256: str
    status: str
    reason: str
    persons: tuple[_Person, ...]
    claims: tuple[_Claim, ...]
    notes: tuple[str, ...] = ()

    @property
    def same_as(self) -> str:
        """Source of the article before it that has the same content; or empty."""
        noted = (note for note in self.notes if note.startswith(SAME_CONTENT))
        return next(noted, "").removeprefix(SAME_CONTENT)

    @property
    def matches(self) -> int:
        """Number of potential matches."""
        return sum(len(person.matches) for person in self.persons)

    @property
    def has_findings(self) -> bool:
        """Whether anything in it asks for a look, or could not be looked at."""
        return bool(self.matches or self.claims or self.status != "screened")


class _Head(msgspec.Struct):
    schema: str
    run: ReportRun
    lists: tuple[ReportList, ...]


_COUNTS = msgspec.json.Decoder(ArticleCounts)
_ARTICLE = msgspec.json.Decoder(ReportArticle)


def decode_counts(encoded: bytes) -> ArticleCounts:
    """Read as much of an article as is counted."""
    return _COUNTS.decode(encoded)


class Tally:
    """Counts articles one by one to the summary of a report."""

    def __init__(self) -> None:
        """Begin at nothing."""
        self._articles = self._screened = self._clear = self._persons = self._matches = 0
        self._duplicates = 0
        self._verdicts = dict.fromkeys(Verdict, 0)

    def add(self, article: ArticleCounts) -> None:
        """Count one article."""
        self._articles += 1
        self._duplicates += bool(article.same_as)
        if article.status != "screened":
            return
        self._screened += 1
        self._persons += len(article.persons)
        self._matches += article.matches
        self._clear += not article.matches
        for claim in article.claims:
            self._verdicts[claim.verdict] += 1

    def summary(self, lists: tuple[ReportList, ...]) -> ReportSummary:
        """Give the counts; nothing is clear where a list is not current."""
        current = bool(lists) and all(one.state == "current" for one in lists)
        return ReportSummary(
            articles=self._articles,
            screened=self._screened,
            not_screened=self._articles - self._screened,
            clear=self._clear if current else 0,
            persons=self._persons,
            matches=self._matches,
            claims=ReportVerdictCounts(**{str(one): n for one, n in self._verdicts.items()}),
            duplicates=self._duplicates,
        )


def write_stored_report(
    path: Path,
    run: ReportRun,
    lists: tuple[ReportList, ...],
    articles: Iterable[bytes],
    *,
    counted: Callable[[ArticleCounts], None] = lambda _: None,
) -> ReportSummary:
    """Write a report article by article; the file appears when it is whole.

    Args:
        path: Where.
        run: How the report was made.
        lists: What was screened against.
        articles: Each as JSON on one line.
        counted: Told each article.

    Raises:
        OSError: It cannot be written; an older file of that name is left as it was.
    """
    tally = Tally()
    waiting = path.with_name(f".{path.name}.part")
    try:
        with waiting.open("wb") as sink:
            head = msgspec.json.encode(_Head(schema=SCHEMA, run=run, lists=lists))
            sink.write(head[:-1] + _OPENING + b"\n")
            joint = b""
            for article in articles:
                counts = _COUNTS.decode(article)
                tally.add(counts)
                counted(counts)
                sink.write(joint + article)
                joint = b",\n"
            summary = tally.summary(lists)
            sink.write(b"\n" * bool(joint) + _CLOSING + msgspec.json.encode(summary) + b"}\n")
            sink.flush()
            os.fsync(sink.fileno())
        waiting.replace(path)
    finally:
        waiting.unlink(missing_ok=True)
    return summary


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReport:
    """A stored report, read as far as asked.

    Attributes:
        path: Where it is.
        run: How it was made.
        lists: What was screened against.
        summary: Counts.
    """

    path: Path
    run: ReportRun
    lists: tuple[ReportList, ...]
    summary: ReportSummary

    @classmethod
    def open(cls, path: Path) -> "StoredReport":
        """Read head and summary.

        Raises:
            ReportError: The file cannot be read, or is not of this form.
        """
        try:
            with path.open("rb") as reader:
                first = reader.readline().removesuffix(b"\n")
                reader.seek(max(0, path.stat().st_size - _TAIL_BYTES))
                last = reader.read().rpartition(_CLOSING)[2]
            if not first.endswith(_OPENING):
                raise ReportError(f"{path} is not a stored report, or is damaged")
            head = msgspec.json.decode(first.removesuffix(_OPENING) + b"}", type=_Head)
            summary = msgspec.json.decode(last.strip().removesuffix(b"}"), type=ReportSummary)
        except (OSError, UnicodeDecodeError, msgspec.DecodeError) as exc:
            raise ReportError(f"{path} cannot be read, or is damaged: {exc}") from exc
        return cls(path=path, run=head.run, lists=head.lists, summary=summary)

    def lines(self) -> Iterator[bytes]:
        """Give each article as JSON, in order."""
        with self.path.open("rb") as reader:
            reader.readline()
            for line in reader:
                if line.startswith(b"]"):
                    return
                yield line.rstrip(b",\n") if line.endswith(b",\n") else line.rstrip(b"\n")

    def articles(self) -> Iterator[ReportArticle]:
        """Give each article, in order.

        Raises:
            ReportError: One is damaged.
        """
        for number, line in enumerate(self.lines(), start=1):
            try:
                yield _ARTICLE.decode(line)
            except (UnicodeDecodeError, msgspec.DecodeError) as exc:
                raise ReportError(f"{self.path}: article {number} is damaged: {exc}") from exc

    def document(self) -> ReportDocument:
        """Read it whole."""
        return self._document(tuple(self.articles()))

    def findings(self, *, texts: bool, most: int | None = None) -> ReportDocument:
        """Read what has findings or was not screened; the counts stay those of the whole.

        Args:
            texts: Whether the texts are wanted.
            most: Stop after so many articles.
        """
        found: list[ReportArticle] = []
        for line in self.lines():
            if _COUNTS.decode(line).has_findings:
                article = _ARTICLE.decode(line)
                found.append(article if texts else replace(article, text=""))
                if len(found) == most:
                    break
        return self._document(tuple(found))

    def _document(self, articles: tuple[ReportArticle, ...]) -> ReportDocument:
        return ReportDocument(
            schema=SCHEMA,
            run=self.run,
            lists=self.lists,
            articles=articles,
            summary=self.summary,
        )
