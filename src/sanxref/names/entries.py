"""Entries of the lists as their authorities print them in announcements.

Of the Security Council (https://press.un.org, series SC):
"QDi.999 Name: 1: JOHN 2: DOE 3: na ... Listed on: 1 Jan. 2020".
Of OFAC (https://ofac.treasury.gov/recent-actions, and the Federal Register):
"DOE, John (a.k.a. DOE, Jack), Springfield; DOB 01 Jan 1970 (individual) [SDGT] (Linked To: X)."
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

__all__ = ["PrintedEntry", "find_entries", "name_of_entry"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedEntry:
    """One entry of a list as a text prints it; all places are offsets in the text.

    Attributes:
        start: Where the entry begins.
        end: Offset behind it.
        name: Where the name stands; `name_of_entry` reads it.
        is_person: An individual's.
        sign: Where the reference stands (`QDi.999`), or what takes its place with OFAC: all its
            programme tags (`[SDGT] [IFSR]`); empty where an entry of OFAC's has no tag.
        is_ofac: Of OFAC's form, else of the Security Council's.
        aliases: Where its other names stand, without quotation marks; of OFAC's form only.
        fields: Passages of the entry in which no person is named: addresses, papers, remarks; of
            OFAC's form only.
    """

    start: int
    end: int
    name: tuple[int, int]
    is_person: bool
    sign: tuple[int, int]
    is_ofac: bool = False
    aliases: tuple[tuple[int, int], ...] = ()
    fields: tuple[tuple[int, int], ...] = ()


_LONGEST = 3000
"""Characters of an entry."""


def find_entries(text: str) -> list[PrintedEntry]:
    """Find the entries of a text, in order."""
    found = [*_security_council(text), *_ofac(text)]
    return sorted(found, key=lambda entry: entry.start)


_LABELS = (
    r"Name \(|Title|Designation|DOB|POB|Good quality|Low quality|A\.?k\.?a|F\.?k\.?a|Nationality"
    r"|Passport|National |Address|Listed on|Other information"
)
_ENTRY = re.compile(
    r"(?<!\w)(?P<sign>[A-Z]{2}(?P<kind>[ie])\.\d{3})[.,:]?\s+(?:Name:\s*)?(?:1:\s*)?"
    r"(?P<name>(?=\S)(?![a-z])[^\n.,;()]{2,120}?)(?:\s+[2-6]:\s*na)*"
    rf"(?=\s*(?:[\n.,;()]|\Z|{_LABELS}))"
)
# Most texts have none, and it is found much faster.
_SIGN = re.compile(r"\.\d{3}(?<=[A-Z]{2}[ie]\.\d{3})")
_PART = re.compile(r"\s*(?<!\w)[1-6]:\s*")
_NONE = "na"


def name_of_entry(written: str) -> str:
    """Give the name without the numbers of its parts: "JOHN 2: DOE" is "JOHN DOE"."""
    first, *others = _PART.split(written)
    return " ".join([first, *(part for part in others if part != _NONE)]).strip()


def _security_council(text: str) -> Iterator[PrintedEntry]:
    if not _SIGN.search(text):
        return
    starts = list(_ENTRY.finditer(text))
    for met, follow in zip_longest(starts, starts[1:]):
        behind = text.find("\n\n", met.end())
        yield PrintedEntry(
            start=met.start(),
            end=min(
                follow.start() if follow else len(text),
                behind if behind > 0 else len(text),
                met.start() + _LONGEST,
            ),
            name=met.span("name"),
            is_person=met["kind"] == "i",
            sign=met.span("sign"),
        )


_TAG = r"\[[A-Z][A-Z0-9-]+(?: - [A-Z0-9]+)?\]"
_TAGS = rf"{_TAG}(?:\s*{_TAG})*"
# An entry's last words: what it is (entities are not called so), its programmes, whom it serves.
_LAST_WORDS = re.compile(
    rf"(?:\((?P<kind>individual|vessel|aircraft)\)(?:\s*(?P<tags>{_TAGS}))?|(?P<bare>{_TAGS}))"
    r"(?:\s*\(Linked To: [^)\n]+\))*"
)
# Most texts have none, and it is found much faster.
_OFAC_SIGNS = ("]", "(individual)", "(vessel)", "(aircraft)")
_SMALL = "a-zß-öø-ÿ"
_CAPITALS = rf"['’‘]?[^\W\d_{_SMALL}][^{_SMALL}\n;,(\[]*?"
# What may stand before the name: the line's beginning with its bullet, or the end of a sentence.
_BEFORE = (
    r"(?:-to-\s+|(?<=\]);\s+|(?:\A|\n)[^\S\n]*(?:[-•*–][^\S\n]+)?|(?<!k\.a)[.:!?][\"”’']?\s+|[\"“‘])"
    r"(?:\d{1,3}[.)]\s+)?"
)
# "DOE, John", "DOE (PEREZ), John, Jr.", "DOE, John (Jack)"; without a comma what follows must tell.
_INDIVIDUAL = re.compile(
    rf"{_BEFORE}(?P<name>{_CAPITALS}(?:\([^)\n]+\))?(?:,\s+['’‘]?[^\W\d_][^\n;,(\[]*?(?:,\s+[JS]r\.?)?"
    r"(?:\s\([^).;\d\n]+\))?|(?=\s*(?:;|\([afn]\.k\.a|\Z)))(?=\s*(?:[;,(\[]|\Z)))"
)
_FIRM = rf"(?=[^\W_{_SMALL}])(?=[^{_SMALL}\n;,(\[]*[^\W\d_])[^{_SMALL}\n;,(\[]"
# "ACME (U.K.) CO., LTD.", but of "OCEAN BELLE (5AB1) Crude Oil Tanker" only what stands before.
_OTHER = re.compile(
    rf"{_BEFORE}(?P<name>{_FIRM}(?:[^{_SMALL}\n;,(\[]|\([^{_SMALL})\n]*\))*?"
    rf"(?:,\s*[^\W\d_{_SMALL}][^{_SMALL}\d\n;,(\[]*?)*(?=\s*(?:[;,\[]|\((?![^{_SMALL})\n]*\))|\Z))"
    rf"|{_FIRM}[^{_SMALL}\n;,(\[]*?(?=\s*\())"
)
# Entries cut short leave "(individual)" out.
_OF_PERSONS = re.compile(r"\b(?:DOB|POB|Gender|nationality|citizen)\s")
_ALSO_KNOWN = re.compile(r"\s*\((?=[afn]\.k\.a)")
_ALIAS = re.compile(
    r"\s*(?:[afn]\.k\.a\.,?\s*)?[\"“”'‘’]?(?P<name>[^;]*[^;\s\"“”'‘’])[\"“”'‘’]?\s*(?:;|$)"
)
_LINKED = re.compile(r"Linked To:\s*[^);]+")


def _ofac(text: str) -> Iterator[PrintedEntry]:
    """Find entries of OFAC's form: each from its last words back to its name."""
    if not any(sign in text for sign in _OFAC_SIGNS):
        return
    low = 0
    for last in _LAST_WORDS.finditer(text):
        if (entry := _ofac_entry(text, low, last)) is not None:
            yield entry
        low = last.end()


def _ofac_entry(text: str, low: int, last: re.Match[str]) -> PrintedEntry | None:
    place = last.start()
    low = max(low, place - _LONGEST)
    low = max(low, text.rfind("\n\n", low, place) + 1)
    is_person = last["kind"] == "individual" or (
        last["kind"] is None and _OF_PERSONS.search(text, low, place) is not None
    )
    met = (_INDIVIDUAL if is_person else _OTHER).search(text, low, place)
    if met is None:
        return None
    aliases, behind = _aliases(text, met.end("name"), place)
    tags = last.span("tags" if last["tags"] else "bare")
    return PrintedEntry(
        start=met.start("name"),
        end=last.end(),
        name=met.span("name"),
        is_person=is_person,
        sign=tags if tags[0] >= 0 else (place, place),
        is_ofac=True,
        aliases=aliases,
        fields=tuple(_between(behind, last.end(), _LINKED.finditer(text, behind, last.end()))),
    )


def _aliases(text: str, start: int, end: int) -> tuple[tuple[tuple[int, int], ...], int]:
    """Give the names in the brackets behind a name, and where these end."""
    opened = _ALSO_KNOWN.match(text, start, end)
    if opened is None:
        return (), start
    depth, place = 1, opened.end()
    while depth and place < end:
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        place += 1
    inside = _ALIAS.finditer(text, opened.end(), place - (not depth))
    return tuple(met.span("name") for met in inside), place


def _between(start: int, end: int, excepted: Iterator[re.Match[str]]) -> Iterator[tuple[int, int]]:
    for met in excepted:
        yield start, met.start()
        start = met.end()
    yield start, end
