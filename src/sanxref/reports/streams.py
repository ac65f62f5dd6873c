"""JSON and JSON Lines of a report that is too large for memory, article by article.

The bytes are those of `render` for the same report.
"""

from collections.abc import Iterator
from typing import Protocol

import msgspec

from sanxref.model.report import SCHEMA, ReportList, ReportRun, ReportSummary
from sanxref.reports.lines import render_head, render_tail

__all__ = ["ArticleSource", "stream_json", "stream_lines"]


class ArticleSource(Protocol):
    """A report whose articles are read one by one."""

    @property
    def run(self) -> ReportRun:
        """How it was made."""

    @property
    def lists(self) -> tuple[ReportList, ...]:
        """What was screened against."""

    @property
    def summary(self) -> ReportSummary:
        """Counts."""

    def lines(self) -> Iterator[bytes]:
        """Give each article as JSON on one line."""


class _Head(msgspec.Struct):
    schema: str
    run: ReportRun
    lists: tuple[ReportList, ...]


class _Tail(msgspec.Struct):
    summary: ReportSummary


def stream_json(report: ArticleSource) -> Iterator[bytes]:
    """Give the report as indented JSON."""
    head = _indented(msgspec.json.encode(_Head(schema=SCHEMA, run=report.run, lists=report.lists)))
    yield head.removesuffix(b"\n}") + b',\n  "articles": ['
    joint = b"\n    "
    for line in report.lines():
        yield joint + _indented(line).replace(b"\n", b"\n    ")
        joint = b",\n    "
    closing = b"]" if joint == b"\n    " else b"\n  ]"
    tail = _indented(msgspec.json.encode(_Tail(summary=report.summary)))
    yield closing + b"," + tail.removeprefix(b"{") + b"\n"


def stream_lines(report: ArticleSource) -> Iterator[bytes]:
    """Give the report as JSON Lines."""
    yield render_head(report.run, report.lists)
    for line in report.lines():
        yield b'{"type":"article",' + line[1:] + b"\n"
    yield render_tail(report.summary)


def _indented(encoded: bytes) -> bytes:
    return msgspec.json.format(encoded, indent=2)
