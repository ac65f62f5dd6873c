"""What all parsers do with finished records."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sanxref.errors import ListFault
from sanxref.lists.parsers.faults import Reading
from sanxref.model.designations import DateBasis, Designation, Link, Listing, SourceKey

__all__ = ["check_references", "list_names", "name_links", "undated_listings"]

_NON_SDN = SourceKey("ofac-consolidated")  # as in config/sources.yaml
_SDN, _CONSOLIDATED = "SDN List", "Consolidated List"  # OFAC's own names of them


def check_references(designations: Sequence[Designation], reading: Reading) -> None:
    """Check that there are records, and that each reference occurs once.

    Raises:
        ListCorrupt: There is no record at all, or a reference occurs twice.
    """
    reading.record = ""
    if not designations:
        raise reading.corrupt(ListFault.EMPTY, "holds no record")
    seen = set()
    for designation in designations:
        if designation.reference in seen:
            raise reading.corrupt(
                ListFault.DUPLICATE_REFERENCE,
                f"the reference {designation.reference} stands in two records",
            )
        seen.add(designation.reference)


def list_names(designations: Iterable[Designation]) -> tuple[str, ...]:
    """Names of the lists that records stand on, in order of appearance."""
    return tuple(
        dict.fromkeys(
            listing.list_name for designation in designations for listing in designation.listings
        )
    )


def name_links(designations: Sequence[Designation]) -> tuple[Designation, ...]:
    """Give each link that has only a reference the name of the record that it points to.

    A record that is not in the same file leaves the name empty.
    """
    names = {d.reference: d.primary_name.text for d in designations}

    def named(link: Link) -> Link:
        if link.name or link.reference is None:
            return link
        return replace(link, name=names.get(link.reference, ""))

    return tuple(
        replace(d, links=tuple(named(link) for link in d.links)) if d.links else d
        for d in designations
    )


def undated_listings(
    programmes: Iterable[str], *, source: SourceKey, field: str
) -> tuple[Listing, ...]:
    """Make the listings of a format that carries programmes and no dates.

    SDN.XML and the CSV files do not say on which list a record stands: all of one file stand on
    the same, or in the case of the non-SDN file on one of several that it does not tell apart.
    """
    return tuple(
        Listing(
            list_name=_CONSOLIDATED if source == _NON_SDN else _SDN,
            programme=programme,
            listed_on=None,
            basis=DateBasis.NOT_CARRIED,
            field=field,
        )
        for programme in dict.fromkeys(programmes)
    )
