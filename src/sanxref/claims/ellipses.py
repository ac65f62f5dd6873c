"""Acts told without a verb or a list of their own: "X was spared", "the British one"."""

from sanxref.claims.events import Event
from sanxref.claims.heads import HeadKind
from sanxref.claims.lexicon import VerbGroup
from sanxref.claims.surroundings import Surroundings
from sanxref.claims.tokens import Kind
from sanxref.model.claims import Action

__all__ = ["Ellipses"]

_REACH = 16  # words within which the same is said twice: "was put under sanctions on the EU list"
_OPENING = 3  # words before the verb in "It further names ..."


class Ellipses(Surroundings):
    """Finds the acts of one sentence that take up an act before them."""

    def _shared(self, index: int, events: dict[int, Event]) -> Event | None:
        """As in "X is on the UN's list, and on the Treasury's": a second list, the same target."""
        if self.reader.kind(index) is not Kind.LIST or not self._is_sanctions_list(index):
            return None
        for at in range(index - 1, max(index - _REACH // 2, 0), -1):
            if self.reader.low(at) in {"on", "to", "from"}:
                break
        else:
            return None
        before = [event for event in events.values() if event.trigger < at and event.noun >= 0]
        if self.reader.low(at - 1) not in self.rules.words("and_words") or not before:
            return None
        return Event(
            trigger=index,
            action=before[-1].action,
            heads=before[-1].heads,
            noun=index,
            passive=True,
            agent_from=at,
        )

    def _slapped(self, index: int, events: dict[int, Event]) -> Event | None:
        """As in "drops sanctions on X, slaps them on Y": what "them" are went before."""
        readings = self.rules.verbs.get(self.reader.low(index), ())
        if not readings or self.reader.low(index + 1) not in {"them", "it"}:
            return None
        groups = {reading.group for reading in readings}
        measures = any(self.reader.kind(at) is Kind.SANCTIONS for at in range(index))
        if not groups & {VerbGroup.IMPOSE, VerbGroup.LIFT} or not measures:
            return None
        lifted = VerbGroup.IMPOSE not in groups
        heads, _ = self.reader.read(index + 3)
        if self.reader.low(index + 2) not in self.rules.words("on_words"):
            before = [event for event in events.values() if event.trigger < index and event.heads]
            heads = before[-1].heads if before and lifted else ()
        if not heads:
            return None
        return Event(
            trigger=index,
            action=Action.DELISTED if lifted else Action.LISTED,
            heads=heads,
            agent_from=self.subjects.clause_start(index),
        )

    def _undone(self, index: int, events: dict[int, Event]) -> Event | None:
        """As in "X, whose listing of 2010 was annulled in 2013": the end of what a noun told."""
        readings = self.rules.verbs.get(self.reader.low(index), ())
        lifts = any(reading.group is VerbGroup.LIFT for reading in readings)
        if not lifts or not self.subjects.is_passive(index):
            return None
        nouns = self.rules.words("act_nouns.listed")
        for at in range(index - 1, max(index - _REACH, -1), -1):
            if self.reader.low(at) in {";", "."}:
                break
            if at in events and self.reader.low(at) in nouns:
                return Event(
                    trigger=index,
                    action=Action.DELISTED,
                    heads=events[at].heads,
                    passive=True,
                    agent_from=self.subjects.clause_start(index),
                )
        return None

    def _elliptic(self, index: int) -> Event | None:
        """As in "X was spared", "Y was not.", "Washington has yet to do so"."""
        low, follow = self.reader.low(index), self.reader.low(index + 1)
        be, have = self.rules.words("be"), self.rules.words("have")
        reduced = self.reader.low(index - 1) == "," and self.reader.kind(index - 2) is Kind.PERSON
        if (low in {"spared", "exempted"} and (self.subjects.is_passive(index) or reduced)) or (
            (low in be or low in have or low == "did")
            and follow in {"not", "n't"}
            and (self.reader.low(index + 2) in {".", ";", ""})
        ):
            heads, denied = self.subjects.subject(index), True
            heads = self.subjects.named(index - 2) if reduced else heads
        elif (low, follow) in {("followed", "suit"), ("did", "so"), ("done", "so")}:
            heads, denied = (), False
        elif index == 0 and low == "so" and (follow in be or follow in have or follow == "did"):
            heads, _ = self.reader.read(2)
            denied = False
        elif low in {"one", "ones"} and self.reader.kind(index - 1) is Kind.AUTHORITY:
            heads, denied = (), False  # "the British one", "UK ones stand"
        elif low == "do" and follow == "so":
            before = {self.reader.low(at) for at in range(max(index - 3, 0), index)}
            heads, denied = (), bool(before & {"yet", "not", "n't", "never", "refused"})
        elif low in {"names", "includes", "lists", "contains", "features"} and (
            index <= _OPENING and self.reader.low(0) in {"it", "the"}
        ):
            heads, _ = self.reader.read(index + 1)
            denied = False
        else:
            return None
        start = self.subjects.clause_start(index)
        persons = tuple(head for head in heads if head.kind is HeadKind.PERSON)
        again = index == 0 and low == "so" and bool(heads)
        if again:
            persons = persons or heads
        agent = (
            again
            or any(self.reader.kind(at) is Kind.AUTHORITY for at in range(start, index))
            or (self.reader.low(index - 1) in {"it", "they"})
        )
        if not persons and not agent:
            return None
        return Event(
            trigger=index,
            action=Action.LISTED,
            heads=persons,
            bare=True,
            denied=denied,
            again=again,
            agent_from=start,
        )
