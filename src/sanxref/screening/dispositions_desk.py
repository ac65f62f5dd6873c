"""What persons do at the review desk: decide, approve, suppress, revoke; and reading it back."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa

from sanxref.errors import ReviewConflict, ReviewRefused, ReviewUnknown
from sanxref.model.report import ReportDocument
from sanxref.model.snapshots import LoadedList
from sanxref.screening.alerts import scope_source
from sanxref.screening.dispositions import (
    Disposition,
    EyesRule,
    Outcome,
    ReviewOptions,
    Scope,
    Suppression,
    SuppressionState,
    state_of_suppression,
)
from sanxref.screening.dispositions_database import ReviewDatabase
from sanxref.screening.dispositions_folding import (
    latest_designations,
    read_suppressions,
    refresh_due,
    refresh_states,
    waiting_on,
)
from sanxref.screening.dispositions_intake import Intake, note_lists, take_in
from sanxref.screening.dispositions_queue import (
    AlertFile,
    Finding,
    LedgerCheck,
    QueueCounts,
    QueueEntry,
    QueueFilter,
    count_queue,
    count_raised,
    count_scores,
    export_alerts,
    list_queue,
    list_reports,
    next_open,
    read_access,
    read_check,
    read_file,
    recent_dispositions,
)
from sanxref.screening.dispositions_tables import (
    access,
    alert,
    alert_state,
    approval,
    disposition,
    revocation,
    suppression,
)

__all__ = ["Decision", "ReviewDesk", "SuppressionWish"]

_LONGEST_TEXT = 4000
"""Characters of a reason or a name; more is no reason but a mistake."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What an analyst wants to write down about an alert.

    Attributes:
        outcome: True match, false positive or undetermined.
        author: Who decides.
        reason: Why; required.
        references: References of the potential matches that it covers; empty covers the alert.
        seen: Number of the version that was looked at; None where nobody can have changed it.
    """

    outcome: Outcome
    author: str
    reason: str
    references: tuple[str, ...] = ()
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SuppressionWish:
    """What a suppression is to hide.

    Attributes:
        author: Who asks for it.
        reason: Why; required.
        scope: Where it holds.
        ends_on: Last day.
        references: References of the potential matches; empty means all that were decided to be
            false positives.
    """

    author: str
    reason: str
    scope: Scope
    ends_on: date
    references: tuple[str, ...] = ()


class ReviewDesk:
    """The one door to review, for the command line and the web.

    Args:
        database: Where it is stored.
        options: What needs a second person, how long suppressions last.
        now: The clock, aware and in UTC.
    """

    def __init__(
        self, database: ReviewDatabase, options: ReviewOptions, *, now: Callable[[], datetime]
    ) -> None:
        self.database = database
        self.options = options
        self._now = now

    @classmethod
    def open(
        cls, cache: Path, options: ReviewOptions, *, now: Callable[[], datetime]
    ) -> "ReviewDesk":
        """Open the configured database, and make its tables where they are absent.

        Raises:
            ConfigError: It cannot be opened.
        """
        return cls(ReviewDatabase.in_cache(cache, options.database), options, now=now)

    def close(self) -> None:
        """Close every connection."""
        self.database.close()

    @property
    def _at(self) -> str:
        return self._now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    @property
    def today(self) -> date:
        """The day, in UTC."""
        return self._now().astimezone(UTC).date()

    def take_in(
        self, document: ReportDocument, *, by: str, lists: Sequence[LoadedList] = ()
    ) -> Intake:
        """Put the alerts of a report on the queue; the same report twice changes nothing.

        Args:
            document: The report.
            by: Who puts it there.
            lists: Where they are at hand, what they say of the targets is kept.

        Raises:
            ReviewConflict: Another report has the same run id.
        """
        with self.database.writing() as connection:
            return take_in(connection, document, by=by, at=self._at, today=self.today, lists=lists)

    def note_lists(self, lists: Sequence[LoadedList]) -> int:
        """Compare what was reviewed with the lists in use; voids what rests on other words.

        Returns:
            Number of designations that changed since they were last seen.
        """
        with self.database.writing() as connection:
            return note_lists(connection, lists, at=self._at, today=self.today)

    def queue(
        self, wanted: QueueFilter | None = None, *, limit: int = 50, offset: int = 0
    ) -> tuple[QueueEntry, ...]:
        """List alerts, best score first."""
        self._refresh_due()
        with self.database.reading() as connection:
            return list_queue(connection, wanted or QueueFilter(), limit=limit, offset=offset)

    def counts(self, wanted: QueueFilter | None = None) -> QueueCounts:
        """Count alerts by status; suppressed ones are always counted."""
        self._refresh_due()
        with self.database.reading() as connection:
            return count_queue(connection, wanted or QueueFilter())

    def scores(self, wanted: QueueFilter) -> dict[float, int]:
        """Count alerts with a match by best score, in steps of 0.02."""
        with self.database.reading() as connection:
            return count_scores(connection, wanted)

    def raised_by_day(self) -> dict[str, int]:
        """Count alerts by the day on which a run first raised them."""
        with self.database.reading() as connection:
            return count_raised(connection)

    def reports(self) -> frozenset[str]:
        """Give the ids of the runs that were taken in."""
        with self.database.reading() as connection:
            return list_reports(connection)

    def next_after(self, entry: QueueEntry, wanted: QueueFilter) -> str | None:
        """Find the alert that follows on the queue, or None where nothing else is on it."""
        with self.database.reading() as connection:
            return next_open(connection, wanted, entry)

    def file(self, alert_id: str) -> AlertFile:
        """Read all that is on record about one alert, by its id or the beginning of it.

        Raises:
            ReviewUnknown: There is no such alert.
        """
        with self.database.reading() as connection:
            return read_file(connection, alert_id, today=self.today)

    def decide(self, alert_id: str, decision: Decision) -> Disposition:
        """Write down a disposition; where a second person is needed it is a proposal.

        Raises:
            ReviewUnknown: No such alert, or no such potential match in it.
            ReviewConflict: The alert changed since it was looked at, or has nothing to decide.
            ReviewRefused: The author or the reason is missing.
        """
        author = self._check_words(decision.author, decision.reason)
        with self.database.writing() as connection:
            file = read_file(connection, alert_id, today=self.today)
            if decision.seen is not None and decision.seen != file.version:
                raise ReviewConflict(
                    f"alert {file.entry.id} was raised again since you looked at it; look again"
                )
            if any(one.waits for one in file.dispositions):
                raise ReviewConflict(
                    f"alert {file.entry.id} waits for a second person; approve or refuse that first"
                )
            items = _covered(file, decision.references)
            number = self.database.append(
                connection,
                disposition,
                {
                    "alert": file.entry.id,
                    "version": file.version,
                    "outcome": str(decision.outcome),
                    "items": msgspec.json.encode(items).decode(),
                    "author": author,
                    "at": self._at,
                    "reason": decision.reason.strip(),
                    "needs_approval": self._needs_second(decision.outcome),
                },
            )
            self._refresh(connection, [file.entry.id])
            after = read_file(connection, file.entry.id, today=self.today)
        return next(one for one in after.dispositions if one.id == number)

    def approve(self, alert_id: str, *, author: str, approved: bool, reason: str = "") -> AlertFile:
        """Approve or refuse what waits on an alert: its disposition, else its suppressions.

        Raises:
            ReviewUnknown: No such alert.
            ReviewConflict: Nothing waits.
            ReviewRefused: By the author of what waits, or refused without a reason.
        """
        if approved:
            who = self._check_author(author)
            _check_length(reason)
        else:
            who = self._check_words(author, reason)
        with self.database.writing() as connection:
            file = read_file(connection, alert_id, today=self.today)
            waiting: list[Disposition | Suppression] = [
                one for one in file.dispositions if one.waits
            ] or list(waiting_on(file.entry.id, file.suppressions))
            if not waiting:
                raise ReviewConflict(f"nothing waits for approval on alert {file.entry.id}")
            for one in waiting:
                if one.author == who:
                    raise ReviewRefused(
                        f"{who} cannot approve what {who} wrote: a second person has to look at it"
                    )
                self.database.append(
                    connection,
                    approval,
                    {
                        "subject_kind": "disposition"
                        if isinstance(one, Disposition)
                        else "suppression",
                        "subject": one.id,
                        "approved": approved,
                        "author": who,
                        "at": self._at,
                        "reason": reason.strip(),
                    },
                )
            self._refresh(connection, self._alerts_of(connection, file.entry.id))
            return read_file(connection, file.entry.id, today=self.today)

    def suppress(self, alert_id: str, wish: SuppressionWish) -> tuple[Suppression, ...]:
        """Make suppressions from the false-positive disposition that stands on an alert.

        Raises:
            ReviewUnknown: No such alert or potential match.
            ReviewConflict: No false positive stands on it, it is suppressed already, or the
                false positive is about an earlier state of the listing.
            ReviewRefused: The end is past or too far ahead; a word is missing.
        """
        author = self._check_words(wish.author, wish.reason)
        self._check_end(wish.ends_on)
        with self.database.writing() as connection:
            file = read_file(connection, alert_id, today=self.today)
            made = [
                self.database.append(connection, suppression, values)
                for values in self._suppression_rows(file, wish, author)
            ]
            self._refresh(connection, self._alerts_of(connection, file.entry.id))
            rules = read_suppressions(connection)
        return tuple(rule for rule in rules if rule.id in made)

    def revoke(self, number: int, *, author: str, reason: str) -> None:
        """Take a suppression back; what it hid is open again.

        Raises:
            ReviewUnknown: No such suppression.
            ReviewConflict: It was taken back already.
            ReviewRefused: A word is missing.
        """
        who = self._check_words(author, reason)
        with self.database.writing() as connection:
            rule = next((one for one in read_suppressions(connection) if one.id == number), None)
            if rule is None:
                raise ReviewUnknown(f"there is no suppression {number}")
            if rule.revoked is not None:
                raise ReviewConflict(f"suppression {number} was taken back on {rule.revoked.at}")
            self.database.append(
                connection,
                revocation,
                {"suppression": number, "author": who, "at": self._at, "reason": reason.strip()},
            )
            self._refresh(connection, self._alerts_of(connection, rule.alert))

    def suppressions(self) -> tuple[tuple[Suppression, SuppressionState, int], ...]:
        """Give every suppression, newest first, with its state and how many alerts it hides."""
        self._refresh_due()
        with self.database.reading() as connection:
            latest = latest_designations(connection)
            rules = read_suppressions(connection)
            hidden = self._hidden_by(connection)
        return tuple(
            (rule, state_of_suppression(rule, latest, self.today), hidden.get(rule.id, 0))
            for rule in reversed(rules)
        )

    def history(self, *, limit: int = 100) -> tuple[Disposition, ...]:
        """Give the latest dispositions of all alerts, newest first."""
        with self.database.reading() as connection:
            return recent_dispositions(connection, limit=limit)

    def persons_of(self, alerts: Sequence[str]) -> dict[str, str]:
        """Give the name of the person of each alert, as the article has it, by the alert's id."""
        with self.database.reading() as connection:
            rows = connection.execute(
                sa.select(alert.c.id, alert.c.person).where(alert.c.id.in_(set(alerts)))
            )
            return {row.id: row.person for row in rows}

    def export(self) -> Iterator[dict[str, Any]]:
        """Give every alert with its history, and every suppression, as data for JSON."""
        with self.database.reading() as connection:
            yield from export_alerts(connection, today=self.today)

    def verify(self, *, by: str, remote: str = "") -> tuple[str, ...]:
        """Compare all that persons did with the ledger, and write down what came of it.

        Reads the whole history, and the text of every article.

        Args:
            by: Who asks for it.
            remote: From where.

        Returns:
            One sentence for each row that was altered; empty where nothing was.
        """
        faults = self.database.verify()
        self.note_access(by, Finding.ALTERED if faults else Finding.INTACT, remote)
        return faults

    def last_check(self) -> LedgerCheck | None:
        """Give the last time that `verify` was asked for."""
        with self.database.reading() as connection:
            return read_check(connection)

    def note_access(self, user: str, event: str, remote: str) -> None:
        """Write down a log-in, a refusal or a log-out."""
        with self.database.writing() as connection:
            values = {"at": self._at, "user": user[:200], "event": event, "remote": remote[:200]}
            self.database.append(connection, access, values)

    def access(self, *, limit: int = 100) -> tuple[dict[str, Any], ...]:
        """Give the latest log-ins and refusals, newest first."""
        with self.database.reading() as connection:
            return read_access(connection, limit=limit)

    def _suppression_rows(
        self, file: AlertFile, wish: SuppressionWish, author: str
    ) -> Iterator[dict[str, object]]:
        false = _false_positives(file)
        if not false:
            raise ReviewConflict(
                f"no false positive stands on alert {file.entry.id}; a suppression is made from one"
            )
        held = {
            (rule.item, rule.scope)
            for rule, state in file.suppressions
            if state in {SuppressionState.IN_FORCE, SuppressionState.PROPOSED}
        }
        chosen = [
            item for item in false if not wish.references or _reference(item) in wish.references
        ]
        _check_current(file, chosen)
        new = [
            item for item in chosen if (item, wish.scope) not in held and not _outdated(file, item)
        ]
        if not new:
            raise ReviewConflict(
                "it is suppressed already, or no false positive has one of these references"
            )
        key = {
            Scope.ARTICLE: file.article_key,
            Scope.SOURCE: scope_source(file.article.source),
            Scope.EVERYWHERE: "",
        }[wish.scope]
        for item in new:
            _, source, reference, digest = _parts(item)
            yield {
                "alert": file.entry.id,
                "disposition": false[item],
                "person_key": file.person_key,
                "person": file.entry.person,
                "source": source,
                "reference": reference,
                "designation_sha256": digest,
                "scope": str(wish.scope),
                "scope_value": key,
                "author": author,
                "at": self._at,
                "reason": wish.reason.strip(),
                "ends_on": wish.ends_on.isoformat(),
                "needs_approval": EyesRule.SUPPRESSION in self.options.second_pair_of_eyes,
            }

    def _alerts_of(self, connection: sa.Connection, alert_id: str) -> list[str]:
        """Every alert about the same name: a suppression may hide any of them."""
        key = sa.select(alert.c.person_key).where(alert.c.id == alert_id).scalar_subquery()
        return list(connection.scalars(sa.select(alert.c.id).where(alert.c.person_key == key)))

    def _hidden_by(self, connection: sa.Connection) -> dict[int, int]:
        rows = connection.scalars(
            sa.select(alert_state.c.hidden_by).where(alert_state.c.hidden > 0)
        )
        counts: dict[int, int] = {}
        for numbers in rows:
            for number in map(int, numbers.split()):
                counts[number] = counts.get(number, 0) + 1
        return counts

    def _refresh(self, connection: sa.Connection, alerts: Sequence[str]) -> None:
        refresh_states(connection, alerts, at=self._at, today=self.today)

    def _refresh_due(self) -> None:
        """Bring back what a suppression hid until yesterday."""
        with self.database.reading() as connection:
            due = connection.scalar(
                sa.select(sa.func.count()).where(
                    alert_state.c.hidden_until < self.today.isoformat()
                )
            )
        if due:
            with self.database.writing() as connection:
                refresh_due(connection, at=self._at, today=self.today)

    def _needs_second(self, outcome: Outcome) -> bool:
        return EyesRule(outcome) in self.options.second_pair_of_eyes

    def _check_words(self, author: str, reason: str) -> str:
        who = self._check_author(author)
        _check_length(reason)
        if len(reason.strip()) < self.options.shortest_reason:
            raise ReviewRefused(
                "a reason is required: say in your own words why, in at least "
                f"{self.options.shortest_reason} characters"
            )
        return who

    def _check_author(self, author: str) -> str:
        who = author.strip()
        if not who:
            raise ReviewRefused("the name of who decides is required")
        _check_length(who)
        return who

    def _check_end(self, ends_on: date) -> None:
        last = self.today + timedelta(days=self.options.longest_suppression_days)
        if not self.today <= ends_on <= last:
            raise ReviewRefused(
                f"a suppression has to end between {self.today} and {last} (service.yaml, "
                "review.longest_suppression_days)"
            )


def _check_length(text: str) -> None:
    if len(text) > _LONGEST_TEXT:
        raise ReviewRefused(f"a text of more than {_LONGEST_TEXT:,} characters is not taken")
    if "\0" in text or any(0xD800 <= ord(letter) <= 0xDFFF for letter in text):  # noqa: PLR2004 - Unicode
        raise ReviewRefused("a text with NUL or lone surrogates cannot be stored")


def _parts(item: str) -> tuple[str, str, str, str]:
    """Take a match item apart: kind, list source, reference, hash."""
    key, _, digest = item.rpartition(":")
    kind, source, reference = key.split(":", 2)
    return kind, source, reference, digest


def _reference(item: str) -> str:
    return _parts(item)[2] if item.startswith("match:") else ""


def _outdated(file: AlertFile, item: str) -> str:
    """Say why a suppression of an item would hide nothing from the start; empty if it would."""
    if item not in file.items:
        return "decided on an earlier state of the listing; decide again first"
    _, source, reference, digest = _parts(item)
    if file.latest.get((source, reference), digest) != digest:
        return (
            f"the list says something else of {reference} now than in the report that this alert "
            "is from; screen and import again, and decide again first"
        )
    return ""


def _check_current(file: AlertFile, items: Sequence[str]) -> None:
    """Refuse where no item is what the lists say now."""
    if not file.items:
        raise ReviewConflict(
            f"alert {file.entry.id} is no longer raised: there is nothing to suppress"
        )
    faults = [_outdated(file, item) for item in items]
    if faults and all(faults):
        raise ReviewConflict(faults[-1])


def _covered(file: AlertFile, references: tuple[str, ...]) -> tuple[str, ...]:
    """Items that a decision covers; the last potential match takes the claims with it."""
    if not file.items:
        raise ReviewConflict(
            f"alert {file.entry.id} is no longer raised: there is nothing to decide"
        )
    if not references:
        return file.items
    known = {_reference(item) for item in file.items if item.startswith("match:")}
    strangers = sorted(set(references) - known)
    if strangers:
        raise ReviewUnknown(
            f"alert {file.entry.id} has no potential match {', '.join(strangers)}; "
            f"it has: {', '.join(sorted(known)) or 'none'}"
        )
    chosen = tuple(item for item in file.items if _reference(item) in references)
    left = [item for item in file.state.open_items if item not in chosen]
    if any(item.startswith("match:") for item in left):
        return chosen
    return (*chosen, *left)


def _false_positives(file: AlertFile) -> dict[str, int]:
    """Match items whose last standing disposition is a false positive, with its number."""
    found: dict[str, tuple[Outcome, int]] = {}
    for one in file.dispositions:
        if one.stands:
            found |= dict.fromkeys(one.items, (one.outcome, one.id))
    return {
        item: number
        for item, (outcome, number) in found.items()
        if outcome is Outcome.FALSE_POSITIVE and item.startswith("match:") and _parts(item)[3]
    }
