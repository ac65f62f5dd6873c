"""Words for people: verdicts, claims, matches, lists and their age.

Field values of the report (`out_of_scope`) are for programs; these are for readers, and accuse
nobody: a potential match is a similarity, and a verdict is about an article's claim.
"""

import re
from datetime import datetime, timedelta
from pathlib import PurePath

from sanxref.model.articles import CUSTOMER_RECORD
from sanxref.model.claims import Action, Polarity, Verdict
from sanxref.model.designations import AliasQuality, NameKind, TargetKind
from sanxref.model.report import ReportClaim, ReportDocument, ReportList, ReportMatch

__all__ = [
    "VERDICT_MEANINGS",
    "age_phrase",
    "article_labels",
    "claim_phrase",
    "fetched_phrase",
    "input_noun",
    "list_titles",
    "listed_name_phrase",
    "name_met_phrase",
    "ofac_score_phrase",
    "polarity_phrase",
    "score_text",
    "verdict_words",
    "worksheet_text",
]

_VERDICT_WORDS = {
    Verdict.CONFIRMED: "confirmed",
    Verdict.CONTRADICTED: "contradicted",
    Verdict.UNCONFIRMED: "unconfirmed",
    Verdict.OUT_OF_SCOPE: "out of scope",
}

VERDICT_MEANINGS = {
    Verdict.CONTRADICTED: "A list states something else for at least one part of the claim.",
    Verdict.UNCONFIRMED: "The lists neither bear the claim out nor speak against it, "
    "or more than one target could be meant.",
    Verdict.OUT_OF_SCOPE: "The claim is about an authority whose lists are not loaded.",
    Verdict.CONFIRMED: "The lists bear out every part of the claim.",
}

_ACTION_WORDS = {Action.LISTED: "listed", Action.DELISTED: "removed from a list"}

_POLARITY_WORDS = {
    Polarity.ASSERTED: "",
    Polarity.NEGATED: "not ",
    Polarity.HEDGED: "reportedly ",
    Polarity.ATTRIBUTED: "according to others ",
}

_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
# What needs "in" or "on" before it: a number, or an English month, alone or before a number.
_BARE_DATE = re.compile(
    rf"\d.*|(?:{_MONTHS}|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?)\b.*",
    re.IGNORECASE,
)
_FULL_DATE = re.compile(r"\d{4}-\d\d-\d\d~?")


def verdict_words(verdict: Verdict) -> str:
    """Give a verdict as people write it: `out of scope`."""
    return _VERDICT_WORDS[verdict]


def polarity_phrase(polarity: Polarity) -> str:
    """Say how the article stands to the claim."""
    match polarity:
        case Polarity.ASSERTED:
            return "the article asserts it"
        case Polarity.NEGATED:
            return "the article denies it"
        case Polarity.HEDGED:
            return "the article hedges it"
        case Polarity.ATTRIBUTED:
            return "the article says that others say so"


def claim_phrase(claim: ReportClaim) -> str:
    """Say a claim in a few words: `listed by the State Department in 2015, programme SDGT`."""
    if not claim.understood:
        return f"mentions a designation, not understood: “{claim.text}”"
    words = _POLARITY_WORDS[claim.polarity] + _ACTION_WORDS[claim.action]
    authority = claim.authority_text or claim.authority
    if authority:
        words += f" by {authority.removeprefix('by ')}"
    words += _date_words(claim)
    programme = claim.programme_text or claim.programme
    if programme:
        words += f", programme {programme}"
    return words


def _date_words(claim: ReportClaim) -> str:
    if not claim.date:
        return ""
    text = claim.date_text
    if claim.date_resolution or not text:
        told = f" (“{text}”)" if text else ""
        return f" {_preposition(claim.date)} {claim.date}{told}"
    if _BARE_DATE.fullmatch(text):
        return f" {_preposition(claim.date)} {text}"
    return f" {text}"


def _preposition(date: str) -> str:
    return "on" if _FULL_DATE.fullmatch(date) else "in"


def name_met_phrase(match: ReportMatch) -> str:
    """Say which listed name was met: `primary name`, `also known as Ivan the Old (weak alias)`."""
    if match.name_kind == NameKind.PRIMARY:
        return str(NameKind.PRIMARY)
    weak = " (weak alias)" if match.alias_quality == AliasQuality.WEAK else ""
    return f"{match.name_kind} {match.name_met}{weak}"


def listed_name_phrase(match: ReportMatch) -> str:
    """Give the primary name, with what a reader must know: no individual, or delisted."""
    told = "" if match.kind == TargetKind.INDIVIDUAL else f" ({match.kind})"
    return match.name + told + (f" (delisted {match.delisted_on})" if match.delisted_on else "")


def ofac_score_phrase(match: ReportMatch) -> str:
    """Estimate what OFAC's own search shows: `about 97 of 100`; empty where it is not told."""
    if match.ofac_score is None:
        return ""
    return f"about {match.ofac_score} of 100" if match.ofac_score else "would not be shown"


def score_text(score: float) -> str:
    """Write a score with two decimals, as every format for people does."""
    return f"{score:.2f}"


def list_titles(document: ReportDocument) -> dict[str, str]:
    """Give the title of each list source by its key."""
    return {one.source: one.title for one in document.lists}


def worksheet_text(match: ReportMatch) -> str:
    """Write the steps of OFAC FAQ 5 in one cell: `1. question answer [outcome]`."""
    return " ".join(
        f"{number}. {step.question} {step.answer} [{step.outcome}]"
        for number, step in enumerate(match.worksheet, start=1)
    )


def input_noun(document: ReportDocument) -> str:
    """Say what was screened: `article`, or `name` where names were asked for."""
    return "name" if document.run.recognizer == CUSTOMER_RECORD else "article"


def article_labels(document: ReportDocument) -> dict[str, str]:
    """Name articles shortly: without the folders that all files of the report have in common.

    Returns:
        Label by source; an address, and what is no path, stays as it is.
    """
    sources = [article.source for article in document.articles]
    paths = [PurePath(source) for source in sources if _is_path(source)]
    if not paths:
        return {source: source for source in sources}
    common = list(paths[0].parts[:-1])
    for path in paths:
        same = [a == b for a, b in zip(common, path.parts[:-1], strict=False)]
        common = common[: same.index(False) if False in same else len(same)]
    return {
        source: str(PurePath(*PurePath(source).parts[len(common) :]))
        if _is_path(source)
        else source
        for source in sources
    }


def _is_path(source: str) -> bool:
    return "://" not in source and bool(PurePath(source).name)


def fetched_phrase(one: ReportList, started: str) -> str:
    """Say of when a snapshot is: `published 2026-11-20, fetched 3 h ago`."""
    if one.snapshot is None and one.fetched is None:
        return "no snapshot"
    parts = [f"published {one.published}"] if one.published else []
    if one.fetched:
        # An import counts as checked on its day of publication, which is told already.
        came = "imported" if one.checked and one.checked < one.fetched else "fetched"
        parts.append(f"{came} {age_phrase(one.fetched, started)}")
    if one.checked and one.checked != one.fetched and one.checked[:10] != one.published:
        parts.append(f"checked {age_phrase(one.checked, started)}")
    return ", ".join(parts)


def age_phrase(instant: str, started: str) -> str:
    """Say how long before the start of a run an instant was: `3 h ago`.

    Counted from the run, not from now, so that a report reads the same whenever it is rendered.
    What is not an instant, or lies after the start, is given as it stands.
    """
    try:
        age = datetime.fromisoformat(started) - datetime.fromisoformat(instant)
    except (ValueError, TypeError):
        return instant
    if age < timedelta():
        return instant
    minutes = int(age.total_seconds()) // 60
    if minutes < 60:  # noqa: PLR2004 - minutes of an hour
        return f"{minutes} min ago"
    hours = minutes // 60
    if hours < 48:  # noqa: PLR2004 - up to two days, hours tell more
        return f"{hours} h ago"
    return f"{hours // 24} d ago"
