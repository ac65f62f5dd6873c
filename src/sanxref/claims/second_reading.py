"""What grammar has read of an article beside what the trained model reads of the same passages."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from sanxref.claims.passages import Window
from sanxref.claims.reader import Finding, ReadingOptions
from sanxref.claims.tokens import UNNAMED
from sanxref.model.claims import Action, Claim, ClaimDate, Polarity, SubjectKind
from sanxref.model.dates import PartialDate

__all__ = ["LIKELIHOOD_DIGITS", "SecondReading", "date_of", "read_again"]

# Certainty from which the model counts against grammar: that an act is denied, possible or told on
# somebody's word, where that is likelier than all else (from .4 to .9 the share of right polarities
# in the held-out passages moves by .001, and to assert what is denied is the costlier error); and
# in date.
_LIKELIER, _SURE_OF_DATE = 0.5, 0.98
# Probability from which a name that was taken for a group's is a person's. Of the held-out
# passages' 105 groups two have as much, of 38 persons whom a recognizer took for a group 30.
_SURE_OF_PERSON = 0.995

# More would differ between processors, and a run that is done again must give the same page.
LIKELIHOOD_DIGITS = 2

_Said = tuple[str, Action, str | None]
"""Key of a person, act, and group of the authority."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondReading:
    """Claims after the model was asked.

    Attributes:
        claims: Of grammar, every one; what the model does not bear out is not understood.
        added: What only the model reads, each with the passage where it is most likely.
        told: Passages that most likely tell of somebody's designation.
    """

    claims: tuple[Claim, ...]
    added: tuple[tuple[Finding, Window], ...]
    told: tuple[Window, ...]


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
    telling: list[Window] = []
    for window in windows:
        reading = options.model.read(window.passage, least=options.keep, whole=window.on_topic)
        if reading.told >= options.tell:
            telling.append(window)
        for finding in reading.findings:
            said = (finding.name, finding.action, finding.group)
            if said not in best or finding.likelihood > best[said][0].likelihood:
                best[said] = (finding, window)
    number_of = {start: number for number, start in enumerate(starts)}
    judged = {
        (name, number) for window in windows for name in window.names for number in window.numbers
    }
    kept: list[Claim] = []
    told: set[_Said] = set()
    persons = {
        token.text: finding.name
        for finding, window in best.values()
        for token in window.names[finding.name]
        if finding.likelihood >= _SURE_OF_PERSON
    }
    claims = tuple(_as_person(claim, persons) for claim in claims)
    dated = frozenset(claim.date.start for claim in claims if claim.date)
    # "Tallinn and Vilnius slap sanctions on X": what bears out one bears out the other.
    borne_out = {
        (about[0], claim.trigger)
        for claim in claims
        if (about := _said(claim, groups)) is not None and about in best
    }
    for claim in claims:
        about = _said(claim, groups)
        if about is None:
            kept.append(claim)
        elif (about[0], claim.trigger) in borne_out or (
            (about[0], number_of.get(claim.start, -1)) not in judged
        ):
            kept.append(_mended(claim, best.get(about), dated))
            told.add(about)
        else:
            kept.append(replace(claim, understood=False, subject_kind=SubjectKind.UNKNOWN))
    # What grammar takes for a group's name is no person's, whatever else is said of it.
    collectives = {
        UNNAMED + claim.subject for claim in kept if claim.subject_kind is SubjectKind.ENTITY
    }
    # "Britain designated him a Specially Designated Global Terrorist" is no act of America too.
    acts = {
        (about[0], about[1], number_of.get(claim.start, -1))
        for claim in kept
        if claim.authority is not None and (about := _said(claim, groups))
    }
    added = tuple(
        (finding, window)
        for said, (finding, window) in best.items()
        if finding.likelihood >= options.join
        and said not in told
        and said[0] not in collectives
        and not _is_implied(finding, window, acts)
    )
    return SecondReading(claims=tuple(kept), added=added, told=tuple(telling))


def _as_person(claim: Claim, persons: Mapping[str, str]) -> Claim:
    """The claim, about a person where the model reads the group's name as one.

    Args:
        claim: As grammar has read it.
        persons: By name as written, the key of whom the model surely reads of.
    """
    key = persons.get(claim.subject)
    if claim.subject_kind is not SubjectKind.ENTITY or key is None:
        return claim
    person = None if key.startswith(UNNAMED) else key
    return replace(claim, person=person, subject_kind=SubjectKind.PERSON)


def _is_implied(
    finding: Finding, window: Window, acts: AbstractSet[tuple[str, Action, int]]
) -> bool:
    """Whether only a label implies the authority, in a sentence where another one acts.

    Args:
        finding: What the model reads.
        window: Where.
        acts: Person, act and number of the sentence, where grammar has read an authority.
    """
    if finding.body is None:
        return False
    body = window.bodies[finding.body]
    return body.is_label and (finding.name, finding.action, body.number) in acts


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


def _mended(claim: Claim, found: tuple[Finding, Window] | None, dated: frozenset[int]) -> Claim:
    """The claim with what the model is sure of: that it is not asserted, and its date.

    What grammar reads as denied or possible the model never asserts, and a date that grammar has
    given to an act of another sentence it does not take from there.

    Args:
        claim: As grammar has read it.
        found: What the model reads of the same, and where.
        dated: Where the dates stand that grammar has given to acts.
    """
    if found is None:
        return claim
    finding, window = found
    polarity, date = claim.polarity, claim.date
    if polarity is Polarity.ASSERTED and finding.certainty >= _LIKELIER:
        polarity = finding.polarity
    likely, chance = date_of(finding, window)
    elsewhere = likely is not None and not claim.start <= likely.start < claim.end
    theirs = elsewhere and likely is not None and likely.start in dated
    if chance >= _SURE_OF_DATE and not theirs and (likely and likely.date) != (date and date.date):
        date = likely
    if (polarity, date) == (claim.polarity, claim.date):
        return claim
    likelihood = round(finding.likelihood, LIKELIHOOD_DIGITS)
    return replace(claim, polarity=polarity, date=date, likelihood=likelihood)


def _said(claim: Claim, groups: Mapping[str, str]) -> _Said | None:
    """Whom a claim is about, what was done, and by which group; None if of no person."""
    if not claim.understood or claim.subject_kind is not SubjectKind.PERSON:
        return None
    return claim.person or UNNAMED + claim.subject, claim.action, _group_of(claim, groups)


def _group_of(claim: Claim, groups: Mapping[str, str]) -> str | None:
    return groups.get(claim.authority or "", claim.authority)
