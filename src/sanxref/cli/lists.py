"""`sanxref lists`: fetch, import, inspect and compare the lists."""

import logging
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from sanxref.cli.environment import Environment
from sanxref.cli.exits import Exit
from sanxref.cli.list_changes import show_changes, show_event
from sanxref.cli.list_progress import list_progress
from sanxref.errors import ConfigError, ListCorrupt, ListError
from sanxref.model.designations import Reference, SourceKey

if TYPE_CHECKING:  # loaded by the commands that need them, so that help starts at once
    from sanxref.lists import SnapshotStore, UpdateResult
    from sanxref.model.snapshots import ListStatus, Snapshot
    from sanxref.settings import Settings

__all__ = ["lists"]


class _Format(StrEnum):
    TABLE = "table"
    JSON = "json"


_format_option = click.option(
    "--format",
    "shown_as",
    type=click.Choice([entry.value for entry in _Format]),
    help="Default: table on a terminal, else json.",
)
_sources_argument = click.argument("keys", metavar="[SOURCE]...", nargs=-1)


@click.group(short_help="Fetch, import, inspect and compare the lists.")
def lists() -> None:
    """Fetch, import, inspect and compare the lists.

    A SOURCE is a key of sources.yaml: un, ofac-sdn, ofac-consolidated.
    """


@lists.command()
@_sources_argument
@click.option("--accept-drop", is_flag=True, help="Accept that many records are gone; on record.")
@click.option("--accept-older", is_flag=True, help="Accept an older list than the one in use.")
@_format_option
@click.pass_context
def update(
    ctx: click.Context,
    keys: tuple[str, ...],
    accept_drop: bool,  # noqa: FBT001 - click's way of flags
    accept_older: bool,  # noqa: FBT001
    shown_as: str | None,
) -> None:
    """Fetch lists, check them, and put them into use.

    When anything is wrong with a list, the last good snapshot stays in use and the exit code is 3;
    so it is when an authority gave a list that is stale by its date of publication.
    """
    from sanxref.lists import Allowances, Updater, open_client  # noqa: PLC0415 - see above

    # It says "retry scheduled" without saying of what; our own progress tells.
    logging.getLogger("stamina").setLevel(logging.ERROR)
    settings = _settings(ctx)
    sources = settings.sources.select(keys)
    allowances = Allowances(drop=accept_drop, older=accept_older)
    with list_progress() as progress, open_client(settings.sources.fetch) as client:
        results = Updater(
            store=_store(settings),
            client=client,
            options=settings.sources.fetch,
            now=settings.now,
            allowances=allowances,
            progress=progress,
        ).update(sources)
    _show_results(results, shown_as)
    taken = [result.source for result in results if not result.fault]
    all_current = _warn_of_age(settings, taken) and len(taken) == len(results)
    ctx.exit(Exit.FINE if all_current else Exit.LISTS)


@lists.command()
@_sources_argument
@_format_option
@click.pass_context
def status(ctx: click.Context, keys: tuple[str, ...], shown_as: str | None) -> None:
    """Tell which snapshots are in use and whether they may be screened against."""
    from sanxref.lists import list_status  # noqa: PLC0415 - see above
    from sanxref.model.snapshots import ListState  # noqa: PLC0415 - see above

    settings = _settings(ctx)
    store = _store(settings)
    now = settings.now()
    states = [list_status(source, store, now=now) for source in settings.sources.select(keys)]
    if _is_json(shown_as):
        _print_json([_status_record(state, store) for state in states])
    else:
        _print_table(
            ("LIST", "SOURCE", "STATE", "PUBLISHED", "CHECKED", "DESIGNATIONS", "INDIVIDUALS"),
            [_status_row(state, now) for state in states],
        )
        for state in states:
            if state.error:
                click.echo(f"{state.source}: {state.error.removeprefix(f'{state.source}: ')}")
    usable = all(state.state is ListState.CURRENT for state in states)
    ctx.exit(Exit.FINE if usable else Exit.LISTS)


@lists.command("import")
@click.argument("key", metavar="SOURCE")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, readable=True)
)
@click.option(
    "--published",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Publication date, for a CSV set, which does not carry it.",
)
@click.option("--make-current", is_flag=True, help="Put it into use even if older or dateless.")
@click.option("--accept-drop", is_flag=True, help="Accept that many records are gone; on record.")
@_format_option
@click.pass_context
def import_(  # noqa: PLR0913 - one argument for each option of the command
    ctx: click.Context,
    *,
    key: str,
    files: tuple[Path, ...],
    published: datetime | None,
    make_current: bool,
    accept_drop: bool,
    shown_as: str | None,
) -> None:
    """Take in official FILEs that you have: XML, or a CSV set; also .gz, .zip or a folder.

    An import counts as checked on the day of its publication. One that is older than the list in
    use is kept beside it, for questions as of its time.
    """
    from sanxref.lists import ImportOptions, import_files  # noqa: PLC0415 - see above

    settings = _settings(ctx)
    source = settings.sources.source(key)
    options = ImportOptions(
        now=settings.now(),
        published=published.date() if published else None,
        make_current=make_current,
        accept_drop=accept_drop,
        lock_wait_seconds=settings.sources.fetch.lock_wait_seconds,
    )
    result = import_files(source, files, _store(settings), options)
    _show_results((result,), shown_as)
    _warn_of_age(settings, [source.key])


@lists.command()
@_sources_argument
@click.option("--parse", is_flag=True, help="Also parse the raw bytes again and compare.")
@_format_option
@click.pass_context
def verify(
    ctx: click.Context,
    keys: tuple[str, ...],
    parse: bool,  # noqa: FBT001 - click's way of flags
    shown_as: str | None,
) -> None:
    """Compare the bytes of all snapshots with the hashes that were noted at receipt."""
    settings = _settings(ctx)
    store = _store(settings)
    records = [
        {"source": source.key, "snapshot": name, "error": _fault_of(store, source.key, name, parse)}
        for source in settings.sources.select(keys)
        for name in store.ids(source.key)
    ]
    for source in settings.sources.select(keys):
        try:
            store.current(source.key)
        except ListError as exc:
            records.append({"source": source.key, "snapshot": "(in use)", "error": str(exc)})
    if _is_json(shown_as):
        _print_json(records)
    else:
        _print_table(
            ("SOURCE", "SNAPSHOT", "RESULT"),
            [(row["source"], row["snapshot"], row["error"] or "as received") for row in records],
        )
    if not records:
        click.echo("no snapshot is held; run: sanxref lists update", err=True)
    ctx.exit(Exit.LISTS if not records or any(row["error"] for row in records) else Exit.FINE)


@lists.command()
@click.argument("key", metavar="SOURCE")
@click.option("--from", "old", metavar="ID", help="Earlier snapshot; the beginning of its id.")
@click.option("--to", "new", metavar="ID", help="Later snapshot; default: the last one.")
@click.option("--all", "everything", is_flag=True, help="Show every change, not the first of each.")
@_format_option
@click.pass_context
def changes(  # noqa: PLR0913 - one argument for each option of the command
    ctx: click.Context,
    *,
    key: str,
    old: str | None,
    new: str | None,
    everything: bool,
    shown_as: str | None,
) -> None:
    """Tell what was added, removed and amended between two snapshots.

    A table has the counts, and the first 20 of each kind.

    A damaged snapshot that was not named is told and passed over; the exit code is then 3.
    """
    from sanxref.lists import find_changes  # noqa: PLC0415 - see above

    settings, damage = _settings(ctx), _Damage()
    source = settings.sources.source(key)
    found = find_changes(_store(settings), source, old, new, damaged=damage.tell)
    if _is_json(shown_as):
        _print_json(found)
    else:
        show_changes(found, everything=everything)
    ctx.exit(damage.exit)


@lists.command()
@click.argument("reference")
@click.option("--source", "keys", multiple=True, metavar="SOURCE", help="Only this list.")
@_format_option
@click.pass_context
def history(
    ctx: click.Context, reference: str, keys: tuple[str, ...], shown_as: str | None
) -> None:
    """Tell when a designation was first seen, changed and gone, over all held snapshots.

    A damaged snapshot is told and passed over; the exit code is then 3.
    """
    from sanxref.lists import find_history  # noqa: PLC0415 - see above
    from sanxref.lists.history import ABSENCE, EventKind  # noqa: PLC0415 - see above

    settings, damage = _settings(ctx), _Damage()
    events = find_history(
        _store(settings),
        settings.sources.select(keys),
        Reference(reference.strip()),
        damaged=damage.tell,
    )
    gone = any(event.kind is EventKind.GONE for event in events)
    if _is_json(shown_as):
        _print_json({"events": events, "note": ABSENCE if gone else ""})
    else:
        for event in events:
            show_event(event)
        if gone:
            click.echo(ABSENCE)
    ctx.exit(damage.exit)


@lists.command()
@_sources_argument
@click.option("--keep", type=click.IntRange(min=0), help="Keep the newest N snapshots.")
@click.option(
    "--older-than",
    type=click.FloatRange(min=0),
    metavar="DAYS",
    help="Only what was received longer ago.",
)
@click.option("--dry-run", is_flag=True, help="Only tell what would go.")
@_format_option
@click.pass_context
def prune(  # noqa: PLR0913 - one argument for each option of the command
    ctx: click.Context,
    *,
    keys: tuple[str, ...],
    keep: int | None,
    older_than: float | None,
    dry_run: bool,
    shown_as: str | None,
) -> None:
    """Remove old snapshots; never the one in use, nor one that a stored run needs to be replayed.

    What is gone can no longer be asked for as of its time. A damaged snapshot is told and stays;
    the exit code is then 3.
    """
    from sanxref.lists import pruning  # noqa: PLC0415 - see above

    if keep is None and older_than is None:
        raise click.UsageError("say what may go: --keep N, --older-than DAYS, or both")
    settings, damage = _settings(ctx), _Damage()
    store = _store(settings)
    rule = pruning.PruneRule(keep=keep, older_than_days=older_than)
    work = pruning.select_for_pruning if dry_run else pruning.prune
    needed = settings.runs.needed_snapshots()
    gone = [
        snapshot
        for source in settings.sources.select(keys)
        for snapshot in work(
            source, store, rule, now=settings.now(), needed=needed, damaged=damage.tell
        )
    ]
    if _is_json(shown_as):
        _print_json(
            [{"source": one.source, "snapshot": one.id, "removed": not dry_run} for one in gone]
        )
    else:
        for one in gone:
            click.echo(f"{'would remove' if dry_run else 'removed'} {one.source} {one.id}")
    if not gone:
        click.echo("nothing to remove", err=True)
    ctx.exit(damage.exit)


class _Damage:
    """Snapshots that a command passed over because they are damaged."""

    def __init__(self) -> None:
        self.exit = Exit.FINE

    def tell(self, fault: ListCorrupt) -> None:
        """Say it, and let the exit code say it."""
        click.echo(f"sanxref: passed over: {fault}", err=True)
        self.exit = Exit.LISTS


def _settings(ctx: click.Context) -> "Settings":
    environment = ctx.obj
    assert isinstance(environment, Environment)
    return environment.settings


def _store(settings: "Settings") -> "SnapshotStore":
    from sanxref.lists import SnapshotStore  # noqa: PLC0415 - see above

    if settings.cache.exists() and not settings.cache.is_dir():
        raise ConfigError(f"{settings.cache} is not a folder; --cache takes a folder")
    return SnapshotStore(settings.cache)


def _warn_of_age(settings: "Settings", keys: Iterable[SourceKey]) -> bool:
    """Say at once what screening would say: a list was taken in well, and is old all the same.

    Returns:
        Whether all are current.
    """
    from sanxref.lists import list_status  # noqa: PLC0415 - see above
    from sanxref.model.snapshots import ListState  # noqa: PLC0415 - see above

    all_current = True
    for key in keys:
        state = list_status(settings.sources.source(key), _store(settings), now=settings.now())
        all_current = all_current and state.state is ListState.CURRENT
        if state.state is ListState.STALE:
            click.echo(f"{key}: stale all the same: {state.error}", err=True)
    return all_current


def _fault_of(store: "SnapshotStore", source: SourceKey, name: str, parse: bool) -> str:  # noqa: FBT001
    try:
        snapshot = store.get(source, name)
        if parse:
            store.verify_content(snapshot)
        else:
            store.verify(snapshot)
    except ListError as exc:
        return str(exc)
    return ""


# -- showing -------------------------------------------------------------------------------------


def _is_json(shown_as: str | None) -> bool:
    if shown_as is None:
        return not sys.stdout.isatty()
    return shown_as == _Format.JSON


def _print_json(value: object) -> None:
    click.echo(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())


def _print_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    lines = [tuple(head), *(tuple(row) for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(head))]
    for line in lines:
        shown = "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        click.echo(shown.rstrip())


def _show_results(results: Sequence["UpdateResult"], shown_as: str | None) -> None:
    if _is_json(shown_as):
        _print_json([_result_record(result) for result in results])
        return
    for result in results:
        message = result.message.removeprefix(f"{result.source}: ")
        click.echo(f"{result.source}: {result.outcome}: {message}")
        for note in result.notes:
            click.echo(f"{result.source}: note: {note}")


def _result_record(result: "UpdateResult") -> dict[str, Any]:
    return {
        "source": result.source,
        "outcome": result.outcome,
        "snapshot": result.snapshot.id if result.snapshot else None,
        "published": result.snapshot.published if result.snapshot else None,
        "designations": result.snapshot.designations if result.snapshot else None,
        "fault": result.fault,
        "message": result.message,
        "notes": result.notes,
    }


def _status_record(state: "ListStatus", store: "SnapshotStore") -> dict[str, Any]:
    snapshot = state.snapshot
    return {
        "source": state.source,
        "title": state.title,
        "state": state.state,
        "snapshot": snapshot.id if snapshot else None,
        "format": snapshot.format if snapshot else None,
        "published": snapshot.published if snapshot else None,
        "published_seen": state.published_seen,
        "fetched": snapshot.fetched if snapshot else None,
        "checked": state.checked,
        "sha256": snapshot.sha256 if snapshot else None,
        "designations": snapshot.designations if snapshot else 0,
        "individuals": _individuals(snapshot),
        "counts": dict(snapshot.counts) if snapshot else {},
        "listing_dates": snapshot.format.carries_listing_dates if snapshot else None,
        "held": len(store.ids(state.source)),
        "stale": state.state != "current",
        "error": state.error or None,
        "notes": snapshot.notes if snapshot else (),
    }


def _individuals(snapshot: "Snapshot | None") -> int:
    return dict(snapshot.counts).get("individual", 0) if snapshot else 0


def _status_row(state: "ListStatus", now: datetime) -> tuple[str, ...]:
    snapshot = state.snapshot
    if snapshot is None:
        return (state.title, state.source, str(state.state), "-", "-", "-", "-")
    return (
        state.title,
        state.source,
        str(state.state),
        str(state.published_seen or snapshot.published or "not told"),
        _ago(state.checked, now),
        f"{snapshot.designations:,}",
        f"{_individuals(snapshot):,}",
    )


def _ago(when: datetime | None, now: datetime) -> str:
    if when is None:
        return "-"
    hours = (now - when).total_seconds() / 3600
    return f"{max(0, hours):.0f} h ago" if hours < 72 else f"{hours / 24:.0f} days ago"  # noqa: PLR2004 - three days
