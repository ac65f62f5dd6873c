"""What OFAC's remarks state in words: ties, and in the CSV files nearly everything."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sanxref.lists.parsers.ofac_names import ALIAS_KINDS, named, split_name
from sanxref.lists.parsers.ofac_vocabulary import GENDER, IdEntry, id_type_prefix, sort_entry
from sanxref.lists.parsers.written_dates import read_ofac
from sanxref.model.dates import PartialDate
from sanxref.model.designations import (
    AliasQuality,
    Attribute,
    BirthDate,
    BirthPlace,
    Identifier,
    Link,
    ListedName,
    Nationality,
    NationalityKind,
    TargetKind,
)

__all__ = ["RemarkFacts", "linked_to", "read_remarks"]

_LINKED = "Linked To: "
_WEAK_ALIAS = re.compile(r"([afn]\.k\.a\.) '(.+)'")
# A fact whose name ends in a colon ("Secondary sanctions risk: ..."), or, of a few kinds, in a
# dash ("Additional Sanctions Information - ..."); other dashes are punctuation.
_LABELLED = re.compile(
    r"([A-Z][A-Za-z0-9/&.'() ]{2,90}?(?::|(?:Information|Determination) -)) (\S.*)", re.DOTALL
)
_DATE = r"(?:(?:\d\d )?[A-Z][a-z]{2} )?\d{4}"
_NUMBER = re.compile(
    rf"(?P<number>.*?)(?: \((?P<country>[^()]+)\))?(?: issued (?P<issued>{_DATE}))?"
    rf"(?: expires (?P<expires>{_DATE}))?(?: \((?P<later>[^()]+)\))?",
    re.DOTALL,
)
_NATIONALITIES = {
    "nationality": NationalityKind.NATIONALITY,
    "citizen": NationalityKind.CITIZENSHIP,
}
_ALTERNATIVE = "alt. "
_ABBREVIATED = re.compile(r"\.[A-Z]$")
# "Passport issued in ...": prose and no number.
_PROSE = re.compile(r"(?:issued|and|No\.:)\s")

RemarkFact = BirthDate | BirthPlace | Nationality | ListedName | Link | IdEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class RemarkFacts:
    """What could be read from one remark; the remark itself is kept whole beside it."""

    names: tuple[ListedName, ...] = ()
    birth_dates: tuple[BirthDate, ...] = ()
    birth_places: tuple[BirthPlace, ...] = ()
    nationalities: tuple[Nationality, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    genders: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    attributes: tuple[Attribute, ...] = ()


def linked_to(remark: str) -> tuple[Link, ...]:
    """Read the ties of a remark: `(Linked To: A; Linked To: B)`; names may hold brackets."""
    return tuple(
        Link(kind="linked to", reference=None, name=name)
        for name in dict.fromkeys(_linked_names(remark))
    )


def _linked_names(remark: str) -> Iterator[str]:
    for clause in remark.split(";"):
        _, found, name = clause.partition(_LINKED)
        name = name.strip()
        while found and name.endswith(")") and name.count(")") > name.count("("):
            name = name[:-1].rstrip()
        if _ABBREVIATED.search(name):
            name += "."  # the full stop of the remark and that of "S.A." are one
        if name:
            yield name


def read_remarks(remark: str, target: TargetKind, *, field: str) -> RemarkFacts:
    """Read the clauses of a remark in a CSV file; a clause without a rule stays in the remark.

    Args:
        remark: The whole remark, continuation included.
        target: Kind of the target, which decides how names are divided.
        field: The list's own field, for evidence.
    """
    # A remark that does not end in a full stop was cut off, and so its last clause is not whole.
    clauses = remark.split("; ") if remark.endswith(".") else remark.split("; ")[:-1]
    whole = "; ".join(clauses).removesuffix(".")
    facts = [
        fact
        for clause in whole.split("; ")
        if (fact := _fact(clause.strip(), target, field)) is not None
    ]
    return RemarkFacts(
        names=tuple(fact for fact in facts if isinstance(fact, ListedName)),
        birth_dates=tuple(fact for fact in facts if isinstance(fact, BirthDate)),
        birth_places=tuple(fact for fact in facts if isinstance(fact, BirthPlace)),
        nationalities=tuple(fact for fact in facts if isinstance(fact, Nationality)),
        identifiers=tuple(fact for fact in facts if isinstance(fact, Identifier)),
        genders=tuple(dict.fromkeys(fact for fact in facts if isinstance(fact, str))),
        links=linked_to(whole),
        attributes=tuple(fact for fact in facts if isinstance(fact, Attribute)),
    )


def _fact(clause: str, target: TargetKind, field: str) -> RemarkFact | None:
    main = not clause.startswith(_ALTERNATIVE)
    said = clause.removeprefix(_ALTERNATIVE)
    if alias := _WEAK_ALIAS.fullmatch(said):
        # The CSV files list weak aliases here and nowhere else (LISTS.md section 3d).
        standing = (ALIAS_KINDS[alias[1]], AliasQuality.WEAK)
        last, first = split_name(alias[2], target)
        return named(last, first, target=target, standing=standing, field=field)
    word, _, rest = said.partition(" ")
    if word == "DOB":
        return _birth_date(rest, main=main, field=field)
    if word == "POB":
        return BirthPlace(text=rest, main=main)
    if word in _NATIONALITIES:
        return Nationality(country=rest, kind=_NATIONALITIES[word], main=main)
    return None if word == "Linked" else _entry(said)  # `linked_to` reads the ties


def _entry(said: str) -> IdEntry | None:
    word, _, rest = said.partition(" ")
    if word == GENDER:
        return rest
    name = id_type_prefix(said)
    if name:
        met = _NUMBER.fullmatch(said[len(name) + 1 :])
        if met is None or _PROSE.match(met["number"]):
            return None
        country = met["country"] or met["later"] or ""
        return sort_entry(
            Identifier(
                type=name,
                number=met["number"],
                country=country,
                issued_on=met["issued"] or "",
                expires_on=met["expires"] or "",
            )
        )
    if labelled := _LABELLED.fullmatch(said):
        return sort_entry(Identifier(type=labelled[1], number=labelled[2]))
    return None


def _birth_date(text: str, *, main: bool, field: str) -> BirthDate:
    when: PartialDate | None
    try:
        when = read_ofac(text)
    except ValueError:
        when = None  # free text: the words are kept
    return BirthDate(date=when, text=text, main=main, field=field)
