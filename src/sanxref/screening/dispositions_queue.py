"""The queue of alerts, and one alert with its whole file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

import msgspec
import sqlalchemy as sa

from sanxref.errors import ReviewUnknown
from sanxref.model.designations import Designation
from sanxref.model.report import ReportArticle, ReportList, ReportRun
from sanxref.screening.dispositions import (
    AlertState,
    Disposition,
    Outcome,
    Status,
    Suppression,
    SuppressionState,
    judge_alert,
    state_of_suppression,
)
from sanxref.screening.dispositions_folding import (
    applies,
    latest_designations,
    read_dispositions,
    read_suppressions,
    waiting_on,
)
from sanxref.screening.dispositions_tables import (
    access,
    alert,
    alert_state,
    alert_version,
    article_text,
    designation_content,
    disposition,
    ledger,
    report,
)

__all__ = [
    "AlertFile",
    "Finding",
    "LedgerCheck",
    "QueueCounts",
    "QueueEntry",
    "QueueFilter",
    "RaisedVersion",
    "count_queue",
    "count_raised",
    "count_scores",
    "export_alerts",
    "list_queue",
    "list_reports",
    "next_open",
    "read_access",
    "read_check",
    "read_file",
    "recent_dispositions",
    "resolve_id",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueFilter:
    """Which alerts are wanted; what is empty or None does not restrict.

    Attributes:
        statuses: Where they stand.
        source: A list source with a potential match.
        words: Part of the person's name or of the article's source, any case.
        least_score: Best score at least.
        cause: Why they stand on the queue.
        outcome: Of decided ones.
        claims_only: Without a potential match.
    """

    statuses: tuple[Status, ...] = ()
    source: str = ""
    words: str = ""
    least_score: float | None = None
    cause: str = ""
    outcome: Outcome | None = None
    claims_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueEntry:
    """One line of the queue.

    Attributes:
        id: Of the alert.
        person: Name as the article has it.
        article: Source of the article.
        status: Where it stands.
        outcome: Where it is decided.
        proposed: Outcome that waits for approval; None where a suppression alone waits.
        score: Best score, 0.0 for claims alone.
        matches: Number of potential matches.
        flagged: Number of flagged claims.
        sources: List sources of the matches.
        cause: Why it stands here.
        hidden: Number of potential matches that suppressions hide.
        hidden_until: Last day of the first suppression to end.
        raised_at: When a run first raised it.
        changed_at: When its state was last folded.
    """

    id: str
    person: str
    article: str
    status: Status
    outcome: Outcome | None
    proposed: Outcome | None
    score: float
    matches: int
    flagged: int
    sources: tuple[str, ...]
    cause: str
    hidden: int
    hidden_until: str | None
    raised_at: str
    changed_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueCounts:
    """Number of alerts by status; what is suppressed is counted like everything else."""

    open: int = 0
    proposed: int = 0
    suppressed: int = 0
    decided: int = 0
    gone: int = 0
    hidden_matches: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RaisedVersion:
    """One form in which an alert was raised."""

    number: int
    report: str
    started: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertFile:
    """All that is on record about one alert.

    Attributes:
        entry: Its line of the queue.
        article_key: What the article is identified by.
        person_key: The name in comparable form.
        article: The article with its text, this person and the claims about it.
        items: What has to be decided on.
        state: Where it stands.
        run: The run that last raised it.
        lists: The lists of that run.
        versions: Every form in which it was raised, oldest first.
        dispositions: Oldest first.
        suppressions: Made from this alert, or in use for it, with their states.
        designations: What the lists said of the targets, by hash, where it was stored.
        latest: Latest known hash by (list source, reference).
    """

    entry: QueueEntry
    article_key: str
    person_key: str
    article: ReportArticle
    items: tuple[str, ...]
    state: AlertState
    run: ReportRun
    lists: tuple[ReportList, ...]
    versions: tuple[RaisedVersion, ...]
    dispositions: tuple[Disposition, ...]
    suppressions: tuple[tuple[Suppression, SuppressionState], ...]
    designations: Mapping[str, Designation]
    latest: Mapping[tuple[str, str], str | None]

    @property
    def version(self) -> int:
        """Number of the newest version: what a decision has been looking at."""
        return self.versions[-1].number


class Finding(StrEnum):
    """What a comparison with the ledger came to, as it stands on record."""

    INTACT = "ledger intact"
    ALTERED = "ledger altered"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerCheck:
    """The last time that everything was compared with the ledger.

    Attributes:
        at: When.
        by: Who asked for it.
        intact: Whether all was as it was written.
        since: Number of rows that were added after it.
    """

    at: str
    by: str
    intact: bool
    since: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    run: ReportRun
    lists: tuple[ReportList, ...]


_ENTRY = sa.select(alert, alert_state).join(alert_state, alert_state.c.alert == alert.c.id)


def list_queue(
    connection: sa.Connection, wanted: QueueFilter, *, limit: int, offset: int = 0
) -> tuple[QueueEntry, ...]:
    """List alerts: best score first, then by the number of flagged claims, then by id."""
    query = (
        _ENTRY.where(*_conditions(wanted))
        .order_by(alert_state.c.score.desc(), alert_state.c.flagged.desc(), alert.c.id)
        .limit(limit)
        .offset(offset)
    )
    return tuple(_entry(row) for row in connection.execute(query).mappings())


def count_queue(connection: sa.Connection, wanted: QueueFilter) -> QueueCounts:
    """Count by status, whatever statuses are wanted."""
    rows = connection.execute(
        sa.select(alert_state.c.status, sa.func.count(), sa.func.sum(alert_state.c.hidden))
        .join(alert, alert_state.c.alert == alert.c.id)
        .where(*_conditions(replace(wanted, statuses=())))
        .group_by(alert_state.c.status)
    ).all()
    counts = {row[0]: row[1] for row in rows}
    return QueueCounts(**counts, hidden_matches=sum(int(row[2]) for row in rows))


def count_scores(connection: sa.Connection, wanted: QueueFilter) -> dict[float, int]:
    """Count alerts with a match by best score, in steps of 0.02 (0.98 holds 0.98 to 0.9999)."""
    rows = connection.execute(
        sa.select(alert_state.c.score, sa.func.count())
        .join(alert, alert_state.c.alert == alert.c.id)
        .where(*_conditions(wanted), alert_state.c.matches > 0)
        .group_by(alert_state.c.score)
    )
    counts: dict[float, int] = {}
    for score, count in rows:
        # Scores have four decimals; the small addition keeps 0.94 from becoming 0.92.
        step = round(int(score * 50 + 1e-6) / 50, 2)
        counts[step] = counts.get(step, 0) + count
    return counts


def count_raised(connection: sa.Connection) -> dict[str, int]:
    """Count alerts by the day on which a run first raised them."""
    day = sa.func.substr(alert.c.raised_at, 1, 10)
    rows = connection.execute(sa.select(day, sa.func.count()).group_by(day))
    return {row[0]: row[1] for row in rows}


def list_reports(connection: sa.Connection) -> frozenset[str]:
    """Give the ids of the runs that were taken in."""
    return frozenset(connection.scalars(sa.select(report.c.id)))


def next_open(connection: sa.Connection, wanted: QueueFilter, after: QueueEntry) -> str | None:
    """Find the alert that follows on the queue; past its end, the first one."""
    score, flagged = alert_state.c.score, alert_state.c.flagged
    behind = sa.or_(
        score < after.score,
        sa.and_(score == after.score, flagged < after.flagged),
        sa.and_(score == after.score, flagged == after.flagged, alert.c.id > after.id),
    )
    order = (score.desc(), flagged.desc(), alert.c.id)
    base = (
        sa.select(alert.c.id)
        .join(alert_state, alert_state.c.alert == alert.c.id)
        .where(*_conditions(wanted), alert.c.id != after.id)
        .order_by(*order)
        .limit(1)
    )
    found = connection.scalar(base.where(behind)) or connection.scalar(base)
    return str(found) if found is not None else None


def _conditions(wanted: QueueFilter) -> Iterator[sa.ColumnElement[bool]]:
    state = alert_state.c
    if wanted.statuses:
        yield state.status.in_([str(one) for one in wanted.statuses])
    if wanted.source:
        yield state.sources.contains(f" {wanted.source} ", autoescape=True)
    if wanted.words:
        yield sa.or_(
            alert.c.person.icontains(wanted.words, autoescape=True),
            alert.c.person_key.icontains(wanted.words, autoescape=True),
            state.article_source.icontains(wanted.words, autoescape=True),
        )
    if wanted.least_score is not None:
        yield state.score >= wanted.least_score
    if wanted.cause:
        yield state.cause == wanted.cause
    if wanted.outcome is not None:
        yield state.outcome == str(wanted.outcome)
    if wanted.claims_only:
        yield state.matches == 0


def _entry(row: Mapping[Any, Any]) -> QueueEntry:
    return QueueEntry(
        id=row["id"],
        person=row["person"],
        article=row["article_source"],
        status=Status(row["status"]),
        outcome=Outcome(row["outcome"]) if row["outcome"] else None,
        proposed=Outcome(row["proposed"]) if row["proposed"] else None,
        score=row["score"],
        matches=row["matches"],
        flagged=row["flagged"],
        sources=tuple(row["sources"].split()),
        cause=row["cause"],
        hidden=row["hidden"],
        hidden_until=row["hidden_until"],
        raised_at=row["raised_at"],
        changed_at=row["changed_at"],
    )


def resolve_id(connection: sa.Connection, given: str) -> str:
    """Find an alert by its id, or by the beginning of it.

    Raises:
        ReviewUnknown: No alert, or more than one, begins so.
    """
    found = connection.scalars(
        sa.select(alert.c.id).where(alert.c.id.startswith(given, autoescape=True)).limit(2)
    ).all()
    if not given or not found:
        raise ReviewUnknown(f"there is no alert {given!r}; see: sanxref review list")
    if len(found) > 1:
        raise ReviewUnknown(f"more than one alert begins with {given!r}; give more of the id")
    return str(found[0])


def read_file(connection: sa.Connection, given: str, *, today: date) -> AlertFile:
    """Read all that is on record about one alert.

    Raises:
        ReviewUnknown: There is no such alert.
    """
    number = resolve_id(connection, given)
    row = connection.execute(_ENTRY.where(alert.c.id == number)).mappings().one()
    entry = _entry(row)
    versions = (
        connection.execute(
            alert_version.select()
            .where(alert_version.c.alert == number)
            .order_by(alert_version.c.started, alert_version.c.id)
        )
        .mappings()
        .all()
    )
    newest = versions[-1]
    article = msgspec.json.decode(newest["content"], type=ReportArticle)
    text = connection.scalar(
        sa.select(article_text.c.text).where(article_text.c.sha256 == newest["text"])
    )
    head = msgspec.json.decode(
        connection.scalar(sa.select(report.c.content).where(report.c.id == newest["report"])) or "",
        type=_Head,
    )
    near = _rules_near(connection, row)
    latest = latest_designations(connection, _references(versions) | {r.reference for r in near})
    dispositions = read_dispositions(connection, [number])[number]
    rules = tuple((rule, state_of_suppression(rule, latest, today)) for rule in near)
    items = tuple(msgspec.json.decode(newest["items"]))
    in_force = [rule for rule, state in rules if state is SuppressionState.IN_FORCE]
    return AlertFile(
        entry=entry,
        article_key=row["article_key"],
        person_key=row["person_key"],
        article=replace(article, text=text or ""),
        items=items,
        state=judge_alert(items, dispositions, in_force, waiting_on(number, rules)),
        run=head.run,
        lists=head.lists,
        versions=tuple(
            RaisedVersion(
                number=one["id"],
                report=one["report"],
                started=one["started"],
                items=tuple(msgspec.json.decode(one["items"])),
            )
            for one in versions
        ),
        dispositions=dispositions,
        suppressions=rules,
        designations=_contents(connection, versions, latest),
        latest=latest,
    )


def _rules_near(connection: sa.Connection, row: Mapping[Any, Any]) -> tuple[Suppression, ...]:
    """Suppressions made from an alert, or with it in their scope."""
    return tuple(
        rule
        for rule in read_suppressions(connection, [row["person_key"]])
        if rule.alert == row["id"] or applies(rule, row["article_key"], row["article_source"])
    )


def _references(versions: Sequence[Mapping[Any, Any]]) -> set[str]:
    items = {item for version in versions for item in msgspec.json.decode(version["items"])}
    return {item.rpartition(":")[0].split(":", 2)[2] for item in items if item.startswith("match:")}


def _contents(
    connection: sa.Connection,
    versions: Sequence[Mapping[Any, Any]],
    latest: Mapping[tuple[str, str], str | None],
) -> dict[str, Designation]:
    wanted: set[str] = set()
    for version in versions:
        for item in msgspec.json.decode(version["items"]):
            kind, _, rest = item.partition(":")
            if kind == "match":
                key, _, digest = rest.rpartition(":")
                source, _, reference = key.partition(":")
                wanted |= {digest, latest.get((source, reference)) or ""}
    rows = connection.execute(
        designation_content.select().where(designation_content.c.sha256.in_(wanted))
    )
    return {row.sha256: msgspec.json.decode(row.content, type=Designation) for row in rows}


def export_alerts(connection: sa.Connection, *, today: date) -> Iterator[dict[str, Any]]:
    """Give every alert with its history, by id, as plain data for JSON."""
    latest = latest_designations(connection)
    for row in connection.execute(_ENTRY.order_by(alert.c.id)).mappings().all():
        yield {
            "type": "alert",
            "alert": _entry(row),
            "article_key": row["article_key"],
            "dispositions": read_dispositions(connection, [row["id"]])[row["id"]],
        }
    for rule in read_suppressions(connection):
        yield {
            "type": "suppression",
            "suppression": rule,
            "state": state_of_suppression(rule, latest, today),
        }


def read_access(connection: sa.Connection, *, limit: int) -> tuple[dict[str, Any], ...]:
    """Give the latest log-ins and refusals, newest first."""
    rows = connection.execute(access.select().order_by(access.c.id.desc()).limit(limit))
    return tuple(dict(row) for row in rows.mappings())


def read_check(connection: sa.Connection) -> LedgerCheck | None:
    """Give the last comparison with the ledger that is on record."""
    row = connection.execute(
        access.select()
        .where(access.c.event.in_([str(one) for one in Finding]))
        .order_by(access.c.id.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    place = sa.select(ledger.c.id).where(ledger.c.kind == "access", ledger.c.subject == row.id)
    since = connection.scalar(
        sa.select(sa.func.count()).where(ledger.c.id > place.scalar_subquery())
    )
    return LedgerCheck(
        at=row.at, by=row.user, intact=row.event == Finding.INTACT, since=int(since or 0)
    )


def recent_dispositions(connection: sa.Connection, *, limit: int) -> tuple[Disposition, ...]:
    """Give the latest dispositions of all alerts, newest first."""
    alerts = connection.scalars(
        sa.select(disposition.c.alert).order_by(disposition.c.id.desc()).limit(limit)
    ).all()
    found = read_dispositions(connection, tuple(dict.fromkeys(alerts)))
    every = [one for history in found.values() for one in history]
    return tuple(sorted(every, key=lambda one: -one.id)[:limit])
