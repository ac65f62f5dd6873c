"""Whom a text is about, sentence by sentence: whom a pronoun far from any name can mean."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from sanxref.claims.lexicon import Rules
from sanxref.claims.tokens import Mark, Token

__all__ = ["Salience"]

# What a person gains in a sentence (after Lappin and Leass 1994, "An algorithm for pronominal
# anaphora resolution"), chosen on 450 long passages (benchmarks/passages/long_*.jsonl).
_SUBJECT, _OTHER = 1.0, 0.5
_INTRODUCED = 0.3  # "his brother X"
_PRESENTED = 2.0  # "one of them was X"
_PRONOUN = 0.7
_TOLD = 1.0
_FADING = 0.75  # share that is left after each sentence
_LEAST = 0.2  # whom the text has left behind has less
_KINSHIP = 5  # words before a name among which "his" stands
_LONG = 20  # letters of a long word
_DESCRIBED = 60  # characters before a name and behind it in which nouns tell what the person is
_SUBJECTS = frozenset({"he", "she"})
_WORD = re.compile(r"[\w'-]+")
_TO_NAME = re.compile(r"(?:\s+(?:of|in|at|for|from)\s[^,.;:()]*,)?,?\s*")
_APPOSED = re.compile(r"\s*[,(—–]\s*([^,.;:()—–]*)|\s+(?:is|was)\s+((?:an?|the)\s[^,.;:()—–]*)")
_BEHIND = re.compile(r"\s+(\w[\w'-]*)")


class _Named(NamedTuple):
    """A name in a sentence."""

    key: str
    start: int
    gain: float


class Salience:
    """How much a text is about each person, up to the sentence that is read."""

    def __init__(self, text: str, rules: Rules, fits: Callable[[str, str], bool]) -> None:
        """Begin before the first sentence.

        Args:
            text: After `tokens.plain`.
            rules: Of its language.
            fits: Whether a pronoun (in lower case) can be a person's (by key).
        """
        self._text = text
        self._rules = rules
        self._fits = fits
        self._subject = ""
        self._male = rules.words("pronouns.male")
        self._female = rules.words("pronouns.female")
        self._weights: defaultdict[str, float] = defaultdict(float)
        self._near: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)  # of each name
        self._called: defaultdict[str, Counter[bool]] = defaultdict(Counter)  # "he", and "she"

    @property
    def subject(self) -> str:
        """Whose name, as the last sentence's subject, has opened a paragraph; or empty."""
        return self._subject

    def ranked(self) -> list[str]:
        """Persons named so far, first whom the text is most about."""
        known = [person for person, weight in self._weights.items() if weight >= _LEAST]
        return sorted(known, key=self._weights.__getitem__, reverse=True)

    def is_called(self, person: str, noun: str) -> bool:
        """Whether the text has called a person so."""
        near = (text for texts in self._near[person] for text in texts)
        words = (word for text in near for word in _WORD.findall(text.lower()))
        return any(noun in word.split("-") for word in words)

    def is_described(self, person: str, noun: str) -> bool:
        """Whether it has tied the noun to a name of theirs: "the governor of a jail, X"."""
        return any(
            self._leads(noun, before) or self._follows(noun, behind)
            for before, behind in self._near[person]
        )

    def _leads(self, noun: str, before: str) -> bool:
        at = before.lower().rfind(noun)
        whole = at >= 0 and not before[:at][-1:].isalnum()
        return whole and _TO_NAME.fullmatch(before, at + len(noun)) is not None

    def _follows(self, noun: str, behind: str) -> bool:
        match = _APPOSED.match(behind)
        words = _WORD.findall((match[1] or match[2] or "").lower()) if match else []
        if noun not in words:
            return False
        linking = self._rules.words("prepositions") | self._rules.words("subject_relatives")
        at = words.index(noun)
        if (linking | self._rules.words("and_words")) & set(words[:at]):
            return False
        return not words[at + 1 :] or words[at + 1] in linking

    def is_other(self, pronoun: str, person: str) -> bool:
        """Whether the text has rather called a person "she", where the pronoun is "he"."""
        return self._against(pronoun, person) > 0

    def is_never(self, pronoun: str, person: str) -> bool:
        """Whether the text has done so more than once, and never called the person "he"."""
        return (
            self._against(pronoun, person) > 1 and not self._called[person][pronoun in self._male]
        )

    def _against(self, pronoun: str, person: str) -> int:
        called = self._called[person]
        if pronoun in self._male:
            return called[False] - called[True]
        return called[True] - called[False] if pronoun in self._female else 0

    def note(self, persons: Iterable[str]) -> None:
        """Raise persons of whom the text has just told something that counts."""
        for person in persons:
            self._weights[person] += _TOLD

    def follow(self, start: int, end: int, persons: Sequence[Mark | Token], *, opens: bool) -> None:
        """Go on by a sentence.

        Args:
            start: Where it starts.
            end: Where it ends.
            persons: Its names of persons, in order.
            opens: Whether it opens a paragraph.
        """
        named = list(self._named(start, persons))
        inside = [(mark.start, mark.end) for mark in persons]
        gains: defaultdict[str, float] = defaultdict(float)
        for pronoun, at in self._pronouns(start, end):
            if any(first <= at < last for first, last in inside):
                continue  # "He Wei"
            if person := self._meant(pronoun, at, named):
                gains[person] = _PRONOUN
        opening = [name.key for name in named if opens and name.gain >= _SUBJECT]
        self._subject = opening[0] if opening else ""
        for name in named:
            gains[name.key] = max(gains[name.key], name.gain)
        for mark in persons:
            first, last = max(start, mark.start - _DESCRIBED), min(end, mark.end + _DESCRIBED)
            near = self._text[first : mark.start], self._text[mark.end : last]
            self._near[mark.key].append(near)
        for person in self._weights:
            self._weights[person] *= _FADING
        for person, gain in gains.items():
            self._weights[person] += gain

    def _low(self, word: str) -> str:
        """In lower case, a function word as its English counterpart."""
        low = word.lower()
        return self._rules.grammar.get(low, low)

    def _pronouns(self, start: int, end: int) -> Iterable[tuple[str, int]]:
        for match in self._rules.single_pronouns.finditer(self._text, start, end):
            low = self._low(match[0])
            # "Son navire" is his or hers.
            if low in _SUBJECTS or low == match[0].lower():
                yield low, match.start()

    def _meant(self, pronoun: str, at: int, named: Sequence[_Named]) -> str:
        """The sentence's subject before a pronoun, else whom the text is most about."""
        before = [name for name in named if name.start < at and self._fits(pronoun, name.key)]
        for name in before:
            if name.gain >= _SUBJECT and not self.is_other(pronoun, name.key):
                if len(before) == 1 and not self._is_object(pronoun, at):
                    self._called[name.key][pronoun in self._male] += 1
                return name.key
        known = [key for key in self.ranked() if self._fits(pronoun, key)]
        if pronoun in _SUBJECTS and self._subject in known:
            known.remove(self._subject)
            known.insert(0, self._subject)
        likely = [key for key in known if not self.is_other(pronoun, key)]
        if len(likely) == 1:
            self._called[likely[0]][pronoun in self._male] += 1
        return (likely or known or [""])[0]

    def _is_object(self, pronoun: str, at: int) -> bool:
        """Whether a pronoun is no subject's own: "X met her in Rome", "told him"."""
        behind = _BEHIND.match(self._text, at + len(pronoun))
        follows = self._low(behind[1]) if behind else ""
        return pronoun == "him" or (
            pronoun == "her" and (not follows or follows in self._rules.words("prepositions"))
        )

    def _named(self, start: int, persons: Sequence[Mark | Token]) -> Iterable[_Named]:
        first = True
        for mark in persons:
            before = self._text[start : mark.start].rstrip()
            gain = self._gain(before, mark, first=first)
            first = first and gain < _SUBJECT
            yield _Named(mark.key, mark.start, gain)

    def _gain(self, before: str, mark: Mark | Token, *, first: bool) -> float:
        words = list(map(self._low, before[-_KINSHIP * _LONG :].split()))
        last = words[-1] if words else ""
        if last in self._rules.words("be"):
            return _PRESENTED
        if self._is_introduced(words):
            return _INTRODUCED
        possessive = self._text[mark.end : mark.end + 2] in {"'s", "' "}
        if first and not possessive and last not in self._rules.words("prepositions"):
            return _SUBJECT
        return _OTHER

    def _is_introduced(self, words: Sequence[str]) -> bool:
        """As in "his former partner, X", "a judge, X", "Justice X": somebody beside another."""
        rules = self._rules
        noun = words[-1].rstrip(",") if words else ""
        if noun in rules.words("bystander_nouns"):
            return True
        if not rules.names_people(noun):
            return False
        remark = words[-1].endswith(",")
        for word, before in zip(words[-2 : -_KINSHIP - 1 : -1], [*words[-3::-1], ""], strict=False):
            if word in rules.words("prepositions"):
                return False
            if word in rules.words("pronouns.possessive") or (remark and word in {"a", "an"}):
                return before not in rules.words("prepositions")  # "as a young man, X"
        return False
