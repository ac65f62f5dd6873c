"""Text to word pieces, as BERT's uncased vocabulary cuts it, with offsets into the text.

The rules are those of BERT's "basic tokenizer" and "wordpiece" (Devlin et al. 2019, Apache 2.0):
small letters without accents; each mark of punctuation and each Han character is a word; a word is
cut into the longest pieces of the vocabulary, from the left.
"""

import unicodedata
from collections.abc import Iterator, Mapping

__all__ = ["WordPieces"]

_START, _END, _UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
_LONGEST_WORD = 100  # characters; a longer word is unknown, as in BERT
# Han, its extensions and compatibility forms: BERT's own list of blocks.
_HAN = (
    (0x4E00, 0x9FFF),
    (0x3400, 0x4DBF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F),
    (0x2B820, 0x2CEAF),
    (0xF900, 0xFAFF),
    (0x2F800, 0x2FA1F),
)
_ASCII_MARKS = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


class WordPieces:
    """A vocabulary, and texts cut by it."""

    def __init__(self, vocabulary: tuple[str, ...]) -> None:
        """Number the pieces in their order."""
        self._numbers: Mapping[str, int] = {piece: at for at, piece in enumerate(vocabulary)}
        self._words: dict[str, tuple[tuple[int, int], ...]] = {}

    def cut(self, text: str, limit: int) -> tuple[list[int], list[tuple[int, int]]]:
        """Cut a text.

        Args:
            text: Any.
            limit: Most pieces, those that begin and end the text included.

        Returns:
            Numbers of the pieces, and offsets (start, end) of each; the first and the last stand
            for the beginning and the end of the text and have the offsets (0, 0).
        """
        numbers = [self._numbers[_START]]
        offsets = [(0, 0)]
        for letters, places in _words(text):
            at = 0
            for number, length in self._pieces(letters):
                numbers.append(number)
                offsets.append((places[at], places[at + length - 1] + 1))
                at += length
            if len(numbers) >= limit:
                break
        del numbers[limit - 1 :], offsets[limit - 1 :]
        return [*numbers, self._numbers[_END]], [*offsets, (0, 0)]

    def _pieces(self, word: str) -> tuple[tuple[int, int], ...]:
        """Numbers of a word's pieces, and how many letters each has."""
        known = self._words.get(word)
        if known is None:
            known = self._words[word] = tuple(self._cut_word(word))
        return known

    def _cut_word(self, word: str) -> list[tuple[int, int]]:
        unknown = [(self._numbers[_UNKNOWN], len(word))]
        if len(word) > _LONGEST_WORD:
            return unknown
        found = []
        start = 0
        while start < len(word):
            for end in range(len(word), start, -1):
                piece = word[start:end] if start == 0 else "##" + word[start:end]
                if piece in self._numbers:
                    found.append((self._numbers[piece], end - start))
                    start = end
                    break
            else:
                return unknown
        return found


def _words(text: str) -> Iterator[tuple[str, list[int]]]:
    """Words in small letters without accents, and the offset of the character of each letter."""
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        alone = _stands_alone(character)
        if letters and (alone or _is_space(character)):
            yield "".join(letters), places
            letters, places = [], []
        if alone:
            yield character.lower(), [place] * len(character.lower())
        elif not _is_space(character):
            for letter in _folded(character):
                letters.append(letter)
                places.append(place)
    if letters:
        yield "".join(letters), places


def _folded(character: str) -> str:
    """Without accents, small; nothing for control characters and accents by themselves."""
    if character.isascii():
        return character.lower() if character.isprintable() else ""
    if character == "\ufffd" or unicodedata.category(character).startswith("C"):
        return ""
    parts = unicodedata.normalize("NFD", character)
    return "".join(part for part in parts if unicodedata.category(part) != "Mn").lower()


def _is_space(character: str) -> bool:
    return character in " \t\n\r" or unicodedata.category(character) == "Zs"


def _stands_alone(character: str) -> bool:
    if character.isascii():
        return character in _ASCII_MARKS
    if unicodedata.category(character).startswith("P"):
        return True
    return any(first <= ord(character) <= last for first, last in _HAN)
