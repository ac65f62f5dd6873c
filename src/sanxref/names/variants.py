"""Which words are spellings or forms of one name (names/data/variants.txt)."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib import resources

from sanxref.names.spelling import fold

__all__ = ["form_groups", "spelling_groups", "spellings_and_forms"]


def spelling_groups(folded: str) -> frozenset[int]:
    """Groups of transliterations that a folded word belongs to."""
    return _groups()["spelling"].get(folded, frozenset())


def form_groups(folded: str) -> frozenset[int]:
    """Groups of pet names and forms in other languages that a folded word belongs to."""
    return _groups()["form"].get(folded, frozenset())


def spellings_and_forms(folded: str) -> frozenset[str]:
    """Folded words that stand in a group with a folded word, itself included; else empty."""
    return frozenset(
        member
        for number in spelling_groups(folded) | form_groups(folded)
        for member in _members()[number]
    )


@cache
def _members() -> Mapping[int, frozenset[str]]:
    """Folded words of each group."""
    members: dict[int, set[str]] = defaultdict(set)
    for groups in _groups().values():
        for word, numbers in groups.items():
            for number in numbers:
                members[number].add(word)
    return {number: frozenset(words) for number, words in members.items()}


@cache
def _groups() -> Mapping[str, Mapping[str, frozenset[int]]]:
    """Read the table, once and at first use."""
    text = (resources.files("sanxref.names") / "data" / "variants.txt").read_text(encoding="utf-8")
    members: dict[str, dict[str, set[int]]] = {
        "spelling": defaultdict(set),
        "form": defaultdict(set),
    }
    section = ""
    for number, line in enumerate(text.splitlines()):
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            for word in line.split():
                members[section][fold(word)].add(number)
    return {
        name: {word: frozenset(numbers) for word, numbers in words.items()}
        for name, words in members.items()
    }
