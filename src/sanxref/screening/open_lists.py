"""The lists that are asked, and the matcher that asks them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from sanxref.errors import ListUnavailable
from sanxref.matching import Matcher, MatchingOptions, NameIndex
from sanxref.model.designations import Designation, DesignationKey
from sanxref.model.snapshots import LoadedList

__all__ = ["OpenLists", "causes_of_lists"]


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
            remedy = (
                f" Run '{_REMEDY}update', or '{_REMEDY}import SOURCE FILE' with an official file."
            )
            if lists and all(_REMEDY in _cause(held) for held in lists):
                remedy = ""
            causes = _lines(causes_of_lists(lists))
            raise ListUnavailable(f"no list can be screened against.{remedy}{causes}")
        designations = _AllDesignations(lists)
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


class _AllDesignations(Mapping[DesignationKey, Designation]):
    """Designations of several lists; each list decodes those that are asked for."""

    def __init__(self, lists: Iterable[LoadedList]) -> None:
        self._of = {held.status.source: held.designations for held in lists}

    def __getitem__(self, key: DesignationKey) -> Designation:
        return self._of[key.source][key.reference]

    def __iter__(self) -> Iterator[DesignationKey]:
        for source, designations in self._of.items():
            for reference in designations:
                yield DesignationKey(source=source, reference=reference)

    def __len__(self) -> int:
        return sum(map(len, self._of.values()))


def causes_of_lists(lists: Iterable[LoadedList]) -> tuple[str, ...]:
    """Say of each list why it cannot be used; the remedy is left out."""
    return tuple(
        f"{held.status.title}: {_cause(held).removeprefix(held.status.title).strip()}"
        for held in lists
    )


_REMEDY = "sanxref lists "


def _cause(held: LoadedList) -> str:
    return held.status.error.partition("; run: ")[0] or f"is {held.status.state}"


def _lines(causes: tuple[str, ...]) -> str:
    return "".join(f"\n  {cause}" for cause in causes)
