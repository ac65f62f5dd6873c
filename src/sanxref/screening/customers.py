"""Customers: rows of a table to queries, and what was found to rows of a table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from sanxref.matching import Matcher
from sanxref.matching.ofac_score import best_ofac_score
from sanxref.matching.worksheet import make_worksheet
from sanxref.model.articles import Context, ContextFact, ContextKind
from sanxref.model.designations import TargetKind
from sanxref.model.matches import Feature, Match, Query, WorksheetStep
from sanxref.screening.customer_columns import ColumnChoice, CustomerColumns, find_columns
from sanxref.screening.customer_values import (
    DateOrder,
    Unclear,
    read_birth_date,
    read_gender,
    read_kind,
    read_nationality,
    read_several,
    read_text,
)
from sanxref.screening.one_word import has_one_word

if TYPE_CHECKING:
    import pandas as pd  # heavy: only `match_frame` needs it

__all__ = [
    "ONE_WORD",
    "RESULT_COLUMNS",
    "Customer",
    "CustomerReader",
    "ResultRow",
    "customer_query",
    "customer_results",
    "match_frame",
    "match_piece",
]

_PIECE = 5_000
"""Rows of a frame that are asked together; bounds the memory."""

ONE_WORD = Unclear(
    kind="name of one word",
    text="a name of one word meets only names that are listed as one word (OFAC FAQ 5), so that "
    "nothing found does not clear it; ask with the full name",
)
"""What keeps a surname alone from being clear."""
_NO_NAME = Unclear(kind="no name", text="no name in the row")
_NOT_TEXT = Unclear(
    kind="name in another encoding",
    text="the name is not UTF-8; say which encoding the file has",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """One row, as it is asked.

    Attributes:
        row: Number of the row in the file, from 1, the header not counted.
        id: Value of the id column, or empty.
        name: Name as in the file; empty where there is none.
        query: What the lists are asked; None where the row cannot be screened.
        faults: What was not understood; where `query` is None the first one says why.
    """

    row: int
    id: str
    name: str
    query: Query | None
    faults: tuple[Unclear, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRow:
    """One row of the results: a potential match, or a customer that was not screened in full.

    Attributes:
        row: Number of the customer's row, from 1, the header not counted.
        id: The customer's id, where the file has one.
        name: The customer's name.
        status: `match`, `not_screened`, or `incomplete` for a customer without a match of whom
            something was not understood (and so was not compared).
        reason: What was not understood, or why it was not screened.
        source: Key of the list source.
        reference: The authority's permanent key.
        kind: Kind of target.
        listed_name: Primary name of the designation.
        query_name: Name of the customer that met it.
        name_met: Listed name that was met.
        name_kind: Kind of that name.
        alias_quality: Quality of that name.
        score: 0.0 to 1.0; None where there is no match.
        ofac_score: About what OFAC's own search would show, 0 to 100.
        programmes: Joined by `; `.
        listed_on: Earliest date of entry that the list carries, EDTF, or empty.
        delisted_on: Known date of removal, EDTF, or empty.
        features: Comparisons behind the score, as text.
        worksheet: Steps of OFAC FAQ 5, as text; empty unless asked for.
        snapshot_sha256: Of the snapshot that was compared with; empty where it is not known.
    """

    row: int
    id: str
    name: str
    status: str
    reason: str = ""
    source: str = ""
    reference: str = ""
    kind: str = ""
    listed_name: str = ""
    query_name: str = ""
    name_met: str = ""
    name_kind: str = ""
    alias_quality: str = ""
    score: float | None = None
    ofac_score: int | None = None
    programmes: str = ""
    listed_on: str = ""
    delisted_on: str = ""
    features: str = ""
    worksheet: str = ""
    snapshot_sha256: str = ""

    def values(self) -> tuple[str | int | float | None, ...]:
        """Give the values in the order of `RESULT_COLUMNS`."""
        return tuple(getattr(self, column) for column in RESULT_COLUMNS)


RESULT_COLUMNS = tuple(field.name for field in fields(ResultRow))
"""Columns of the results, in order."""


class CustomerReader:
    """Makes customers of the cells of rows.

    Args:
        columns: What the columns hold.
        order: Order of day and month in numeric dates.
        kinds: Kinds of target to ask for where the row does not say; empty means all.
    """

    def __init__(
        self,
        columns: CustomerColumns,
        *,
        order: DateOrder = DateOrder.AUTO,
        kinds: tuple[TargetKind, ...] = (),
    ) -> None:
        """Note where each part stands among the cells."""
        self._order = order
        self._kinds = kinds
        place = {column: number for number, column in enumerate(columns.wanted)}
        self._at = {
            part.name: tuple(place[column] for column in getattr(columns, part.name))
            for part in fields(columns)
        }

    def read(self, row: int, cells: Sequence[object]) -> Customer:
        """Read one row.

        Args:
            row: Its number.
            cells: Values of the columns `wanted`, in that order.
        """
        name = " ".join(filter(None, self._texts("name", cells)))
        identity = "; ".join(self._texts("id", cells))
        if not any(map(str.isalpha, name)):
            return Customer(row=row, id=identity, name=name, query=None, faults=(_NO_NAME,))
        if not name.isascii() and any("\ud800" <= letter <= "\udfff" for letter in name):
            # Bytes that are no UTF-8 come as lone surrogates.
            shown = name.encode("utf-8", "replace").decode()
            return Customer(row=row, id=identity, name=shown, query=None, faults=(_NOT_TEXT,))
        faults: list[Unclear] = []
        query = Query(
            names=(name, *self._several("aliases", cells)),
            context=self._context(cells, faults),
            identifiers=tuple([(number, "") for number in self._several("identifiers", cells)]),
            kinds=self._kind(cells, faults),
        )
        if _may_be_a_person(query) and all(map(has_one_word, query.names)):
            faults.append(ONE_WORD)
        return Customer(row=row, id=identity, name=name, query=query, faults=tuple(faults))

    def _several(self, part: str, cells: Sequence[object]) -> tuple[str, ...]:
        # Called for every row of millions: most files have no such column.
        return read_several(self._texts(part, cells)) if self._at[part] else ()

    def _texts(self, part: str, cells: Sequence[object]) -> list[str]:
        places = self._at[part]
        return [text for at in places if (text := read_text(cells[at]))] if places else []

    def _context(self, cells: Sequence[object], faults: list[Unclear]) -> Context:
        read = [_birth_date(cells[at], self._order) for at in self._at["birth_date"]]
        read += [_nationality(text) for text in self._several("nationality", cells)]
        read += [_fact(_BIRTH_PLACE, text, text) for text in self._texts("birth_place", cells)]
        read += [_fact(_GENDER, read_gender(text), text) for text in self._texts("gender", cells)]
        faults += [fault for _, fault in read if fault is not None]
        facts = tuple([fact for fact, _ in read if fact is not None])
        return Context(facts=facts) if facts else _NOTHING_KNOWN

    def _kind(self, cells: Sequence[object], faults: list[Unclear]) -> tuple[TargetKind, ...]:
        for text in self._texts("kind", cells):
            kind = read_kind(text)
            if not isinstance(kind, Unclear):
                return (kind,)
            faults.append(kind)
        return self._kinds


def _may_be_a_person(query: Query) -> bool:
    return not query.kinds or TargetKind.INDIVIDUAL in query.kinds


_NOTHING_KNOWN = Context()
_BIRTH_PLACE, _GENDER = ContextKind.BIRTH_PLACE, ContextKind.GENDER
_REMEMBERED = 100_000
"""Dates of birth and nationalities that are remembered: the same ones come again and again."""
_Read = tuple[ContextFact | None, Unclear | None]


def _birth_date(value: object, order: DateOrder) -> _Read:
    if type(value) in {str, date}:  # others may be equal and not mean the same, or have no hash
        return _usual_birth_date(value, order)
    return _usual_birth_date.__wrapped__(value, order)


@lru_cache(_REMEMBERED, typed=True)
def _usual_birth_date(value: object, order: DateOrder) -> _Read:
    born = read_birth_date(value, order)
    return _fact(ContextKind.BIRTH_DATE, born, read_text(value) if born else "")


@lru_cache(_REMEMBERED)
def _nationality(text: str) -> _Read:
    return _fact(ContextKind.NATIONALITY, read_nationality(text), text)


def _fact(kind: ContextKind, value: object, text: str) -> _Read:
    """Make a fact of a value that was read, and say what of it was not understood."""
    fault = value if isinstance(value, Unclear) else None
    value = fault.known if fault else value
    if value is None:
        return None, fault
    return ContextFact(kind=kind, value=str(value), text=text, start=0, end=0), fault


def customer_query(  # noqa: PLR0913 - one argument for each part of a customer
    name: str,
    *,
    aliases: Sequence[str] = (),
    birth_date: str = "",
    nationality: Sequence[str] = (),
    birth_place: str = "",
    gender: str = "",
    identifiers: Sequence[str] = (),
    kinds: tuple[TargetKind, ...] = (),
    order: DateOrder = DateOrder.AUTO,
) -> Customer:
    """Make one customer of values as a person types them; its row is 1."""
    columns = CustomerColumns(
        name=("name",),
        aliases=("aliases",),
        birth_date=("birth_date",),
        nationality=("nationality",),
        birth_place=("birth_place",),
        gender=("gender",),
        identifiers=("identifiers",),
    )
    cells = {
        "name": name,
        "aliases": tuple(aliases),
        "birth_date": birth_date,
        "nationality": tuple(nationality),
        "birth_place": birth_place,
        "gender": gender,
        "identifiers": tuple(identifiers),
    }
    reader = CustomerReader(columns, order=order, kinds=kinds)
    return reader.read(1, [cells[column] for column in columns.wanted])


def customer_results(
    matcher: Matcher,
    customer: Customer,
    found: Sequence[Match],
    *,
    snapshots: Mapping[str, str] | None = None,
    worksheet: bool = False,
) -> Iterator[ResultRow]:
    """Write down what was found for one customer.

    Args:
        matcher: Who found it.
        customer: Who was asked.
        found: What `matcher` gave for the customer's query; empty where there is no query.
        snapshots: SHA-256 of the snapshot by list source.
        worksheet: Whether the results carry the steps of OFAC FAQ 5.

    Yields:
        One row for each potential match, best first; else one row if the customer was not
        screened or something was not understood; else nothing.
    """
    reason = "; ".join(fault.text for fault in customer.faults)
    for match in found:
        yield _result(
            matcher,
            customer,
            match,
            reason=reason,
            sha256=(snapshots or {}).get(match.source, ""),
            worksheet=worksheet,
        )
    if customer.query is None or (reason and not found):
        yield ResultRow(
            row=customer.row,
            id=customer.id,
            name=customer.name,
            status="not_screened" if customer.query is None else "incomplete",
            reason=reason,
        )


def match_piece(
    matcher: Matcher, customers: Sequence[Customer]
) -> Iterator[tuple[Customer, tuple[Match, ...]]]:
    """Ask the lists for some thousand customers together; nothing for those without a query."""
    answers = iter(matcher.match_many([one.query for one in customers if one.query is not None]))
    for customer in customers:
        yield customer, (() if customer.query is None else next(answers))


def _result(  # noqa: PLR0913 - what one row is made of
    matcher: Matcher,
    customer: Customer,
    match: Match,
    *,
    reason: str,
    sha256: str,
    worksheet: bool,
) -> ResultRow:
    assert customer.query is not None  # there is a match
    designation = matcher.designations[match.key]
    steps = make_worksheet(customer.query, match, designation, matcher.options) if worksheet else ()
    listed = (one.text for one in designation.names)
    return ResultRow(
        row=customer.row,
        id=customer.id,
        name=customer.name,
        status="match",
        reason=reason,
        source=match.source,
        reference=match.reference,
        kind=match.kind,
        listed_name=match.name,
        query_name=match.query_name,
        name_met=match.name_met,
        name_kind=match.name_kind,
        alias_quality=match.alias_quality,
        score=match.score,
        ofac_score=best_ofac_score(customer.query.names, listed).score,
        programmes="; ".join(match.programmes),
        listed_on=str(match.listed_on or ""),
        delisted_on=str(match.delisted_on or ""),
        features=" | ".join(map(_feature_text, match.features)),
        worksheet=" | ".join(map(_step_text, steps)),
        snapshot_sha256=sha256,
    )


def _feature_text(feature: Feature) -> str:
    score = "not known" if feature.score is None else f"{feature.score:.2f}"
    effect = f" ({feature.effect:+.2f})" if feature.effect else ""
    return f"{feature.name} {score}{effect}: {feature.detail}"


def _step_text(step: WorksheetStep) -> str:
    return f"{step.question} {step.answer} -> {step.outcome}"


def match_frame(
    matcher: Matcher,
    frame: "pd.DataFrame",
    columns: ColumnChoice | None = None,
    *,
    snapshots: Mapping[str, str] | None = None,
    order: DateOrder = DateOrder.AUTO,
) -> "pd.DataFrame":
    """Compare a table of customers with the lists; a pure function from frame to frame.

    It is the same for one machine and for a partition on a cluster (`mapInPandas`, Dask
    `map_partitions`, Ray `map_batches`): the matcher is read-only and can be pickled.

    Args:
        matcher: Of the lists.
        frame: One customer a row, with any columns; it is not changed.
        columns: Which column holds what; by their headers where not said.
        snapshots: SHA-256 of the snapshot by list source.
        order: Order of day and month in numeric dates.

    Returns:
        A frame with a new RangeIndex and the columns `RESULT_COLUMNS`, one row for each potential
        match and for each customer that was not, or not wholly, understood, in the order of
        `frame`. `row` is int64 (position in `frame`, from 1), `score` float64 (NaN without a
        match), `ofac_score` Int64, all others str, empty where there is nothing.

    Raises:
        ConfigError: The columns are not there, or several could be meant.
    """
    import pandas as pd  # noqa: PLC0415 - heavy: 0.5 s

    found = find_columns([str(column) for column in frame.columns], columns or ColumnChoice())
    reader = CustomerReader(found, order=order)
    by_text = {str(column): column for column in frame.columns}
    cells = zip(*(frame[by_text[column]].tolist() for column in found.wanted), strict=True)
    customers = (reader.read(row, values) for row, values in enumerate(cells, 1))
    results: list[tuple[str | int | float | None, ...]] = []
    while piece := list(islice(customers, _PIECE)):
        for customer, matches in match_piece(matcher, piece):
            rows = customer_results(matcher, customer, matches, snapshots=snapshots)
            results += [row.values() for row in rows]
    return _typed(pd.DataFrame(results, columns=list(RESULT_COLUMNS)))


def _typed(frame: "pd.DataFrame") -> "pd.DataFrame":
    numbers = {"row": "int64", "score": "float64", "ofac_score": "Int64"}
    return frame.astype({column: numbers.get(column, "str") for column in frame.columns})
