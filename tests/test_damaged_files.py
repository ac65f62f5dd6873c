"""Whatever is damaged is refused in words, and never by a crash; whole files are read."""

import pytest

from damaged_files import attack, kinds

KINDS = kinds()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_whole_file_is_read(kind, tmp_path):
    path = tmp_path / kind.name
    path.write_bytes(kind.content)
    assert kind.read(path) > 0


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_damaged_file_is_read_or_refused_in_words(kind, tmp_path):
    for number in range(12):
        attack(kind, KINDS, number, tmp_path)
    assert list(tmp_path.iterdir()) == []
