"""Acts told by verbs whose list stands behind them: "put X on its list", "X was struck off"."""

from sanxref.claims.events import Event
from sanxref.claims.heads import HeadKind
from sanxref.claims.lexicon import VerbForm
from sanxref.claims.patients import Patients
from sanxref.claims.surroundings import names_somebody
from sanxref.claims.tokens import Kind
from sanxref.model.claims import Action

__all__ = ["ListVerbs"]

# verbs whose object is the list, and whose subject is who is on it
_LIST_OBJECT = frozenset({"leave", "top", "join", "head", "exit", "escape"})
_NEAR = 3  # words of modifiers before the subject: "The new US sanctions"


class ListVerbs(Patients):
    """Finds the acts of putting on a list and taking off it."""

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
            behind = self.reader.low(place - 1) != ","
            if (
                self.reader.low(place) == "which"
                and behind
                and self.reader.kind(place - 2) is Kind.LIST
            ):
                return place - 2
        return None
