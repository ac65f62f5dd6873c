"""Text to comparable forms of names."""

from sanxref.names.normalization import Token, normalize, tokenize
from sanxref.names.scripts import script_of
from sanxref.names.words import NameForm, Word, WordRole, name_form

__all__ = [
    "NameForm",
    "Token",
    "Word",
    "WordRole",
    "name_form",
    "normalize",
    "script_of",
    "tokenize",
]
