"""Claims of the entries by which the Security Council's committees and OFAC announce what they did.

"approved the addition of the entry specified below ... QDi.999 Name: 1: JOHN 2: DOE ... Listed on:
1 Jan. 2020" (https://press.un.org, series SC). The reference tells the committee and whether the
entry is an individual's; "Listed on" tells since when. "The following deletions have been made to
OFAC's SDN List: DOE, John; DOB 01 Jan 1970 (individual) [SDGT]": the tags tell the programme, and
by themselves that somebody is listed. A changed entry was listed before.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from sanxref.claims.dates import DateReader, date_reader
from sanxref.claims.lexicon import Rules
from sanxref.model.articles import AnnotatedArticle, Sentence
from sanxref.model.claims import Action, Claim, ClaimDate, Polarity, SubjectKind
from sanxref.names.entries import PrintedEntry, find_entries, name_of_entry

__all__ = ["ListEntry", "list_entries", "with_entries"]

_ACTS = {
    Action.LISTED: re.compile(
        r"\b(?:addition|additions|added|inclusion|included"
        r"|(?:designated|blocked|sanctioned|designations?)(?=.*\bfollowing\b))\b"
    ),
    Action.DELISTED: re.compile(
        r"\b(?:removal|removed|deletion|deletions|deleted|delisted|unblocked)\b"
    ),
    # Neither: what is said of entries before does not hold of these.
    None: re.compile(r"\b(?:amendments?|amended|changes?|changed|updates?|updated)\b"),
}
_ANNOUNCES = re.compile(
    r"\b(?:entry|entries|names?|following|individuals?|entity|entities|vessels?)\b", re.IGNORECASE
)
_DENIES = re.compile(r"\b(?:not|never|whether|request|proposed|considering)\b", re.IGNORECASE)
# Beside an entry of OFAC's that nothing announces.
_DENIES_BESIDE = re.compile(
    rf"{_DENIES.pattern}|\b(?:no|strike|struck|error|erroneously|inadvertently)\b", re.IGNORECASE
)
_LISTED_ON = re.compile(r"\bListed on:?\s+(?=\d)", re.IGNORECASE)
_TAG = re.compile(r"\[([^\]]+)\]")
_LONGEST = 3000  # characters that a claim quotes
_FARTHEST = 1500  # characters between what announces and its first entry
_BESIDE = 200  # characters before and behind an entry
_DATE = 40  # characters of a date


@dataclass(frozen=True, slots=True, kw_only=True)
class _Act:
    """What was done, in which words, and when: of a sentence, or of an entry itself."""

    start: int
    end: int
    trigger: tuple[int, int]
    action: Action | None
    date: ClaimDate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEntry:
    """One entry with whose list it stands on, and what it tells by itself."""

    printed: PrintedEntry
    authority: str
    programme: str | None
    listed: _Act | None

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.printed.start

    @property
    def end(self) -> int:
        """Offset behind it."""
        return self.printed.end


def list_entries(text: str, rules: Rules) -> tuple[ListEntry, ...]:
    """Find the entries that a text prints.

    Args:
        text: Of the article.
        rules: Of its language.
    """
    return tuple(_entries(text, rules))


def with_entries(
    claims: Sequence[Claim],
    entries: Sequence[ListEntry],
    annotated: AnnotatedArticle,
    rules: Rules,
) -> tuple[Claim, ...]:
    """Add what entries of a list tell.

    Args:
        claims: What was read of the article as prose; what is within entries or announces them is
            left out.
        entries: Of the article.
        annotated: The article.
        rules: Of its language.
    """
    if not entries:
        return tuple(claims)
    text = annotated.article.text
    acts = tuple(_acts(text, annotated.sentences, entries, date_reader(rules)))
    found: list[Claim] = []
    told: list[_Act | ListEntry] = []
    act: _Act | None = None
    reach = 0
    for entry in entries:
        latest = next((one for one in reversed(acts) if one.end <= entry.start), None)
        if latest is not None and latest is not act:
            act, reach = latest, latest.end
        of_entry = []
        if act is not None and entry.start - reach <= _FARTHEST:
            reach = entry.end
            of_entry += [act] if act.action else []
        if entry.listed and not any(
            entry.printed.is_ofac or one.action is Action.LISTED for one in of_entry
        ):
            of_entry.append(entry.listed)
        found += [_claim(entry, one, annotated) for one in of_entry]
        told += [*of_entry, entry] if of_entry else []
    # What was read here as if it were prose is told better, or it is dates and aliases.
    others = (
        _doubted(claim, entries, annotated)
        for claim in claims
        if not any(one.start <= claim.trigger[0] < one.end for one in told)
    )
    return (*found, *others)


def _doubted(claim: Claim, entries: Sequence[ListEntry], annotated: AnnotatedArticle) -> Claim:
    """Doubt what was read within an entry, unless it is an OFAC entry's own person."""
    around = next((one for one in entries if one.start <= claim.trigger[0] < one.end), None)
    if around is None:
        return claim
    if around.printed.is_ofac and claim.person and claim.person == _person(around, annotated):
        return claim
    return replace(claim, understood=False, subject_kind=SubjectKind.UNKNOWN)


def _entries(text: str, rules: Rules) -> Iterator[ListEntry]:
    registry = rules.registry
    committees = {
        beginning: authority.key
        for authority in registry.authorities
        for beginning in authority.references
    }
    programmes = {tag: programme for programme in registry.programmes for tag in programme.tags}
    for printed in find_entries(text):
        sign = text[slice(*printed.sign)]
        if not printed.is_ofac and sign[:2] in committees:
            yield ListEntry(
                printed=printed,
                authority=committees[sign[:2]],
                programme=None,
                listed=_listed(text, printed.start, printed.end, date_reader(rules)),
            )
        known = (programmes[tag] for tag in _TAG.findall(sign) if tag in programmes)
        if printed.is_ofac and (programme := next(known, None)) is not None:
            yield ListEntry(
                printed=printed,
                authority=programme.authority,
                programme=programme.key,
                listed=_tagged(text, printed),
            )


def _tagged(text: str, printed: PrintedEntry) -> _Act | None:
    """That somebody is listed, as the tags tell it, unless what stands beside speaks against it."""
    before = text[max(0, printed.start - _BESIDE) : printed.start]
    behind = text[printed.end : printed.end + _BESIDE]
    if any(_DENIES_BESIDE.search(beside) for beside in (before, behind)):
        return None
    return _Act(
        start=printed.start,
        end=printed.end,
        trigger=printed.sign,
        action=Action.LISTED,
        date=None,
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
    text: str, sentences: Sequence[Sentence], entries: Sequence[ListEntry], dates: DateReader
) -> Iterator[_Act]:
    """Sentences that announce entries; none of an entry is part of them."""
    gaps = [(one.end, other.start) for one, other in pairwise(entries)]
    gaps = [(0, entries[0].start), *gaps, (entries[-1].end, len(text))]
    starts = [sentence.start for sentence in sentences]
    for low, high in gaps:
        first = max(0, bisect_right(starts, low) - 1)
        for sentence in sentences[first : bisect_left(starts, high)]:
            start, end = max(sentence.start, low), min(sentence.end, high)
            if start < end and (act := _act(text, start, end, dates)) is not None:
                yield act


def _act(text: str, start: int, end: int, dates: DateReader) -> _Act | None:
    passage = text[start:end]
    if not _ANNOUNCES.search(passage) or _DENIES.search(passage):
        return None
    words = [
        (met.start(), met.end(), action)
        for action, word in _ACTS.items()
        if (met := word.search(passage))
    ]
    if not words:
        return None
    first, last, action = min(words)
    return _Act(
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


def _person(entry: ListEntry, annotated: AnnotatedArticle) -> str | None:
    start, end = entry.printed.name
    return next(
        (
            one.id
            for one in annotated.persons
            for mention in one.mentions
            if entry.printed.is_person and mention.start < end and start < mention.end
        ),
        None,
    )


def _claim(entry: ListEntry, act: _Act, annotated: AnnotatedArticle) -> Claim:
    text = annotated.article.text
    printed = entry.printed
    sign = text[slice(*printed.sign)]
    start, trigger = act.start, act.trigger
    behind = max(act.end, printed.end if printed.is_ofac else printed.name[1])
    if behind - start > _LONGEST:  # many entries stand between: it quotes its own
        start, trigger = printed.start, printed.sign
        behind = printed.end
    return Claim(
        id="",
        person=_person(entry, annotated),
        subject=name_of_entry(text[slice(*printed.name)]),
        subject_kind=SubjectKind.PERSON if printed.is_person else SubjectKind.ENTITY,
        text=text[start:behind],
        start=start,
        end=behind,
        trigger=trigger,
        authority=entry.authority,
        authority_text="" if printed.is_ofac else sign,
        programme=entry.programme,
        programme_text=sign if entry.programme else "",
        action=act.action or Action.LISTED,
        date=act.date,
        polarity=Polarity.ASSERTED,
    )
