"""Whom an act hits where no rule of grammar told: the nearest name that can be meant."""

from sanxref.claims.events import Event
from sanxref.claims.heads import Head, HeadKind
from sanxref.claims.phrases import PhraseReader
from sanxref.claims.tokens import Kind

__all__ = ["is_aside", "nearest_heads"]

_FAR = 40  # cost above which a name is of another statement
_CLOSE = 3  # two names whose costs differ by less could both be meant, and none is taken
_WRONG_SIDE = 6  # cost of a name behind a passive verb, or before an active one
_COMMA = 2
_CLAUSE = 6  # cost of a word that opens another clause
_ASIDE = 4  # words between an owner and what is owned
_TIES = frozenset(
    {
        "of",
        "to",
        "with",
        "for",
        "by",
        "from",
        "against",
        "behind",
        "under",
        "between",
        "than",
        "unlike",
        "besides",
    }
)


def nearest_heads(event: Event, reader: PhraseReader) -> tuple[tuple[Head, ...], ...]:
    """Who can be meant, the nearest first; each with all that is listed with it.

    Left out are names that only say whose somebody or something is ("X's brother", "an aide to
    X"), who speaks, and who acts. Of two names that are about equally near and not listed
    together neither is given.
    """
    ranked = sorted(
        (_cost(head.index, event, reader), head.index, head)
        for head in _possible(reader)
        if not is_aside(head.index, reader)
    )
    groups: list[tuple[int, tuple[Head, ...]]] = []
    seen: set[int] = set()
    for cost, index, head in ranked:
        if cost > _FAR or index in seen:
            continue
        group = _listed_with(index, reader) if head.kind is HeadKind.PERSON else (head,)
        seen |= {member.index for member in group}
        groups.append((cost, group or (head,)))
    names = [cost for cost, group in groups if group[0].kind is HeadKind.PERSON]
    if len(names) > 1 and names[1] - names[0] < _CLOSE:
        return ()
    return tuple(group for _, group in groups)


def _possible(reader: PhraseReader) -> list[Head]:
    """Names, pronouns and phrases like "the businessman" of the sentence."""
    rules = reader.rules
    pronouns = rules.words("pronouns.male") | rules.words("pronouns.female") | {"they", "them"}
    heads: list[Head] = []
    for index, token in enumerate(reader.tokens):
        if token.kind is Kind.PERSON:
            heads.append(Head(kind=HeadKind.PERSON, index=index, text=token.text, key=token.key))
        elif token.low in pronouns:
            heads.append(
                Head(
                    kind=HeadKind.PRONOUN,
                    index=index,
                    text=token.text,
                    plural=token.low in rules.words("pronouns.plural"),
                )
            )
        elif token.low == "the":
            found, _ = reader.read(index)
            heads.extend(
                head
                for head in found[:1]
                if head.kind is HeadKind.HUMAN and head.definite and not head.plural
            )
    return heads


def _cost(index: int, event: Event, reader: PhraseReader) -> int:
    low, high = sorted((index, event.trigger))
    rules = reader.rules
    parting = rules.words("subordinators") | rules.words("subject_relatives")
    cost = high - low
    for at in range(low + 1, high):
        word = reader.low(at)
        if word in {";", ":"}:
            return _FAR + 1
        cost += _COMMA * (word == ",") + _CLAUSE * (word in parting and word != "and")
    return cost + _WRONG_SIDE * ((index > event.trigger) is event.passive)


def is_aside(index: int, reader: PhraseReader) -> bool:
    """Whether a name says whose somebody is, who speaks, or who acts."""
    rules = reader.rules
    speech = rules.words("speech_verbs") | rules.words("asking_verbs")
    owned = rules.words("owned_nouns")
    if reader.is_possessive(index):
        return not any(
            reader.low(at) in owned or reader.kind(at) is Kind.SANCTIONS
            for at in range(index + 2, index + 2 + _ASIDE)
        )
    before = reader.low(index - 1)
    if reader.kind(index - 1) is Kind.AUTHORITY and not reader.is_possessive(index - 1):
        return True  # "Secretary of State X"
    if reader.low(index + 1) in speech or before in speech:
        return True
    if before not in _TIES:
        return False
    governor = reader.low(index - 2)
    return not (
        governor in owned
        or reader.kind(index - 2) in {Kind.SANCTIONS, Kind.LIST}
        or governor in rules.words("act_nouns.listed") | rules.words("act_nouns.delisted")
    )


def _listed_with(index: int, reader: PhraseReader) -> tuple[Head, ...]:
    """All names of the list in which a name stands, else the name alone."""
    for at in range(index + 1):
        if reader.kind(at) is not Kind.PERSON:
            continue
        heads, _ = reader.read(at)
        persons = tuple(head for head in heads if head.kind is HeadKind.PERSON)
        if any(head.index == index for head in persons):
            return persons
    return ()
