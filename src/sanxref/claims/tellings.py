"""Acts as sentences tell them, on the way to claims."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sanxref.claims.circumstances import Circumstance
from sanxref.claims.events import Event
from sanxref.claims.finder import EventFinder
from sanxref.claims.heads import Head, HeadKind
from sanxref.claims.targets import Subject
from sanxref.model.articles import Sentence
from sanxref.model.claims import Action, Claim, ClaimDate, Polarity, SubjectKind

__all__ = ["Reading", "Telling", "claims_of", "identified", "is_idle", "is_renewal"]

_NEAR = 3  # words around an act in which "back", "again" and "extended" belong to it


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One act as a sentence tells it, its targets aside."""

    event: Event
    circumstance: Circumstance
    polarity: Polarity
    sentence: int
    start: int
    trigger: tuple[int, int]
    renewal: bool = False
    likelihood: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One sentence as read; `charged` where sanctions are the topic near it."""

    number: int
    sentence: Sentence
    finder: EventFinder
    events: tuple[Event, ...]
    dates: dict[int, ClaimDate]
    recent: Circumstance | None
    charged: bool


def claims_of(
    telling: Telling, subjects: Iterable[Subject], text: str, end: int
) -> Iterator[Claim]:
    """Make one claim for each subject of an act.

    Args:
        telling: The act.
        subjects: Whom it hits.
        text: Of the article.
        end: Offset up to which the act is told.
    """
    circumstance = telling.circumstance
    for person, words, kind in subjects:
        yield Claim(
            id="",
            person=person,
            subject=words,
            subject_kind=kind,
            text=text[telling.start : end],
            start=telling.start,
            end=end,
            trigger=telling.trigger,
            authority=circumstance.authority,
            authority_text=circumstance.authority_text,
            programme=circumstance.programme,
            programme_text=circumstance.programme_text,
            action=telling.event.action,
            date=circumstance.date,
            polarity=telling.polarity,
            understood=kind is not SubjectKind.UNKNOWN,
            renewal=telling.renewal,
            likelihood=telling.likelihood,
        )


def is_renewal(event: Event, finder: EventFinder) -> bool:
    """As in "extended sanctions against X", "put X back on its list"."""
    words = finder.rules.words("renewal_words")
    first = max(event.trigger - _NEAR, 0)
    last = max(event.trigger, event.noun) + _NEAR
    return event.action is Action.LISTED and any(
        token.low in words for token in finder.tokens[first:last]
    )


def is_idle(
    event: Event,
    found: tuple[Circumstance, ...],
    subjects: list[Subject],
    finder: EventFinder,
) -> bool:
    """Whether nobody in particular is hit, by nobody in particular: a football team's roster."""
    if any(kind is not SubjectKind.UNKNOWN for _, _, kind in subjects):
        return False
    if any(item.authority or item.programme for item in found):
        return False
    noun = finder.reader.low(event.noun)
    return noun != "sanctions" and "black" not in noun and not event.weak


def identified(finder: EventFinder, events: tuple[Event, ...]) -> tuple[Head, ...]:
    """Names of a sentence that tells who was meant before."""
    reader, rules = finder.reader, finder.rules
    opening = {"they", "these", "those", "among", "named", "its", "the", "it", "included", "all"}
    if reader.low(0) not in opening:
        return ()
    heads: list[Head] = []
    for index in range(1, len(finder.tokens)):
        if any(event.trigger == index for event in events):
            break
        if reader.low(index) not in rules.words("include_verbs"):
            continue
        found, _ = reader.read(index + 1)
        heads.extend(head for head in found if head.kind is HeadKind.PERSON)
    return tuple(heads)
