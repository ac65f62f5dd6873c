"""All acts of designation in one sentence."""

from sanxref.claims.events import Event
from sanxref.claims.lexicon import Rules
from sanxref.claims.nouns import NounEvents
from sanxref.claims.phrases import HeadKind
from sanxref.claims.surroundings import Surroundings, names_somebody
from sanxref.claims.tokens import Kind, Token
from sanxref.claims.verbs import VerbEvents
from sanxref.model.claims import Action

__all__ = ["EventFinder"]

_REACH = 16  # words within which the same is said twice: "was put under sanctions on the EU list"
_MODIFIED = 3  # words between an authority and its list or its sanctions
_ON = frozenset({"on", "onto", "to", "from", "off", "in"})
_OPENING = 3  # words before the verb in "It further names ..."


class EventFinder(Surroundings):
    """Finds the acts of one sentence: those of verbs first, then those of nouns left over."""

    def __init__(self, tokens: tuple[Token, ...], rules: Rules, *, charged: bool = False) -> None:
        """Prepare the readers of the sentence; arguments as those of `Surroundings`."""
        super().__init__(tokens, rules, charged=charged)
        self._used: set[int] = set()
        self._verbs = VerbEvents(tokens, rules, self._used, charged=charged)
        self._nouns = NounEvents(tokens, rules, self._used, charged=charged)

    def find(self) -> tuple[Event, ...]:
        """Find all acts, in order of their triggers."""
        events: dict[int, Event] = {}
        for index in range(len(self.tokens)):
            event = self._verbs.event_at(index)
            if event is not None:
                events.setdefault(event.trigger, event)
                self._used.add(event.noun)
        for index in range(len(self.tokens)):
            if index in self._used or index in events:
                continue
            event = self._nouns.event_at(index)
            if event is not None:
                events.setdefault(event.trigger, event)
                self._used.add(index)
        self._share(events)
        for index in range(len(self.tokens)):
            elliptic = self._elliptic(index)
            if elliptic is not None:
                events.setdefault(index, elliptic)
        if not any(names_somebody(event.heads) for event in events.values()):
            self._leave_over(events)
        return self._distinct([events[index] for index in sorted(events)])

    def _leave_over(self, events: dict[int, Event]) -> None:
        """Add what tells an act and fits no construction; who is meant stands near it."""
        taken = {event.noun for event in events.values()} | set(events)
        for index, token in enumerate(self.tokens):
            action = None if index in taken else self._told(index, token)
            if action is not None:
                noun = index if token.kind is not Kind.WORD else -1
                events[index] = Event(
                    trigger=index,
                    action=action,
                    heads=(),
                    noun=noun,
                    loose=True,
                    passive=noun >= 0 or self.subjects.is_passive(index),
                    agent_from=self.subjects.clause_start(index),
                )

    def _is_compound(self, index: int) -> bool:
        """As in "sanctions envoy", "asset freeze rules": the noun only describes another."""
        token = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        words = self.rules.words("prepositions") | self.rules.words("be") | self.rules.words("have")
        return (
            token is not None
            and token.kind is Kind.WORD
            and token.low not in words | self.rules.words("subject_relatives")
            and token.low not in self.rules.verbs
            and (self.rules.names_people(token.low) or token.low.endswith("s"))
        )

    def cues(self) -> dict[int, Action]:
        """Every word that has to do with sanctions, and what it would tell."""
        found: dict[int, Action] = {}
        for index, token in enumerate(self.tokens):
            action = self._told(index, token)
            measure = token.kind is Kind.SANCTIONS and token.low != "sanctions"
            if action is None and measure and not self._is_compound(index):
                action = self._nouns.standing_action(index)
            named = token.kind is Kind.LIST and (
                "black" in token.low or (self.charged and self._is_the_list(index))
            )
            if action is None and named:
                action = self._nouns.standing_action(index)
            if action is not None:
                found[index] = action
        return found

    def _told(self, index: int, token: Token) -> Action | None:
        """Action of a word that says by itself that somebody is put on a list or taken off."""
        modified = any(
            self.reader.kind(at) in {Kind.AUTHORITY, Kind.PROGRAMME}
            for at in range(max(index - _MODIFIED, 0), index)
        )
        listed = (
            token.kind is Kind.LIST
            and (modified or "black" in token.low)
            and self._nouns.preposition_before(index, _ON) >= 0
        )
        if token.kind is Kind.PROGRAMME:
            listed = self.rules.programmes[token.key].label or (
                token.low.split()[-1] in self.rules.words("list_nouns")
            )
        measure = token.kind is Kind.SANCTIONS and token.low != "sanctions"
        if listed or (measure and modified and not self._is_compound(index)):
            return self._nouns.standing_action(index)
        return self._verbs.told(index)

    def _share(self, events: dict[int, Event]) -> None:
        for index in range(len(self.tokens)):
            if index not in self._used and index not in events:
                shared = self._shared(index, events) or self._verbs.mild_at(index)
                if shared is not None:
                    events[index] = shared

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

    def _elliptic(self, index: int) -> Event | None:
        """As in "X was spared", "Y was not.", "Washington has yet to do so"."""
        low, follow = self.reader.low(index), self.reader.low(index + 1)
        be, have = self.rules.words("be"), self.rules.words("have")
        reduced = self.reader.low(index - 1) == "," and self.reader.kind(index - 2) is Kind.PERSON
        if (low in {"spared", "exempted"} and (self.subjects.is_passive(index) or reduced)) or (
            low in be | have | {"did"}
            and follow in {"not", "n't"}
            and (self.reader.low(index + 2) in {".", ";", ""})
        ):
            heads, denied = self.subjects.subject(index), True
            heads = self.subjects.named(index - 2) if reduced else heads
        elif (low, follow) in {("followed", "suit"), ("did", "so"), ("done", "so")}:
            heads, denied = (), False
        elif index == 0 and low == "so" and follow in be | have | {"did"}:
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

    def _is_another_authority(self, first: Event, second: Event) -> bool:
        """As in "Listed by the UN in 2014, X was sanctioned by the US": two acts of one person."""
        between = range(first.trigger, second.trigger)
        if not any(self.reader.low(at) == "," for at in between):
            return False
        here = {token.key for token in self.tokens if token.kind is Kind.AUTHORITY}
        before = {
            token.key
            for token in self.tokens[first.trigger : second.trigger]
            if token.kind is Kind.AUTHORITY
        }
        return bool(before) and bool(here - before)

    def _distinct(self, events: list[Event]) -> tuple[Event, ...]:
        """Drop an event that says of the same persons what a neighbour has said already."""
        kept: list[Event] = []
        for event in events:
            twin = any(
                other.action is event.action
                and abs(other.trigger - event.trigger) <= _REACH
                and {head.index for head in other.heads} == {head.index for head in event.heads}
                and event.heads
                and not self._is_another_authority(other, event)
                and not (event.noun >= 0 and event.trigger == event.noun and event.passive)
                for other in kept
            )
            if not twin:
                kept.append(event)
        return tuple(kept)
