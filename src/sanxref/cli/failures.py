"""Errors told to people, with the exit code that goes with each."""

import logging

import click

from sanxref.cli.exits import Exit, exit_of_error
from sanxref.cli.logs import tell, writes_json
from sanxref.cli.pipes import drop_output
from sanxref.errors import SanxrefError

__all__ = ["tell_failure"]


def tell_failure(error: BaseException) -> int:
    """Say on standard error why a command could not do its work, and give the exit code."""
    match error:
        case SystemExit():  # asked to end from outside, and told there
            return int(error.code or 0)
        case click.exceptions.Abort() | KeyboardInterrupt():
            tell("interrupted; nothing was half written")
            return Exit.INTERRUPTED
        case click.ClickException():
            if isinstance(error, click.UsageError) and error.ctx is None:
                error.ctx = click.get_current_context(silent=True)
            if writes_json():
                tell(error.format_message())
            else:
                error.show()
            return Exit.WRONG_USE
        case BrokenPipeError():
            drop_output()
            return Exit.PIPE_CLOSED
        case SanxrefError() | OSError():
            tell(_words(error))
            return exit_of_error(error)
        case _:
            # Python itself would leave with 1, which means "findings" to a scheduler.
            logging.getLogger("sanxref").error(
                "sanxref failed; this is a defect, please report it", exc_info=error
            )
            return Exit.DEFECT


def _words(error: SanxrefError | OSError) -> str:
    if isinstance(error, SanxrefError):
        return str(error)
    about = f"{error.filename}: " if error.filename else ""
    return f"{about}{error.strerror or error}"
