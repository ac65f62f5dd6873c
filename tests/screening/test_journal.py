"""The journal: whole lines survive, a cut one is given up."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanxref.errors import RunError
from sanxref.screening.journal import Entry, Journal, read_entries

ENTRIES = [
    Entry(unit=0, article=msgspec.Raw(b'{"id":"a"}')),
    Entry(unit=1, part=0, more=True, article=msgspec.Raw(b'{"id":"b"}')),
    Entry(unit=1, part=1, article=msgspec.Raw(b'{"id":"c"}')),
    Entry(unit=2, skipped="0" * 64, source="x.txt"),
    Entry(unit=3, article=msgspec.Raw(b'{"id":"d"}'), seconds=0.25),
]


def written(path: Path) -> bytes:
    path.unlink(missing_ok=True)
    with Journal.open(path) as journal:
        for entry in ENTRIES:
            journal.append(entry)
    return path.read_bytes()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_journal_that_was_cut_anywhere_goes_on_to_the_same(
    tmp_path: Path, data: st.DataObject
) -> None:
    path = tmp_path / "journal.jsonl"
    whole = written(path)
    path.write_bytes(whole[: data.draw(st.integers(0, len(whole)))])

    with Journal.open(path) as journal:
        for entry in ENTRIES:
            if (entry.unit, entry.part) >= (journal.unit, journal.part):
                journal.append(entry)

    assert path.read_bytes() == whole
    assert [entry.unit for _, entry in read_entries(path)] == [0, 1, 1, 2, 3]


def test_a_line_can_be_read_back(tmp_path: Path) -> None:
    with Journal.open(tmp_path / "journal.jsonl") as journal:
        offsets = [journal.append(entry) for entry in ENTRIES]

        assert bytes(journal.read_at(offsets[2]).article) == b'{"id":"c"}'


def test_damage_in_the_middle_is_told(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    whole = written(path)
    path.write_bytes(b"x" + whole[1:])

    with pytest.raises(RunError, match="line 1"):
        Journal.open(path)
