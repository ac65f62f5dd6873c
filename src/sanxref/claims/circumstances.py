"""By whom, under what and when: what a sentence says of an act besides its target."""

from collections.abc import Mapping
from dataclasses import dataclass

from sanxref.claims.agents import Agents
from sanxref.claims.events import Event
from sanxref.claims.finder import EventFinder
from sanxref.claims.timing import Timing
from sanxref.claims.tokens import Kind
from sanxref.model.claims import ClaimDate

__all__ = ["Circumstance", "Circumstances"]

_AGENT = 12  # words between "by" or a subject and the verb
_OTHER = "OTHER"  # key in authorities.yaml of whoever has none
_LONGEST_NAME = 3  # modifiers that belong to the name of a list


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstance:
    """One authority with its programme and date; two authorities of one verb make two.

    Attributes:
        authority: Key, or None.
        authority_text: The article's words.
        programme: Key, or None.
        programme_text: The article's words.
        date: When, or None.
    """

    authority: str | None
    authority_text: str
    programme: str | None
    programme_text: str
    date: ClaimDate | None


class Circumstances:
    """Reads the circumstances of the events of one sentence."""

    def __init__(
        self,
        finder: EventFinder,
        events: tuple[Event, ...],
        dates: Mapping[int, ClaimDate],
    ) -> None:
        """Prepare for one sentence.

        Args:
            finder: With the tokens of the sentence.
            events: All events of the sentence.
            dates: Resolved dates by the offset of their first character.
        """
        self._reader = finder.reader
        self._tokens = finder.tokens
        self._rules = finder.rules
        self._events = events
        self._agents = Agents(finder, events)
        self._timing = Timing(finder, events, dates)
        self._groups = finder.rules.groups

    def of(
        self, event: Event, before: Circumstance | None, *, blocked: bool = False
    ) -> tuple[Circumstance, ...]:
        """Circumstances of one event, one for each authority that is said to have acted.

        Args:
            event: Which.
            before: Circumstance of the last claim before, for "it", "the department", "its list".
            blocked: Somebody keeps the act from happening ("Beijing has stopped New Delhi from
                having X listed"); who does so, and who asked, is not who would act.
        """
        programme, programme_text = self._programme(event)
        agents = self._agents.of(event, programme, blocked=blocked)
        found = []
        stranger = "" if agents else self._agents.stranger(event)
        for index in agents or [-1]:
            key, text = self._agents.authority(index, programme, programme_text)
            if stranger:
                key, text = (_OTHER if _OTHER in self._groups else None), stranger
            regime = programme or self._regime_key(programme_text, key)
            several = event.passive and len(agents) > 1  # each authority has its own date
            near = index if several else event.trigger
            found.append(
                Circumstance(
                    authority=key,
                    authority_text=text,
                    programme=regime,
                    programme_text=programme_text,
                    date=self._timing.of(event, near),
                )
            )
        if not agents and not stranger and before is not None and found[0].authority is None:
            told = before.date if event.bare and (event.denied or event.again) else None
            found = [
                Circumstance(
                    authority=before.authority,
                    authority_text=before.authority_text,
                    programme=programme,
                    programme_text=programme_text,
                    date=item.date or told,
                )
                for item in found
            ]
        return tuple(found)

    def _regime_key(self, text: str, authority: str | None) -> str | None:
        """Programme of an authority that "the Libya sanctions regime" names, if only one is."""
        if (
            authority is None
            or text.split()[-1:] == []
            or (text.rsplit(maxsplit=1)[-1].lower() not in self._rules.words("regime_words"))
        ):
            return None
        words = [word.lower() for word in text.split() if word[:1].isupper()]
        found = [
            item.key
            for item in self._rules.registry.programmes
            if self._groups[item.authority] == self._groups[authority]
            and any(tag.lower().startswith(word) for tag in item.tags for word in words)
        ]
        return found[0] if len(found) == 1 else None

    def _programme(self, event: Event) -> tuple[str | None, str]:
        if event.noun >= 0 and self._reader.kind(event.noun) is Kind.PROGRAMME:
            token = self._tokens[event.noun]
            return token.key, token.text
        start, end = self._agents.clause(event)
        near = sorted(
            (
                index
                for index in range(start, end)
                if self._reader.kind(index) is Kind.PROGRAMME and self._belongs(index, event)
            ),
            key=lambda index: abs(index - event.trigger),
        )
        if near:
            token = self._tokens[near[0]]
            return token.key, token.text
        if self._reader.kind(event.noun) in {Kind.AUTHORITY, Kind.PLACE}:
            return None, ""
        if event.noun >= 0:
            return None, self._list_words(event.noun)
        return None, self._regime(event)

    def _regime(self, event: Event) -> str:
        """As in "under the Libya sanctions regime": words for a programme without a phrase."""
        for index in range(event.trigger + 1, min(event.trigger + 2 * _AGENT, len(self._tokens))):
            if self._reader.low(index) in self._rules.words("regime_words") and (
                self._reader.kind(index - 1) is Kind.SANCTIONS
            ):
                return f"{self._list_words(index - 1)} {self._tokens[index].text}"
        return ""

    def _belongs(self, index: int, event: Event) -> bool:
        """Whether no other act stands between the programme and this one."""
        low, high = sorted((index, event.trigger))
        return not any(low < other.trigger < high for other in self._events if other is not event)

    def _list_words(self, noun: int) -> str:
        start = noun
        while (
            start > 0
            and self._reader.kind(start - 1)
            in {
                Kind.WORD,
                Kind.SANCTIONS,
                Kind.PLACE,
                Kind.ORGANIZATION,
                Kind.LIST,
            }
            and self._reader.low(start - 1)
            not in (
                self._rules.words("prepositions")
                | self._rules.words("determiners")
                | {"'s"}
                | self._rules.words("have")
                | self._rules.words("be")
            )
            and (
                self._reader.kind(start - 1) is not Kind.WORD
                or self._reader.low(start - 1) not in self._rules.verbs
            )
            and noun - start < _LONGEST_NAME
        ):
            start -= 1
        return " ".join(token.text for token in self._tokens[start : noun + 1])

    def distributed(self, event: Event) -> tuple[ClaimDate | None, ...]:
        """Dates of the targets one by one: "X and Y, in 2011 and 2013 respectively"."""
        return self._timing.distributed(event)
