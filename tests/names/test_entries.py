"""Entries of lists as announcements print them."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanxref.names.entries import find_entries

_NONE = "-0- "
_PERSON = (
    'HADDAD, Karim (a.k.a. HADAD, Kareem; a.k.a. "ABU ZAYD"), Aden, Yemen; DOB 14 Feb 1981; '
    "nationality Yemen (individual) [SDGT] [IFSR] (Linked To: HADDAD TRADING)."
)


def read(text):
    """Name, kind, sign and aliases of each entry, in words."""
    return [
        (
            text[slice(*entry.name)],
            entry.is_person,
            text[slice(*entry.sign)],
            [text[slice(*alias)] for alias in entry.aliases],
        )
        for entry in find_entries(text)
    ]


@pytest.mark.parametrize(
    "before",
    [
        "",
        "The following individual has been added to OFAC's SDN List:\n\n",
        "The following individual has been added to OFAC's SDN List: ",
        "Notice\n- ",
        "Persons: 1. ",
        'It reads: "',
        "ROE, Ann; DOB 1970 (individual) [SDGT] -to- ",
        "ROE, Ann; DOB 1970 (individual) [SDGT]; ",
    ],
)
def test_an_individual_of_ofac_is_found(before):
    assert read(before + _PERSON)[-1] == (
        "HADDAD, Karim",
        True,
        "[SDGT] [IFSR]",
        ["HADAD, Kareem", "ABU ZAYD"],
    )


@pytest.mark.parametrize(
    ("text", "name", "is_person"),
    [
        ("ABU ZAYD (a.k.a. ROE, Ali); DOB 1970 (individual) [SDGT].", "ABU ZAYD", True),
        ("AL-'ALI, 'Abd al-Rahman, Aden; DOB 1970 (individual) [SDGT].", None, True),
        ("ROE, Ruben, Jr.; DOB 1970 (individual) [SDGT].", "ROE, Ruben, Jr.", True),
        ("ROE, Ahmad (Ahmed); DOB 1970 (individual) [SDGT].", "ROE, Ahmad (Ahmed)", True),
        ("ROE, Ann (individual) [SDGT].", "ROE, Ann", True),
        ("ROE, Ann (DOB 12 Aug 1958; POB Cali, Colombia) [SDNT].", "ROE, Ann", True),
        ("ACME (U.K.) CO., LTD., London, UK [SDGT].", "ACME (U.K.) CO., LTD.", False),
        ("ACME 3, S-439, Delhi, India; Tax ID No. 1 [SDGT].", "ACME 3", False),
        ("OCEAN BELLE (5AB1) Crude Oil Tanker; IMO 9 (vessel) [IRAN].", "OCEAN BELLE", False),
    ],
)
def test_names_of_ofac_have_many_forms(text, name, is_person):
    ((found, person, _, _),) = read(text)
    assert (found, person) == (name or "AL-'ALI, 'Abd al-Rahman", is_person)


@pytest.mark.parametrize(
    "text",
    [
        "He was one [SDGT] of many.",
        "WASHINGTON, March 5 (Agency) - Nobody was named.",
        "See the notes (individual) below.",
        "The permanent reference QDi.998 was quoted in the report.",
    ],
)
def test_prose_is_no_entry(text):
    assert find_entries(text) == []


def test_an_address_names_nobody_and_whom_an_entry_serves_does():
    (entry,) = find_entries(_PERSON)
    fields = "".join(_PERSON[slice(*field)] for field in entry.fields)
    assert "Aden" in fields
    assert "TRADING" not in fields
    assert "Kareem" not in fields


@given(
    st.lists(
        st.sampled_from([*"AbÉ,;:.()[]\n '\"1-", " (individual)", "[SDGT]", "QDi.001 "]),
        max_size=60,
    ).map("".join)
)
def test_entries_lie_in_the_text_in_order_and_apart(text):
    reach = 0
    for entry in find_entries(text):
        assert 0 <= entry.start <= entry.name[0] < entry.name[1] <= entry.end <= len(text)
        for start, end in (*entry.aliases, *entry.fields):
            assert entry.start <= start <= end <= entry.end
        if entry.is_ofac:
            assert reach <= entry.start
            reach = entry.end


@pytest.mark.parametrize("gap", ["\n\n", "\n", " "])
def test_every_individual_of_a_real_list_is_found_in_a_release(real_list, gap):
    rows = _rows(real_list("ofac_csv_2021-07_sdn.csv"), 12)
    aliases: dict[str, list[str]] = {}
    for row in _rows(real_list("ofac_csv_2021-07_alt.csv"), 4):
        aliases.setdefault(row[0], []).append(f"{'.'.join(row[2])}. {row[3]}")
    text = gap.join(_printed(row, aliases.get(row[0], ())) for row in rows)
    found: dict[str, set[str]] = {}
    for name, is_person, _, names in read(text):
        if is_person:
            found.setdefault(name, set()).update(names)
    individuals = [row for row in rows if row[2] == "individual"]
    missed = {row[1] for row in individuals} - found.keys()
    # Where entries stand on one line, nothing but a full stop parts them: a name may be cut.
    assert len(missed) <= (0 if gap == "\n\n" else 0.005 * len(individuals)), missed
    for row in individuals if gap == "\n\n" else ():
        wanted = {alias.split(". ", 1)[1].strip("'\"") for alias in aliases.get(row[0], ())}
        assert wanted <= found[row[1]], row[1]


def _rows(path, width):
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        return [row for row in csv.reader(file) if len(row) >= width]


def _printed(row, aliases):
    """An entry as OFAC's page of recent actions prints it."""
    number, name, kind, tags, *_, remarks = row[:12]
    assert number
    also = f" ({'; '.join(aliases)})" if aliases else ""
    rest = "" if remarks == _NONE else f"; {remarks.rstrip('. ')}"
    what = "" if kind == _NONE else f" ({kind})"
    programmes = " ".join(f"[{tag}]" for tag in tags.strip("[] ").split("] ["))
    return f"{name}{also}{rest}{what} {programmes}."
