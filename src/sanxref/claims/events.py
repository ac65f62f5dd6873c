"""Acts of designation in one sentence: the word that tells the act, and whom it hits."""

from dataclasses import dataclass

from sanxref.claims.lexicon import Form, Rules, VerbForm, VerbGroup
from sanxref.claims.phrases import Head, HeadKind, PhraseReader
from sanxref.claims.subjects import SubjectReader
from sanxref.claims.tokens import Kind, Token
from sanxref.model.claims import Action

__all__ = ["Event", "EventFinder"]

_REACH = 16  # words between a verb and the list that it names; measured on ARTICLES.md section 6
_LONG_REACH = 28  # "kept X and Y, the two ... of ..., among the largest ..., under sanctions"
_OPENING = 3  # "It further names ..."
_NEAR = 6  # words of modifiers before a noun: "on the Treasury's own worldwide sanctions list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One act of putting on or taking off.

    Attributes:
        trigger: Token of the word that tells it.
        action: Put on or taken off.
        heads: Whom it hits; empty where that could not be read.
        noun: Token of the list, programme or sanctions noun that goes with it, or -1.
        agent_from: First token in which an acting authority is looked for on the left.
        passive: The authority stands behind "by".
        weak: The word has other meanings too, and needs an authority or a list near it.
        bare: It says nothing of a list, and needs a claim before it ("removed him").
        denied: The word itself denies the act ("was spared", "was not").
        undated: Dates in the sentence are of something else ("The UN-listed X died on Sunday").
        refers: It names the targets of an act that was told before ("Those listed are X, Y").
    """

    trigger: int
    action: Action
    heads: tuple[Head, ...]
    noun: int = -1
    agent_from: int = 0
    passive: bool = False
    weak: bool = False
    bare: bool = False
    denied: bool = False
    refers: bool = False
    undated: bool = False


class EventFinder:
    """Finds the acts of one sentence."""

    def __init__(self, tokens: tuple[Token, ...], rules: Rules) -> None:
        """Prepare the readers of the sentence."""
        self.tokens = tokens
        self.rules = rules
        self.reader = PhraseReader(tokens, rules)
        self.subjects = SubjectReader(self.reader)
        self._used: set[int] = set()

    def find(self) -> tuple[Event, ...]:
        """Find all acts, in order of their triggers."""
        events: list[Event] = []
        for index, token in enumerate(self.tokens):
            for reading in self._readings(index, token):
                event = self._verb_event(index, reading)
                if event is not None:
                    events.append(event)
                    if event.noun >= 0:
                        self._used.add(event.noun)
                    break
        for index, token in enumerate(self.tokens):
            event = self._noun_event(index, token, events)
            if event is not None:
                events.append(event)
                self._used.add(index)
        for index in range(len(self.tokens)):
            elliptic = self._elliptic(index)
            if elliptic is not None and all(event.trigger != index for event in events):
                events.append(elliptic)
        events.sort(key=lambda event: event.trigger)
        return self._distinct(events)

    def _elliptic(self, index: int) -> Event | None:
        """As in "X was spared", "Y was not.", "Washington has yet to do so"."""
        low, follow = self.reader.low(index), self.reader.low(index + 1)
        be, have = self.rules.words("be"), self.rules.words("have")
        start = self.subjects.clause_start(index)
        if low in {"spared", "exempted"} and self.subjects.is_passive(index):
            heads, denied = self.subjects.subject(index), True
        elif (
            low in be | have | {"did"}
            and follow in {"not", "n't"}
            and (self.reader.low(index + 2) in {".", ";", ""})
        ):
            heads, denied = self.subjects.subject(index), True
        elif (low, follow) in {("followed", "suit"), ("did", "so"), ("done", "so")}:
            heads, denied = (), False
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
        persons = tuple(head for head in heads if head.kind is HeadKind.PERSON)
        agent = any(self.reader.kind(at) is Kind.AUTHORITY for at in range(start, index))
        if not persons and not agent:
            return None
        return Event(
            trigger=index,
            action=Action.LISTED,
            heads=persons,
            bare=True,
            denied=denied,
            agent_from=start,
        )

    def _distinct(self, events: list[Event]) -> tuple[Event, ...]:
        """Drop an event that says of the same persons what a neighbour has said already."""
        kept: list[Event] = []
        for event in events:
            twin = any(
                other.action is event.action
                and abs(other.trigger - event.trigger) <= _REACH
                and {head.index for head in other.heads} == {head.index for head in event.heads}
                and event.heads
                for other in kept
            )
            if not twin:
                kept.append(event)
        return tuple(kept)

    # ----- verbs

    def _readings(self, index: int, token: Token) -> tuple[VerbForm, ...]:
        if token.kind is Kind.WORD:
            readings = self.rules.verbs.get(token.low, ())
            return () if readings and self._is_noun(index, readings) else readings
        if token.kind in {Kind.SANCTIONS, Kind.LIST} and token.low in self.rules.verbs:
            # "US sanctions Zarif": a noun unless a name follows and an authority stands before
            before, after = self.reader.kind(index - 1), self.reader.kind(index + 1)
            somebody = after in {Kind.PERSON, Kind.ORGANIZATION} or (
                self.reader.low(index + 1) in {"him", "her", "them"}
            )
            if before is Kind.AUTHORITY and somebody:
                return self.rules.verbs[token.low]
        return ()

    def _is_noun(self, index: int, readings: tuple[VerbForm, ...]) -> bool:
        """Whether a word like "name", "list" or "place" stands as a noun."""
        before = self.reader.low(index - 1)
        if self.reader.low(index + 1) == "of" and (
            any(Form.GERUND in reading.forms for reading in readings)
        ):
            return True  # "the listing of X"
        small = all(
            Form.BASE in reading.forms or Form.THIRD in reading.forms for reading in readings
        )
        return small and (before in {"'s", "whose", "his", "her", "their", "its", "the", "a", "an"})

    def _verb_event(self, index: int, reading: VerbForm) -> Event | None:
        if index in self._used:
            return None
        match reading.group:
            case VerbGroup.TARGET:
                return self._target(index, reading)
            case VerbGroup.PLACE:
                return self._place(index, reading)
            case VerbGroup.HIT:
                return self._hit(index, reading)
            case VerbGroup.LABEL:
                return self._label(index, reading)
            case VerbGroup.FREEZE:
                return self._freeze(index, reading)
            case VerbGroup.IMPOSE | VerbGroup.LIFT:
                return None  # told from the noun: `_sanctions`

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
            if self.reader.low(at) == "so" and self.reader.low(at + 1) in (
                self.rules.words("be") | self.rules.words("have")
            ):
                heads, _ = self.reader.read(at + 2)
                return heads
            if self.reader.low(at) in {";", "."}:
                break
        return ()

    def _has_other_meaning(self, index: int) -> bool:
        """As in "designated area", "sanctioned by FIFA", "designated Ban as next"."""
        rules, reader = self.rules, self.reader
        blocked = rules.words("blocked_labels")
        if reader.low(index + 1) in blocked:
            return True
        for place in range(index + 1, min(index + 8, len(self.tokens))):
            low = reader.low(place)
            if low == "as":
                ahead = {reader.low(at) for at in range(place + 1, place + 5)}
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

    def _is_attribute(self, index: int) -> bool:
        before = self.reader.low(index - 1)
        following = self.reader.kind(index + 1)
        return (before in self.rules.words("determiners") or index == 0) and (
            following is Kind.WORD
            and self.reader.low(index + 1) not in (self.rules.words("prepositions"))
        )

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
        """As in "had him designated", "from having X declared": who stands between the two verbs."""
        have = self.rules.words("have")
        for at in range(index - 2, max(index - 8, -1), -1):
            low = self.reader.low(at)
            if low in have:
                heads, end = self.reader.read(at + 1, index)
                good = {HeadKind.PERSON, HeadKind.PRONOUN, HeadKind.HUMAN}
                return heads if end == index and heads and heads[0].kind in good else ()
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
        heads, _ = self.reader.read(start)
        return tuple(head for head in heads if head.kind is not HeadKind.THING) or heads

    def _object_relative(self, index: int) -> int | None:
        """As in "whom the EU had put": the relative pronoun, where an authority is the subject."""
        group = self.subjects.verb_group(index)
        for place in range(group - 1, max(group - 8, -1), -1):
            low = self.reader.low(place)
            if low in self.rules.words("object_relatives") and place < group - 1:
                ahead = self.reader.kind(index + 1)
                named = ahead is Kind.PERSON
                return None if named and low != "whom" else place
            if self.reader.kind(place) is Kind.POINT:
                break
        return None

    def _is_reduced(self, index: int) -> bool:
        """As in "X, sanctioned by the EU in 2014,": a participle without its verb; also a headline."""
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
        if self.reader.low(at) == ",":
            at -= 1
            if self.reader.kind(at) is Kind.PERSON:
                return self.subjects.named(at)
        if self.reader.low(at) in {")", '"'}:
            at -= 1
        if self.reader.kind(at) is Kind.PERSON:
            return self.subjects.subject(index) or self.subjects.apposed(at)
        return self.subjects.apposed(at)

    def _place(self, index: int, reading: VerbForm) -> Event | None:
        """As in "put X on its list", "X was removed from the list", "the UN listed him"."""
        off = reading.action is Action.DELISTED
        if self.reader.low(index - 1) == "-":
            return self._attribute_listed(index, reading)
        preps = self.rules.words("off_words") if off else self.rules.words("list_preps")
        noun = self._noun_behind(index, {Kind.LIST, Kind.PROGRAMME}, preps)
        is_list_verb = reading.base in {"list", "re-list"}
        if noun < 0:
            relative = self._list_relative(index)
            if relative is not None:
                noun = relative
            elif self._is_bare(index, reading):
                pass
            elif not is_list_verb or not self._acts(index):
                return None
        if noun >= 0 and self.reader.kind(noun) is Kind.LIST and not self._is_sanctions_list(noun):
            return None
        if reading.base == "come":
            heads, passive = self.subjects.subject(index), True
        elif reading.base == "figure":
            return None
        else:
            heads, passive = self._patients(index, reading)
        listed = self._those_are(index, noun) or self._behind_colon(index, heads)
        if is_list_verb and noun < 0 and not _has_somebody(heads):
            return None  # "listed in New York", "shares listed on its board"
        return Event(
            trigger=index,
            action=reading.action,
            heads=listed or heads,
            noun=noun,
            passive=passive,
            agent_from=self.subjects.clause_start(index),
            weak=is_list_verb and noun < 0,
            bare=not is_list_verb and noun < 0,
            refers=bool(self._those_are(index, noun)),
        )

    def _is_bare(self, index: int, reading: VerbForm) -> bool:
        """As in "OFAC removed him", "had put the businessman there": the list went before."""
        if reading.base in {"list", "name", "include", "keep", "come", "figure", "take", "cut"}:
            return False
        there = any(self.reader.low(at) == "there" for at in range(index + 1, index + 6))
        off = reading.action is Action.DELISTED and reading.base in {"remove", "strike", "delete"}
        if not (there or off):
            return False
        heads, end = self.reader.read(index + 1)
        from_elsewhere = self.reader.low(end) in {"from", "as", "in", "at"} and (
            self.reader.kind(end + 1) is not Kind.DATE
        )
        return (
            bool(heads)
            and heads[0].kind
            in {
                HeadKind.PERSON,
                HeadKind.PRONOUN,
                HeadKind.HUMAN,
            }
            and not from_elsewhere
        )

    def _attribute_listed(self, index: int, reading: VerbForm) -> Event | None:
        """Tell "the UN-listed financier X" from "US-listed shares"."""
        heads, _ = self.reader.read(index + 1)
        named = tuple(head for head in heads if head.kind is HeadKind.PERSON)
        if not named or self.reader.kind(index - 2) is not Kind.AUTHORITY:
            return None
        return Event(
            trigger=index,
            action=reading.action,
            heads=named[:1],
            agent_from=max(index - 3, 0),
            undated=True,
        )

    def _acts(self, index: int) -> bool:
        """Whether an authority stands near enough before, or behind "by"."""
        left = range(self.subjects.clause_start(index), index)
        if any(self.reader.kind(at) is Kind.AUTHORITY for at in left):
            return True
        return self.reader.low(index + 1) in self.rules.words("by_words") and any(
            self.reader.kind(at) is Kind.AUTHORITY for at in range(index + 2, index + 5)
        )

    def _noun_behind(self, index: int, kinds: set[Kind], preps: frozenset[str]) -> int:
        """Token of a list (or label) behind a verb and one of the prepositions, or -1."""
        commas = 0
        reach = _LONG_REACH if Kind.SANCTIONS in kinds else _REACH
        for place in range(index + 1, min(index + reach, len(self.tokens))):
            low = self.reader.low(place)
            if low in {";", ":"}:
                break
            commas += low == ","
            if low not in preps or commas > (4 if Kind.SANCTIONS in kinds else 3):
                continue
            for noun in range(place + 1, min(place + _NEAR + 3, len(self.tokens))):
                kind = self.reader.kind(noun)
                if kind in kinds:
                    return noun
                if Kind.SANCTIONS in kinds and self.reader.low(noun) == "measures":
                    return noun
                if kind is Kind.POINT and self.reader.low(noun) not in {'"', "'", "."}:
                    break
                if self.reader.low(noun) in self.rules.words("prepositions") - {"of"}:
                    break
        return -1

    def _is_sanctions_list(self, noun: int) -> bool:
        """Whether a list is one of sanctions, by its modifiers or by an authority near it."""
        low = self.reader.low(noun)
        if "black" in low:
            return True
        around = range(max(noun - _NEAR, 0), min(noun + 5, len(self.tokens)))
        if any(
            self.reader.low(at) in self.rules.words("list_qualifiers")
            or self.reader.kind(at) in {Kind.PROGRAMME, Kind.SANCTIONS}
            for at in around
        ):
            return True
        return any(
            token.kind is Kind.AUTHORITY and not self._is_place(at)
            for at, token in enumerate(self.tokens)
        )

    def _is_place(self, index: int) -> bool:
        """As in "staying in the United States"."""
        at = index - 1
        while self.reader.low(at) == "the":
            at -= 1
        return self.reader.low(at) in {"in", "from", "near", "to", "at"}

    def _list_relative(self, index: int) -> int | None:
        """As in "the list on which X was put"."""
        for place in range(index - 1, max(index - 8, -1), -1):
            if self.reader.low(place) == "which" and self.reader.kind(place - 2) is Kind.LIST:
                return place - 2
        return None

    def _those_are(self, index: int, noun: int) -> tuple[Head, ...]:
        """As in "Those put on the list ... are X, Y and Z"."""
        reader = self.reader
        people = {
            "those",
            "among those",
            "people",
            "persons",
            "individuals",
            "men",
            "names",
            "figures",
            "others",
        }
        before = {reader.low(at) for at in range(max(index - 3, 0), index)}
        if not before & people or self.reader.low(index - 1) in self.rules.words("be"):
            return ()
        for place in range(max(noun, index) + 1, len(self.tokens)):
            if reader.low(place) in self.rules.words("include_verbs"):
                heads, _ = reader.read(place + 1)
                return heads
        return ()

    def _behind_colon(self, index: int, heads: tuple[Head, ...]) -> tuple[Head, ...]:
        """As in "The following were added to the list: X, Y and Z"."""
        if any(head.kind in {HeadKind.PERSON, HeadKind.PRONOUN} for head in heads):
            return ()
        for at in range(index + 1, len(self.tokens)):
            if self.reader.low(at) == ":":
                found, _ = self.reader.read(at + 1)
                return tuple(head for head in found if head.kind is HeadKind.PERSON)
        return ()

    def _hit(self, index: int, reading: VerbForm) -> Event | None:
        """As in "hit X with sanctions", "X was put under sanctions", "people hit by US sanctions"."""
        noun = self._noun_behind(index, {Kind.SANCTIONS}, self.rules.words("under_words"))
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
        return Event(
            trigger=index,
            action=Action.LISTED,
            heads=heads,
            noun=noun,
            passive=passive,
            refers=self.reader.low(index - 1).endswith("those")
            or self.reader.low(index - 2) == "those",
            agent_from=self.subjects.clause_start(index),
        )

    def _label(self, index: int, reading: VerbForm) -> Event | None:
        """As in "made X a Specially Designated Global Terrorist", "X was declared a terrorist by"."""
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
                and (self.reader.low(place - 1) in {"a", "an", '"', "'", "global", "as"})
            ):
                return place
        return -1

    def _freeze(self, index: int, reading: VerbForm) -> Event | None:
        """As in "froze the assets of X", "X's assets were frozen"."""
        assets = self.rules.words("asset_nouns")
        behind = [
            at
            for at in range(index + 1, min(index + 4, len(self.tokens)))
            if self.reader.low(at) in assets
        ]
        action = Action.DELISTED if reading.base.startswith("un") else Action.LISTED
        start = self.subjects.clause_start(index)
        if behind:
            at = behind[0]
            if self.reader.low(at + 1) == "of":
                heads, _ = self.reader.read(at + 2)
            else:
                heads, _ = self.reader.read(index + 1, at + 1)
            persons = tuple(
                head for head in heads if head.kind in {HeadKind.PERSON, HeadKind.PRONOUN}
            )
            if not persons:
                return None
            return Event(trigger=index, action=action, heads=persons, agent_from=start)
        before = [at for at in range(max(index - 6, 0), index) if self.reader.low(at) in assets]
        if not before or Form.PARTICIPLE not in reading.forms:
            return None
        at = before[-1]
        heads = self._owner(at)
        if heads and heads[0].plural:  # "two associates have had their assets frozen"
            owners = self.subjects.subject(self.subjects.verb_group(at - 1))
            heads = owners if owners and owners[0].kind is HeadKind.HUMAN else heads
        if not heads:
            return None
        return Event(trigger=index, action=action, heads=heads, passive=True, agent_from=start)

    def _owner(self, noun: int) -> tuple[Head, ...]:
        """Who owns a noun: "X's designation", "his name"."""
        reader = self.reader
        for place in range(noun - 1, max(noun - 5, -1), -1):
            if reader.low(place) == "'s" and reader.kind(place - 1) is Kind.PERSON:
                token = self.tokens[place - 1]
                return (
                    Head(kind=HeadKind.PERSON, index=place - 1, text=token.text, key=token.key),
                )
            if reader.low(place) in {"his", "her", "their"}:
                return (
                    Head(
                        kind=HeadKind.PRONOUN,
                        index=place,
                        text=self.tokens[place].text,
                        plural=reader.low(place) == "their",
                    ),
                )
            if reader.kind(place) is Kind.POINT or reader.low(place) in {"of", "the"}:
                break
        return ()

    # ----- nouns

    def _noun_event(self, index: int, token: Token, events: list[Event]) -> Event | None:
        if index in self._used or any(event.trigger == index for event in events):
            return None
        if token.kind is Kind.SANCTIONS:
            return self._sanctions(index)
        if token.kind is Kind.LIST and self._is_sanctions_list(index):
            return self._list_status(index)
        if token.kind is Kind.PROGRAMME:
            if token.low.split()[-1] in self.rules.words("list_nouns"):
                return self._list_status(index)
            return self._label_status(index) if self.rules.programmes[token.key].label else None
        for action in Action:
            if token.low in self.rules.words(f"act_nouns.{action}"):
                return self._act(index, action)
        return None

    def _sanctions(self, index: int) -> Event | None:
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
        heads = self._facing(index)
        if heads:
            return Event(
                trigger=index,
                action=action,
                heads=heads,
                noun=index,
                agent_from=start,
                undated=True,
            )
        under = self._preposition_before(index, self.rules.words("under_words") - {"with", "by"})
        if under >= 0:
            heads = self._status_subject(under)
            if heads and heads[0].kind is not HeadKind.THING:
                return Event(
                    trigger=index, action=Action.LISTED, heads=heads, noun=index, agent_from=under
                )
        return None

    def _facing(self, index: int) -> tuple[Head, ...]:
        """As in "X faces US sanctions", "his appeal against EU sanctions"."""
        for at in range(index - 1, max(index - 5, -1), -1):
            low = self.reader.low(at)
            if low in {"face", "faces", "faced", "facing"}:
                heads = self.subjects.subject(at)
                return heads if _has_somebody(heads) else ()
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
            if low in on_words and self.reader.kind(at + 1) is not Kind.DATE:
                heads, _ = self.reader.read(at + 1)
                return heads
            if low == "," and self.reader.low(at + 1) in {"which", "that"}:
                at += 1
                while at < len(self.tokens) and self.reader.low(at) != ",":
                    at += 1
            elif (
                low in {",", ";", "."}
                or low in self.rules.words("and_words")
                or (
                    low
                    in {"since", "after", "over", "because", "when", "until", "for", "following"}
                )
            ) or self.reader.kind(at) is Kind.PERSON:
                break
            at += 1
        return ()

    def _preposition_before(self, index: int, preps: frozenset[str]) -> int:
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

    def _status_subject(self, preposition: int) -> tuple[Head, ...]:
        """Subject of "... is on the list", also without a verb ("X on the list", "X (not on"))."""
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
            if heads and heads[0].kind is HeadKind.PERSON:
                return Event(
                    trigger=index + 1,
                    action=Action.LISTED,
                    heads=heads,
                    noun=index,
                    agent_from=start,
                )
        at = self._preposition_before(index, frozenset({"on", "in", "to"}))
        if at < 0:
            return None
        if self.reader.low(at - 1) in (
            self.rules.words("act_nouns.listed") | self.rules.words("act_nouns.delisted")
        ):
            return None  # told from that noun
        if self.reader.low(at) != "on" and not any(
            self.reader.low(place) in self.rules.words("status_verbs")
            for place in range(self.subjects.verb_group(at), at)
        ):
            return None
        heads = self._status_subject(at)
        if not heads or heads[0].kind is HeadKind.THING:
            return None
        return Event(trigger=index, action=Action.LISTED, heads=heads, noun=index, agent_from=at)

    def _label_status(self, index: int) -> Event | None:
        """As in "X, a Specially Designated Global Terrorist," and "X is an SDGT"."""
        at = index - 1
        while (
            at >= 0
            and self.reader.low(at) in {"a", "an", '"', "'", "the", "us", "u.s."} | ({"designated"})
        ) or self.reader.kind(at) is Kind.AUTHORITY:
            at -= 1
        if self.reader.low(at) == "," and self.reader.kind(at - 1) in {
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

    def _act(self, index: int, action: Action) -> Event | None:
        """As in "the designation of X", "X's listing", "his appearance on the blacklist"."""
        noun = self._noun_behind(
            index,
            {Kind.LIST, Kind.PROGRAMME},
            self.rules.words("off_words") | self.rules.words("list_preps"),
        )
        low = self.reader.low(index)
        sure = low in {"listing", "blacklisting", "delisting", "de-listing", "sanctioning"}
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
        if noun < 0 and not near and not sure:
            return None
        heads = self._owner(index)
        if (
            not heads
            and self.reader.low(index + 1) in {"that", "which"}
            and (self.reader.kind(index + 2) is Kind.AUTHORITY)
        ):
            heads, _ = self.reader.read(index + 4)  # "the designation that Washington gave X"
            if near or noun >= 0:
                near = True
        if not heads and self.reader.low(index + 1) == "of":
            heads, _ = self.reader.read(index + 2)
        if not heads and low.endswith("s") and noun >= 0:
            heads = (
                Head(kind=HeadKind.HUMAN, index=index, text=self.tokens[index].text, plural=True),
            )  # "additions to the list": their names may follow
        if not heads or heads[0].kind is HeadKind.THING:
            return None
        start = self.subjects.clause_start(index)
        if action is Action.LISTED and any(
            reading.group is VerbGroup.LIFT
            for at in range(max(index - 6, 0), index)
            for reading in self.rules.verbs.get(self.reader.low(at), ())
        ):
            action = Action.DELISTED
        return Event(trigger=index, action=action, heads=heads, noun=noun, agent_from=start)


def _has_somebody(heads: tuple[Head, ...]) -> bool:
    return any(
        head.kind in {HeadKind.PERSON, HeadKind.NAME, HeadKind.PRONOUN, HeadKind.HUMAN}
        for head in heads
    )
