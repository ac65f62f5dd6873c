"""Hashes that tell whether a designation is still the one that was looked at."""

import hashlib

import msgspec

from sanxref.model.designations import Designation

__all__ = ["designation_sha256"]


def designation_sha256(designation: Designation) -> str:
    """Hash all that a list says of a target.

    Two snapshots that say the same of it give the same hash, whatever else changed in them and
    in whatever order they list it. Reviewers' suppressions and lookbacks rest on it.

    Returns:
        SHA-256, 64 hexadecimal digits.
    """
    return hashlib.sha256(msgspec.json.encode(designation)).hexdigest()
