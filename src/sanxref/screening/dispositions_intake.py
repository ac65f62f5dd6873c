"""Reports to rows of the review database; taking the same report twice changes nothing."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import msgspec
import sqlalchemy as sa

from sanxref.errors import ReviewConflict
from sanxref.model.designations import Designation, Reference
from sanxref.model.report import ReportArticle, ReportDocument, ReportMatch
from sanxref.model.snapshots import LoadedList
from sanxref.reports.document import encode_text_safely
from sanxref.screening.alerts import Alert, alerts_of_article, article_key
from sanxref.screening.dispositions_database import ReviewDatabase
from sanxref.screening.dispositions_folding import read_suppressions, refresh_states
from sanxref.screening.dispositions_tables import (
    alert,
    alert_version,
    article_text,
    designation_content,
    designation_state,
    report,
    suppression,
    voiding,
)
from sanxref.screening.fingerprints import designation_sha256

__all__ = ["Intake", "note_lists", "take_in"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What a report brought to the queue.

    Attributes:
        report: Id of the run.
        new: Alerts that were never raised before.
        changed: Alerts raised again with something else to decide on, or other evidence.
        unchanged: Alerts raised again as they were, or known in a newer form.
        gone: Alerts of the same articles that this report no longer raises.
    """

    report: str
    new: int
    changed: int
    unchanged: int
    gone: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """The newest form of an alert that is on record."""

    alert: str
    started: str
    items: tuple[str, ...]
    content: str
    text: str


@dataclass(slots=True, kw_only=True)
class _Counts:
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0


def take_in(  # noqa: PLR0913 - who, when, and what it rests on
    connection: sa.Connection,
    document: ReportDocument,
    *,
    by: str,
    at: str,
    today: date,
    lists: Sequence[LoadedList] = (),
) -> Intake:
    """Put the alerts of a report on the queue.

    What the lists said of the targets is kept, where they are at hand and still say it.

    An alert that an older run raised and this report, of the same article, does not, is gone:
    but only where every list that it rests on was loaded, and not as of a past day.

    Raises:
        ReviewConflict: Another report has the same run id.
    """
    digest = hashlib.sha256(_encode(document)).hexdigest()
    known = connection.scalar(sa.select(report.c.sha256).where(report.c.id == document.run.id))
    counts = _Counts()
    if known is None:
        _write_report(
            connection, document, {"sha256": digest, "imported_at": at, "imported_by": by}
        )
        touched: set[str] = set()
        for article in document.articles:
            if article.status == "screened":
                touched |= _take_article(connection, document, article, counts)
        touched |= _note_matches(connection, document, now=at)
        _keep_contents(connection, document, lists)
        refresh_states(connection, touched, at=at, today=today)
    elif known != digest:
        raise ReviewConflict(
            f"another report of run {document.run.id} is on record; a run has one report"
        )
    else:
        counts.unchanged = sum(len(alerts_of_article(one)) for one in document.articles)
    return Intake(
        report=document.run.id,
        new=counts.new,
        changed=counts.changed,
        unchanged=counts.unchanged,
        gone=counts.gone,
    )


def _write_report(
    connection: sa.Connection, document: ReportDocument, more: Mapping[str, str]
) -> None:
    head = {"run": document.run, "lists": document.lists, "summary": document.summary}
    connection.execute(
        report.insert().values(
            id=document.run.id,
            started=document.run.started,
            content=_encode(head).decode(),
            **more,
        )
    )


def _take_article(
    connection: sa.Connection, document: ReportDocument, article: ReportArticle, counts: _Counts
) -> set[str]:
    found = {one.id: one for one in alerts_of_article(article)}
    known = _known_of(connection, article_key(article))
    if not found and not known:
        return set()
    text = _write_text(connection, article.text)
    touched: set[str] = set()
    for one in found.values():
        before = known.get(one.id)
        content = _content_of(one.article)
        if before is None:
            counts.new += 1
            _write_alert(connection, one, document.run.started)
        elif before.started >= document.run.started or (before.items, before.content) == (
            one.items,
            content,
        ):
            counts.unchanged += 1
            continue
        else:
            counts.changed += 1
        _write_version(connection, document, one.id, (one.items, content, text))
        touched.add(one.id)
    for before in known.values():
        if before.alert not in found and _may_withdraw(before, document):
            counts.gone += 1
            _write_version(connection, document, before.alert, ((), before.content, before.text))
            touched.add(before.alert)
    return touched


def _known_of(connection: sa.Connection, key: str) -> dict[str, _Known]:
    """Newest version of each alert of an article, by id of the alert."""
    rows = connection.execute(
        sa.select(
            alert_version.c.alert,
            alert_version.c.started,
            alert_version.c["items"],
            alert_version.c.content,
            alert_version.c.text,
        )
        .join(alert, alert.c.id == alert_version.c.alert)
        .where(alert.c.article_key == _storable(key))
        .order_by(alert_version.c.started, alert_version.c.id)
    )
    return {
        row[0]: _Known(
            alert=row[0],
            started=row[1],
            items=tuple(msgspec.json.decode(row[2])),
            content=row[3],
            text=row[4],
        )
        for row in rows
    }


def _may_withdraw(before: _Known, document: ReportDocument) -> bool:
    loaded = {one.source for one in document.lists if one.snapshot is not None}
    needed = {item.split(":")[1] for item in before.items if item.startswith("match:")}
    return (
        bool(before.items)
        and document.run.as_of is None
        and before.started < document.run.started
        and bool(loaded)
        and needed <= loaded
    )


def _write_alert(connection: sa.Connection, one: Alert, raised_at: str) -> None:
    connection.execute(
        alert.insert().values(
            id=one.id,
            article_key=_storable(one.article_key),
            person_key=_storable(one.person_key),
            person=_storable(one.name),
            raised_at=raised_at,
        )
    )


def _write_version(
    connection: sa.Connection,
    document: ReportDocument,
    number: str,
    parts: tuple[tuple[str, ...], str, str],
) -> None:
    items, content, text = parts
    ReviewDatabase.append(
        connection,
        alert_version,
        {
            "alert": number,
            "report": document.run.id,
            "started": document.run.started,
            "items": msgspec.json.encode(items).decode(),
            "content": content,
            "text": text,
        },
    )


def _write_text(connection: sa.Connection, text: str) -> str:
    stored = _storable(text)
    digest = hashlib.sha256(stored.encode()).hexdigest()
    _add_if_absent(connection, article_text, {"sha256": digest, "text": stored})
    return digest


def _add_if_absent(connection: sa.Connection, table: sa.Table, values: Mapping[str, Any]) -> None:
    key = next(iter(table.primary_key.columns))
    if connection.scalar(sa.select(key).where(key == values[key.name])) is None:
        connection.execute(table.insert().values(**values))


def _content_of(article: ReportArticle) -> str:
    return _storable(_encode(replace(article, text="")).decode())


def _encode(value: object) -> bytes:
    return encode_text_safely(value, msgspec.json.encode)


def _storable(text: str) -> str:
    """Put U+FFFD for what PostgreSQL cannot hold: NUL, and surrogates; offsets stay.

    JSON writes NUL as six characters, which is harmless and left alone.
    """
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()


def _note_matches(connection: sa.Connection, document: ReportDocument, *, now: str) -> set[str]:
    """Take over what the lists said of the targets when the run was made."""
    if document.run.as_of is not None:
        return set()
    seen = {
        (match.source, match.reference): match.designation_sha256
        for match in _matches_of(document)
        if match.designation_sha256
    }
    return _note(connection, seen, at=document.run.started, now=now)


def _keep_contents(
    connection: sa.Connection, document: ReportDocument, lists: Sequence[LoadedList]
) -> None:
    loaded = {str(held.status.source): held.designations for held in lists}
    for match in _matches_of(document):
        designation = loaded.get(match.source, {}).get(Reference(match.reference))
        if designation and designation_sha256(designation) == match.designation_sha256:
            _keep_content(connection, match.designation_sha256, designation)


def _keep_content(connection: sa.Connection, digest: str, designation: Designation) -> None:
    content = _storable(_encode(designation).decode())
    _add_if_absent(connection, designation_content, {"sha256": digest, "content": content})


def _matches_of(document: ReportDocument) -> Iterator[ReportMatch]:
    for article in document.articles:
        for person in article.persons:
            yield from person.matches


def note_lists(
    connection: sa.Connection, lists: Sequence[LoadedList], *, at: str, today: date
) -> int:
    """Compare the designations on record with the lists that are in use now.

    Suppressions whose designation changed are void from here on, and what they hid is open again.

    Returns:
        Number of designations that changed, or are gone from a list that is loaded.
    """
    loaded = {held.status.source: held for held in lists if held.designations}
    seen: dict[tuple[str, str], str | None] = {}
    before = _latest_states(connection)
    for key in before:
        held = loaded.get(key[0])  # type: ignore[call-overload]  # a SourceKey is a str
        if held is None:
            continue
        designation = held.designations.get(key[1])
        if designation is None:
            seen[key] = None
            continue
        digest = designation_sha256(designation)
        seen[key] = digest
        _keep_content(connection, digest, designation)
    touched = _note(connection, seen, at=at, now=at)
    refresh_states(connection, touched, at=at, today=today)
    return sum(before[key][0] != now for key, now in seen.items())


def _latest_states(connection: sa.Connection) -> dict[tuple[str, str], tuple[str | None, str]]:
    rows = connection.execute(
        sa.select(
            designation_state.c.source,
            designation_state.c.reference,
            designation_state.c.sha256,
            designation_state.c.at,
        ).order_by(designation_state.c.at, designation_state.c.id)
    )
    return {(row[0], row[1]): (row[2], row[3]) for row in rows}


def _note(
    connection: sa.Connection, seen: Mapping[tuple[str, str], str | None], *, at: str, now: str
) -> set[str]:
    """Write down what changed since it was last seen; give the alerts that it may concern."""
    known = _latest_states(connection)
    changed = {}
    for key, digest in seen.items():
        before = known.get(key)
        if before is None or (before[0] != digest and before[1] <= at):
            values = {"source": key[0], "reference": key[1], "sha256": digest, "at": at}
            connection.execute(designation_state.insert().values(**values))
            changed[key] = {digest} | ({before[0]} if before else set())
    _void(connection, changed, now)
    return _alerts_about(connection, tuple(changed))


def _void(
    connection: sa.Connection, changed: Mapping[tuple[str, str], set[str | None]], now: str
) -> None:
    """Write down for good that a suppression is void: the list may go back to its old words."""
    for rule in read_suppressions(connection) if changed else ():
        others = changed.get((rule.source, rule.reference), set()) - {rule.designation_sha256}
        if others and rule.voided is None:
            said = " or ".join(
                sorted(f"hash {one[:12]}" if one else "no designation any more" for one in others)
            )
            reason = (
                f"{rule.source} {rule.reference} had hash {rule.designation_sha256[:12]}; "
                f"the list was seen with {said}"
            )
            values = {"suppression": rule.id, "at": now, "reason": reason}
            ReviewDatabase.append(connection, voiding, values)


def _alerts_about(connection: sa.Connection, keys: Sequence[tuple[str, str]]) -> set[str]:
    """Give the alerts whose standing may change: those that a suppression may have hidden."""
    if not keys:
        return set()
    rows = connection.execute(
        sa.select(suppression.c.source, suppression.c.reference, suppression.c.person_key)
    )
    wanted = set(keys)
    names = {row.person_key for row in rows if (row.source, row.reference) in wanted}
    return set(connection.scalars(sa.select(alert.c.id).where(alert.c.person_key.in_(names))))
