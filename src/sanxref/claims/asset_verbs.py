"""Acts told by verbs of freezing and barring: "froze what X owns", "was banned from the EU"."""

from sanxref.claims.events import Event
from sanxref.claims.heads import Head, HeadKind
from sanxref.claims.lexicon import Form, VerbForm
from sanxref.claims.patients import Patients
from sanxref.claims.surroundings import names_somebody
from sanxref.claims.tokens import Kind
from sanxref.model.claims import Action

__all__ = ["AssetVerbs"]

_SHORT = 5  # words from "may not" to "enter", and from there to the territory
_WHATEVER = 6  # words to the owner: "froze whatever property of his"
_REACH = 16  # words between a verb and its label: "had the EU's ... X declared a ..."


class AssetVerbs(Patients):
    """Finds the acts that freeze assets or bar from a territory."""

    def _bar(self, index: int, reading: VerbForm) -> Event | None:
        """As in "Russia barred X from entry", "X was banned from entering the country"."""
        entry = next(
            (
                at
                for at in range(index + 2, min(index + _REACH, len(self.tokens)))
                if (
                    self.reader.low(at) in self.rules.words("entry_words") or self._is_territory(at)
                )
                and self._is_behind_off(at)
            ),
            -1,
        )
        if entry < 0:
            return None
        heads, passive = self._patients(index, reading)
        territory = self._is_territory(entry)
        if not names_somebody(heads) or not (territory or self._acts(index)):
            return None
        return Event(
            trigger=index,
            action=reading.action,
            heads=heads,
            noun=entry if territory else -1,
            passive=passive,
            agent_from=self.subjects.clause_start(index),
        )

    def kept_out(self, index: int) -> Event | None:
        """As in "X may no longer enter the bloc", "X may not set foot in China"."""
        low = self.reader.low(index)
        if low not in self.rules.words("entering_verbs"):
            return None
        before = {self.reader.low(at) for at in range(max(index - _SHORT, 0), index)}
        if not before & {"may", "can", "could", "allowed"} or not before & {"not", "longer", "n't"}:
            return None
        ahead = range(index + 1, min(index + _SHORT + 2, len(self.tokens)))
        place = next((at for at in ahead if self._is_territory(at)), -1)
        named = any(self.reader.low(at) in self.rules.words("territory_nouns") for at in ahead)
        heads = self.subjects.subject(index)
        if (place < 0 and not named) or not names_somebody(heads):
            return None
        return Event(
            trigger=index,
            action=Action.LISTED,
            heads=heads,
            noun=place,
            passive=True,
            certain=True,
            weak=place < 0,
            agent_from=self.subjects.clause_start(index),
        )

    def _is_territory(self, at: int) -> bool:
        """Whether a token names an authority, or the place that it governs."""
        return self.reader.kind(at) in {Kind.AUTHORITY, Kind.PLACE} and bool(self.tokens[at].key)

    def _is_behind_off(self, at: int) -> bool:
        """As in "from entry", "from the European Union"."""
        before = at - 1 - (self.reader.low(at - 1) == "the")
        return self.reader.low(before) in self.rules.words("off_words")

    def _blocked_person(self, index: int, action: Action) -> Event | None:
        """As in "X remains blocked": who is, where sanctions are the topic."""
        if not self.charged or not self.subjects.is_passive(index):
            return None
        heads = self.subjects.subject(index)
        if not heads or heads[0].kind is not HeadKind.PERSON:
            return None
        if self.reader.low(index + 1) == "," and self.reader.low(index + 2) == "as":
            more, _ = self.reader.read(index + 4)  # "as do his brother X and Y"
            heads = (*heads, *more)
        start = self.subjects.clause_start(index)
        return Event(trigger=index, action=action, heads=heads, passive=True, agent_from=start)

    def _whose_assets(self, index: int) -> tuple[Head, ...]:
        """As in "the officials whose assets a UN committee froze"."""
        for at in range(index - 1, max(index - _REACH // 2, 0), -1):
            if self.reader.low(at) in self.rules.words("asset_nouns"):
                whose = self.reader.low(at - 1) in self.rules.words("possessive_relatives")
                return self.subjects.antecedent(at - 1) if whose and at < index - 1 else ()
            if self.reader.kind(at) in {Kind.POINT, Kind.PERSON}:
                break
        return ()

    def _whatever_of(self, index: int) -> tuple[Head, ...]:
        """As in "froze all that he kept in its banks", "what X owns": who is meant."""
        if self.reader.low(index + 1) not in {"what", "whatever", "all", "everything", "anything"}:
            return ()
        for at in range(index + 2, index + _WHATEVER):
            if self.reader.low(at) in self.rules.words("prepositions") - {"of", "that"}:
                break
            heads, _ = self.reader.read(at)
            if (
                heads
                and heads[0].kind in {HeadKind.PERSON, HeadKind.PRONOUN}
                and (self.reader.low(at) not in {"it", "that"})
            ):
                return heads
        return ()

    def _freeze(self, index: int, reading: VerbForm) -> Event | None:
        """As in "froze the assets of X", "X's assets were frozen"."""
        assets = self.rules.words("asset_nouns")
        behind = [
            at
            for at in range(index + 1, min(index + 7, len(self.tokens)))
            if self.reader.low(at) in assets
            and not any(self.reader.kind(i) is Kind.POINT for i in range(index + 1, at))
        ]
        action = Action.DELISTED if reading.base.startswith("un") else Action.LISTED
        start = self.subjects.clause_start(index)
        if heads := self._whatever_of(index) or self._whose_assets(index):
            return Event(trigger=index, action=action, heads=heads, agent_from=start)
        if behind:
            heads = self._owners_behind(index, behind[0])
            if not heads:
                return None
            return Event(trigger=index, action=action, heads=heads, agent_from=start)
        if Form.PARTICIPLE not in reading.forms:
            return None
        return self._frozen(index, action)

    def _owners_behind(self, index: int, at: int) -> tuple[Head, ...]:
        """Whose the assets behind the verb are: "froze the assets of X", "the tycoon's flats"."""
        owner = next((i for i in range(index + 1, at) if self.reader.low(i) == "'s"), -1)
        if self.reader.low(at + 1) == "of":
            heads, _ = self.reader.read(at + 2)
        elif owner > 0 and self.reader.kind(owner - 1) is Kind.WORD:
            heads, _ = self.reader.read(index + 1, owner)
        else:
            heads, _ = self.reader.read(index + 1, at + 1)
        return tuple(
            head
            for head in heads
            if head.kind in {HeadKind.PERSON, HeadKind.PRONOUN}
            or (head.kind is HeadKind.HUMAN and head.definite)
        )

    def _frozen(self, index: int, action: Action) -> Event | None:
        """As in "X's assets were frozen", "X remains blocked"."""
        assets = self.rules.words("asset_nouns")
        start = self.subjects.clause_start(index)
        before = [at for at in range(max(index - 6, 0), index) if self.reader.low(at) in assets]
        if not before:
            return self._blocked_person(index, action)
        if self.reader.low(index + 1) == "no" and self.reader.low(index + 2) == "more":
            action = Action.DELISTED
        at = before[-1]
        heads = self._owner(at)
        if not heads and self.reader.low(at + 1) == "of":
            found, _ = self.reader.read(at + 2, index)
            heads = tuple(head for head in found if head.kind is HeadKind.PERSON)
        if heads and heads[0].plural:  # "two associates have had their assets frozen"
            owners = self.subjects.subject(self.subjects.verb_group(at - 1))
            heads = owners if owners and owners[0].kind is HeadKind.HUMAN else heads
        if not heads:
            return None
        return Event(trigger=index, action=action, heads=heads, passive=True, agent_from=start)
