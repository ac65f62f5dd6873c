"""The report as JSON: the one stored form, of which every other format is a rendering."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from sanxref.errors import ReportError
from sanxref.model.report import SCHEMA, ReportDocument
from sanxref.reports.controls import without_surrogates
from sanxref.reports.lines import HEAD_TYPE, parse_lines

__all__ = ["encode_text_safely", "read_report", "render_json"]

_Value = TypeVar("_Value")

# How a decoder tells of bytes that are no report; endless nesting ends in a RecursionError.
_DAMAGE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


class _Head(msgspec.Struct):
    """As much of a file as tells what it is."""

    schema: str | None = None
    type: str | None = None


def render_json(document: ReportDocument) -> bytes:
    """Write a report as indented JSON, fields in the order of the types, with a last line end."""
    encoded = encode_text_safely(document, msgspec.json.encode)
    return msgspec.json.format(encoded, indent=2) + b"\n"


def encode_text_safely(value: _Value, encode: Callable[[_Value], bytes]) -> bytes:
    """Encode, with U+FFFD for each lone surrogate, which UTF-8 cannot carry.

    One broken character in one article must not cost a whole report.
    """
    try:
        return encode(value)
    except UnicodeEncodeError:
        return encode(_repaired(value))


def _repaired(value: Any) -> Any:  # noqa: ANN401 - walks every type of the report
    if isinstance(value, str):
        # Every StrEnum of the model is plain ASCII and must keep its type.
        return value if type(value) is not str else without_surrogates(value)
    if isinstance(value, tuple):
        return tuple(_repaired(one) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return type(value)(
            **{one.name: _repaired(getattr(value, one.name)) for one in fields(value)}
        )
    return value


def read_report(path: Path) -> ReportDocument:
    """Read a stored report, in JSON or JSON Lines.

    Raises:
        ReportError: The file cannot be read, is no report of sanxref, is of another version of
            the schema, or is damaged.
    """
    try:
        content = path.read_bytes()
    except OSError as exc:
        reason = exc.strerror or str(exc)
        raise ReportError(f"{path} cannot be read: {reason}") from exc
    if not content.strip():
        raise ReportError(
            f"{path} is empty. Make it again: sanxref screen ... --format json={path}"
        )
    head = _read_head(content, path)
    if head.schema != SCHEMA:
        raise ReportError(_wrong_schema(path, head.schema))
    try:
        if head.type == HEAD_TYPE:
            return parse_lines(content)
        return msgspec.json.decode(content, type=ReportDocument)
    except _DAMAGE as exc:
        raise ReportError(
            f"{path} is damaged: {exc}. Take it from a backup, or screen the articles again."
        ) from exc


def _read_head(content: bytes, path: Path) -> _Head:
    first, _, rest = content.lstrip().partition(b"\n")
    try:
        # A report in JSON Lines tells itself by its first line, one in JSON by the whole.
        if rest.strip() and first.startswith(b"{") and first.rstrip().endswith(b"}"):
            return msgspec.json.decode(first, type=_Head)
        return msgspec.json.decode(content, type=_Head)
    except _DAMAGE as exc:
        if content.lstrip().startswith(b"{") and SCHEMA.encode() in content[:200]:
            raise ReportError(
                f"{path} is damaged or cut short: {exc}. "
                "Take it from a backup, or screen the articles again."
            ) from exc
        raise ReportError(
            f"{path} is no report in JSON ({exc}). Only json and jsonl can be read back; "
            "make one with: sanxref screen ... --format json=FILE"
        ) from exc


def _wrong_schema(path: Path, schema: str | None) -> str:
    if schema is None:
        return (
            f"{path} is JSON, but no report of sanxref: it has no field 'schema'. "
            "Make one with: sanxref screen ... --format json=FILE"
        )
    return (
        f"{path} has the schema {schema!r}; this version reads {SCHEMA!r}. "
        "Use the version of sanxref that wrote it, or screen the articles again."
    )
