"""What commands get of the flags that stand before them."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # loading settings imports every room; the commands that need them do it
    from sanxref.settings import Settings

__all__ = ["Environment"]


class Environment:
    """Flags and, when a command first asks for them, the settings."""

    def __init__(self, *, config: Path | None, cache: Path | None) -> None:
        self._config = config
        self._cache = cache

    @cached_property
    def settings(self) -> "Settings":
        """The effective settings; read when a command first asks."""
        from sanxref.settings import load_settings  # noqa: PLC0415 - imports every room

        return load_settings(config=self._config, cache=self._cache)
