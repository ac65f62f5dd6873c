"""Heads of phrases to subjects of claims."""

from itertools import pairwise

from sanxref.claims.events import Event
from sanxref.claims.finder import EventFinder
from sanxref.claims.heads import Head, HeadKind
from sanxref.claims.lexicon import Rules
from sanxref.claims.persons import Memory
from sanxref.claims.tokens import UNNAMED, Kind
from sanxref.model.claims import SubjectKind

__all__ = ["Subject", "Targets"]

_ITS = 6  # tokens behind a name within which "its" is the name's

Subject = tuple[str | None, str, SubjectKind]
"""Person id or None, the article's words, and what it is."""


class Targets:
    """Finds whom the heads of an event mean."""

    def __init__(self, memory: Memory, rules: Rules) -> None:
        """Use the memory of the article that is being read."""
        self._memory = memory
        self._rules = rules

    def of(self, event: Event, finder: EventFinder) -> list[Subject]:
        """Subjects of an event: persons where there are any, else what was read instead."""
        subjects: list[Subject] = []
        for head in event.heads:
            subjects.extend(self._subject(head, finder))
        unique = {
            (person or words, kind): (person, words, kind)
            for person, words, kind in reversed(subjects)
        }
        listed = list(reversed(unique.values()))
        if any(kind is SubjectKind.PERSON for _, _, kind in listed):
            return [item for item in listed if item[2] is not SubjectKind.UNKNOWN]
        return listed or [(None, "", SubjectKind.UNKNOWN)]

    def named(self, key: str, words: str) -> Subject:
        """A person by key, also one that the text treats as a person and nobody recognized."""
        if key.startswith(UNNAMED):
            return None, key.removeprefix(UNNAMED), SubjectKind.PERSON
        return key, words or self._memory.name(key), SubjectKind.PERSON

    def _subject(self, head: Head, finder: EventFinder) -> list[Subject]:
        match head.kind:
            case HeadKind.PERSON if not self._is_group(head, finder):
                return [self.named(head.key, head.text)]
            case HeadKind.NAME:
                return [(None, head.text, self._kind_of_name(head))]
            case HeadKind.ENTITY if self._designates(head, finder):
                return [(None, head.text, SubjectKind.UNKNOWN)]
            case HeadKind.ENTITY | HeadKind.PERSON:
                return [(None, head.text, SubjectKind.ENTITY)]
            case HeadKind.PRONOUN | HeadKind.HUMAN | HeadKind.THING:
                persons = self._memory.resolve(head, finder.reader)
                found = [self.named(person, head.text) for person in persons]
                return found or [(None, head.text, SubjectKind.UNKNOWN)]

    def _designates(self, head: Head, finder: EventFinder) -> bool:
        """Whether the name is an authority's that keeps lists, which nobody puts on one."""
        token = finder.tokens[head.index]
        return token.kind is Kind.AUTHORITY and bool(
            self._rules.registry.authority(token.key).sources
        )

    def _kind_of_name(self, head: Head) -> SubjectKind:
        """What a name is that no recognizer has found: a person unless its words say more."""
        words = set(head.text.lower().split())
        if words & self._rules.words("organization_words"):
            return SubjectKind.ENTITY
        return SubjectKind.PERSON

    def _is_group(self, head: Head, finder: EventFinder) -> bool:
        """Whether the text calls a name a group's that was taken for a person's."""
        reader, rules = finder.reader, self._rules
        people, groups = rules.words("person_nouns"), rules.words("entity_nouns")
        behind = [reader.low(at) for at in range(head.index + 1, head.index + _ITS)]
        owns = any(pair in {("and", "its"), ("with", "its")} for pair in pairwise(behind))
        if behind[:2] == [",", "which"] or (owns and not {"who", "whose", *people} & set(behind)):
            return True  # "Ararat Shipping and its chairman"
        if reader.low(head.index + 1) == "," and reader.low(head.index + 2) in {"a", "an", "the"}:
            for at in range(head.index + 3, head.index + 8):
                if reader.low(at) in people or reader.low(at) in rules.words("prepositions"):
                    break
                if reader.low(at) in groups:
                    return True
        return reader.low(head.index - 1) == "," and self._is_named_group(head, finder)

    def _is_named_group(self, head: Head, finder: EventFinder) -> bool:
        """As in "the group, X": the noun before the name."""
        reader, rules = finder.reader, self._rules
        people, groups = rules.words("person_nouns"), rules.words("entity_nouns")
        for at in range(head.index - 2, max(head.index - 5, -1), -1):
            if reader.low(at) in people or reader.kind(at) is not Kind.WORD:
                return False
            if reader.low(at - 2) == "of":
                return False  # "two members of the group, X and Y"
            if reader.low(at) in groups and reader.low(at - 1) in {"the", "a", "an"}:
                return True
        return False
