"""Acts told by verbs: "sanctioned X", "put X on its list", "hit X with sanctions"."""

from sanxref.claims.events import Event
from sanxref.claims.lexicon import Form, Rules, VerbForm, VerbGroup
from sanxref.claims.patients import Patients
from sanxref.claims.phrases import Head, HeadKind
from sanxref.claims.surroundings import names_somebody
from sanxref.claims.tokens import Kind, Token
from sanxref.model.claims import Action

__all__ = ["VerbEvents"]

# verbs whose object is the list, and whose subject is who is on it
_LIST_OBJECT = frozenset({"leave", "top", "join", "head", "exit", "escape"})
_NEAR = 3  # words of modifiers before the subject: "The new US sanctions"
_TITLE = 10  # words of what something is designated as
_WHATEVER = 6  # words to the owner: "froze whatever property of his"
_SWIFT = 3  # words of the act: "took swift action against"
_REACH = 16  # words between a verb and its label: "had the EU's ... X declared a ..."


class VerbEvents(Patients):
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

    def mild_at(self, index: int) -> Event | None:
        """As in "Ottawa went after his banker": a verb of no list, where lists are the topic."""
        low = self.reader.low(index)
        action = next((act for act in Action if low in self.rules.words(f"mild_verbs.{act}")), None)
        if action is None or self.tokens[index].kind is not Kind.WORD:
            return None
        start = self.subjects.clause_start(index)
        if self.subjects.is_passive(index):
            by = self.reader.low(index + 1) in self.rules.words("by_words")
            ahead = {self.reader.kind(at) for at in range(index + 2, index + 4)}
            if not by or Kind.AUTHORITY not in ahead:
                return None
            heads = self.subjects.subject(index)
        else:
            group = self.subjects.verb_group(index)
            back = self.rules.words("back_words")
            last = self.reader.low(group - 1)
            action_of = last in self.rules.words("action_nouns") and (
                self.reader.kind(group - 2) is Kind.AUTHORITY
            )
            if (
                self.reader.kind(group - 1) is not Kind.AUTHORITY
                and not action_of
                and (last not in back)
            ):
                return None
            at = index + 1
            while self.reader.low(at) in {"after", "at", "aim", "for", "to", "the", "only", "in"}:
                at += 1
            at -= self.reader.low(at - 1) == "the"
            relative = self._object_relative(index)
            if relative is not None:
                named = self.reader.low(relative) == "whom"
                heads = self.subjects.antecedent(relative) if named else ()
            else:
                heads, _ = self.reader.read(at)
        if not names_somebody(heads):
            return None
        return Event(
            trigger=index,
            action=action,
            heads=heads,
            bare=True,
            passive=self.subjects.is_passive(index),
            agent_from=start,
        )

    def told(self, index: int) -> Action | None:
        """Action of a verb of designation, wherever its object stands; None for other words."""
        if self.tokens[index].kind is not Kind.WORD or self._has_other_meaning(index):
            return None
        if self.reader.low(index - 1) == "-" or self._describes(index):
            return None
        acts = self.reader.kind(index - 1) is Kind.AUTHORITY or self.subjects.is_passive(index)
        if not acts and self._is_before_noun(index):
            return None
        if self.subjects.is_passive(index):
            heads = self.subjects.subject(index)
            if heads and heads[0].kind in {HeadKind.THING, HeadKind.ENTITY}:
                return None
        for reading in self.rules.verbs.get(self.tokens[index].low, ()):
            if reading.group is VerbGroup.TARGET and not self._is_noun(index, (reading,)):
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
                ahead = {reader.low(at) for at in range(place + 1, place + _TITLE)}
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

    def _place(self, index: int, reading: VerbForm) -> Event | None:  # noqa: C901, PLR0911, PLR0912 - the cases of one construction side by side
        """As in "put X on its list", "X was removed from the list", "the UN listed him"."""
        off = reading.action is Action.DELISTED
        if self.reader.low(index - 1) == "-":
            return self._attribute_listed(index, reading)
        preps = self.rules.words("off_words") if off else self.rules.words("list_preps")
        kinds = {Kind.LIST, Kind.PROGRAMME, Kind.SANCTIONS} if off else {Kind.LIST, Kind.PROGRAMME}
        noun = self._noun_behind(index, kinds, preps)
        if reading.base == "have" and not self._is_had_on(index):
            return None
        if reading.base in _LIST_OBJECT:  # the list is the object
            noun = self._object_list(index)
            if noun < 0:
                return None
        is_list_verb = reading.base in {"list", "re-list"}
        if noun < 0 and not off:
            noun = self._fronted_list(index)
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
        if reading.base == "come" or reading.base in _LIST_OBJECT:
            heads, passive = self.subjects.subject(index), True
        elif reading.base == "figure":
            return None
        else:
            heads, passive = self._patients(index, reading)
        if heads and self.reader.low(heads[0].index) in self.rules.words("reflexives"):
            heads = self.subjects.subject(index)  # "found herself on the list"
        listed = self._those_are(index, noun) or self._behind_colon(index, heads)
        listed_group = (
            bool(heads) and heads[0].kind is HeadKind.ENTITY and self._is_body_subject(index)
        )
        if (
            is_list_verb
            and noun < 0
            and not (
                names_somebody(heads) or listed_group or (self.tokens[index].kind is Kind.LIST)
            )
        ):
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

    def _is_had_on(self, index: int) -> bool:
        """As in "the EU still has him on its list"."""
        heads, end = self.reader.read(index + 1)
        return bool(heads) and names_somebody(heads) and self.reader.low(end) == "on"

    def _fronted_list(self, index: int) -> int:
        """As in "On its list Moscow entered 13 politicians": the list before the verb, or -1."""
        if self.reader.low(0) not in {"on", "to", "onto"}:
            return -1
        return next(
            (at for at in range(1, min(_NEAR + 2, index)) if self.reader.kind(at) is Kind.LIST), -1
        )

    def _is_body_subject(self, index: int) -> bool:
        """Whether a body that keeps a list is the subject: "The UN listed Jabhat al-Nusra"."""
        before = self.tokens[self.subjects.verb_group(index) - 1]
        return before.kind is Kind.AUTHORITY and bool(
            self.rules.registry.authority(before.key).sources
        )

    def _object_list(self, index: int) -> int:
        """List that is the object of a verb: "leaving the SDN List", or -1."""
        for at in range(index + 1, min(index + 6, len(self.tokens))):
            token = self.tokens[at]
            if token.kind is Kind.LIST or (
                token.kind is Kind.PROGRAMME
                and token.low.split()[-1] in self.rules.words("list_nouns")
            ):
                return at
            if token.kind in {Kind.POINT, Kind.PERSON} or (
                token.low in self.rules.words("prepositions")
            ):
                break
        return -1

    def _is_bare(self, index: int, reading: VerbForm) -> bool:
        """As in "OFAC removed him", "had put the businessman there": the list went before."""
        if reading.base in {"list", "name", "include", "keep", "come", "figure", "take", "cut"}:
            return False
        there = any(self.reader.low(at) == "there" for at in range(index + 1, index + 6))
        if self.reader.low(index + 1) == "there" and self.subjects.is_passive(index):
            return True
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

    def _list_relative(self, index: int) -> int | None:
        """As in "the list on which X was put"."""
        for place in range(index - 1, max(index - 8, -1), -1):
            if self.reader.low(place) == "which" and self.reader.kind(place - 2) is Kind.LIST:
                return place - 2
        return None

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

    def _bar(self, index: int, reading: VerbForm) -> Event | None:
        """As in "Russia barred X from entry", "X was banned from entering the country"."""
        entry = next(
            (
                at
                for at in range(index + 2, min(index + _REACH, len(self.tokens)))
                if (
                    self.reader.low(at) in self.rules.words("entry_words")
                    or self.reader.kind(at) is Kind.AUTHORITY
                )
                and self._is_behind_off(at)
            ),
            -1,
        )
        if entry < 0:
            return None
        heads, passive = self._patients(index, reading)
        territory = self.reader.kind(entry) is Kind.AUTHORITY
        if not names_somebody(heads) or not (territory or self._acts(index)):
            return None
        return Event(
            trigger=index,
            action=reading.action,
            heads=heads,
            passive=passive,
            agent_from=self.subjects.clause_start(index),
        )

    def _is_behind_off(self, at: int) -> bool:
        """As in "from entry", "from the European Union"."""
        before = at - 1 - (self.reader.low(at - 1) == "the")
        return self.reader.low(before) in self.rules.words("off_words")

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
            for at in range(index + 1, min(index + 4, len(self.tokens)))
            if self.reader.low(at) in assets
        ]
        action = Action.DELISTED if reading.base.startswith("un") else Action.LISTED
        start = self.subjects.clause_start(index)
        if heads := self._whatever_of(index):
            return Event(trigger=index, action=action, heads=heads, agent_from=start)
        if behind:
            at = behind[0]
            owner = next((i for i in range(index + 1, at) if self.reader.low(i) == "'s"), -1)
            if self.reader.low(at + 1) == "of":
                heads, _ = self.reader.read(at + 2)
            elif owner > 0 and self.reader.kind(owner - 1) is Kind.WORD:
                heads, _ = self.reader.read(index + 1, owner)
            else:
                heads, _ = self.reader.read(index + 1, at + 1)
            persons = tuple(
                head
                for head in heads
                if head.kind in {HeadKind.PERSON, HeadKind.PRONOUN}
                or (head.kind is HeadKind.HUMAN and head.definite)
            )
            if not persons:
                return None
            return Event(trigger=index, action=action, heads=persons, agent_from=start)
        before = [at for at in range(max(index - 6, 0), index) if self.reader.low(at) in assets]
        if not before or Form.PARTICIPLE not in reading.forms:
            return None
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
