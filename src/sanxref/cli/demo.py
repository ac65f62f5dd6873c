"""`sanxref demo`: the embedded articles against the embedded list extracts."""

from dataclasses import replace
from pathlib import Path
from shutil import get_terminal_size
from tempfile import TemporaryDirectory

import click

from sanxref.cli.environment import Environment
from sanxref.cli.output import Destination, write_report
from sanxref.reports import ReportFormat
from sanxref.sample import AS_OF, NOTICE, article_paths, list_files

__all__ = ["demo"]

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command(short_help="Try it out on embedded articles; needs no network.")
@click.option("--html", type=_FILE, metavar="FILE", help="Also write the report as a page.")
@click.option("--json", type=_FILE, metavar="FILE", help="Also write the report as JSON.")
@click.pass_obj
def demo(environment: Environment, html: Path | None, json: Path | None) -> None:
    """Screen embedded articles against embedded extracts of the lists.

    The same way as real work: the extracts are imported into a cache of their own, which is
    removed at the end; the lists are taken as of the extracts' day.
    """
    from sanxref.lists import ImportOptions, SnapshotStore, import_files  # noqa: PLC0415 - heavy

    click.echo(f"{NOTICE}\n")
    with TemporaryDirectory(prefix="sanxref-demo-") as folder:
        settings = replace(environment.settings.only_sources(*list_files()), cache=Path(folder))
        store = SnapshotStore(settings.cache)
        for key, path in list_files().items():
            # An extract lies below the counts that a complete list must have.
            source = replace(settings.sources.source(key), expected_counts=())
            import_files(source, [path], store, ImportOptions(now=settings.now()))
        screener = settings.open_screener(as_of=AS_OF)
        articles = [str(path) for path in article_paths()]
        document = screener.screen(articles, now=settings.now)
    width = get_terminal_size((120, 24)).columns
    write_report(document, (Destination(format=ReportFormat.TABLE, path=None),), width=width)
    for chosen, file in ((ReportFormat.HTML, html), (ReportFormat.JSON, json)):
        if file is not None:
            write_report(document, (Destination(format=chosen, path=file),))
            click.echo(f"written: {file.resolve()}", err=True)
