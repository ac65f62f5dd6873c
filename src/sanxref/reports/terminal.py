"""Blocks to plain text for a terminal, or for a log when nobody is at the terminal.

Text wraps and is never cut. Without a width nothing wraps: one finding, one line, as grep and
a log want it.
"""

import io
import re
from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from sanxref.model.claims import Verdict
from sanxref.reports.blocks import Block, Facts, Grid, Line, Title
from sanxref.reports.controls import on_one_line

__all__ = ["render_terminal"]

# Wide enough that no table of a report wraps.
_UNLIMITED = 100_000

# Below it, label and value do not fit side by side; no terminal in use is so narrow.
_NARROWEST = 24

# A column is at least as wide as its longest word, up to this; longer words (paths, hashes) fold,
# and no text up to this wraps where there is room.
_LONGEST_WORD = 24

# The label column of the head: `Screened` and a gap, as in the README's example.
_LABEL_WIDTH = 9

_GAP = (0, 2, 0, 0)

# Colours of the terminal's own palette, which its owner has made readable; the word of the
# verdict always stands beside the colour.
_STYLES = {
    Verdict.CONFIRMED: "green",
    Verdict.CONTRADICTED: "bold red",
    Verdict.UNCONFIRMED: "yellow",
    Verdict.OUT_OF_SCOPE: "blue",
}

_TRAILING = re.compile(r"[ ]+((?:\x1b\[[0-9;]*m)*)$", re.MULTILINE)


def render_terminal(blocks: Iterable[Block], *, width: int | None, color: bool) -> bytes:
    """Write blocks as text, UTF-8.

    Args:
        blocks: In reading order.
        width: Columns of the terminal, at least 24, or None for no limit.
        color: Whether to write ANSI colour sequences.
    """
    stream = io.StringIO()
    console = Console(
        file=stream,
        width=max(width, _NARROWEST) if width else _UNLIMITED,
        color_system="standard" if color else None,
        force_terminal=color,
        legacy_windows=False,
        markup=False,
        highlight=False,
        emoji=False,
        _environ={},  # what the terminal can do is handed in, never read from the environment
    )
    last: Block | None = None
    for block in blocks:
        if last is not None and _apart(last, block):
            console.print()
        _write(console, block)
        last = block
    return _TRAILING.sub(r"\1", stream.getvalue()).encode("utf-8", "replace")


def _apart(last: Block, block: Block) -> bool:
    """Whether an empty line stands between two blocks: head and lines of one kind stay together."""
    if isinstance(last, Line) and isinstance(block, Line):
        return False
    return not (isinstance(last, Grid) and last.label and isinstance(block, Facts))


def _write(console: Console, block: Block) -> None:
    match block:
        case Title():
            console.print(_text(block.text, "bold"))
        case Line():
            console.print(_text(block.text, "bold red" if block.warning else ""))
        case Facts():
            console.print(_facts(block))
        case Grid():
            widths = _share_width(block, console.width)
            if widths is None:
                _stack(console, block)
            else:
                console.print(_table(block, widths))


def _text(text: str, style: str = "") -> Text:
    return Text(on_one_line(text), style=style, overflow="fold")


def _facts(block: Facts) -> Table:
    table = Table.grid(padding=_GAP)
    table.add_column(min_width=_LABEL_WIDTH, style="bold")
    table.add_column(overflow="fold")
    for label, value in block.rows:
        table.add_row(_text(label), _text(value))
    return table


def _share_width(block: Grid, width: int) -> list[int] | None:
    """Share the width among the columns, or give None where not even the words fit.

    Every column gets its longest word, and a short column its whole text where there is room;
    what is left goes, one by one, to the column whose text would wrap most.
    """
    columns = _columns(block)
    wanted = [max(map(cell_len, column)) for column in columns]
    label = _LABEL_WIDTH + _GAP[1] if block.label else 0
    room = width - label - _GAP[1] * (len(columns) - 1)
    if sum(wanted) <= room:
        return wanted
    words = [min(_longest_word(column), _LONGEST_WORD) for column in columns]
    if sum(words) > room:
        return None
    whole = [
        want if want <= _LONGEST_WORD else word for want, word in zip(wanted, words, strict=True)
    ]
    shares = whole if sum(whole) <= room else words
    for _ in range(room - sum(shares)):
        neediest = max(range(len(shares)), key=lambda index: wanted[index] / shares[index])
        shares[neediest] += 1
    return shares


def _columns(block: Grid) -> list[list[str]]:
    """Give the cells by column, as they are shown; the header first, where it is shown."""
    headers = [" "] * len(block.headers) if block.label else block.headers
    return [
        [header, *(on_one_line(row[index]) for row in block.rows)]
        for index, header in enumerate(headers)
    ]


def _longest_word(cells: Iterable[str]) -> int:
    return max((cell_len(word) for cell in cells for word in cell.split()), default=1)


def _table(block: Grid, widths: Sequence[int]) -> Table:
    table = Table(
        box=None,
        show_header=not block.label,
        show_edge=False,
        pad_edge=False,
        padding=_GAP,
        header_style="bold",
    )
    if block.label:
        table.add_column(min_width=_LABEL_WIDTH, style="bold")
    for index, header in enumerate(block.headers):
        table.add_column(
            _text(header.upper()),
            overflow="fold",
            width=widths[index],
            justify="right" if index in block.numbers else "left",
        )
    for number, row in enumerate(block.rows):
        cells = [_text(cell, _style(block, number, column)) for column, cell in enumerate(row)]
        label = [_text(block.label if number == 0 else "")] if block.label else []
        table.add_row(*label, *cells)
    return table


def _stack(console: Console, block: Grid) -> None:
    for number, row in enumerate(block.rows):
        if number:
            console.print()
        table = Table.grid(padding=_GAP)
        table.add_column(min_width=_LABEL_WIDTH, style="bold")
        table.add_column(overflow="fold")
        for column, (header, cell) in enumerate(zip(block.headers, row, strict=True)):
            table.add_row(_text(header), _text(cell, _style(block, number, column)))
        console.print(table)


def _style(block: Grid, number: int, column: int) -> str:
    if column != block.toned or number >= len(block.verdicts):
        return ""
    return _STYLES[block.verdicts[number]]
