"""Acts and states told by nouns: "sanctions on X", "X is on the list", "the listing of X"."""

from sanxref.claims.act_nouns import ActNouns
from sanxref.claims.events import Event
from sanxref.claims.heads import Head, HeadKind
from sanxref.claims.lexicon import Rules, VerbGroup
from sanxref.claims.surroundings import names_somebody
from sanxref.claims.tokens import Kind, Token
from sanxref.model.claims import Action

__all__ = ["NounEvents"]

_REACH = 16  # words between "sanctions" and "on X"
_ARE = frozenset({"is", "are", "was", "were"})
_MODIFIED = 4  # words between an owner and what binds them: "whose EU travel ban"
_STATE = 5  # words from a subject to its verb: "he had stood"
_NEAR = 6  # words of modifiers before a noun


class NounEvents(ActNouns):
    """Finds the acts that nouns of one sentence tell."""

    def __init__(
        self, tokens: tuple[Token, ...], rules: Rules, used: set[int], *, charged: bool = False
    ) -> None:
        """Share with other finders the nouns that an act has taken already."""
        super().__init__(tokens, rules, charged=charged)
        self._used = used

    def event_at(self, index: int) -> Event | None:
        """Act that the word at an index tells as a noun, or None."""
        token = self.tokens[index]
        if token.kind is Kind.SANCTIONS:
            return self._sanctions(index)
        named = token.kind is Kind.PROGRAMME
        if token.kind is Kind.LIST or (
            named and token.low.split()[-1] in self.rules.words("list_nouns")
        ):
            if named or self._is_sanctions_list(index):
                return self._list_status(index)
            return None
        if named:
            return self._label_status(index) if self.rules.programmes[token.key].label else None
        actions = self.rules.actions("act_nouns", token.low)
        return self._act(index, actions[0]) if actions else None

    def _sanctions(self, index: int) -> Event | None:  # noqa: PLR0911 - the cases of one noun side by side
        """As in "sanctions on X", "on whom sanctions were placed", "under sanctions"."""
        if self.reader.kind(index + 1) is Kind.LIST:
            return None  # told from the list
        start = self.subjects.clause_start(index)
        lift = self._lifted(index)
        action = Action.LISTED if lift < 0 else Action.DELISTED
        heads = self._on_whom(index) or self._behind_on(index)
        if heads:
            if heads[0].kind is HeadKind.THING:
                return None
            return Event(
                trigger=max(lift, 0) or index,
                action=action,
                heads=heads,
                noun=index,
                agent_from=start,
            )
        if lift >= 0 and (heads := self._owner(index)):
            return Event(  # "saw his US sanctions lifted"
                trigger=lift, action=action, heads=heads, noun=index, agent_from=start
            )
        facing = self._facing(index)
        heads = facing or self._bound(index)
        if heads:
            return Event(
                trigger=index,
                weak=bool(facing),
                action=action,
                heads=heads,
                noun=index,
                agent_from=start,
                undated=True,
            )
        under = self.preposition_before(index, self.rules.words("under_words") - {"with", "by"})
        if under >= 0:
            heads = self._status_subject(under)
            if heads and heads[0].kind is not HeadKind.THING:
                return Event(
                    trigger=index,
                    action=self.standing_action(index),
                    heads=heads,
                    noun=index,
                    agent_from=under,
                )
        return None

    def _bound(self, index: int) -> tuple[Head, ...]:
        """As in "his travel ban", "X, whose asset freeze": whom a measure of their own binds."""
        for at in range(index - 1, max(index - _MODIFIED, -1), -1):
            if self.reader.low(at) in self.rules.words("possessive_relatives"):
                return self.subjects.antecedent(at)
            if self.reader.kind(at) not in {Kind.WORD, Kind.AUTHORITY, Kind.SANCTIONS}:
                break
        own = self.tokens[index].low != "sanctions" or self.reader.kind(index - 1) is Kind.AUTHORITY
        heads = self._owner(index) if own else ()
        return heads if names_somebody(heads) else ()

    def _facing(self, index: int) -> tuple[Head, ...]:
        """As in "X faces US sanctions", "his appeal against EU sanctions"."""
        for at in range(index - 1, max(index - 5, -1), -1):
            low = self.reader.low(at)
            if low in {"face", "faces", "faced", "facing"}:
                heads = self.subjects.subject(at)
                return heads if names_somebody(heads) else ()
            if low == "against":
                appeal = self.reader.low(at - 1) in self.rules.words("appeal_nouns")
                return self._owner(at - 1) if appeal else ()
            if low in self.rules.words("prepositions") or self.reader.kind(at) is Kind.POINT:
                break
        return ()

    def _lifted(self, index: int) -> int:
        """Verb of lifting that governs the noun, before it or behind its target, or -1."""
        start = self.subjects.clause_start(index)
        lifts = {
            word
            for word, readings in self.rules.verbs.items()
            if any(reading.group is VerbGroup.LIFT for reading in readings)
        }
        for at in range(index - 1, max(index - 8, start - 1), -1):
            if self.reader.low(at) in lifts:
                return at
            if self.reader.kind(at) is Kind.POINT and self.reader.low(at) != "'":
                break
        be = self.rules.words("be")
        if self.reader.low(index + 1) in lifts and self._owner(index):
            return index + 1  # "saw his US sanctions lifted"
        for at in range(index + 1, len(self.tokens)):
            if self.reader.low(at) in {";", "."}:
                break
            if self.reader.low(at) in lifts and any(
                self.reader.low(place) in be for place in range(at - 3, at)
            ):
                return at
        return -1

    def _on_whom(self, index: int) -> tuple[Head, ...]:
        for at in range(index - 1, max(index - 8, -1), -1):
            if self.reader.low(at) == "whom" and self.reader.low(at - 1) in (
                self.rules.words("on_words")
            ):
                return self.subjects.antecedent(at)
            if self.reader.low(at) in {";", "."}:
                break
        return ()

    def _behind_on(self, index: int) -> tuple[Head, ...]:
        at = index + 1
        while at < min(index + _REACH, len(self.tokens)):
            low = self.reader.low(at)
            on_words = self.rules.words("on_words") | self.rules.words("target_words")
            applied = low == "to" and self.reader.low(at - 1) in {"applied", "apply", "applies"}
            if (low in on_words or applied) and self.reader.kind(at + 1) is not Kind.DATE:
                heads, _ = self.reader.read(at + 1)
                return heads
            if low == "," and self.reader.low(at + 1) in {"which", "that"}:
                at += 1
                while at < len(self.tokens) and self.reader.low(at) != ",":
                    at += 1
            elif (
                low in {",", ";", "."}
                or (low == "since" and self.reader.kind(at + 1) is not Kind.DATE)
                or low in self.rules.words("and_words")
                or (low in {"after", "over", "because", "when", "until", "for", "following"})
            ) or self.reader.kind(at) is Kind.PERSON:
                break
            at += 1
        return ()

    def preposition_before(self, index: int, preps: frozenset[str]) -> int:
        """Index of a preposition with only modifiers between it and the noun, or -1."""
        for at in range(index - 1, max(index - _NEAR - 1, -1), -1):
            low = self.reader.low(at)
            if low in preps:
                return at
            if self.reader.kind(at) is Kind.PERSON or (
                self.reader.kind(at) is Kind.POINT and low not in {'"', "'"}
            ):
                break
            if low in self.rules.words("prepositions") | self.rules.words("and_words") or (
                low.endswith("ing") and low != "existing"  # "scenarios involving sanctions"
            ):
                break
        return -1

    def _status_subject(self, preposition: int) -> tuple[Head, ...]:  # noqa: PLR0911 - the places where a subject can stand
        """Subject of "... is on the list", also without a verb ("X on the list", "X (not on"))."""
        if self.reader.low(0) in self.rules.words("be") and self.reader.low(
            len(self.tokens) - 1
        ) in {"?", '"'}:
            heads, _ = self.reader.read(1)  # "Is X still under sanctions?"
            return heads
        if self.reader.low(preposition - 1) in self.rules.words("time_units"):
            for at in range(preposition - 2, max(preposition - 6, 0), -1):
                if self.reader.low(at) in self.rules.words("status_verbs"):
                    return self.subjects.subject(at)  # "spent eight years on the list"
        if preposition == 0:
            return self.subjects.behind_comma(0)  # "Under US sanctions since 2014, X lives"
        group = self.subjects.verb_group(preposition)
        if group == preposition or self.reader.low(group - 1) == "(":
            at = group - 1
            while at >= 0 and self.reader.low(at) in {"(", ",", '"'}:
                at -= 1
            if self.reader.kind(at) is Kind.PERSON:
                heads = self.subjects.subject(at + 1) if at + 1 == preposition else ()
                persons = tuple(head for head in heads if head.kind is HeadKind.PERSON)
                return persons or self.subjects.apposed(at)[:1] or ()
            return self.subjects.apposed(at) if group == preposition else ()
        only_adverbs = all(
            self.reader.low(at) in self.rules.words("adverbs") for at in range(group, preposition)
        )
        if only_adverbs:
            return self.subjects.apposed(group - 1)
        return self.subjects.subject(preposition)

    def _list_status(self, index: int) -> Event | None:
        """As in "X is on the list", "the list names X", "his appearance on the list"."""
        start = self.subjects.clause_start(index)
        if self.reader.low(index + 1) in self.rules.words("include_verbs") - {
            "is",
            "are",
            "was",
            "were",
        }:
            heads, _ = self.reader.read(index + 2)
            if heads and heads[0].kind in {HeadKind.PERSON, HeadKind.PRONOUN}:
                return Event(
                    trigger=index + 1,
                    action=Action.LISTED,
                    heads=heads,
                    noun=index,
                    agent_from=start,
                )
        at = self.preposition_before(index, frozenset({"on", "in", "to"}))
        if at < 0:
            return None
        if at - start <= 1 and self.reader.low(index + 1) in self.rules.words("be"):
            heads, _ = self.reader.read(index + 2)  # "Also on the list are X and Y"
            return self._state(index, heads, start)
        if self.reader.low(at - 1) in (
            self.rules.words("act_nouns.listed") | self.rules.words("act_nouns.delisted")
        ):
            return None  # told from that noun
        if self.reader.low(at) != "on" and not any(
            self.reader.low(place) in self.rules.words("status_verbs")
            for place in range(self.subjects.verb_group(at), at)
        ):
            return None
        return self._state(index, self._status_subject(at), at)

    def stood_there(self, index: int) -> Event | None:
        """As in "its list, where he had stood since 2001"."""
        where = index + 1 + (self.reader.low(index + 1) == ",")
        if self.reader.low(where) != "where":
            return None
        heads, end = self.reader.read(where + 1)
        states = self.rules.words("status_verbs") - self.rules.words("be")
        for at in range(end, end + _STATE):
            if self.reader.low(at) in states and names_somebody(heads):
                return Event(
                    trigger=at, action=Action.LISTED, heads=heads, noun=index, agent_from=where
                )
        return None

    def _state(self, index: int, heads: tuple[Head, ...], start: int) -> Event | None:
        if not heads or heads[0].kind is HeadKind.THING:
            return None
        return Event(
            trigger=index,
            action=self.standing_action(index),
            heads=heads,
            noun=index,
            agent_from=start,
        )

    def standing_action(self, index: int) -> Action:
        """Taken off where somebody is "no longer" on a list or under sanctions."""
        over = any(
            self.reader.low(at) == "longer"
            and {self.reader.low(before) for before in range(at - 3, at)} & {"no", "not"}
            for at in range(self.subjects.clause_start(index), index)
        )
        more = self.reader.low(index - 1) == "more" or self.reader.low(index - 2) == "more"
        more = more and "no" in {self.reader.low(at) for at in range(index - 3, index)}
        return Action.DELISTED if over or more else Action.LISTED

    def _label_status(self, index: int) -> Event | None:
        """As in "X, a Specially Designated Global Terrorist," and "X is an SDGT"."""
        at = index - 1
        while (
            at >= 0
            and self.reader.low(at) in {"a", "an", '"', "'", "the", "us", "u.s."} | ({"designated"})
        ) or self.reader.kind(at) is Kind.AUTHORITY:
            at -= 1
        single = {self.reader.low(place) for place in range(at + 1, index)} & {"a", "an", "the"}
        if not single and self.reader.low(at) == ",":
            verb = next(
                (i for i in range(at, max(at - _NEAR - 2, 0), -1) if self.reader.low(i) in _ARE), -1
            )
            heads = self.subjects.subject(verb) if verb > 0 else ()
        elif self.reader.low(at) == "," and self.reader.kind(at - 1) in {
            Kind.PERSON,
            Kind.ORGANIZATION,
        }:
            heads = (
                self.subjects.antecedent(at + 1)
                if self.reader.kind(at - 1) is (Kind.PERSON)
                else ()
            )
        elif self.reader.low(at) in self.rules.words("be"):
            heads = self.subjects.subject(at)
        else:
            return None
        if not heads or heads[0].kind is HeadKind.THING:
            return None
        return Event(trigger=index, action=Action.LISTED, heads=heads, noun=index, agent_from=0)
