"""Claims of the entries by which the Security Council's committees announce what they did.

"approved the addition of the entry specified below ... QDi.999 Name: 1: JOHN 2: DOE ... Listed on:
1 Jan. 2020" (https://press.un.org, series SC). The reference tells the committee and whether the
entry is an individual's; "Listed on" tells since when. A changed entry was listed before.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product, zip_longest

from sanxref.claims.dates import DateReader, date_reader
from sanxref.claims.lexicon import Rules
from sanxref.model.articles import AnnotatedArticle, Sentence
from sanxref.model.claims import Action, Claim, ClaimDate, Polarity, SubjectKind
from sanxref.names.entries import find_entries, name_of_entry

__all__ = ["with_entries"]

_ACTS = {
    Action.LISTED: re.compile(r"\b(?:addition|additions|added|inclusion|included)\b"),
    Action.DELISTED: re.compile(r"\b(?:removal|removed|deletion|deleted|delisted)\b"),
}
_ANNOUNCES = re.compile(r"\b(?:entry|entries|names?)\b", re.IGNORECASE)
_DENIES = re.compile(r"\b(?:not|never|whether|request|proposed|considering)\b", re.IGNORECASE)
_LISTED_ON = re.compile(r"\bListed on:?\s+(?=\d)", re.IGNORECASE)
_LONGEST = 3000  # characters of an entry
_FARTHEST = 1500  # characters between what announces and its first entry
_REFERENCE = len("QDi.001")
_DATE = 40  # characters of a date


@dataclass(frozen=True, slots=True, kw_only=True)
class _Act:
    """What was done, in which words, and when: of a sentence, or of an entry itself."""

    start: int
    end: int
    trigger: tuple[int, int]
    action: Action
    date: ClaimDate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """One entry: its beginning and end, its name, its committee, and since when it is listed."""

    start: int
    end: int
    name: tuple[int, int]
    is_person: bool
    committee: str
    listed: _Act | None


def with_entries(
    claims: Sequence[Claim], annotated: AnnotatedArticle, rules: Rules
) -> tuple[Claim, ...]:
    """Add what entries of a list tell.

    Args:
        claims: What was read of the article as prose; what is within entries or announces them is
            left out.
        annotated: The article.
        rules: Of its language.
    """
    text = annotated.article.text
    entries = tuple(_entries(text, rules))
    if not entries:
        return tuple(claims)
    acts = tuple(_acts(text, annotated.sentences, entries, date_reader(rules)))
    found: list[Claim] = []
    told: list[_Act | _Entry] = []
    act: _Act | None = None
    reach = 0
    for entry in entries:
        latest = next((one for one in reversed(acts) if one.end <= entry.start), None)
        if latest is not None and latest is not act:
            act, reach = latest, latest.end
        of_entry = []
        if act is not None and entry.start - reach <= _FARTHEST:
            reach = entry.end
            of_entry.append(act)
        if entry.listed and not any(one.action is Action.LISTED for one in of_entry):
            of_entry.append(entry.listed)
        found += [_claim(entry, one, annotated) for one in of_entry]
        told += [*of_entry, entry] if of_entry else []
    # What was read here as if it were prose is told better, or it is dates and aliases.
    others = (
        _doubted(claim, entries)
        for claim in claims
        if not any(one.start <= claim.trigger[0] < one.end for one in told)
    )
    return (*others, *found)


def _doubted(claim: Claim, entries: Sequence[_Entry]) -> Claim:
    if not any(one.start <= claim.trigger[0] < one.end for one in entries):
        return claim
    return replace(claim, understood=False, subject_kind=SubjectKind.UNKNOWN)


def _entries(text: str, rules: Rules) -> Iterator[_Entry]:
    committees = {
        beginning: authority.key
        for authority in rules.registry.authorities
        for beginning in authority.references
    }
    starts = find_entries(text)
    for met, follow in zip_longest(starts, starts[1:]):
        if met["list"] not in committees:
            continue
        behind = text.find("\n\n", met.end())
        end = min(
            follow.start() if follow else len(text),
            behind if behind > 0 else len(text),
            met.start() + _LONGEST,
        )
        yield _Entry(
            start=met.start(),
            end=end,
            name=met.span("name"),
            is_person=met["kind"] == "i",
            committee=committees[met["list"]],
            listed=_listed(text, met.start(), end, date_reader(rules)),
        )


def _listed(text: str, start: int, end: int, dates: DateReader) -> _Act | None:
    """Since when an entry says that it is listed."""
    met = _LISTED_ON.search(text, start, end)
    if met is None:
        return None
    date, behind = _first_date(text, met.end(), min(met.end() + _DATE, end), dates)
    trigger = (met.start(), met.start() + len("Listed on"))
    if date is None:
        return None
    return _Act(start=start, end=behind, trigger=trigger, action=Action.LISTED, date=date)


def _acts(
    text: str, sentences: Sequence[Sentence], entries: Sequence[_Entry], dates: DateReader
) -> Iterator[_Act]:
    """Sentences that announce entries; none of an entry is part of them."""
    gaps = [(one.end, other.start) for one, other in pairwise(entries)]
    gaps = [(0, entries[0].start), *gaps, (entries[-1].end, len(text))]
    for sentence, (low, high) in product(sentences, gaps):
        start, end = max(sentence.start, low), min(sentence.end, high)
        passage = text[start:end]
        if not _ANNOUNCES.search(passage) or _DENIES.search(passage):
            continue
        words = [
            (met.start(), met.end(), action)
            for action, word in _ACTS.items()
            if (met := word.search(passage))
        ]
        if words:
            first, last, action = min(words)
            yield _Act(
                start=start,
                end=end,
                trigger=(start + first, start + last),
                action=action,
                date=_first_date(text, start, end, dates)[0],
            )


def _first_date(text: str, start: int, end: int, dates: DateReader) -> tuple[ClaimDate | None, int]:
    """The first date of a passage that says which day it means, and where it ends."""
    for words in dates.find(text, start, end):
        date = dates.resolve(words, text, published=None, anchor=None)
        if date is not None:
            return date, words.end
    return None, end


def _claim(entry: _Entry, act: _Act, annotated: AnnotatedArticle) -> Claim:
    text = annotated.article.text
    start, end = entry.name
    person = next(
        (
            one.id
            for one in annotated.persons
            for mention in one.mentions
            if entry.is_person and mention.start < end and start < mention.end
        ),
        None,
    )
    behind = max(act.end, end)
    return Claim(
        id="",
        person=person,
        subject=name_of_entry(text[start:end]),
        subject_kind=SubjectKind.PERSON if entry.is_person else SubjectKind.ENTITY,
        text=text[act.start : behind],
        start=act.start,
        end=behind,
        trigger=act.trigger,
        authority=entry.committee,
        authority_text=text[entry.start : entry.start + _REFERENCE],
        programme=None,
        programme_text="",
        action=act.action,
        date=act.date,
        polarity=Polarity.ASSERTED,
    )
