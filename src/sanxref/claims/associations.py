"""Persons of a sentence about sanctions of whom no act could be read: to which act they belong."""

from sanxref.claims.events import Event
from sanxref.claims.finder import EventFinder
from sanxref.claims.heads import Head, HeadKind
from sanxref.claims.nearest import is_aside
from sanxref.claims.phrases import PhraseReader
from sanxref.claims.tokens import UNNAMED, Kind

__all__ = ["associated"]

_FAR = 24  # cost above which a name has nothing to do with an act
_COMMA = 1
_CLAUSE = 6
_SEMICOLON = 10
_TITLE = 4  # words of a role before a name: "State Department spokeswoman X"


def associated(
    finder: EventFinder, events: tuple[Event, ...], linked: frozenset[str]
) -> tuple[Event, ...]:
    """Acts of a sentence with the persons near them of whom nothing else is told.

    Args:
        finder: Of the sentence.
        events: Its acts as read.
        linked: Persons of whom the article tells an act elsewhere.
    """
    reader = finder.reader
    heads = [
        Head(kind=HeadKind.PERSON, index=index, text=token.text, key=token.key)
        for index, token in enumerate(finder.tokens)
        if token.kind is Kind.PERSON
        and token.key not in linked
        and not token.key.startswith(UNNAMED)
        and not is_bystander(index, reader)
    ]
    if not heads:
        return ()
    cues = {event.trigger: event.action for event in events if _is_open(event)}
    if not events:
        cues = finder.cues()
    counted = {event.trigger for event in events if event.heads}  # their names follow
    groups: dict[int, list[Head]] = {}
    for head in heads:
        near = min(
            (
                (_cost(head.index, cue, reader), cue)
                for cue in cues
                if head.index > cue or cue not in counted
            ),
            default=None,
        )
        if near is not None and near[0] <= _FAR:
            groups.setdefault(near[1], []).append(head)
    return tuple(
        Event(trigger=cue, action=cues[cue], heads=tuple(group), loose=True, passive=True)
        for cue, group in groups.items()
    )


def _is_open(event: Event) -> bool:
    """Whether an act has no target, or several that are only counted."""
    return not event.heads or (event.heads[0].kind is HeadKind.HUMAN and event.heads[0].plural)


def is_bystander(index: int, reader: PhraseReader) -> bool:
    """Whether a person speaks, acts, or only says whose somebody is."""
    if is_aside(index, reader):
        return True
    roles = reader.rules.words("bystander_nouns")
    before = range(max(index - _TITLE, 0), index)
    if any(reader.low(at) in roles for at in before):
        return True
    behind = range(index + 1, index + 1 + 2 * _TITLE)
    if reader.low(index + 1) == "," and any(reader.low(at) in roles for at in behind):
        return True
    acts = reader.rules.verbs
    follow = reader.low(index + 1)
    return bool(
        follow in acts
        and reader.kind(index + 1) is Kind.WORD
        and reader.low(index + 2) not in reader.rules.words("prepositions") | {",", ".", ""}
    )


def _cost(index: int, cue: int, reader: PhraseReader) -> int:
    low, high = sorted((index, cue))
    rules = reader.rules
    parting = rules.words("subordinators") | rules.words("subject_relatives")
    cost = high - low
    for at in range(low + 1, high):
        word = reader.low(at)
        cost += _SEMICOLON * (word == ";") + _COMMA * (word == ",")
        cost += _CLAUSE * (word in parting and word != "and")
    return cost
