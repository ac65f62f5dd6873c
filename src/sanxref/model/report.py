"""The report: one document, of which every format is a rendering.

Field names and their order are the public contract (schema `sanxref/report/1`). Dates are written
in EDTF, instants in RFC 3339 with `Z`. The JSON Schema in reports/schema/ is made from these types.
"""

from dataclasses import dataclass

from sanxref.model.claims import Action, Aspect, Polarity, SubjectKind, Verdict
from sanxref.model.matches import FeatureName

__all__ = [
    "SCHEMA",
    "ReportArticle",
    "ReportCheck",
    "ReportClaim",
    "ReportDocument",
    "ReportEvidence",
    "ReportFact",
    "ReportFeature",
    "ReportList",
    "ReportMatch",
    "ReportMention",
    "ReportPerson",
    "ReportRun",
    "ReportSpan",
    "ReportSummary",
    "ReportVerdictCounts",
]

SCHEMA = "sanxref/report/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRun:
    """The one part of a report that differs between two equal runs.

    `configuration` is a SHA-256 over the effective settings; `recognizer` names the model that
    looked for persons, or `capitals` where none is installed.
    """

    id: str
    started: str
    finished: str
    version: str
    configuration: str
    recognizer: str
    as_of: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportList:
    """One list source, and the snapshot that was screened against."""

    source: str
    title: str
    state: str
    stale: bool
    snapshot: str | None
    format: str | None
    published: str | None
    fetched: str | None
    checked: str | None
    sha256: str | None
    designations: int
    listing_dates: bool
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSpan:
    """A passage of the article."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportMention:
    """One place where a name is written."""

    text: str
    start: int
    end: int
    recognizer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFact:
    """One thing that the article says of a person besides the name."""

    kind: str
    value: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFeature:
    """One comparison behind a score."""

    name: FeatureName
    score: float | None
    effect: float
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportMatch:
    """A potential match."""

    id: str
    source: str
    reference: str
    kind: str
    name: str
    query_name: str
    name_met: str
    name_kind: str
    alias_quality: str
    score: float
    programmes: tuple[str, ...]
    listed_on: str | None
    delisted_on: str | None
    features: tuple[ReportFeature, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPerson:
    """A mentioned person with its potential matches."""

    id: str
    name: str
    names: tuple[str, ...]
    mentions: tuple[ReportMention, ...]
    context: tuple[ReportFact, ...]
    matches: tuple[ReportMatch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCheck:
    """What the lists say of one aspect of a claim."""

    aspect: Aspect
    claimed: str
    found: str
    verdict: Verdict
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportEvidence:
    """One statement of one list."""

    source: str
    reference: str
    snapshot: str
    field: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportClaim:
    """A claim with its verdict; `date` is EDTF, `date_text` the article's words."""

    id: str
    person: str | None
    subject: str
    subject_kind: SubjectKind
    text: str
    start: int
    end: int
    trigger: ReportSpan
    authority: str | None
    authority_text: str
    programme: str | None
    programme_text: str
    action: Action
    date: str | None
    date_text: str
    date_resolution: str
    polarity: Polarity
    understood: bool
    verdict: Verdict
    reason: str
    checks: tuple[ReportCheck, ...]
    evidence: tuple[ReportEvidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportArticle:
    """One input: screened, or not screened with the reason; claims that are flagged come first."""

    id: str
    source: str
    title: str
    published: str | None
    language: str
    sha256: str
    status: str
    reason: str
    notes: tuple[str, ...]
    text: str
    persons: tuple[ReportPerson, ...]
    claims: tuple[ReportClaim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportVerdictCounts:
    """Claims by verdict."""

    confirmed: int
    contradicted: int
    unconfirmed: int
    out_of_scope: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSummary:
    """Counts over the whole report; `clear` counts articles, 0 where a list is not current."""

    articles: int
    screened: int
    not_screened: int
    clear: int
    persons: int
    matches: int
    claims: ReportVerdictCounts


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDocument:
    """One report."""

    schema: str
    run: ReportRun
    lists: tuple[ReportList, ...]
    articles: tuple[ReportArticle, ...]
    summary: ReportSummary
