"""Changes of the lists as text: what differs between two snapshots, and events over all."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:  # loads the room of lists
    from sanxref.lists.history import Event, FieldChange, ListChanges

__all__ = ["show_changes", "show_event"]

_SHORT: Final = 100
"""Characters of a value that is shown; JSON has all of it."""

_MOST: Final = 20
"""Designations of each kind of change that are shown unless all are asked for."""


def show_changes(found: "ListChanges", *, everything: bool) -> None:
    """Write what changed: the counts, the fields that were amended, then each designation."""
    click.echo(f"{found.source}: {found.old} -> {found.new}")
    click.echo(
        f"added {len(found.added)}, removed {len(found.removed)}, amended {len(found.amended)}"
    )
    fields = Counter(change.field for one in found.amended for change in one.changes)
    if fields:
        told = ", ".join(f"{field} {count}" for field, count in fields.most_common())
        click.echo(f"amended fields: {told}")
    for note in found.notes:
        click.echo(note)
    most = None if everything else _MOST
    for sign, entries in (("+", found.added), ("-", found.removed)):
        for reference, name in entries[:most]:
            click.echo(f"{sign} {reference}  {name}")
        _tell_rest(sign, len(entries), most)
    for one in found.amended[:most]:
        click.echo(f"~ {one.reference}  {one.name}")
        _show_field_changes(one.changes)
    _tell_rest("~", len(found.amended), most)


def _tell_rest(sign: str, number: int, most: int | None) -> None:
    if most is not None and number > most:
        click.echo(f"{sign} and {number - most:,} more; all of them: --all, or --format json")


def show_event(event: "Event") -> None:
    """Write one event of a designation."""
    when = (
        f"in the first snapshot held, {event.day}"
        if event.after is None
        else f"after {event.after}, by {event.day}"
    )
    click.echo(f"{event.source}  {event.kind}  {when}  {event.name}")
    _show_field_changes(event.changes)


def _show_field_changes(entries: Sequence["FieldChange"]) -> None:
    for entry in entries:
        for value in entry.old:
            click.echo(f"    {entry.field}: - {_short(value)}")
        for value in entry.new:
            click.echo(f"    {entry.field}: + {_short(value)}")


def _short(value: str) -> str:
    line = " ".join(value.split())
    return line if len(line) <= _SHORT else line[: _SHORT - 3] + "..."
