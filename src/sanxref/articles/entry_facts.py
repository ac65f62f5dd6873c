"""What a printed entry of OFAC's list says of a person besides the names.

"DOB 28 Feb 1961; alt. DOB 1961 to 1962; POB Dunmarrow; nationality Yemen; Gender Male": fields
with semicolons, as on https://ofac.treasury.gov/recent-actions.
"""

import re
from collections.abc import Iterator

from sanxref.articles.births import place_value
from sanxref.articles.countries import country_of_place
from sanxref.articles.datelines import read_date
from sanxref.model.articles import ContextFact, ContextKind
from sanxref.model.dates import PartialDate
from sanxref.names.entries import PrintedEntry

__all__ = ["find_entry_facts"]

_FIELD = re.compile(
    r"(?:alt\. )?(?P<label>DOB|POB|nationality|citizen|Gender)\s+(?P<value>[^;(\[\n]+)"
)
_BIRTH = re.compile(r"(?P<about>circa )?(?P<first>(?:[^\W_]+\s+){0,2}?\d{4})(?: to (?P<last>.+))?")


def find_entry_facts(text: str, entry: PrintedEntry) -> Iterator[ContextFact]:
    """Find births, nationalities and gender; dates and countries that are not known are left out.

    Args:
        text: Text of the article.
        entry: An individual's, of OFAC's form.
    """
    for met in _FIELD.finditer(text, entry.name[1], entry.end):
        words = met["value"].rstrip(" .,")
        kind, value = _read(met["label"], words)
        if value:
            start = met.start("value")
            yield ContextFact(
                kind=kind, value=value, text=words, start=start, end=start + len(words)
            )


def _read(label: str, words: str) -> tuple[ContextKind, str]:
    if label == "DOB":
        return ContextKind.BIRTH_DATE, _birth_date(words)
    if label == "POB":
        return ContextKind.BIRTH_PLACE, place_value(words)
    if label == "Gender":
        known = words.lower() in {"male", "female"}
        return ContextKind.GENDER, words.lower() if known else ""
    return ContextKind.NATIONALITY, country_of_place(words)


def _birth_date(words: str) -> str:
    met = _BIRTH.fullmatch(words)
    first = read_date(met["first"]) if met else None
    if met is None or first is None:
        return ""
    last = read_date(met["last"]) if met["last"] else None
    if met["last"] and (last is None or last.latest < first.earliest):
        return ""
    return str(
        PartialDate(
            year=first.year,
            month=first.month,
            day=first.day,
            until=last,
            approximate=bool(met["about"]),
        )
    )
