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
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from sanxref.matching.alignment import JOINED, join
from sanxref.matching.index_building import IndexBuilder
from sanxref.matching.index_columns import KINDS, Bytes, Floats, Ints, NameArrays
from sanxref.matching.neighbours import WordTable
from sanxref.matching.options import ScoreWeights
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

INDEX_VERSION = 2
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
    """

    names: Ints
    shared: Floats
    used: Floats
    count: Bytes


class NameIndex:
    """Finds listed names that may reach a threshold; read-only and picklable."""

    def __init__(  # noqa: PLR0913 - the parts of the stored form, by name
        self,
        *,
        digest: str,
        designations: Sequence[DesignationKey],
        words: Sequence[Word],
        joined: Sequence[str],
        arrays: NameArrays,
        folder: Path | None = None,
    ) -> None:
        """Take the parts; use `build` or `load`."""
        self.digest = digest
        self.designations = tuple(designations)
        self.arrays = arrays
        self.table = WordTable(
            words,
            text_signatures=arrays.text_signatures,
            fold_signatures=arrays.fold_signatures,
        )
        self._joined = tuple(joined)
        self._folder = folder
        self._remembered: dict[tuple[str, WordRole, bool], _Reach] = {}
        self._remembered_entries = 0

    def __len__(self) -> int:
        """Count the listed names."""
        return len(self.arrays.designation)

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        """Pickle the folder where there is one, so that processes share its pages."""
        if self._folder is not None:
            return _load_again, (self._folder, self.digest)
        state = (self.digest, self.designations, self.table.words, self._joined, self.arrays)
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
            designations=builder.designations,
            words=tuple(builder.words),
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
        for column in fields(self.arrays):
            np.save(folder / f"{column.name}.npy", getattr(self.arrays, column.name))
        _write_lines(folder / "words.tsv", map(_word_line, self.table.words))
        _write_lines(folder / "joined.txt", self._joined)
        _write_lines(
            folder / "designations.tsv",
            (f"{key.source}\t{key.reference}" for key in self.designations),
        )
        head = {"version": INDEX_VERSION, "digest": self.digest, "names": len(self)}
        (folder / "index.json").write_text(json.dumps(head), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Self | None:
        """Open a stored index; the arrays are mapped into memory, not read.

        Returns:
            None where there is none, or one of another version or incomplete: then it is to be
            built again.
        """
        try:
            head = json.loads((folder / "index.json").read_text(encoding="utf-8"))
            if head.get("version") != INDEX_VERSION:
                return None
            arrays = NameArrays(
                **{
                    # A plain view of the map: slices of np.memmap cost ten times as much.
                    column.name: np.asarray(np.load(folder / f"{column.name}.npy", mmap_mode="r"))
                    for column in fields(NameArrays)
                }
            )
            keys = [line.split("\t") for line in _read_lines(folder / "designations.tsv")]
            index = cls(
                digest=head["digest"],
                designations=[
                    DesignationKey(source=SourceKey(source), reference=Reference(reference))
                    for source, reference in keys
                ],
                words=[_word(line) for line in _read_lines(folder / "words.tsv")],
                joined=_read_lines(folder / "joined.txt"),
                arrays=arrays,
                folder=folder,
            )
        except (OSError, EOFError, ValueError, KeyError):
            return None
        return index if len(index) == head["names"] else None

    def key(self, name: int) -> DesignationKey:
        """Designation that a listed name belongs to."""
        return self.designations[int(self.arrays.designation[name])]

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
            wanted = [number for number, kind in enumerate(KINDS) if kind in kinds]
            found = found[np.isin(self.arrays.kind[found], wanted)]
        if not len(found):
            return ()
        bound = self._bound(query, reaches, found, weights)
        # Scores are rounded to four places, and sums are of single precision.
        return tuple(int(name) for name in found[bound >= threshold - 2e-4])

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
            if at := self.table.with_fold(joined) if joined else ():
                weight = words[place].weight + words[place + 1].weight
                reaches.append((range(place, place + 2), self._joined_reach(at, weight)))
        return reaches

    def _reach(self, word: Word) -> _Reach:
        key = (word.text, word.role, word.abjad)
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
        parts = [
            (
                self._postings(at),
                similarity * min(word.weight, self.table.words[at].weight),
                self.table.words[at].weight,
                1,
            )
            for at, similarity in near
        ]
        if word.role is WordRole.CORE and word.fold in self._joined_places:
            start, end = self._joined_slice(word.fold)
            names = self.arrays.joined[start:end]
            weights = self.arrays.joined_weight[start:end]
            heaviest = float(weights.max())
            parts.append((names, JOINED * min(word.weight, heaviest), heaviest, 2))
        return _merge(parts)

    def _joined_reach(self, places: Sequence[int], weight: float) -> _Reach:
        """Reach of two query words that are one word of a name."""
        return _merge(
            [
                (
                    self._postings(at),
                    JOINED * min(weight, self.table.words[at].weight),
                    self.table.words[at].weight,
                    2,
                )
                for at in places
            ]
        )

    def _postings(self, word: int) -> Ints:
        start, end = self.arrays.postings_start[word : word + 2]
        return self.arrays.postings[start:end]

    @cached_property
    def _joined_places(self) -> dict[str, int]:
        return {text: place for place, text in enumerate(self._joined)}

    def _joined_slice(self, folded: str) -> tuple[int, int]:
        place = self._joined_places[folded]
        start, end = self.arrays.joined_start[place : place + 2]
        return int(start), int(end)

    def _with_enough_words(self, reaches: list[tuple[range, _Reach]], *, single: bool) -> Ints:
        """Names of which two words can be met, or the only one (OFAC FAQ 5, step 3)."""
        met = np.zeros(len(self), dtype=np.uint8)
        for _, reach in reaches:
            met[reach.names] += reach.count.astype(np.uint8)
        if not reaches:
            return np.empty(0, dtype=np.int32)
        touched = np.concatenate([reach.names for _, reach in reaches])
        enough = touched[met[touched] > 1]
        if single:
            alone = touched[self.arrays.names[touched] == 1]
            enough = np.concatenate([enough, alone])
        return np.unique(enough)

    def _bound(
        self,
        query: NameForm,
        reaches: list[tuple[range, _Reach]],
        found: Ints,
        weights: ScoreWeights,
    ) -> npt.NDArray[np.float64]:
        """Highest score that each name can come to."""
        others = sum(word.weight for word in query.words if word.role > WordRole.INITIAL)
        shared = np.full(len(found), others, dtype=np.float64)
        used = np.full(len(found), others, dtype=np.float64)
        met = np.full(len(found), others, dtype=np.float64)
        for place, word in enumerate(query.words):
            best = np.zeros(len(found))
            most = np.zeros(len(found))
            hit = np.zeros(len(found), dtype=bool)
            for places, reach in reaches:
                if place not in places or not len(reach.names):
                    continue
                at, there = _look_up(reach.names, found)
                hit |= there
                if place == places[0]:  # of two words that are one, the first carries it all
                    np.maximum(best, np.where(there, reach.shared[at], 0.0), out=best)
                    np.maximum(most, np.where(there, reach.used[at], 0.0), out=most)
            shared += best
            used += most
            if word.role <= WordRole.INITIAL:
                met += word.weight * hit
        left = np.maximum(0.0, query.weight - met)
        right = np.maximum(0.0, self.arrays.weight[found] - used)
        cost = weights.leftover * (left + right) + weights.conflict * np.minimum(left, right)
        safe = np.maximum(shared, 1e-9)
        bound: npt.NDArray[np.float64] = safe / (safe + cost * (1.0 + weights.doubt / safe))
        return bound


def _look_up(names: Ints, wanted: Ints) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.bool_]]:
    """Places of wanted names among sorted ones, and whether they are there."""
    at = np.searchsorted(names, wanted)
    at[at == len(names)] = 0
    there = names[at] == wanted if len(names) else np.zeros(len(wanted), dtype=bool)
    return at, there


def _merge(parts: Sequence[tuple[Ints, float, float, int]]) -> _Reach:
    """Bring postings together: of each name the most that any of the words can reach."""
    if not parts:
        return _Reach(
            names=np.empty(0, dtype=np.int32),
            shared=np.empty(0, dtype=np.float32),
            used=np.empty(0, dtype=np.float32),
            count=np.empty(0, dtype=np.int8),
        )
    sizes = [len(names) for names, _, _, _ in parts]
    names = np.concatenate([names for names, _, _, _ in parts])
    order = np.argsort(names, kind="stable")
    names = names[order]
    starts = np.flatnonzero(np.concatenate(([True], names[1:] != names[:-1])))

    def most(values: list[float], kind: type[np.generic]) -> npt.NDArray[np.generic]:
        column = np.repeat(np.array(values, dtype=kind), sizes)[order]
        return np.maximum.reduceat(column, starts) if len(column) else column

    return _Reach(
        names=names[starts],
        shared=most([shared for _, shared, _, _ in parts], np.float32),  # type: ignore[arg-type]  # dtype follows `kind`
        used=most([used for _, _, used, _ in parts], np.float32),  # type: ignore[arg-type]  # same
        count=most([count for _, _, _, count in parts], np.int8),  # type: ignore[arg-type]  # same
    )


def _word_line(word: Word) -> str:
    return "\t".join(
        (
            word.text,
            str(int(word.role)),
            str(int(word.abjad)),
            repr(word.weight),
            word.fold,
            word.skeleton,
            word.ocr,
        )
    )


def _word(line: str) -> Word:
    """Read a word with its keys, which take longer to make than to read."""
    text, role, abjad, weight, fold, skeleton, ocr = line.split("\t")
    return Word(
        text=text,
        role=WordRole(int(role)),
        abjad=abjad == "1",
        weight=float(weight),
        fold=fold,
        skeleton=skeleton,
        ocr=ocr,
        vowelless=abjad == "0" and len(text) > 1 and not any(letter in "aeiouy" for letter in text),
    )


def _write_lines(path: Path, lines: Iterable[str]) -> None:
    path.write_text("\n".join(lines), encoding="utf-8")


def _read_lines(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    return text.split("\n") if text else []


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


def _put_together(
    digest: str,
    designations: Sequence[DesignationKey],
    words: Sequence[Word],
    joined: Sequence[str],
    arrays: NameArrays,
) -> NameIndex:
    return NameIndex(
        digest=digest, designations=designations, words=words, joined=joined, arrays=arrays
    )
