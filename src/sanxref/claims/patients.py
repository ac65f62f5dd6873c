"""Whom a verb hits: its object, its passive subject, or the name that it is attached to."""

from sanxref.claims.heads import Head, HeadKind
from sanxref.claims.lexicon import Form, VerbForm
from sanxref.claims.surroundings import Surroundings
from sanxref.claims.tokens import Kind

__all__ = ["Patients"]


class Patients(Surroundings):
    """Finds the targets of verbs in one sentence."""

    def _patients(self, index: int, reading: VerbForm) -> tuple[tuple[Head, ...], bool]:
        """Whom a verb hits, and whether it is passive."""
        participle = Form.PARTICIPLE in reading.forms
        caused = self._caused(index) if participle else ()
        if caused:
            return caused, False
        if participle and self._had_done(index):
            heads = self._object(index)
            if heads:
                return heads, False
        if participle and self.subjects.is_passive(index):
            return self.subjects.subject(index), True
        if participle and self._is_reduced(index):
            return self._reduced(index), True
        return self._object(index), False

    def _caused(self, index: int) -> tuple[Head, ...]:
        """As in "had him designated", "having X declared": who stands between."""
        have = self.rules.words("have")
        for at in range(index - 2, max(index - 12, -1), -1):
            low = self.reader.low(at)
            if low in have:
                heads, end = self.reader.read(at + 1, index)
                good = {HeadKind.PERSON, HeadKind.PRONOUN, HeadKind.HUMAN}
                closed = end == index - 1 and self.reader.low(end) == ","
                behind = (
                    closed
                    or end == index
                    or self.reader.low(index - 1) in (self.rules.words("owned_nouns"))
                )
                return heads if behind and heads and heads[0].kind in good else ()
            if low in self.rules.words("be") or self.reader.kind(at) is Kind.POINT:
                break
        return ()

    def _had_done(self, index: int) -> bool:
        """Whether the verb group is perfect and active: "had put", not "had been put"."""
        start = self.subjects.verb_group(index)
        lows = {self.reader.low(at) for at in range(start, index)}
        return bool(lows & self.rules.words("have")) and not lows & self.rules.words("be")

    def _object(self, index: int) -> tuple[Head, ...]:
        """Object of an active verb: behind it, or before it in a relative clause."""
        relative = self._object_relative(index)
        if relative is not None:
            return self.subjects.antecedent(relative)
        start = index + 1
        if self.reader.low(start) == "as":  # "designated as terrorists two more men"
            start += 2
        while self.reader.low(start) in self.rules.words("adverbs") - {"both", "all"}:
            start += 1
        if self.reader.low(start) == ",":
            close = next(
                (at for at in range(start + 1, start + 6) if self.reader.low(at) == ","), -1
            )
            if any(self.reader.kind(at) is Kind.DATE for at in range(start + 1, close)):
                start = close + 1  # "designated, on 16 September, X"
        for at in range(start, start + 3):
            if self.reader.low(at) in self.rules.words("owned_nouns") and (
                self.reader.low(at + 1) in {"of", "for"}
            ):
                start = at + 2  # "removed the entry of X"
        heads, _ = self.reader.read(start)
        return tuple(head for head in heads if head.kind is not HeadKind.THING) or heads

    def _object_relative(self, index: int) -> int | None:
        """As in "whom the EU had put": the relative pronoun, where an authority is the subject."""
        group = self.subjects.verb_group(index)
        for place in range(group - 1, max(group - 8, -1), -1):
            low = self.reader.low(place)
            if low in self.rules.words("object_relatives") and place < group - 1:
                heads, _ = self.reader.read(index + 1)
                named = bool(heads) and heads[0].kind in {
                    HeadKind.PERSON,
                    HeadKind.PRONOUN,
                    HeadKind.HUMAN,
                }
                return None if named and low != "whom" else place
            listed = low == "," and self.reader.kind(place - 1) is Kind.AUTHORITY
            if self.reader.kind(place) is Kind.POINT and not listed:
                break
        return None

    def _is_reduced(self, index: int) -> bool:
        """As in "X, sanctioned by the EU,": a participle without its verb; also a headline."""
        if self.reader.low(self.subjects.verb_group(index) - 1) in {"it", "they", "he", "she"}:
            return False  # "whom it designated in 2011"
        follow = self.reader.low(index + 1)
        kind = self.reader.kind(index + 1)
        before = self.reader.kind(index - 1)
        closing = (
            follow in self.rules.words("prepositions")
            or kind in {None, Kind.DATE}
            or (kind is Kind.POINT and follow not in {'"', "'"})
        )
        group = self.subjects.verb_group(index)
        return (
            closing
            and (
                before in {Kind.PERSON, Kind.ORGANIZATION, Kind.WORD, Kind.POINT}
                or self.reader.kind(group - 1) is not Kind.AUTHORITY
            )
            and before is not Kind.AUTHORITY
        )

    def _reduced(self, index: int) -> tuple[Head, ...]:
        at = self.subjects.verb_group(index) - 1
        if at < 0:
            return self.subjects.behind_comma(index)
        if self.reader.low(at) == ",":
            at -= 1
            if self.reader.kind(at) is Kind.PERSON:
                return self.subjects.named(at)
        if self.reader.low(at) in {")", '"'}:
            at -= 1
        if self.reader.kind(at) is Kind.PERSON:
            return self.subjects.subject(index) or self.subjects.apposed(at)
        return self.subjects.apposed(at)

    def _is_attribute(self, index: int) -> bool:
        before = self.reader.low(index - 1)
        following = self.reader.kind(index + 1)
        return (before in self.rules.words("determiners") or index == 0) and (
            following is Kind.WORD
            and self.reader.low(index + 1) not in (self.rules.words("prepositions"))
        )
