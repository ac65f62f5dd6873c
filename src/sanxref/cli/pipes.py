"""What to do when the reader of our standard output goes away (`sanxref ... | head`)."""

import os
import sys

__all__ = ["drop_output"]


def drop_output() -> None:
    """Send what is left to nowhere, so that Python does not stumble over it when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
