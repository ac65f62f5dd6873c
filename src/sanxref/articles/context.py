"""What an article says of a person besides the name.

Only what grammar ties to the name is taken: an apposition, an attribute directly before the name,
a predicate directly behind it, or a sentence that begins with "he" or "she" behind one that names
a single person. A wrong fact lowers the score of a right match, so what is open is left out.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from sanxref.articles.births import find_ages, find_births, read_birth
from sanxref.articles.descriptions import find_descriptions
from sanxref.articles.entry_facts import find_entry_facts
from sanxref.articles.surroundings import Surroundings
from sanxref.model.articles import ContextFact, ContextKind, Mention, Sentence
from sanxref.names.entries import PrintedEntry

__all__ = ["find_context"]

_PRONOUN = re.compile(r"[“\"]?(?P<pronoun>He|She)\b(?P<born>\s+was\s+born\b\s*(?=\S))?")
_GENDER_OF_PRONOUN = {"He": "male", "She": "female"}


def find_context(
    text: str,
    sentences: Sequence[Sentence],
    persons: Sequence[Sequence[Mention]],
    entries: Sequence[PrintedEntry] = (),
) -> tuple[tuple[ContextFact, ...], ...]:
    """Find age, birth, nationality, place, role and gender of persons.

    Args:
        text: Text of the article.
        sentences: Its sentences, in order.
        persons: Mentions of each person, in order.
        entries: Entries of lists that the text prints.

    Returns:
        Facts of each person in order of appearance, each kind and value once.
    """
    surroundings = Surroundings(text, sentences, persons)
    listed = {entry.name[0]: entry for entry in entries if entry.is_ofac and entry.is_person}
    return tuple(
        _distinct(
            fact
            for mention in mentions
            for fact in (
                find_entry_facts(text, listed[mention.start])
                if mention.start in listed
                else _facts(surroundings, number, mention)
            )
        )
        for number, mentions in enumerate(persons)
    )


def _facts(surroundings: Surroundings, number: int, mention: Mention) -> Iterator[ContextFact]:
    place = surroundings.place(mention)
    yield from find_ages(place)
    yield from find_births(place)
    yield from find_descriptions(place)
    following = surroundings.pronoun_sentence(number, mention)
    if following is not None:
        yield from _pronoun_facts(surroundings.text, following)


def _pronoun_facts(text: str, sentence: Sentence) -> Iterator[ContextFact]:
    """Gender by "he" or "she", and birth by "He was born"."""
    met = _PRONOUN.match(text, sentence.start, sentence.end)
    if met is None:
        return
    start, end = met.span("pronoun")
    yield ContextFact(
        kind=ContextKind.GENDER,
        value=_GENDER_OF_PRONOUN[met["pronoun"]],
        text=met["pronoun"],
        start=start,
        end=end,
    )
    if met["born"]:
        yield from read_birth(text, met.end(), sentence.end)


def _distinct(facts: Iterable[ContextFact]) -> tuple[ContextFact, ...]:
    """One fact for each kind and value; of two genders none, for one of them is wrong."""
    kept: dict[tuple[ContextKind, str], ContextFact] = {}
    for fact in facts:
        kept.setdefault((fact.kind, fact.value), fact)
    genders = {value for kind, value in kept if kind is ContextKind.GENDER}
    return tuple(
        sorted(
            (
                fact
                for fact in kept.values()
                if fact.kind is not ContextKind.GENDER or len(genders) == 1
            ),
            key=lambda fact: (fact.start, fact.end, fact.kind),
        )
    )
