"""Word pieces of a passage, each with a tag for what its words are known to be."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sanxref.claims.reader.passage import Name, NameKind, Passage, Span, Way
from sanxref.claims.reader.wordpieces import WordPieces
from sanxref.model.claims import Action, Polarity

__all__ = [
    "ACTIONS",
    "LONGEST",
    "POLARITIES",
    "TAGS",
    "MarkedDay",
    "MarkedPieces",
    "mark_pieces",
]

LONGEST = 384  # pieces of a passage that are read; those that the model was trained on had no more
ACTIONS = (Action.LISTED, Action.DELISTED)
POLARITIES = (Polarity.ASSERTED, Polarity.NEGATED, Polarity.HEDGED, Polarity.ATTRIBUTED)
_PERSON, _NAME, _BODY, _DATE, _CUE, _TOLD = range(1, 7)  # tags of pieces; 0 for all others
TAGS = _TOLD + len(ACTIONS) * len(POLARITIES)
"""How many tags there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedPieces:
    """A passage as the encoder takes it; what lies behind `LONGEST` pieces is left out.

    Attributes:
        pieces: Numbers in the vocabulary.
        tags: 0 to `TAGS` - 1, one for each piece.
        names: Number of each name in the passage, with the pieces of its mentions.
        bodies: Number of each authority in the passage, with its pieces.
        dates: The passage's dates.
    """

    pieces: list[int]
    tags: list[int]
    names: tuple[tuple[int, tuple[Span, ...]], ...]
    bodies: tuple[tuple[int, Span], ...]
    dates: tuple["MarkedDay", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedDay:
    """A possible date: its number in the passage, its pieces, those of its base, and the way."""

    number: int
    words: Span
    base: Span | None
    way: Way


def mark_pieces(passage: Passage, vocabulary: WordPieces) -> MarkedPieces:
    """Cut a passage into word pieces and mark them."""
    pieces, offsets = vocabulary.cut(passage.text, LONGEST)
    places = _Places(offsets)
    names = tuple(
        (number, spans)
        for number, name in enumerate(passage.names)
        if (spans := tuple(places.of_all(name.spans)))
    )
    return MarkedPieces(
        pieces=pieces,
        tags=_tags(passage, places, len(pieces)),
        names=names,
        bodies=tuple(places.numbered(body.span for body in passage.bodies)),
        dates=tuple(_days(passage, places)),
    )


def _days(passage: Passage, places: "_Places") -> Iterator[MarkedDay]:
    for number, day in enumerate(passage.dates):
        words, base = places.of(day.words), places.of(day.base) if day.base else None
        if words and (base or not day.base):
            yield MarkedDay(number=number, words=words, base=base, way=day.way)


class _Places:
    """Word pieces by the characters that they stand for."""

    def __init__(self, offsets: list[Span]) -> None:
        self._at = [
            (start, end, number) for number, (start, end) in enumerate(offsets) if end > start
        ]

    def of(self, span: Span) -> Span | None:
        """Numbers of the first piece of a part of the text and behind its last, or None."""
        inside = [number for start, end, number in self._at if start < span[1] and end > span[0]]
        return (inside[0], inside[-1] + 1) if inside else None

    def of_all(self, spans: Iterable[Span]) -> Iterator[Span]:
        return (found for span in spans if (found := self.of(span)))

    def numbered(self, spans: Iterable[Span]) -> Iterator[tuple[int, Span]]:
        return ((number, found) for number, span in enumerate(spans) if (found := self.of(span)))


def _tags(passage: Passage, places: _Places, count: int) -> list[int]:
    """What is known of each piece: the first of these that holds."""
    tags = [0] * count

    def put(spans: Iterable[Span], tag: int) -> None:
        for first, last in places.of_all(spans):
            for at in range(first, last):
                tags[at] = tags[at] or tag

    for name in passage.names:
        put(name.spans, _tag(name))
    put((body.span for body in passage.bodies), _BODY)
    put((day.words for day in passage.dates), _DATE)
    put(passage.cues, _CUE)
    return tags


def _tag(name: Name) -> int:
    if name.told is not None:
        action, polarity = name.told
        return _TOLD + ACTIONS.index(action) + len(ACTIONS) * POLARITIES.index(polarity)
    return _PERSON if name.kind is NameKind.PERSON else _NAME
