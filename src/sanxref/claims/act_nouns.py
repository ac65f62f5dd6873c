"""Acts told by nouns of the act: "the listing of X", "X's removal", "his place on the list"."""

from sanxref.claims.events import Event
from sanxref.claims.heads import Head, HeadKind
from sanxref.claims.lexicon import VerbGroup
from sanxref.claims.surroundings import Surroundings, names_somebody
from sanxref.claims.tokens import Kind
from sanxref.model.claims import Action

__all__ = ["ActNouns"]

_BARE = frozenset({"removal", "designation"})  # what went before tells from or to which list
_NEAR = 6  # words of modifiers before a noun


class ActNouns(Surroundings):
    """Finds the acts that nouns of the act tell."""

    def _is_held(self, index: int) -> bool:
        return self._holding(index) >= 0

    def _holding(self, index: int) -> int:
        """Verb of holding before a noun: "carries a State Department designation", or -1."""
        for at in range(index - 1, max(index - _NEAR - 2, -1), -1):
            if self.reader.low(at) in self.rules.words("hold_verbs"):
                return at
            if self.reader.kind(at) in {Kind.POINT, Kind.PERSON} or (
                self.reader.low(at) in self.rules.words("prepositions")
            ):
                break
        return -1

    def _holder(self, index: int) -> tuple[Head, ...]:
        heads = self.subjects.subject(self._holding(index))
        return heads if names_somebody(heads) else ()

    def _act(self, index: int, action: Action) -> Event | None:  # noqa: C901 - the cases of one noun side by side
        """As in "the designation of X", "X's listing", "his appearance on the blacklist"."""
        noun = self._noun_behind(
            index,
            {Kind.LIST, Kind.PROGRAMME},
            self.rules.words("off_words") | self.rules.words("list_preps"),
        )
        if noun >= 0 and self.reader.kind(noun) is Kind.LIST and not self._is_sanctions_list(noun):
            return None  # "additions to the label's roster"
        low = self.reader.low(index)
        sure = low in {"listing", "blacklisting", "delisting", "de-listing", "sanctioning"}
        ahead = {self.reader.low(at) for at in range(index + 2, index + 4)}
        entry = bool(ahead & {"name", "names", "entry", "entries"})
        sure = sure or (entry and self.reader.low(index + 1) == "of")
        near = any(
            self.reader.kind(at) in {Kind.SANCTIONS, Kind.LIST, Kind.AUTHORITY, Kind.PROGRAMME}
            or self.reader.low(at) in self.rules.words("list_qualifiers")
            for at in range(max(index - 4, 0), index)
        )
        near = near or any(
            self.reader.low(at) in self.rules.words("by_words")
            and Kind.AUTHORITY in {self.reader.kind(at + 1), self.reader.kind(at + 2)}
            for at in range(index + 1, min(index + 10, len(self.tokens)))
        )
        heads = self._owner(index)
        start = self.subjects.clause_start(index)
        if heads and low == "designation" and not near:
            near = any(self.reader.kind(at) is Kind.AUTHORITY for at in range(start, index))
        bare = noun < 0 and not near and not sure
        if bare and not (heads and heads[0].kind is HeadKind.PRONOUN and low in _BARE):
            return None
        if (
            not heads
            and self.reader.low(index + 1) in {"that", "which"}
            and (self.reader.kind(index + 2) is Kind.AUTHORITY)
        ):
            heads, _ = self.reader.read(index + 4)  # "the designation that Washington gave X"
            if near or noun >= 0:
                near = True
        if not heads and self.reader.low(index + 1) == "of":
            at = index + 2
            at += self.reader.low(at) == "the"
            if self.reader.low(at + 1) in {"of", "for"} and self.reader.low(at) in (
                self.rules.words("owned_nouns")
            ):
                at += 2  # "the addition of the name of X"
            heads, _ = self.reader.read(at)
        if not heads and self._is_held(index):
            heads = self._holder(index)
        if not heads and low.endswith("s") and noun >= 0:
            heads = (
                Head(kind=HeadKind.HUMAN, index=index, text=self.tokens[index].text, plural=True),
            )  # "additions to the list": their names may follow
        lifted = self._is_lifted(index)
        known = near and low in {"listing", "designation", "blacklisting", "delisting", "removal"}
        if (
            (not heads or heads[0].kind is HeadKind.THING)
            and not (lifted and near)
            and not (known and not heads)
        ):
            return None
        heads = () if heads and heads[0].kind is HeadKind.THING else heads
        if action is Action.LISTED and (
            lifted
            or any(
                reading.group is VerbGroup.LIFT
                for at in range(max(index - 6, 0), index)
                for reading in self.rules.verbs.get(self.reader.low(at), ())
            )
        ):
            action = Action.DELISTED
        return Event(
            trigger=index,
            action=action,
            heads=heads,
            noun=noun,
            agent_from=start,
            bare=bare,
            loose=not heads,
            undated=low in self.rules.words("standing_nouns"),
        )

    def _is_lifted(self, index: int) -> bool:
        """As in "withdrew its SDGT label": whether a verb of lifting has the noun as its object."""
        for at in range(index - 1, max(index - _NEAR, -1), -1):
            readings = self.rules.verbs.get(self.reader.low(at), ())
            if any(reading.group is VerbGroup.LIFT for reading in readings):
                return True
            if self.reader.kind(at) in {Kind.POINT, Kind.PERSON}:
                break
        return False
