"""Earlier snapshots that the cache holds, as verdicts ask of them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache
from itertools import pairwise

from sanxref.claims import Former, names_organization
from sanxref.errors import ListError
from sanxref.lists import SnapshotStore
from sanxref.matching import Matcher, MatchingOptions, NameIndex
from sanxref.model.articles import AnnotatedArticle
from sanxref.model.claims import Claim, SubjectKind
from sanxref.model.designations import DesignationKey, SourceKey, TargetKind
from sanxref.model.matches import Query
from sanxref.model.snapshots import ListState, LoadedList, Snapshot

__all__ = ["ArticlePast", "HeldLists", "entity_query"]

# Snapshots of a source that are looked through for what is gone from the list: the last of each
# month, the newest first. An OFAC list takes about a second to open, and most runs ask once.
_MONTHS = 12
_OPENED = 4  # snapshots kept in memory; an article's claims ask for one or two days


class HeldLists:
    """The snapshots of a store besides those in use; opened when a claim first asks."""

    def __init__(
        self, store: SnapshotStore, lists: tuple[LoadedList, ...], options: MatchingOptions
    ) -> None:
        """Take the store and the lists in use."""
        self._store = store
        self._lists = {held.status.source: held for held in lists}
        self._options = options
        self._open: Callable[[Snapshot], LoadedList | None] = lru_cache(_OPENED)(self._load)

    def as_of(self, source: SourceKey, day: date) -> LoadedList | None:
        """A list as it stood on a day; None where none is held, or it is the one in use."""
        used = self._lists.get(source)
        if used is None or used.status.snapshot is None:
            return None
        try:
            snapshot = self._store.as_of(source, day)
        except ListError:
            return None  # a damaged description: `sanxref lists verify` tells of it
        if snapshot is None or snapshot.id == used.status.snapshot.id:
            return None
        return self._open(snapshot) if _day(snapshot) < _day(used.status.snapshot) else None

    def former(self, query: Query) -> tuple[Former, ...]:
        """Potential matches among the designations that are gone from the lists in use."""
        if self._gone is None:
            return ()
        matcher, places = self._gone
        return tuple(
            Former(match=match, loaded=places[match.key][0], gone=places[match.key][1])
            for match in matcher.match(query)
        )

    @cached_property
    def _gone(self) -> tuple[Matcher, dict[DesignationKey, tuple[LoadedList, date]]] | None:
        places = {
            key: (loaded, day)
            for held in self._lists.values()
            for key, loaded, day in self._lost(held)
        }
        if not places:
            return None
        found = {key: loaded.designations[key.reference] for key, (loaded, _) in places.items()}
        return Matcher(NameIndex.build(found.values()), found, self._options), places

    def _lost(self, used: LoadedList) -> Iterator[tuple[DesignationKey, LoadedList, date]]:
        """What older snapshots have and the one in use lacks, with where it stood last."""
        known = set(used.designations)
        for snapshot, day in self._older(used):
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
        try:
            held = self._store.all(used.status.source)
        except ListError:
            return []
        last = _day(used.status.snapshot)
        monthly = {(_day(one).year, _day(one).month): one for one in held if _day(one) < last}
        chosen = [*list(monthly.values())[-_MONTHS:], used.status.snapshot]
        return [(older, _day(newer)) for older, newer in reversed(list(pairwise(chosen)))]

    def _load(self, snapshot: Snapshot) -> LoadedList | None:
        try:
            entries = self._store.open(snapshot)
        except ListError:
            return None
        status = self._lists[snapshot.source].status
        return LoadedList(
            status=replace(status, snapshot=snapshot, state=ListState.CURRENT),
            designations={one.reference: one for one in entries},
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


def _day(snapshot: Snapshot) -> date:
    return snapshot.published or snapshot.fetched.date()
