# ruff: noqa: TID252 - lazy_loader reads relative imports

from .finding import Finding, PassageReading
from .marking import ACTIONS, LONGEST, POLARITIES, TAGS, MarkedPieces, mark_pieces
from .model import ReadingModel
from .options import ReadingOptions, reading_from_config
from .passage import Body, Day, Name, NameKind, Passage, Span, Way
from .wordpieces import WordPieces

__all__ = [
    "ACTIONS",
    "LONGEST",
    "POLARITIES",
    "TAGS",
    "Body",
    "Day",
    "Finding",
    "MarkedPieces",
    "Name",
    "NameKind",
    "Passage",
    "PassageReading",
    "ReadingModel",
    "ReadingOptions",
    "Span",
    "Way",
    "WordPieces",
    "mark_pieces",
    "reading_from_config",
]
