"""The lists that are asked, and the matcher that asks them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from sanxref.errors import ListUnavailable
from sanxref.matching import Matcher, MatchingOptions, NameIndex
from sanxref.model.designations import Designation, DesignationKey
from sanxref.model.snapshots import LoadedList

__all__ = ["OpenLists"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLists:
    """Lists that were loaded once, indexed together.

    Attributes:
        lists: Every configured list source, those that could not be loaded too.
        designations: Of all lists, by key.
        matcher: Asks the lists about one person or name.
    """

    lists: tuple[LoadedList, ...]
    designations: Mapping[DesignationKey, Designation]
    matcher: Matcher

    @classmethod
    def open(
        cls, lists: tuple[LoadedList, ...], options: MatchingOptions, *, index_folder: Path
    ) -> Self:
        """Index loaded lists, or open the index that is stored.

        Args:
            lists: Every configured list source, those that could not be loaded too.
            options: Of matching.
            index_folder: Where name indexes are stored between runs.

        Raises:
            ListUnavailable: Not a single list is loaded, so that nothing can be screened.
        """
        if not any(held.designations for held in lists):
            causes = "; ".join(
                f"{held.status.title}: {held.status.error or held.status.state}" for held in lists
            )
            raise ListUnavailable(
                f"no list can be screened against ({causes}). Run 'sanxref lists update', or "
                "'sanxref lists import SOURCE FILE' with an official file."
            )
        designations = {d.key: d for held in lists for d in held.designations.values()}
        index = NameIndex.open(
            designations.values(),
            folder=index_folder,
            key=[held.status.snapshot.content_sha256 for held in lists if held.status.snapshot],
        )
        return cls(
            lists=lists,
            designations=designations,
            matcher=Matcher(index, designations, options),
        )
