"""Exit codes: the order of causes is 2, 3, 4, 1."""

import pytest

from sanxref.cli.exits import Exit, FailOn, exit_of_error, exit_of_report
from sanxref.errors import (
    ArticleError,
    ConfigError,
    EvaluationError,
    ListCorrupt,
    ListFault,
    ListStale,
    ReportError,
    SanxrefError,
)
from sanxref.model.report import (
    SCHEMA,
    ReportDocument,
    ReportList,
    ReportRun,
    ReportSummary,
    ReportVerdictCounts,
)


def document(
    *, state: str = "current", not_screened: int = 0, matches: int = 0, flagged: int = 0
) -> ReportDocument:
    return ReportDocument(
        schema=SCHEMA,
        run=ReportRun(
            id="r",
            started="2026-01-01T00:00:00Z",
            finished="2026-01-01T00:00:01Z",
            version="0",
            configuration="",
            recognizer="capitals",
            as_of=None,
        ),
        lists=(
            ReportList(
                source="un",
                title="UN Consolidated",
                state=state,
                stale=state == "stale",
                snapshot=None,
                format=None,
                published=None,
                fetched=None,
                checked=None,
                sha256=None,
                designations=0,
                listing_dates=False,
                error="",
            ),
        ),
        articles=(),
        summary=ReportSummary(
            articles=1,
            screened=1 - not_screened,
            not_screened=not_screened,
            clear=0,
            persons=1,
            matches=matches,
            claims=ReportVerdictCounts(
                confirmed=1, contradicted=flagged, unconfirmed=0, out_of_scope=0
            ),
        ),
    )


@pytest.mark.parametrize(
    ("found", "fail_on", "code"),
    [
        (document(), FailOn.MATCH, Exit.FINE),
        (document(matches=1), FailOn.MATCH, Exit.FINDINGS),
        (document(flagged=1), FailOn.MATCH, Exit.FINDINGS),
        (document(matches=1), FailOn.FLAGGED, Exit.FINE),
        (document(flagged=1), FailOn.FLAGGED, Exit.FINDINGS),
        (document(matches=1, flagged=1), FailOn.NEVER, Exit.FINE),
        (document(matches=1, not_screened=1), FailOn.MATCH, Exit.NOT_SCREENED),
        (document(not_screened=1), FailOn.NEVER, Exit.NOT_SCREENED),
        (document(matches=1, not_screened=1, state="stale"), FailOn.MATCH, Exit.LISTS),
        (document(state="missing"), FailOn.NEVER, Exit.LISTS),
        (document(state="corrupt"), FailOn.MATCH, Exit.LISTS),
    ],
)
def test_a_report_leaves_with_its_gravest_cause(
    found: ReportDocument, fail_on: FailOn, code: Exit
) -> None:
    assert exit_of_report(found, fail_on) == code


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ConfigError("x"), Exit.WRONG_USE),
        (ReportError("x"), Exit.WRONG_USE),
        (EvaluationError("x"), Exit.WRONG_USE),
        (ListStale("x"), Exit.LISTS),
        (ListCorrupt("x", fault=ListFault.HTML), Exit.LISTS),
        (ArticleError("x", article="a.txt"), Exit.NOT_SCREENED),
    ],
)
def test_an_error_leaves_with_the_code_of_its_kind(error: SanxrefError, code: Exit) -> None:
    assert exit_of_error(error) == code
