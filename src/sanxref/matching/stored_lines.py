"""Many lines of text in little memory."""

import numpy as np

__all__ = ["Lines"]


class Lines:
    """Lines of a text that are decoded when asked for, so that millions take little room.

    Attributes:
        text: All of them, parted by line feeds.
    """

    def __init__(self, text: bytes) -> None:
        """Find where they end."""
        self.text = text
        feeds = np.flatnonzero(np.frombuffer(text, dtype=np.uint8) == ord("\n"))
        self._ends = np.append(feeds, len(text)) if text else feeds

    def __len__(self) -> int:
        """Count the lines."""
        return len(self._ends)

    def __getitem__(self, number: int) -> str:
        """Give a line."""
        start = int(self._ends[number - 1]) + 1 if number else 0
        return self.text[start : int(self._ends[number])].decode()
