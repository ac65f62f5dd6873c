"""The report as an Excel workbook: one row for each alert, and a sheet each for the rest.

Texts are written as texts, never as formulas, numbers or links, so that nothing in an article can
run (OWASP, "CSV Injection"); control characters are made visible. Needs the extra `xlsx`.
"""

import io
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from importlib.util import find_spec
from typing import Any

from sanxref.errors import ConfigError
from sanxref.model.report import ReportArticle, ReportDocument, ReportPerson
from sanxref.reports.cells import safe_cell
from sanxref.reports.clearance import notes_of_inputs
from sanxref.reports.items import articles_not_screened, list_claims, names_of_one_word
from sanxref.reports.wording import list_titles, worksheet_text

__all__ = ["render_xlsx", "require_xlsxwriter"]

_MOST_ROWS = 1_048_575
"""Rows of a sheet below its header (Excel specifications and limits)."""

_LONGEST = 32_767
"""Characters of a cell (same); longer texts are cut, and the JSON has them whole."""

_CUT = "... (cut; the JSON has all)"

_ALERTS = (
    "alert", "article", "article_title", "published", "person", "matches", "best_score", "list",
    "reference", "listed_name", "programmes", "listed_on", "claims_flagged", "verdicts", "decision",
    "decided_by", "reason",
)  # fmt: skip
_MATCHES = (
    "id", "alert", "person", "list", "reference", "kind", "listed_name", "name_met",
    "alias_quality", "score", "ofac_score", "programmes", "listed_on", "delisted_on", "features",
    "worksheet",
)  # fmt: skip
_CLAIMS = (
    "id", "alert", "article", "person", "claim", "authority", "programme", "action", "date",
    "polarity", "verdict", "reason",
)  # fmt: skip
_MISSED = ("article", "reason", "sha256")
_LISTS = ("list", "state", "published", "fetched", "designations", "sha256", "error")


def require_xlsxwriter() -> None:
    """Say what is missing before the work.

    Raises:
        ConfigError: xlsxwriter is not installed.
    """
    if find_spec("xlsxwriter") is None:
        raise ConfigError("the format xlsx needs: pip install 'sanxref[xlsx]'")


def render_xlsx(document: ReportDocument) -> bytes:
    """Write a workbook; the same report gives the same bytes.

    Raises:
        ConfigError: xlsxwriter is not installed, or there are more rows than a sheet can hold.
    """
    require_xlsxwriter()
    import xlsxwriter  # noqa: PLC0415 - an extra

    stream = io.BytesIO()
    with xlsxwriter.Workbook(
        stream,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        },
    ) as book:
        # The moment of writing would differ between two equal reports.
        book.set_properties(
            {"created": _instant(document.run.started), "title": f"Run {document.run.id}"}
        )
        bold = book.add_format({"bold": True})
        for name, columns, rows in _sheets(document):
            _write_sheet(book.add_worksheet(name), columns, rows, bold)
    return stream.getvalue()


def _instant(started: str) -> datetime:
    """When the run started; a stored report may hold no instant, and is written all the same."""
    try:
        return datetime.fromisoformat(started).astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return datetime(1980, 1, 1)  # noqa: DTZ001 - the first day that a zip archive knows


def _sheets(
    document: ReportDocument,
) -> Iterator[tuple[str, tuple[str, ...], Iterable[tuple[Any, ...]]]]:
    titles = list_titles(document)
    yield "Alerts", _ALERTS, _alert_rows(document, titles)
    yield "Matches", _MATCHES, _match_rows(document, titles)
    yield "Claims", _CLAIMS, _claim_rows(document)
    missed = articles_not_screened(document)
    yield "Not screened", _MISSED, [(one.source, one.reason, one.sha256) for one in missed]
    lists = document.lists
    yield (
        "Lists",
        _LISTS,
        [
            (
                one.title,
                one.state,
                one.published,
                one.fetched,
                one.designations,
                one.sha256,
                one.error,
            )
            for one in lists
        ],
    )
    notes = [(note, "") for note in notes_of_inputs(document)]
    notes += [(note, article.source) for article, note in names_of_one_word(document)]
    yield "Notes", ("note", "article"), notes


def _write_sheet(
    sheet: Any,  # noqa: ANN401 - xlsxwriter has no types
    columns: tuple[str, ...],
    rows: Iterable[tuple[Any, ...]],
    bold: Any,  # noqa: ANN401 - same
) -> None:
    sheet.write_row(0, 0, columns, bold)
    sheet.freeze_panes(1, 0)
    number = 0
    for number, row in enumerate(rows, start=1):
        if number > _MOST_ROWS:
            raise ConfigError("more alerts than a sheet of Excel can hold; use csv or jsonl")
        for column, value in enumerate(row):
            if isinstance(value, (int, float)):
                sheet.write_number(number, column, value)
            else:
                sheet.write_string(number, column, _text(value))
    sheet.autofilter(0, 0, max(number, 1), len(columns) - 1)


def _text(value: object) -> str:
    text = safe_cell(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - len(_CUT)] + _CUT


def _alert_rows(document: ReportDocument, titles: dict[str, str]) -> Iterator[tuple[Any, ...]]:
    """Give one row for each person with matches or flagged claims, with room for a decision."""
    for article in document.articles:
        for person in article.persons:
            verdicts = _flagged(article, person)
            if person.matches or verdicts:
                yield (*_alert_cells(article, person, titles), len(verdicts), ", ".join(verdicts))


def _alert_cells(
    article: ReportArticle, person: ReportPerson, titles: dict[str, str]
) -> tuple[Any, ...]:
    best = person.matches[0] if person.matches else None
    return (
        person.id,
        article.source,
        article.title,
        article.published,
        person.name,
        len(person.matches),
        best.score if best else None,
        titles.get(best.source, best.source) if best else None,
        best.reference if best else None,
        best.name if best else None,
        "; ".join(best.programmes) if best else None,
        best.listed_on if best else None,
    )


def _flagged(article: ReportArticle, person: ReportPerson) -> list[str]:
    return [
        str(claim.verdict)
        for claim in article.claims
        if claim.person == person.id and claim.verdict != "confirmed"
    ]


def _match_rows(document: ReportDocument, titles: dict[str, str]) -> Iterator[tuple[Any, ...]]:
    for article in document.articles:
        for person in article.persons:
            for match in person.matches:
                yield (
                    match.id,
                    person.id,
                    person.name,
                    titles.get(match.source, match.source),
                    match.reference,
                    match.kind,
                    match.name,
                    match.name_met,
                    match.alias_quality,
                    match.score,
                    match.ofac_score,
                    "; ".join(match.programmes),
                    match.listed_on,
                    match.delisted_on,
                    " ".join(feature.detail for feature in match.features),
                    worksheet_text(match),
                )


def _claim_rows(document: ReportDocument) -> Iterator[tuple[Any, ...]]:
    for item in list_claims(document):
        claim = item.claim
        yield (
            claim.id,
            claim.person,
            item.article.source,
            item.subject,
            claim.text,
            claim.authority or claim.authority_text,
            claim.programme or claim.programme_text,
            str(claim.action),
            claim.date,
            str(claim.polarity),
            str(claim.verdict),
            claim.reason,
        )
