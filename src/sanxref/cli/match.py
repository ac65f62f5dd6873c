"""`sanxref match`: a name, or a file of customers, against the lists."""

import gc
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sanxref.cli.environment import Environment
from sanxref.cli.exits import Exit, FailOn, exit_of_report
from sanxref.cli.interruption import interruptible
from sanxref.version import VERSION

if TYPE_CHECKING:  # heavy rooms, imported when a command needs them
    from sanxref.model.report import ReportDocument, ReportList
    from sanxref.screening import OpenLists
    from sanxref.screening.customer_columns import ColumnChoice
    from sanxref.screening.customer_results import CustomerFormat
    from sanxref.screening.customer_runs import CustomerSummary
    from sanxref.settings import Settings

__all__ = ["match"]

_SUFFIXES = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet", ".xlsx", ".xls")
_KINDS = ("individual", "entity", "vessel", "aircraft")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lists:
    """Which lists are asked, and how strictly."""

    settings: "Settings"
    as_of: date | None
    threshold: float | None

    def open(self) -> "OpenLists":
        with _collection_paused():
            return self.settings.open_lists(as_of=self.as_of, threshold=self.threshold)


def _column(name: str, text: str) -> Callable[[Any], Any]:
    return click.option(
        f"--{name}-column",
        multiple=True,
        metavar="COLUMN",
        help=f"{text}. Empty: the file has none.",
    )


@click.command(short_help="Match a name or a customer file against the lists.")
@click.argument("subject", metavar="[NAME | FILE]")
@click.option("--alias", "aliases", multiple=True, help="A further name; repeatable.")
@click.option("--birth-date", default="", help="1970, 1970-02, 1970-02-03, 1951/1953, 1960~.")
@click.option("--nationality", multiple=True, help="Country, adjective or code; repeatable.")
@click.option("--birth-place", default="", help="City or country of birth.")
@click.option("--gender", type=click.Choice(["male", "female"]), help="Where it is known.")
@click.option("--identifier", "identifiers", multiple=True, help="Document number; repeatable.")
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(_KINDS),
    help="Kind of target to ask for; repeatable. Default: all, others than persons marked down.",
)
@click.option(
    "--threshold",
    type=click.FloatRange(0.5, 1.0),
    help="Score from which a candidate is a potential match (config/screening.yaml).",
)
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Use the lists as they stood on this day, of the snapshots that are held.",
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="FORMAT[=FILE]",
    help="For a name as in `screen`: table, json, html, ... For a file: table, csv, jsonl or "
    "parquet=FILE. Default: a table on a terminal, json (of a file: jsonl) otherwise.",
)
@click.option("--worksheet", is_flag=True, help="Show the steps of OFAC FAQ 5 for each match.")
@click.option(
    "--fail-on",
    type=click.Choice([str(FailOn.MATCH), str(FailOn.NEVER)]),
    default=str(FailOn.MATCH),
    show_default=True,
    help="Exit with 1 from which finding on.",
)
@_column("name", "Full name; repeat for a name in parts, in order")
@_column("id", "Taken over into the results")
@_column("birth-date", "Date of birth")
@_column("nationality", "Nationality")
@_column("birth-place", "Place of birth")
@_column("gender", "Gender")
@_column("kind", "Whether it is a person or a company")
@_column("alias", "Further names, parted by ; or |; repeatable")
@_column("identifier", "Document numbers, parted by ; or |; repeatable")
@click.option(
    "--date-order",
    type=click.Choice(["auto", "dmy", "mdy"]),
    default="auto",
    show_default=True,
    help="Order of day and month in dates like 03/02/1970; auto learns it from the file.",
)
@click.option("--encoding", default="utf-8", show_default=True, help="Of CSV and JSON lines.")
@click.option("--sheet", help="Sheet of an Excel file; else the first one.")
@click.option("--workers", type=click.IntRange(0), default=0, help="Processes; 0: one a processor.")
@click.option("--limit", type=click.IntRange(min=1), help="Stop after so many rows.")
@click.option(
    "--summary",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the summary of a file here instead of standard error.",
)
@click.pass_obj
def match(environment: Environment, /, subject: str, **options: Any) -> int:  # noqa: ANN401 - click's options
    """Match one NAME, or every customer of a FILE, against the lists.

    A file is .csv, .tsv, .jsonl, .parquet or .xlsx; its columns are found by their headers, or
    named by options. Every row with a potential match, and every row that was not screened or
    not wholly understood, stands in the results; the summary counts the rest.
    """
    as_of: datetime | None = options["as_of"]
    path = Path(subject)
    is_file = path.suffix.lower() in _SUFFIXES or path.is_file()
    unfit = (_NAME_ONLY, "a file of customers") if is_file else (_FILE_ONLY, "a single name")
    _refuse_options(options, *unfit)
    with _collection_paused():
        lists = _Lists(
            settings=environment.settings,
            as_of=as_of.date() if as_of else None,
            threshold=options["threshold"],
        )
        if not is_file:
            return _match_name(subject, lists, options)
    return _match_file(path, lists, options)


@contextmanager
def _collection_paused() -> Iterator[None]:
    """Put off garbage collection: while the lists are loaded it only walks what stays.

    It saves a third of the time to the first answer (0.6 of 1.8 CPU seconds, Nov 2026).
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


_NAME_ONLY = ("aliases", "birth_date", "nationality", "birth_place", "gender", "identifiers")
_FILE_ONLY = (
    "name_column", "id_column", "birth_date_column", "nationality_column", "birth_place_column",
    "gender_column", "kind_column", "alias_column", "identifier_column", "sheet", "workers",
    "limit", "summary",
)  # fmt: skip


def _refuse_options(options: dict[str, Any], names: tuple[str, ...], subject: str) -> None:
    """An option that would silently do nothing is refused."""
    for name in names:
        if options[name]:
            flag = "--" + {"aliases": "alias", "identifiers": "identifier"}.get(name, name)
            raise click.UsageError(f"{flag.replace('_', '-')} has no meaning for {subject}")


def _match_name(name: str, lists: _Lists, options: dict[str, Any]) -> int:
    # Imported here: they load the heavy rooms.
    from sanxref.cli.output import parse_destination, write_report  # noqa: PLC0415
    from sanxref.model.designations import TargetKind  # noqa: PLC0415
    from sanxref.screening.customer_document import (  # noqa: PLC0415
        CustomerRun,
        customer_document,
    )
    from sanxref.screening.customer_values import DateOrder  # noqa: PLC0415
    from sanxref.screening.customers import ONE_WORD, customer_query  # noqa: PLC0415

    context = click.get_current_context()
    destinations = parse_destination(context, context.command.params[0], options["formats"])
    started = lists.settings.now()
    customer = customer_query(
        name,
        aliases=options["aliases"],
        birth_date=options["birth_date"],
        nationality=options["nationality"],
        birth_place=options["birth_place"],
        gender=options["gender"] or "",
        identifiers=options["identifiers"],
        kinds=tuple(map(TargetKind, options["kinds"])),
        order=DateOrder(options["date_order"]),
    )
    wrong = [fault.text for fault in customer.faults if fault is not ONE_WORD]
    if wrong:
        raise click.UsageError("; ".join(wrong).replace(" in the row", f" in {name!r}"))
    asked = lists.open()
    run = CustomerRun(
        started=started,
        finished=lists.settings.now(),
        configuration=lists.settings.digest,
        as_of=lists.as_of,
    )
    document = customer_document(customer, asked.matcher, asked.lists, run)
    write_report(document, destinations)
    as_table = any(one.path is None and one.format == "table" for one in destinations)
    if options["worksheet"]:
        _show_worksheets(document, err=not as_table)
    if not as_table:  # a table says it itself
        _tell_states(document.lists)
    return exit_of_report(document, FailOn(options["fail_on"]))


def _show_worksheets(document: "ReportDocument", *, err: bool) -> None:
    """Explain every match; on standard error where a report in another format would be spoilt."""
    from sanxref.reports import explain  # noqa: PLC0415 - loads the renderers

    for article in document.articles:
        for person in article.persons:
            for one in person.matches:
                click.echo(explain(document, one.id, "table").decode(), err=err)


def _match_file(path: Path, lists: _Lists, options: dict[str, Any]) -> int:
    # Imported here: they load the heavy rooms.
    from sanxref.cli.customer_table import CustomerTable  # noqa: PLC0415
    from sanxref.model.designations import TargetKind  # noqa: PLC0415
    from sanxref.screening.customer_columns import find_columns  # noqa: PLC0415
    from sanxref.screening.customer_files import open_customers  # noqa: PLC0415
    from sanxref.screening.customer_results import open_results  # noqa: PLC0415
    from sanxref.screening.customer_runs import (  # noqa: PLC0415
        CustomerHead,
        CustomerOptions,
        match_customers,
    )
    from sanxref.screening.customer_values import DateOrder  # noqa: PLC0415
    from sanxref.screening.document import report_lists  # noqa: PLC0415

    chosen, destination = _file_destination(options["formats"], worksheet=options["worksheet"])
    wanted = CustomerOptions(
        columns=_column_choice(options),
        order=DateOrder(options["date_order"]),
        kinds=tuple(map(TargetKind, options["kinds"])),
        workers=options["workers"] or os.cpu_count() or 1,
        worksheet=options["worksheet"],
        limit=options["limit"],
    )
    with (
        interruptible(),
        open_customers(path, encoding=options["encoding"], sheet=options["sheet"]) as table,
    ):
        find_columns(table.columns, wanted.columns)  # refuses before the lists are loaded
        asked = lists.open()
        gc.freeze()  # the lists stay until the end of the process
        head = CustomerHead(
            file=str(path),
            threshold=asked.matcher.options.threshold,
            as_of=str(lists.as_of) if lists.as_of else None,
            version=VERSION,
            configuration=lists.settings.digest,
            lists=report_lists(asked.lists),
        )
        shown = CustomerTable({one.source: one.title for one in head.lists})
        with (
            nullcontext(shown)
            if chosen is None
            else open_results(chosen, destination, sys.stdout.buffer) as sink,
            _row_progress(table.total) as progress,
        ):
            summary = match_customers(
                table, asked.matcher, wanted, sink, head=head, progress=progress
            )
    if chosen is None:
        shown.show(summary, destination)
    else:
        _tell_states(head.lists)
    if chosen is not None or options["summary"]:
        _write_summary(summary, options["summary"])
    return _exit_of(summary, FailOn(options["fail_on"]))


def _file_destination(
    formats: tuple[str, ...], *, worksheet: bool
) -> "tuple[CustomerFormat | None, Path | None]":
    """Give the format, None for a table, and the file."""
    from sanxref.screening.customer_results import CustomerFormat  # noqa: PLC0415 - heavy

    if len(formats) > 1:
        raise click.BadParameter("a file of customers has one result; give one --format")
    default = str(CustomerFormat.JSONL)
    if sys.stdout.isatty():
        default = str(CustomerFormat.CSV) if worksheet else "table"
    name, _, file = formats[0].partition("=") if formats else (default, "", "")
    if name == "table":
        if worksheet:
            raise click.BadParameter("a table has no room for worksheets; take csv or jsonl")
        return None, Path(file) if file else None
    try:
        return CustomerFormat(name), Path(file) if file else None
    except ValueError:
        known = ", ".join(("table", *CustomerFormat))
        raise click.BadParameter(
            f"{name!r} is not a format for a file of customers; known: {known}"
        ) from None


def _column_choice(options: dict[str, Any]) -> "ColumnChoice":
    from sanxref.screening.customer_columns import ColumnChoice  # noqa: PLC0415 - heavy

    return ColumnChoice(
        name=options["name_column"] or None,
        id=options["id_column"] or None,
        birth_date=options["birth_date_column"] or None,
        nationality=options["nationality_column"] or None,
        birth_place=options["birth_place_column"] or None,
        gender=options["gender_column"] or None,
        kind=options["kind_column"] or None,
        aliases=options["alias_column"] or None,
        identifiers=options["identifier_column"] or None,
    )


@contextmanager
def _row_progress(total: int | None) -> Iterator[Callable[[int], None]]:
    """Show how many rows are done, on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda _rows: None
        return
    from rich.console import Console  # noqa: PLC0415 - a terminal only
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    with Progress(
        TextColumn("rows"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as progress:
        task = progress.add_task("rows", total=total)
        yield lambda rows: progress.update(task, completed=rows)


def _write_summary(summary: "CustomerSummary", path: Path | None) -> None:
    """Write the summary: one line of JSON at the end of standard error, or a file."""
    import msgspec  # noqa: PLC0415 - start-up

    encoded = msgspec.json.encode(summary)
    if path is None:
        click.echo(encoded.decode(), err=True)
    else:
        path.write_bytes(msgspec.json.format(encoded, indent=2) + b"\n")


def _tell_states(lists: "Iterable[ReportList]") -> None:
    for held in lists:
        if held.state != "current":
            click.echo(f"sanxref: {held.title} is {held.state}: {held.error}", err=True)


def _exit_of(summary: "CustomerSummary", fail_on: FailOn) -> Exit:
    """Choose the exit code (DESIGN section 4)."""
    if not summary.head.is_current:
        return Exit.LISTS
    if summary.not_screened:
        return Exit.NOT_SCREENED
    return Exit.FINDINGS if summary.matches and fail_on is not FailOn.NEVER else Exit.FINE
