"""The whole report for a reader: lists, potential matches, claims, what was not screened."""

from collections.abc import Iterator

from sanxref.model.report import NAMED_BY_ONE_WORD, ReportDocument, ReportList
from sanxref.reports.blocks import Block, Facts, Grid, Line
from sanxref.reports.clearance import (
    faults_of_lists,
    limits_of_lists,
    may_be_clear,
    outcome_phrase,
    shortfall_phrase,
)
from sanxref.reports.items import (
    ClaimItem,
    MatchItem,
    articles_not_screened,
    list_claims,
    list_matches,
    names_of_one_word,
)
from sanxref.reports.wording import (
    article_labels,
    claim_phrase,
    fetched_phrase,
    input_noun,
    list_titles,
    listed_name_phrase,
    name_met_phrase,
    score_text,
    verdict_words,
)

__all__ = ["describe_report", "verdict_phrase"]


_MOST_NOTES = 20
"""Articles with names of one word that a table shows; most articles of a newspaper have some."""
_LIST_HEADERS = ("List", "Snapshot", "Designations", "State")
_MATCH_HEADERS = (
    "Article",
    "Person",
    "Potential match",
    "List",
    "Reference",
    "Score",
    "Name met",
)
_CLAIM_HEADERS = ("Article", "Person", "Claim", "Verdict")


def describe_report(document: ReportDocument, *, full: bool = False) -> Iterator[Block]:
    """Give the blocks of a report in reading order.

    Args:
        document: The report.
        full: Whether what a terminal has no room for is told as well: how the run was made, the
            hashes of the lists, and the id of each match and claim.
    """
    lists = tuple(_list_row(one, document.run.started, full=full) for one in document.lists)
    if lists:
        yield Grid(
            headers=(*_LIST_HEADERS, "SHA-256") if full else _LIST_HEADERS,
            rows=lists,
            label="Lists",
            numbers=frozenset({_LIST_HEADERS.index("Designations")}),
        )
    yield Facts(rows=tuple(_run_facts(document, full=full)))
    yield from (
        Line(text=f"NOT CLEAR: {reason}", warning=True) for reason in faults_of_lists(document)
    )
    yield from (Line(text=f"Note: {limit}") for limit in limits_of_lists(document))
    yield from _findings(document, ids=full)
    yield from _named_by_one_word(document)
    yield from _not_screened(document)
    yield from _ending(document)


def verdict_phrase(item: ClaimItem) -> str:
    """Give the verdict with its reason: `confirmed: listed 2024-02-23`."""
    words = verdict_words(item.claim.verdict)
    return f"{words}: {item.claim.reason}" if item.claim.reason else words


def _list_row(one: ReportList, started: str, *, full: bool) -> tuple[str, ...]:
    count = f"{one.designations:,} designations"
    row = (one.title, fetched_phrase(one, started), count, one.state)
    return (*row, one.sha256 or "") if full else row


def _run_facts(document: ReportDocument, *, full: bool) -> Iterator[tuple[str, str]]:
    summary = document.summary
    yield "Screened", f"{summary.screened:,} of {summary.articles:,} {input_noun(document)}s"
    if document.run.as_of:
        yield "As of", document.run.as_of
    if full:
        run = document.run
        yield "Run", f"{run.id}, started {run.started}, finished {run.finished}"
        yield "Made by", f"sanxref {run.version}, persons found by {run.recognizer}"
        yield "Configuration", run.configuration


def _findings(document: ReportDocument, *, ids: bool) -> Iterator[Block]:
    titles = list_titles(document)
    labels = article_labels(document)
    matches = list_matches(document)
    if matches:
        headers = (*_MATCH_HEADERS, "Id") if ids else _MATCH_HEADERS
        rows = tuple(_match_row(item, labels, titles, ids=ids) for item in matches)
        if input_noun(document) == "name":  # it was asked for, and stands in no article
            headers, rows = ("Name", *headers[2:]), tuple(row[1:] for row in rows)
        yield Grid(headers=headers, rows=rows)
    claims = list_claims(document)
    if claims:
        yield Grid(
            headers=(*_CLAIM_HEADERS, "Id") if ids else _CLAIM_HEADERS,
            rows=tuple(_claim_row(item, labels, ids=ids) for item in claims),
            verdicts=tuple(item.claim.verdict for item in claims),
            toned=_CLAIM_HEADERS.index("Verdict"),
        )


def _match_row(
    item: MatchItem, labels: dict[str, str], titles: dict[str, str], *, ids: bool
) -> tuple[str, ...]:
    match = item.match
    row = (
        labels[item.article.source],
        item.person.name,
        listed_name_phrase(match),
        titles.get(match.source, match.source),
        match.reference,
        score_text(match.score),
        name_met_phrase(match),
    )
    return (*row, match.id) if ids else row


def _claim_row(item: ClaimItem, labels: dict[str, str], *, ids: bool) -> tuple[str, ...]:
    article = labels[item.article.source]
    row = (article, item.subject, claim_phrase(item.claim), verdict_phrase(item))
    return (*row, item.claim.id) if ids else row


def _named_by_one_word(document: ReportDocument) -> Iterator[Block]:
    found = names_of_one_word(document)
    labels = article_labels(document)
    if found:
        yield Grid(
            headers=("Article", NAMED_BY_ONE_WORD.rstrip(": ")),
            rows=tuple(
                (labels[article.source], note.removeprefix(NAMED_BY_ONE_WORD))
                for article, note in found[:_MOST_NOTES]
            ),
        )
    if len(found) > _MOST_NOTES:
        yield Line(
            text=f"And {len(found) - _MOST_NOTES:,} further articles; json, csv and xlsx have them."
        )


def _not_screened(document: ReportDocument) -> Iterator[Block]:
    missed = articles_not_screened(document)
    labels = article_labels(document)
    if missed:
        yield Grid(
            headers=("Not screened", "Reason"),
            rows=tuple((labels[article.source], article.reason) for article in missed),
        )


def _ending(document: ReportDocument) -> Iterator[Block]:
    shortfall = shortfall_phrase(document)
    if not document.summary.matches:
        yield Line(text=outcome_phrase(document), warning=not may_be_clear(document))
    if shortfall and (document.summary.matches or may_be_clear(document)):
        yield Line(text=f"NOT CLEAR: {shortfall}.", warning=True)
