"""Designations of invented persons and companies."""

import pytest

from sanxref.lists.parsers import parse
from sanxref.matching import Matcher, MatchingOptions, NameIndex, acceleration
from sanxref.model.dates import PartialDate
from sanxref.model.designations import (
    AliasQuality,
    BirthDate,
    BirthPlace,
    DateBasis,
    Designation,
    Identifier,
    ListedName,
    Listing,
    NameKind,
    NamePart,
    NamePartKind,
    Nationality,
    Reference,
    SourceKey,
    TargetKind,
)
from sanxref.model.snapshots import ListFormat
from sanxref.names import script_of


def listed_name(text, *, weak=False, kind=NameKind.AKA):
    last, comma, first = text.partition(", ")
    natural = (first, last) if comma else (text,)
    return ListedName(
        text=text,
        parts=tuple(NamePart(kind=NamePartKind.UNSPECIFIED, text=part) for part in natural),
        kind=kind,
        quality=AliasQuality.WEAK if weak else AliasQuality.STRONG,
        script=script_of(text),
        field="NAME",
    )


def make_designation(reference, name, *aliases, weak=(), kind=TargetKind.INDIVIDUAL, **facts):
    born = facts.get("born", ())
    return Designation(
        source=SourceKey(facts.get("source", "un")),
        reference=Reference(reference),
        kind=kind,
        names=(
            listed_name(name, kind=NameKind.PRIMARY),
            *(listed_name(alias) for alias in aliases),
            *(listed_name(alias, weak=True) for alias in weak),
        ),
        listings=(
            Listing(
                list_name="UN List",
                programme="Al-Qaida",
                listed_on=PartialDate.parse("2014-09-23"),
                basis=DateBasis.LIST_AND_PROGRAMME,
                field="LISTED_ON",
            ),
        ),
        birth_dates=tuple(BirthDate(date=PartialDate.parse(day), text=day) for day in born),
        birth_places=tuple(BirthPlace(text=place) for place in facts.get("born_in", ())),
        nationalities=tuple(Nationality(country=name) for name in facts.get("nationality", ())),
        identifiers=tuple(
            Identifier(type="Passport", number=number) for number in facts.get("passports", ())
        ),
        genders=tuple(facts.get("genders", ())),
    )


DESIGNATIONS = (
    make_designation(
        "T.001",
        "OUMAR TAMBEDOU",
        weak=("Oumar Tamsen", "Tamsen"),
        born=("1975-08-05",),
        born_in=("Dakar, Senegal",),
        nationality=("Senegal",),
        genders=("Male",),
        passports=("A0123456",),
    ),
    make_designation("90001", "TAMBEDOU, Omar", "TAMSEN, Omar", source="ofac-sdn", born=("1976",)),
    make_designation("T.002", "FAROUK AL-SHARMANI"),
    make_designation("T.003", "HIDAYATOLLOH"),
    make_designation("T.004", "TARKHUN TAYMURAZOVICH BATIRISHVELI"),
    make_designation("T.005", "MAULANA FAZLOLHAQQI"),
    make_designation("T.006", "Abu Yusra al-Balkhani", "ABU YUSRA"),
    make_designation("T.007", "'ABD AL-RAHMAN MUHAMMAD AL-QADULANI", "عبد الرحمن القدولاني"),
    make_designation("T.008", "KIM JONG HYUKSIN"),
    make_designation("T.009", "IVANKOVIC TRADING LIMITED", kind=TargetKind.ENTITY),
    make_designation("T.010", "TAHRIR AL-SHAMAL FRONT", kind=TargetKind.ENTITY),
    make_designation("T.011", "OCEAN TAMBEDOU", kind=TargetKind.VESSEL),
    make_designation("T.012", "ELSHAFANI, Omar", source="ofac-sdn"),
    make_designation("T.013", "Пётр Захаровский"),
)


@pytest.fixture(scope="session")
def designations():
    return {item.key: item for item in DESIGNATIONS}


@pytest.fixture(scope="session")
def index(designations):
    return NameIndex.build(designations.values())


@pytest.fixture(scope="session")
def matcher(index, designations):
    return Matcher(index, designations, MatchingOptions())


@pytest.fixture(scope="session")
def un_designations(real_list):
    raw = real_list("un_consolidated_2025-08-02.xml")
    parsed = parse({"main": raw}, source=SourceKey("un"), list_format=ListFormat.UN_XML)
    return {item.key: item for item in parsed.designations}


@pytest.fixture(scope="session")
def un_index(un_designations):
    return NameIndex.build(un_designations.values())


@pytest.fixture(scope="session")
def un_names(un_index, un_designations):
    """Number in the index and text of every UN name."""
    return [
        (
            number,
            un_designations[un_index.key(number)]
            .names[int(un_index.arrays.position[number])]
            .natural,
        )
        for number in range(len(un_index))
    ]


@pytest.fixture(scope="session")
def sdn_designations(real_list):
    """Every tenth designation of the SDN list: enough for what is compared exhaustively."""
    raw = real_list("ofac_sdn_2024-05-07.xml")
    parsed = parse({"main": raw}, source=SourceKey("ofac-sdn"), list_format=ListFormat.OFAC_XML)
    return {item.key: item for item in parsed.designations[::10]}


@pytest.fixture(scope="session")
def sdn_index(sdn_designations):
    return NameIndex.build(sdn_designations.values())


@pytest.fixture(scope="session")
def sdn_names(sdn_index, sdn_designations):
    """Number in the index and text of these names."""
    return [
        (
            number,
            sdn_designations[sdn_index.key(number)]
            .names[int(sdn_index.arrays.position[number])]
            .natural,
        )
        for number in range(len(sdn_index))
    ]


@pytest.fixture(params=["numpy", "compiled"])
def way(request, monkeypatch):
    """Search with numpy alone, and with compiled loops where numba is installed."""
    if request.param == "numpy":
        monkeypatch.setattr(acceleration, "_LOADED", [None])
    else:
        pytest.importorskip("numba")
        monkeypatch.setattr(acceleration, "_LOADED", [])
        assert acceleration.kernels(1_000_000) is not None
    return request.param


@pytest.fixture(scope="session")
def designated():
    """Make a designation with some names."""
    return make_designation


@pytest.fixture(scope="session")
def damaged():
    """Change a name, seeded by the generator that is given with it."""
    return _damaged


def _damaged(name, rng):
    """One of the changes that matching must bear."""
    words = name.split()
    kind = rng.randrange(7)
    if kind == 0 and len(words) > 2:
        words.pop(rng.randrange(len(words)))
    elif kind == 1:
        rng.shuffle(words)
    elif kind == 2:
        at = rng.randrange(len(words))
        word = words[at]
        cut = rng.randrange(len(word))
        words[at] = word[:cut] + word[cut + 1 :]
    elif kind == 3:
        words = [*words[:-2], "".join(words[-2:])]
    elif kind == 4:
        at = rng.randrange(len(words))
        words[at] = words[at][0]
    elif kind == 5:
        at = rng.randrange(len(words))
        cut = len(words[at]) // 2
        words[at : at + 1] = [words[at][:cut], words[at][cut:]]
    return " ".join(filter(None, words))
