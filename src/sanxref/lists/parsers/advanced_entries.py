"""Sanctions entries of OFAC's ADVANCED XML: on which lists, under which programmes, since when."""

from collections import defaultdict
from dataclasses import dataclass

from sanxref.lists.parsers.advanced_dates import AdvancedDates
from sanxref.lists.parsers.advanced_references import ReferenceValues
from sanxref.lists.parsers.faults import Reading
from sanxref.lists.parsers.fields import Fields
from sanxref.lists.parsers.written_dates import date_text
from sanxref.model.dates import PartialDate
from sanxref.model.designations import Attribute, DateBasis, Listing, Remark

__all__ = ["AdvancedEntries", "Entry"]

# Not a list of its own but the sum of all non-SDN lists: its dates say when OFAC began to
# publish that sum, 10 October 2014 for the older ones (LISTS.md section 2).
_META_LIST = "Consolidated List"
_CREATED = "Created"
_PROGRAMME = "Program"  # a measure of this type holds the programme's tag as its comment
_UNSTATED = "Unknown"
_FIELD = "SanctionsEntry/EntryEvent/Date"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One SanctionsEntry: the standing of one party on one list."""

    number: str
    profile: str
    listings: tuple[Listing, ...]
    attributes: tuple[Attribute, ...]
    remarks: tuple[Remark, ...]


class AdvancedEntries:
    """The entries of one file, by party."""

    def __init__(self, values: ReferenceValues, dates: AdvancedDates, reading: Reading) -> None:
        self._values = values
        self._dates = dates
        self._reading = reading
        self._by_profile: defaultdict[str, list[Entry]] = defaultdict(list)
        self._profile_of: dict[str, str] = {}
        self._without_programme = 0

    @property
    def without_programme(self) -> int:
        """Number of entries that state no programme."""
        return self._without_programme

    def take(self, fields: Fields) -> None:
        """Take one SanctionsEntry."""
        number, profile = fields.attribute("ID"), fields.attribute("ProfileID")
        self._reading.record = f"{profile} (SanctionsEntry {number})"
        fields.ignore("ProfileRelationshipReference")  # the relations name their parties
        list_name = self._values.text("List", fields.attribute("ListID"))
        events = [self._event(event) for event in fields.each("EntryEvent")]
        programmes, measures = self._measures(fields)
        if not programmes:
            self._without_programme += 1
            programmes = [""]
        remarks = self._remarks(fields)
        remarks.extend(
            Remark(field="SanctionsEntry/EntryEvent", text=text)
            for _, _, comments in events
            for text in comments
        )
        dates = sorted({when for when, _, _ in events}, key=lambda when: when.earliest)
        legal = tuple(dict.fromkeys(basis for _, basis, _ in events if basis != _UNSTATED))
        listings = tuple(
            _listing(list_name, programme, dates, legal, tuple(measures))
            for programme in dict.fromkeys(programmes)
        )
        entry = Entry(
            number=number,
            profile=profile,
            listings=listings,
            attributes=_other_dates(list_name, dates),
            remarks=tuple(remarks),
        )
        self._by_profile[profile].append(entry)
        self._profile_of[number] = profile

    def of_profile(self, profile: str) -> tuple[Entry, ...]:
        """Take the entries of a party out; each belongs to one."""
        return tuple(self._by_profile.pop(profile, ()))

    def profile_of(self, number: str) -> str | None:
        """The party that an entry is about."""
        return self._profile_of.get(number)

    def left_over(self) -> tuple[str, ...]:
        """Parties that entries refer to and nobody has taken."""
        return tuple(self._by_profile)

    def _event(self, event: Fields) -> tuple[PartialDate, str, tuple[str, ...]]:
        event.ignore_attributes("ID")  # internal number
        kind = self._values.text("EntryEventType", event.attribute("EntryEventTypeID"))
        if kind != _CREATED:
            # An event of another kind would not be the date of listing, and what it is we
            # would have to guess.
            raise self._reading.unknown_value("EntryEventType", kind)
        legal = self._values.text("LegalBasis", event.attribute("LegalBasisID"))
        with event.the("Date") as when:
            return self._dates.take_date(when), legal, event.texts("Comment")

    def _measures(self, fields: Fields) -> tuple[list[str], list[str]]:
        programmes: list[str] = []
        measures: list[str] = []
        for measure in fields.each("SanctionsMeasure"):
            measure.ignore_attributes("ID")  # internal number
            kind = self._values.text("SanctionsType", measure.attribute("SanctionsTypeID"))
            comments = measure.texts("Comment")
            if kind == _PROGRAMME:
                programmes.extend(comments)
            words = [kind, *comments]
            for period in measure.each("DatePeriod"):
                when = self._dates.take_period(period)
                if when is not None:
                    words.append(date_text(when))
            if kind != _PROGRAMME:
                measures.append(": ".join(words))
        return programmes, measures

    def _remarks(self, fields: Fields) -> list[Remark]:
        found = [
            Remark(field=f"SanctionsEntry/{name}", text=text)
            for name in ("Comment", "LimitationsToListing")
            for text in fields.texts(name)
        ]
        for info in fields.each("SupportingInfo"):
            info.ignore_attributes("ID", "SupInfoTypeID")  # internal number; no types are defined
            found.extend(
                Remark(field="SanctionsEntry/SupportingInfo", text=text)
                for text in (*info.texts("Text"), *info.texts("DirectURL"))
            )
        return found


def _listing(
    list_name: str,
    programme: str,
    dates: list[PartialDate],
    legal: tuple[str, ...],
    measures: tuple[str, ...],
) -> Listing:
    stated = bool(dates) and list_name != _META_LIST
    return Listing(
        list_name=list_name,
        programme=programme,
        listed_on=dates[0] if stated else None,
        basis=DateBasis.LIST_ONLY if stated else DateBasis.NOT_STATED,
        field=_FIELD,
        legal_basis=legal,
        measures=measures,
    )


def _other_dates(list_name: str, dates: list[PartialDate]) -> tuple[Attribute, ...]:
    """Dates that are kept and are no dates of listing."""
    if list_name == _META_LIST:
        return tuple(Attribute(name=f"{_META_LIST} entry date", value=str(d)) for d in dates)
    return tuple(Attribute(name=f"Later entry date, {list_name}", value=str(d)) for d in dates[1:])
