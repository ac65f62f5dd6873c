"""What an update does with answers that are good."""

import socket
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from filelock import FileLock

from lists.commands import Clock, Desk
from lists.made_lists import sdn_csv, sdn_xml, un_list
from lists.server import Answer, File, Host, options, redirect, sdn_config, un_config
from sanxref.errors import ListBusy, ListFault
from sanxref.lists import Allowances, load_lists
from sanxref.lists.update import Outcome
from sanxref.model.snapshots import ListFormat, ListState


@pytest.fixture
def sdn_desk(host: Host, tmp_path: Path) -> Desk:
    sources = {"ofac-sdn": sdn_config(host)}
    return Desk(options=options(host, sources=sources), cache=tmp_path / "cache", now=Clock())


def _serve_csv(host: Host, **changed: bytes) -> None:
    for part, body in {**sdn_csv(), **changed}.items():
        host.replies[f"/{part}.csv"] = File(body=body)


def test_first_update_makes_a_snapshot(desk: Desk, host: Host) -> None:
    body = un_list()
    host.replies["/un.xml"] = File(body=body)
    (result,) = desk.update()
    assert result.outcome is Outcome.NEW
    snapshot = result.snapshot
    assert snapshot is not None
    assert snapshot.published == date(2026, 11, 20)
    assert snapshot.id == f"2026-11-20-{snapshot.sha256[:12]}"
    assert snapshot.counts == (("entity", 5), ("individual", 20))
    assert (desk.store.path(snapshot) / "raw.xml").read_bytes() == body
    assert desk.store.current("un") == snapshot


def test_unchanged_file_is_not_fetched_again(desk: Desk, host: Host) -> None:
    host.replies["/un.xml"] = File(body=un_list())
    desk.update()
    before = desk.store.record("un")
    (result,) = desk.update()
    assert result.outcome is Outcome.UNCHANGED
    assert host.asked[-1][1]["If-None-Match"]
    after = desk.store.record("un")
    assert before is not None
    assert after is not None
    assert after.checked > before.checked
    assert len(desk.store.ids("un")) == 1


def test_same_bytes_from_a_server_without_validators(desk: Desk, host: Host) -> None:
    host.replies["/un.xml"] = Answer(body=un_list())
    desk.update()
    (result,) = desk.update()
    assert result.outcome is Outcome.UNCHANGED
    assert "the same bytes" in result.message


def test_new_generation_date_alone_is_no_new_snapshot(desk: Desk, host: Host) -> None:
    host.replies["/un.xml"] = File(body=un_list(published="2026-11-19"))
    desk.update()
    host.replies["/un.xml"] = File(body=un_list(published="2026-11-20"))
    (result,) = desk.update()
    assert result.outcome is Outcome.UNCHANGED
    assert "2026-11-20" in result.message
    assert len(desk.store.ids("un")) == 1
    record = desk.store.record("un")
    assert record is not None
    assert record.published == date(2026, 11, 20)
    (loaded,) = load_lists(desk.options, desk.store, now=desk.now())
    assert loaded.status.published_seen == date(2026, 11, 20)


def test_other_order_of_records_is_no_new_snapshot(desk: Desk, host: Host) -> None:
    host.replies["/un.xml"] = File(body=un_list(range(1, 21)))
    desk.update()
    host.replies["/un.xml"] = File(body=un_list(range(20, 0, -1)))
    (result,) = desk.update()
    assert result.outcome is Outcome.UNCHANGED


def test_changed_content_is_a_new_snapshot_and_the_old_one_stays(desk: Desk, host: Host) -> None:
    host.replies["/un.xml"] = File(body=un_list())
    (first,) = desk.update()
    host.replies["/un.xml"] = File(body=un_list(comment="Amended."))
    (second,) = desk.update()
    assert second.outcome is Outcome.NEW
    assert desk.store.current("un") == second.snapshot
    assert set(desk.store.all("un")) == {first.snapshot, second.snapshot}


def test_damaged_snapshot_is_fetched_anew(desk: Desk, host: Host) -> None:
    body = un_list()
    host.replies["/un.xml"] = File(body=body)
    (first,) = desk.update()
    assert first.snapshot is not None
    raw = desk.store.path(first.snapshot) / "raw.xml"
    raw.write_bytes(body.replace(b"PETRENKO7<", b"PETRENKA7<"))
    (loaded,) = load_lists(desk.options, desk.store, now=desk.now())
    assert loaded.status.state is ListState.CORRUPT
    assert not loaded.designations
    (result,) = desk.update()
    assert result.fault is None
    assert raw.read_bytes() == body
    (loaded,) = load_lists(desk.options, desk.store, now=desk.now())
    assert loaded.status.state is ListState.CURRENT


def test_damaged_current_json_is_mended(desk: Desk, host: Host) -> None:
    host.replies["/un.xml"] = File(body=un_list())
    desk.update()
    (desk.cache / "lists" / "un" / "current.json").write_text('{"snapshot": "../../etc"')
    assert desk.run("status").code == 3
    host.replies["/un.xml"] = File(body=un_list(range(1, 8)))
    (result,) = desk.update()
    assert result.fault is ListFault.DROP, "the newest snapshot is still compared with"
    host.replies["/un.xml"] = File(body=un_list())
    (result,) = desk.update()
    assert result.fault is None
    assert desk.run("status").code == 0


def test_accepted_drop_is_on_record(desk: Desk, host: Host) -> None:
    host.replies["/un.xml"] = File(body=un_list())
    desk.update()
    host.replies["/un.xml"] = File(body=un_list(range(1, 11)))
    (refused,) = desk.update()
    assert refused.fault is ListFault.DROP
    (result,) = desk.update(allowances=Allowances(drop=True))
    assert result.snapshot is not None
    assert "drop accepted" in result.snapshot.notes[0]
    assert "10 individuals instead of 20" in result.snapshot.notes[0]
    assert desk.run("update").code == 0, "the next one is compared with the smaller list"


def test_accepted_older_list_is_on_record(desk: Desk, host: Host) -> None:
    host.replies["/un.xml"] = File(body=un_list())
    desk.update()
    host.replies["/un.xml"] = File(body=un_list(range(1, 22), published="2026-11-18"))
    (refused,) = desk.update()
    assert refused.fault is ListFault.OLDER
    (result,) = desk.update(allowances=Allowances(older=True))
    assert result.outcome is Outcome.NEW
    assert result.snapshot is not None
    assert "older list accepted" in result.snapshot.notes[0]


def test_next_address_is_tried(host: Host, tmp_path: Path) -> None:
    un = un_config(host, "/dead", "/page", "/stale", "/un.xml")
    desk = Desk(options=options(host, un=un), cache=tmp_path / "cache", now=Clock())
    host.replies["/page"] = Answer(body=b"<html>moved</html>")
    host.replies["/stale"] = Answer(body=un_list(published="2026-11-01", comment="Old."))
    host.replies["/un.xml"] = File(body=un_list())
    (first,) = desk.update()
    assert first.snapshot is not None
    assert first.snapshot.published == date(2026, 11, 1), "there was nothing to compare with"
    host.replies["/un.xml"] = File(body=un_list(comment="New."))
    host.replies["/stale"] = Answer(body=un_list(published="2026-10-01", comment="Older."))
    (second,) = desk.update()
    assert second.snapshot is not None
    assert second.snapshot.files[0].address == host.url("/un.xml")


def test_host_that_is_not_there_is_not_waited_for_again(host: Host, tmp_path: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    dead = [f"http://127.0.0.1:{port}/{number}" for number in range(3)]
    un = un_config(host)
    un["formats"][0]["addresses"] = [*dead, host.url("/un.xml")]
    chosen = options(host, un=un, fetch={"attempts": 3})
    desk = Desk(options=chosen, cache=tmp_path / "cache", now=Clock())
    host.replies["/un.xml"] = [Answer(status=503), File(body=un_list())]
    ran = desk.run("update")
    assert ran.code == 0
    # Three attempts at the first address, of which the last is told as its result; one at each of
    # the others, told in the same way; then a host that is there, at the second attempt.
    assert ran.err.count("attempt failed: ") == 2 + 1


def test_all_failures_are_told(host: Host, tmp_path: Path) -> None:
    un = un_config(host, "/dead", "/page")
    desk = Desk(options=options(host, un=un), cache=tmp_path / "cache", now=Clock())
    host.replies["/page"] = Answer(body=b"<html>moved</html>")
    (result,) = desk.update()
    assert result.fault is ListFault.HTML
    assert "404" in result.message
    assert "web page" in result.message


def test_further_format_is_used_only_without_a_snapshot(sdn_desk: Desk, host: Host) -> None:
    host.replies["/sdn.xml"] = File(body=sdn_xml())
    (first,) = sdn_desk.update()
    assert first.snapshot is not None
    assert first.snapshot.format is ListFormat.OFAC_XML
    assert any("no designation dates" in note for note in first.notes)
    # The advanced file stays away; the format in use is brought up to date, the CSV set not asked.
    host.replies["/sdn.xml"] = File(body=sdn_xml(range(99001, 99012)))
    (second,) = sdn_desk.update()
    assert second.outcome is Outcome.NEW
    host.replies["/sdn.xml"] = Answer(status=404)
    _serve_csv(host)
    (third,) = sdn_desk.update()
    assert third.fault is ListFault.HTTP_ERROR
    assert any("ofac-csv was not tried" in note for note in third.notes)
    assert not any(path.endswith(".csv") for path in host.paths())


def test_csv_set_is_one_snapshot(sdn_desk: Desk, host: Host) -> None:
    for part, body in sdn_csv().items():
        host.replies[f"/{part}.csv"] = redirect(f"/Published/2026-11-18/{part}.csv?sig=1")
        host.replies[f"/Published/2026-11-18/{part}.csv"] = File(body=body)
    (result,) = sdn_desk.update()
    assert result.snapshot is not None, result.message
    assert result.snapshot.published == date(2026, 11, 18)
    assert [file.name for file in result.snapshot.files] == [
        "raw.sdn.csv",
        "raw.alt.csv",
        "raw.add.csv",
        "raw.comments.csv",
    ]
    (again,) = sdn_desk.update()
    assert again.outcome is Outcome.UNCHANGED
    # One file changed: the other three are taken from the snapshot.
    changed = sdn_csv()["alt"].replace(b"VANYA", b"VANKA")
    host.replies["/Published/2026-11-18/alt.csv"] = File(body=changed)
    (third,) = sdn_desk.update()
    assert third.outcome is Outcome.NEW, third.message


def test_csv_set_of_two_publications_is_refused(sdn_desk: Desk, host: Host) -> None:
    for part, body in sdn_csv().items():
        day = "19" if part == "sdn" else "18"
        host.replies[f"/{part}.csv"] = redirect(f"/Published/2026-11-{day}/{part}.csv")
        host.replies[f"/Published/2026-11-{day}/{part}.csv"] = File(body=body)
    (result,) = sdn_desk.update()
    assert result.fault is ListFault.TRUNCATED
    assert "different publications (2026-11-18, 2026-11-19)" in result.message


def test_non_sdn_file_is_not_taken_for_the_sdn_list(
    sdn_desk: Desk, host: Host, real_list: Callable[[str], Path]
) -> None:
    body = real_list("ofac_cons_advanced_2020-03-17.xml").read_bytes()
    host.replies["/advanced.xml"] = File(body=body)
    (result,) = sdn_desk.update()
    assert result.fault is ListFault.WRONG_FORMAT
    assert "another list" in result.message


def test_sources_are_fetched_side_by_side(host: Host, tmp_path: Path) -> None:
    meeting = threading.Barrier(2, timeout=5)

    def meet(_: object) -> Answer:
        meeting.wait()  # breaks unless both requests are open at the same time
        return Answer(body=un_list())

    sources = {"un": un_config(host, "/a.xml"), "un-copy": un_config(host, "/b.xml")}
    desk = Desk(options=options(host, sources=sources), cache=tmp_path / "cache", now=Clock())
    host.replies |= {"/a.xml": meet, "/b.xml": meet}
    assert [result.fault for result in desk.update()] == [None, None]


def test_one_bad_source_does_not_hinder_another(host: Host, tmp_path: Path) -> None:
    sources = {"un": un_config(host, "/a.xml"), "un-copy": un_config(host, "/b.xml")}
    desk = Desk(options=options(host, sources=sources), cache=tmp_path / "cache", now=Clock())
    host.replies |= {"/a.xml": Answer(status=404), "/b.xml": File(body=un_list())}
    assert [result.outcome for result in desk.update()] == [Outcome.FAILED, Outcome.NEW]


def test_second_updater_waits_for_the_first(desk: Desk, host: Host) -> None:
    host.replies["/un.xml"] = File(body=un_list())
    folder = desk.cache / "lists"
    folder.mkdir(parents=True)
    first = FileLock(folder / "update.lock", thread_local=False)
    first.acquire()
    timer = threading.Timer(0.5, first.release)
    timer.start()
    began = time.monotonic()
    ran = desk.run("update")
    timer.join()
    assert ran.code == 0
    assert time.monotonic() - began >= 0.4
    assert "another process is updating" in ran.err


def test_second_updater_gives_up_in_the_end(desk: Desk) -> None:
    fetch = replace(desk.options.fetch, lock_wait_seconds=0.2)
    desk.options = replace(desk.options, fetch=fetch)
    folder = desk.cache / "lists"
    folder.mkdir(parents=True)
    held = threading.Event()
    done = threading.Event()

    def hold() -> None:
        with FileLock(folder / "update.lock"):
            held.set()
            done.wait(5)

    other = threading.Thread(target=hold)
    other.start()
    held.wait(5)
    with pytest.raises(ListBusy, match="lock_wait_seconds"):
        desk.update()
    assert desk.run("update").code == 3
    done.set()
    other.join()


def test_list_becomes_stale(desk: Desk, host: Host) -> None:
    host.replies["/un.xml"] = File(body=un_list())
    desk.update()
    desk.now.time += timedelta(hours=47)
    assert load_lists(desk.options, desk.store, now=desk.now())[0].status.state == "current"
    desk.now.time += timedelta(hours=2)
    (loaded,) = load_lists(desk.options, desk.store, now=desk.now())
    assert loaded.status.state is ListState.STALE
    assert "sanxref lists update" in loaded.status.error
    assert len(loaded.designations) == 25, "a stale list is still screened against, and says so"


def test_list_that_is_no_longer_published_becomes_stale(desk: Desk, host: Host) -> None:
    host.replies["/un.xml"] = File(body=un_list())
    for _ in range(9):
        desk.update()
        desk.now.time += timedelta(days=1)
    (loaded,) = load_lists(desk.options, desk.store, now=desk.now())
    assert loaded.status.state is ListState.STALE
    assert "published 2026-11-20" in loaded.status.error


def test_fresh_download_of_an_old_list_is_told_by_the_exit_code(desk: Desk, host: Host) -> None:
    host.replies["/un.xml"] = File(body=un_list(published="2026-01-01"))
    ran = desk.run("update")
    assert ran.records[0]["outcome"] == "new snapshot"
    assert ran.code == desk.run("status").code == 3
    assert "stale all the same: published 2026-01-01" in ran.err
    host.replies["/un.xml"] = File(body=un_list())
    assert desk.run("update").code == desk.run("status").code == 0
