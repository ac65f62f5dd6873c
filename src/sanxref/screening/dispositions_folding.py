"""From the history in the database to the state of alerts."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import msgspec
import sqlalchemy as sa

from sanxref.model.claims import Verdict
from sanxref.model.report import ReportArticle
from sanxref.screening.alerts import scope_source
from sanxref.screening.dispositions import (
    AlertState,
    Approval,
    Disposition,
    Outcome,
    Scope,
    Suppression,
    SuppressionState,
    judge_alert,
    state_of_suppression,
)
from sanxref.screening.dispositions_tables import (
    alert,
    alert_state,
    alert_version,
    approval,
    designation_state,
    disposition,
    revocation,
    suppression,
    voiding,
)

__all__ = [
    "applies",
    "latest_designations",
    "read_dispositions",
    "read_suppressions",
    "refresh_due",
    "refresh_states",
    "waiting_on",
]

_AT_ONCE = 400
"""Alerts that are folded in one go; SQLite allows 999 values in a query of old builds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Version:
    """One form in which an alert was raised."""

    id: int
    alert: str
    items: tuple[str, ...]
    content: str


def refresh_due(connection: sa.Connection, *, at: str, today: date) -> None:
    """Fold again what a suppression has hidden until a day that is past."""
    due = connection.scalars(
        sa.select(alert_state.c.alert).where(alert_state.c.hidden_until < today.isoformat())
    )
    refresh_states(connection, set(due), at=at, today=today)


def refresh_states(
    connection: sa.Connection, alerts: Iterable[str], *, at: str, today: date
) -> None:
    """Fold alerts again, and put down where they stand."""
    for some in _batches(sorted(alerts)):
        _refresh(connection, some, at, today)


def _batches(alerts: Sequence[str]) -> Iterable[tuple[str, ...]]:
    for start in range(0, len(alerts), _AT_ONCE):
        yield tuple(alerts[start : start + _AT_ONCE])


def _refresh(connection: sa.Connection, ids: tuple[str, ...], at: str, today: date) -> None:
    heads = {row.id: row for row in connection.execute(alert.select().where(alert.c.id.in_(ids)))}
    versions = _versions(connection, ids)
    decisions = read_dispositions(connection, ids)
    keys = {row.person_key for row in heads.values()}
    rules = defaultdict(list)
    for rule in read_suppressions(connection, keys):
        rules[rule.person_key].append(rule)
    named = {rule.reference for group in rules.values() for rule in group}
    designations = latest_designations(connection, named)
    connection.execute(alert_state.delete().where(alert_state.c.alert.in_(ids)))
    rows = []
    for number, head in heads.items():
        content = msgspec.json.decode(versions[number][-1].content, type=ReportArticle)
        states = [
            (rule, state_of_suppression(rule, designations, today))
            for rule in rules[head.person_key]
        ]
        near = [
            (rule, state)
            for rule, state in states
            if applies(rule, head.article_key, content.source)
        ]
        waiting = waiting_on(number, states)
        in_force = [rule for rule, state in near if state is SuppressionState.IN_FORCE]
        state = judge_alert(versions[number][-1].items, decisions[number], in_force, waiting)
        cause = _cause_of(versions[number], state, near)
        rows.append(_row(versions[number][-1], content, state, cause) | {"changed_at": at})
    if rows:
        connection.execute(alert_state.insert(), rows)


def waiting_on(
    alert_id: str, rules: Iterable[tuple[Suppression, SuppressionState]]
) -> tuple[Suppression, ...]:
    """Give the suppressions made from an alert that wait for a second person."""
    return tuple(
        rule
        for rule, state in rules
        if state is SuppressionState.PROPOSED and rule.alert == alert_id
    )


def _versions(connection: sa.Connection, ids: tuple[str, ...]) -> dict[str, list[_Version]]:
    found: dict[str, list[_Version]] = defaultdict(list)
    rows = connection.execute(
        alert_version.select()
        .where(alert_version.c.alert.in_(ids))
        .order_by(alert_version.c.started, alert_version.c.id)
    ).mappings()
    for row in rows:
        items = tuple(msgspec.json.decode(row["items"]))
        found[row["alert"]].append(
            _Version(id=row["id"], alert=row["alert"], items=items, content=row["content"])
        )
    return found


def applies(rule: Suppression, article_key: str, source: str) -> bool:
    """Whether an article lies in the scope of a suppression; the person is compared elsewhere."""
    match rule.scope:
        case Scope.ARTICLE:
            return rule.scope_value == article_key
        case Scope.SOURCE:
            return rule.scope_value == scope_source(source)
        case Scope.EVERYWHERE:
            return True


def _cause_of(
    versions: Sequence[_Version],
    state: AlertState,
    near: Sequence[tuple[Suppression, SuppressionState]],
) -> str:
    """Say why the alert stands on the queue as it does."""
    now = versions[-1].items
    if not now:
        return "gone"
    open_keys = {item.rpartition(":")[0] for item in state.open_items}
    lost = {
        rule_state
        for rule, rule_state in near
        if rule.item.rpartition(":")[0] in open_keys
        and rule_state in {SuppressionState.VOID, SuppressionState.ENDED}
    }
    if SuppressionState.VOID in lost:
        return "suppression void"
    if lost:
        return "suppression ended"
    before = next((one.items for one in reversed(versions[:-1]) if one.items != now), ())
    if not before:
        return "new" if len(versions) == 1 or all(one.items for one in versions) else "raised again"
    known = {item.rpartition(":")[0] for item in before if item.startswith("match:")}
    amended = any(
        item not in before and item.rpartition(":")[0] in known
        for item in now
        if item.startswith("match:")
    )
    return "designation changed" if amended else "findings changed"


def _row(
    version: _Version, content: ReportArticle, state: AlertState, cause: str
) -> dict[str, object]:
    matches = [match for person in content.persons for match in person.matches]
    sources = sorted({match.source for match in matches})
    return {
        "alert": version.alert,
        "version": version.id,
        "status": str(state.status),
        "outcome": state.outcome and str(state.outcome),
        "proposed": state.proposed and str(state.proposed),
        "score": max((match.score for match in matches), default=0.0),
        "matches": len(matches),
        "flagged": sum(claim.verdict != Verdict.CONFIRMED for claim in content.claims),
        "sources": f" {' '.join(sources)} ",
        "article_source": content.source,
        "cause": cause,
        "hidden": len(state.hidden_items),
        "hidden_by": " ".join(map(str, state.suppressions)),
        "hidden_until": state.hidden_until and state.hidden_until.isoformat(),
    }


def latest_designations(
    connection: sa.Connection, references: Collection[str] | None = None
) -> dict[tuple[str, str], str | None]:
    """Give the latest known hash of designations on record; None where one is gone.

    Args:
        connection: To read with.
        references: Only of these, or of all.
    """
    query = designation_state.select().order_by(designation_state.c.at, designation_state.c.id)
    if references is not None:
        if not references:
            return {}
        query = query.where(designation_state.c.reference.in_(references))
    rows = connection.execute(query)
    return {(row.source, row.reference): row.sha256 for row in rows}


def read_dispositions(
    connection: sa.Connection, alerts: Sequence[str]
) -> dict[str, tuple[Disposition, ...]]:
    """Read the dispositions of alerts, oldest first; an alert without any has an empty tuple."""
    rows = connection.execute(
        disposition.select().where(disposition.c.alert.in_(alerts)).order_by(disposition.c.id)
    ).mappings()
    found: dict[str, list[Disposition]] = {one: [] for one in alerts}
    read = [dict(row) for row in rows]
    said = _approvals(connection, "disposition", [row["id"] for row in read])
    for row in read:
        found[row["alert"]].append(
            Disposition(
                id=row["id"],
                alert=row["alert"],
                outcome=Outcome(row["outcome"]),
                items=tuple(msgspec.json.decode(row["items"])),
                author=row["author"],
                at=row["at"],
                reason=row["reason"],
                needs_approval=row["needs_approval"],
                approval=said.get(row["id"]),
            )
        )
    return {one: tuple(history) for one, history in found.items()}


def read_suppressions(
    connection: sa.Connection, person_keys: Iterable[str] | None = None
) -> tuple[Suppression, ...]:
    """Read suppressions, oldest first; of these persons, or all."""
    query = suppression.select().order_by(suppression.c.id)
    if person_keys is not None:
        query = query.where(suppression.c.person_key.in_(tuple(person_keys)))
    rows = [dict(row) for row in connection.execute(query).mappings()]
    numbers = [row["id"] for row in rows]
    said = _approvals(connection, "suppression", numbers)
    back = {
        row["suppression"]: Approval(
            approved=False, author=row["author"], at=row["at"], reason=row["reason"]
        )
        for row in connection.execute(
            revocation.select().where(revocation.c.suppression.in_(numbers))
        ).mappings()
    }
    void = {
        row.suppression: Approval(approved=False, author="", at=row.at, reason=row.reason)
        for row in connection.execute(voiding.select().where(voiding.c.suppression.in_(numbers)))
    }
    return tuple(
        Suppression(
            **(row | {"scope": Scope(row["scope"]), "ends_on": date.fromisoformat(row["ends_on"])}),
            approval=said.get(row["id"]),
            revoked=back.get(row["id"]),
            voided=void.get(row["id"]),
        )
        for row in rows
    )


def _approvals(connection: sa.Connection, kind: str, numbers: list[int]) -> dict[int, Approval]:
    rows = connection.execute(
        approval.select().where(approval.c.subject_kind == kind, approval.c.subject.in_(numbers))
    ).mappings()
    return {
        row["subject"]: Approval(
            approved=row["approved"], author=row["author"], at=row["at"], reason=row["reason"]
        )
        for row in rows
    }
