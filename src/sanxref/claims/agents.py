"""Which authority acts: "by ...", the subject, the owner of the list, the speaker."""

from sanxref.claims.events import Event
from sanxref.claims.finder import EventFinder
from sanxref.claims.lexicon import PhraseUse
from sanxref.claims.tokens import Kind, Token

__all__ = ["Agents"]

_AGENT = 12  # words between "by" or a subject and the verb
_MODIFIERS = 6  # words of modifiers before a list: "the Treasury's own worldwide sanctions list"


class Agents:
    """Finds the authorities that act in the events of one sentence."""

    def __init__(self, finder: EventFinder, events: tuple[Event, ...]) -> None:
        """Prepare for one sentence and all its events."""
        self._finder = finder
        self._reader = finder.reader
        self._tokens = finder.tokens
        self._rules = finder.rules
        self._events = events
        self._blocked = False
        self._groups = finder.rules.groups

    def of(self, event: Event, programme: str | None, *, blocked: bool) -> list[int]:
        """Tokens of the authorities that act, or that the sentence names in their stead.

        Args:
            event: Which.
            programme: Key of its programme, or None.
            blocked: Somebody keeps the act from happening, and does not act.
        """
        self._blocked = blocked
        return self._agents(event) or self._fallback(event, programme)

    def _agents(self, event: Event) -> list[int]:
        """Tokens of the authorities that act."""
        return (
            self._subject_body(event)
            or self._named_before(event)
            or self._by_both(event)
            or self._by(event)
            or self._territory(event)
            or self._modifying(event)
            or self._by_before(event)
            or ([] if event.passive else self._acting(event))
            or self._list_relative(event)
        )

    def _by(self, event: Event) -> list[int]:
        """As in "by Canada on 2 March and by the EU on 9 April"."""
        found: list[int] = []
        for index in range(event.trigger + 1, min(event.trigger + 2 * _AGENT, len(self._tokens))):
            low = self._reader.low(index)
            if low == ";" or (self._is_trigger(index, event) and not found):
                break
            if self._is_trigger(index, event):
                break
            if low in self._rules.words("by_words"):
                for at in range(index + 1, min(index + 6, len(self._tokens))):
                    if self._is_agent(at):
                        found.append(at)
                        found.extend(self._and(at))
                        break
                    if self._reader.low(at) in {",", ";", "."}:
                        break
        return found

    def _subject_body(self, event: Event) -> list[int]:
        """The body just before an active verb: "... by Oslo, before the UN added him"."""
        if event.passive:
            return []
        at = self._finder.subjects.verb_group(event.trigger) - 1
        joined = self._reader.low(at - 1) in self._rules.words("prepositions") | {"the"}
        if not self._is_agent(at) or event.noun in range(at, event.trigger):
            return []
        return [] if joined and self._is_in_phrase(at) else [*self._listed_before(at), at]

    def _named_before(self, event: Event) -> list[int]:
        """As in "The Treasury ...; on Thursday it added him": the authority that "it" means."""
        if event.passive:
            return []
        at = self._finder.subjects.verb_group(event.trigger) - 1
        if self._reader.low(at) != "it":
            return []
        found = [index for index in range(at) if self._is_agent(index)]
        return found[-1:]

    def _by_before(self, event: Event) -> list[int]:
        """As in "By decision of the EU, X was listed": a by-phrase before the act."""
        for index in range(event.trigger - 1, max(event.agent_from - 1, 0), -1):
            if self._reader.low(index) in self._rules.words("by_words"):
                for at in (index + 1, index + 2):
                    if self._is_agent(at):
                        return [at]
        return []

    def _territory(self, event: Event) -> list[int]:
        """As in "barred from China": the authority of the territory."""
        kinds = {Kind.AUTHORITY, Kind.PLACE}
        governed = self._reader.kind(event.noun) in kinds and self._tokens[event.noun].key
        return [event.noun] if governed else []

    def _by_both(self, event: Event) -> list[int]:
        """As in "First came the Treasury, then the UN: X was designated by both"."""
        ahead = range(event.trigger + 1, min(event.trigger + _AGENT, len(self._tokens)))
        if not any(
            self._reader.low(at) in self._rules.words("by_words")
            and self._reader.low(at + 1) == "both"
            and self._reader.kind(at + 2) is not Kind.AUTHORITY
            for at in ahead
        ):
            return []
        return [at for at in range(event.trigger) if self._is_agent(at)][-2:]

    def stranger(self, event: Event) -> str:
        """Words for a country behind "by" that is no known authority: "sanctioned by Uganda"."""
        for index in range(event.trigger + 1, min(event.trigger + 3, len(self._tokens) - 1)):
            if self._reader.low(index) in self._rules.words("by_words"):
                at = index + 1 + (self._reader.low(index + 1) == "the")
                token = self._tokens[at]
                strange = token.kind is Kind.PLACE or (
                    token.kind is Kind.WORD and token.is_capital and token.text != "I"
                )
                return token.text if strange else ""
        return ""

    def _and(self, index: int) -> list[int]:
        """Authorities listed behind one: "the EU, Britain and Canada"."""
        found = []
        at = index + 1
        while self._reader.low(at) in {",", "and"} | self._rules.words("and_words"):
            step = at + 1
            while self._reader.low(step) in {"the", "and"}:
                step += 1
            if not self._is_agent(step):
                break
            found.append(step)
            if "and" in {self._reader.low(place) for place in range(at, step)}:
                return found
            at = step + 1
        return []  # "OFAC, the Treasury bureau": a remark, not a list

    def _modifying(self, event: Event) -> list[int]:  # noqa: C901 - before the noun, then behind it
        """As in "the US sanctions list", "the list kept by the UN"."""
        if event.noun < 0:
            return []
        for index in range(event.noun - 1, max(event.noun - _MODIFIERS - 1, -1), -1):
            token = self._tokens[index]
            if index == event.trigger:
                break  # "the UK and the US have lifted the sanctions"
            if token.kind is Kind.AUTHORITY and index > event.trigger - _MODIFIERS:
                joined = self._reader.low(index - 1) in {"and", ","}
                return [*self._listed_before(index), index] if joined else [index]
            if token.kind in {Kind.POINT, Kind.PERSON} and token.low not in {'"', "'"}:
                break
            if token.low in self._rules.words("prepositions") - {"of"}:
                break
        behind = event.noun + 1
        if self._reader.kind(behind) is Kind.AUTHORITY and (
            self._tokens[behind].use is PhraseUse.ADJECTIVE
        ):
            return [behind]  # "les sanctions américaines"
        for index in range(event.noun + 1, min(event.noun + 5, len(self._tokens))):
            if self._reader.low(index) in {"of", "by", "in"}:
                for at in range(index + 1, min(index + 4, len(self._tokens))):
                    if self._reader.kind(at) is Kind.AUTHORITY:
                        return [at, *self._and(at)]
                break
        return []

    def _acting(self, event: Event) -> list[int]:
        """Authorities that are the subject of an active verb."""
        for index in range(event.trigger - 1, max(event.agent_from, event.trigger - 20) - 1, -1):
            if (
                self._is_agent(index)
                and not self._is_in_phrase(index)
                and not self._is_aside(index)
            ):
                if self._asks(index, event):
                    return []
                return [*self._listed_before(index), index]
            if self._is_trigger(index, event) and index > event.agent_from:
                break
        return []

    def _listed_before(self, index: int) -> list[int]:
        """As in "Brussels and Ottawa have both hit": the authorities before the last one."""
        at = index - 1
        joins = self._rules.words("join_words")
        while self._reader.low(at) in {"the", "and", ",", "nor", "or"} | joins:
            at -= 1
        if at < index - 1 and self._is_agent(at) and at != index:
            return [*self._listed_before(at), at]
        return []

    def _is_aside(self, index: int) -> bool:
        """As in "Switzerland, which follows Brussels, put X on": in a clause between commas."""
        start = index
        while start > 0 and self._reader.low(start) not in {",", ";"}:
            start -= 1
        relatives = self._rules.words("subject_relatives")
        if self._reader.low(start) != "," or self._reader.low(start + 1) not in relatives:
            return False
        return self._reader.kind(start - 1) is Kind.AUTHORITY

    def _asks(self, index: int, event: Event) -> bool:
        """As in "France has asked the committee to delist X": who asks does not act."""
        asking = self._rules.words("asking_verbs")
        return any(self._reader.low(at) in asking for at in range(index + 1, event.trigger))

    def _list_relative(self, event: Event) -> list[int]:
        """As in "the list that OFAC released"."""
        start = max(event.noun, event.trigger)
        for index in range(start + 1, min(start + 6, len(self._tokens))):
            if self._reader.low(index) in {"that", "which"} and self._is_agent(index + 1):
                return [index + 1]
        return []

    def _fallback(self, event: Event, programme: str | None) -> list[int]:
        """The nearest authority of the clause, then of the sentence, if only one group is there."""
        found = [
            index
            for index in range(len(self._tokens))
            if self._is_agent(index) and not self._asks(index, event)
        ]
        if programme is not None:
            home = self._groups[self._rules.programmes[programme].authority]
            found = [index for index in found if self._groups[self._tokens[index].key] == home]
        start, end = self.clause(event)
        inside = [index for index in found if start <= index <= end]
        chosen = inside or (
            found if len({self._groups[self._tokens[index].key] for index in found}) == 1 else []
        )
        if self._refers_back(event) and not inside:
            return [index for index in found if index < event.trigger][-1:]
        sure = [index for index in chosen if not self._is_in_phrase(index)] or [
            index for index in chosen if self._tokens[index].use is PhraseUse.ALWAYS
        ]
        return sorted(sure, key=lambda index: abs(index - event.trigger))[:1]

    def _refers_back(self, event: Event) -> bool:
        """Whether "it", "the department" or "its list" stand where the authority would."""
        words = {
            "it",
            "its",
            "panel",
            "department",
            "bloc",
            "bloc's",
            "committee",
            "council",
            "body",
            "same",
            "administration",
            "ministry",
            "further",
            "list",
            "those",
            "they",
        }
        start, end = self.clause(event)
        return any(self._reader.low(index) in words for index in range(start, end))

    def clause(self, event: Event) -> tuple[int, int]:
        """First and last token between the semicolons and colons around an act."""
        start, end = event.trigger, event.trigger
        while start > 0 and self._reader.low(start - 1) not in {";", ":"}:
            start -= 1
        while end < len(self._tokens) and self._reader.low(end) not in {";", ":"}:
            end += 1
        return start, end

    def _is_agent(self, index: int) -> bool:
        if self._reader.kind(index) is not Kind.AUTHORITY:
            return False
        return not self._blocked or self._tokens[index].use is not PhraseUse.ACTING

    def _is_in_phrase(self, index: int) -> bool:
        """Whether the authority stands behind a preposition that makes it a place or an owner."""
        at = index - 1
        while self._reader.low(at) in {"the", "'s"}:
            at -= 1
        return self._reader.low(at) in {"in", "at", "from", "near", "against", "with", "between"}

    def _is_trigger(self, index: int, event: Event) -> bool:
        return any(other.trigger == index and other is not event for other in self._events)

    def authority(
        self, index: int, programme: str | None, programme_text: str
    ) -> tuple[str | None, str]:
        """Key and words; the more exact of what the sentence and the programme say."""
        home = self._rules.programmes[programme].authority if programme else None
        if index < 0:
            return home, ""
        token = self._tokens[index]
        key, text = token.key, token.text
        if key == self._groups[key]:
            speaker = self._speaker(key)
            if speaker is not None:
                return speaker.key, speaker.text
            lists = self._rules.words("list_nouns")
            if (
                home is not None
                and self._groups.get(home) == key
                and (
                    programme_text.lower().split()[-1] in lists or "unscr" in programme_text.lower()
                )
            ):
                return home, text
        return key, text

    def _speaker(self, group: str) -> Token | None:
        """As in "the State Department said", "announced by OFAC": the exact body of a group."""
        speech = self._rules.words("speech_verbs")
        for index, token in enumerate(self._tokens):
            if token.kind is not Kind.AUTHORITY or token.key == group:
                continue
            if self._groups[token.key] != group:
                continue
            behind = {self._reader.low(at) for at in range(index + 1, index + 3)}
            before = {self._reader.low(at) for at in range(index - 3, index)}
            if (
                behind & (speech | {"announced", "explained", "statement"})
                or "to" in before
                or (before & self._rules.words("by_words"))
            ):
                return token
        return None
