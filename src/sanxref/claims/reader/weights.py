"""The file with a reading model's weights, as the configuration names it."""

from hashlib import sha256
from pathlib import Path

from sanxref.errors import ConfigError

__all__ = ["weights_of"]


def weights_of(path: Path, digest: str) -> bytes:
    """Read a file of weights.

    Args:
        path: As reading.yaml has it.
        digest: SHA-256 that it must have, in hexadecimal digits.

    Raises:
        ConfigError: It cannot be read, or is another file.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{path}, the reading model, cannot be read: {error}") from error
    if sha256(data).hexdigest() != digest:
        raise ConfigError(
            f"{path} is not the reading model that reading.yaml names (its SHA-256 differs): "
            "install sanxref again, in the version that belongs to this configuration or this run"
        )
    return data
