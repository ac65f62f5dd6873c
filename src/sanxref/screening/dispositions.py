"""Dispositions and suppressions, and the rules by which they close or hide an alert.

Only a person makes a disposition. What was written down is never changed: a correction is a
further disposition, and the state of an alert is folded from its whole history.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sanxref.errors import ConfigError

__all__ = [
    "AlertState",
    "Approval",
    "Disposition",
    "EyesRule",
    "Outcome",
    "ReviewOptions",
    "Scope",
    "Status",
    "Suppression",
    "SuppressionState",
    "judge_alert",
    "state_of_suppression",
]


class Outcome(StrEnum):
    """What an analyst decides (glossary: disposition)."""

    TRUE_MATCH = "true_match"
    FALSE_POSITIVE = "false_positive"
    UNDETERMINED = "undetermined"


class EyesRule(StrEnum):
    """What a second person has to approve before it counts."""

    TRUE_MATCH = "true_match"
    FALSE_POSITIVE = "false_positive"
    UNDETERMINED = "undetermined"
    SUPPRESSION = "suppression"


class Scope(StrEnum):
    """Where a suppression hides what is the same: person's name and designation are always bound.

    `article` is the article of the alert, `source` all articles of the same host, folder or file
    of rows, `everywhere` every article.
    """

    ARTICLE = "article"
    SOURCE = "source"
    EVERYWHERE = "everywhere"


class Status(StrEnum):
    """Where an alert stands."""

    OPEN = "open"
    PROPOSED = "proposed"
    SUPPRESSED = "suppressed"
    DECIDED = "decided"
    GONE = "gone"


class SuppressionState(StrEnum):
    """Whether a suppression hides anything, and if not, why."""

    IN_FORCE = "in force"
    PROPOSED = "waits for approval"
    REFUSED = "approval refused"
    ENDED = "ended"
    REVOKED = "revoked"
    VOID = "void: the designation changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewOptions:
    """Settings of review (config/service.yaml, section `review`).

    Attributes:
        database: SQLAlchemy address; empty means `review.sqlite` in the cache.
        second_pair_of_eyes: What a second person has to approve.
        longest_suppression_days: How far ahead a suppression may end.
        shortest_reason: Characters that a reason must have at least.

    Raises:
        ConfigError: A number is out of range.
    """

    database: str = ""
    second_pair_of_eyes: tuple[EyesRule, ...] = ()
    longest_suppression_days: int = 366
    shortest_reason: int = 5

    def __post_init__(self) -> None:
        """Refuse numbers that would make records worthless."""
        if self.longest_suppression_days < 1:
            raise ConfigError("review.longest_suppression_days must be at least 1")
        if self.shortest_reason < 1:
            raise ConfigError("review.shortest_reason must be at least 1: a reason is required")


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """What the second person said.

    Attributes:
        approved: False for a refusal, which needs a reason.
        author: Another person than the first.
        at: RFC 3339 in UTC.
        reason: May be empty for an approval.
    """

    approved: bool
    author: str
    at: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Disposition:
    """One decision of an analyst.

    Attributes:
        id: Rising number.
        alert: Id of the alert.
        outcome: What was decided.
        items: What it covers, each bound to what the lists said.
        author: Who.
        at: When, RFC 3339 in UTC.
        reason: Why, in the analyst's words.
        needs_approval: Whether a second person has to approve it.
        approval: What that person said, or None.
    """

    id: int
    alert: str
    outcome: Outcome
    items: tuple[str, ...]
    author: str
    at: str
    reason: str
    needs_approval: bool
    approval: Approval | None = None

    @property
    def stands(self) -> bool:
        """Whether it counts."""
        return not self.needs_approval or (self.approval is not None and self.approval.approved)

    @property
    def waits(self) -> bool:
        """Whether a second person has yet to look at it."""
        return self.needs_approval and self.approval is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """A rule that keeps a false positive from being raised again.

    Attributes:
        id: Rising number.
        alert: Id of the alert that it was made from.
        disposition: Id of the false-positive disposition that it was made from.
        person_key: Name of the person in comparable form.
        person: The name as the article had it.
        source: List source of the designation.
        reference: The authority's key of the designation.
        designation_sha256: What the list said of the target when it was made.
        scope: Where it holds.
        scope_value: Article key, host or folder; empty for `everywhere`.
        author: Who.
        at: When, RFC 3339 in UTC.
        reason: Why.
        ends_on: Last day on which it hides anything.
        needs_approval: Whether a second person has to approve it.
        approval: What that person said, or None.
        revoked: By whom, when and why it was taken back, or None.
        voided: When a change of the designation was seen, and which; for good; or None.
    """

    id: int
    alert: str
    disposition: int
    person_key: str
    person: str
    source: str
    reference: str
    designation_sha256: str
    scope: Scope
    scope_value: str
    author: str
    at: str
    reason: str
    ends_on: date
    needs_approval: bool
    approval: Approval | None = None
    revoked: Approval | None = None
    voided: Approval | None = None

    @property
    def item(self) -> str:
        """The item that it hides, as `alerts.match_item` writes it."""
        return f"match:{self.source}:{self.reference}:{self.designation_sha256}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertState:
    """Where an alert stands on a day.

    Attributes:
        status: See `Status`.
        outcome: Of a decided alert: a true match outweighs undetermined, and that a false positive.
        proposed: Outcome that waits for approval, or None.
        open_items: Items without a decision that stands and without a suppression.
        hidden_items: Items that suppressions hide.
        hidden_until: First end of the suppressions in use, or that wait; it is judged again on
            the next day.
        suppressions: Ids of the suppressions in use.
    """

    status: Status
    outcome: Outcome | None
    proposed: Outcome | None
    open_items: tuple[str, ...]
    hidden_items: tuple[str, ...] = ()
    hidden_until: date | None = None
    suppressions: tuple[int, ...] = ()


_WEIGHT = {Outcome.FALSE_POSITIVE: 0, Outcome.UNDETERMINED: 1, Outcome.TRUE_MATCH: 2}


def judge_alert(
    items: Sequence[str],
    dispositions: Iterable[Disposition],
    suppressions: Iterable[Suppression] = (),
    waiting: Sequence[Suppression] = (),
) -> AlertState:
    """Fold an alert's history to its state.

    Args:
        items: Of the alert as it was last raised; empty where it is raised no more.
        dispositions: All of this alert, oldest first; a later one outweighs an earlier one.
        suppressions: Those in force that apply to this person and article.
        waiting: Those made from this alert that wait for a second person.
    """
    history = tuple(dispositions)
    decided: dict[str, Outcome] = {}
    for one in history:
        if one.stands:
            decided |= dict.fromkeys(one.items, one.outcome)
    proposed = next((one.outcome for one in reversed(history) if one.waits), None)
    ends = [one.ends_on for one in waiting]
    if not items:
        return AlertState(
            status=Status.PROPOSED if waiting else Status.GONE,
            outcome=None,
            proposed=None,
            open_items=(),
            hidden_until=min(ends, default=None),
        )
    hiding = {one.item: one for one in suppressions}
    hidden = tuple(item for item in items if item not in decided and item in hiding)
    left = tuple(item for item in items if item not in decided and item not in hiding)
    used = [hiding[item] for item in hidden]
    outcomes = [decided[item] for item in items if item in decided]
    return AlertState(
        status=_status(left, hidden, waits=bool(proposed or waiting)),
        outcome=max(outcomes, key=_WEIGHT.__getitem__) if outcomes and not left else None,
        proposed=proposed,
        open_items=left,
        hidden_items=hidden,
        hidden_until=min([*ends, *(one.ends_on for one in used)], default=None),
        suppressions=tuple(dict.fromkeys(one.id for one in used)),
    )


def _status(left: tuple[str, ...], hidden: tuple[str, ...], *, waits: bool) -> Status:
    if waits:
        return Status.PROPOSED
    if left:
        return Status.OPEN
    return Status.SUPPRESSED if hidden else Status.DECIDED


def state_of_suppression(
    suppression: Suppression, designations: Mapping[tuple[str, str], str | None], today: date
) -> SuppressionState:
    """Say whether a suppression hides anything.

    Args:
        suppression: Which.
        designations: Latest known hash by (list source, reference); None where the designation
            was on the list and is no more. Absent means that the list was not looked at since.
        today: For its end.
    """
    if suppression.revoked is not None:
        return SuppressionState.REVOKED
    if suppression.approval is not None and not suppression.approval.approved:
        return SuppressionState.REFUSED
    key = (suppression.source, suppression.reference)
    said = designations.get(key, suppression.designation_sha256)
    if suppression.voided is not None or said != suppression.designation_sha256:
        return SuppressionState.VOID
    if today > suppression.ends_on:
        return SuppressionState.ENDED
    if suppression.needs_approval and suppression.approval is None:
        return SuppressionState.PROPOSED
    return SuppressionState.IN_FORCE
