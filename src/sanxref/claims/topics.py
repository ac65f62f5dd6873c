"""Which sentences are worth reading, and where sanctions are the topic."""

import re
from collections.abc import Iterator

from sanxref.claims.lexicon import Rules
from sanxref.model.articles import Sentence

__all__ = ["Topics", "pieces"]

_LONGEST = 2000  # characters; the longest sentence of the measured passages has 900
# A text with a list of the rich or of books has other lists than those of sanctions.
_OTHER_LIST = re.compile(
    r"\b(?:Rich|Forbes|Billionaires|Power|A|Best[\w-]*|Wish|Guest|Short) ?-?[Ll]ist\b"
)
_ON_THE_LIST = re.compile(r"\b(?:on|off|from|onto|to) (?:the|its|that|their) list\b")
_TOPIC = 3  # sentences behind one about sanctions in which "the list" is the same list
_BEFORE, _FORWARD = 2, 3  # neighbours of a sentence with a cue, to which they may refer


class Topics:
    """The sentences of one article that have to do with lists."""

    def __init__(
        self, text: str, sentences: tuple[Sentence, ...], rules: Rules, *, weighed: bool
    ) -> None:
        """Look at each sentence once.

        Args:
            text: After `tokens.plain`.
            sentences: Of the article.
            rules: Of its language.
            weighed: Whether sentences without a cue are weighed by their words: the reading
                model may understand them.
        """
        self._weighed = weighed
        self._plain = text
        self._sentences = sentences
        self._rules = rules
        self._topics: set[int] = set()
        self.cued: set[int] = set()  # sentences with a cue of their own
        self.hinted = self._hinted()
        self._has_other_lists = bool(self.hinted) and _OTHER_LIST.search(text) is not None
        self._charged = {
            near for number in self._topics for near in range(number - 1, number + _TOPIC + 1)
        }

    def is_charged(self, number: int) -> bool:
        """Whether sanctions are the topic near a sentence, and any list is one of them."""
        return not self._has_other_lists and number in self._charged

    @property
    def has_other_lists(self) -> bool:
        """Whether the text has lists of the rich, of books, ... too."""
        return self._has_other_lists

    def _is_topic(self, sentence: Sentence) -> bool:
        return self._rules.topic.search(self._plain, sentence.start, sentence.end) is not None

    def _hinted(self) -> set[int]:
        """Sentences with a cue, and their neighbours, to which they may refer."""
        hinted: set[int] = set()
        for number, sentence in enumerate(self._sentences):
            words = self._rules.hint_words(self._plain[sentence.start : sentence.end])
            if not words or not self._rules.hints.search(self._plain, sentence.start, sentence.end):
                if self._weighed and self._may_tell(number):
                    hinted.add(number)
                    self.cued.add(number)
                continue
            hinted.add(number)
            self.cued.add(number)
            topic = self._rules.may_be_topic(words) and self._is_topic(sentence)
            if topic:
                self._topics.add(number)
            if (
                topic
                or self._rules.names_authority(self._plain, sentence.start, sentence.end)
                or _ON_THE_LIST.search(self._plain, sentence.start, sentence.end)
            ):
                hinted.update(range(number - _BEFORE, number + _FORWARD + 1))
        return hinted

    def _may_tell(self, number: int) -> bool:
        """Whether a sentence weighs enough to be read, though it has no cue."""
        weights, sentence = self._rules.word_weights, self._sentences[number]
        if weights is None:
            return False
        weight = weights.weigh(self._plain[sentence.start : sentence.end])
        if weight + weights.authority < weights.least:
            return False
        return weight >= weights.least or any(
            self._rules.names_authority(self._plain, near.start, near.end)
            for near in self._sentences[max(number - 1, 0) : number + 2]
        )


def pieces(sentences: tuple[Sentence, ...], text: str) -> Iterator[Sentence]:
    """Cut what is far longer than a sentence; reading takes time with the square of the length."""
    for sentence in sentences:
        start = sentence.start
        while sentence.end - start > _LONGEST:
            space = text.rfind(" ", start + 1, start + _LONGEST)
            end = space if space > start else start + _LONGEST
            yield Sentence(start=start, end=end)
            start = end
        yield Sentence(start=start, end=sentence.end)
