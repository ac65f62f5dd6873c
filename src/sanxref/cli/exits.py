"""Exit codes, in one place (DESIGN section 4)."""

from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Protocol

from sanxref.errors import (
    ArticleError,
    ConfigError,
    EvaluationError,
    ListError,
    ReportError,
    SanxrefError,
)
from sanxref.model.report import ReportList, ReportSummary

if TYPE_CHECKING:  # a heavy room
    from sanxref.screening.lookback import Lookback

__all__ = ["Exit", "FailOn", "exit_of_error", "exit_of_lookback", "exit_of_report"]


class Exit(IntEnum):
    """What a scheduler learns from the process."""

    FINE = 0
    FINDINGS = 1
    WRONG_USE = 2
    LISTS = 3
    NOT_SCREENED = 4
    DEFECT = 70  # EX_SOFTWARE of sysexits.h: never to be taken for a finding
    INTERRUPTED = 130  # 128 + SIGINT, as shells have it
    PIPE_CLOSED = 141  # 128 + SIGPIPE, as shells have it: the answer was not told to the end


class FailOn(StrEnum):
    """From which finding on a screening exits with 1, in rising order."""

    MATCH = "match"
    FLAGGED = "flagged"
    NEVER = "never"


class Findings(Protocol):
    """A report, or the stored form of one."""

    @property
    def lists(self) -> tuple[ReportList, ...]:
        """What was screened against."""

    @property
    def summary(self) -> ReportSummary:
        """Counts."""


def exit_of_report(document: Findings, fail_on: FailOn) -> Exit:
    """Choose the exit code of a screening; of several causes lists come first, then articles.

    `match` counts potential matches and flagged claims, `flagged` only flagged claims.
    """
    if not document.lists or any(one.state != "current" for one in document.lists):
        return Exit.LISTS
    summary = document.summary
    if summary.not_screened:
        return Exit.NOT_SCREENED
    claims = summary.claims
    flagged = claims.contradicted + claims.unconfirmed + claims.out_of_scope
    findings = {
        FailOn.MATCH: summary.matches + flagged,
        FailOn.FLAGGED: flagged,
        FailOn.NEVER: 0,
    }
    return Exit.FINDINGS if findings[fail_on] else Exit.FINE


def exit_of_lookback(found: "Lookback", lists: tuple[ReportList, ...], fail_on: FailOn) -> Exit:
    """Choose the exit code of a lookback, in the same order; alerts are its findings."""
    if not lists or any(one.state != "current" for one in lists):
        return Exit.LISTS
    if any(one.error for one in found.runs):
        return Exit.NOT_SCREENED
    findings = {
        FailOn.MATCH: bool(found.alerts),
        FailOn.FLAGGED: any(one.subject == "claim" for one in found.alerts),
        FailOn.NEVER: False,
    }
    return Exit.FINDINGS if findings[fail_on] else Exit.FINE


def exit_of_error(error: SanxrefError | OSError) -> Exit:
    """Choose the exit code of a command that could not do its work."""
    match error:
        case ListError():
            return Exit.LISTS
        case ArticleError():
            return Exit.NOT_SCREENED
        case ConfigError() | ReportError() | EvaluationError():
            return Exit.WRONG_USE
        case _:
            return Exit.WRONG_USE
