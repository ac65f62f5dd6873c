"""The words of all listed names, arranged so that one query reads little of them.

Built once from the designations of the current snapshots, kept as flat arrays that processes
map into memory and share. It is lossless: every listed name that scores at or above the
threshold is among the candidates, because names are spared only by an upper bound of the very
score (docs/matching.md).
"""

import hashlib
import json
import logging
import os
import shutil
import tempfile
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from sanxref.matching.alignment import JOINED, join
from sanxref.matching.index_building import IndexBuilder
from sanxref.matching.index_columns import KINDS, Bytes, Floats, Ints, NameArrays
from sanxref.matching.neighbours import WordTable
from sanxref.matching.options import ScoreWeights
from sanxref.matching.scoring import SURE, faint_score
from sanxref.matching.word_columns import WordArrays, WordColumns
from sanxref.model.designations import (
    Designation,
    DesignationKey,
    Reference,
    SourceKey,
    TargetKind,
)
from sanxref.names.words import NameForm, Word, WordRole

__all__ = ["INDEX_VERSION", "NameIndex"]

_LOGGER = logging.getLogger(__name__)

INDEX_VERSION = 8
"""Raised with every change of names/ or of the stored files; an index of another is made again."""

_MOST_STORED = 6
_MOST_REMEMBERED = 6_000_000
"""Entries of remembered neighbours (12 bytes each) before they are forgotten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reach:
    """What one word of a query can reach at most, by name, ascending.

    Attributes:
        names: Listed names.
        shared: Most nats that the word can share with the name.
        used: Most nats of the name that the word can use up.
        count: Words of the name that it can meet: 2 where it meets two joined ones.
        doubles: The names of which it can meet two words.
    """

    names: Ints
    shared: Floats
    used: Floats
    count: Bytes
    doubles: Ints


_Part = tuple[Ints, Floats, Floats, Bytes]
"""Postings as the columns of `_Reach`, not yet in order."""
_OF_WORDS = "word_"
"""In front of the file names of the columns of words."""


class NameIndex:
    """Finds listed names that may reach a threshold; read-only and picklable."""

    def __init__(  # noqa: PLR0913 - the parts of the stored form, by name
        self,
        *,
        digest: str,
        designations: Sequence[tuple[str, str]],
        scripts: Sequence[frozenset[str]],
        words: WordColumns,
        joined: Sequence[str],
        arrays: NameArrays,
        folder: Path | None = None,
    ) -> None:
        """Take the parts; use `build` or `load`."""
        self.digest = digest
        self.arrays = arrays
        self.scripts = tuple(scripts)
        self.table = WordTable(words)
        self._keys = designations
        self._joined = joined
        self._folder = folder
        self._remembered: dict[tuple[str, WordRole, bool, float], _Reach] = {}
        self._remembered_entries = 0

    def __len__(self) -> int:
        """Count the listed names."""
        return len(self.arrays.designation)

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        """Pickle the folder where there is one, so that processes share its pages."""
        if self._folder is not None:
            return _load_again, (self._folder, self.digest)
        words = self.table.words
        columns = (words.texts, words.folds, words.skeletons, words.ocrs, words.arrays)
        state = (self.digest, self._keys, self.scripts, columns, self._joined, self.arrays)
        return _put_together, state

    @classmethod
    def build(cls, designations: Iterable[Designation], *, digest: str = "") -> Self:
        """Arrange the names of designations.

        Args:
            designations: Of all lists that are screened against.
            digest: Identity of what went in; made from the names where empty.
        """
        builder = IndexBuilder()
        for designation in designations:
            builder.add(designation)
        return cls(
            digest=digest or builder.digest(),
            designations=[(str(key.source), str(key.reference)) for key in builder.designations],
            scripts=tuple(builder.scripts),
            words=WordColumns.of(tuple(builder.words)),
            joined=sorted(builder.joined),
            arrays=builder.arrays(),
        )

    @classmethod
    def open(cls, designations: Iterable[Designation], *, folder: Path, key: Sequence[str]) -> Self:
        """Load the stored index of these snapshots, or build and store it.

        Args:
            designations: As for `build`.
            folder: Where indexes are stored between runs; older ones are removed.
            key: What the designations came from: hashes of the snapshots' content.

        Returns:
            The index; one that cannot be stored (a read-only cache) is as good.
        """
        digest = hashlib.sha256("\n".join([str(INDEX_VERSION), *key]).encode()).hexdigest()
        place = folder / digest[:16]
        stored = cls.load(place)
        if stored is not None and stored.digest == digest:
            return stored
        index = cls.build(designations, digest=digest)
        try:
            index.save(place)
            _remove_older(folder)
        except OSError as exc:
            _LOGGER.warning("the name index was not stored in %s: %s", folder, exc)
        return index

    def save(self, folder: Path) -> None:
        """Write the index as a folder; an existing one is replaced as a whole."""
        folder.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            self._write(fresh)
            if folder.exists():
                retired = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
                os.replace(folder, retired / "old")  # noqa: PTH105 - replaces, rename does not
                os.replace(fresh, folder)  # noqa: PTH105 - same
                shutil.rmtree(retired, ignore_errors=True)
            else:
                os.replace(fresh, folder)  # noqa: PTH105 - same
        finally:
            shutil.rmtree(fresh, ignore_errors=True)

    def _write(self, folder: Path) -> None:
        words = self.table.words
        for prefix, arrays in (("", self.arrays), (_OF_WORDS, words.arrays)):
            for column in fields(arrays):
                np.save(folder / f"{prefix}{column.name}.npy", getattr(arrays, column.name))
        columns = zip(words.texts, words.folds, words.skeletons, words.ocrs, strict=True)
        _write_lines(folder / "words.tsv", map("\t".join, columns))
        _write_lines(folder / "joined.txt", self._joined)
        _write_lines(folder / "designations.tsv", map("\t".join, self._keys))
        head = {
            "version": INDEX_VERSION,
            "digest": self.digest,
            "names": len(self),
            "scripts": [sorted(codes) for codes in self.scripts],
            "files": {path.name: _file_digest(path) for path in sorted(folder.iterdir())},
        }
        head["check"] = _head_digest(head)
        (folder / "index.json").write_text(json.dumps(head), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Self | None:
        """Open a stored index; the arrays are mapped into memory, not read.

        Every file is checked against its hash, for an index that is damaged would pass over
        listed names in silence.

        Returns:
            None where there is none, or one of another version, incomplete or damaged: then it
            is to be built again.
        """
        try:
            head = json.loads((folder / "index.json").read_text(encoding="utf-8"))
            if head.get("version") != INDEX_VERSION or not _is_whole(folder, head):
                return None
            index = cls(
                digest=head["digest"],
                designations=_read_pairs(folder / "designations.tsv"),
                scripts=[frozenset(codes) for codes in head["scripts"]],
                words=_read_words(folder),
                joined=_read_lines(folder / "joined.txt"),
                arrays=NameArrays(**_read_arrays(folder, NameArrays)),
                folder=folder,
            )
        except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError):
            return None
        return index if len(index) == head["names"] else None

    def key(self, name: int) -> DesignationKey:
        """Designation that a listed name belongs to."""
        source, reference = self._keys[int(self.arrays.designation[name])]
        return DesignationKey(source=SourceKey(source), reference=Reference(reference))

    @cached_property
    def designations(self) -> tuple[DesignationKey, ...]:
        """Designations in the order of the index."""
        return tuple(
            DesignationKey(source=SourceKey(source), reference=Reference(reference))
            for source, reference in self._keys
        )

    def words_of(self, name: int) -> tuple[Word, ...]:
        """Words of a listed name in natural order."""
        start, end = self.arrays.words_start[name : name + 2]
        return tuple(self.table.words[int(at)] for at in self.arrays.words[start:end])

    def candidates(
        self,
        query: NameForm,
        *,
        threshold: float,
        weights: ScoreWeights,
        kinds: frozenset[TargetKind] = frozenset(),
    ) -> tuple[int, ...]:
        """Find the listed names that may score at or above the threshold.

        Args:
            query: Name that is asked.
            threshold: Score.
            weights: Numbers of the score.
            kinds: Kinds of target; empty means all.

        Returns:
            Names, ascending; none that reaches the threshold is left out.
        """
        reaches = self._reaches(query)
        found = self._with_enough_words(reaches, single=query.names == 1)
        if kinds and len(found):
            wanted = np.array([kind in kinds for kind in KINDS])
            found = found[wanted[self.arrays.kind[found]]]
        if not len(found):
            return ()
        bound = self._bound(query, reaches, found, threshold, weights)
        # Scores are rounded to four places, and sums are of single precision.
        return tuple(found[bound >= threshold - 2e-4].tolist())

    def _reaches(self, query: NameForm) -> list[tuple[range, _Reach]]:
        """What each name word of the query reaches, and each two that are one word of a name."""
        words = query.words
        reaches = [
            (range(place, place + 1), self._reach(word))
            for place, word in enumerate(words)
            if word.role <= WordRole.INITIAL
        ]
        for place in range(len(words) - 1):
            joined = join(words[place], words[place + 1])
            if not joined:
                continue
            weight = words[place].weight + words[place + 1].weight
            spellings, parted = self.table.with_fold(joined), self._joined_place(joined)
            if spellings or parted is not None:
                reach = self._joined_reach(spellings, parted, weight)
                reaches.append((range(place, place + 2), reach))
        return reaches

    def _reach(self, word: Word) -> _Reach:
        key = (word.text, word.role, word.abjad, word.weight)
        reach = self._remembered.get(key)
        if reach is None:
            reach = self._work_out(word)
            if self._remembered_entries > _MOST_REMEMBERED:
                self._remembered.clear()
                self._remembered_entries = 0
            self._remembered[key] = reach
            self._remembered_entries += len(reach.names)
        return reach

    def _work_out(self, word: Word) -> _Reach:
        near = self.table.near(word)
        places = np.array([at for at, _ in near], dtype=np.int64)
        weights = self.table.words.arrays.weight[places]
        similarity = np.array([similarity for _, similarity in near])
        parts = [self._spread(places, similarity * np.minimum(word.weight, weights), weights, 1)]
        if word.role is WordRole.CORE and (at := self._joined_place(word.fold)) is not None:
            parts.append(self._parted(at, word.weight))
        return _merge(parts)

    def _joined_reach(self, places: Sequence[int], parted: int | None, weight: float) -> _Reach:
        """Reach of two query words that are one word of a name, or two parted elsewhere."""
        at = np.array(places, dtype=np.int64)
        weights = self.table.words.arrays.weight[at]
        parts = [self._spread(at, JOINED * np.minimum(weight, weights), weights, 2)]
        if parted is not None:
            parts.append(self._parted(parted, weight))
        return _merge(parts)

    def _parted(self, place: int, weight: float) -> _Part:
        """Names of which two neighbouring words read as one."""
        start, end = self.arrays.joined_start[place : place + 2]
        names = self.arrays.joined[start:end]
        heaviest = float(self.arrays.joined_weight[start:end].max())
        return _level(names, JOINED * min(weight, heaviest), heaviest, 2)

    def _spread(
        self,
        places: npt.NDArray[np.int64],
        shared: npt.NDArray[np.float64],
        used: npt.NDArray[np.float64],
        count: int,
    ) -> _Part:
        """Give the names of several words, each with what its word shares and uses."""
        starts = self.arrays.postings_start[places].astype(np.int64)
        sizes = self.arrays.postings_start[places + 1] - starts
        ends = np.cumsum(sizes)
        total = int(ends[-1]) if len(ends) else 0
        at = np.arange(total) + np.repeat(starts - ends + sizes, sizes)
        return (
            self.arrays.postings[at],
            np.repeat(shared, sizes).astype(np.float32),
            np.repeat(used, sizes).astype(np.float32),
            np.full(total, count, dtype=np.int8),
        )

    def _joined_place(self, folded: str) -> int | None:
        at = bisect_left(self._joined, folded)
        return at if at < len(self._joined) and self._joined[at] == folded else None

    def _with_enough_words(self, reaches: list[tuple[range, _Reach]], *, single: bool) -> Ints:
        """Names of which two words can be met, or the only one (OFAC FAQ 5, step 3).

        A name in two reaches is in one that is not the largest: the largest, which a common
        word has, is only searched.
        """
        live = sorted((reach for _, reach in reaches if len(reach.names)), key=_size)
        parts = [reach.doubles for reach in live if len(reach.doubles)]
        if single:
            parts += [reach.names[self.arrays.names[reach.names] == 1] for reach in live]
        if len(live) > 1:
            smaller = live[0].names
            if len(live) > 2:  # noqa: PLR2004 - the largest and one more
                smaller = np.sort(np.concatenate([reach.names for reach in live[:-1]]))
                parts.append(smaller[1:][smaller[1:] == smaller[:-1]])
            parts.append(smaller[_look_up(live[-1].names, smaller)[1]])
        return np.unique(np.concatenate(parts)) if parts else np.empty(0, dtype=np.int32)

    def _bound(
        self,
        query: NameForm,
        reaches: list[tuple[range, _Reach]],
        found: Ints,
        threshold: float,
        weights: ScoreWeights,
    ) -> npt.NDArray[np.float64]:
        """Highest score that each name can come to."""
        others = sum(word.weight for word in query.words if word.role > WordRole.INITIAL)
        best = np.zeros((3, len(query.words), len(found)))  # nats shared, nats used, whether met
        for places, reach in reaches:
            if not len(reach.names):
                continue
            at, there = _look_up(reach.names, found)
            # Of two words that are one, the first carries it all.
            first = places[0]
            np.maximum(best[0, first], reach.shared[at] * there, out=best[0, first])
            np.maximum(best[1, first], reach.used[at] * there, out=best[1, first])
            for place in places:
                np.maximum(best[2, place], there, out=best[2, place])
        shared, used = best[:2].sum(axis=1) + others
        names = [word.weight * (word.role <= WordRole.INITIAL) for word in query.words]
        left = np.maximum(0.0, query.weight - others - np.array(names) @ best[2])
        right = np.maximum(0.0, self.arrays.weight[found] - used)
        cost = weights.leftover * (left + right) + weights.conflict * np.minimum(left, right)
        safe = np.maximum(shared, 1e-9)
        bound: npt.NDArray[np.float64] = safe / (safe + cost * (1.0 + weights.doubt / safe))
        # Below `SURE` names are scored in another way.
        if threshold >= SURE:
            return bound
        faint = faint_score(
            shared=safe, left_over=left + right, conflict=np.minimum(left, right), lost=0.0 * safe
        )
        either: npt.NDArray[np.float64] = np.maximum(bound, faint)
        return either


def _size(reach: _Reach) -> int:
    return len(reach.names)


def _look_up(names: Ints, wanted: Ints) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.bool_]]:
    """Places of wanted names among sorted ones, and whether they are there."""
    at = np.searchsorted(names, wanted)
    at[at == len(names)] = 0
    there = names[at] == wanted if len(names) else np.zeros(len(wanted), dtype=bool)
    return at, there


def _level(names: Ints, shared: float, used: float, count: int) -> _Part:
    """Give names that all share and use as much."""
    size = len(names)
    return (
        names,
        np.full(size, shared, dtype=np.float32),
        np.full(size, used, dtype=np.float32),
        np.full(size, count, dtype=np.int8),
    )


def _merge(parts: Sequence[_Part]) -> _Reach:
    """Bring postings together: of each name the most that any of the words can reach."""
    names, shared, used, count = (
        np.concatenate(columns) if len(parts) > 1 else columns[0]
        for columns in zip(*parts, strict=True)
    )
    if len(names):
        order = np.argsort(names, kind="stable")
        names = names[order]
        starts = np.flatnonzero(np.concatenate(([True], names[1:] != names[:-1])))
        names = names[starts]
        shared = np.maximum.reduceat(shared[order], starts)
        used = np.maximum.reduceat(used[order], starts)
        count = np.maximum.reduceat(count[order], starts)
    return _Reach(names=names, shared=shared, used=used, count=count, doubles=names[count > 1])


def _is_whole(folder: Path, head: dict[str, Any]) -> bool:
    return head.get("check") == _head_digest(head) and all(
        _file_digest(folder / name) == digest for name, digest in head["files"].items()
    )


def _head_digest(head: dict[str, Any]) -> str:
    rest = {key: value for key, value in head.items() if key != "check"}
    return hashlib.sha256(json.dumps(rest, sort_keys=True).encode()).hexdigest()


def _file_digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_lines(path: Path, lines: Iterable[str]) -> None:
    path.write_text("\n".join(lines), encoding="utf-8")


def _read_lines(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    return text.split("\n") if text else []


def _read_pairs(path: Path) -> list[tuple[str, str]]:
    """Read lines of two columns; ValueError where a line has more or fewer."""
    rows = [line.split("\t") for line in _read_lines(path)]
    return [(first, second) for first, second in rows]


def _read_arrays(folder: Path, kind: type[NameArrays | WordArrays]) -> dict[str, Any]:
    prefix = _OF_WORDS if kind is WordArrays else ""
    return {
        # A plain view of the map: slices of np.memmap cost ten times as much.
        column.name: np.asarray(np.load(folder / f"{prefix}{column.name}.npy", mmap_mode="r"))
        for column in fields(kind)
    }


def _read_words(folder: Path) -> WordColumns:
    arrays = WordArrays(**_read_arrays(folder, WordArrays))
    text = (folder / "words.tsv").read_text(encoding="utf-8")
    flat = text.replace("\n", "\t").split("\t") if len(arrays.role) else []
    width = 4
    if len(flat) != width * len(arrays.role):
        raise ValueError("words.tsv and the columns of words differ in length")
    texts, folds, skeletons, ocrs = (flat[column::width] for column in range(width))
    return WordColumns(texts=texts, folds=folds, skeletons=skeletons, ocrs=ocrs, arrays=arrays)


def _remove_older(folder: Path) -> None:
    """Keep the last few indexes: screening as of a date uses others than the current ones."""
    stored = sorted(
        (item for item in folder.iterdir() if (item / "index.json").exists()),
        key=lambda item: (item / "index.json").stat().st_mtime,
    )
    for old in stored[:-_MOST_STORED]:
        shutil.rmtree(old, ignore_errors=True)


def _load_again(folder: Path, digest: str) -> NameIndex:
    index = NameIndex.load(folder)
    if index is None or index.digest != digest:
        msg = f"the name index in {folder} was replaced or removed while it was in use"
        raise ValueError(msg)
    return index


def _put_together(  # noqa: PLR0913, PLR0917 - the state, as pickled
    digest: str,
    designations: Sequence[tuple[str, str]],
    scripts: Sequence[frozenset[str]],
    words: tuple[Sequence[str], Sequence[str], Sequence[str], Sequence[str], WordArrays],
    joined: Sequence[str],
    arrays: NameArrays,
) -> NameIndex:
    texts, folds, skeletons, ocrs, columns = words
    return NameIndex(
        digest=digest,
        designations=designations,
        scripts=scripts,
        words=WordColumns(texts=texts, folds=folds, skeletons=skeletons, ocrs=ocrs, arrays=columns),
        joined=joined,
        arrays=arrays,
    )
