"""`sanxref demo`: the embedded article against the embedded list extracts."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from sanxref.cli.environment import Environment
from sanxref.cli.output import Destination, write_report
from sanxref.lists import SnapshotStore, import_files
from sanxref.reports import ReportFormat
from sanxref.sample import AS_OF, NOTICE, article_paths, list_files

__all__ = ["demo"]


@click.command(short_help="Try it out on an embedded article; needs no network.")
@click.option(
    "--html", type=click.Path(path_type=Path, dir_okay=False), help="Also write an HTML report."
)
@click.option(
    "--json", type=click.Path(path_type=Path, dir_okay=False), help="Also write a JSON report."
)
@click.pass_obj
def demo(environment: Environment, html: Path | None, json: Path | None) -> None:
    """Screen an embedded article against embedded extracts of the lists.

    The same way as real work: the extracts are imported into a cache of their own, which is
    removed at the end; the lists are taken as of the extracts' day.
    """
    click.echo(NOTICE)
    click.echo()
    with TemporaryDirectory(prefix="sanxref-demo-") as folder:
        settings = replace(environment.settings, cache=Path(folder))
        settings = settings.only_sources(*list_files())
        store = SnapshotStore(settings.cache)
        for source, path in list_files().items():
            import_files(settings.sources, store, source, [path], now=settings.now())
        screener = settings.open_screener(as_of=AS_OF)
        document = screener.screen([str(path) for path in article_paths()], now=settings.now)
        destinations = [Destination(format=ReportFormat.TABLE, path=None)]
        destinations += [Destination(format=ReportFormat.HTML, path=html)] if html else []
        destinations += [Destination(format=ReportFormat.JSON, path=json)] if json else []
        write_report(document, tuple(destinations))
