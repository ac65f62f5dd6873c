"""By whom, under what and when: what a sentence says of an act besides its target."""

from collections.abc import Mapping
from dataclasses import dataclass

from sanxref.claims.events import Event
from sanxref.claims.finder import EventFinder
from sanxref.claims.lexicon import PhraseUse
from sanxref.claims.polarity import is_not_until
from sanxref.claims.tokens import Kind, Token
from sanxref.model.claims import ClaimDate

__all__ = ["Circumstance", "Circumstances"]

_AGENT = 12  # words between "by" or a subject and the verb
_MODIFIERS = 6  # words of modifiers before a list: "the Treasury's own worldwide sanctions list"
_FAR = 36  # cost above which a date is of something else
_OTHER_CLAUSE = 14  # cost of a relative pronoun or a subordinator between date and verb
_SEMICOLON = 40
_FRONT = 2  # tokens before a date that opens its sentence: "In late 2014"
_OTHER = "OTHER"  # key in authorities.yaml of whoever has none
_DATELINE = 4  # tokens within which a dateline has its date
_COLON = 12
_FRONTED = 10  # cost of a date that opens the sentence, however far the act is
_PARTING = {":": _COLON, ";": _SEMICOLON} | dict.fromkeys(
    ("whom", "whose", "when", "after", "before", "until", "because", "while", "although"),
    _OTHER_CLAUSE,
)
_PARTING["but"] = _PARTING["yet"] = 30  # nearly as much as a semicolon
_LONGEST_NAME = 3  # modifiers that belong to the name of a list
_ANOTHER_ACT = 12  # cost of another act between date and verb


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
        self._finder = finder
        self._reader = finder.reader
        self._tokens = finder.tokens
        self._rules = finder.rules
        self._events = events
        self._dates = dates
        self._before: Circumstance | None = None
        self._blocked = False
        registry = finder.rules.registry
        self._groups = {authority.key: authority.group for authority in registry.authorities}

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
        self._before = before
        self._blocked = blocked
        programme, programme_text = self._programme(event)
        agents = self._agents(event)
        if not agents:
            agents = self._fallback(event, programme)
        found = []
        stranger = "" if agents else self._stranger(event)
        for index in agents or [-1]:
            key, text = self._authority(index, programme, programme_text)
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
                    date=self._date(event, near),
                )
            )
        if not agents and not stranger and self._before is not None and found[0].authority is None:
            told = self._before.date if event.bare and (event.denied or event.again) else None
            found = [
                Circumstance(
                    authority=self._before.authority,
                    authority_text=self._before.authority_text,
                    programme=programme,
                    programme_text=programme_text,
                    date=item.date or told,
                )
                for item in found
            ]
        return tuple(found)

    # ----- authority

    def _agents(self, event: Event) -> list[int]:
        """Tokens of the authorities that act."""
        return (
            self._subject_body(event)
            or self._named_before(event)
            or self._by_both(event)
            or self._by(event)
            or self._modifying(event)
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
        for index in range(event.trigger - 1, max(event.agent_from - 1, 0), -1):
            if (
                not found
                and self._reader.low(index) in self._rules.words("by_words")
                and (self._is_agent(index + 1) or self._is_agent(index + 2))
            ):
                found.append(index + 1 if self._is_agent(index + 1) else index + 2)
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

    def _stranger(self, event: Event) -> str:
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
                return [index]
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
        start, end = self._clause(event)
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
        start, end = self._clause(event)
        return any(self._reader.low(index) in words for index in range(start, end))

    def _clause(self, event: Event) -> tuple[int, int]:
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

    def _authority(
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

    # ----- programme

    def _programme(self, event: Event) -> tuple[str | None, str]:
        if event.noun >= 0 and self._reader.kind(event.noun) is Kind.PROGRAMME:
            token = self._tokens[event.noun]
            return token.key, token.text
        start, end = self._clause(event)
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

    # ----- date

    def _date(self, event: Event, near: int) -> ClaimDate | None:
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
        if index < near and not fronted:
            cost += commas * _OTHER_CLAUSE  # a remark stands between: "X, born in 1970, was"
        return cost + commas

    def _is_of_speech(self, index: int, near: int) -> bool:
        """As in "X denied on Friday that he had been listed": when it was said."""
        said = self._rules.words("speech_verbs") | self._rules.words("denial_verbs")
        before = {self._reader.low(at) for at in range(index - 3, index)}
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
        verbs = self._rules.words("be") | self._rules.words("have")
        if word == "," and at > near and self._reader.low(at + 1) in verbs:
            cost = _SEMICOLON  # "already sanctioned by the US, was indicted on Monday"
        return cost + _ANOTHER_ACT * self._is_trigger(at, event)
