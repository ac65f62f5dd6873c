"""What leaves the folder of a test, or the machine."""

import os
import socket
import sys
from pathlib import Path

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CHANGES = {
    "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.truncate",
    "os.chmod", "os.chown", "os.utime",
}  # fmt: skip
_PROGRAMS = {"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"}
_CALLS = {"socket.connect", "socket.getaddrinfo"}


def watch_for_strays(folder: Path) -> set[str]:
    """Collect from now on what this process writes outside a folder, whom it asks, what it starts.

    An audit hook (PEP 578) sees what Python does, not what a C library does by itself; it stays
    until the process ends.

    Returns:
        The set that grows.
    """
    strays: set[str] = set()
    allowed = (f"{folder}{os.sep}", "/dev/null")

    def note_path(event: str, path: object) -> None:
        if isinstance(path, (str, bytes, os.PathLike)):
            whole = os.path.abspath(os.fsdecode(path))  # noqa: PTH100 - called for every file
            if whole != str(folder) and not whole.startswith(allowed):
                strays.add(f"{event} {whole}")

    def hook(event: str, arguments: tuple) -> None:
        if event in _CHANGES or (event == "open" and _is_writing(arguments[2])):
            note_path(event, arguments[0])
        elif event in _PROGRAMS or (event in _CALLS and not _is_here(arguments)):
            strays.add(f"{event} {arguments[:2]}")

    sys.addaudithook(hook)
    return strays


def _is_writing(flags: object) -> bool:
    return isinstance(flags, int) and bool(flags & _WRITING)


def _is_here(arguments: tuple) -> bool:
    """Whether a connection, or a question for an address, stays on this machine."""
    address = arguments[1] if isinstance(arguments[0], socket.socket) else arguments
    host = address[0] if isinstance(address, tuple) else address
    return host in {"127.0.0.1", "localhost", "::1"}
