"""Earlier snapshots that the cache holds, as verdicts ask of them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache
from itertools import pairwise

from sanxref.claims import Former, names_organization
from sanxref.errors import ListError
from sanxref.matching import Matcher, MatchingOptions, NameIndex
from sanxref.model.articles import AnnotatedArticle
from sanxref.model.claims import Claim, SubjectKind
from sanxref.model.designations import DesignationKey, SourceKey, TargetKind
from sanxref.model.matches import Query
from sanxref.model.snapshots import ListState, LoadedList, Snapshot
from sanxref.screening.held_snapshots import HeldSnapshots, day_of

__all__ = ["ArticlePast", "HeldLists", "entity_query"]

# Snapshots of a source that are looked through for what is gone from the list: the last of each
# month, the newest first. An OFAC list takes about a second to open, and most runs ask once.
_MONTHS = 12
_Places = dict[DesignationKey, tuple[LoadedList, date]]
_OPENED = 4  # snapshots kept in memory; an article's claims ask for one or two days


class HeldLists:
    """The snapshots of a store besides those in use; opened when a claim first asks."""

    def __init__(
        self, held: HeldSnapshots, lists: tuple[LoadedList, ...], options: MatchingOptions
    ) -> None:
        """Take the snapshots and the lists in use."""
        self._held = held
        self._lists = {held.status.source: held for held in lists}
        self._options = options
        self._open: Callable[[Snapshot], LoadedList | None] = lru_cache(_OPENED)(self._load)
        self._consulted: set[Snapshot] = set()

    def take_consulted(self) -> tuple[Snapshot, ...]:
        """Give the snapshots that were looked at since this was last asked, by source and date."""
        taken = tuple(sorted(self._consulted, key=lambda one: (one.source, one.id)))
        self._consulted.clear()
        return taken

    def get(self, source: SourceKey, name: str) -> Snapshot | None:
        """Give what is known of a snapshot that was looked at, or None where it is gone."""
        return self._held.get(source, name)

    def as_of(self, source: SourceKey, day: date) -> LoadedList | None:
        """A list as it stood on a day; None where none is held, or it is the one in use."""
        used = self._lists.get(source)
        if used is None or used.status.snapshot is None or day >= day_of(used.status.snapshot):
            return None
        snapshot = self._held.as_of(source, day)
        if snapshot is None:
            return None
        self._consulted.add(snapshot)
        return self._open(snapshot)

    def former(self, query: Query) -> tuple[Former, ...]:
        """Potential matches among the designations that are gone from the lists in use."""
        matcher, places, looked_through = self._gone
        self._consulted.update(looked_through)
        if matcher is None:
            return ()
        return tuple(
            Former(match=match, loaded=places[match.key][0], gone=places[match.key][1])
            for match in matcher.match(query)
        )

    @cached_property
    def _gone(self) -> tuple[Matcher | None, _Places, tuple[Snapshot, ...]]:
        older = {held.status.source: self._older(held) for held in self._lists.values()}
        looked_through = tuple(one for found in older.values() for one, _ in found)
        places = {
            key: (loaded, day)
            for source, snapshots in older.items()
            for key, loaded, day in self._lost(self._lists[source], snapshots)
        }
        if not places:
            return None, places, looked_through
        found = {key: loaded.designations[key.reference] for key, (loaded, _) in places.items()}
        matcher = Matcher(NameIndex.build(found.values()), found, self._options)
        return matcher, places, looked_through

    def _lost(
        self, used: LoadedList, snapshots: Sequence[tuple[Snapshot, date]]
    ) -> Iterator[tuple[DesignationKey, LoadedList, date]]:
        """What older snapshots have and the one in use lacks, with where it stood last."""
        known = set(used.designations)
        for snapshot, day in snapshots:
            loaded = self._load(snapshot)
            if loaded is None:
                continue
            for reference in loaded.designations.keys() - known:
                yield DesignationKey(source=used.status.source, reference=reference), loaded, day
            known |= set(loaded.designations)

    def _older(self, used: LoadedList) -> list[tuple[Snapshot, date]]:
        """Snapshots before the one in use, newest first, with the day of the one behind each."""
        if used.status.snapshot is None:
            return []
        held = self._held.before(used.status.source, day_of(used.status.snapshot))
        monthly = {(day_of(one).year, day_of(one).month): one for one in held}
        chosen = [*list(monthly.values())[-_MONTHS:], used.status.snapshot]
        return [(older, day_of(newer)) for older, newer in reversed(list(pairwise(chosen)))]

    def _load(self, snapshot: Snapshot) -> LoadedList | None:
        try:
            entries = self._held.open(snapshot)
        except ListError:
            return None
        status = self._lists[snapshot.source].status
        return LoadedList(
            status=replace(status, snapshot=snapshot, state=ListState.CURRENT),
            designations=entries,
        )


class ArticlePast:
    """The past as the claims of one article ask of it."""

    def __init__(self, held: HeldLists, annotated: AnnotatedArticle) -> None:
        """Take the earlier snapshots, and the persons whom the claims name."""
        self._held = held
        self._persons = {person.id: person for person in annotated.persons}

    def as_of(self, source: SourceKey, day: date) -> LoadedList | None:
        """A list as it stood on a day; None where none is held, or it is the one in use."""
        return self._held.as_of(source, day)

    def former(self, claim: Claim) -> Sequence[Former]:
        """Designations no longer on the lists in use that the claim's subject may have had."""
        person = self._persons.get(claim.person or "")
        if person is not None:
            return self._held.former(Query(names=person.names, context=person.context))
        query = entity_query(claim)
        return self._held.former(query) if query else ()


def entity_query(claim: Claim) -> Query | None:
    """What to ask of the lists for a claim about an organization; None where it names none."""
    if claim.subject_kind is not SubjectKind.ENTITY or not names_organization(claim.subject):
        return None
    name = claim.subject.removeprefix("the ").removeprefix("The ")
    kinds = (TargetKind.ENTITY, TargetKind.VESSEL, TargetKind.AIRCRAFT)
    return Query(names=(name,), kinds=kinds)
