"""Which date of a sentence is that of an act: the nearest, by words and what parts them."""

from collections.abc import Mapping

from sanxref.claims.events import Event
from sanxref.claims.finder import EventFinder
from sanxref.claims.polarity import is_not_until
from sanxref.claims.tokens import Kind
from sanxref.model.claims import ClaimDate

__all__ = ["Timing"]

_FAR = 36  # cost above which a date is of something else
_OTHER_CLAUSE = 14  # cost of a relative pronoun or a subordinator between date and verb
_SEMICOLON = 40
_FRONT = 2  # tokens before a date that opens its sentence: "In late 2014"
_DATELINE = 4  # tokens within which a dateline has its date
_FRONTED = 10  # cost of a date that opens the sentence, however far the act is
_COLON = 12
_PARTING = {":": _COLON, ";": _SEMICOLON} | dict.fromkeys(
    ("whom", "whose", "when", "after", "before", "until", "because", "while", "although"),
    _OTHER_CLAUSE,
)
_PARTING["but"] = _PARTING["yet"] = 30  # nearly as much as a semicolon
_ANOTHER_ACT = 12  # cost of another act between date and verb


class Timing:
    """Finds the dates of the events of one sentence."""

    def __init__(
        self, finder: EventFinder, events: tuple[Event, ...], dates: Mapping[int, ClaimDate]
    ) -> None:
        """Prepare for one sentence.

        Args:
            finder: With the tokens of the sentence.
            events: All its events.
            dates: Resolved dates by the offset of their first character.
        """
        self._finder = finder
        self._reader = finder.reader
        self._tokens = finder.tokens
        self._rules = finder.rules
        self._events = events
        self._dates = dates

    def distributed(self, event: Event) -> tuple[ClaimDate | None, ...]:
        """Dates of the heads one by one: "X and Y, in 2011 and 2013 respectively"."""
        dated = [
            at
            for at, token in enumerate(self._tokens)
            if token.kind is Kind.DATE and token.start in self._dates and at > event.trigger
        ]
        lows = [token.low for token in self._tokens]
        if "former" in lows and "latter" in lows:
            dated = [
                next((at for at in dated if at > lows.index(word)), -1)
                for word in ("former", "latter")
            ]
        elif "respectively" not in lows:
            return ()
        if len(dated) != len(event.heads) or -1 in dated:
            return ()
        return tuple(self._dates[self._tokens[at].start] for at in dated)

    def of(self, event: Event, near: int) -> ClaimDate | None:
        """Date of an event, measured from a token; None where none is near enough."""
        costs = [
            (self._cost(index, near, event), index)
            for index, token in enumerate(self._tokens)
            if token.kind is Kind.DATE and token.start in self._dates
        ]
        if not costs or event.undated:
            return None
        parted = {"latter", "respectively"} & {token.low for token in self._tokens}
        if parted and len(costs) > 1 and len(event.heads) > 1:
            return None  # "the former in 2011 and the latter in 2010": each has its own
        cost, index = min(costs)
        return self._dates[self._tokens[index].start] if cost <= _FAR else None

    def _cost(self, index: int, near: int, event: Event) -> int:
        """How far a date is from the act: words, and what stands between that parts them."""
        low, high = sorted((index, near))
        between = range(low + 1, high)
        commas = sum(self._reader.low(at) == "," for at in between)
        cost = high - low + (index < near)
        cost += sum(self._parting(at, near, event) for at in between)
        fronted = index <= _FRONT or self._reader.low(index - 2) in {"", ";"}
        if fronted:  # "In late 2014, ..."
            semicolons = sum(self._reader.low(at) == ";" for at in between)
            cost = min(cost, _FRONTED + _SEMICOLON * semicolons)
        before = self._reader.low(index - 1)
        if self._is_dateline(index) or self._is_of_speech(index, near):
            return _FAR + 1
        if before == "until" and index == 1:
            return _FAR + 1  # "Until 2019 X was under sanctions"
        following = {self._reader.low(index + 1), self._reader.low(index + 2)}
        if (
            index > near
            and following & self._rules.words("by_words")
            and (self._reader.kind(near) is Kind.AUTHORITY)
        ):
            cost += _SEMICOLON  # "by the US, and in the following month by Switzerland"
        if index > near and before in {"after", "before", "until", "following"}:
            known = before == "until" and is_not_until(event, self._finder)
            cost += 0 if known else _SEMICOLON if before == "until" else _OTHER_CLAUSE
        if self._ends_remark(index, event):
            cost += _SEMICOLON
        if index < near and not fronted:
            cost += commas * _OTHER_CLAUSE  # a remark stands between: "X, born in 1970, was"
        return cost + commas

    def _ends_remark(self, index: int, event: Event) -> bool:
        """As in "X, whom the army let go in 2007, was listed": a date of the remark."""
        group = self._finder.subjects.verb_group(event.trigger)
        if self._reader.low(index + 1) != "," or index + 2 != group:
            return False
        comma = index - 1
        while comma > 0 and self._reader.low(comma) != ",":
            comma -= 1
        return index - comma > _FRONT + 1

    def _is_of_speech(self, index: int, near: int) -> bool:
        """As in "X denied on Friday that he had been listed": when it was said."""
        said = self._rules.words("speech_verbs") | self._rules.words("denial_verbs")
        before = {self._reader.low(at) for at in range(index - 3, index)}
        speaker = next((at for at in range(index) if self._reader.low(at) in said), 0) - 1
        if self._reader.kind(speaker) is Kind.AUTHORITY:
            return False  # "The State Department said on Thursday that it had revoked"
        return bool(before & said) and self._reader.low(index + 1) == "that" and index < near

    def _is_dateline(self, index: int) -> bool:
        """As in "LONDON, May 9 (Agency) - ...": when it was written, not when it was done."""
        if index > _DATELINE or self._reader.low(index + 1) not in {"(", "-", "–", "—"}:
            return False
        return any(self._reader.low(at) in {"-", "–", "—"} for at in range(index + 1, index + 6))

    def _parting(self, at: int, near: int, event: Event) -> int:
        """How much a word between a date and an act parts them."""
        word = self._reader.low(at)
        cost = _PARTING.get(word, 0)
        if word in self._rules.words("subject_relatives"):
            cost = _OTHER_CLAUSE
        relative = word in {"who", "whose", "which", "where"}
        if relative and at > near and self._reader.low(at - 1) == ",":
            cost = _SEMICOLON  # a remark behind the act: "X, whose men overran the camp in April"
        verbs = self._rules.words("be") | self._rules.words("have")
        if word == "," and at > near and self._reader.low(at + 1) in verbs:
            cost = _SEMICOLON  # "already sanctioned by the US, was indicted on Monday"
        return cost + _ANOTHER_ACT * any(
            other.trigger == at and other is not event for other in self._events
        )
