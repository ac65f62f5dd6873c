"""All acts of designation in one sentence."""

from sanxref.claims.ellipses import Ellipses
from sanxref.claims.events import Event
from sanxref.claims.introductions import Introductions
from sanxref.claims.lexicon import Rules
from sanxref.claims.nouns import NounEvents
from sanxref.claims.surroundings import names_somebody
from sanxref.claims.tokens import Kind, Token
from sanxref.claims.verbs import VerbEvents
from sanxref.model.claims import Action

__all__ = ["EventFinder"]

_REACH = 16  # words within which the same is said twice: "was put under sanctions on the EU list"
_LISTS = frozenset({Kind.LIST, Kind.PROGRAMME})
_MODIFIED = 3  # words between an authority and its list or its sanctions
_ON = frozenset({"on", "onto", "to", "from", "off", "in"})


class EventFinder(Ellipses, Introductions):
    """Finds the acts of one sentence: those of verbs first, then those of nouns left over."""

    def __init__(self, tokens: tuple[Token, ...], rules: Rules, *, charged: bool = False) -> None:
        """Prepare the readers of the sentence; arguments as those of `Surroundings`."""
        super().__init__(tokens, rules, charged=charged)
        self._used: set[int] = set()
        self._verbs = VerbEvents(tokens, rules, self._used, charged=charged)
        self._nouns = NounEvents(tokens, rules, self._used, charged=charged)

    def find(self) -> tuple[Event, ...]:
        """Find all acts, in order of their triggers."""
        events = self._told_plainly()
        self._share(events)
        for index in range(len(self.tokens)):
            elliptic = self._elliptic(index)
            if elliptic is not None:
                events.setdefault(index, elliptic)
        if not any(names_somebody(event.heads) for event in events.values()):
            introduced = self._introduced() if self.charged or self._names_list() else None
            if introduced is not None:
                events = {introduced.trigger: introduced}
            else:
                self._leave_over(events)
        self._announce(events)
        return self._distinct([events[index] for index in sorted(events)])

    def _told_plainly(self) -> dict[int, Event]:
        """Acts by verbs, then those by nouns that no verb has taken."""
        events: dict[int, Event] = {}
        for index in range(len(self.tokens)):
            event = self._verbs.event_at(index)
            if event is not None:
                events.setdefault(event.trigger, event)
                self._used.add(event.noun)
        for index in range(len(self.tokens)):
            event = None
            if index not in self._used and index not in events:
                event = self._nouns.event_at(index)
            if event is not None:
                events.setdefault(event.trigger, event)
                self._used.add(index)
        for index, token in enumerate(self.tokens):
            stood = self._nouns.stood_there(index) if token.kind in _LISTS else None
            if stood is not None:
                events.setdefault(stood.trigger, stood)
        return events

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
            and (
                self.rules.names_people(token.low) or token.low in self.rules.words("entity_nouns")
            )
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
        if token.kind is Kind.WORD:
            return self._verbs.told(index)
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
            programme = self.rules.programmes[token.key]
            listed = (programme.label and "individual" in (programme.kinds or ("individual",))) or (
                token.low.split()[-1] in self.rules.words("list_nouns")
            )
        measure = token.kind is Kind.SANCTIONS and token.low != "sanctions"
        if listed or (measure and modified and not self._is_compound(index)):
            return self._nouns.standing_action(index)
        return self._verbs.told(index)

    def _share(self, events: dict[int, Event]) -> None:
        for index in range(len(self.tokens)):
            if index not in self._used and index not in events:
                shared = (
                    self._verbs.kept_out(index)
                    or self._undone(index, events)
                    or self._shared(index, events)
                    or self._verbs.mild_at(index)
                    or self._slapped(index, events)
                )
                if shared is not None:
                    events[index] = shared

    def _is_another_authority(self, first: Event, second: Event) -> bool:
        """As in "Listed by the UN in 2014, X was sanctioned by the US": two acts of one person."""
        between = range(first.trigger, second.trigger)
        if not any(self.reader.low(at) == "," for at in between):
            return False
        ahead = {
            token.key for token in self.tokens[: first.trigger] if token.kind is Kind.AUTHORITY
        }
        amid = {self.tokens[at].key for at in between if self.reader.kind(at) is Kind.AUTHORITY}
        if ahead and amid - ahead:
            return True
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
