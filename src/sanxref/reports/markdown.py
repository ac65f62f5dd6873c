"""Blocks to Markdown (GitHub flavour), to be pasted into a ticket; everything is escaped."""

import re
from collections.abc import Iterable

from sanxref.reports.blocks import Block, Facts, Grid, Line, Title
from sanxref.reports.controls import on_one_line

__all__ = ["escape_markdown", "render_markdown"]

# What begins or ends something anywhere in CommonMark, in GitHub's tables, strikes and formulas;
# at the beginning of a text also what begins a heading, a quote, a list or a rule.
_PUNCTUATION = re.compile(r"[\\`*_\[\]|~$]|^[#+=-]|(?<=^\d)[.)](?!\S)|(?<=^\d\d)[.)](?!\S)")

# What GitHub makes a link of without being asked: `https://`, `www.`.
_AUTOLINK = re.compile(r"(?<=[A-Za-z])(:)(?=//)|(?<=www)(\.)", re.IGNORECASE)


def escape_markdown(text: str) -> str:
    """Give text that every Markdown renderer shows as it stands, on one line, without links."""
    escaped = _PUNCTUATION.sub(r"\\\g<0>", on_one_line(text).strip())
    escaped = escaped.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _AUTOLINK.sub(lambda met: f"&#{ord(met[0])};", escaped)


def render_markdown(blocks: Iterable[Block]) -> bytes:
    """Write blocks as Markdown, UTF-8."""
    text = "\n\n".join(_write(block) for block in blocks)
    return f"{text}\n".encode("utf-8", "replace")


def _write(block: Block) -> str:
    match block:
        case Title():
            return f"# {escape_markdown(block.text)}"
        case Line():
            text = escape_markdown(block.text)
            return f"**{text}**" if block.warning else text
        case Facts():
            return "\n".join(
                f"- {escape_markdown(label)}: {escape_markdown(value)}"
                for label, value in block.rows
            )
        case Grid():
            return _table(block)


def _table(block: Grid) -> str:
    rules = ("---:" if index in block.numbers else "---" for index in range(len(block.headers)))
    lines = [
        " | ".join(escape_markdown(header) for header in block.headers),
        " | ".join(rules),
        *(" | ".join(escape_markdown(cell) or " " for cell in row) for row in block.rows),
    ]
    return "\n".join(f"| {line} |" for line in lines)
