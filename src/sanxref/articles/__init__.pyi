# ruff: noqa: TID252 - lazy_loader reads relative imports

from .annotate import annotate
from .inputs import expand_inputs
from .options import ReadOptions, RecognizerName
from .read import read_articles
from .recognizers import Recognizer, open_recognizer
from .repair import repair_text
from .sentences import split_sentences
from .units import ReadingUnit, part_source, read_unit

__all__ = [
    "ReadOptions",
    "ReadingUnit",
    "Recognizer",
    "RecognizerName",
    "annotate",
    "expand_inputs",
    "open_recognizer",
    "part_source",
    "read_articles",
    "read_unit",
    "repair_text",
    "split_sentences",
]
