"""Files that a user has at hand."""

import gzip
import io
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from lists.commands import Clock, Desk
from lists.made_lists import sdn_csv, sdn_xml, un_list
from lists.server import Host, options, sdn_config, un_config
from sanxref import sample
from sanxref.errors import ConfigError, ListCorrupt, ListFault
from sanxref.lists import ImportOptions, import_files, load_lists
from sanxref.lists.update import Outcome, UpdateResult
from sanxref.model.snapshots import ListFormat, ListState


@pytest.fixture
def both(host: Host, tmp_path: Path) -> Desk:
    sources = {"un": un_config(host), "ofac-sdn": sdn_config(host)}
    return Desk(options=options(host, sources=sources), cache=tmp_path / "cache", now=Clock())


def _import(desk: Desk, key: str, *paths: Path, **fields: object) -> UpdateResult:
    chosen = ImportOptions(now=desk.now(), **fields)  # type: ignore[arg-type]
    return import_files(desk.options.source(key), paths, desk.store, chosen)


def _file(folder: Path, name: str, content: bytes) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(content)
    return path


def _zip(folder: Path, members: dict[str, bytes], name: str = "set.zip") -> Path:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    return _file(folder, name, packed.getvalue())


def test_import_is_put_into_use(desk: Desk, tmp_path: Path) -> None:
    path = _file(tmp_path, "list.xml", un_list())
    result = _import(desk, "un", path)
    assert result.outcome is Outcome.NEW
    assert result.snapshot is not None
    assert result.snapshot.files[0].address == str(path)
    assert "imported by hand" in result.snapshot.notes
    (loaded,) = load_lists(desk.options, desk.store, now=desk.now())
    assert loaded.status.state is ListState.CURRENT
    # It counts as checked on the day of publication, not of the import.
    assert loaded.status.checked == datetime(2026, 11, 20, 23, 59, 59, 999999, tzinfo=UTC)


def test_old_import_is_stale(desk: Desk, tmp_path: Path) -> None:
    result = _import(desk, "un", _file(tmp_path, "l.xml", un_list(published="2024-05-15")))
    assert result.outcome is Outcome.NEW
    (loaded,) = load_lists(desk.options, desk.store, now=desk.now())
    assert loaded.status.state is ListState.STALE


def test_name_of_the_file_does_not_matter(desk: Desk, tmp_path: Path) -> None:
    path = _file(tmp_path, "sdn.csv", gzip.compress(un_list()))
    assert _import(desk, "un", path).outcome is Outcome.NEW


def test_older_import_is_kept_beside(desk: Desk, tmp_path: Path) -> None:
    new = _import(desk, "un", _file(tmp_path, "a", un_list(published="2026-11-20")))
    older = un_list(range(1, 4), published="2025-08-02")
    result = _import(desk, "un", _file(tmp_path, "b", older))
    assert result.outcome is Outcome.KEPT
    assert "older than the snapshot in use" in result.message
    assert desk.store.current("un") == new.snapshot
    assert desk.store.as_of("un", date(2025, 12, 31)) == result.snapshot
    assert desk.store.as_of("un", date(2026, 11, 20)) == new.snapshot
    assert desk.store.as_of("un", date(2025, 8, 1)) is None


def test_history_comes_of_imports_in_any_order(desk: Desk, tmp_path: Path) -> None:
    days = ["2026-11-20", "2024-05-15", "2025-08-02", "2020-11-24"]
    for place, day in enumerate(days):
        _import(desk, "un", _file(tmp_path, str(place), un_list(published=day, comment=day)))
    assert [str(entry.published) for entry in desk.store.all("un")] == sorted(days)
    current = desk.store.current("un")
    assert current is not None
    assert current.published == date(2026, 11, 20)
    for day in days:
        as_of = date.fromisoformat(day)
        (loaded,) = load_lists(desk.options, desk.store, now=desk.now(), as_of=as_of)
        assert loaded.status.state is ListState.CURRENT
        assert loaded.designations["QDi.001"].remarks[0].text == day
    (loaded,) = load_lists(desk.options, desk.store, now=desk.now(), as_of=date(2024, 9, 1))
    assert loaded.status.state is ListState.STALE
    assert "2024-05-15" in loaded.status.error
    (loaded,) = load_lists(desk.options, desk.store, now=desk.now(), as_of=date(2019, 1, 1))
    assert loaded.status.state is ListState.MISSING


def test_same_content_of_a_later_day_extends_the_older_snapshot(desk: Desk, tmp_path: Path) -> None:
    _import(desk, "un", _file(tmp_path, "a", un_list(published="2026-11-20", comment="New.")))
    first = _import(desk, "un", _file(tmp_path, "b", un_list(published="2025-08-02")))
    second = _import(desk, "un", _file(tmp_path, "c", un_list(published="2025-09-20")))
    assert second.outcome is Outcome.UNCHANGED
    assert second.snapshot == first.snapshot
    (loaded,) = load_lists(desk.options, desk.store, now=desk.now(), as_of=date(2025, 9, 10))
    assert loaded.status.state is ListState.CURRENT


def test_same_file_again(desk: Desk, tmp_path: Path) -> None:
    path = _file(tmp_path, "a", un_list())
    _import(desk, "un", path)
    assert _import(desk, "un", path).outcome is Outcome.UNCHANGED
    assert len(desk.store.ids("un")) == 1


def test_drop_is_refused_unless_accepted(desk: Desk, tmp_path: Path) -> None:
    _import(desk, "un", _file(tmp_path, "a", un_list(published="2026-11-19")))
    half = _file(tmp_path, "b", un_list(range(1, 8)))
    with pytest.raises(ListCorrupt) as caught:
        _import(desk, "un", half)
    assert caught.value.fault is ListFault.DROP
    assert _import(desk, "un", half, accept_drop=True).outcome is Outcome.NEW


@pytest.mark.parametrize("way", ["files", "folder", "zip", "gzip"])
def test_csv_set(way: str, both: Desk, tmp_path: Path) -> None:
    made = tmp_path / "set"
    paths = [_file(made, f"{part}.txt", body) for part, body in sdn_csv().items()]
    if way == "folder":
        paths = [made]
    elif way == "zip":
        paths = [_zip(tmp_path, {f"OFAC/{part}.csv": body for part, body in sdn_csv().items()})]
    elif way == "gzip":
        paths = [
            _file(tmp_path / "gz", f"{part}.csv.gz", gzip.compress(body))
            for part, body in sdn_csv().items()
        ]
    result = _import(both, "ofac-sdn", *paths)
    assert result.outcome is Outcome.NEW, result.message
    assert result.snapshot is not None
    assert result.snapshot.format is ListFormat.OFAC_CSV
    assert result.snapshot.published is None
    assert sorted(file.part for file in result.snapshot.files) == ["add", "alt", "comments", "sdn"]
    loaded = load_lists(both.options, both.store, now=both.now())[1]
    assert "VANYA" in {name.text for name in loaded.designations["99001"].names}
    # Nobody told how old the file is, so nothing may be called clear against it.
    assert loaded.status.state == "stale"
    assert "--published DATE" in loaded.status.error


def test_csv_set_with_the_operators_date(both: Desk, tmp_path: Path) -> None:
    made = tmp_path / "set"
    for part, body in sdn_csv().items():
        _file(made, f"{part}.csv", body)
    result = _import(both, "ofac-sdn", made, published=date(2021, 7, 1))
    assert result.snapshot is not None
    assert result.snapshot.published == date(2021, 7, 1)
    assert "given by the operator" in " ".join(result.snapshot.notes)
    assert load_lists(both.options, both.store, now=both.now())[1].status.state == "stale"


def test_operators_date_that_lies_ahead_is_refused(both: Desk, tmp_path: Path) -> None:
    made = tmp_path / "set"
    for part, body in sdn_csv().items():
        _file(made, f"{part}.csv", body)
    day = date(2030, 1, 1)
    with pytest.raises(ConfigError, match="2030-01-01 lies ahead, today is 2026-11-21"):
        _import(both, "ofac-sdn", made, published=day)
    ran = both.run("import", "ofac-sdn", made, "--published", day.isoformat())
    assert ran.code == 2
    assert not both.store.ids("ofac-sdn")
    # It may be the next day already where the operator is.
    tomorrow = _import(both, "ofac-sdn", made, published=date(2026, 11, 22))
    assert tomorrow.outcome is Outcome.NEW


def test_file_that_says_it_is_of_a_day_ahead_is_refused(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(ListCorrupt, match="2026-11-23, which lies ahead"):
        _import(desk, "un", _file(tmp_path, "a", un_list(published="2026-11-23")))
    assert not desk.store.ids("un")
    tomorrow = _import(desk, "un", _file(tmp_path, "b", un_list(published="2026-11-22")))
    assert tomorrow.outcome is Outcome.NEW


def test_messages_name_the_users_file(both: Desk, tmp_path: Path) -> None:
    damaged = _file(tmp_path, "list.xml", un_list().replace(b"Invented", b"Invent\xe9d", 1))
    with pytest.raises(ListCorrupt) as caught:
        _import(both, "un", damaged)
    assert str(caught.value).startswith(f"un: {damaged}: byte 0xE9")
    assert "raw." not in str(caught.value)
    made = tmp_path / "set"
    files = {part: _file(made, f"MY_{part}.csv", body) for part, body in sdn_csv().items()}
    files["alt"].write_bytes(files["alt"].read_bytes().rstrip(b"\x1a"))
    with pytest.raises(ListCorrupt) as caught:
        _import(both, "ofac-sdn", made)
    assert str(caught.value).startswith(f"ofac-sdn: {files['alt']}: "), str(caught.value)
    assert "raw." not in str(caught.value)
    assert str(files["add"]) not in str(caught.value)


def test_operators_date_must_not_contradict_the_file(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(ListCorrupt, match="leave --published out"):
        _import(desk, "un", _file(tmp_path, "a", un_list()), published=date(2020, 1, 1))
    assert not desk.store.ids("un")


def test_csv_without_a_date_does_not_displace_dates(both: Desk, tmp_path: Path) -> None:
    advanced = Path(str(sample.__file__)).with_name("ofac-sdn.xml")
    first = _import(both, "ofac-sdn", advanced)
    assert first.snapshot is not None
    assert first.snapshot.format is ListFormat.OFAC_ADVANCED_XML
    made = tmp_path / "set"
    for part, body in sdn_csv(range(99001, 99090)).items():
        _file(made, f"{part}.csv", body)
    result = _import(both, "ofac-sdn", made)
    assert result.outcome is Outcome.KEPT
    assert "--make-current" in result.message
    assert both.store.current("ofac-sdn") == first.snapshot
    assert _import(both, "ofac-sdn", made, make_current=True).outcome is Outcome.NEW


def test_file_without_a_date_does_not_displace_one_with_a_date(both: Desk, tmp_path: Path) -> None:
    made = tmp_path / "set"
    for part, body in sdn_csv(range(99001, 99090)).items():
        _file(made, f"{part}.csv", body)
    first = _import(both, "ofac-sdn", made, published=date(2026, 7, 1))
    other = tmp_path / "other"
    for part, body in sdn_csv(range(99001, 99091)).items():
        _file(other, f"{part}.csv", body)
    result = _import(both, "ofac-sdn", other)
    assert result.outcome is Outcome.KEPT
    assert "does not tell when it was published" in result.message
    assert both.store.current("ofac-sdn") == first.snapshot


@pytest.mark.parametrize(
    ("members", "fault"),
    [
        ({"../../evil.xml": b"x"}, ListFault.UNSAFE_ARCHIVE),
        ({"/etc/evil.xml": b"x"}, ListFault.UNSAFE_ARCHIVE),
        ({"C:\\evil.xml": b"x"}, ListFault.UNSAFE_ARCHIVE),
        ({"bomb.xml": b"\0" * 40_000_000}, ListFault.UNSAFE_ARCHIVE),
        ({"inner.zip": b"PK\x03\x04"}, ListFault.UNSAFE_ARCHIVE),
        ({f"{n}.xml": b"x" for n in range(60)}, ListFault.UNSAFE_ARCHIVE),
        ({"picture.png": b"x"}, ListFault.EMPTY),
        ({"a.xml": un_list(), "b.xml": un_list()}, ListFault.WRONG_FORMAT),
        ({"a.xml": un_list(), "b.csv": sdn_csv()["sdn"]}, ListFault.WRONG_FORMAT),
        ({"alt.csv": sdn_csv()["alt"]}, ListFault.WRONG_FORMAT),
        ({"a.xml": b"<html></html>"}, ListFault.HTML),
        ({"a.xml": b""}, ListFault.EMPTY),
    ],
)
def test_archive_is_refused(
    members: dict[str, bytes], fault: ListFault, desk: Desk, tmp_path: Path
) -> None:
    with pytest.raises(ListCorrupt) as caught:
        _import(desk, "un", _zip(tmp_path, members))
    assert caught.value.fault is fault, str(caught.value)
    assert not desk.store.ids("un")
    assert not list((desk.cache / "lists" / "un").glob(".incoming-*"))


def test_link_in_an_archive_is_refused(desk: Desk, tmp_path: Path) -> None:
    link = zipfile.ZipInfo("list.xml")
    link.external_attr = 0o120777 << 16
    path = tmp_path / "l.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(ListCorrupt, match="symbolic link"):
        _import(desk, "un", path)


@pytest.mark.parametrize("packed", [gzip.compress(un_list())[:-100], b"PK\x03\x04 and no more"])
def test_damaged_archive_is_refused(packed: bytes, desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(ListCorrupt) as caught:
        _import(desk, "un", _file(tmp_path, "x", packed))
    assert caught.value.fault is ListFault.TRUNCATED


def test_gzip_bomb_is_refused(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(ListCorrupt) as caught:
        _import(desk, "un", _file(tmp_path, "x.gz", gzip.compress(b" " * 40_000_000)))
    assert caught.value.fault is ListFault.TOO_LARGE


def test_list_of_another_source_is_refused(both: Desk, tmp_path: Path) -> None:
    with pytest.raises(ListCorrupt, match="un-xml") as caught:
        _import(both, "ofac-sdn", _file(tmp_path, "consolidated.xml", un_list()))
    assert caught.value.fault is ListFault.WRONG_FORMAT
    with pytest.raises(ListCorrupt, match="ofac-xml"):
        _import(both, "un", _file(tmp_path, "consolidated.xml", sdn_xml()))


def test_command(desk: Desk, tmp_path: Path) -> None:
    path = _file(tmp_path, "l.xml", un_list())
    ran = desk.run("import", "un", path)
    assert ran.code == 0
    assert ran.records[0]["outcome"] == "new snapshot"
    assert desk.run("import", "un", _file(tmp_path, "b.xml", b"<html>")).code == 3
    assert desk.run("import", "eu", path).code == 2
    assert desk.run("import", "un", tmp_path / "absent.xml").code == 2
    assert desk.run("import", "un").code == 2
