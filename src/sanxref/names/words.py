"""A name as comparable words: titles told apart, compounds joined, each with its weight."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from sanxref.names.homoglyphs import LOOK_ALIKES
from sanxref.names.normalization import normalize, tokenize
from sanxref.names.patronymics import PATRONYMIC_NATS, patronymic_ending
from sanxref.names.rarity import rarity_of_fold
from sanxref.names.romanization import romanize
from sanxref.names.spelling import (
    fold_each,
    is_vowelless,
    ocr_key_of_each,
    skeleton_of_each,
)
from sanxref.names.theophoric import is_certain, is_part_of_compounds, leading_compound
from sanxref.names.vocabulary import (
    ARTICLE_SUN_LETTERS,
    LINEAGE,
    NEVER_LEADING,
    PARTICLES,
    POSTS,
    RELIGIOUS_TITLES,
    SUFFIXES,
    TITLES,
)

__all__ = [
    "NameForm",
    "Word",
    "WordRole",
    "make_word",
    "name_form",
    "plain_words",
    "read_name",
    "read_names",
]


class WordRole(IntEnum):
    """What a word does in a name."""

    CORE = 0
    INITIAL = 1
    TITLE = 2
    LINEAGE = 3
    PARTICLE = 4


# Nats. Particles at about a quarter of a common name's weight (MATCHING.md section 2); an initial
# carries -ln of the share of names that start with its letter, 1 in 10.
_ROLE_WEIGHT = {
    WordRole.INITIAL: 2.3,
    WordRole.TITLE: 1.0,
    WordRole.LINEAGE: 1.2,
    WordRole.PARTICLE: 0.6,
}
_SYLLABLES = frozenset({"Hani", "Hang"})
_SYLLABLE_NATS = 5.0
"""Most that a syllable read from Han or Hangul weighs: some 150 syllables make up most names (-ln
of 1 in 150), and the characters that sound alike are many."""
_CASED = frozenset({"Latn", "Cyrl", "Grek", "Armn"})
_PARENTHESIS = re.compile(r"[(\[（][^)\]）]*[)\]）]")
_COMMA = re.compile(r"[,،;]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word of a name, ready for comparison.

    Attributes:
        text: Lower-case basic Latin letters; canonical for particles, lineage and titles.
        role: What it does in the name.
        abjad: Written in a script that leaves vowels out.
        weight: Information in nats.
        fold: Folded spelling.
        skeleton: Consonants.
        ocr: Key under which confusions of character recognition meet.
        vowelless: Latin without any vowel, as if they had been dropped.
    """

    text: str
    role: WordRole
    abjad: bool
    weight: float
    fold: str
    skeleton: str
    ocr: str
    vowelless: bool

    def __hash__(self) -> int:
        """Hash the text: the rest follows from it, but for role and script."""
        return hash(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class NameForm:
    """A name as words in natural order.

    Attributes:
        words: At least one for a text with a letter or digit; else empty.
        shown: The words as written, for explanations; as many as `words`.
        scripts: ISO 15924 codes of the scripts that the words are written in.
        weight: Sum of the words' weights.
    """

    words: tuple[Word, ...]
    shown: tuple[str, ...]
    scripts: frozenset[str]
    weight: float

    @property
    def names(self) -> int:
        """Number of words that are names or initials (not titles, lineage or particles)."""
        return sum(word.role <= WordRole.INITIAL for word in self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A word on its way into a form."""

    text: str
    shown: str
    abjad: bool
    script: str
    capitalized: bool
    part: int


class _Draft(NamedTuple):
    """What a word and its weight follow from."""

    text: str
    role: WordRole = WordRole.CORE
    abjad: bool = False
    patronymic: bool = False
    syllable: bool = False


def make_word(text: str, role: WordRole, *, abjad: bool) -> Word:
    """Make a word with its keys and its weight."""
    return _make_word(_Draft(text, role, abjad))


@lru_cache(maxsize=131072)
def _make_word(draft: _Draft) -> Word:
    return _make_words([draft])[0]


def _make_words(drafts: Sequence[_Draft]) -> list[Word]:
    texts = [draft.text for draft in drafts]
    keys = zip(
        drafts, fold_each(texts), skeleton_of_each(texts), ocr_key_of_each(texts), strict=True
    )
    return [
        Word(
            text=draft.text,
            role=draft.role,
            abjad=draft.abjad,
            weight=_weight(draft, fold),
            fold=fold,
            skeleton=skeleton,
            ocr=ocr,
            vowelless=is_vowelless(draft.text) and not draft.abjad,
        )
        for draft, fold, skeleton, ocr in keys
    ]


def _weight(draft: _Draft, fold: str) -> float:
    if draft.patronymic:
        return PATRONYMIC_NATS
    weight = _ROLE_WEIGHT.get(draft.role)
    if weight is None:
        weight = rarity_of_fold(fold)
    return min(weight, _SYLLABLE_NATS) if draft.syllable else weight


_LATIN = frozenset({"Latn"})


@lru_cache(maxsize=16384)
def name_form(text: str) -> NameForm:
    """Turn a written name into comparable words.

    "LAST, First" is turned round, titles in front and suffixes behind are dropped, what stands
    in brackets or describes a post is left out where a name of two words remains, and Arabic
    compounds become one word.
    """
    last, *others = [part for part in _COMMA.split(text) if part.strip()] or [""]
    written = " ".join([*others, last]).split()
    plain = [word for word in map(_plain_word, written) if word is not None]
    if (
        not plain
        or len(plain) < len(written)
        or (others and any(word.text in POSTS for word in plain))
    ):
        return read_name(text)
    return NameForm(
        words=tuple(plain),
        shown=tuple(written),
        scripts=_LATIN,
        weight=sum([word.weight for word in plain]),
    )


def read_name(text: str) -> NameForm:
    """Turn a written name into comparable words, whatever words it has; see `name_form`."""
    pieces, drafts = _drafts(text)
    return _form(pieces, tuple(map(_make_word, drafts)))


def read_names(texts: Sequence[str]) -> list[NameForm]:
    """Read many names as `read_name` reads each, their words' keys made all at once."""
    read = [_drafts(text) for text in texts]
    distinct = list(dict.fromkeys(chain.from_iterable(drafts for _, drafts in read)))
    made = dict(zip(distinct, _make_words(distinct), strict=True))
    return [_form(pieces, tuple([made[draft] for draft in drafts])) for pieces, drafts in read]


def _drafts(text: str) -> tuple[list[_Piece], list[_Draft]]:
    """Words of a name as they are written, and as they will be compared."""
    parts = _natural_order(text)
    written = [piece for part, words in enumerate(parts) for piece in _pieces(words, part)]
    pieces = _compounds(_without_titles(written))
    drafts = [_draft(pieces, place) for place in range(len(pieces))]
    if not any(draft.role <= WordRole.INITIAL for draft in drafts):
        # Nothing but particles and titles: then they are the name ("Sheikh Abu", "De La").
        drafts = [_Draft(piece.text, abjad=piece.abjad) for piece in pieces]
    return pieces, drafts


def _form(pieces: Sequence[_Piece], words: tuple[Word, ...]) -> NameForm:
    return NameForm(
        words=words,
        shown=tuple([piece.shown for piece in pieces]),
        scripts=frozenset([piece.script for piece in pieces]),
        weight=sum([word.weight for word in words]),
    )


def plain_words(written: Sequence[str]) -> list[Word | None]:
    """Make the words that written words are in every name, whatever stands beside them.

    A name of nothing but such words, parted by spaces, has the words that `name_form` gives it
    (a test); most names are such, and are read ten times as fast.

    Returns:
        None where it may be a title, particle, patronymic or part of a compound, an initial, of
        another script, or no single word.
    """
    texts = list(map(_plain_text, written))
    distinct = [text for text in dict.fromkeys(texts) if text]
    made = dict(zip(distinct, _make_words(list(map(_Draft, distinct))), strict=True))
    return [made.get(text) for text in texts]


def _plain_text(written: str) -> str:
    """Normalized text of a word that is the same in every name, or empty."""
    if written.isascii() and written.isalpha():
        text = written.lower()
    else:
        tokens = tokenize(written)
        if len(tokens) != 1 or (tokens[0].start, tokens[0].end) != (0, len(written)):
            return ""
        text = tokens[0].text
        if not (text.isascii() and text.isalpha()) or not LOOK_ALIKES.isdisjoint(written):
            return ""
    if (
        len(text) < 2  # noqa: PLR2004 - an initial
        or text in _NOT_PLAIN
        or patronymic_ending(text)
        or is_part_of_compounds(text)
    ):
        return ""
    return text


@lru_cache(maxsize=131072)
def _plain_word(written: str) -> Word | None:
    text = _plain_text(written)
    return _make_word(_Draft(text)) if text else None


_NOT_PLAIN = frozenset().union(
    PARTICLES, ARTICLE_SUN_LETTERS, LINEAGE, NEVER_LEADING, RELIGIOUS_TITLES, TITLES, SUFFIXES
)


def _natural_order(text: str) -> tuple[str, ...]:
    """Turn "LAST, First" round; one part for each side of the comma."""
    if "(" in text or "[" in text or "（" in text:
        outside = _PARENTHESIS.sub(" ", text)
        if len(tokenize(outside)) > 1:
            text = outside
    parts = [part for part in _COMMA.split(text) if part.strip()]
    if len(parts) < 2:  # noqa: PLR2004 - no comma
        return (text,)
    first, *others = parts
    return (*(_without_suffix(part) for part in others if not _describes(part)), first)


def _without_suffix(part: str) -> str:
    """Drop "Jr." behind given names: the surname will stand behind it."""
    words = part.split()
    while len(words) > 1 and normalize(words[-1]) in SUFFIXES:
        words.pop()
    return " ".join(words)


def _describes(part: str) -> bool:
    """Whether a part behind a comma is a post or a suffix and no given name."""
    words = [token.text for token in tokenize(part)]
    return any(word in POSTS for word in words) or all(word in SUFFIXES for word in words)


def _pieces(text: str, part: int) -> Iterator[_Piece]:
    for token in tokenize(text):
        latin = romanize(token.text)
        whole = len(latin.syllables) == 1
        for place, syllable in enumerate(latin.syllables):
            shown = text[token.start : token.end] if whole else token.text[place : place + 1]
            yield _Piece(
                text=_read_digits(syllable),
                shown=shown if latin.script != "Arab" or whole else token.text,
                abjad=latin.abjad,
                script=latin.script,
                capitalized=token.capitalized,
                part=part,
            )


def _read_digits(word: str) -> str:
    """Digits among letters are misread letters; a number stays a number."""
    if word.isalpha() or word.isdigit():
        return word
    return word.translate(str.maketrans("015834", "olsbea"))


def _without_titles(pieces: list[_Piece]) -> list[_Piece]:
    minimum = 2
    while len(pieces) > minimum and pieces[-1].text in SUFFIXES:
        pieces = pieces[:-1]
    while pieces and pieces[0].text in TITLES and _names_in(pieces[1:]) >= minimum:
        pieces = pieces[1:]
    # After turning "Gen. LAST, First" round the title stands before the last name.
    for place in range(1, len(pieces) - 1):
        rest = pieces[:place] + pieces[place + 1 :]
        if pieces[place].text in {"mr", "mrs", "ms", "dr", "gen", "prof", "col", "maj", "capt",
                                  "lt", "rev", "hon", "sen", "gov"}:  # fmt: skip
            if _names_in(rest) >= minimum:
                return rest
            break
    return pieces


def _names_in(pieces: Sequence[_Piece]) -> int:
    return sum(
        len(piece.text) > 1
        and piece.text not in PARTICLES
        and piece.text not in TITLES
        and piece.text not in SUFFIXES
        for piece in pieces
    )


def _compounds(pieces: list[_Piece]) -> list[_Piece]:
    joined: list[_Piece] = []
    place = 0
    while place < len(pieces):
        length, text = leading_compound([piece.text for piece in pieces[place : place + 3]])
        parts = pieces[place : place + length]
        if parts[0].part != parts[-1].part and not is_certain(text):
            length = 1  # "AL-SAYYID, Abd": two sides of a comma
        if length > 1:
            first = parts[0]
            joined.append(
                _Piece(
                    text=text,
                    shown=" ".join(part.shown for part in parts),
                    abjad=any(part.abjad for part in parts),
                    script=first.script,
                    capitalized=first.capitalized,
                    part=first.part,
                )
            )
        else:
            joined.append(pieces[place])
        place += length
    return joined


def _draft(pieces: Sequence[_Piece], place: int) -> _Draft:
    piece = pieces[place]
    role, text = _role(pieces, place)
    patronymic = role is WordRole.CORE and _is_patronymic(pieces, place)
    return _Draft(text, role, piece.abjad, patronymic, piece.script in _SYLLABLES)


def _is_patronymic(pieces: Sequence[_Piece], place: int) -> bool:
    """Whether a word of a longer name is a patronymic and no surname that ends like one."""
    if len(pieces) < 3 or place == 0 or not patronymic_ending(pieces[place].text):  # noqa: PLR2004
        return False  # of two words the second is the surname
    return not any(patronymic_ending(piece.text) for piece in pieces[1:place])


def _role(pieces: Sequence[_Piece], place: int) -> tuple[WordRole, str]:
    piece = pieces[place]
    text = piece.text
    if len(text) == 1 and piece.script in _CASED and (piece.capitalized or text not in PARTICLES):
        return WordRole.INITIAL, text
    if place == 0 and text in NEVER_LEADING:
        return WordRole.CORE, text
    if place < len(pieces) - 1 and (role := _role_before(piece, pieces[place + 1])):
        return role
    if text in RELIGIOUS_TITLES and len(pieces) > 1:
        return WordRole.TITLE, RELIGIOUS_TITLES[text]
    return WordRole.CORE, text


def _role_before(piece: _Piece, follower: _Piece) -> tuple[WordRole, str] | None:
    """Role of a word that only belongs to the one behind it, or None."""
    text = piece.text
    if text in PARTICLES and piece.script != "Hang":
        return WordRole.PARTICLE, PARTICLES[text]
    if text in ARTICLE_SUN_LETTERS and follower.text[:1] == text[-1:]:
        return WordRole.PARTICLE, "al"
    return (WordRole.LINEAGE, LINEAGE[text]) if text in LINEAGE else None
