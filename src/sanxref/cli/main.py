"""`sanxref` on the command line: the group of commands, and what is common to them.

Commands are imported when they are called, so that `sanxref --help` starts at once.
"""

import gc
import logging
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import click

from sanxref.cli.environment import Environment
from sanxref.cli.exits import Exit
from sanxref.cli.failures import tell_failure
from sanxref.version import VERSION

__all__ = ["main"]

# Command -> where it is and what `--help` says of it.
_COMMANDS = {
    "demo": ("sanxref.cli.demo:demo", "Try it out on an embedded article; needs no network."),
    "screen": ("sanxref.cli.screen:screen", "Screen articles against the lists."),
    "match": ("sanxref.cli.match:match", "Match a name or a customer file against the lists."),
    "lists": ("sanxref.cli.lists:lists", "Update, import, verify and compare the lists."),
    "runs": ("sanxref.cli.runs:runs", "Stored runs: list, show, verify, replay, export, prune."),
    "explain": ("sanxref.cli.explain:explain", "Show one match or claim with all its evidence."),
    "review": ("sanxref.cli.review:review", "Decide on alerts: dispositions and suppressions."),
    "serve": ("sanxref.cli.serve:serve", "Serve the review desk and the HTTP interface."),
    "evaluate": ("sanxref.cli.evaluate:evaluate", "Measure on a labelled file."),
}


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name][0].partition(":")
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in _COMMANDS.items()])


def _show_version(ctx: click.Context, _param: click.Parameter, asked: bool) -> None:  # noqa: FBT001
    if asked:
        click.echo(f"sanxref {VERSION}")
        ctx.exit()


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    help="Folder with your own YAML files; they override the defaults key by key. "
    "Else SANXREF_CONFIG.",
)
@click.option(
    "--cache",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for list snapshots. Else SANXREF_CACHE, cache/ of a checkout, or the platform's.",
)
@click.option("-v", "--verbose", count=True, help="Tell more on standard error; twice: debug.")
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_show_version,
    help="Show the version and stop.",
)
@click.pass_context
def cli(ctx: click.Context, config: Path | None, cache: Path | None, verbose: int) -> None:
    """Check what articles say about sanctions against the UN and US lists themselves.

    Exit codes: 0 screened, nothing found; 1 findings; 2 wrong use or configuration; 3 a list is
    missing, stale or corrupt; 4 some inputs were not screened.
    """
    level = {0: logging.WARNING, 1: logging.INFO}.get(verbose, logging.DEBUG)
    logging.basicConfig(level=level, format="%(levelname)s %(name)s: %(message)s")
    ctx.obj = Environment(config=config, cache=cache)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with an exit code."""
    # A list is some million small objects without cycles; by its usual threshold the collector
    # walks all of them again and again while more are made (0.5 of 2.2 CPU seconds, Nov 2026).
    gc.set_threshold(200_000, 20, 100)
    if sys.stdout is None:  # the caller closed it (`>&-`)
        click.echo("sanxref: standard output is closed, so that results would be lost", err=True)
        sys.exit(int(Exit.WRONG_USE))
    try:
        code = cli.main(args=arguments, prog_name="sanxref", standalone_mode=False)
        sys.stdout.flush()
    except Exception as error:  # noqa: BLE001 - told, each in its way
        code = tell_failure(error)
    sys.exit(int(code or 0))
