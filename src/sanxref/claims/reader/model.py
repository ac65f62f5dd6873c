"""The file of a reading model, opened when the first passage is read."""

from pathlib import Path
from typing import TYPE_CHECKING

from sanxref.claims.reader.finding import PassageReading
from sanxref.claims.reader.passage import Passage
from sanxref.claims.reader.weights import weights_of

if TYPE_CHECKING:
    from sanxref.claims.reader.network import Network

__all__ = ["ReadingModel"]


class ReadingModel:
    """Reads passages of one language."""

    def __init__(self, path: Path, digest: str) -> None:
        """Name the file of weights.

        Args:
            path: File that benchmarks/reading_model.py has written.
            digest: SHA-256 that it must have, in hexadecimal digits.
        """
        self._path = path
        self._digest = digest
        self._network: Network | None = None

    def check(self) -> None:
        """Refuse another file than the one that is named, before anything is read with it.

        Raises:
            ConfigError: It cannot be read, or is another one.
        """
        weights_of(self._path, self._digest)

    def read(self, passage: Passage, *, least: float, whole: bool = True) -> PassageReading:
        """Find what a passage says, and of the names in it.

        Args:
            passage: Behind 384 word pieces (`marking.LONGEST`) it is not read.
            least: Probability below which nothing is told of a name, 0.0 to 1.0.
            whole: False leaves unread what surely tells nothing at a glance, which takes a sixth
                of the time.

        Raises:
            ConfigError: The file of weights cannot be read, or is another one.
        """
        if self._network is None:
            # Only articles about sanctions need it.
            from sanxref.claims.reader.network import load_network  # noqa: PLC0415

            self._network = load_network(self._path, weights_of(self._path, self._digest))
        return self._network.read(passage, least, whole=whole)

    def __getstate__(self) -> tuple[Path, str]:
        """Each process loads the weights by itself: the file is smaller than what is loaded."""
        return self._path, self._digest

    def __setstate__(self, state: tuple[Path, str]) -> None:
        """Start without the weights."""
        self._path, self._digest = state
        self._network = None
