"""Names of one word, which are compared only with names that are listed as one word."""

from collections.abc import Mapping
from itertools import chain

from sanxref.model.articles import MentionedPerson
from sanxref.model.matches import Match
from sanxref.model.report import NAMED_BY_ONE_WORD
from sanxref.names import name_form
from sanxref.names.vocabulary import LINEAGE, PARTICLES
from sanxref.names.words import WordRole

__all__ = ["has_one_word", "one_word_notes"]

_SMALL = frozenset({*PARTICLES, *LINEAGE})
_MOST_NAMES = 20
"""In one note; the report has all persons."""


def has_one_word(name: str) -> bool:
    """Whether there is one word beside particles; most names are told by their spaces alone."""
    words = name.split()
    short = len(words) == 1 or all(word.lower() in _SMALL for word in words[:-1])
    return short and name_form(name).names == 1


def one_word_notes(
    persons: tuple[MentionedPerson, ...], matches: Mapping[str, tuple[Match, ...]]
) -> tuple[str, ...]:
    """Say which persons of an article were not compared, for the article has no full name of them.

    One word of several is no match (OFAC FAQ 5), so a listed person of whom an article gives the
    surname alone raises nothing. What is a word of a full name in the article is that person's
    short form, or that of another who bears the name.

    Args:
        persons: Of one article.
        matches: By id of the person.

    Returns:
        One note, or none.
    """
    short = [one for one in persons if all(map(has_one_word, one.names)) and not matches[one.id]]
    if not short:
        return ()
    full = (name for one in persons for name in one.names if not has_one_word(name))
    known = frozenset(chain.from_iterable(map(_words, full)))
    names = list(dict.fromkeys(one.name for one in short if not known & _words(one.name)))
    more = len(names) - _MOST_NAMES
    told = ", ".join(names[:_MOST_NAMES]) + (f" and {more} more" if more > 0 else "")
    return (NAMED_BY_ONE_WORD + told,) if names else ()


def _words(name: str) -> frozenset[str]:
    return frozenset(word.text for word in name_form(name).words if word.role is WordRole.CORE)
