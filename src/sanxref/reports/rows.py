"""The report as CSV: a row for each list, potential match, claim, input not screened, and note.

The lists stand in it because without them an empty file would look like a clear one.
RFC 4180, UTF-8 without a byte order mark. A cell that a spreadsheet would run as a formula gets an
apostrophe before it (OWASP, "CSV Injection"; CWE-1236), and control characters are made visible;
for texts as they are, read the JSON.
"""

import csv
import io
from collections.abc import Iterator
from typing import Any

from sanxref.model.report import ReportArticle, ReportDocument, ReportList
from sanxref.reports.cells import safe_cell
from sanxref.reports.clearance import notes_of_inputs
from sanxref.reports.items import (
    ClaimItem,
    MatchItem,
    articles_not_screened,
    list_claims,
    list_matches,
    names_of_one_word,
)
from sanxref.reports.wording import list_titles, score_text, worksheet_text

__all__ = ["COLUMNS", "render_csv"]

COLUMNS = (
    "row",
    "id",
    "article",
    "article_id",
    "article_title",
    "article_published",
    "person_id",
    "person",
    "list",
    "list_state",
    "reference",
    "target_kind",
    "listed_name",
    "query_name",
    "name_met",
    "name_kind",
    "alias_quality",
    "score",
    "ofac_score",
    "worksheet",
    "programmes",
    "listed_on",
    "delisted_on",
    "claim",
    "start",
    "end",
    "authority",
    "programme",
    "action",
    "date",
    "polarity",
    "verdict",
    "reason",
    "snapshot_published",
    "snapshot_fetched",
    "sha256",
    "designations",
)


def render_csv(document: ReportDocument) -> bytes:
    """Write a report as CSV: lists, potential matches, claims (flagged first), not screened."""
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    for row in _rows(document):
        writer.writerow({column: safe_cell(value) for column, value in row.items()})
    return stream.getvalue().encode()


def _rows(document: ReportDocument) -> Iterator[dict[str, Any]]:
    titles = list_titles(document)
    states = {one.source: one.state for one in document.lists}
    yield from (_list_row(one) for one in document.lists)
    for item in list_matches(document):
        source = item.match.source
        yield {
            **_match_row(item),
            "list": titles.get(source, source),
            "list_state": states.get(source),
        }
    yield from (_claim_row(item) for item in list_claims(document))
    for article in articles_not_screened(document):
        yield {
            "row": "not_screened",
            "id": article.id,
            **_article_cells(article),
            "reason": article.reason,
            "sha256": article.sha256,
        }
    yield from ({"row": "note", "reason": note} for note in notes_of_inputs(document))
    for article, note in names_of_one_word(document):
        yield {"row": "note", **_article_cells(article), "reason": note}


def _article_cells(article: ReportArticle) -> dict[str, Any]:
    return {
        "article": article.source,
        "article_id": article.id,
        "article_title": article.title,
        "article_published": article.published,
    }


def _list_row(one: ReportList) -> dict[str, Any]:
    return {
        "row": "list",
        "id": one.source,
        "list": one.title,
        "list_state": one.state,
        "reason": one.error,
        "snapshot_published": one.published,
        "snapshot_fetched": one.fetched,
        "sha256": one.sha256,
        "designations": one.designations,
    }


def _match_row(item: MatchItem) -> dict[str, Any]:
    match = item.match
    return {
        "row": "match",
        "id": match.id,
        **_article_cells(item.article),
        "person_id": item.person.id,
        "person": item.person.name,
        "reference": match.reference,
        "target_kind": match.kind,
        "listed_name": match.name,
        "query_name": match.query_name,
        "name_met": match.name_met,
        "name_kind": match.name_kind,
        "alias_quality": match.alias_quality,
        "score": score_text(match.score),
        "ofac_score": match.ofac_score,
        "worksheet": worksheet_text(match),
        "programmes": "; ".join(match.programmes),
        "listed_on": match.listed_on,
        "delisted_on": match.delisted_on,
    }


def _claim_row(item: ClaimItem) -> dict[str, Any]:
    claim = item.claim
    return {
        "row": "claim",
        "id": claim.id,
        **_article_cells(item.article),
        "person_id": claim.person,
        "person": item.subject,
        "claim": claim.text,
        "start": claim.start,
        "end": claim.end,
        "authority": claim.authority or claim.authority_text,
        "programme": claim.programme or claim.programme_text,
        "action": claim.action,
        "date": claim.date,
        "polarity": claim.polarity,
        "verdict": claim.verdict,
        "reason": claim.reason,
    }
