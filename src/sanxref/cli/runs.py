"""`sanxref runs`: stored runs listed, shown, verified, done again, exported and given up."""

import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from sanxref.cli.environment import Environment
from sanxref.cli.exits import Exit
from sanxref.cli.output import Destination, parse_destination, write_stored

if TYPE_CHECKING:  # heavy rooms
    from sanxref.screening.replay import Replayed
    from sanxref.screening.runs import RunFolder, RunSummary
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
    """Compare runs with their manifests: every file, every byte. Without RUN: all finished ones.

    Exit code 0 where all are as they were left, else 2.
    """
    from sanxref.screening.manifest import verify_chain  # noqa: PLC0415 - heavy rooms

    settings = environment.settings
    wanted = named or tuple(run.id for run in settings.runs.all() if run.is_finished)
    faults = {name: _faults(settings, name) for name in wanted}
    if not named:
        for run, fault in verify_chain(settings.runs):
            faults[run] = (*faults[run], fault)
    if _is_json(chosen):
        _print([{"run": name, "faults": told} for name, told in faults.items()])
    else:
        for name, told in faults.items():
            click.echo(f"{name}  {'; '.join(told) or 'as it was left'}")
    return Exit.WRONG_USE if any(faults.values()) else Exit.FINE


def _faults(settings: "Settings", name: str) -> tuple[str, ...]:
    from sanxref.screening.archives import verify_archive  # noqa: PLC0415 - heavy rooms
    from sanxref.screening.manifest import verify_folder  # noqa: PLC0415 - same

    with _opened(settings, name) as folder:
        faults = verify_folder(folder.path)
        if Path(name).is_file():
            faults = (*verify_archive(Path(name), folder.path), *faults)
        return faults


@runs.command(short_help="Do a run again, and compare.")
@click.argument("run")
@_FORMAT
@click.pass_obj
def replay(environment: Environment, /, *, run: str, chosen: str | None) -> int:
    """Screen the stored texts again, against the run's own snapshots, with its own configuration.

    Exit code 0 where the report is the same byte for byte outside `run`, else 1.
    """
    from sanxref.screening.manifest import read_manifest  # noqa: PLC0415 - heavy rooms
    from sanxref.screening.replay import replay as replay_run  # noqa: PLC0415 - same
    from sanxref.screening.stored import StoredReport  # noqa: PLC0415 - same

    settings = environment.settings
    with _opened(settings, run) as folder:
        plan = folder.plan()
        runner = settings.reopen_runner(
            plan,
            folder.configuration.read_bytes(),
            store=settings.runs,
            lists=folder.lists,
            consulted=read_manifest(folder.path).consulted,
        )
        found = replay_run(StoredReport.open(folder.report), plan, runner.screener)
    if _is_json(chosen):
        _print(found)
    else:
        _tell(found)
    return Exit.FINDINGS if found.differences else Exit.FINE


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
@click.option("--dry-run", is_flag=True, help="Only tell which.")
@click.pass_obj
def prune(environment: Environment, /, *, days: float | None, dry_run: bool) -> None:
    """Remove runs that began longer ago than they must be kept; each is named."""
    settings = environment.settings
    kept = settings.screening.batch.retention_days if days is None else days
    for run in settings.runs.expired(now=settings.now(), days=kept):
        click.echo(run.id)
        if not dry_run:
            settings.runs.remove(run)


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
