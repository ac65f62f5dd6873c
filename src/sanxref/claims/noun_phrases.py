"""One noun phrase over the tokens of a sentence: its words, its owner, its head."""

from sanxref.claims.heads import Head, HeadKind
from sanxref.claims.lexicon import Rules
from sanxref.claims.tokens import Kind, Token

__all__ = ["NounPhrases"]

_DESCRIBING = 3  # words between a place and the noun that it describes
_LONGEST = 14  # words before the name in "the man who chairs the board, X"; longer ones are misread
_TITLE = 4  # letters of a title with a full stop: "Gen.", "Capt."
_THINGS = {Kind.ORGANIZATION, Kind.PLACE, Kind.AUTHORITY, Kind.PROGRAMME}


class NounPhrases:
    """Reads single noun phrases from left to right."""

    def __init__(self, tokens: tuple[Token, ...], rules: Rules) -> None:
        """Take the sentence's tokens and its language's rules."""
        self.tokens = tokens
        self.rules = rules
        self._pronouns = (
            rules.words("pronouns.male")
            | rules.words("pronouns.female")
            | rules.words("pronouns.plural")
            | rules.words("pronouns.first")
        )
        self._closing = (
            rules.words("prepositions")
            | rules.words("be")
            | rules.words("have")
            | rules.words("by_words")
            | rules.words("negations")
            | (rules.words("subordinators") - {"that"})
        )

    def low(self, index: int) -> str:
        """Lower-case text of a token, empty outside the sentence."""
        return self.tokens[index].low if 0 <= index < len(self.tokens) else ""

    def kind(self, index: int) -> Kind | None:
        """Kind of a token, None outside the sentence."""
        return self.tokens[index].kind if 0 <= index < len(self.tokens) else None

    def is_possessive(self, index: int) -> bool:
        """Whether the token is an owner: `X's`, `the brothers' assets`."""
        follow = self.low(index + 1)
        return follow == "'s" or (follow == "'" and self.low(index).endswith("s"))

    def _one(self, index: int, stop: int) -> tuple[Head | None, int]:  # noqa: C901, PLR0911, PLR0912, PLR0915 - one scan over a phrase, its cases side by side
        rules = self.rules
        at, noun, entity = index, -1, -1
        human = plural = definite = owned = False
        end = min(stop, index + _LONGEST)
        while at < end:
            token = self.tokens[at]
            low = token.low
            if token.kind is Kind.PERSON:
                if not self.is_possessive(at):
                    return self._person(at), at + 1
                if self._owns(at + 2):
                    return self._person(at), at + 2
                owned, definite, noun, human = True, False, -1, False
                at += 2
            elif (
                token.kind in _THINGS and self.low(at + 1) == "-" and self.kind(at + 2) is Kind.WORD
            ):
                at += 3  # "Geneva-based"
            elif token.kind in _THINGS and self._describes_person(at):
                at += 1
            elif token.kind in _THINGS:
                if self.is_possessive(at):
                    at += 1
                else:
                    entity, noun, human = at, -1, False
                at += 1
            elif token.kind is Kind.DATE:
                if noun >= 0 or entity >= 0:
                    break
                at += 1
            elif (
                low in {"all", "both", "each", "some"}
                and self.low(at + 1) == "of"
                and (self.low(at + 2) in {"them", "whom"})
            ):
                return self._pronoun(at + 2), at + 3
            elif low in self._pronouns and noun < 0:
                if self._is_determiner(at):
                    if self._owns(at + 1):
                        return self._pronoun(at), at + 1
                    owned = True
                    at += 1
                elif low in {"two", "both"}:
                    plural = True
                    definite = definite or low == "both"
                    at += 1
                    if self.low(at) in self._closing or self.kind(at) is Kind.POINT:
                        return self._pronoun(at - 1), at
                else:
                    return self._pronoun(at), at + 1
            elif low in rules.words("determiners") or low.isdigit():
                definite = definite or low in {"the", "this", "that", "these", "those"}
                definite = definite and low not in {"a", "an"}
                plural = (
                    plural
                    or (low.isdigit() and low != "1")
                    or (low in rules.numbers and rules.numbers[low] > 1)
                    or low in {"several", "some", "these", "those", "both", "many"}
                )
                if noun >= 0:
                    break
                at += 1
            elif low == "'s":
                at += 1
            elif low == "of" and noun >= 0:
                return self._behind_of(
                    at, noun, stop, human=human, plural=plural, definite=definite, owned=owned
                )
            elif low in rules.words("pronouns.relative") or low in {"which", "that"}:
                if human and not plural:
                    named = self._named_behind(at, stop)
                    if named is not None:
                        return named
                break
            elif low == ",":
                name = at + 2 if self.low(at + 1) in rules.words("titles") else at + 1
                name += name == at + 2 and self.low(name) == "."
                apposed = human or (owned and noun >= 0)
                if apposed and self.kind(name) is Kind.PERSON and not self.is_possessive(name):
                    return self._person(name), name + 1
                break
            elif token.kind is Kind.POINT:
                if (
                    (low in {'"', "'", "-", "."} and at > index and low != ".")
                    or (
                        low == "."
                        and at > index
                        and len(self.low(at - 1)) <= _TITLE
                        and (self.kind(at + 1) is Kind.PERSON)
                    )
                    or low in {'"', "'"}
                ):
                    at += 1
                else:
                    break
            elif low in rules.words("and_words"):
                break
            elif low in self._closing:
                if at == index:
                    return None, index
                break
            elif low in rules.words("adverbs") and noun < 0:
                at += 1
            elif (
                human
                and not token.is_capital
                # French puts the adjective behind: "le ministre iranien X"
                and (rules.language == "en" or self.kind(at + 1) is not Kind.PERSON)
                and not (rules.names_people(low) or low in rules.words("entity_nouns"))
            ):
                break  # "three men accused of", "people close to"
            else:
                noun = at
                human = rules.names_people(low) and (
                    not token.is_capital or low in rules.words("person_nouns")
                )
                plural = plural or (human and low.endswith(("men", "s")) and low != "boss")
                at += 1
                if (
                    entity >= 0
                    and not token.is_capital
                    and not human
                    and (low not in rules.words("entity_nouns"))
                ):
                    noun, at = -1, at - 1
                    break
        if entity >= 0 and noun < 0:
            return self._head(HeadKind.ENTITY, entity), at
        if noun < 0:
            return None, index
        if human:
            kind = HeadKind.HUMAN
        elif any(self.low(i) in rules.words("entity_nouns") for i in range(index, at)):
            kind = HeadKind.ENTITY
        elif self.tokens[noun].is_capital and not owned and self.low(noun) != "it":
            counted = plural or definite or self.low(index) in {"a", "an", "one", "several"}
            kind = HeadKind.HUMAN if counted else HeadKind.NAME  # "two Iranians", "Deripaska"
        else:
            kind = HeadKind.THING
        return Head(
            kind=kind,
            index=noun,
            text=self._text(index, at),
            plural=plural,
            definite=(definite and not owned) or self.low(noun) in rules.words("party_nouns"),
            owned=owned,
        ), at

    def _describes_person(self, at: int) -> bool:
        """As in "the Moscow theatre director X": a place or firm before a noun for a person."""
        for place in range(at + 1, at + 1 + _DESCRIBING):
            token = self.tokens[place] if place < len(self.tokens) else None
            if token is None or token.kind is not Kind.WORD or token.is_capital:
                return False
            if token.low in self._closing or token.low in self.rules.verbs:
                return False
            if self.rules.names_people(token.low):
                return True
        return False

    def _behind_of(  # noqa: PLR0913 - what was read of the phrase so far
        self,
        at: int,
        noun: int,
        stop: int,
        *,
        human: bool,
        plural: bool,
        definite: bool,
        owned: bool,
    ) -> tuple[Head | None, int]:
        """Skip "of ..." and take the name in apposition: "the head of Gazprom, X"."""
        place = at + 1
        while place < stop and place < at + _LONGEST:
            low = self.low(place)
            if low in {",", ";", ":", "(", "."}:
                break
            if low in self.rules.words("be") or low in self.rules.words("have"):
                break
            place += 1
        if self.low(noun) in self.rules.words("owned_nouns") and self.kind(at + 1) is Kind.PERSON:
            return self._person(at + 1), at + 2  # "the name of X was removed"
        if self.low(noun) in self.rules.words("owned_nouns"):
            owner, behind = self._one(at + 1, stop)
            if owner is not None and owner.kind is HeadKind.PERSON:
                return owner, behind  # "the name of the Swedish grocer X"
        behind = place + 1
        named = next((i for i in range(at + 2, place) if self.kind(i) is Kind.PERSON), -1)
        if (
            human
            and named > 0
            and self.low(noun) not in self.rules.words("kin_nouns")
            and not self.is_possessive(named)
            and not any(
                self.rules.names_people(self.low(i)) or self.low(i) == "'s"
                for i in range(at, named)
            )
            and not any(
                self.low(i) in self.rules.words("prepositions") for i in range(at + 1, named)
            )
        ):
            return self._person(named), named + 1  # "chief of staff Col. X"
        if (
            human
            and self.low(place) == ","
            and self.kind(behind) is Kind.PERSON
            and not self.is_possessive(behind)
            and not plural
        ):
            return self._person(behind), behind + 1
        owned = owned or self.low(noun) in self.rules.words("kin_nouns")
        kind = HeadKind.HUMAN if human else HeadKind.THING
        people = human and plural and self.low(noun) in self.rules.words("person_nouns")
        if self.low(noun) in self.rules.words("entity_nouns") or (
            not people
            and any(
                self.low(i) in self.rules.words("entity_nouns")
                for i in range(at, min(at + 3, place))
            )
        ):
            kind = HeadKind.ENTITY
        return Head(
            kind=kind,
            index=noun,
            text=self._text(noun, min(place, at + 4)),
            plural=plural,
            definite=definite and not owned,
            owned=owned,
        ), place

    def _named_behind(self, at: int, stop: int) -> tuple[Head, int] | None:
        """Take the name behind a relative clause: "the man who runs the firm, X"."""
        comma = self._next_comma(at, min(stop, at + _LONGEST))
        if (
            self.low(comma) == ","
            and self.kind(comma + 1) is Kind.PERSON
            and not self.is_possessive(comma + 1)
        ):
            return self._person(comma + 1), comma + 2
        return None

    def _is_determiner(self, at: int) -> bool:
        """Tell "her brother" and "his" from "her" as an object."""
        low, follow = self.low(at), self.kind(at + 1)
        if low in {"his", "their", "its", "my"}:
            return True
        return (
            low == "her"
            and follow is not None
            and (follow not in {Kind.POINT, Kind.DATE, Kind.AUTHORITY})
            and self.low(at + 1)
            not in (
                self._closing
                | self.rules.words("adverbs")
                | self.rules.words("and_words")
                | self.rules.words("determiners")
            )
        )

    def _owns(self, at: int) -> bool:
        """Whether what is owned stands for its owner: "his name", "X's designation"."""
        return any(
            self.low(place) in self.rules.words("owned_nouns") for place in range(at, at + 2)
        )

    def _person(self, index: int) -> Head:
        token = self.tokens[index]
        return Head(kind=HeadKind.PERSON, index=index, text=token.text, key=token.key)

    def _pronoun(self, index: int) -> Head:
        low = self.low(index)
        return Head(
            kind=HeadKind.PRONOUN,
            index=index,
            text=self.tokens[index].text,
            plural=low in self.rules.words("pronouns.plural"),
        )

    def _head(self, kind: HeadKind, index: int) -> Head:
        return Head(kind=kind, index=index, text=self.tokens[index].text)

    def _text(self, start: int, end: int) -> str:
        return " ".join(token.text for token in self.tokens[start:end])

    def _next_comma(self, at: int, stop: int) -> int:
        while at < stop and self.low(at) not in {",", ";"}:
            at += 1
        return at
