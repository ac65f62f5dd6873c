"""The report as JSON Lines: the run and its lists, one line for each input, the summary.

The summary stands last, so that a file that was cut short shows it.
"""

from typing import Any

import msgspec

from sanxref.model.report import (
    SCHEMA,
    ReportArticle,
    ReportDocument,
    ReportList,
    ReportRun,
    ReportSummary,
)

__all__ = ["HEAD_TYPE", "parse_lines", "render_head", "render_lines", "render_tail"]

HEAD_TYPE = "run"
_ARTICLE_TYPE = "article"
_SUMMARY_TYPE = "summary"


class _Head(msgspec.Struct, tag_field="type", tag=HEAD_TYPE):
    schema: str
    run: ReportRun
    lists: tuple[ReportList, ...]


class _Tail(msgspec.Struct, tag_field="type", tag=_SUMMARY_TYPE):
    summary: ReportSummary


class _Kind(msgspec.Struct):
    type: str


def render_lines(document: ReportDocument) -> bytes:
    """Write a report as JSON Lines."""
    articles = (
        msgspec.json.encode({"type": _ARTICLE_TYPE, **_fields_of(article)}) + b"\n"
        for article in document.articles
    )
    head, tail = render_head(document.run, document.lists), render_tail(document.summary)
    return b"".join((head, *articles, tail))


def render_head(run: ReportRun, lists: tuple[ReportList, ...]) -> bytes:
    """Write the first line."""
    return msgspec.json.encode(_Head(schema=SCHEMA, run=run, lists=lists)) + b"\n"


def render_tail(summary: ReportSummary) -> bytes:
    """Write the last line."""
    return msgspec.json.encode(_Tail(summary=summary)) + b"\n"


def parse_lines(content: bytes) -> ReportDocument:
    """Read back what `render_lines` wrote.

    Raises:
        msgspec.DecodeError: A line is not what it should be, or the summary is missing.
    """
    lines = [line for line in content.split(b"\n") if line.strip()]
    kind = msgspec.json.decode(lines[-1], type=_Kind).type
    if len(lines) < 2 or kind != _SUMMARY_TYPE:  # noqa: PLR2004 - head and summary
        raise msgspec.DecodeError("the last line, with the summary, is missing: it was cut short")
    head = msgspec.json.decode(lines[0], type=_Head)
    return ReportDocument(
        schema=head.schema,
        run=head.run,
        lists=head.lists,
        articles=tuple(msgspec.json.decode(line, type=ReportArticle) for line in lines[1:-1]),
        summary=msgspec.json.decode(lines[-1], type=_Tail).summary,
    )


def _fields_of(article: ReportArticle) -> dict[str, Any]:
    return {name: getattr(article, name) for name in article.__dataclass_fields__}
