"""Report document to bytes, one module per format."""

from sanxref.reports.document import read_report
from sanxref.reports.explanation import explain
from sanxref.reports.formats import ReportFormat
from sanxref.reports.items import (
    ArticleItem,
    ClaimItem,
    Item,
    MatchItem,
    PersonItem,
    find_item,
)
from sanxref.reports.render import render
from sanxref.reports.schema import make_schema

__all__ = [
    "ArticleItem",
    "ClaimItem",
    "Item",
    "MatchItem",
    "PersonItem",
    "ReportFormat",
    "explain",
    "find_item",
    "make_schema",
    "read_report",
    "render",
]
