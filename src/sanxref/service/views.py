"""What the pages show: matches beside list entries, entries as rows, history as lines."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sanxref.model.designations import Designation
from sanxref.model.report import ReportList, ReportMatch
from sanxref.screening.alerts import match_item
from sanxref.screening.dispositions import Approval, Disposition, Suppression, SuppressionState
from sanxref.screening.dispositions_queue import AlertFile

__all__ = [
    "ComparedMatch",
    "HistoryLine",
    "designation_rows",
    "history_lines",
    "view_matches",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedMatch:
    """A potential match beside what the list said.

    Attributes:
        match: As the report has it.
        list_title: Name of the list for people.
        entry: Rows of the list entry as it was when the article was screened; empty where the
            list's words were not stored.
        changes: Rows that differ on the list now, as (label, then, now).
        changed: Whether the list says something else now.
        gone: Whether the list no longer has it.
        outcome: What was decided about it, or empty.
        hidden: Whether a suppression hides it.
    """

    match: ReportMatch
    list_title: str
    entry: tuple[tuple[str, tuple[str, ...]], ...]
    changes: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]
    changed: bool
    gone: bool
    outcome: str
    hidden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One thing that somebody did."""

    at: str
    who: str
    what: str
    reason: str


def view_matches(file: AlertFile) -> tuple[ComparedMatch, ...]:
    """Put every potential match of an alert beside its list entry."""
    titles = _titles(file.lists)
    outcomes = _outcomes(file.dispositions)
    return tuple(
        _view_match(match, file, titles.get(match.source, match.source), outcomes)
        for person in file.article.persons
        for match in person.matches
    )


def _titles(lists: Iterable[ReportList]) -> dict[str, str]:
    return {one.source: one.title for one in lists}


def _outcomes(dispositions: Iterable[Disposition]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in dispositions:
        if one.stands:
            found |= dict.fromkeys(one.items, str(one.outcome))
    return found


def _view_match(
    match: ReportMatch, file: AlertFile, title: str, outcomes: Mapping[str, str]
) -> ComparedMatch:
    key = (match.source, match.reference)
    now = file.latest.get(key, match.designation_sha256)
    then_entry = file.designations.get(match.designation_sha256)
    now_entry = file.designations.get(now or "")
    item = match_item(match)
    return ComparedMatch(
        match=match,
        list_title=title,
        entry=designation_rows(then_entry) if then_entry else (),
        changes=_differences(then_entry, now_entry) if then_entry and now_entry else (),
        changed=now != match.designation_sha256,
        gone=now is None,
        outcome=outcomes.get(item, ""),
        hidden=item in file.state.hidden_items,
    )


def _differences(
    then: Designation, now: Designation
) -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    before, after = dict(designation_rows(then)), dict(designation_rows(now))
    return tuple(
        (label, before.get(label, ()), after.get(label, ()))
        for label in dict.fromkeys([*before, *after])
        if before.get(label) != after.get(label)
    )


def designation_rows(designation: Designation) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Write all that a list says of a target as labels with values, what is absent left out."""
    rows = (
        ("Kind", (str(designation.kind),)),
        ("Names", tuple(_names(designation))),
        ("Programmes", tuple(_listings(designation))),
        ("Born", tuple(one.text or str(one.date or "") for one in designation.birth_dates)),
        ("Born in", tuple(one.text for one in designation.birth_places)),
        ("Nationality", tuple(one.country for one in designation.nationalities)),
        ("Gender", designation.genders),
        ("Titles", designation.titles),
        ("Positions", designation.positions),
        ("Addresses", tuple(one.text for one in designation.addresses)),
        (
            "Documents",
            tuple(
                " ".join(filter(None, (one.type, one.number, one.country, one.note)))
                for one in designation.identifiers
            ),
        ),
        ("Remarks", tuple(one.text for one in designation.remarks)),
        ("Ties", tuple(f"{one.kind}: {one.name}" for one in designation.links)),
        ("Further", tuple(f"{one.name}: {one.value}" for one in designation.attributes)),
    )
    return tuple((label, values) for label, values in rows if any(values))


def _names(designation: Designation) -> Iterator[str]:
    for name in designation.names:
        told = [str(name.kind)] if name.kind != "primary name" else []
        told += ["weak"] if name.quality == "weak" else []
        yield name.natural + (f" ({', '.join(told)})" if told else "")


def _listings(designation: Designation) -> Iterator[str]:
    for listing in designation.listings:
        parts = [listing.programme or listing.list_name]
        if listing.listed_on:
            parts.append(f"listed {listing.listed_on}")
        if listing.amended_on:
            parts.append(f"amended {', '.join(map(str, listing.amended_on))}")
        if listing.delisted_on:
            parts.append(f"delisted {listing.delisted_on}")
        yield "; ".join(parts)


def history_lines(file: AlertFile) -> tuple[HistoryLine, ...]:
    """Tell the whole history of an alert, oldest first."""
    lines = [
        HistoryLine(at=one.started, who="", what=_raised(one.items), reason=f"run {one.report}")
        for one in file.versions
    ]
    for one in file.dispositions:
        lines += decision_lines(one)
    for rule, state in file.suppressions:
        lines += _suppression_lines(rule, state)
    return tuple(sorted(lines, key=lambda line: line.at))


def _raised(items: tuple[str, ...]) -> str:
    if not items:
        return "no longer raised"
    matches = sum(item.startswith("match:") for item in items)
    return f"raised: {matches} potential matches, {len(items) - matches} flagged claims"


def decision_lines(one: Disposition) -> list[HistoryLine]:
    """Tell a disposition, and what the second person said."""
    proposed = "proposed: " if one.needs_approval else ""
    what = proposed + str(one.outcome).replace("_", " ")
    return [
        HistoryLine(at=one.at, who=one.author, what=what, reason=one.reason),
        *_approval_lines(one.approval),
    ]


def _approval_lines(said: Approval | None) -> list[HistoryLine]:
    if said is None:
        return []
    what = "approved" if said.approved else "refused"
    return [HistoryLine(at=said.at, who=said.author, what=what, reason=said.reason)]


def _suppression_lines(rule: Suppression, state: SuppressionState) -> list[HistoryLine]:
    what = f"suppression {rule.id} ({rule.scope}, until {rule.ends_on}): {state}"
    lines = [HistoryLine(at=rule.at, who=rule.author, what=what, reason=rule.reason)]
    lines += _approval_lines(rule.approval)
    if rule.voided:
        void = rule.voided
        what = f"suppression {rule.id} void"
        lines.append(HistoryLine(at=void.at, who="", what=what, reason=void.reason))
    if rule.revoked:
        back = rule.revoked
        what = f"took suppression {rule.id} back"
        lines.append(HistoryLine(at=back.at, who=back.author, what=what, reason=back.reason))
    return lines
