"""What speaks for and against joining a person, an act and an authority of one passage.

Grammar (`finder`) reads what is said plainly. News tells much of the rest by nearness alone:
"Treasury action hits X", "One name more on the list: X". Here each person near the word of an act
is described by pieces of evidence, one short phrase each, that `links` weighs.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sanxref.claims.lexicon import Rules
from sanxref.claims.tokens import Kind, Token
from sanxref.model.claims import Action

__all__ = ["Grammar", "Joint", "Passage"]

_REACH = 2  # sentences between a name and the word of an act
_AUTHORITY_REACH = 3  # sentences back in which the acting authority is looked for
_MENTIONS = 3  # of one person that are looked at
_NEIGHBOURS = 3  # words on either side of a name that tell its part in the sentence
_LIST = 14  # words between two names that stand in one list
_SENTENCE = 60  # cost of an end of sentence between two words
_BREAK = 4  # cost of a word that opens another clause
_SIDES = 2  # words of acts that are looked at for one name, the nearest of each side
_PASSIVE = 3  # words back in which a form of "be" makes an act passive
_STEPS = (1, 3, 6, 12, 20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """What grammar has read in the passage.

    Attributes:
        told: Authority groups of what was told of a person and an act; None for no authority.
        here: Persons and authority groups of which an act was told, by sentence and act.
        read: Acts that were told of somebody.
        unread: Acts that were told of nobody known.
    """

    told: Mapping[tuple[str, Action], frozenset[str | None]]
    here: Mapping[tuple[int, Action], frozenset[tuple[str, str | None]]]
    read: frozenset[Action]
    unread: frozenset[Action]


@dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """One person, act and authority group that may belong together.

    Attributes:
        person: Key of the person's mark.
        action: Put on or taken off.
        group: Of the authority, or None for none.
        authority: Key of the authority that stands nearest to the act, or None.
        authority_text: The article's words for it, or empty.
        name: The mention.
        cue: Word that tells the act.
        sentence: Number in the passage of the sentence with the cue.
        evidence: What speaks for and against it.
    """

    person: str
    action: Action
    group: str | None
    authority: str | None
    authority_text: str
    name: Token
    cue: Token
    sentence: int
    evidence: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Word:
    token: Token
    sentence: int
    sign: str  # what it tells of a name beside it, or empty
    acts: frozenset[Action]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class _Bond:
    """A name and the word of an act near it; places in the passage."""

    cost: int
    cue: int
    name: int
    head: int  # first name of the list in which the name stands
    apart: int  # sentences from the name to the act
    breaks: int

    @property
    def side(self) -> str:
        if self.apart:
            return "earlier" if self.apart < 0 else "later"
        if self.cue < self.head:
            return "before"
        return "behind" if self.cue > self.name else "within"


class Passage:
    """Neighbouring sentences of an article, at least one of which speaks of designations."""

    def __init__(
        self, sentences: Sequence[Sequence[Token]], rules: Rules, *, acts: Sequence[int]
    ) -> None:
        """Lay the words out.

        Args:
            sentences: Their tokens.
            rules: Of the language.
            acts: How many acts of designation grammar has found in each sentence.
        """
        self._acts_read = acts
        self._rules = rules
        self._groups = {item.key: item.group for item in rules.registry.authorities}
        self._words = [
            _Word(token=token, sentence=number, sign=self._sign(token), acts=self._acts(token))
            for number, tokens in enumerate(sentences)
            for token in tokens
        ]
        ends = [0]
        for tokens in sentences:
            ends.append(ends[-1] + len(tokens))
        self._bounds = list(pairwise(ends))
        self._names: dict[str, list[int]] = {}
        self._bodies: list[tuple[int, str, str]] = []  # place, group, key
        for at, word in enumerate(self._words):
            token = word.token
            if token.kind is Kind.PERSON and token.key:
                self._names.setdefault(token.key, []).append(at)
            elif key := self._authority(token):
                self._bodies.append((at, self._groups.get(key, key), key))
        self._cues = {
            action: [at for at, word in enumerate(self._words) if action in word.acts]
            for action in Action
        }

    @property
    def persons(self) -> tuple[str, ...]:
        """Keys of the persons that it names, in order."""
        return tuple(self._names)

    def joints(self, grammar: Grammar) -> Iterator[Joint]:
        """Describe every person with every act and authority group within reach."""
        for person, places in self._names.items():
            for action in Action:
                bonds = sorted(self._bonds(places, action))
                if bonds:
                    yield from self._of(person, action, bonds, grammar)

    # ----- words

    def _authority(self, token: Token) -> str | None:
        if token.kind is Kind.AUTHORITY:
            return token.key
        programme = self._rules.programmes.get(token.key) if token.kind is Kind.PROGRAMME else None
        return programme.authority if programme else None

    def _sign(self, token: Token) -> str:
        if token.kind not in {Kind.WORD, Kind.POINT}:
            return token.kind.value
        rules = self._rules
        if token.low in rules.words("telling_words"):
            return token.low
        for sign, group in _SIGNS.items():
            if token.low in rules.words(group):
                return sign
        return ""

    def _acts(self, token: Token) -> frozenset[Action]:
        if token.kind in {Kind.SANCTIONS, Kind.LIST, Kind.PROGRAMME}:
            return frozenset(Action)
        if token.kind is not Kind.WORD:
            return frozenset()
        return frozenset(
            action
            for action in Action
            if token.low in self._rules.words(f"act_words.{action}")
            or token.low in self._rules.words(f"act_nouns.{action}")
            or any(verb.action is action for verb in self._rules.verbs.get(token.low, ()))
        )

    def _cue_kind(self, at: int, action: Action) -> str:
        token = self._words[at].token
        if token.kind is not Kind.WORD:
            return token.kind.value
        groups = (v.group.value for v in self._rules.verbs.get(token.low, ()) if v.action is action)
        return next(groups, "noun")

    def _is_break(self, token: Token) -> bool:
        return token.low in self._rules.words("clause_words")

    def _head(self, at: int) -> int:
        """First name of the list in which a name stands: "X, a banker, and Y"."""
        while True:
            first = self._bounds[self._words[at].sentence][0]
            between = []
            for place in range(at - 1, max(first, at - _LIST) - 1, -1):
                token = self._words[place].token
                if token.kind is Kind.PERSON:
                    break
                if self._parts(token):
                    return at
                between.append(token.low)
            else:
                return at
            if not {"and", ",", "or", "&", "nor"}.intersection(between):
                return at
            at = place

    def _parts(self, token: Token) -> bool:
        """Whether no list of names goes on over this word."""
        words = self._rules.words
        return (
            self._is_break(token)
            or token.low == "."
            or token.low in words("be") | words("have") | words("speech_verbs")
            or (token.kind is Kind.WORD and token.low in self._rules.verbs)
        )

    # ----- evidence

    def _bonds(self, places: Sequence[int], action: Action) -> Iterator[_Bond]:
        for at in places:
            head = self._head(at)
            for cue in self._cues[action]:
                apart = self._words[cue].sentence - self._words[at].sentence
                if cue == at or abs(apart) > _REACH:
                    continue
                low, high = sorted((at, cue))
                between = self._words[low + 1 : high] if not apart else ()
                breaks = sum(self._is_break(word.token) for word in between)
                near = min(abs(cue - at), abs(cue - head) + 1)
                cost = abs(apart) * _SENTENCE + near + _BREAK * breaks
                yield _Bond(cost=cost, cue=cue, name=at, head=head, apart=apart, breaks=breaks)

    def _of(
        self, person: str, action: Action, bonds: Sequence[_Bond], grammar: Grammar
    ) -> Iterator[Joint]:
        """Describe one person with one act and each authority near the act, or none."""
        best = bonds[0]
        sentence = self._words[best.cue].sentence
        told = grammar.told.get((person, action))
        common = frozenset(self._common(person, action, bonds, grammar))
        bodies: dict[str, list[tuple[int, str]]] = {}
        for at, body, key in self._bodies:
            back = sentence - self._words[at].sentence
            if -_REACH <= back <= _AUTHORITY_REACH:
                bodies.setdefault(body, []).append((at, key))
        groups: list[str | None] = [*bodies, None]
        for group in groups:
            evidence = set(common)
            others = {
                body for who, body in grammar.here.get((sentence, action), ()) if who != person
            }
            where = "same" if group in others else "another" if others else "no"
            evidence.add(f"told there of another by {where} authority: {told is not None}")
            if told is not None:
                evidence.add(f"grammar authority {action}: {group in told}")
            if group is None:
                place, key = -1, ""
                evidence.add(f"no authority of {min(2, len(bodies))}: {told is not None}")
            else:
                place, key = min(bodies[group], key=lambda body: self._far(body[0], best.cue))
                evidence.update(self._authority_evidence(group, place, bodies, best, person))
            yield Joint(
                person=person,
                action=action,
                group=group,
                authority=key or None,
                authority_text=self._words[place].token.text if key else "",
                name=self._words[best.name].token,
                cue=self._words[best.cue].token,
                sentence=sentence,
                evidence=frozenset(evidence),
            )

    def _common(
        self, person: str, action: Action, bonds: Sequence[_Bond], grammar: Grammar
    ) -> Iterator[str]:
        """Evidence that does not depend on the authority."""
        yield f"act {action}"
        told = (person, action) in grammar.told
        yield f"grammar {action}: {'yes' if told else 'no'}"
        if not told and action in grammar.read:
            yield f"grammar {action}: another"
        if action in grammar.unread:
            yield f"grammar {action}: nobody"
        sentence = self._words[bonds[0].cue].sentence
        yield f"acts in sentence {min(2, self._acts_read[sentence])}"
        yield from self._company(person, sentence)
        for at in self._names[person][:_MENTIONS]:
            yield from self._part(at)
        sides: dict[str, _Bond] = {}
        for bond in bonds:
            sides.setdefault(bond.side, bond)
        for bond in list(sides.values())[:_SIDES]:
            yield from self._tie(person, action, bond)

    def _company(self, person: str, sentence: int) -> Iterator[str]:
        """How many others are named near the act, and which of them it is."""
        near = [
            key
            for key, places in self._names.items()
            if any(abs(self._words[at].sentence - sentence) <= _REACH for at in places)
        ]
        yield f"persons {min(4, len(near))}"
        yield f"named as {min(3, near.index(person))}"

    def _part(self, at: int) -> Iterator[str]:
        """What part a name plays in its sentence."""
        first, end = self._bounds[self._words[at].sentence]
        head = self._head(at)
        signs = [word.sign for word in self._words]
        yield from (f"left {sign}" for sign in signs[max(first, at - _NEIGHBOURS) : at] if sign)
        yield from (
            f"right {sign}" for sign in signs[at + 1 : min(end, at + 1 + _NEIGHBOURS)] if sign
        )
        yield f"next left {signs[at - 1]}" if at > first else "opens"
        if at + 1 < end:
            yield f"next right {signs[at + 1]}"
        if head != at:
            yield "in a list"
            before = signs[max(first, head - _NEIGHBOURS) : head]
            yield from (f"left of list {sign}" for sign in before if sign)

    def _tie(self, person: str, action: Action, bond: _Bond) -> Iterator[str]:
        """How a name stands to the word of an act."""
        yield f"{action} {self._cue_kind(bond.cue, action)} {bond.side}"
        if bond.apart:
            yield from self._tie_across(person, action, bond)
            return
        near = min(abs(bond.cue - bond.head), abs(bond.cue - bond.name))
        yield f"{action} {bond.side} within {_step(near)}"
        yield f"clauses {bond.side} {min(2, bond.breaks)}"
        first, _ = self._bounds[self._words[bond.cue].sentence]
        be = self._rules.words("be")
        before = self._words[max(first, bond.cue - _PASSIVE) : bond.cue]
        passive = any(word.token.low in be for word in before)
        yield f"{action} {bond.side} {'passive' if passive else 'active'}"
        low, high = (bond.cue + 1, bond.head) if bond.cue < bond.head else (bond.name + 1, bond.cue)
        between = [word.sign for word in self._words[low:high]]
        yield from (f"between {bond.side} {sign}" for sign in sorted(set(between)) if sign)
        yield f"persons between {bond.side} {min(2, between.count(Kind.PERSON))}"

    def _tie_across(self, person: str, action: Action, bond: _Bond) -> Iterator[str]:
        """How a name stands to an act of another sentence."""
        first, end = self._bounds[self._words[bond.cue].sentence]
        there = [word for word in self._words[first:end] if word.token.kind is Kind.PERSON]
        yield f"{action} {bond.side} with persons {min(2, len(there))}"
        lows = {word.token.low for word in self._words[first:end]}
        for gender in ("male", "female", "plural"):
            if lows & self._rules.words(f"pronouns.{gender}"):
                yield f"{bond.side} {gender} {bool(there)}"
        if bond.apart > 0:
            earlier = [word for word in self._words[:first] if word.token.kind is Kind.PERSON]
            yield f"last named {earlier[-1].token.key == person}"
            number = self._words[bond.cue].sentence - 1
            before = [word for word in earlier if word.sentence == number]
            if before:
                yield f"first of sentence before {before[0].token.key == person}"
        own = self._words[slice(*self._bounds[self._words[bond.name].sentence])]
        if not any(action in word.acts for word in own):
            yield f"{bond.side} without own act"

    def _authority_evidence(
        self,
        group: str,
        place: int,
        bodies: Mapping[str, list[tuple[int, str]]],
        bond: _Bond,
        person: str,
    ) -> Iterator[str]:
        """How an authority stands to the act and to the name."""

        def nearest(target: str, places: Sequence[int]) -> int:
            return min(self._far(at, to) for at, _ in bodies[target] for to in places)

        yield f"authorities {min(3, len(bodies))}"
        for what, places in (("act", [bond.cue]), ("name", self._names[person])):
            mine = nearest(group, places)
            nearer = sum(nearest(other, places) < mine for other in bodies)
            yield f"authority {min(2, nearer)} from {what}"
        apart = self._words[place].sentence - self._words[bond.cue].sentence
        side = "before" if place < bond.cue else "behind"
        yield f"authority {side} act {apart} {_step(abs(place - bond.cue)) if not apart else ''}"
        yield f"authority {side} {'act' if bond.cue < bond.name else 'name'} first {apart}"
        for where, at in (("left", place - 1), ("right", place + 1)):
            if 0 <= at < len(self._words) and self._words[at].sign:
                yield f"authority {where} {self._words[at].sign}"

    def _far(self, one: int, other: int) -> int:
        sentences = abs(self._words[one].sentence - self._words[other].sentence)
        return sentences * _SENTENCE + abs(one - other)


_SIGNS = {
    "speaks": "speech_verbs",
    "bystander": "bystander_nouns",
    "kin": "kin_nouns",
    "role": "person_nouns",
    "title": "titles",
}
"""What a word tells of a name beside it, by the group of cue words that it is in."""


def _step(count: int) -> str:
    return next((str(step) for step in _STEPS if count <= step), "more")
