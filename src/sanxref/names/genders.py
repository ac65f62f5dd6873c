"""Given names of men and women that differ in their ending only."""

from functools import cache

from sanxref.names.rarity import is_common
from sanxref.names.spelling import fold

__all__ = ["is_feminine_of"]

_KNOWN = 10.0
"""Persons in a million from which a word is taken for a name of its own and no slip of another."""

# Names of men | their feminines that are not the same with another last letter. Own compilation.
_PAIRS = """
alexander alexandr | alexandra
andrew andre andreas | andrea
charles | charlotte charlene
christian christopher | christina christine christiana
claude claudio | claudine
daniel | danielle
denis dennis | denise
francis francisco | frances francine
gabriel | gabrielle
george | georgina georgia
giovanni gianni | gianna
henry | henrietta
jan johan johannes | johanna
jean | jeanne jeannette
john | jane joan joanna
joseph | josephine josephina
jules julius | juliet
louis | louise
martin | martine
michael michel mikhail | michelle michaela
nicholas nicolas | nicole
olivier oliver | olivia
patrick | patricia
philip philippe | philippa
raymond | ramona
simon | simone
stephen steven stephan | stephanie stefania
valery valeri | valerie valeriya
vladislav | vladislava
william | wilma wilhelmina
yves ivan | yvonne yvette
"""


def is_feminine_of(one: str, other: str) -> bool:
    """Whether one known name is the other's feminine: "Daniel", "Daniela"; "Mario", "Maria".

    Args:
        one: Lower-case basic Latin letters.
        other: Same.
    """
    keys = frozenset({fold(one), fold(other)})
    if keys in _couples():
        return True
    man, woman = (one, other) if other.endswith("a") else (other, one)
    if not woman.endswith("a") or woman[:-1] not in {man, man[:-1]}:
        return False
    return man != woman and is_common(man, _KNOWN) and is_common(woman, _KNOWN)


@cache
def _couples() -> frozenset[frozenset[str]]:
    """Folded names of a man and a woman, two by two."""
    couples = set()
    for line in _PAIRS.strip().splitlines():
        men, women = line.split("|")
        couples |= {
            frozenset({fold(man), fold(woman)}) for man in men.split() for woman in women.split()
        }
    return frozenset(couple for couple in couples if len(couple) > 1)
