"""Formats that a report can be written in."""

from enum import StrEnum

__all__ = ["ReportFormat"]


class ReportFormat(StrEnum):
    """What a report can be rendered as; JSON is the report, the others are renderings of it."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    XLSX = "xlsx"
    MARKDOWN = "markdown"
    HTML = "html"
    FTM = "ftm"

    @property
    def suffix(self) -> str:
        """Ending of a file in this format, with the dot."""
        return _SUFFIXES[self]

    @property
    def media_type(self) -> str:
        """Media type with its parameters, for an HTTP answer (IANA; JSON Lines has none)."""
        return _MEDIA_TYPES[self]


_SUFFIXES = {
    ReportFormat.TABLE: ".txt",
    ReportFormat.JSON: ".json",
    ReportFormat.JSONL: ".jsonl",
    ReportFormat.CSV: ".csv",
    ReportFormat.MARKDOWN: ".md",
    ReportFormat.HTML: ".html",
    ReportFormat.XLSX: ".xlsx",
    ReportFormat.FTM: ".ftm.jsonl",
}

_MEDIA_TYPES = {
    ReportFormat.TABLE: "text/plain; charset=utf-8",
    ReportFormat.JSON: "application/json",
    ReportFormat.JSONL: "application/x-ndjson",
    ReportFormat.CSV: "text/csv; charset=utf-8; header=present",
    ReportFormat.MARKDOWN: "text/markdown; charset=utf-8",
    ReportFormat.HTML: "text/html; charset=utf-8",
    ReportFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ReportFormat.FTM: "application/x-ndjson",
}
