"""From the whole journal of a run to its report, its list of inputs and its manifest."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

import msgspec

from sanxref.errors import RunError
from sanxref.model.designations import SourceKey
from sanxref.model.report import ReportRun, ReportSummary
from sanxref.model.snapshots import Snapshot
from sanxref.screening.document import report_lists, write_instant
from sanxref.screening.journal import Entry, read_entries
from sanxref.screening.manifest import seal_run
from sanxref.screening.runs import RunFolder, RunPlan
from sanxref.screening.screener import Screener
from sanxref.screening.stored import ArticleCounts, StoredReport, write_stored_report

__all__ = [
    "FinishedRun",
    "InputRecord",
    "finish_run",
    "finished_run",
    "read_inputs",
    "report_run",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class InputRecord:
    """One line of `inputs.jsonl`: an input with its outcome.

    Attributes:
        source: As the user named it.
        id: Of the article in the report; empty where it was passed over.
        sha256: Of the bytes as received.
        outcome: `screened`, `not_screened` or `skipped`.
        reason: Why it was not screened; empty where it was.
        persons: Mentioned persons.
        matches: Potential matches; 0 is recorded as well as any other number.
        claims: Claims about designations.
        same_as: Source of the input before it that has the same content; or empty.
    """

    source: str
    sha256: str
    outcome: str
    id: str = ""
    reason: str = ""
    persons: int = 0
    matches: int = 0
    claims: int = 0
    same_as: str = ""


def read_inputs(folder: RunFolder) -> Iterator[InputRecord]:
    """Give every input of a finished run with its outcome.

    Raises:
        RunError: They cannot be read.
    """
    path = folder.path / "inputs.jsonl"
    decoder = msgspec.json.Decoder(InputRecord)
    try:
        with path.open("rb") as reader:
            yield from map(decoder.decode, reader)
    except (OSError, UnicodeDecodeError, msgspec.DecodeError) as exc:
        raise RunError(f"{path} cannot be read: {exc}") from exc


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedRun:
    """What a run left.

    Attributes:
        folder: Where.
        report: The stored report.
        skipped: Inputs passed over.
        seconds: CPU and waiting time of all articles together.
        slowest: Of one article.
    """

    folder: RunFolder
    report: StoredReport
    skipped: int
    seconds: float
    slowest: float


def finished_run(folder: RunFolder) -> FinishedRun:
    """Give what a run left that was finished before; how long articles took is not known then."""
    report = StoredReport.open(folder.report)
    return FinishedRun(
        folder=folder, report=report, skipped=report.run.unchanged, seconds=0.0, slowest=0.0
    )


class _Journalled:
    """Streams the articles of a journal, and writes the list of inputs on the way."""

    def __init__(self, folder: RunFolder) -> None:
        self._folder = folder
        self._lines = (folder.path / "inputs.jsonl").open("wb")
        self.seconds = 0.0
        self.slowest = 0.0
        self.consulted: set[tuple[str, str]] = set()

    def articles(self) -> Iterator[bytes]:
        for _, entry in read_entries(self._folder.journal):
            self.seconds += entry.seconds
            self.slowest = max(self.slowest, entry.seconds)
            self.consulted.update(entry.consulted)
            if entry.skipped:
                self._write(_skipped(entry))
            else:
                yield bytes(entry.article)
        self._lines.close()

    def note(self, article: ArticleCounts) -> None:
        self._write(
            InputRecord(
                source=article.source,
                sha256=article.sha256,
                outcome=article.status,
                id=article.id,
                reason=article.reason,
                persons=len(article.persons),
                matches=article.matches,
                claims=len(article.claims),
                same_as=article.same_as,
            )
        )

    def _write(self, record: InputRecord) -> None:
        self._lines.write(msgspec.json.encode(record) + b"\n")


def _skipped(entry: Entry) -> InputRecord:
    return InputRecord(source=entry.source, sha256=entry.skipped, outcome="skipped")


def report_run(plan: RunPlan, finished: datetime, *, skipped: int = 0) -> ReportRun:
    """Head of the report of a run."""
    return ReportRun(
        id=plan.id,
        started=write_instant(plan.started),
        finished=write_instant(finished),
        version=plan.version,
        configuration=plan.configuration,
        recognizer=plan.recognizer_words,
        as_of=plan.as_of,
        unchanged=skipped,
        since=plan.since_words,
    )


def _snapshots(screener: Screener, names: Iterable[tuple[str, str]]) -> tuple[Snapshot, ...]:
    """What is known of snapshots that verdicts looked at."""
    found = (screener.earlier_snapshot(SourceKey(source), name) for source, name in sorted(names))
    return tuple(one for one in found if one is not None)


def finish_run(  # noqa: PLR0913 - what is not in the folder and must be told
    folder: RunFolder,
    plan: RunPlan,
    screener: Screener,
    *,
    finished: datetime,
    workers: int,
    skipped: int,
) -> FinishedRun:
    """Write report, inputs and manifest, and give up the journal, which holds no more than they.

    Killed in its midst, it is done again by `--resume`.

    Args:
        folder: Of the run.
        plan: Of the run.
        screener: With the lists of the run.
        finished: When it was.
        workers: Processes that screened.
        skipped: Inputs in the journal that were passed over.

    Raises:
        OSError: The disk is full.
        RunError: The manifest cannot be signed.
    """
    journalled = _Journalled(folder)
    summary: ReportSummary = write_stored_report(
        folder.report,
        report_run(plan, finished, skipped=skipped),
        report_lists(screener.lists),
        journalled.articles(),
        counted=journalled.note,
    )
    waiting = folder.path / ".journal.jsonl"  # out of the manifest's sight, not yet given up
    folder.journal.replace(waiting)
    try:
        seal_run(
            folder,
            plan,
            finished=finished,
            workers=workers,
            summary=summary,
            skipped=skipped,
            consulted=_snapshots(screener, journalled.consulted),
        )
    except BaseException:
        waiting.replace(folder.journal)
        raise
    waiting.unlink()
    return FinishedRun(
        folder=folder,
        report=StoredReport.open(folder.report),
        skipped=skipped,
        seconds=journalled.seconds,
        slowest=journalled.slowest,
    )
