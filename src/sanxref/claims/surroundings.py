"""What stands around a word of a sentence: lists, authorities, owners."""

from sanxref.claims.heads import Head, HeadKind
from sanxref.claims.lexicon import Rules
from sanxref.claims.phrases import PhraseReader
from sanxref.claims.subjects import SubjectReader
from sanxref.claims.tokens import Kind, Token

__all__ = ["Surroundings", "names_somebody"]

# Words between a verb and the list that it names; measured on docs/claims.md's passages.
_REACH = 16
_LONG_REACH = 28  # "kept X and Y, the two ... of ..., among the largest ..., under sanctions"
_NEAR = 6  # words of modifiers before a noun: "on the Treasury's own worldwide sanctions list"
_MODIFIERS = 3  # words between an authority and its list: "the UN's own list"
_BEHIND = 7  # words behind a list that tell of what: "the list of persons subject to measures"
_COMMAS = 3  # commas between a verb and its list; further ones begin another clause


class Surroundings:
    """Looks around in the tokens of one sentence."""

    def __init__(self, tokens: tuple[Token, ...], rules: Rules, *, charged: bool = False) -> None:
        """Prepare the readers of the sentence.

        Args:
            tokens: Of the sentence.
            rules: Of its language.
            charged: Sanctions are the topic near it, so that any list is one of them.
        """
        self.charged = charged
        self.tokens = tokens
        self.rules = rules
        self.reader = PhraseReader(tokens, rules)
        self.subjects = SubjectReader(self.reader)

    def _acts(self, index: int) -> bool:
        """Whether an authority stands near enough before, or behind "by"."""
        left = range(self.subjects.clause_start(index), index)
        group = self.subjects.verb_group(index)
        before = any(self.reader.kind(at) is Kind.AUTHORITY for at in range(group))
        if (self.charged or before) and (
            self.reader.low(group - 1) in self.rules.words("back_words")
        ):
            return True
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
            if low in {";", ":", "before", "after", "while", "when", "whereas"}:
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
        if "black" in low or (self.charged and self._is_the_list(noun)):
            return True
        around = range(max(noun - _NEAR, 0), min(noun + _BEHIND, len(self.tokens)))
        if any(
            self.reader.low(at) in self.rules.words("list_qualifiers")
            or self.reader.kind(at) in {Kind.PROGRAMME, Kind.SANCTIONS}
            for at in around
        ):
            return True
        modifiers = range(max(noun - _MODIFIERS, 0), noun)
        if any(self.reader.kind(at) is Kind.AUTHORITY for at in modifiers):
            return True
        return any(
            token.kind is Kind.AUTHORITY and not self._is_place(at)
            for at, token in enumerate(self.tokens)
        )

    def _is_the_list(self, noun: int) -> bool:
        """As in "the list", "its annex": the one that is spoken of, and no list of demands."""
        before = self.reader.low(noun - 1)
        return before in {"the", "its", "that", "this", "their", "'s", "same"} and (
            self.reader.low(noun + 1) != "of"
        )

    def _is_place(self, index: int) -> bool:
        """As in "staying in the United States"."""
        at = index - 1
        while self.reader.low(at) == "the":
            at -= 1
        visited = self.reader.low(at) == "to" and self.reader.low(at - 1) != "according"
        return visited or self.reader.low(at) in {"in", "from", "near", "at"}

    def _owner(self, noun: int) -> tuple[Head, ...]:
        """Who owns a noun: "X's designation", "his name"."""
        reader = self.reader
        for place in range(noun - 1, max(noun - 5, -1), -1):
            if reader.low(place) == "'s" and reader.kind(place - 1) is Kind.PERSON:
                token = self.tokens[place - 1]
                return (
                    Head(kind=HeadKind.PERSON, index=place - 1, text=token.text, key=token.key),
                )
            if reader.low(place) == "'s" and reader.kind(place - 1) is Kind.WORD:
                the = next(
                    (i for i in range(place - 1, place - 5, -1) if reader.low(i) == "the"), -1
                )
                heads, end = reader.read(the, place) if the >= 0 else ((), 0)
                if heads and heads[0].kind is HeadKind.HUMAN and end == place:
                    return heads[:1]  # "the general's designation"
            if reader.low(place) in self.rules.words("possessive_relatives"):
                return self.subjects.antecedent(place)
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
        counted = reader.low(0) in {"the", "those", "these"} and (
            reader.low(1) in self.rules.numbers
            or reader.low(1).isdigit()
            or reader.low(1) in people
        )
        if counted:
            before |= people
        fronted = not before & people and index <= 1  # "Also designated today is X"
        if not (before & people or fronted) or reader.low(index - 1) in self.rules.words("be"):
            return ()
        for place in range(max(noun, index) + 1, len(self.tokens)):
            if fronted and reader.low(place) == ",":
                break
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


def names_somebody(heads: tuple[Head, ...]) -> bool:
    """Whether a person, or somebody who may be one, is among the heads."""
    return any(
        head.kind in {HeadKind.PERSON, HeadKind.NAME, HeadKind.PRONOUN, HeadKind.HUMAN}
        for head in heads
    )
