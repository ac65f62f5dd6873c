"""Whether a report may call anything clear, and if not, why (glossary: clear, stale)."""

from collections.abc import Iterator

from sanxref.model.report import ReportDocument, ReportList
from sanxref.model.snapshots import ListState
from sanxref.reports.wording import input_noun

__all__ = [
    "faults_of_lists",
    "limits_of_lists",
    "may_be_clear",
    "notes_of_inputs",
    "outcome_phrase",
    "shortfall_phrase",
]


def may_be_clear(document: ReportDocument) -> bool:
    """Whether there are lists and every one of them is current."""
    return bool(document.lists) and all(_is_current(one) for one in document.lists)


def shortfall_phrase(document: ReportDocument) -> str:
    """Say in one sentence what keeps the report from being complete; empty where nothing does."""
    parts = []
    if not document.lists:
        parts.append("no list was loaded")
    elif not may_be_clear(document):
        parts.append("not every list is current")
    number, every = document.summary.not_screened, document.summary.articles
    if number:
        were = "was" if number == 1 else "were"
        parts.append(f"{number:,} of {_count(every, 'input')} {were} not screened")
    return "; ".join(parts)


def limits_of_lists(document: ReportDocument) -> tuple[str, ...]:
    """Give one sentence for each limit: lists without listing dates, inputs left out."""
    left_out = document.summary.articles - len(document.articles)
    shown = (
        f"{_count(left_out, 'article')} without findings or beyond the most that this format shows "
        "stand only in the formats json and jsonl of this run."
    )
    return (
        *notes_of_inputs(document),
        *((shown,) if left_out else ()),
        *(
            f"{one.title} was loaded in the format {one.format}, which carries no listing dates: "
            "years and dates of claims cannot be checked against it. "
            f"Load its ADVANCED XML: sanxref lists update {one.source}"
            for one in document.lists
            if one.snapshot is not None and not one.listing_dates
        ),
    )


def notes_of_inputs(document: ReportDocument) -> tuple[str, ...]:
    """Say of how many inputs the content was known: from an earlier run, or from this one."""
    unchanged, duplicates = document.run.unchanged, document.summary.duplicates
    have = "has" if duplicates == 1 else "have"
    passed_over = (
        f"{_count(unchanged, 'input')} unchanged since {document.run.since}, so not screened again "
        "and not in this report."
    )
    doubled = (
        f"{_count(duplicates, 'input')} {have} the same content as one before it; "
        "inputs.jsonl of the run says which."
    )
    return (*((passed_over,) if unchanged else ()), *((doubled,) if duplicates else ()))


def outcome_phrase(document: ReportDocument) -> str:
    """Say in one sentence what was found, never more than the lists and the inputs allow."""
    summary = document.summary
    noun = input_noun(document)
    compared = f"{_count(summary.screened, noun)} against {_count(len(document.lists), 'list')}"
    if summary.matches:
        found = _count(summary.matches, "potential match", "potential matches")
        for_or_in = "for" if noun == "name" else "in"
        return f"{found} {for_or_in} {_count(summary.screened, noun)}."
    if not may_be_clear(document):
        return f"No potential matches were found, but {shortfall_phrase(document)}."
    if not summary.articles and document.run.unchanged:
        return f"Nothing is new: {_count(document.run.unchanged, 'input')} unchanged."
    if not summary.screened:
        return f"No {noun} was screened."
    if summary.not_screened:
        left = _count(summary.not_screened, "input")
        return f"No potential matches in {compared}; {left} could not be screened."
    return f"No potential matches in {compared}, all current."


def _is_current(one: ReportList) -> bool:
    return one.state == ListState.CURRENT and not one.stale


def faults_of_lists(document: ReportDocument) -> Iterator[str]:
    """Give one sentence for each list that is not current, with the remedy."""
    if not document.lists:
        yield "No list was loaded, so nothing was compared. Run: sanxref lists update"
    for one in document.lists:
        if not _is_current(one):
            yield _describe(one)


def _describe(one: ReportList) -> str:
    error = one.error.rstrip(".")
    match one.state:
        case ListState.MISSING:
            told = f"is missing, nothing was compared with it{error and f': {error}'}"
        case ListState.CORRUPT:
            told = f"is corrupt, nothing may rest on it{error and f': {error}'}"
        case _:
            told = f"is stale: {error or 'it is older than the allowed age'}"
    # The room of lists names the remedy where it knows a better one than this.
    remedy = "" if "sanxref lists " in error else f" Run: sanxref lists update {one.source}"
    return f"{one.title} {told}.{remedy}"


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
