"""File, address or stream to article to mentions to mentioned persons."""

from sanxref.articles.annotate import annotate
from sanxref.articles.inputs import expand_inputs
from sanxref.articles.options import ReadOptions
from sanxref.articles.read import read_articles
from sanxref.articles.recognizers import Recognizer, RecognizerName, open_recognizer
from sanxref.articles.repair import repair_text
from sanxref.articles.sentences import split_sentences
from sanxref.articles.units import ReadingUnit, part_source, read_unit

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
