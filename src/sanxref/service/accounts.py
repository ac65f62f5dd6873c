"""Users with roles, in a local file with hashed passwords."""

import base64
import hashlib
import hmac
import os
import re
import secrets
from enum import StrEnum
from pathlib import Path

import msgspec

from sanxref.errors import ConfigError

__all__ = ["Accounts", "Role", "User", "hash_password", "is_password"]

_COST = {"n": 2**14, "r": 8, "p": 5}
"""OWASP Password Storage Cheat Sheet: scrypt with 16 MiB (N=2^14, r=8) and p=5."""

_MEMORY = 64 * 1024 * 1024
_SHORTEST_PASSWORD = 12
"""NIST SP 800-63B asks for 8 at least; 12, since this one guards decisions."""

_LONGEST_PASSWORD = 1024
_KEY_BYTES = 32
_NAME = re.compile(r"[\w][\w.@+-]{0,99}")


class Role(StrEnum):
    """What a user may do; each may do what those before may."""

    READ_ONLY = "read_only"
    ANALYST = "analyst"
    APPROVER = "approver"

    def covers(self, needed: "Role") -> bool:
        """Whether this role may do what another one may."""
        order = list(Role)
        return order.index(self) >= order.index(needed)


class User(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One user.

    Attributes:
        name: As it stands under decisions.
        role: What the user may do.
        password: Salt and hash; empty for a user whom a proxy names, or who has keys alone.
        keys: SHA-256 of each key for programs; a key has 256 random bits, so that a plain hash
            cannot be turned back.
    """

    name: str
    role: Role
    password: str = ""
    keys: tuple[str, ...] = ()


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    users: tuple[User, ...] = ()


def hash_password(password: str) -> str:
    """Hash a password with a salt of its own (scrypt, RFC 7914).

    Raises:
        ConfigError: It is too short or too long.
    """
    if not _SHORTEST_PASSWORD <= len(password) <= _LONGEST_PASSWORD:
        raise ConfigError(
            f"a password has {_SHORTEST_PASSWORD} to {_LONGEST_PASSWORD} characters; "
            "four random words are a good one"
        )
    salt = secrets.token_bytes(16)
    return f"scrypt${_text(salt)}${_text(_scrypt(password, salt))}"


def is_password(password: str, stored: str) -> bool:
    """Compare a password with its hash; takes as long for a user without one."""
    method, _, rest = stored.partition("$")
    salt, _, digest = rest.partition("$")
    known = method == "scrypt" and bool(digest)
    made = _scrypt(password[:_LONGEST_PASSWORD], base64.b64decode(salt) if known else b"none")
    return hmac.compare_digest(_text(made), digest) and known


def _scrypt(password: str, salt: bytes) -> bytes:
    secret = password.encode("utf-8", "replace")
    return hashlib.scrypt(secret, salt=salt, maxmem=_MEMORY, dklen=32, **_COST)


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()


class Accounts:
    """The file of users; read again when it changes.

    Args:
        path: JSON; need not exist.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._stamp: tuple[int, int] | None = None
        self._users: dict[str, User] = {}

    def users(self) -> tuple[User, ...]:
        """Give all users by name.

        Raises:
            ConfigError: The file is damaged, or may be read or written by others.
        """
        self._read()
        return tuple(self._users[name] for name in sorted(self._users))

    def find(self, name: str) -> User | None:
        """Find a user by name."""
        self._read()
        return self._users.get(name)

    def check(self, name: str, password: str) -> User | None:
        """Find the user who has this name and password; takes as long for one who is not there."""
        user = self.find(name)
        right = is_password(password, user.password if user else "")
        return user if right else None

    def find_key(self, key: str) -> User | None:
        """Find the user who has this key."""
        self._read()
        digest = hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
        return next((user for user in self._users.values() if digest in user.keys), None)

    def put(self, name: str, role: Role, *, password: str | None = None) -> None:
        """Add a user, or change the role and, where it is given, the password.

        Raises:
            ConfigError: The name or the password will not do.
        """
        if not _NAME.fullmatch(name):
            raise ConfigError("a user's name has letters, digits and . _ @ + - (at most 100)")
        self._read()
        before = self._users.get(name, User(name=name, role=role))
        hashed = before.password if password is None else hash_password(password)
        self._write(
            {**self._users, name: User(name=name, role=role, password=hashed, keys=before.keys)}
        )

    def make_key(self, name: str) -> str:
        """Make a key for programs, which is shown this once.

        Raises:
            ConfigError: There is no such user.
        """
        user = self._known(name)
        key = secrets.token_urlsafe(_KEY_BYTES)
        digest = hashlib.sha256(key.encode()).hexdigest()
        changed = msgspec.structs.replace(user, keys=(*user.keys, digest))
        self._write({**self._users, name: changed})
        return key

    def remove(self, name: str) -> None:
        """Remove a user; what the user decided stays.

        Raises:
            ConfigError: There is no such user.
        """
        self._known(name)
        self._write({key: user for key, user in self._users.items() if key != name})

    def _known(self, name: str) -> User:
        self._read()
        if name not in self._users:
            raise ConfigError(f"there is no user {name!r}; see: sanxref review users list")
        return self._users[name]

    def _read(self) -> None:
        try:
            status = self.path.stat()
        except FileNotFoundError:
            self._users, self._stamp = {}, None
            return
        stamp = (status.st_mtime_ns, status.st_ino)
        if stamp == self._stamp:
            return
        if status.st_mode & 0o077:
            raise ConfigError(f"{self.path} may be read by others: chmod 600 {self.path}")
        try:
            file = msgspec.json.decode(self.path.read_bytes(), type=_File)
        except (OSError, msgspec.DecodeError, UnicodeDecodeError) as exc:
            raise ConfigError(f"{self.path} cannot be read: {exc}") from exc
        self._users, self._stamp = {user.name: user for user in file.users}, stamp

    def _write(self, users: dict[str, User]) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        ordered = tuple(users[name] for name in sorted(users))
        content = msgspec.json.format(msgspec.json.encode(_File(users=ordered)), indent=2)
        waiting = self.path.with_name(f".{self.path.name}.part")
        waiting.unlink(missing_ok=True)
        descriptor = os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content + b"\n")
        waiting.replace(self.path)
        self._stamp = None
        self._read()
