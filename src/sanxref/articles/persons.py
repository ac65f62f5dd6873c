"""Mentions to mentioned persons: which mentions of an article name the same person."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rapidfuzz.distance import DamerauLevenshtein

from sanxref.articles.boundaries import NameForm, name_form, names_in, title_gender
from sanxref.articles.nominatives import nominative_forms
from sanxref.model.articles import Mention

__all__ = ["PersonGroup", "group_mentions"]

_SHORTEST_VARIANT = 4
"""Words of fewer letters are other names when one letter differs ("Ali", "Eli")."""

_GENDERED_ENDINGS = frozenset("aeiou")
"""Names that differ in the last vowel are often those of a man and a woman (Ivanov, Ivanova)."""


@dataclass(slots=True, kw_only=True)
class PersonGroup:
    """Mentions of one person, while they are collected.

    Attributes:
        names: Full names and aliases, as written, in order of appearance.
        mentions: In order of appearance.
        gender: By titles: `male`, `female`, or empty.
        nominatives: What names in an oblique case may be in the nominative.
    """

    names: dict[tuple[str, ...], str] = field(default_factory=dict)
    aliases: set[tuple[str, ...]] = field(default_factory=set)
    mentions: list[Mention] = field(default_factory=list)
    gender: str = ""
    nominatives: dict[tuple[str, ...], str] = field(default_factory=dict)

    def all_names(self) -> tuple[str, ...]:
        """The fullest name, the others as written, and nominatives where the text has none."""
        stated = self.nominatives.keys() & self.names.keys()
        further = () if stated else self.nominatives.values()
        return tuple(dict.fromkeys((self.fullest(), *self.names.values(), *further)))

    def fullest(self) -> str:
        """The name with the most words; of equals the first; aliases only where nothing else is."""
        own = {key: name for key, name in self.names.items() if key not in self.aliases}
        candidates = own or self.names
        return max(candidates.values(), key=lambda name: len(name_form(name).core))


def group_mentions(
    text: str,
    mentions: Sequence[Mention],
    links: Iterable[tuple[Mention, Mention]],
    variants: Mapping[Mention, str],
) -> tuple[PersonGroup, ...]:
    """Join mentions to persons.

    Full names are joined where they are equal, where one has all words of the other and only one
    person comes into question, or where they are one spelling apart; then what an alias phrase
    joins. A short form goes to the nearest person before it who bears it as last name, else to the
    only person who bears it at all; a title of the other gender keeps it apart.

    Args:
        text: Text of the article.
        mentions: Mentions of persons, in order, not overlapping.
        links: Pairs of a mention and its alias.
        variants: Further names that the lists know for a mention (the spotter's).

    Returns:
        Persons in order of first mention; each mention is in exactly one.
    """
    stated = {mention: names_in(mention.text) for mention in mentions}
    linked = tuple(links)
    full_keys = _full_keys(stated.values())
    roots = _Roots(full_keys)
    for left, right in _same_names(full_keys):
        roots.join(left, right)
    nominatives = _join_nominatives(roots, stated.values())
    alias_keys = _link_aliases(roots, linked, stated)
    for mention, names in stated.items():
        _link_within(roots, mention, names, variants)
    groups = _Groups(text, roots, alias_keys, nominatives)
    for mention in mentions:
        groups.place(mention, stated[mention], variants.get(mention, ""))
    return groups.finished()


def _key(name: str) -> tuple[str, ...]:
    form = name_form(name)
    return form.words


def _full_keys(stated: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    keys = {}
    for names in stated:
        for name in names:
            if name_form(name).is_full:
                keys[_key(name)] = name_form(name)
    return tuple(keys)


class _Roots:
    """Which keys of names belong together (union-find)."""

    def __init__(self, keys: Iterable[tuple[str, ...]]) -> None:
        self._parents = {key: key for key in keys}

    def __contains__(self, key: tuple[str, ...]) -> bool:
        return key in self._parents

    def add(self, key: tuple[str, ...]) -> None:
        self._parents.setdefault(key, key)

    def find(self, key: tuple[str, ...]) -> tuple[str, ...]:
        while self._parents[key] != key:
            self._parents[key] = self._parents[self._parents[key]]
            key = self._parents[key]
        return key

    def join(self, left: tuple[str, ...], right: tuple[str, ...]) -> None:
        self._parents[self.find(right)] = self.find(left)

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        return iter(self._parents)


def _core(key: tuple[str, ...]) -> tuple[str, ...]:
    return name_form(" ".join(key)).core


def _same_names(
    keys: tuple[tuple[str, ...], ...],
) -> Iterable[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Pairs of full names that are one person's.

    Only names that share a word, or begin alike, are compared, so that the time grows with the
    names and not with their square.
    """
    by_word: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for key in keys:
        for word in dict.fromkeys(_core(key)):
            by_word[word].append(key)
    for key in keys:
        core = _core(key)
        near = {other: None for word in core for other in by_word[word][:50] if other != key}
        longer = [other for other in near if _contains(_core(other), core)]
        if longer and _agree(longer):
            yield longer[0], key
        for other in near:
            if _is_variant(core, _core(other)):
                yield other, key


def _contains(longer: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    """Whether a name has all words of another in the same order, and its last word or its first."""
    if len(longer) <= len(shorter):
        return longer == shorter
    words = iter(longer)
    if not all(word in words for word in shorter):
        return False
    return shorter[-1] == longer[-1] or shorter[0] == longer[0]


def _agree(keys: list[tuple[str, ...]]) -> bool:
    """Whether longer names of one shorter name are one person's (each contains the next)."""
    ordered = sorted((_core(key) for key in keys), key=len, reverse=True)
    return all(_contains(left, right) for left, right in pairwise(ordered))


def _is_variant(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Whether two names differ in the spelling of one word alone (Omar, Oumar)."""
    if len(left) != len(right):
        return False
    different = [(one, two) for one, two in zip(left, right, strict=True) if one != two]
    if len(different) != 1:
        return not different
    one, two = different[0]
    if min(len(one), len(two)) < _SHORTEST_VARIANT or one[0] != two[0]:
        return False
    if one[-1] != two[-1] and _GENDERED_ENDINGS & {one[-1], two[-1]}:
        return False
    return DamerauLevenshtein.distance(one, two) == 1


def _join_nominatives(
    roots: _Roots, stated: Iterable[tuple[str, ...]]
) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Join names in an oblique case with what they may be in the nominative.

    Returns:
        Key of a name in the text -> nominatives.
    """
    found = {}
    for name in dict.fromkeys(name for names in stated for name in names):
        forms = nominative_forms(name)
        if not forms:
            continue
        key = _key(name)
        found[key] = forms
        roots.add(key)
        for form in forms:
            roots.add(_key(form))
            roots.join(key, _key(form))
    return found


def _link_aliases(
    roots: _Roots,
    links: tuple[tuple[Mention, Mention], ...],
    stated: Mapping[Mention, tuple[str, ...]],
) -> set[tuple[str, ...]]:
    """Join names and aliases; give the keys of the aliases."""
    keys = set()
    for owner, alias in links:
        left, right = _owner_key(roots, stated[owner][0]), _key(stated[alias][0])
        roots.add(left)
        roots.add(right)
        roots.join(left, right)
        keys.add(right)
    return keys


def _owner_key(roots: _Roots, name: str) -> tuple[str, ...]:
    """The full name that a short form before an alias phrase stands for, where it is one only."""
    form = name_form(name)
    if form.is_full:
        return form.words
    bearers = {roots.find(key): key for key in roots if _core(key)[-1] == form.core[-1]}
    return next(iter(bearers.values())) if len(bearers) == 1 else form.words


def _link_within(
    roots: _Roots, mention: Mention, names: tuple[str, ...], variants: Mapping[Mention, str]
) -> None:
    """Join what one mention states: name and nickname, and the list's own spelling."""
    further = [*names[1:], *([variants[mention]] if mention in variants else [])]
    for name in further:
        roots.add(_key(names[0]))
        roots.add(_key(name))
        roots.join(_key(names[0]), _key(name))


class _Groups:
    """Persons while the mentions are placed, in order of appearance."""

    def __init__(
        self,
        text: str,
        roots: _Roots,
        alias_keys: set[tuple[str, ...]],
        nominatives: Mapping[tuple[str, ...], tuple[str, ...]],
    ) -> None:
        self._text = text
        self._roots = roots
        self._alias_keys = alias_keys
        self._nominatives = nominatives
        self._groups: dict[tuple[str, ...], PersonGroup] = {}
        self._last_names: dict[str, dict[tuple[str, ...], None]] = defaultdict(dict)
        self._other_names: dict[str, dict[tuple[str, ...], None]] = defaultdict(dict)
        for key in roots:
            core = _core(key)
            root = roots.find(key)
            self._last_names[core[-1]][root] = None
            for word in core[:-1]:
                self._other_names[word][root] = None

    def place(self, mention: Mention, names: tuple[str, ...], variant: str) -> None:
        gender = title_gender(self._text, mention.start)
        key = _key(names[0])
        form = name_form(names[0])
        if key in self._roots:
            root = self._roots.find(key)
        else:
            root = self._short_form_root(form, gender) or key
        group = self._groups.setdefault(root, PersonGroup())
        group.mentions.append(mention)
        group.gender = group.gender or gender
        stated = (*names, variant) if variant else names
        for name in stated:
            name_key = _key(name)
            if name_key in self._roots or (not form.is_full and root == key):
                group.names.setdefault(name_key, name)
            for nominative in self._nominatives.get(name_key, ()):
                group.nominatives.setdefault(_key(nominative), nominative)
            if name_key in self._alias_keys:
                group.aliases.add(name_key)

    def _short_form_root(self, form: NameForm, gender: str) -> tuple[str, ...] | None:
        """The person whom a short form means, or None where it is a person of its own."""
        word = form.core[-1]
        by_last = self._compatible(self._last_names.get(word, {}), gender)
        if by_last:
            return self._nearest(by_last)
        by_other = self._compatible(self._other_names.get(word, {}), gender)
        return by_other[0] if len(by_other) == 1 else None

    def _compatible(
        self, roots: Mapping[tuple[str, ...], None], gender: str
    ) -> list[tuple[str, ...]]:
        return [
            root
            for root in roots
            if not gender or root not in self._groups or self._groups[root].gender in {"", gender}
        ]

    def _nearest(self, roots: list[tuple[str, ...]]) -> tuple[str, ...] | None:
        """The person named last; where none was yet, the only one who will be."""
        named = [root for root in roots if root in self._groups]
        if named:
            return max(named, key=lambda root: self._groups[root].mentions[-1].start)
        return roots[0] if len(roots) == 1 else None

    def finished(self) -> tuple[PersonGroup, ...]:
        return tuple(sorted(self._groups.values(), key=lambda group: group.mentions[0].start))
