"""Antecedents of relative pronouns, and the names before remarks."""

from abc import ABC, abstractmethod

from sanxref.claims.clauses import Clauses
from sanxref.claims.heads import Head, HeadKind
from sanxref.claims.tokens import Kind

__all__ = ["Antecedents"]

_MEMBER = 6  # words from a name to the end of what it is a member of
_LONGEST = 14  # words of an apposition that are looked through for the name before it


class Antecedents(Clauses, ABC):
    """Finds whom a relative clause, an apposition or a remark is about."""

    @abstractmethod
    def subject(self, verb: int) -> tuple[Head, ...]:
        """Heads of the subject of the verb at an index."""

    def antecedent(self, relative: int) -> tuple[Head, ...]:
        """Heads that a relative pronoun refers to."""
        reader, at = self._reader, relative - 1
        if reader.low(at) in self._rules.words("prepositions"):
            at -= 1
        while at >= 0 and reader.low(at) in {",", ")", "(", '"', "'"}:
            at -= 1
        if reader.kind(at) is Kind.PERSON:
            return self._list_before(at)
        if reader.kind(at) is Kind.ORGANIZATION and reader.low(relative) in {"which", "that"}:
            return (Head(kind=HeadKind.ENTITY, index=at, text=reader.tokens[at].text),)
        people = {"who", "whom", "whose"}
        far = reader.low(relative - 1) == "," or reader.low(relative) in people
        return self.apposed(at, far=far)

    def apposed(self, at: int, *, far: bool = False) -> tuple[Head, ...]:
        """Who is meant by the noun that ends at a token: "X, the man who", else the noun itself."""
        reader = self._reader
        group = self._group_member(at)
        if group:
            return group
        if (member := self._member_of(at)) is not None:
            return self._list_before(member)
        place, noun = at, reader.tokens[at].low if at >= 0 else ""
        human = self._rules.names_people(noun)
        while place >= 0 and at - place < _LONGEST and reader.low(place) not in {",", ";", ":"}:
            human = human or self._rules.names_people(reader.low(place))
            place -= 1
        if reader.low(place) == "," and (human or far):
            before = place - 1
            while before >= 0 and reader.low(before) in {")", '"'}:
                before -= 1
            if reader.kind(before) is Kind.PERSON and reader.low(place + 1) not in (
                self._rules.words("and_words")
            ):
                return self._list_before(before)
        if human and reader.low(place) == "," and (named := self._over_remarks(place)):
            return named
        if human:
            return (Head(kind=HeadKind.HUMAN, index=max(at, 0), text=noun),)
        heads, _ = reader.read(place + 1, at + 1)
        return heads

    def _member_of(self, at: int) -> int | None:
        """As in "Colonel X of the Third Brigade, sanctioned in May": the name before "of"."""
        reader = self._reader
        for place in range(at - 2, max(at - _MEMBER, -1), -1):
            if reader.kind(place) is Kind.POINT or self._rules.names_people(reader.low(place + 2)):
                return None
            if reader.kind(place) is Kind.PERSON:
                return place if reader.low(place + 1) == "of" != reader.low(place - 1) else None
        return None

    def _over_remarks(self, comma: int) -> tuple[Head, ...]:
        """As in "X, deputy head of the outfit, a man whom": the name before several remarks."""
        reader = self._reader
        for at in range(comma - 1, max(comma - _LONGEST, -1), -1):
            if reader.low(at) in {";", ":"} or reader.low(at) in self._rules.words("be"):
                break
            if reader.kind(at) is Kind.PERSON and reader.low(at + 1) == ",":
                return self._list_before(at)
        return ()

    def _group_member(self, at: int) -> tuple[Head, ...]:
        """As in "X was among seven men whom", "X, one of the men whom": X."""
        reader = self._reader
        for place in range(at, max(at - 6, 0), -1):
            low, before = reader.low(place), reader.low(place - 1)
            if low == "among" and before in self._rules.words("be"):
                heads = self.subject(place - 1)
                return tuple(head for head in heads if head.kind is HeadKind.PERSON)
            if low == "of" and before == "one" and reader.low(place - 2) == ",":
                named = reader.kind(place - 3) is Kind.PERSON
                return self._list_before(place - 3) if named else ()
            if reader.kind(place) is Kind.POINT:
                break
        return ()

    def named(self, at: int) -> tuple[Head, ...]:
        """The person whose name stands at a token."""
        return self._list_before(at)

    def _list_before(self, at: int) -> tuple[Head, ...]:
        token = self._reader.tokens[at]
        return (Head(kind=HeadKind.PERSON, index=at, text=token.text, key=token.key),)
