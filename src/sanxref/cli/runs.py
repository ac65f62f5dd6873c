"""`sanxref runs`: stored runs listed, shown, verified, done again, exported and given up."""

import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from sanxref.cli.environment import Environment
from sanxref.cli.exits import Exit
from sanxref.cli.output import Destination, parse_destination, write_stored

if TYPE_CHECKING:  # heavy rooms
    from sanxref.screening.replay import Replayed
    from sanxref.screening.runs import RunFolder, RunStore, RunSummary
    from sanxref.settings import Settings

__all__ = ["runs"]

_FORMAT = click.option(
    "--format",
    "chosen",
    type=click.Choice(["table", "json"]),
    help="Default: table on a terminal, json otherwise.",
)


@click.group(short_help="Stored runs: list, show, verify, replay, export, prune.")
def runs() -> None:
    """Look at stored runs. A run is named by its id, the beginning of one, or `latest`."""


@runs.command("list", short_help="List the stored runs.")
@_FORMAT
@click.pass_obj
def list_runs(environment: Environment, /, *, chosen: str | None) -> None:
    """List the stored runs, oldest first; an unfinished one can be resumed."""
    found = list(environment.settings.runs.summaries())
    if _is_json(chosen):
        _print(found)
        return
    for one in found:
        click.echo(_line(one))
    if not found:
        click.echo("no run is stored", err=True)


def _line(one: "RunSummary") -> str:
    size = f"{one.bytes / 1e6:,.1f} MB"
    inputs = " ".join(one.inputs)
    return f"{one.id}  {one.state:<10}  {one.kind:<9}  {size:>12}  {inputs}"


@runs.command(short_help="Show the report of a run in any format.")
@click.argument("run")
@click.option(
    "--format",
    "destinations",
    multiple=True,
    callback=parse_destination,
    metavar="FORMAT[=FILE]",
    help="As for `sanxref screen`.",
)
@click.pass_obj
def show(environment: Environment, /, *, run: str, destinations: tuple[Destination, ...]) -> None:
    """Show the report of a run (a folder or an archive also does)."""
    from sanxref.screening.stored import StoredReport  # noqa: PLC0415 - heavy rooms

    with _opened(environment.settings, run) as folder:
        write_stored(StoredReport.open(folder.report), destinations)


@runs.command(short_help="Tell whether a run is as it was left.")
@click.argument("named", nargs=-1, metavar="[RUN...]")
@_FORMAT
@click.pass_obj
def verify(environment: Environment, /, *, named: tuple[str, ...], chosen: str | None) -> int:
    """Compare runs with their manifests, the register of runs, and the lists that they need.

    Every file, every byte. Without RUN: all finished ones, and the register itself; runs that
    `sanxref runs prune` has removed are told as such.

    Exit code 0 where all are as they were left, else 2.
    """
    from sanxref.screening.manifest import verify_register  # noqa: PLC0415 - heavy rooms

    store = environment.settings.runs
    verified = [_verified(environment.settings, name) for name in named]
    verified += [] if named else [_verified(environment.settings, one) for one in _finished(store)]
    told = {one.run: one for one in verified}
    for found in verify_register(store):
        if found.run in told or not named:
            about = told.setdefault(found.run, _Verified(run=found.run))
            (about.faults if found.fault else about.notes).append(found.told)
    if _is_json(chosen):
        _print(tuple(told.values()))
    else:
        for one in told.values():
            click.echo(f"{one.run}  {'; '.join((*one.faults, *one.notes)) or 'as it was left'}")
        if not named and store.register.last_hash:
            click.echo(f"last line of the register: SHA-256 {store.register.last_hash}", err=True)
    return Exit.WRONG_USE if any(one.faults for one in told.values()) else Exit.FINE


@dataclass(slots=True, kw_only=True)
class _Verified:
    """What was found of one run: what is wrong, and what is not but must be known."""

    run: str
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def _finished(store: "RunStore") -> tuple[str, ...]:
    return tuple(run.id for run in store.all() if run.is_finished)


def _verified(settings: "Settings", name: str) -> _Verified:
    from sanxref.errors import RunError  # noqa: PLC0415 - with the heavy rooms
    from sanxref.screening.archives import verify_archive  # noqa: PLC0415 - heavy rooms
    from sanxref.screening.manifest import (  # noqa: PLC0415 - same
        read_manifest,
        verify_folder,
        verify_lists,
    )

    with _opened(settings, name) as folder:
        is_stored = folder.path.parent == settings.runs.folder
        found = _Verified(run=folder.id if is_stored else name)
        if Path(name).is_file():
            found.faults.extend(verify_archive(Path(name), folder.path))
        found.faults.extend(verify_folder(folder.path))
        if folder.lists is None:
            with suppress(RunError):  # it is among the faults already
                lists = verify_lists(read_manifest(folder.path), settings.cache / "lists")
                # An archive may do without; then only the cache can do it again.
                (found.faults if is_stored else found.notes).extend(lists)
    return found


@runs.command(short_help="Do a run again, and compare.")
@click.argument("run")
@_FORMAT
@click.pass_obj
def replay(environment: Environment, /, *, run: str, chosen: str | None) -> int:
    """Screen the stored texts again, against the run's own snapshots, with its own configuration.

    Exit code 0 where the report is the same byte for byte outside `run`, else 1.
    """
    from sanxref.screening.manifest import read_manifest, verify_lists  # noqa: PLC0415 - heavy rooms
    from sanxref.screening.replay import replay as replay_run  # noqa: PLC0415 - same
    from sanxref.screening.stored import StoredReport  # noqa: PLC0415 - same

    settings = environment.settings
    with _opened(settings, run) as folder:
        plan, manifest = folder.plan(), read_manifest(folder.path)
        faults = verify_lists(manifest, folder.lists or settings.cache / "lists")
        for fault in faults:
            click.echo(f"sanxref: {fault}; what follows differs because of it", err=True)
        runner = settings.reopen_runner(
            plan,
            folder.configuration.read_bytes(),
            store=settings.runs,
            lists=folder.lists,
            consulted=manifest.consulted,
        )
        found = replay_run(
            StoredReport.open(folder.report), plan, runner.screener, list_faults=faults
        )
    if _is_json(chosen):
        _print(found)
    else:
        _tell(found)
    return Exit.FINDINGS if found.differences or found.list_faults else Exit.FINE


def _tell(found: "Replayed") -> None:
    if not found.differences:
        click.echo(
            f"{found.run}: {found.articles:,} articles screened again, {found.carried:,} that were "
            "not screened carried over; the report is the same, byte for byte, outside `run`"
        )
        return
    click.echo(f"{found.run}: {found.differences:,} differences")
    for one in found.told:
        click.echo(f"{one.where}  {one.field}: {one.stored} -> {one.replayed}")


@runs.command(short_help="Write a run to one archive that stands alone.")
@click.argument("run")
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--lists/--no-lists",
    "with_lists",
    default=True,
    show_default=True,
    help="Whether the list files go with it: those that were screened against, and earlier ones "
    "that verdicts looked at.",
)
@click.pass_obj
def export(environment: Environment, /, *, run: str, target: Path, with_lists: bool) -> None:
    """Write a run to a tar archive; `verify`, `replay` and `show` take it like a run."""
    from sanxref.screening.archives import write_archive  # noqa: PLC0415 - heavy rooms
    from sanxref.screening.manifest import read_manifest  # noqa: PLC0415 - same

    settings = environment.settings
    with _opened(settings, run) as folder:
        if not folder.is_finished:
            raise click.UsageError(f"{folder.id} is not finished: sanxref screen --resume {run}")
        # What came with an archive goes on with it; of a stored run the cache holds the lists.
        wanted = read_manifest(folder.path).snapshots if with_lists and not folder.lists else ()
        lists = {
            f"lists/{one.source}/{one.id}/{name}": settings.cache
            / "lists"
            / one.source
            / one.id
            / name
            for one in wanted
            for name in ("snapshot.json", *(file.name for file in one.files))
        }
        write_archive(folder.path, target, lists=lists)
    click.echo(f"{target}: {target.stat().st_size:,} bytes", err=True)


@runs.command(short_help="Remove runs that are older than the configured time.")
@click.option(
    "--days", type=click.FloatRange(min=0), help="Default: batch.retention_days, ten years."
)
@click.option("--unfinished", is_flag=True, help="Remove runs that never finished, too.")
@click.option("--force", is_flag=True, help="Remove runs that batch.retention_days would keep.")
@click.option("--dry-run", is_flag=True, help="Only tell which.")
@click.pass_obj
def prune(
    environment: Environment,
    /,
    *,
    days: float | None,
    unfinished: bool,
    force: bool,
    dry_run: bool,
) -> None:
    """Remove runs that began longer ago than they must be kept; each is named, and entered.

    The register of runs keeps which run went when and why.
    """
    settings = environment.settings
    retention = settings.screening.batch.retention_days
    kept = retention if days is None else days
    if kept < retention and not (force or dry_run):
        raise click.UsageError(
            f"runs are to be kept for {retention:,} days (batch.retention_days); to remove younger "
            "ones nevertheless, give --force with --days"
        )
    reason = f"older than {kept:,g} days" + (" (--force)" if kept < retention else "")
    now = settings.now()
    expired = settings.runs.expired(now=now, days=kept, unfinished=unfinished)
    if not expired:
        click.echo(f"nothing to remove: no run is older than {kept:,g} days", err=True)
    for run in expired:
        click.echo(run.id)
        if not dry_run:
            settings.runs.remove(run, now=now, reason=reason)


@contextmanager
def _opened(settings: "Settings", name: str) -> Iterator["RunFolder"]:
    """Find a run by id, folder or archive; an archive is unpacked for the while."""
    from sanxref.screening.archives import unpack_run  # noqa: PLC0415 - heavy rooms
    from sanxref.screening.runs import RunFolder  # noqa: PLC0415 - same

    if not Path(name).is_file():
        yield settings.runs.find(name)
        return
    folder = Path(tempfile.mkdtemp(prefix="sanxref-"))
    try:
        yield RunFolder(path=unpack_run(Path(name), folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _is_json(chosen: str | None) -> bool:
    return chosen == "json" or (chosen is None and not sys.stdout.isatty())


def _print(value: object) -> None:
    click.echo(json.dumps(msgspec.to_builtins(value), indent=2, ensure_ascii=False))
