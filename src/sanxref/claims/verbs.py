"""Acts told by verbs: "sanctioned X", "put X on its list", "hit X with sanctions"."""

from sanxref.claims.asset_verbs import AssetVerbs
from sanxref.claims.events import Event
from sanxref.claims.heads import Head, HeadKind
from sanxref.claims.lexicon import Form, Rules, VerbForm, VerbGroup
from sanxref.claims.list_verbs import ListVerbs
from sanxref.claims.mild_verbs import MildVerbs
from sanxref.claims.surroundings import names_somebody
from sanxref.claims.tokens import Kind, Token
from sanxref.model.claims import Action

__all__ = ["VerbEvents"]

_NEAR = 3  # words of modifiers before the subject: "The new US sanctions"
_SAYING = frozenset({VerbGroup.TARGET, VerbGroup.FREEZE})
_TITLE = 10  # words of what something is designated as
_SWIFT = 3  # words of the act: "took swift action against"
_REACH = 16  # words between a verb and its label: "had the EU's ... X declared a ..."


class VerbEvents(ListVerbs, AssetVerbs, MildVerbs):
    """Finds the acts that verbs of one sentence tell."""

    def __init__(
        self, tokens: tuple[Token, ...], rules: Rules, used: set[int], *, charged: bool = False
    ) -> None:
        """Share with other finders the nouns that an act has taken already."""
        super().__init__(tokens, rules, charged=charged)
        self._used = used

    def event_at(self, index: int) -> Event | None:
        """Act that the word at an index tells as a verb, or None."""
        for reading in self._readings(index, self.tokens[index]):
            event = self._verb_event(index, reading)
            if event is not None:
                return event
        return None

    def told(self, index: int) -> Action | None:
        """Action of a verb of designation, wherever its object stands; None for other words."""
        readings = self.rules.verbs.get(self.tokens[index].low, ())
        if not any(reading.group in _SAYING for reading in readings):
            return None
        other = self._has_other_meaning(index) or self._describes(index)
        if other or self.tokens[index].kind is not Kind.WORD or self.reader.low(index - 1) == "-":
            return None
        acts = self.reader.kind(index - 1) is Kind.AUTHORITY or self.subjects.is_passive(index)
        acts = acts or self.reader.low(index + 1) in self.rules.words("asset_nouns")
        passive = self.subjects.is_passive(index)
        heads = self.subjects.subject(index) if passive else self.reader.read(index + 1)[0]
        thing = bool(heads) and heads[0].kind in {HeadKind.THING, HeadKind.ENTITY}
        if thing or (not acts and self._is_before_noun(index)):
            return None
        for reading in readings:
            if reading.group is VerbGroup.TARGET and not self._is_noun(index, (reading,)):
                return reading.action
            owned = self.reader.low(index + 1) in self.rules.words("asset_nouns")
            if reading.group is VerbGroup.FREEZE and owned:
                return reading.action
        return None

    def _is_before_noun(self, index: int) -> bool:
        """As in "designated clinics": the participle describes a thing."""
        rules, low = self.rules, self.reader.low(index + 1)
        function = rules.words("prepositions") | rules.words("determiners") | rules.words("be")
        return (
            self.reader.kind(index + 1) is Kind.WORD
            and not self.tokens[index + 1].is_capital
            and low not in function
            and not rules.tells_how(low)
        )

    def _readings(self, index: int, token: Token) -> tuple[VerbForm, ...]:
        if token.kind is Kind.WORD:
            readings = self.rules.verbs.get(token.low, ())
            return () if readings and self._is_noun(index, readings) else readings
        if token.kind in {Kind.SANCTIONS, Kind.LIST} and token.low in self.rules.verbs:
            if self.reader.low(index - 1) in {"did", "does", "do", "will", "would", "could"}:
                return self.rules.verbs[token.low]
            # "US sanctions Zarif": a noun unless a name follows and an authority stands before
            actor = self.reader.kind(self.subjects.verb_group(index) - 1) is Kind.AUTHORITY
            if actor and token.low == "lists" and self.reader.low(index + 1) != "of":
                return self.rules.verbs[token.low]
            heads, _ = self.reader.read(index + 1)
            kinds = {HeadKind.PERSON, HeadKind.ENTITY, HeadKind.PRONOUN}
            somebody = any(head.kind in kinds for head in heads)
            asked = self.reader.low(index - 1) == "to" and token.low == self._base(token.low)
            if (asked or self.reader.kind(index - 1) is Kind.AUTHORITY) and somebody:
                return self.rules.verbs[token.low]
        return ()

    def _base(self, word: str) -> str:
        return self.rules.verbs[word][0].base

    def _is_noun(self, index: int, readings: tuple[VerbForm, ...]) -> bool:
        """Whether a word like "name", "list" or "place" stands as a noun."""
        before = self.reader.low(index - 1)
        base = any(Form.BASE in reading.forms for reading in readings)
        past = any(Form.PAST in reading.forms for reading in readings)
        if base and not past and self.reader.low(index + 1).endswith("ed"):
            return True  # "a drone strike killed"
        if self.reader.low(index + 1) == "of" and (
            any(Form.GERUND in reading.forms for reading in readings)
        ):
            return True  # "the listing of X"
        if before in {"his", "her", "their", "'s", "whose"} and any(
            Form.GERUND in reading.forms for reading in readings
        ):
            return True  # "his blacklisting by the Treasury"
        small = all(
            Form.BASE in reading.forms or Form.THIRD in reading.forms for reading in readings
        )
        return small and (before in {"'s", "whose", "his", "her", "their", "its", "the", "a", "an"})

    def _verb_event(self, index: int, reading: VerbForm) -> Event | None:
        if index in self._used:
            return None
        readers = {
            VerbGroup.TARGET: self._target,
            VerbGroup.PLACE: self._place,
            VerbGroup.HIT: self._hit,
            VerbGroup.LABEL: self._label,
            VerbGroup.FREEZE: self._freeze,
            VerbGroup.ACT: self._act_against,
            VerbGroup.BAR: self._bar,
        }
        read = readers.get(reading.group)  # verbs of imposing and lifting are told from the noun
        return read(index, reading) if read else None

    def _target(self, index: int, reading: VerbForm) -> Event | None:
        """As in "X was sanctioned", "the Treasury designated X"."""
        follow = self.reader.low(index + 1)
        if self._has_other_meaning(index) or (
            self.reader.low(index - 1) == "-" and self.reader.kind(index - 2) is not Kind.AUTHORITY
        ):
            return None  # "state-sanctioned", but "US-sanctioned"
        heads, passive = self._patients(index, reading)
        noun = self._noun_behind(index, {Kind.PROGRAMME, Kind.LIST}, self.rules.words("list_preps"))
        if self._describes(index):
            return None
        if follow and not heads and self._is_attribute(index):
            heads, _ = self.reader.read(index + 1)
            if heads and heads[0].kind in {HeadKind.HUMAN, HeadKind.THING, HeadKind.ENTITY}:
                return None  # "sanctioned people and organisations": nobody in particular
        named = self._those_are(index, noun) or self._behind_colon(index, heads)
        thing = bool(heads) and heads[0].kind is HeadKind.THING
        if reading.base == "designate" and noun < 0 and thing:
            return None  # "the area was designated ..."
        return Event(
            trigger=index,
            action=reading.action,
            heads=named or (*heads, *self._also(index)),
            noun=noun,
            passive=passive or self._is_attribute(index) or self.reader.low(index - 1) == "-",
            weak=noun < 0 and not named,
            undated=not self.subjects.is_passive(index)
            and (self._is_attribute(index) or self.reader.low(index - 1) == "-"),
            refers=bool(self._those_are(index, noun)),
            agent_from=self.subjects.clause_start(index),
        )

    def _describes(self, index: int) -> bool:
        """As in "several thousand sanctioned people": nobody in particular."""
        follow = self.reader.low(index + 1)
        nouns = self.rules.words("person_nouns") | self.rules.words("entity_nouns")
        if self.reader.read(index + 1)[0][:1] and self.reader.read(index + 1)[0][0].kind is (
            HeadKind.PERSON
        ):
            return False
        acts = self.reader.kind(index - 1) in {Kind.AUTHORITY, Kind.ORGANIZATION, Kind.DATE}
        return (
            follow in nouns
            and not acts
            and not self.subjects.is_passive(index)
            and (not self._had_done(index))
            and self.reader.low(index - 1) not in {"it", "also", "has", "had", "have"}
        )

    def _also(self, index: int) -> tuple[Head, ...]:
        """As in "he was sanctioned, and so was X": who is said to share it."""
        if " " in self.reader.low(index + 1) and self.reader.low(index + 1) in (
            self.rules.words("and_words")
        ):
            heads, _ = self.reader.read(index + 2)
            return heads  # "was sanctioned along with X"
        for at in range(index + 1, len(self.tokens) - 2):
            if (self.reader.low(at), self.reader.low(at + 1)) == ("and", "with"):
                heads, _ = self.reader.read(at + 3)
                return heads if self.reader.low(at + 2) in {"him", "her", "them", "it"} else ()
            if self.reader.low(at) == "so" and self.reader.low(at + 1) in (
                self.rules.words("be") | self.rules.words("have")
            ):
                heads, _ = self.reader.read(at + 2)
                return heads
            if self.reader.low(at) == "." or (
                self.reader.low(at) == ";" and self.reader.low(at + 1) != "so"
            ):
                break
        return ()

    def _has_other_meaning(self, index: int) -> bool:
        """As in "designated area", "sanctioned by FIFA", "designated Ban as next"."""
        rules, reader = self.rules, self.reader
        blocked = rules.words("blocked_labels")
        if reader.low(index + 1) in blocked or (
            reader.low(index + 1) == "to"
            and self.rules.verbs[reader.low(index)][0].base != "delist"
        ):
            return True  # "designated to lead the team"
        for place in range(index + 1, min(index + 8, len(self.tokens))):
            low = reader.low(place)
            if low == "as" or (low in {"a", "an"} and reader.kind(place - 1) is not Kind.POINT):
                ahead = {reader.low(at) for at in range(place + 1, place + _TITLE)}
                if low == "as" or ahead & blocked:
                    return bool(ahead & blocked)
            if low in rules.words("by_words") and place <= index + 2:
                return not self._is_designator(place + 1)
            if reader.kind(place) is Kind.POINT:
                break
        return False

    def _is_designator(self, index: int) -> bool:
        """Whether what stands behind "by" can designate: an authority, a government, "them"."""
        words = self.rules.words("designators")
        for at in range(index, min(index + 5, len(self.tokens))):
            kind, low = self.reader.kind(at), self.reader.low(at)
            if kind is Kind.AUTHORITY or low in words or kind is Kind.DATE:
                return True
            if kind is Kind.POINT:
                break
        return False

    def _hit(self, index: int, reading: VerbForm) -> Event | None:
        """As in "hit X with sanctions", "X was put under sanctions"."""
        noun = self._noun_behind(index, {Kind.SANCTIONS}, self.rules.words("under_words"))
        if noun < 0 and Form.PARTICIPLE not in reading.forms | {Form.GERUND}:
            return self._sanctions_hit(index)
        if noun < 0 or noun in self._used:
            return None
        between = range(index + 1, noun)
        if any(self.reader.low(at) in self.rules.words("on_words") for at in between):
            return None
        heads, passive = self._patients(index, reading)
        if reading.base == "subject" and Form.PARTICIPLE not in reading.forms:
            heads = self.subjects.subject(index)  # "is subject to sanctions"
        heads = self._those_are(index, noun) or heads
        if heads and heads[0].kind is HeadKind.THING and not heads[0].plural:
            return None
        over = any(self.reader.low(at) == "longer" for at in range(index - 3, index))
        return Event(
            trigger=index,
            action=Action.DELISTED if over else Action.LISTED,
            heads=heads,
            noun=noun,
            passive=passive,
            refers=self.reader.low(index - 1).endswith("those")
            or self.reader.low(index - 2) == "those",
            agent_from=self.subjects.clause_start(index),
        )

    def _sanctions_hit(self, index: int) -> Event | None:
        """As in "The sanctions, announced by the Treasury, also target X"."""
        if self.reader.low(index) not in self.rules.words("target_words"):
            return None
        start = self.subjects.clause_start(index)
        nouns = [at for at in range(start, index) if self.reader.kind(at) is Kind.SANCTIONS]
        heads, _ = self.reader.read(index + 1)
        if not nouns or nouns[0] - start > _NEAR or not names_somebody(heads):
            return None
        return Event(
            trigger=index,
            action=Action.LISTED,
            heads=heads,
            noun=nouns[0],
            passive=True,
            agent_from=start,
        )

    def _act_against(self, index: int, reading: VerbForm) -> Event | None:
        """As in "OFAC took action against X", "Ottawa moved against him"."""
        at = index + 1
        while at <= index + _SWIFT and self.reader.low(at) in (
            self.rules.words("action_nouns") | self.rules.words("adverbs")
        ):
            at += 1
        agent = any(
            self.reader.kind(place) is Kind.AUTHORITY
            for place in range(self.subjects.clause_start(index), index)
        )
        noun_like = self.reader.low(index - 1) in self.rules.words("determiners")
        if not agent or noun_like or self.reader.low(at) not in self.rules.words("against_words"):
            return None
        if reading.base == "take" and at == index + 1:
            return None
        heads, _ = self.reader.read(at + 1)
        if not heads or heads[0].kind not in {HeadKind.PERSON, HeadKind.PRONOUN}:
            return None
        # Whoever moves against a person may also arrest him; a programme or a claim makes it sure.
        noun = self._noun_behind(
            index, {Kind.PROGRAMME, Kind.SANCTIONS}, self.rules.words("list_preps") | {"pursuant"}
        )
        return Event(
            trigger=index,
            action=Action.LISTED,
            heads=heads,
            noun=noun,
            bare=noun < 0,
            agent_from=self.subjects.clause_start(index),
        )

    def _label(self, index: int, reading: VerbForm) -> Event | None:
        """As in "made X a global terrorist", "X was declared an SDGT by"."""
        label = self._label_behind(index)
        if label < 0:
            return None
        if reading.base == "become":
            heads, passive = self.subjects.subject(index), True
        else:
            heads, passive = self._patients(index, reading)
        if heads and heads[0].kind is HeadKind.THING:
            heads = ()
        if not heads:
            return None
        return Event(
            trigger=index,
            action=Action.LISTED,
            heads=heads,
            noun=label,
            passive=passive,
            agent_from=self.subjects.clause_start(index),
        )

    def _label_behind(self, index: int) -> int:
        terror = self.rules.words("terror_labels")
        for place in range(index + 1, min(index + _REACH, len(self.tokens))):
            token = self.tokens[place]
            if token.low in {";", "."}:
                break
            if token.kind is Kind.PROGRAMME and self.rules.programmes[token.key].label:
                return place
            if (
                token.low in terror
                and self._acts(index)
                and (
                    self.reader.low(place - 1) in {"a", "an", '"', "'", "global", "as"}
                    or (place == index + 1 and token.low.endswith("s"))
                )
            ):
                return place
        return -1
