"""Subjects of clauses and antecedents of relative pronouns."""

from dataclasses import replace

from sanxref.claims.phrases import Head, HeadKind, PhraseReader
from sanxref.claims.tokens import Kind

__all__ = ["SubjectReader"]

_DASHES = frozenset({"—", "–", "-"})
_ASIDE = 9  # tokens of a remark behind "who"
_REMARK = 24  # tokens of a clause between commas behind a name
_LONGEST = 14  # words of an apposition that are looked through for the name before it


class SubjectReader:
    """Finds the grammatical subject and the antecedents of one sentence."""

    def __init__(self, reader: PhraseReader) -> None:
        """Read with the given reader of phrases."""
        self._reader = reader
        self._rules = reader.rules
        self._light = (
            self._rules.words("be")
            | self._rules.words("have")
            | self._rules.words("adverbs")
            | self._rules.words("negations")
            | self._rules.words("hedges")
            | self._rules.words("attributions")
            | self._rules.words("status_verbs")
            | {"'", '"', "to", "once", "had", "do", "does", "did"}
        )

    def verb_group(self, verb: int) -> int:
        """Index of the first word of a verb group: `was` in "was likewise put"."""
        reader, at = self._reader, verb
        while at > 0 and (
            self._is_light(reader.low(at - 1))
            or reader.kind(at - 1) is Kind.DATE
            or (reader.low(at - 1) in {"on", "in"} and reader.kind(at) is Kind.DATE)
        ):
            at -= 1
        return at

    def _is_light(self, word: str) -> bool:
        """Whether a word can stand between a subject and its verb."""
        return word in self._light or self._rules.tells_how(word)

    def is_passive(self, verb: int) -> bool:
        """Whether a form of "be" stands in the verb group."""
        start = self.verb_group(verb)
        be = self._rules.words("be")
        return any(self._reader.low(index) in be for index in range(start, verb))

    def clause_start(self, at: int) -> int:
        """Index of the first token of the clause around a token."""
        reader = self._reader
        place = at
        commas = 0
        wide = reader.low(at - 1) == ","  # a remark ends here, so its conjunctions are its own
        while place > 0:
            low = reader.low(place - 1)
            if low in {";", ":", "—", "–", "("} or (low == "." and place < at):
                break
            commas += low == ","
            if self._opens_clause(place - 1, commas, wide=wide):
                break
            place -= 1
        return place

    def _opens_clause(self, index: int, commas: int, *, wide: bool) -> bool:
        """Whether a word parts the clause before it from the one behind it.

        Behind a comma the main clause goes on ("When the EU listed X, his brother was spared"),
        so only "that" parts there.
        """
        reader, low = self._reader, self._reader.low(index)
        if low in {"and", "but"}:
            behind = reader.kind(index + 1)
            return reader.low(index - 1) == "," and behind in {Kind.AUTHORITY, Kind.DATE}
        if wide or low == "than":
            return False
        if low == "that":
            return True
        relative = low in {"which", "whom"} and reader.low(index - 1) in (
            self._rules.words("prepositions")
        )
        return (relative or low in self._rules.words("subordinators")) and commas == 0

    def subject(self, verb: int) -> tuple[Head, ...]:  # noqa: C901, PLR0911 - one way out for each kind of subject
        """Heads of the subject of the verb at an index; empty where none can be read."""
        reader = self._reader
        group = self.verb_group(verb)
        if reader.low(group - 1) in {"he", "she", "they"}:
            heads, _ = reader.read(group - 1, group)
            return heads
        if reader.low(group - 1) in _DASHES and (dashed := self._dashed(group)):
            return dashed
        if group > 0 and reader.low(group - 1) in self._rules.words("subject_relatives"):
            return self.antecedent(group - 1)
        if reader.low(group - 1) == ",":
            for at in range(group - 3, max(group - _ASIDE, 0), -1):
                if reader.low(at) == "," and reader.low(at - 1) in {"who", "which"}:
                    return self.antecedent(at - 1)  # "who, our correspondents say, has been"
        whose = self._whose(group)
        if whose is not None:
            return self._of_whose(whose, group)
        if remarked := self._before_remark(group):
            return remarked
        if near := self._just_before(group):
            return near
        start = self._behind_fronting(self.clause_start(group), group)
        heads, _ = reader.read(start, group)
        if not heads and start >= group - 1:
            return self._behind_comma(verb)
        persons = tuple(head for head in heads if head.kind is HeadKind.PERSON)
        if heads and not persons and (fronted := self._behind_modifier(start, group)):
            return fronted
        if heads and (persons or heads[0].kind is not HeadKind.THING):
            return heads
        return self._adjacent(group) or heads

    def _before_remark(self, group: int) -> tuple[Head, ...]:
        """As in "X, whom Canada has sanctioned, was listed": the name before a clause in commas."""
        reader = self._reader
        relatives = self._rules.words("pronouns.relative")
        if reader.low(group - 1) != ",":
            return ()
        for at in range(group - 2, max(group - _REMARK, 0), -1):
            if reader.low(at) in {";", ":"}:
                break
            if reader.low(at) in relatives and reader.low(at - 1) == ",":
                if reader.kind(at - 2) is Kind.PERSON:
                    start = self._behind_fronting(self.clause_start(at - 1), group)
                    heads, _ = reader.read(start, group)
                    persons = tuple(head for head in heads if head.kind is HeadKind.PERSON)
                    if at - 2 in {head.index for head in persons}:
                        return persons
                    return self._listed_before(at - 2)
                break
            if reader.low(at) == "," and reader.low(at + 1) in relatives:
                break
        return ()

    def _listed_before(self, at: int) -> tuple[Head, ...]:
        """The names of a list that ends with the name at a token."""
        return self._just_before(at + 1) or self._list_before(at)

    def _just_before(self, group: int) -> tuple[Head, ...]:
        """The name that ends just before the verb, with the names listed before it."""
        reader, at = self._reader, group - 1
        if reader.kind(at) is not Kind.PERSON:
            return ()
        before = reader.low(at - 1)
        if before in self._rules.words("and_words") or before == ",":
            start = self.clause_start(group)
            for first in range(start, at):
                behind = reader.low(first - 1) in self._rules.words("prepositions")
                if reader.kind(first) is Kind.PERSON and not behind:
                    heads, end = reader.read(first, group)
                    if end >= group and len(heads) > 1:
                        return tuple(head for head in heads if head.kind is HeadKind.PERSON)
            return ()
        opening = (
            at == 0
            or reader.kind(at - 1) is Kind.POINT
            or (before in self._rules.words("subordinators"))
        )
        titled = self._rules.names_people(before) or before in self._rules.words("titles")
        return self._list_before(at) if opening or titled else ()

    def _behind_modifier(self, start: int, group: int) -> tuple[Head, ...]:
        """As in "Wanted by Interpol, X carries": the name between the last comma and the verb."""
        reader, at = self._reader, group - 1
        if reader.kind(at) is not Kind.PERSON:
            return ()
        while (
            at > start
            and reader.kind(at - 1) in {Kind.WORD, Kind.PERSON}
            and (reader.low(at - 1) not in self._rules.words("prepositions"))
        ):
            at -= 1
        if reader.low(at - 1) != "," or at <= start:
            return ()
        heads, _ = reader.read(at, group)
        return tuple(head for head in heads if head.kind is HeadKind.PERSON)

    def _dashed(self, group: int) -> tuple[Head, ...]:
        """As in "X - the gymnast - was sanctioned": the name before the remark."""
        reader, at = self._reader, group - 2
        while at > 0 and reader.low(at) not in _DASHES:
            at -= 1
        if at > 0 and reader.kind(at - 1) is Kind.PERSON:
            return self._list_before(at - 1)
        inside = [
            self._list_before(place)[0]
            for place in range(at + 1, group - 1)
            if reader.kind(place) is Kind.PERSON and not reader.is_possessive(place)
        ]
        return tuple(inside) if at > 0 else ()

    def _of_whose(self, whose: int, group: int) -> tuple[Head, ...]:
        """As in "X, whose name stands on": X; "X, whose brother was listed": the brother."""
        kin = self._rules.words("kin_nouns") | self._rules.words("entity_nouns")
        if self._reader.kind(group - 1) is Kind.PERSON:
            heads, _ = self._reader.read(whose + 1, group)  # "whose brother X was designated"
            return tuple(head for head in heads if head.kind is HeadKind.PERSON)
        if self._reader.low(group - 1) not in kin:
            return self.antecedent(whose)
        heads, _ = self._reader.read(whose + 1, group)
        return tuple(replace(head, owned=True, definite=False) for head in heads)

    def _behind_comma(self, verb: int) -> tuple[Head, ...]:
        """As in "Since being sanctioned in 2014, X has": the name behind the opening."""
        reader = self._reader
        for at in range(verb + 1, len(reader.tokens)):
            if reader.low(at) == ",":
                heads, _ = reader.read(at + 1)
                return heads if heads and heads[0].kind is HeadKind.PERSON else ()
        return ()

    def _whose(self, group: int) -> int | None:
        for index in range(group - 1, max(group - 4, -1), -1):
            if self._reader.low(index) in self._rules.words("possessive_relatives"):
                return index
        return None

    def _adjacent(self, group: int) -> tuple[Head, ...]:
        """The name just before the verb."""
        reader, at = self._reader, group - 1
        if reader.low(at) == "," and reader.kind(at - 1) is Kind.PERSON:
            at -= 1
        if reader.kind(at) is Kind.PERSON and reader.low(at - 1) not in (
            self._rules.words("prepositions")
        ):
            heads, _ = reader.read(at, group)
            return heads
        return ()

    def _behind_fronting(self, start: int, group: int) -> int:
        """Skip what stands before the subject: "In April, under the new rules, ..."."""
        reader, at = self._reader, start
        for _ in range(4):
            low = reader.low(at)
            if low in self._rules.words("fronting") or self._dated(at, group):
                comma = at
                while comma < group and reader.low(comma) != ",":
                    comma += 1
                if comma >= group:
                    return self._after_first_date(at, group)
                at = comma + 1
            elif low in {",", '"', "'", "and", "but", "so", "yet"}:
                at += 1
            else:
                break
        return at

    def _dated(self, at: int, group: int) -> bool:
        """Whether a date stands before any name: "Almost seven months ago"."""
        for index in range(at, min(at + 4, group)):
            if self._reader.kind(index) is Kind.DATE:
                return True
            if self._reader.kind(index) is not Kind.WORD:
                return False
        return False

    def _after_first_date(self, at: int, group: int) -> int:
        """As in "In 2014 the man was listed": the subject follows the date without a comma."""
        reader = self._reader
        for index in range(at, min(at + 4, group)):
            if reader.kind(index) is Kind.DATE:
                return index + 1
        return at + 1 if reader.low(at) in self._rules.words("subordinators") else at

    def antecedent(self, relative: int) -> tuple[Head, ...]:
        """Heads that a relative pronoun refers to."""
        reader, at = self._reader, relative - 1
        if reader.low(at) in self._rules.words("prepositions"):
            at -= 1
        while at >= 0 and reader.low(at) in {",", ")", "(", '"', "'"}:
            at -= 1
        if reader.kind(at) is Kind.PERSON:
            return self._list_before(at)
        if reader.kind(at) is Kind.ORGANIZATION and reader.low(relative) in {"which", "that"}:
            return (Head(kind=HeadKind.ENTITY, index=at, text=reader.tokens[at].text),)
        people = {"who", "whom", "whose"}
        far = reader.low(relative - 1) == "," or reader.low(relative) in people
        return self.apposed(at, far=far)

    def apposed(self, at: int, *, far: bool = False) -> tuple[Head, ...]:
        """Who is meant by the noun that ends at a token: "X, the man who", else the noun itself."""
        reader = self._reader
        group = self._group_member(at)
        if group:
            return group
        place, noun = at, reader.tokens[at].low if at >= 0 else ""
        human = self._rules.names_people(noun)
        while place >= 0 and at - place < _LONGEST and reader.low(place) not in {",", ";", ":"}:
            human = human or self._rules.names_people(reader.low(place))
            place -= 1
        if reader.low(place) == "," and (human or far):
            before = place - 1
            while before >= 0 and reader.low(before) in {")", '"'}:
                before -= 1
            if reader.kind(before) is Kind.PERSON and reader.low(place + 1) not in (
                self._rules.words("and_words")
            ):
                return self._list_before(before)
        if human and reader.low(place) == "," and (named := self._over_remarks(place)):
            return named
        if human:
            return (Head(kind=HeadKind.HUMAN, index=max(at, 0), text=noun),)
        heads, _ = reader.read(place + 1, at + 1)
        return heads

    def _over_remarks(self, comma: int) -> tuple[Head, ...]:
        """As in "X, deputy head of the outfit, a man whom": the name before several remarks."""
        reader = self._reader
        for at in range(comma - 1, max(comma - _LONGEST, -1), -1):
            if reader.low(at) in {";", ":"} or reader.low(at) in self._rules.words("be"):
                break
            if reader.kind(at) is Kind.PERSON and reader.low(at + 1) == ",":
                return self._list_before(at)
        return ()

    def _group_member(self, at: int) -> tuple[Head, ...]:
        """As in "X was among seven men whom", "X, one of the men whom": X."""
        reader = self._reader
        for place in range(at, max(at - 6, 0), -1):
            low, before = reader.low(place), reader.low(place - 1)
            if low == "among" and before in self._rules.words("be"):
                heads = self.subject(place - 1)
                return tuple(head for head in heads if head.kind is HeadKind.PERSON)
            if low == "of" and before == "one" and reader.low(place - 2) == ",":
                named = reader.kind(place - 3) is Kind.PERSON
                return self._list_before(place - 3) if named else ()
            if reader.kind(place) is Kind.POINT:
                break
        return ()

    def behind_comma(self, verb: int) -> tuple[Head, ...]:
        """As in "Designated in 2009, X was killed": the name behind the opening."""
        return self._behind_comma(verb)

    def named(self, at: int) -> tuple[Head, ...]:
        """The person whose name stands at a token."""
        return self._list_before(at)

    def _list_before(self, at: int) -> tuple[Head, ...]:
        token = self._reader.tokens[at]
        return (Head(kind=HeadKind.PERSON, index=at, text=token.text, key=token.key),)
