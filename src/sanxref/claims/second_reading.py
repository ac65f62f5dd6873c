"""What grammar has read of an article beside what the trained model reads of the same passages."""

from bisect import bisect_right
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sanxref.claims.passages import Window
from sanxref.claims.reader import Finding, ReadingOptions
from sanxref.claims.tokens import UNNAMED, Kind
from sanxref.model.claims import Action, Claim, ClaimDate, Polarity, SubjectKind
from sanxref.model.dates import PartialDate

__all__ = ["LIKELIHOOD_DIGITS", "SecondReading", "date_of", "read_again"]

# Certainty from which the model counts against grammar in polarity and date. From .6 to .95 the
# figures of all held-out passages move by .01.
_SURE = 0.9

# More would differ between processors, and a run that is done again must give the same page.
LIKELIHOOD_DIGITS = 2

_NEXT = 1  # sentences: "So were X and Y" stands beside what it takes up

_Said = tuple[str, Action, str | None]
"""Key of a person, act, and group of the authority."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondReading:
    """Claims after the model was asked.

    Attributes:
        claims: Of grammar, every one; what the model does not bear out is not understood.
        added: What only the model reads, each with the passage where it is most likely.
    """

    claims: tuple[Claim, ...]
    added: tuple[tuple[Finding, Window], ...]


def read_again(
    claims: Iterable[Claim],
    windows: Sequence[Window],
    options: ReadingOptions,
    groups: Mapping[str, str],
    starts: Sequence[int],
) -> SecondReading:
    """Ask the model of every passage.

    Args:
        claims: What grammar has read.
        windows: The passages.
        options: The model, and from which probability it is believed.
        groups: Group of each authority, by key.
        starts: Where the article's sentences start.
    """
    best: dict[_Said, tuple[Finding, Window]] = {}
    for window in windows:
        for finding in options.model.read(window.passage, least=options.keep):
            said = (finding.name, finding.action, finding.group)
            if said not in best or finding.likelihood > best[said][0].likelihood:
                best[said] = (finding, window)
    number_of = {start: number for number, start in enumerate(starts)}
    judged = {
        (name, number) for window in windows for name in window.names for number in window.numbers
    }
    believed = {said: pair for said, pair in best.items() if pair[0].likelihood >= options.join}
    grounded = {said[:2] for said in believed if said[2] is not None}
    kept: list[Claim] = []
    told: set[_Said] = set()
    for claim in claims:
        about = _said(claim, groups)
        if about is None:
            kept.append(claim)
        elif (about[0], number_of.get(claim.start, -1)) not in judged or _holds(
            about, best, grounded
        ):
            kept.append(_mended(claim, best.get(about)))
            told.add(about)
        else:
            kept.append(replace(claim, understood=False, subject_kind=SubjectKind.UNKNOWN))
    taken = {
        (groups.get(claim.authority or "", claim.authority), number_of.get(claim.start, -1))
        for claim in kept
        if claim.understood
    }
    served = {said[:2] for said in told if said[2] is not None}
    added = tuple(
        (finding, window)
        for said, (finding, window) in believed.items()
        if said not in told
        and _holds(said, best, grounded)
        and _names_person(finding, window)
        and not _is_spent(finding, window, taken, starts, reach=0 if said[:2] in served else _NEXT)
    )
    return SecondReading(claims=tuple(kept), added=added)


def date_of(finding: Finding, window: Window) -> tuple[ClaimDate | None, float]:
    """The most likely date of an act; what several words give counts together.

    Returns:
        The date by the words that most likely give it, None where most likely none does or where
        the words cannot be resolved; and its probability, 0.0 to 1.0.
    """
    chances: dict[PartialDate | None, float] = {}
    for date, chance in zip(window.dates, finding.dates, strict=True):
        value = date.date if date else None
        chances[value] = chances.get(value, 0.0) + chance
    best = max(chances, key=chances.__getitem__, default=None)
    if best is None or chances[best] <= finding.undated:
        return None, finding.undated + chances.get(None, 0.0)
    _, number = max(
        (chance, -number)
        for number, (date, chance) in enumerate(zip(window.dates, finding.dates, strict=True))
        if date and date.date == best
    )
    return window.dates[-number], chances[best]


def _holds(said: _Said, best: Container[_Said], grounded: Container[tuple[str, Action]]) -> bool:
    """Whether the model bears it out; no authority only where it reads none beside it."""
    return said in best and (said[2] is not None or said[:2] not in grounded)


def _names_person(finding: Finding, window: Window) -> bool:
    """Whether no recognizer took the name for an organization's or a place's."""
    kinds = {token.kind for token in window.names[finding.name]}
    return not kinds & {Kind.ORGANIZATION, Kind.PLACE}


def _is_spent(
    finding: Finding,
    window: Window,
    taken: Container[tuple[str | None, int]],
    starts: Sequence[int],
    *,
    reach: int,
) -> bool:
    """Whether grammar knows whom the sentence with the authority is about, and it is another.

    Of whom grammar knows another authority too, such a sentence says nothing, however near.
    """
    if finding.body is None:
        return False
    number = window.bodies[finding.body].number
    here = {bisect_right(starts, token.start) - 1 for token in window.names[finding.name]}
    far = all(abs(number - at) > reach for at in here)
    return (finding.group, number) in taken and far


def _mended(claim: Claim, found: tuple[Finding, Window] | None) -> Claim:
    """The claim with what the model is sure of: that it is not asserted, and its date.

    What grammar reads as denied or possible the model never asserts.
    """
    if found is None:
        return claim
    finding, window = found
    polarity, date = claim.polarity, claim.date
    if polarity is Polarity.ASSERTED and finding.certainty >= _SURE:
        polarity = finding.polarity
    likely, chance = date_of(finding, window)
    if chance >= _SURE and (likely and likely.date) != (date and date.date):
        date = likely
    if (polarity, date) == (claim.polarity, claim.date):
        return claim
    likelihood = round(finding.likelihood, LIKELIHOOD_DIGITS)
    return replace(claim, polarity=polarity, date=date, likelihood=likelihood)


def _said(claim: Claim, groups: Mapping[str, str]) -> _Said | None:
    """Whom a claim is about, what was done, and by which group; None if of no person."""
    if not claim.understood or claim.subject_kind is not SubjectKind.PERSON:
        return None
    group = groups.get(claim.authority or "", claim.authority)
    return claim.person or UNNAMED + claim.subject, claim.action, group
