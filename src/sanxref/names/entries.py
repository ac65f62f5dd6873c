"""Entries of the Security Council's lists as press releases print them.

"QDi.999 Name: 1: JOHN 2: DOE 3: na ... Listed on: 1 Jan. 2020"; https://press.un.org, series SC.
"""

import re

__all__ = ["find_entries", "name_of_entry"]

_LABELS = (
    r"Name \(|Title|Designation|DOB|POB|Good quality|Low quality|A\.?k\.?a|F\.?k\.?a|Nationality"
    r"|Passport|National |Address|Listed on|Other information"
)
_ENTRY = re.compile(
    r"(?<!\w)(?P<list>[A-Z]{2})(?P<kind>[ie])\.\d{3}[.,:]?\s+(?:Name:\s*)?(?:1:\s*)?"
    r"(?P<name>(?=\S)[^\n.,;()]{2,120}?)(?:\s+[2-6]:\s*na)*"
    rf"(?=\s*(?:[\n.,;()]|\Z|{_LABELS}))"
)
# Most texts have none, and it is found much faster.
_SIGN = re.compile(r"\.\d{3}(?<=[A-Z]{2}[ie]\.\d{3})")
_PART = re.compile(r"\s*(?<!\w)[1-6]:\s*")
_NONE = "na"


def find_entries(text: str) -> list[re.Match[str]]:
    """Find entries, each up to its name, whose parts are numbered where there are several.

    Groups of a match: `list`, `kind` (i or e) and `name`.
    """
    return list(_ENTRY.finditer(text)) if _SIGN.search(text) else []


def name_of_entry(written: str) -> str:
    """Give the name without the numbers of its parts: "JOHN 2: DOE" is "JOHN DOE"."""
    first, *others = _PART.split(written)
    return " ".join([first, *(part for part in others if part != _NONE)]).strip()
