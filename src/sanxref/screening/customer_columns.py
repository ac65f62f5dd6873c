"""Which column of a customer file holds what."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields

from sanxref.errors import ConfigError

__all__ = ["ColumnChoice", "CustomerColumns", "find_columns"]

_NOT_IN_NAMES = re.compile(r"[^0-9a-z]+")

# Headers by what they hold, compared without case, spaces and punctuation. Own choice: the
# English headers of core-banking and CRM exports, and what the formats of sanctions lists use.
_FULL_NAMES = (
    "name", "fullname", "customername", "clientname", "personname", "accountname", "partyname",
    "counterparty", "counterpartyname", "beneficiaryname", "legalname", "companyname",
)  # fmt: skip
_GIVEN_NAMES = ("firstname", "givenname", "givennames", "forename", "fname")
_MIDDLE_NAMES = ("middlename", "middlenames", "secondname", "patronymic")
_FAMILY_NAMES = ("lastname", "surname", "familyname", "lname")
_HEADERS = {
    "id": (
        "id", "customerid", "clientid", "customernumber", "clientnumber", "customerno", "partyid",
        "personid", "accountid", "accountnumber", "recordid", "uid", "uuid",
    ),
    "birth_date": ("birthdate", "dateofbirth", "dob", "born", "birthday", "yearofbirth"),
    "nationality": ("nationality", "nationalities", "citizenship", "citizen"),
    "birth_place": ("birthplace", "placeofbirth", "pob"),
    "gender": ("gender", "sex"),
    "kind": ("kind", "partytype", "customertype", "clienttype", "entitytype"),
    "aliases": ("alias", "aliases", "aka", "othernames", "alternativenames"),
    "identifiers": (
        "passport", "passportnumber", "passportno", "identifier", "identifiers", "nationalid",
        "nationalidnumber", "idnumber", "documentnumber", "taxid", "registrationnumber",
    ),
}  # fmt: skip
_SEVERAL = frozenset({"aliases", "identifiers"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnChoice:
    """What the user says of the columns; None leaves a part to be found by its header.

    An empty tuple means that the file does not have it, whatever a header says.

    Attributes:
        name: Column of the full name, or the columns that make it up, in order.
        id: Column that is taken over into the results.
        birth_date: Column of the date of birth.
        nationality: Column of the nationality.
        birth_place: Column of the place of birth.
        gender: Column of the gender.
        kind: Column that tells persons from companies.
        aliases: Columns of further names; one cell may hold several.
        identifiers: Columns of document numbers; one cell may hold several.
    """

    name: tuple[str, ...] | None = None
    id: tuple[str, ...] | None = None
    birth_date: tuple[str, ...] | None = None
    nationality: tuple[str, ...] | None = None
    birth_place: tuple[str, ...] | None = None
    gender: tuple[str, ...] | None = None
    kind: tuple[str, ...] | None = None
    aliases: tuple[str, ...] | None = None
    identifiers: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerColumns:
    """Columns of one file, by what they hold; each a tuple of column names.

    Attributes: as in `ColumnChoice`; only `name`, `aliases` and `identifiers` may be several.
    """

    name: tuple[str, ...]
    id: tuple[str, ...] = ()
    birth_date: tuple[str, ...] = ()
    nationality: tuple[str, ...] = ()
    birth_place: tuple[str, ...] = ()
    gender: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()

    @property
    def wanted(self) -> tuple[str, ...]:
        """All columns that are read, each once."""
        return tuple(
            dict.fromkeys(column for part in fields(self) for column in getattr(self, part.name))
        )


def find_columns(available: Sequence[str], choice: ColumnChoice) -> CustomerColumns:
    """Tell which column holds what: as the user says, else by its header.

    Args:
        available: The columns of the file.
        choice: What the user says.

    Raises:
        ConfigError: A column that is named is not there or is there twice, none or several could
            be meant; the message names the columns of the file.
    """
    found: dict[str, tuple[str, ...]] = {}
    for part in fields(ColumnChoice):
        chosen = getattr(choice, part.name)
        if chosen is not None:
            found[part.name] = tuple(_named(column, available) for column in chosen if column)
        elif part.name == "name":
            found[part.name] = _guess_name(available)
        else:
            found[part.name] = _guess(part.name, available)
    if not found["name"]:
        raise ConfigError(
            f"no column with names was found; {_columns(available)}. "
            "Say which it is with --name-column (repeat it for a name in parts)."
        )
    for part_name, columns in found.items():
        if len(columns) > 1 and part_name not in _SEVERAL | {"name"}:
            raise ConfigError(_ambiguous(part_name, columns, available))
    return CustomerColumns(**found)


def _named(column: str, available: Sequence[str]) -> str:
    """Find a column as it was named; case and outer spaces make no difference if it is one."""
    if available.count(column) == 1:
        return column
    near = [name for name in available if name.strip().casefold() == column.strip().casefold()]
    if len(near) != 1:
        what = "there are several columns" if near else "there is no column"
        raise ConfigError(f"{what} {column!r}; {_columns(available)}")
    return near[0]


def _guess_name(available: Sequence[str]) -> tuple[str, ...]:
    full = _with_header(_FULL_NAMES, available)
    if len(full) > 1:
        raise ConfigError(_ambiguous("name", full, available))
    if full:
        return full
    parts = [
        _with_header(headers, available) for headers in (_GIVEN_NAMES, _MIDDLE_NAMES, _FAMILY_NAMES)
    ]
    if any(len(part) > 1 for part in parts):
        several = next(part for part in parts if len(part) > 1)
        raise ConfigError(_ambiguous("name", several, available))
    given, _, family = parts
    return tuple(column for part in parts for column in part) if given and family else ()


def _guess(part: str, available: Sequence[str]) -> tuple[str, ...]:
    found = _with_header(_HEADERS[part], available)
    if len(found) > 1 and part not in _SEVERAL:
        raise ConfigError(_ambiguous(part, found, available))
    return found


def _with_header(headers: Sequence[str], available: Sequence[str]) -> tuple[str, ...]:
    return tuple(
        column for column in available if _NOT_IN_NAMES.sub("", column.casefold()) in headers
    )


def _ambiguous(part: str, columns: Sequence[str], available: Sequence[str]) -> str:
    option = f"--{part.replace('_', '-')}-column"
    return (
        f"several columns could hold the {part.replace('_', ' ')}: {_listed(columns)}; "
        f"{_columns(available)}. Say which it is with {option}."
    )


def _columns(available: Sequence[str]) -> str:
    return f"the file has {_listed(available)}" if available else "the file has no columns"


def _listed(columns: Sequence[str]) -> str:
    return ", ".join(map(repr, columns))
