"""The report: one document, of which every format is a rendering.

Field names and their order are the public contract (schema `sanxref/report/1`). Dates are written
in EDTF, instants in RFC 3339 with `Z`. The JSON Schema in reports/schema/ is made from these types.
"""

from dataclasses import dataclass

from sanxref.model.claims import Action, Aspect, Polarity, SubjectKind, Verdict
from sanxref.model.matches import FeatureName, StepOutcome

__all__ = [
    "NAMED_BY_ONE_WORD",
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
    "ReportStep",
    "ReportSummary",
    "ReportVerdictCounts",
]

SCHEMA = "sanxref/report/1"
NAMED_BY_ONE_WORD = "Named by one word only, not compared as full names: "
"""Begins the note of an article with persons of whom it gives no full name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRun:
    """The one part of a report that differs between two equal runs.

    Attributes:
        id: Identifier of the run.
        started: Instant, RFC 3339 in UTC.
        finished: Instant, RFC 3339 in UTC.
        version: Version of sanxref.
        configuration: SHA-256 over the effective settings.
        recognizer: Model that looked for persons, or `capitals` where none is installed.
        as_of: Date for which the lists were asked, or null for the current snapshots.
        unchanged: Inputs that were passed over, because earlier runs have screened their content.
        since: Those runs in words (`run 20261121T...`); empty where nothing was to be passed over.
    """

    id: str
    started: str
    finished: str
    version: str
    configuration: str
    recognizer: str
    as_of: str | None
    unchanged: int = 0
    since: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportList:
    """One list source, and the snapshot that was screened against.

    Attributes:
        source: Key of the list source, for example `ofac-sdn`.
        title: Name for people.
        state: `current`, `stale`, `missing` or `corrupt`; only `current` can lead to "clear".
        stale: Whether the snapshot is older than the allowed age.
        snapshot: Id of the snapshot, or null where none could be used.
        format: Official format that was read, for example `ofac-advanced-xml`.
        published: The authority's own publication date.
        fetched: When the bytes were received.
        checked: When the authority was last asked with success.
        sha256: SHA-256 of the snapshot as received.
        designations: Number of designations in it.
        listing_dates: Whether the format tells when targets were listed; where not, no year of a
            claim can be checked.
        error: Why the last update failed or the snapshot is not usable; empty where all is well.
    """

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
    """A passage of the article.

    Attributes:
        text: The words.
        start: Offset of the first character in the article text.
        end: Offset behind the last character.
    """

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportMention:
    """One place where a name is written.

    Attributes:
        text: The name as written.
        start: Offset of the first character in the article text.
        end: Offset behind the last character.
        recognizer: Who found it, for example `spotter`.
    """

    text: str
    start: int
    end: int
    recognizer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFact:
    """One thing that the article says of a person besides the name.

    Attributes:
        kind: What it is: age, nationality, role, ...
        value: In a comparable form.
        text: The article's words.
        start: Offset of the first character in the article text.
        end: Offset behind the last character.
    """

    kind: str
    value: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFeature:
    """One comparison behind a score.

    Attributes:
        name: What was compared.
        score: 0.0 (differs) to 1.0 (agrees), or null where one side is unknown.
        effect: What it added to or took from the score of the name.
        detail: One sentence that names both values.
    """

    name: FeatureName
    score: float | None
    effect: float
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportStep:
    """One step by which OFAC asks to assess a name match (FAQ 5), answered from the data.

    Attributes:
        question: What the step asks.
        answer: What the data says, in words.
        outcome: Where the step leads by its own rule; a person decides.
    """

    question: str
    answer: str
    outcome: StepOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportMatch:
    """A potential match: a similarity that a person has to decide on.

    Attributes:
        id: Id within the report, for `sanxref explain`.
        source: Key of the list source.
        reference: The authority's permanent key of the designation.
        kind: Kind of target.
        name: Primary name of the designation, as published.
        query_name: Name of the mentioned person that met it.
        name_met: Listed name that was met, as published.
        name_kind: Kind of that name.
        alias_quality: Quality of that name; a weak alias alone raises no match.
        score: 0.0 to 1.0; a similarity, not a probability.
        programmes: Programme tags of the designation.
        listed_on: Earliest date of entry that the list carries, or null.
        delisted_on: Known date of removal, or null.
        designation_sha256: SHA-256 over all that the list says of the target; it changes when,
            and only when, the designation is amended.
        features: The name first, then the qualifiers.
        ofac_score: About what OFAC's own search would show for the best of the target's names,
            0 to 100; null in reports of versions that did not tell it.
        worksheet: The steps of OFAC FAQ 5; empty in reports of versions that did not tell them.
    """

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
    designation_sha256: str
    features: tuple[ReportFeature, ...]
    ofac_score: int | None = None
    worksheet: tuple[ReportStep, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPerson:
    """A mentioned person with its potential matches.

    Attributes:
        id: Id within the report.
        name: Fullest name found.
        names: Every distinct full name and alias in the article.
        mentions: Where the person is named, in order.
        context: What the article says of the person besides the name.
        matches: Potential matches, best score first.
    """

    id: str
    name: str
    names: tuple[str, ...]
    mentions: tuple[ReportMention, ...]
    context: tuple[ReportFact, ...]
    matches: tuple[ReportMatch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCheck:
    """What the lists say of one aspect of a claim.

    Attributes:
        aspect: Which aspect.
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
class ReportEvidence:
    """One statement of one list.

    Attributes:
        source: Key of the list source.
        reference: The authority's permanent key of the designation.
        snapshot: SHA-256 of the snapshot.
        field: The list's own field.
        value: As the list has it.
    """

    source: str
    reference: str
    snapshot: str
    field: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportClaim:
    """A claim with its verdict.

    Attributes:
        id: Id within the report, for `sanxref explain`.
        person: Id of the mentioned person, or null where the subject is no named person.
        subject: The article's words for the subject, or empty.
        subject_kind: Who the claim is about.
        text: The sentence, or the sentences, that make the claim.
        start: Offset of the first character of `text` in the article text.
        end: Offset behind the last character.
        trigger: The word that tells the action.
        authority: Key of the authority as the article names it, or null.
        authority_text: The article's words for the authority, or empty.
        programme: Key of the programme, or null.
        programme_text: The article's words for the programme, or empty.
        action: Put on a list or taken off.
        date: When, in EDTF, or null.
        date_text: The article's words for the date, or empty.
        date_resolution: How the words became a date; empty for an absolute date.
        polarity: How the article stands to what is said.
        understood: False for "mentions a designation, not understood".
        verdict: Contradicted if any check is, else unconfirmed if any is, else confirmed.
        reason: One sentence that gives the ground of the verdict.
        checks: One for each aspect that the claim states.
        evidence: Statements of the lists on which the verdict rests.
    """

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
    """One input: screened, or not screened with the reason; claims that are flagged come first.

    Attributes:
        id: Id within the report.
        source: File, address or row it came from, as the user named it.
        title: Headline where it can be had, else empty.
        published: Publication date in EDTF where it can be had.
        language: ISO 639-1 code, or `und`.
        sha256: SHA-256 of the bytes as received; empty where none were had.
        status: `screened` or `not_screened`.
        reason: Why it was not screened; empty where it was.
        notes: What was done to the text before screening, and who was named by one word only.
        text: The text that was screened; all offsets point into it.
        persons: Mentioned persons in order of first mention.
        claims: Claims about designations, flagged ones first.
    """

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
    """Claims by verdict.

    Attributes:
        confirmed: Every aspect that the claim states is borne out.
        contradicted: A list states something else for at least one aspect.
        unconfirmed: The lists neither bear it out nor contradict it.
        out_of_scope: About an authority whose lists are not loaded.
    """

    confirmed: int
    contradicted: int
    unconfirmed: int
    out_of_scope: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSummary:
    """Counts over the whole report.

    Attributes:
        articles: All inputs.
        screened: Articles that were screened.
        not_screened: Inputs that were not; never counted as clear.
        clear: Screened articles without a potential match; 0 where a list is not current.
        persons: Mentioned persons.
        matches: Potential matches.
        claims: Claims by verdict.
        duplicates: Inputs with the same content as one before them, counted above as well.
    """

    articles: int
    screened: int
    not_screened: int
    clear: int
    persons: int
    matches: int
    claims: ReportVerdictCounts
    duplicates: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDocument:
    """One report.

    Attributes:
        schema: Name and version of this form.
        run: How and when the report was made.
        lists: List sources with the snapshots in use.
        articles: Every input, in the order given.
        summary: Counts.
    """

    schema: str
    run: ReportRun
    lists: tuple[ReportList, ...]
    articles: tuple[ReportArticle, ...]
    summary: ReportSummary
