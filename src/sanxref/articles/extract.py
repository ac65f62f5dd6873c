"""What every extractor gives: the parts of an article before repair."""

from dataclasses import dataclass

from sanxref.model.dates import PartialDate

__all__ = ["Extraction", "Refusal"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """Parts of one article as a format gave them.

    Attributes:
        text: Text without markup; paragraphs are parted by blank lines.
        title: Headline, or empty.
        published: Publication date by the format's own metadata, or None.
        language: Language by the format's own metadata, or empty.
        notes: What a reader should know about the extraction.
    """

    text: str
    title: str = ""
    published: PartialDate | None = None
    language: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why no text could be had, in words a user can act on."""

    reason: str
