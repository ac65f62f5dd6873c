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
from dataclasses import fields
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from sanxref.matching.acceleration import kernels, read_only
from sanxref.matching.index_building import IndexBuilder
from sanxref.matching.index_columns import KINDS, Ints, NameArrays
from sanxref.matching.name_scores import EDITS, NameScores, score_numbers, script_marks
from sanxref.matching.name_search import (
    ANY_TERM,
    Listed,
    Numbers,
    Postings,
    Queries,
    Reaching,
    Scratch,
    Terms,
    find_names,
    most_others,
)
from sanxref.matching.neighbours import WordTable
from sanxref.matching.options import MatchingOptions, ScoreWeights
from sanxref.matching.scoring import SURE
from sanxref.matching.stored_lines import Lines
from sanxref.matching.terms import TermMemory, lay_out
from sanxref.matching.word_columns import ByLength, WordArrays, WordColumns, distinct
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

INDEX_VERSION = 15
"""Raised with every change of names/ or of the stored files; an index of another is made again."""

_MOST_STORED = 6
_MOST_REACHED = 2
"""Sets of `Reaching` that are kept: 124 MB each at 1.5 million names."""

_ROUNDING = 2e-4
"""Scores are rounded to four places, and similarities are of single precision."""

_OF_WORDS = "word_"
"""In front of the file names of the columns of words."""


class NameIndex:
    """Finds listed names that may reach a threshold; read-only and picklable."""

    def __init__(  # noqa: PLR0913 - the parts of the stored form, by name
        self,
        *,
        digest: str,
        designations: Lines,
        scripts: Sequence[frozenset[str]],
        words: WordColumns,
        arrays: NameArrays,
        folder: Path | None = None,
    ) -> None:
        """Take the parts; use `build` or `load`."""
        self.digest = digest
        self.arrays = arrays
        self.scripts = tuple(scripts)
        self.table = WordTable(words)
        self._keys = designations
        self._folder = folder
        self._memory: TermMemory | None = None
        self._reached: dict[tuple[Numbers, float], Reaching] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        """Count the listed names."""
        return len(self.arrays.designation)

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        """Pickle the folder where there is one, so that processes share its pages."""
        if self._folder is not None:
            return _load_again, (self._folder, self.digest)
        words = self.table.words
        columns = (words.texts, words.folds, words.skeletons, words.ocrs, words.arrays)
        state = (self.digest, self._keys, self.scripts, columns, self.arrays)
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
            designations=Lines("\n".join(builder.designations).encode()),
            scripts=tuple(builder.scripts),
            words=WordColumns.of(tuple(builder.words)),
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
                held = getattr(arrays, column.name)
                parts = held._asdict() if isinstance(held, ByLength) else {"": held}
                for part, array in parts.items():
                    np.save(_array_file(folder, prefix, column.name, part), array)
        columns = zip(words.texts, words.folds, words.skeletons, words.ocrs, strict=True)
        _write_lines(folder / "words.tsv", map("\t".join, columns))
        (folder / "designations.tsv").write_bytes(self._keys.text)
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
                designations=Lines((folder / "designations.tsv").read_bytes()),
                scripts=[frozenset(codes) for codes in head["scripts"]],
                words=_read_words(folder),
                arrays=NameArrays(**_read_arrays(folder, NameArrays)),
                folder=folder,
            )
        except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError):
            return None
        return index if len(index) == head["names"] else None

    def key(self, name: int) -> DesignationKey:
        """Designation that a listed name belongs to."""
        return self.designation(int(self.arrays.designation[name]))

    def designation(self, number: int) -> DesignationKey:
        """Designation by its number in the index."""
        source, reference = self._keys[number].split("\t")
        return DesignationKey(source=SourceKey(source), reference=Reference(reference))

    @cached_property
    def designations(self) -> tuple[DesignationKey, ...]:
        """Designations in the order of the index."""
        return tuple(map(self.designation, range(len(self._keys))))

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
        _, names = self.candidates_many(
            [query], threshold=threshold, weights=weights, kinds=[kinds]
        )
        return tuple(names.tolist())

    def candidates_many(
        self,
        queries: Sequence[NameForm | str],
        *,
        threshold: float,
        weights: ScoreWeights,
        kinds: Sequence[frozenset[TargetKind]],
    ) -> tuple[Ints, Ints]:
        """Find the listed names that may score at or above the threshold for each of many names.

        Args:
            queries: Names that are asked, as words or as written.
            threshold: Score.
            weights: Numbers of the score.
            kinds: Kinds of target of each; empty means all.

        Returns:
            Numbers of queries, ascending, and beside each a name, ascending for each query;
            none that reaches the threshold is left out.
        """
        with self._lock:
            _, _, rows, names = self._search(queries, threshold, weights, kinds)
        return rows, names

    def scored_many(
        self,
        queries: Sequence[NameForm | str],
        options: MatchingOptions,
        kinds: Sequence[frozenset[TargetKind]],
    ) -> NameScores:
        """Find the listed names that may reach the threshold of each of many names, and score them.

        Args:
            queries: Names that are asked, as words or as written.
            options: Threshold and weights.
            kinds: Kinds of target of each; empty means all.

        Returns:
            What `candidates_many` finds, with scores where compiled loops know them; names that
            they know to be below the threshold are left out.
        """
        with self._lock:
            asked, terms, rows, names = self._search(
                queries, options.threshold, options.score, kinds
            )
            compiled = None if options.threshold < SURE else kernels(0)
            if compiled is None or not len(rows):
                scores = np.full(len(rows), np.nan)
                starts = np.zeros(len(rows) + 1, dtype=np.int64)
                places, alike = np.empty((0, 4), np.int8), np.empty(0)
            else:
                scores, starts, places, alike = compiled.score_names(
                    rows,
                    names,
                    asked,
                    terms,
                    self._listed,
                    score_numbers(options.score),
                    EDITS,
                    script_marks(self._memory.scripts if self._memory else ()),
                    options.threshold - _ROUNDING,
                )
        kept = np.flatnonzero(scores != -1.0)
        return NameScores(
            queries=rows[kept].tolist(),
            names=names[kept].tolist(),
            designations=self.arrays.designation[names[kept]].tolist(),
            positions=self.arrays.position[names[kept]].tolist(),
            scores=scores[kept].tolist(),
            starts=starts[kept].tolist(),
            ends=starts[kept + 1].tolist(),
            places=places.tolist(),
            alike=alike.tolist(),
        )

    def _search(
        self,
        queries: Sequence[NameForm | str],
        threshold: float,
        weights: ScoreWeights,
        kinds: Sequence[frozenset[TargetKind]],
    ) -> tuple[Queries, Terms, Ints, Ints]:
        """Find the names that each query may match; gives what was asked, too."""
        numbers = Numbers(
            threshold=threshold - _ROUNDING,
            lost=weights.lost,
            leftover=weights.leftover,
            conflict=weights.conflict,
            doubt=weights.doubt,
            faint=threshold < SURE,
        )
        known = {kind: _kind_bits(kind) for kind in set(kinds)}
        bits = np.array([known[kind] for kind in kinds], np.uint8)
        # The score of names below `SURE` is not in the compiled loops: thresholds there are rare.
        compiled = None if numbers.faint else kernels(len(queries))
        if self._memory is None or self._memory.is_full:
            self._memory = TermMemory(self.table, self.arrays, self.scripts)
        asked = lay_out(queries, bits, self._memory)
        terms = self._memory.columns()
        if compiled is None:
            rows, names = find_names(asked, terms, self._listed, numbers, self._scratch)
        else:
            reaching = self._reaching(numbers, most_others(asked, terms))
            rows, names = compiled.find_names(
                asked, terms, self._listed, reaching, numbers, self._scratch
            )
        found = distinct(rows.astype(np.int64) << 32 | names)
        return asked, terms, (found >> 32).astype(np.int32), found.astype(np.int32)

    def _reaching(self, numbers: Numbers, others: float) -> Reaching:
        """Pairs of words that matter for these numbers; worked out once for each."""
        if (numbers, others) not in self._reached:
            if len(self._reached) == _MOST_REACHED:
                self._reached.clear()
            self._reached[numbers, others] = Reaching.of(self._listed, numbers, others)
        return self._reached[numbers, others]

    @cached_property
    def _scratch(self) -> Scratch:
        touched = np.zeros(len(self.table) + 2, dtype=np.uint8)
        touched[-1] = ANY_TERM
        return Scratch(
            touched=touched,
            noted=np.zeros(len(self), dtype=np.uint8),
        )

    @cached_property
    def _listed(self) -> Listed:
        """Columns of the names as they are searched."""
        words, arrays = self.table.words.arrays, self.arrays
        named = words.weight * (words.role <= WordRole.INITIAL)
        texts = self.table.words.texts
        lengths = list(map(len, texts))
        # Mapped or built, to compiled code they are of one type.
        postings = Postings(
            starts=read_only(arrays.postings_start),
            names=read_only(arrays.postings),
            most_shared=read_only(arrays.most_shared),
            least_over=read_only(arrays.least_over),
            most_met=read_only(arrays.most_met),
        )
        return Listed(
            postings=postings,
            words_start=read_only(arrays.words_start),
            words=read_only(arrays.words),
            ranked=read_only(arrays.ranked),
            joined_at=read_only(arrays.joined_at),
            role=read_only(words.role),
            abjad=read_only(words.abjad),
            word_weight=read_only(words.weight),
            name_weight=read_only(named),
            letter_starts=read_only(np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))),
            letters=np.frombuffer("".join(texts).encode("ascii", "replace"), dtype=np.uint8),
            names=read_only(arrays.names),
            kind=read_only(arrays.kind),
            scripts=read_only(arrays.scripts),
            joined_start=read_only(arrays.joined_start),
            joined=read_only(arrays.joined),
            joined_weight=read_only(arrays.joined_weight),
        )


def _kind_bits(kinds: frozenset[TargetKind]) -> int:
    """Kinds of target as bits; empty means all."""
    return sum(1 << KINDS.index(kind) for kind in kinds or KINDS)


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


def _array_file(folder: Path, prefix: str, column: str, part: str = "") -> Path:
    return folder / f"{prefix}{'_'.join(filter(None, (column, part)))}.npy"


def _read_arrays(folder: Path, kind: type[NameArrays | WordArrays]) -> dict[str, Any]:
    prefix = _OF_WORDS if kind is WordArrays else ""

    def read(column: str, part: str = "") -> npt.NDArray[Any]:
        # A plain view of the map: slices of np.memmap cost ten times as much.
        return np.asarray(np.load(_array_file(folder, prefix, column, part), mmap_mode="r"))

    return {
        column.name: ByLength(*(read(column.name, part) for part in ByLength._fields))
        if column.type is ByLength
        else read(column.name)
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


def _put_together(
    digest: str,
    designations: Lines,
    scripts: Sequence[frozenset[str]],
    words: tuple[Sequence[str], Sequence[str], Sequence[str], Sequence[str], WordArrays],
    arrays: NameArrays,
) -> NameIndex:
    texts, folds, skeletons, ocrs, columns = words
    return NameIndex(
        digest=digest,
        designations=designations,
        scripts=scripts,
        words=WordColumns(texts=texts, folds=folds, skeletons=skeletons, ocrs=ocrs, arrays=columns),
        arrays=arrays,
    )
