"""Names that follow the act: behind a colon, or as "The six whom the committee added are"."""

from dataclasses import replace

from sanxref.claims.events import Event
from sanxref.claims.heads import Head, HeadKind
from sanxref.claims.surroundings import Surroundings
from sanxref.claims.tokens import Kind
from sanxref.model.claims import Action

__all__ = ["Introductions"]

_MODIFIED = 3  # words between an authority and its list or its sanctions
_SUBJECT = 6  # tokens within which a sentence names what its names are: "Its Wednesday list"


class Introductions(Surroundings):
    """Finds the names that a sentence introduces."""

    def _announce(self, events: dict[int, Event]) -> None:
        """Take the names behind a colon for those that an act before it only counts."""
        colons = [at for at, token in enumerate(self.tokens) if token.low == ":"]
        if not colons:
            return
        for index, event in list(events.items()):
            if index > colons[-1] or any(
                head.kind in {HeadKind.PERSON, HeadKind.PRONOUN} for head in event.heads
            ):
                continue
            names = self._segments(next(at for at in colons if at > index) + 1)
            counted = not event.heads or event.heads[0].plural
            one = event.again and len(names) == 1
            if one or (counted and len(names) > 1):
                events[index] = replace(event, heads=names)

    def _segments(self, start: int) -> tuple[Head, ...]:
        """First name of each part of a list that semicolons or commas part."""
        reader = self.reader
        far = range(start, len(self.tokens))
        mark = ";" if any(reader.low(at) == ";" for at in far) else ","
        if mark == ",":
            heads, _ = reader.read(start)
            return tuple(head for head in heads if head.kind is HeadKind.PERSON)
        names: list[Head] = []
        fresh = True
        for at in far:
            fresh = fresh or reader.low(at) == mark
            if fresh and reader.kind(at) is Kind.PERSON and not reader.is_possessive(at):
                token = self.tokens[at]
                names.append(Head(kind=HeadKind.PERSON, index=at, text=token.text, key=token.key))
                fresh = False
        return tuple(names)

    def _names_list(self) -> bool:
        """As in "Foggy Bottom's Thursday list": whether a list is called an authority's."""
        return any(
            token.kind is Kind.LIST
            and any(
                self.reader.kind(at) is Kind.AUTHORITY and self.reader.is_possessive(at)
                for at in range(index - _MODIFIED - 1, index)
            )
            for index, token in enumerate(self.tokens)
        )

    def _introduced(self) -> Event | None:
        """As in "The six whom the committee added include X and Y", "Its list reads: X, Y"."""
        people = self.rules.words("person_nouns") | self.rules.words("list_nouns")
        acts = self.rules.words("act_nouns.listed")
        subject = -1
        for index, token in enumerate(self.tokens):
            low = token.low
            if token.kind is Kind.PERSON or low in {";", "."}:
                return None
            counted = low in people | acts or low in self.rules.numbers or low.isdigit()
            if subject < 0 and index < _SUBJECT and counted:
                subject = index
            if subject < 0 or low not in self.rules.words("introducing_verbs"):
                continue
            colon = self.reader.low(index + 1) == ":"
            heads, _ = self.reader.read(index + 1 + colon)
            persons = tuple(head for head in heads if head.kind is HeadKind.PERSON)
            if persons:
                start = self.subjects.clause_start(index)
                return Event(
                    trigger=index,
                    action=Action.LISTED,
                    heads=persons,
                    noun=subject if self.tokens[subject].kind is Kind.LIST else -1,
                    refers=True,
                    agent_from=start,
                )
        return None
