"""East Slavic patronymics: the father's given name with an ending.

"Viktor Anatolijevitch Bout" is a son of Anatoly. Newspapers leave the patronymic out, and it is
as common as the given name that it is made of.
"""

import re

__all__ = ["PATRONYMIC_NATS", "patronymic_ending"]

PATRONYMIC_NATS = 5.0
"""Weight of a patronymic: some 150 given names of fathers cover most persons (-ln of 1 in 150)."""

# Russian, Ukrainian and Belarusian in English, French and German spelling. Serbian and Croatian
# surnames in -vic do not end so.
_ENDING = re.compile(r"(?<=[a-z]{2})[ijy]{0,2}(?:[oeay]v[iy]t?ch|[oe]vn[ao]|ivna|inichna)$")

_ENDINGS = ("ch", "na", "no")
"""What all of these end in."""


def patronymic_ending(word: str) -> str:
    """Give the ending that makes a father's name a patronymic, or an empty text.

    Args:
        word: Lower-case basic Latin letters. Some surnames end so too ("Abramovich").
    """
    met = _ENDING.search(word) if word.endswith(_ENDINGS) else None
    return met[0] if met else ""
