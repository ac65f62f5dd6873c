"""The steps by which OFAC asks to assess a name match, answered from the data.

OFAC FAQ 5 ("How do I determine if I have a valid OFAC match?"): is the hit against a sanctions
list; what kind of target is it; how much of the listed name matches; what does the full entry say
against what is known; are there similarities. A step tells where it leads by its own rule; that
two persons are one is for a person to say.
"""

from collections.abc import Iterator, Sequence

from sanxref.matching.options import MatchingOptions
from sanxref.matching.scoring import NameComparison, compare_names
from sanxref.model.articles import Context, ContextKind
from sanxref.model.designations import Designation, ListedName, TargetKind
from sanxref.model.matches import (
    Feature,
    FeatureName,
    Match,
    Query,
    StepOutcome,
    WorksheetStep,
)

__all__ = ["make_worksheet"]

_AGREES = 0.5
"""Score of a feature from which it is a similarity (they are 0.0 or 0.7 and more)."""

_LIST_STEP = "Is the hit against a sanctions list?"
_KIND_STEP = "Is the one a person and the other a company, vessel or aircraft?"
_NAME_STEP = "How much of the listed name matches?"
_ENTRY_STEP = "What does the full entry say, and what of it is known of the person?"
_SIMILARITY_STEP = "Are there similarities or exact matches?"

_ALIASES = "other names"

_KEEPERS = {"ofac": "OFAC", "un": "the UN Security Council"}
"""Who answers questions about a list, by the beginning of its source key (FAQ 5, step 1)."""

_COMPARED = (
    FeatureName.BIRTH_DATE,
    FeatureName.NATIONALITY,
    FeatureName.BIRTH_PLACE,
    FeatureName.PLACE,
    FeatureName.GENDER,
    FeatureName.IDENTIFIER,
)


def make_worksheet(
    query: Query, match: Match, designation: Designation, options: MatchingOptions
) -> tuple[WorksheetStep, ...]:
    """Answer the five steps of OFAC FAQ 5 for one potential match.

    Args:
        query: What was asked.
        match: What was found.
        designation: The entry that was met.
        options: Those of the match.
    """
    return (
        _list_step(designation),
        _kind_step(query, designation),
        _name_step(match, designation, options),
        _entry_step(query, match, designation),
        _similarity_step(match),
    )


def _list_step(designation: Designation) -> WorksheetStep:
    names = _distinct(listing.list_name for listing in designation.listings)
    programmes = _distinct(listing.programme for listing in designation.listings)
    under = f", programme {_joined(programmes)}" if programmes else ""
    keeper = next(
        (words for source, words in _KEEPERS.items() if designation.source.startswith(source)),
        "its authority",
    )
    return WorksheetStep(
        question=_LIST_STEP,
        answer=f"Yes: {_joined(names)}, entry {designation.reference}{under}; kept by {keeper}.",
        outcome=StepOutcome.CONTINUE,
    )


def _kind_step(query: Query, designation: Designation) -> WorksheetStep:
    asked = query.kinds or (TargetKind.INDIVIDUAL,)
    target = designation.kind
    same = target in asked
    words = _joined([str(kind) for kind in asked], last=" or ")
    words += "" if query.kinds else ", as nothing else was said"
    return WorksheetStep(
        question=_KIND_STEP,
        answer=f"Asked for: {words}. The target is: {target}.",
        outcome=StepOutcome.CONTINUE if same else StepOutcome.NO_VALID_MATCH,
    )


def _name_step(match: Match, designation: Designation, options: MatchingOptions) -> WorksheetStep:
    met = _name_met(match, designation)
    comparison = compare_names(match.query_name, met.natural, options)
    listed = _count(comparison, listed=True)
    whole = listed + len(comparison.right_over)
    one_of_several = listed <= 1 < whole
    answer = f'{listed} of {whole} words of "{met.text}" ({met.kind}, {met.quality}).'
    if comparison.right_over:
        answer += f" Not met: {_joined(comparison.right_over)}."
    if comparison.left_over:
        answer += f" Over in the name asked: {_joined(comparison.left_over)}."
    return WorksheetStep(
        question=_NAME_STEP,
        answer=answer,
        outcome=StepOutcome.NO_VALID_MATCH if one_of_several else StepOutcome.CONTINUE,
    )


def _name_met(match: Match, designation: Designation) -> ListedName:
    fitting = (name for name in designation.names if name.text == match.name_met)
    return next(fitting, designation.primary_name)


def _count(comparison: NameComparison, *, listed: bool) -> int:
    sides = (pair.listed if listed else pair.query for pair in comparison.words)
    return sum(len(side.split()) for side in sides)


def _entry_step(query: Query, match: Match, designation: Designation) -> WorksheetStep:
    known = set(_known(query))
    has = tuple(_entry(designation))
    compared = {str(feature.name) for feature in _qualifiers(match) if feature.score is not None}
    lacking = [name for name, _ in has if name not in known and name != _ALIASES]
    answer = "The entry has " + "; ".join(f"{name}: {text}" for name, text in has) + "."
    if not has:
        answer = "The entry has names only."
    if lacking:
        answer += f" Not known of the person: {_joined(lacking)}."
    # A nationality is compared with the country of birth where the entry has no other.
    if extra := sorted(known - compared - {name for name, _ in has}):
        answer += f" Known of the person, and not in the entry: {_joined(extra)}."
    return WorksheetStep(
        question=_ENTRY_STEP,
        answer=answer,
        outcome=StepOutcome.CONTINUE if compared else StepOutcome.MORE_INFORMATION,
    )


def _similarity_step(match: Match) -> WorksheetStep:
    agreeing = [one for one in _qualifiers(match) if one.score is not None and one.score > _AGREES]
    differing = [one for one in _qualifiers(match) if one.score is not None and one not in agreeing]
    parts = [f"the name ({match.score:.2f} in all)"]
    parts += [f"{one.name}" for one in agreeing]
    answer = f"Alike: {_joined(parts)}."
    if differing:
        answer += f" Different: {_joined([str(one.name) for one in differing])}."
    if not agreeing and not differing:
        answer += " Nothing else could be compared."
    if agreeing and len(agreeing) >= len(differing):
        outcome = StepOutcome.ASK_AUTHORITY
    elif differing:
        outcome = StepOutcome.NO_VALID_MATCH
    else:
        outcome = StepOutcome.MORE_INFORMATION
    return WorksheetStep(question=_SIMILARITY_STEP, answer=answer, outcome=outcome)


def _qualifiers(match: Match) -> list[Feature]:
    return [feature for feature in match.features if feature.name in _COMPARED]


def _known(query: Query) -> Iterator[str]:
    """What is known of the person, under the names of the entry's parts."""
    kinds = {
        "date of birth": (ContextKind.BIRTH_DATE, ContextKind.AGE),
        "place of birth": (ContextKind.BIRTH_PLACE,),
        "nationality": (ContextKind.NATIONALITY,),
        "address": (ContextKind.PLACE,),
        "gender": (ContextKind.GENDER,),
        "position": (ContextKind.ROLE,),
    }
    for name, wanted in kinds.items():
        if _has(query.context, wanted):
            yield name
    if query.identifiers:
        yield "identifier"


def _has(context: Context, kinds: Sequence[ContextKind]) -> bool:
    return any(context.values(kind) for kind in kinds)


def _entry(designation: Designation) -> Iterator[tuple[str, str]]:
    """Parts of the full entry that FAQ 5 names, where it has them."""
    aliases = len(designation.names) - 1
    if aliases:
        yield _ALIASES, str(aliases)
    parts = (
        ("date of birth", [one.text or str(one.date) for one in designation.birth_dates]),
        ("place of birth", [one.text for one in designation.birth_places]),
        ("nationality", [one.country for one in designation.nationalities]),
        ("address", [one.text for one in designation.addresses]),
        ("gender", list(designation.genders)),
        ("position", list(designation.positions)),
        ("identifier", [f"{one.type} {one.number}" for one in designation.identifiers]),
    )
    for name, values in parts:
        if shown := _shown(_distinct(values)):
            yield name, shown


_MOST_SHOWN = 3
"""Values of one kind that are shown; the entry itself has them all."""


def _shown(values: Sequence[str]) -> str:
    shown = " / ".join(values[:_MOST_SHOWN])
    more = len(values) - _MOST_SHOWN
    return f"{shown} and {more} more" if more > 0 else shown


def _distinct(values: Iterator[str] | Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(value.split()) for value in values if value.strip()))


def _joined(words: Sequence[str], last: str = " and ") -> str:
    if len(words) < 2:  # noqa: PLR2004 - one word needs no joining
        return "".join(words)
    return ", ".join(words[:-1]) + last + words[-1]
