"""One match or claim with everything it rests on, for `sanxref explain`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self, assert_never

import msgspec

from sanxref.errors import ReportError
from sanxref.model.articles import CUSTOMER_RECORD
from sanxref.model.report import (
    ReportArticle,
    ReportClaim,
    ReportDocument,
    ReportList,
    ReportMatch,
    ReportPerson,
    ReportRun,
)
from sanxref.reports.blocks import Block, Facts, Grid, Line, Title
from sanxref.reports.clearance import faults_of_lists
from sanxref.reports.document import encode_text_safely
from sanxref.reports.formats import ReportFormat
from sanxref.reports.items import (
    ArticleItem,
    ClaimItem,
    Item,
    MatchItem,
    PersonItem,
    claims_in_order,
    find_item,
)
from sanxref.reports.markdown import render_markdown
from sanxref.reports.overview import describe_report, verdict_phrase
from sanxref.reports.wording import (
    VERDICT_MEANINGS,
    claim_phrase,
    fetched_phrase,
    list_titles,
    listed_name_phrase,
    name_met_phrase,
    ofac_score_phrase,
    polarity_phrase,
    score_text,
    verdict_words,
)

__all__ = ["describe_item", "describe_worksheet", "explain"]

_EXPLANATION = "sanxref/explanation/1"

# Characters of the article shown on each side of a passage: about one sentence.
_AROUND = 120


def explain(
    document: ReportDocument,
    item_id: str | None,
    report_format: ReportFormat | str = ReportFormat.TABLE,
    *,
    width: int | None = None,
    color: bool = False,
) -> bytes:
    """Write one match, claim, mentioned person or article with all its evidence, UTF-8.

    Args:
        document: The report.
        item_id: Id of what is to be explained; None for all matches and claims with their ids.
        report_format: Table, JSON or Markdown.
        width: Columns of the terminal, or None for no limit; for the table.
        color: Whether the table has ANSI colours.

    Raises:
        ReportError: Nothing has this id (the message names near ones), or it cannot be written in
            this format.
    """
    item = None if item_id is None else find_item(document, item_id)
    blocks = describe_item(document, item) if item else describe_report(document, full=True)
    match report_format:
        case ReportFormat.TABLE:
            # Imported here: rich is needed by this one format and slow to load.
            from sanxref.reports.terminal import render_terminal  # noqa: PLC0415

            return render_terminal(blocks, width=width, color=color)
        case ReportFormat.MARKDOWN:
            return render_markdown(blocks)
        case ReportFormat.JSON if item is not None:
            return _explain_json(document, item)
        case _:
            raise ReportError(
                f"one item cannot be written as {str(report_format)!r}; "
                "choose table, json or markdown"
            )


def describe_item(document: ReportDocument, item: Item) -> Iterator[Block]:
    """Give the blocks that explain one item, in reading order."""
    match item:
        case MatchItem():
            yield from _describe_match(document, item)
        case ClaimItem():
            yield from _describe_claim(document, item)
        case PersonItem():
            yield from _describe_person(document, item)
        case ArticleItem():
            yield from _describe_article(item)
        case _:
            assert_never(item)
    for fault in faults_of_lists(document):
        yield Line(text=f"NOT CLEAR: {fault}", warning=True)


def _describe_match(document: ReportDocument, item: MatchItem) -> Iterator[Block]:
    match = item.match
    yield Title(text=f"Potential match {match.id}")
    yield Line(
        text=f"{item.person.name} {_asked_or_named(item.person)}; "
        f"{listed_name_phrase(match)} is on the list. That the two are one is for you to decide."
    )
    yield Facts(
        rows=(
            *_article_facts(item.article),
            ("Person", _names(item.person)),
            ("Named", _mentions(item.person)),
            ("Context", _context(item.person)),
            ("Listed as", f"{match.name} ({match.kind})"),
            (
                "Reference",
                f"{list_titles(document).get(match.source, match.source)} {match.reference}",
            ),
            ("Programmes", "; ".join(match.programmes)),
            ("Listed on", match.listed_on or "the list gives no date"),
            ("Delisted on", match.delisted_on or "not on record"),
            ("Compared", f"{match.query_name} with the {name_met_phrase(match)}"),
            ("Score", f"{score_text(match.score)} (a similarity from 0 to 1, not a probability)"),
            *_ofac_score(match),
        )
    )
    yield _features(match)
    yield from describe_worksheet(match)
    yield from _snapshots(document, [match.source])
    claims = [c for c in claims_in_order(item.article) if c.claim.person == item.person.id]
    if claims:
        yield _claims_grid(claims)


def _describe_claim(document: ReportDocument, item: ClaimItem) -> Iterator[Block]:
    claim = item.claim
    yield Title(text=f"Claim {claim.id}")
    yield Line(text=verdict_phrase(item))
    yield Line(text=VERDICT_MEANINGS[claim.verdict])
    yield Facts(
        rows=(
            *_article_facts(item.article),
            ("Subject", f"{item.subject or 'not named'} ({claim.subject_kind})"),
            ("Claim", claim_phrase(claim)),
            ("Polarity", polarity_phrase(claim.polarity)),
            ("Passage", _passage(item.article, claim.start, claim.end, claim.text)),
            ("Told by", f"“{claim.trigger.text}”"),
            ("Authority", _with_key(claim.authority_text, claim.authority)),
            ("Programme", _with_key(claim.programme_text, claim.programme)),
            ("Date", _date(claim)),
        )
    )
    yield Grid(
        headers=("Aspect", "The article says", "The lists say", "Verdict", "Reason"),
        rows=tuple(
            (
                str(check.aspect),
                check.claimed,
                check.found or "nothing",
                verdict_words(check.verdict),
                check.reason,
            )
            for check in claim.checks
        ),
        verdicts=tuple(check.verdict for check in claim.checks),
        toned=3,
    )
    if claim.evidence:
        yield _evidence(document, claim)
    yield from _snapshots(document, [evidence.source for evidence in claim.evidence])
    if item.person and item.person.matches:
        yield _matches_grid(document, item.person)


def _describe_person(document: ReportDocument, item: PersonItem) -> Iterator[Block]:
    yield Title(text=f"Mentioned person {item.person.id}")
    yield Facts(
        rows=(
            *_article_facts(item.article),
            ("Person", _names(item.person)),
            ("Named", _mentions(item.person)),
            ("Context", _context(item.person)),
        )
    )
    if item.person.matches:
        yield _matches_grid(document, item.person)
    else:
        yield Line(text="No potential match was found for this person.")
    claims = [c for c in claims_in_order(item.article) if c.claim.person == item.person.id]
    if claims:
        yield _claims_grid(claims)


def _describe_article(item: ArticleItem) -> Iterator[Block]:
    article = item.article
    yield Title(text=f"Article {article.id}")
    outcome = f"not screened: {article.reason}" if article.reason else article.status
    yield Facts(
        rows=(
            *_article_facts(article),
            ("Outcome", outcome),
            ("Language", article.language),
            ("SHA-256", article.sha256),
            *(("Note", note) for note in article.notes),
        )
    )
    if article.persons:
        yield Grid(
            headers=("Person", "Mentions", "Potential matches", "Id"),
            rows=tuple(
                (one.name, str(len(one.mentions)), str(len(one.matches)), one.id)
                for one in article.persons
            ),
            numbers=frozenset({1, 2}),
        )
    claims = claims_in_order(article)
    if claims:
        yield _claims_grid(claims)


def _article_facts(article: ReportArticle) -> Iterator[tuple[str, str]]:
    yield "Article", article.source
    if article.title:
        yield "Title", article.title
    yield "Published", article.published or "not known"


def _asked_or_named(person: ReportPerson) -> str:
    asked = all(mention.recognizer == CUSTOMER_RECORD for mention in person.mentions)
    return "was asked for" if asked and person.mentions else "is named in the article"


def _names(person: ReportPerson) -> str:
    others = [name for name in person.names if name != person.name]
    return person.name + (f", also {', '.join(others)}" if others else "")


def _mentions(person: ReportPerson) -> str:
    return "; ".join(f"“{one.text}” at {one.start}–{one.end}" for one in person.mentions)


def _context(person: ReportPerson) -> str:
    facts = (f"{fact.kind}: {fact.value} (“{fact.text}”)" for fact in person.context)
    return "; ".join(facts) or "the article gives none"


def _passage(article: ReportArticle, start: int, end: int, text: str) -> str:
    """Quote a passage with what stands around it, where the report carries the article's text."""
    before = article.text[max(0, start - _AROUND) : start]
    after = article.text[end : end + _AROUND]
    return f"{before}[[{text}]]{after} (characters {start}–{end})"


def _with_key(text: str, key: str | None) -> str:
    if not text:
        return key or "not stated"
    return f"“{text}”" + (f" ({key})" if key else "")


def _date(claim: ReportClaim) -> str:
    if not claim.date:
        return "not stated"
    told = f" (“{claim.date_text}”" if claim.date_text else ""
    if told and claim.date_resolution:
        told += f": {claim.date_resolution}"
    return claim.date + (f"{told})" if told else "")


def _features(match: ReportMatch) -> Grid:
    return Grid(
        headers=("Compared", "Score", "Effect", "Detail"),
        rows=tuple(
            (
                str(feature.name),
                "not known" if feature.score is None else score_text(feature.score),
                f"{feature.effect:+.2f}" if feature.effect else "",
                feature.detail,
            )
            for feature in match.features
        ),
        numbers=frozenset({1, 2}),
    )


def _ofac_score(match: ReportMatch) -> Iterator[tuple[str, str]]:
    shown = ofac_score_phrase(match)
    if shown:
        yield "OFAC's search", f"{shown} (an estimate for the best of the target's names)"


def describe_worksheet(match: ReportMatch) -> Iterator[Block]:
    """Give the steps of OFAC FAQ 5, where the report has them."""
    if match.worksheet:
        yield Grid(
            headers=("Step", "OFAC asks (FAQ 5)", "The data says", "Leads to"),
            rows=tuple(
                (str(number), step.question, step.answer, str(step.outcome))
                for number, step in enumerate(match.worksheet, 1)
            ),
            numbers=frozenset({0}),
        )


def _evidence(document: ReportDocument, claim: ReportClaim) -> Grid:
    titles = list_titles(document)
    return Grid(
        headers=("List", "Reference", "Field", "Value"),
        rows=tuple(
            (titles.get(one.source, one.source), one.reference, one.field, one.value)
            for one in claim.evidence
        ),
    )


def _snapshots(document: ReportDocument, sources: list[str]) -> Iterator[Grid]:
    used = [one for one in document.lists if one.source in sources]
    if used:
        yield Grid(
            headers=("List", "Snapshot", "Designations", "State", "SHA-256"),
            rows=tuple(
                (
                    one.title,
                    fetched_phrase(one, document.run.started),
                    f"{one.designations:,}",
                    one.state,
                    one.sha256 or "",
                )
                for one in used
            ),
            numbers=frozenset({2}),
        )


def _matches_grid(document: ReportDocument, person: ReportPerson) -> Grid:
    titles = list_titles(document)
    return Grid(
        headers=("Potential match", "List", "Reference", "Score", "Name met", "Id"),
        rows=tuple(
            (
                listed_name_phrase(match),
                titles.get(match.source, match.source),
                match.reference,
                score_text(match.score),
                name_met_phrase(match),
                match.id,
            )
            for match in person.matches
        ),
    )


def _claims_grid(claims: Sequence[ClaimItem]) -> Grid:
    return Grid(
        headers=("Person", "Claim", "Verdict", "Id"),
        rows=tuple(
            (one.subject, claim_phrase(one.claim), verdict_phrase(one), one.claim.id)
            for one in claims
        ),
        verdicts=tuple(one.claim.verdict for one in claims),
        toned=2,
    )


def _explain_json(document: ReportDocument, item: Item) -> bytes:
    encoded = encode_text_safely(_Explanation.of(document, item), msgspec.json.encode)
    return msgspec.json.format(encoded, indent=2) + b"\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class _ExplainedArticle:
    """The article, without its text and without what else was found in it."""

    id: str
    source: str
    title: str
    published: str | None
    language: str
    sha256: str
    status: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Explanation:
    """The JSON form; what does not apply is null."""

    schema: str
    run: ReportRun
    article: _ExplainedArticle
    person: ReportPerson | None
    match: ReportMatch | None
    claim: ReportClaim | None
    lists: tuple[ReportList, ...]

    @classmethod
    def of(cls, document: ReportDocument, item: Item) -> Self:
        article = item.article
        return cls(
            schema=_EXPLANATION,
            run=document.run,
            article=_ExplainedArticle(
                id=article.id,
                source=article.source,
                title=article.title,
                published=article.published,
                language=article.language,
                sha256=article.sha256,
                status=article.status,
                reason=article.reason,
            ),
            person=None if isinstance(item, ArticleItem) else item.person,
            match=item.match if isinstance(item, MatchItem) else None,
            claim=item.claim if isinstance(item, ClaimItem) else None,
            lists=document.lists,
        )
