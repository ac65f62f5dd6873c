"""Official formats: raw files to designations, strictly and completely.

Every element and attribute of a list record is handled, named as ignored with a reason, or an
error (CONVENTIONS section 3, "strict interpretation"). docs/lists.md says what becomes of each.
"""

from sanxref.lists.parsers.formats import csv_part, detect_format
from sanxref.lists.parsers.parsed import ParsedList
from sanxref.lists.parsers.parsing import PARSER_VERSION, parse

__all__ = ["PARSER_VERSION", "ParsedList", "csv_part", "detect_format", "parse"]
