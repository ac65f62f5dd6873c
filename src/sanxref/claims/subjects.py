"""Subjects of the clauses of one sentence."""

from dataclasses import replace

from sanxref.claims.antecedents import Antecedents
from sanxref.claims.heads import Head, HeadKind
from sanxref.claims.tokens import Kind

__all__ = ["SubjectReader"]

_DASHES = frozenset({"—", "–", "-"})
_ASIDE = 9  # tokens of a remark behind "who"
_REMARK = 24  # tokens of a clause between commas behind a name
_LONGEST = 14  # words of an apposition that are looked through for the name before it


class SubjectReader(Antecedents):
    """Finds the grammatical subjects of one sentence."""

    def subject(self, verb: int) -> tuple[Head, ...]:  # noqa: C901, PLR0911 - one way out for each kind of subject
        """Heads of the subject of the verb at an index; empty where none can be read."""
        reader = self._reader
        group = self.verb_group(verb)
        if reader.low(group - 1) in {"he", "she", "they"}:
            heads, _ = reader.read(group - 1, group)
            return heads
        if reader.low(group - 1) in _DASHES and (dashed := self._dashed(group)):
            return dashed
        if group > 0 and reader.low(group - 1) in self._rules.words("subject_relatives"):
            return self.antecedent(group - 1)
        whose = self._whose(group)
        if whose is not None:
            return self._of_whose(whose, group)
        if remarked := self._over_aside(group) or self._before_remark(group):
            return remarked
        if near := self._just_before(group) or self._behind_conjunction(group):
            return near
        start = self._behind_fronting(self.clause_start(group), group)
        heads, _ = reader.read(start, group)
        if not heads and start >= group - 1:
            return self._behind_comma(verb)
        persons = tuple(head for head in heads if head.kind is HeadKind.PERSON)
        if heads and not persons and (fronted := self._behind_modifier(start, group)):
            return fronted
        closed = reader.low(group - 1) == "," and reader.kind(group - 2) is Kind.PERSON
        if not persons and closed and heads and heads[0].plural:
            return self._listed_before(group - 2)  # "three of its chiefs, X, Y and Z, stay"
        if heads and (persons or heads[0].kind is not HeadKind.THING):
            return heads
        return self._adjacent(group) or heads

    def _over_aside(self, group: int) -> tuple[Head, ...]:
        """As in "X, who, our correspondents say, has been": the antecedent of "who"."""
        reader = self._reader
        if reader.low(group - 1) == ",":
            for at in range(group - 3, max(group - _ASIDE, 0), -1):
                if reader.low(at) == "," and reader.low(at - 1) in {"who", "which"}:
                    return self.antecedent(at - 1)
        return ()

    def _before_remark(self, group: int) -> tuple[Head, ...]:
        """As in "X, whom Canada has sanctioned, was listed": the name before a clause in commas."""
        reader = self._reader
        relatives = self._rules.words("pronouns.relative")
        if reader.low(group - 1) != ",":
            return ()
        for at in range(group - 2, max(group - _REMARK, 0), -1):
            if reader.low(at) in {";", ":"}:
                break
            if reader.low(at) in relatives and reader.low(at - 1) == ",":
                if reader.kind(at - 2) is Kind.PERSON:
                    start = self._behind_fronting(self.clause_start(at - 1), group)
                    heads, _ = reader.read(start, group)
                    persons = tuple(head for head in heads if head.kind is HeadKind.PERSON)
                    if at - 2 in {head.index for head in persons}:
                        return persons
                    return self._listed_before(at - 2)
                break
            if reader.low(at) == "," and reader.low(at + 1) in relatives:
                break
        return ()

    def _listed_before(self, at: int) -> tuple[Head, ...]:
        """The names of a list that ends with the name at a token."""
        return self._just_before(at + 1) or self._list_before(at)

    def _just_before(self, group: int) -> tuple[Head, ...]:
        """The name that ends just before the verb, with the names listed before it."""
        reader, at = self._reader, group - 1
        if reader.kind(at) is not Kind.PERSON:
            return ()
        before = reader.low(at - 1)
        if before == "," and reader.low(at - 2) in self._rules.words("speech_verbs"):
            return self._list_before(at)  # "the judge said, X stays on the list"
        if before in self._rules.words("and_words") or before == ",":
            start = self.clause_start(group)
            for first in range(start, at):
                behind = reader.low(first - 1) in self._rules.words("prepositions")
                if reader.kind(first) is Kind.PERSON and not behind:
                    heads, end = reader.read(first, group)
                    if end >= group and len(heads) > 1:
                        return tuple(head for head in heads if head.kind is HeadKind.PERSON)
            return ()
        opening = (
            at == 0
            or reader.kind(at - 1) is Kind.POINT
            or (before in self._rules.words("subordinators"))
        )
        titled = self._rules.names_people(before) or before in self._rules.words("titles")
        return self._list_before(at) if opening or titled else ()

    def _behind_conjunction(self, group: int) -> tuple[Head, ...]:
        """As in "The vote ended the haggling, and 14 men were listed": the last subject."""
        reader = self._reader
        good = {HeadKind.PERSON, HeadKind.HUMAN, HeadKind.PRONOUN}
        for at in range(group - 1, max(group - _LONGEST, 0), -1):
            if reader.low(at) in {"and", "but"} and reader.low(at - 1) == ",":
                heads, end = reader.read(at + 1, group)
                whole = end == group and heads and heads[0].kind in good
                return heads if whole and heads[0].kind is not HeadKind.PERSON else ()
        return ()

    def _behind_modifier(self, start: int, group: int) -> tuple[Head, ...]:
        """As in "Wanted by Interpol, X carries": the name between the last comma and the verb."""
        reader, at = self._reader, group - 1
        if reader.kind(at) is not Kind.PERSON:
            return ()
        while (
            at > start
            and reader.kind(at - 1) in {Kind.WORD, Kind.PERSON}
            and (reader.low(at - 1) not in self._rules.words("prepositions"))
        ):
            at -= 1
        if reader.low(at - 1) != "," or at <= start:
            return ()
        heads, _ = reader.read(at, group)
        return tuple(head for head in heads if head.kind is HeadKind.PERSON)

    def _dashed(self, group: int) -> tuple[Head, ...]:
        """As in "X - the gymnast - was sanctioned": the name before the remark."""
        reader, at = self._reader, group - 2
        while at > 0 and reader.low(at) not in _DASHES:
            at -= 1
        if at > 0 and reader.kind(at - 1) is Kind.PERSON:
            return self._list_before(at - 1)
        inside = [
            self._list_before(place)[0]
            for place in range(at + 1, group - 1)
            if reader.kind(place) is Kind.PERSON and not reader.is_possessive(place)
        ]
        return tuple(inside) if at > 0 else ()

    def _of_whose(self, whose: int, group: int) -> tuple[Head, ...]:
        """As in "X, whose name stands on": X; "X, whose brother was listed": the brother."""
        kin = self._rules.words("kin_nouns") | self._rules.words("entity_nouns")
        if self._reader.kind(group - 1) is Kind.PERSON:
            heads, _ = self._reader.read(whose + 1, group)  # "whose brother X was designated"
            return tuple(head for head in heads if head.kind is HeadKind.PERSON)
        if self._reader.low(group - 1) not in kin:
            return self.antecedent(whose)
        heads, _ = self._reader.read(whose + 1, group)
        return tuple(replace(head, owned=True, definite=False) for head in heads)

    def _behind_comma(self, verb: int) -> tuple[Head, ...]:
        """As in "Since being sanctioned in 2014, X has": the name behind the opening."""
        reader = self._reader
        for at in range(verb + 1, len(reader.tokens)):
            if reader.low(at) == ",":
                heads, _ = reader.read(at + 1)
                return heads if heads and heads[0].kind is HeadKind.PERSON else ()
        return ()

    def _whose(self, group: int) -> int | None:
        for index in range(group - 1, max(group - 4, -1), -1):
            if self._reader.low(index) in self._rules.words("possessive_relatives"):
                return index
        return None

    def _adjacent(self, group: int) -> tuple[Head, ...]:
        """The name just before the verb."""
        reader, at = self._reader, group - 1
        if reader.low(at) == "," and reader.kind(at - 1) is Kind.PERSON:
            at -= 1
        if reader.kind(at) is Kind.PERSON and reader.low(at - 1) not in (
            self._rules.words("prepositions")
        ):
            heads, _ = reader.read(at, group)
            return heads
        return ()

    def _behind_fronting(self, start: int, group: int) -> int:
        """Skip what stands before the subject: "In April, under the new rules, ..."."""
        reader, at = self._reader, start
        for _ in range(4):
            low = reader.low(at)
            if low in self._rules.words("fronting") or self._dated(at, group):
                comma = at
                while comma < group and reader.low(comma) != ",":
                    comma += 1
                if comma >= group:
                    return self._after_first_date(at, group)
                at = comma + 1
            elif low in {",", '"', "'", "and", "but", "so", "yet"}:
                at += 1
            else:
                break
        return at

    def _dated(self, at: int, group: int) -> bool:
        """Whether a date stands before any name: "Almost seven months ago"."""
        for index in range(at, min(at + 4, group)):
            if self._reader.kind(index) is Kind.DATE:
                return True
            if self._reader.kind(index) is not Kind.WORD:
                return False
        return False

    def _after_first_date(self, at: int, group: int) -> int:
        """As in "In 2014 the man was listed": the subject follows the date without a comma."""
        reader = self._reader
        for index in range(at, min(at + 4, group)):
            if reader.kind(index) is Kind.DATE:
                return index + 1
        return at + 1 if reader.low(at) in self._rules.words("subordinators") else at

    def behind_comma(self, verb: int) -> tuple[Head, ...]:
        """As in "Designated in 2009, X was killed": the name behind the opening."""
        return self._behind_comma(verb)
