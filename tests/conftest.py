"""What all tests share."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real lists and labelled cases beside the checkout."""
    if not SHARED.is_dir():
        pytest.skip("../shared (real lists and labelled cases) is absent")
    return SHARED


@pytest.fixture(scope="session")
def real_list(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Give a real list file, unpacked, by its name in ../shared/lists without `.gz`."""
    folder = tmp_path_factory.mktemp("real-lists")

    def unpack(name: str) -> Path:
        target = folder / name
        if not target.exists():
            packed = shared / "lists" / f"{name}.gz"
            if packed.exists():
                target.write_bytes(gzip.decompress(packed.read_bytes()))
            else:
                target.write_bytes((shared / "lists" / name).read_bytes())
        return target

    return unpack
