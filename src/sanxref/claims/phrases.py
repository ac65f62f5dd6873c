"""Noun phrases over the tokens of one sentence: who is meant at a place, and who is listed with it.

No parser is used: a phrase is read from left to right by the words that can stand in it, its names
and its commas. docs/claims.md tells what is understood and what is not.
"""

from sanxref.claims.heads import Head, HeadKind
from sanxref.claims.noun_phrases import NounPhrases
from sanxref.claims.tokens import Kind

__all__ = ["PhraseReader"]

_LONGEST = 14  # words before the name in "the man who chairs the board, X"; longer ones are misread
_APPOSITIONS = 3  # comma-separated remarks that may stand behind one name


class PhraseReader(NounPhrases):
    """Reads the noun phrases of one sentence."""

    def read(self, index: int, stop: int | None = None) -> tuple[tuple[Head, ...], int]:
        """Read the phrase that starts at a token, with all that is listed with it.

        Returns:
            The heads in order, and the index behind the last one; no head where none starts here.
        """
        stop = len(self.tokens) if stop is None else min(stop, len(self.tokens))
        if self.low(index) in {"neither", "either", "not"}:
            index += 1
        head, at = self._one(index, stop)
        if head is None:
            return (), index
        heads = [head]
        while at < stop:
            more, following = self._next(at, stop, heads[-1])
            if more is None:
                break
            heads.append(more)
            at = following
        if (
            any(head.kind is HeadKind.PERSON for head in heads[1:])
            and heads[0].plural
            and (heads[0].kind in {HeadKind.HUMAN, HeadKind.THING})
        ):
            heads = heads[1:]  # "two more men: X and Y", "11 figures, among them X"
        return tuple(heads), at

    def _next(self, at: int, stop: int, head: Head) -> tuple[Head | None, int]:
        """Find the next member of a list behind a head, over appositions and relative clauses."""
        at = self._behind_brackets(at, stop)
        while at < stop and self.kind(at) is Kind.PERSON and head.kind is HeadKind.PERSON:
            at += 1  # a recognizer has cut one name in two
        if head.kind in {HeadKind.HUMAN, HeadKind.ENTITY, HeadKind.THING} and (
            head.plural or head.kind is HeadKind.ENTITY
        ):
            at = self._behind_complements(at, stop)
        low = self.low(at)
        if at >= stop:
            return None, at
        if low in self.rules.words("and_words") or low in self.rules.words("including_words"):
            return self._member(at + 1, stop)
        if low == ":" and head.plural:
            return self._member(at + 1, stop)
        if low not in {",", ";"} and not self._opens_relative(at, head):
            return None, at
        place = at
        for _ in range(_APPOSITIONS):
            member, behind = self._after_comma(place, stop, head)
            if member is not None:
                return member, behind
            place = self._next_comma(place + 1, stop)
            if place >= stop:
                break
        return None, at

    def _behind_complements(self, at: int, stop: int) -> int:
        """Skip "from the defence sector", "in Mexico", "who are citizens of Germany as well"."""
        opening = self.low(at) in (self.rules.words("prepositions") - {"by", "as"}) or (
            self.low(at) in self.rules.words("subject_relatives")
        )
        dated = self.kind(at + 1) is Kind.DATE
        if not opening or (self.low(at) in self.rules.words("on_words") and not dated):
            return at
        joins = self.rules.words("and_words") | self.rules.words("including_words")
        for place in range(at + 1, min(at + _LONGEST, stop)):
            low = self.low(place)
            if low in joins or low in {",", ":", ";", "."}:
                return at if low in {";", "."} else place
            if self.kind(place) is Kind.PERSON or low in self.rules.words("by_words"):
                break
        return at

    def _after_comma(self, at: int, stop: int, head: Head) -> tuple[Head | None, int]:
        follow = self.low(at + 1)
        named = head.kind in {HeadKind.PERSON, HeadKind.NAME, HeadKind.ENTITY}
        turns = follow in {"but", "yet", "while", "whereas", "though", "although"}
        if turns or (self.low(at) == ";" and not self._is_list_segment(at + 1, stop)):
            return None, at
        if follow in self.rules.words("and_words") or follow in self.rules.words("including_words"):
            return self._member(at + 2, stop)
        if named or head.plural:
            member, behind = self._member(at + 1, stop, strict=True)
            if member is not None and member.kind is HeadKind.PERSON:
                return member, behind
        return None, at

    def _member(self, at: int, stop: int, *, strict: bool = False) -> tuple[Head | None, int]:
        if self.low(at) in self.rules.words("on_words") or self.low(at) == "of":
            at += 1
        if self.low(at) in self.rules.words("by_words") or (
            strict and self.low(at) in self.rules.words("prepositions")
        ):
            return None, at
        if self.low(at) in self.rules.verbs and self.kind(at) is Kind.WORD:
            return None, at  # "sanctioned the ship and put X on a list"
        member, behind = self._one(at, stop)
        if member is None or member.kind is HeadKind.THING:
            return None, at
        if self.low(behind) in self.rules.words("speech_verbs"):
            return None, at
        return member, behind

    def _is_list_segment(self, at: int, stop: int) -> bool:
        """Whether what follows a semicolon is a member of the list: a name before any verb."""
        for index in range(at, min(at + _LONGEST, stop)):
            if self.kind(index) is Kind.PERSON:
                return self.low(index + 1) in {",", ";", ".", "", "of", "(", "who"} or (
                    self.low(index + 1) in self.rules.words("and_words")
                )
            if self.kind(index) is Kind.DATE or self.low(index) in self.rules.words("be"):
                return False
        return False

    def _opens_relative(self, at: int, head: Head) -> bool:
        return head.plural and self.low(at) in self.rules.words("subject_relatives")

    def _behind_brackets(self, at: int, stop: int) -> int:
        while at < stop and self.low(at) in {"(", '"', "'"}:
            if self.low(at) != "(":
                at += 1
                continue
            while at < stop and self.low(at) != ")":
                at += 1
            at += 1
        return at
