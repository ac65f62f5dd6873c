"""Matches: how alike a mentioned person and a target are, and why."""

from dataclasses import dataclass, field
from enum import StrEnum

from sanxref.model.articles import Context
from sanxref.model.dates import PartialDate
from sanxref.model.designations import (
    AliasQuality,
    DesignationKey,
    Reference,
    SourceKey,
    TargetKind,
)

__all__ = [
    "Candidate",
    "Feature",
    "FeatureName",
    "Match",
    "Query",
    "StepOutcome",
    "WorksheetStep",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is asked of the lists: one person under one or more names.

    Attributes:
        names: Full names and aliases; the best of them counts.
        context: What else is known.
        identifiers: Numbers of the person, as (number, country or empty).
        kinds: Kinds of target that may answer; empty means all.
    """

    names: tuple[str, ...]
    context: Context = field(default_factory=Context)
    identifiers: tuple[tuple[str, str], ...] = ()
    kinds: tuple[TargetKind, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A designation worth comparing, before scoring.

    Attributes:
        designation: Which.
        query_name: The name that was asked.
        name_index: Position in `Designation.names` of the name that met it.
    """

    designation: DesignationKey
    query_name: str
    name_index: int


class FeatureName(StrEnum):
    """Comparisons that a score is made of."""

    NAME = "name"
    ALIAS_QUALITY = "alias quality"
    BIRTH_DATE = "birth date"
    NATIONALITY = "nationality"
    BIRTH_PLACE = "birth place"
    PLACE = "place"
    GENDER = "gender"
    IDENTIFIER = "identifier"
    TARGET_KIND = "target kind"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One comparison, with its effect on the score and a sentence that explains it.

    Attributes:
        name: What was compared.
        score: 0.0 (differs) to 1.0 (agrees), or None where one side is unknown.
        effect: What it added to or took from the score of the name; 0.0 for the name itself.
        detail: One sentence that names both values.
    """

    name: FeatureName
    score: float | None
    effect: float
    detail: str


class StepOutcome(StrEnum):
    """Where a step of the worksheet leads (OFAC FAQ 5); a person decides, never the tool."""

    CONTINUE = "continue"
    NO_VALID_MATCH = "no valid match"
    MORE_INFORMATION = "more information needed"
    ASK_AUTHORITY = "ask the authority"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorksheetStep:
    """One step by which OFAC asks to assess a name match (FAQ 5), answered from the data.

    Attributes:
        question: What the step asks.
        answer: What the data says, in words.
        outcome: Where the step leads by its own rule.
    """

    question: str
    answer: str
    outcome: StepOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A potential match: a candidate whose score reaches the threshold.

    Attributes:
        id: `<person id>.m1`, ... best score first; empty until a report gives it.
        source: List source.
        reference: The authority's key.
        kind: Kind of target.
        name: Primary name of the designation, as published.
        query_name: The name of the mentioned person that met it.
        name_met: The listed name that was met, as published.
        name_kind: Kind of that name in words: `primary name`, `also known as`.
        alias_quality: Quality of that name.
        score: 0.0 to 1.0; a similarity, not a probability.
        programmes: Programme tags of the designation.
        listed_on: Earliest date of entry that the list carries, or None.
        delisted_on: Known date of removal, or None.
        features: The name first, then the qualifiers.
        designation_sha256: Identity of what the list said of the target when it was matched;
            empty until a report gives it.
        ofac_score: About what OFAC's own search would show for the best of the target's names,
            0 to 100 (matching/ofac_score.py); None until a report gives it.
        worksheet: The steps of OFAC FAQ 5; empty until a report gives them.
    """

    source: SourceKey
    reference: Reference
    kind: TargetKind
    name: str
    query_name: str
    name_met: str
    name_kind: str
    alias_quality: AliasQuality
    score: float
    programmes: tuple[str, ...]
    listed_on: PartialDate | None
    delisted_on: PartialDate | None
    features: tuple[Feature, ...]
    id: str = ""
    designation_sha256: str = ""
    ofac_score: int | None = None
    worksheet: tuple[WorksheetStep, ...] = ()

    @property
    def key(self) -> DesignationKey:
        """Identity of the designation."""
        return DesignationKey(source=self.source, reference=self.reference)
