"""Claims that articles make about designations, and what the lists say of them."""

from dataclasses import dataclass
from enum import StrEnum

from sanxref.model.dates import PartialDate
from sanxref.model.designations import Reference, SourceKey

__all__ = [
    "Action",
    "Aspect",
    "Check",
    "Claim",
    "ClaimDate",
    "Evidence",
    "Polarity",
    "SubjectKind",
    "Verdict",
    "VerifiedClaim",
]


class Action(StrEnum):
    """What is said to have been done (DESIGN section 5)."""

    LISTED = "listed"
    DELISTED = "delisted"


class Polarity(StrEnum):
    """How the article stands to what is said."""

    ASSERTED = "asserted"
    NEGATED = "negated"
    HEDGED = "hedged"
    ATTRIBUTED = "attributed"


class SubjectKind(StrEnum):
    """Who the claim is about."""

    PERSON = "person"
    ENTITY = "entity"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimDate:
    """A date that the article gives for the action.

    Attributes:
        date: At the precision that the text has.
        text: The article's words: `The following year`.
        start: Offset of the words.
        end: Offset behind them.
        bound: The act was done then or before: "since at least 2010".
        resolution: How words became a date: "one year after 2014, named before"; empty for an
            absolute date.
    """

    date: PartialDate
    text: str
    start: int
    end: int
    resolution: str = ""
    bound: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What an article asserts about a designation.

    Attributes:
        id: `<article id>.c1`, ... in order of appearance.
        person: Id of the mentioned person, or None where the subject is no named person.
        subject: The article's words for the subject (`him`, `Diaby`, `al-Ghuraba`), or empty.
        subject_kind: Person, entity, or not understood.
        text: The sentence, or the sentences, that make the claim.
        start: Offset of `text`.
        end: Offset behind it.
        trigger: Offsets (start, end) of the word that tells the action.
        authority: Key of the authority as the article names it, or None.
        authority_text: The article's words for it, or empty.
        programme: Key of the programme, or None.
        programme_text: The article's words for it, or empty.
        action: Put on or taken off.
        date: When, or None.
        polarity: Asserted, negated, hedged or attributed.
        understood: False for "mentions a designation, not understood", which is told and never
            dropped.
        renewal: The act extends a listing, or puts somebody back; its date is not that of a
            first listing.
        likelihood: Probability, 0.0 to 1.0, that the passage says so of the person, where a trained
            model and no rule of grammar has read it; else None.
    """

    id: str
    person: str | None
    subject: str
    subject_kind: SubjectKind
    text: str
    start: int
    end: int
    trigger: tuple[int, int]
    authority: str | None
    authority_text: str
    programme: str | None
    programme_text: str
    action: Action
    date: ClaimDate | None
    polarity: Polarity
    understood: bool = True
    renewal: bool = False
    likelihood: float | None = None


class Verdict(StrEnum):
    """What the lists say of a claim."""

    CONFIRMED = "confirmed"
    CONTRADICTED = "contradicted"
    UNCONFIRMED = "unconfirmed"
    OUT_OF_SCOPE = "out_of_scope"


class Aspect(StrEnum):
    """One part of a claim that a list can bear out or contradict on its own."""

    LISTED = "listed"
    AUTHORITY = "authority"
    PROGRAMME = "programme"
    DATE = "date"
    DELISTED = "delisted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One statement of one list on which a verdict rests.

    Attributes:
        source: List source.
        reference: The authority's key.
        snapshot: SHA-256 of the snapshot.
        field: The list's own field: `LISTED_ON`.
        value: As the list has it.
    """

    source: SourceKey
    reference: Reference
    snapshot: str
    field: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What the lists say of one aspect.

    Attributes:
        aspect: Which.
        claimed: What the article says, in words.
        found: What the lists say, in words; empty where they are silent.
        verdict: Of this aspect alone.
        reason: Why, in one sentence.
    """

    aspect: Aspect
    claimed: str
    found: str
    verdict: Verdict
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedClaim:
    """A claim with its verdict.

    Attributes:
        claim: The claim.
        verdict: Contradicted if any check is, else unconfirmed if any is, else confirmed.
        reason: One sentence for the report's table.
        checks: One for each aspect that the claim states.
        evidence: Statements of the lists.
    """

    claim: Claim
    verdict: Verdict
    reason: str
    checks: tuple[Check, ...]
    evidence: tuple[Evidence, ...]
