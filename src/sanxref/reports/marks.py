"""The text of an article as HTML, with its mentions and claims marked.

Passages may nest and overlap: a claim is a sentence that holds mentions, two claims may share a
sentence, and one mention may lie across another. The text is therefore cut wherever a passage
begins or ends, and every piece carries what covers it. Nothing is added to the text: what a reader
copies out of the page is the article's text.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from markupsafe import Markup, escape

from sanxref.model.claims import Verdict
from sanxref.reports.controls import CONTROLS

__all__ = ["ClaimMark", "MentionMark", "fits", "mark_text"]

# What the reader of HTML would alter: it drops NUL, and UTF-8 cannot carry surrogates.
_REPLACEMENT = "\ufffd"


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionMark:
    """A mention in the text; it links to the card of its person.

    Attributes:
        start: Offset of the first character.
        end: Offset behind the last one.
        anchor: Id of the mark in the page.
        card: Id of the card that it links to.
        label: For a reader who does not see the mark.
        matched: Whether the person has a potential match.
    """

    start: int
    end: int
    anchor: str
    card: str
    label: str
    matched: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimMark:
    """A claim in the text, with a flag before it that links to its card.

    Attributes:
        start: Offset of the first character.
        end: Offset behind the last one.
        trigger: Offsets of the word that tells the action.
        anchor: Id of the mark in the page.
        card: Id of the card that it links to.
        number: Of the claim in its article, from 1.
        label: For a reader who does not see the mark.
        verdict: Chooses the look.
    """

    start: int
    end: int
    trigger: tuple[int, int]
    anchor: str
    card: str
    number: int
    label: str
    verdict: Verdict


_Mark = TypeVar("_Mark", MentionMark, ClaimMark)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A stretch of text in which nothing begins or ends."""

    start: int
    end: int
    mentions: tuple[MentionMark, ...]
    claims: tuple[ClaimMark, ...]
    trigger: bool


def fits(start: int, end: int, text: str) -> bool:
    """Whether offsets mark something in the text; a damaged report may hold others."""
    return 0 <= start < end <= len(text)


def mark_text(text: str, mentions: Iterable[MentionMark], claims: Iterable[ClaimMark]) -> Markup:
    """Write a text as HTML with its mentions and claims marked.

    Marks that do not fit the text are left out.

    Returns:
        HTML whose text content is `text`, but for NUL and lone surrogates, which HTML in UTF-8
        cannot carry and which become U+FFFD.
    """
    shown_mentions = [mark for mark in mentions if fits(mark.start, mark.end, text)]
    shown_claims = [mark for mark in claims if fits(mark.start, mark.end, text)]
    pieces = _cut(text, shown_mentions, shown_claims)
    return Markup("").join(_write_pieces(text, pieces))


def _cut(
    text: str, mentions: Sequence[MentionMark], claims: Sequence[ClaimMark]
) -> Iterator[_Piece]:
    """Cut the text at every start and end; one sweep, so that long articles stay quick."""
    triggers = [mark.trigger for mark in claims if fits(*mark.trigger, text)]
    spans = [
        *((mark.start, mark.end) for mark in mentions),
        *((mark.start, mark.end) for mark in claims),
        *triggers,
    ]
    cuts = sorted({0, len(text), *(offset for span in spans for offset in span)})
    mentions_from = _by_start(mentions)
    claims_from = _by_start(claims)
    open_mentions: list[MentionMark] = []
    open_claims: list[ClaimMark] = []
    trigger_end = 0
    triggers_from: dict[int, int] = defaultdict(int)
    for start, end in triggers:
        triggers_from[start] = max(triggers_from[start], end)
    for start, end in pairwise(cuts):
        open_mentions = [m for m in open_mentions if m.end > start] + mentions_from[start]
        open_claims = [c for c in open_claims if c.end > start] + claims_from[start]
        trigger_end = max(trigger_end, triggers_from[start])
        yield _Piece(
            start=start,
            end=end,
            mentions=tuple(open_mentions),
            claims=tuple(open_claims),
            trigger=start < trigger_end,
        )


def _by_start(marks: Sequence[_Mark]) -> dict[int, list[_Mark]]:
    found: dict[int, list[_Mark]] = defaultdict(list)
    for mark in marks:
        found[mark.start].append(mark)
    return found


def _write_pieces(text: str, pieces: Iterable[_Piece]) -> Iterator[Markup]:
    """Write pieces; neighbours under the same claims share one `mark` element."""
    around: tuple[ClaimMark, ...] = ()
    for piece in pieces:
        if piece.claims != around:
            if around:
                yield Markup("</mark>")
            for claim in piece.claims:
                if claim.start == piece.start:
                    yield _flag(claim)
            if piece.claims:
                yield Markup('<mark class="claim {}">').format(_verdict_of(piece.claims))
            around = piece.claims
        yield from _write_piece(text, piece)
    if around:
        yield Markup("</mark>")


def _verdict_of(claims: Sequence[ClaimMark]) -> Verdict:
    """Choose the look where claims overlap: the shortest claim, else the first, decides."""
    return min(claims, key=lambda mark: mark.end - mark.start).verdict


def _flag(claim: ClaimMark) -> Markup:
    """Give the link before a claim; its number is drawn by the style sheet, not in the text."""
    return Markup(
        '<a class="flag {}" id="{}" href="#{}" data-number="{}" aria-label="{}"></a>'
    ).format(claim.verdict, claim.anchor, claim.card, claim.number, claim.label)


def _write_piece(text: str, piece: _Piece) -> Iterator[Markup]:
    words = _escape(text[piece.start : piece.end])
    if piece.trigger:
        words = Markup('<span class="trigger">{}</span>').format(words)
    if not piece.mentions:
        yield words
        return
    # Links cannot nest: the shortest mention, which says most, is the link.
    chosen = min(piece.mentions, key=lambda mark: mark.end - mark.start)
    for mark in piece.mentions:
        if mark.start == piece.start and mark is not chosen:
            yield Markup('<span id="{}"></span>').format(mark.anchor)
    anchor = Markup(' id="{}"').format(chosen.anchor) if chosen.start == piece.start else ""
    look = "mention matched" if chosen.matched else "mention"
    yield Markup('<a class="{}"{} href="#{}" title="{}">{}</a>').format(
        look, anchor, chosen.card, chosen.label, words
    )


def _escape(text: str) -> Markup:
    """Escape text so that its characters arrive as they are, controls visible and without effect.

    An override inside an isolating element ends with the element, so it cannot turn what follows.
    """
    out: list[str] = []
    last = 0
    for met in CONTROLS.finditer(text):
        out += [_plain(text[last : met.start()]), _control(met[0])]
        last = met.end()
    out.append(_plain(text[last:]))
    return Markup("".join(out))  # noqa: S704 - every part is escaped above


def _plain(text: str) -> str:
    # HTML turns a bare carriage return into a line feed.
    return str(escape(text)).replace("\r", "&#13;")


def _control(character: str) -> str:
    code = ord(character)
    lost = code == 0 or 0xD800 <= code <= 0xDFFF  # noqa: PLR2004 - surrogates, by Unicode
    shown = _REPLACEMENT if lost else character
    return f'<span class="control" data-code="U+{code:04X}">{shown}</span>'
