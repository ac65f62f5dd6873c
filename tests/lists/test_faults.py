"""Whatever is wrong with an answer: the last good snapshot stays, and the message says what it was.

Each fault goes the whole way of `sanxref lists update`, against a real HTTP server.
"""

import gzip
import socket
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from lists.commands import Clock, Desk
from lists.made_lists import sdn_csv, sdn_xml, un_list
from lists.server import Answer, File, Host, Reply, options, packed, redirect, sdn_config
from sanxref.errors import ListFault
from sanxref.lists import list_status, load_lists
from sanxref.model.snapshots import ListState

GOOD = un_list()
PAGE = b"<!DOCTYPE html>\n<html><head><title>Maintenance</title></head><body>Sorry</body></html>"
BOMB = (
    '<!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]>\n'
)
EXTERNAL = '<!DOCTYPE CONSOLIDATED_LIST [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n'
OUTSIDE_DTD = '<!DOCTYPE CONSOLIDATED_LIST SYSTEM "https://example.org/list.dtd">\n'


def _inside(mark: bytes, new: bytes) -> bytes:
    assert mark in GOOD
    return GOOD.replace(mark, new, 1)


def _cut(share: float) -> Answer:
    """Cut off without a Content-Length: only the content can tell."""
    return Answer(body=GOOD[: int(len(GOOD) * share)], length=False)


# name -> (reply, fault, words of the message)
FAULTS: dict[str, tuple[Reply, ListFault, str]] = {
    "not found": (Answer(status=404), ListFault.HTTP_ERROR, "404"),
    "gone": (Answer(status=410), ListFault.HTTP_ERROR, "410"),
    "firewall refuses": (Answer(status=403, body=PAGE), ListFault.HTTP_ERROR, "user_agent"),
    "credentials wanted": (Answer(status=401), ListFault.HTTP_ERROR, "401"),
    "server error": (Answer(status=500), ListFault.HTTP_ERROR, "500"),
    "bad gateway": (Answer(status=502), ListFault.HTTP_ERROR, "502"),
    "unavailable": (Answer(status=503), ListFault.HTTP_ERROR, "503"),
    "gateway time-out": (Answer(status=504), ListFault.HTTP_ERROR, "504"),
    "too many requests": (
        Answer(status=429, headers={"Retry-After": "3600"}),
        ListFault.HTTP_ERROR,
        "429",
    ),
    "no content": (Answer(status=204, length=False), ListFault.HTTP_ERROR, "204"),
    "unasked 304": (Answer(status=304, length=False), ListFault.HTTP_ERROR, "304"),
    "redirect loop": (redirect("/un.xml"), ListFault.REDIRECT_REFUSED, "more than 6 times"),
    "redirect to another host": (
        redirect("https://lists.example.org/un.xml?sig=SECRET"),
        ListFault.REDIRECT_REFUSED,
        "lists.example.org/un.xml, a host that is not allowed",
    ),
    "redirect to plain http": (
        redirect("http://scsanctions.un.org/un.xml"),
        ListFault.REDIRECT_REFUSED,
        "not https",
    ),
    "redirect to a file": (
        redirect("file:///etc/passwd"),
        ListFault.REDIRECT_REFUSED,
        "not https",
    ),
    "redirect to nowhere": (Answer(status=302), ListFault.REDIRECT_REFUSED, "without an address"),
    "web page": (Answer(body=PAGE), ListFault.HTML, "web page"),
    "web page after blank lines": (Answer(body=b"\n\n  <html>x</html>"), ListFault.HTML, "web"),
    "empty": (Answer(body=b""), ListFault.EMPTY, "empty"),
    "white space only": (Answer(body=b"\xef\xbb\xbf \r\n\r\n"), ListFault.EMPTY, "empty"),
    "zero bytes only": (Answer(body=b"\0" * 500), ListFault.EMPTY, "empty"),
    "shorter than promised": (Answer(body=GOOD, cut=9000), ListFault.TRUNCATED, "cut off"),
    "cut at a tenth": (_cut(0.1), ListFault.TRUNCATED, ""),
    "cut in the middle": (_cut(0.5), ListFault.TRUNCATED, ""),
    "cut before the last tag": (_cut(0.9995), ListFault.TRUNCATED, ""),
    "too large by header": (
        Answer(body=b"<", headers={"Content-Length": "99000000"}),
        ListFault.TOO_LARGE,
        "maximum_megabytes",
    ),
    "gzip bomb": (packed(b" " * 40_000_000), ListFault.TOO_LARGE, "maximum_megabytes"),
    "damaged gzip": (
        Answer(body=gzip.compress(GOOD)[:-300], headers={"Content-Encoding": "gzip"}),
        ListFault.TRUNCATED,
        "gzip",
    ),
    "not gzip at all": (
        Answer(body=GOOD, headers={"Content-Encoding": "gzip"}),
        ListFault.TRUNCATED,
        "gzip",
    ),
    "packed otherwise": (
        Answer(body=GOOD, headers={"Content-Encoding": "br"}),
        ListFault.WRONG_ENCODING,
        "br",
    ),
    "no answer in time": (Answer(body=GOOD, delay=1.0), ListFault.TIMEOUT, "in time"),
    "body never ends": (
        Answer(body=GOOD, delay=0.3, pieces=100),
        ListFault.TIMEOUT,
        "total_timeout_seconds",
    ),
    "cp1252 bytes": (
        Answer(body=_inside(b"Invented.", b"Invent\xe9.")),
        ListFault.WRONG_ENCODING,
        "",
    ),
    "UTF-16": (
        Answer(body=GOOD.decode().replace("UTF-8", "UTF-16").encode("utf-16")),
        ListFault.WRONG_ENCODING,
        "",
    ),
    "UTF-16 without a word of it": (
        Answer(body=GOOD.decode().encode("utf-16-le")),
        ListFault.WRONG_ENCODING,
        "",
    ),
    "declared as UTF-16": (
        Answer(body=GOOD.replace(b"UTF-8", b"UTF-16")),
        ListFault.WRONG_ENCODING,
        "",
    ),
    "declared as latin-1": (
        Answer(body=GOOD.replace(b"UTF-8", b"ISO-8859-1").replace(b"Invented", b"Inv\xe9nt")),
        ListFault.WRONG_ENCODING,
        "",
    ),
    "second root": (Answer(body=GOOD + GOOD), ListFault.NOT_WELL_FORMED, ""),
    "all records gone": (
        Answer(body=un_list([], entities=[])),
        ListFault.EMPTY,
        "",
    ),
    "not well-formed": (
        Answer(body=_inside(b"</SECOND_NAME>", b"</THIRD_NAME>")),
        ListFault.NOT_WELL_FORMED,
        "",
    ),
    "control characters": (
        Answer(body=_inside(b"Invented.", b"In\x00vented.")),
        ListFault.NOT_WELL_FORMED,
        "",
    ),
    "entity bomb": (Answer(body=un_list(doctype=BOMB)), ListFault.UNSAFE_XML, ""),
    "external entity": (Answer(body=un_list(doctype=EXTERNAL)), ListFault.UNSAFE_XML, ""),
    "external DTD": (Answer(body=un_list(doctype=OUTSIDE_DTD)), ListFault.UNSAFE_XML, ""),
    "another list": (Answer(body=sdn_xml()), ListFault.WRONG_FORMAT, "ofac-xml"),
    "CSV instead": (Answer(body=sdn_csv()["sdn"]), ListFault.WRONG_FORMAT, "ofac-csv"),
    "JSON instead": (Answer(body=b'{"results": []}'), ListFault.WRONG_FORMAT, "JSON"),
    "error of the storage": (
        Answer(body=b"<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>"),
        ListFault.WRONG_FORMAT,
        "error message",
    ),
    "gzip file": (Answer(body=gzip.compress(GOOD)), ListFault.WRONG_FORMAT, "gzip"),
    "garbage": (Answer(body=bytes(range(128, 256)) * 50), ListFault.WRONG_ENCODING, ""),
    "unknown alias quality": (
        Answer(body=un_list(quality="Excellent")),
        ListFault.UNKNOWN_VALUE,
        "Excellent",
    ),
    "unknown field": (
        Answer(body=_inside(b"      <SORT_KEY/>", b"      <RISK>high</RISK><SORT_KEY/>")),
        ListFault.UNKNOWN_FIELD,
        "RISK",
    ),
    "no reference": (
        Answer(body=_inside(b"<REFERENCE_NUMBER>QDi.003</REFERENCE_NUMBER>", b"")),
        ListFault.MISSING_FIELD,
        "REFERENCE_NUMBER",
    ),
    "duplicate reference": (
        Answer(body=_inside(b"QDi.003<", b"QDi.004<")),
        ListFault.DUPLICATE_REFERENCE,
        "QDi.004",
    ),
    "impossible date": (
        Answer(body=_inside(b"<LISTED_ON>2014-09-02<", b"<LISTED_ON>2014-09-32<")),
        ListFault.UNKNOWN_VALUE,
        "2014-09-32",
    ),
    "published in the future": (
        Answer(body=un_list(range(1, 22), published="2027-01-01")),
        ListFault.UNKNOWN_VALUE,
        "lies ahead",
    ),
    "no individuals": (Answer(body=un_list([])), ListFault.COUNT_OUT_OF_RANGE, "individual"),
    "half is gone": (Answer(body=un_list(range(1, 11))), ListFault.DROP, "--accept-drop"),
    "a quarter of the individuals is gone, entities came": (
        Answer(body=un_list(range(1, 16), entities=range(1, 21))),
        ListFault.DROP,
        "15 individuals instead of 20",
    ),
    "older": (
        Answer(body=un_list(range(1, 22), published="2026-11-01")),
        ListFault.OLDER,
        "--accept-older",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_last_good_snapshot_stays(name: str, desk: Desk, host: Host) -> None:
    reply, fault, words = FAULTS[name]
    host.replies["/un.xml"] = Answer(body=GOOD)
    assert desk.run("update").code == 0
    before = desk.store.current("un")
    if name == "body never ends":
        fetch = replace(desk.options.fetch, total_timeout_seconds=1.0)
        desk.options = replace(desk.options, fetch=fetch)

    host.replies["/un.xml"] = reply
    ran = desk.run("update", "--format", "json")

    assert ran.code == 3
    (record,) = ran.records
    assert record["fault"] == fault
    assert words in record["message"]
    assert "un" in record["message"]
    assert f"http://127.0.0.1:{host.port}/un.xml" in record["message"]
    assert "SECRET" not in ran.out + ran.err
    assert desk.store.current("un") == before
    assert len(desk.store.ids("un")) == 1
    (loaded,) = load_lists(desk.options, desk.store, now=desk.now())
    assert loaded.status.state is ListState.CURRENT
    assert fault in loaded.status.error
    assert len(loaded.designations) == 25
    assert not list((desk.cache / "lists" / "un").glob(".incoming-*"))

    host.replies["/un.xml"] = Answer(body=un_list(range(1, 23)))
    assert desk.run("update").code == 0
    assert list_status(desk.options.sources[0], desk.store, now=desk.now()).error == ""


@pytest.mark.parametrize("name", ["web page", "cut in the middle", "entity bomb", "not found"])
def test_nothing_is_usable_without_a_good_snapshot(name: str, desk: Desk, host: Host) -> None:
    host.replies["/un.xml"] = FAULTS[name][0]
    ran = desk.run("update", "--format", "json")
    assert ran.code == 3
    assert "nothing can be called clear" in ran.records[0]["notes"][0]
    (loaded,) = load_lists(desk.options, desk.store, now=desk.now())
    assert loaded.status.state is ListState.MISSING
    assert FAULTS[name][1] in loaded.status.error
    assert desk.run("status").code == 3


def test_no_connection(desk: Desk, host: Host) -> None:
    host.replies["/un.xml"] = Answer(body=GOOD)
    assert desk.run("update").code == 0
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    un = {"formats": [{"format": "un-xml", "addresses": [{"main": f"http://127.0.0.1:{port}/"}]}]}
    desk.options = options(host, un=un)
    ran = desk.run("update", "--format", "json")
    assert ran.code == 3
    assert ran.records[0]["fault"] == ListFault.NO_CONNECTION
    assert "no connection" in ran.records[0]["message"]
    (held, remedy) = ran.records[0]["notes"]
    assert "stays in use" in held
    assert "without a network" in remedy
    assert "sanxref lists import un FILE" in remedy


@pytest.mark.parametrize("by_proxy", [False, True])
def test_no_network_is_not_waited_for(
    *, by_proxy: bool, host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However patient with hosts that answer: nobody there is nobody there."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    if by_proxy:
        monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{port}")
        port = host.port
        host.replies["/un.xml"] = Answer(body=GOOD)
    paths = (f"http://127.0.0.1:{port}/un.xml", f"http://localhost:{port}/un.xml")
    un = {"formats": [{"format": "un-xml", "addresses": list(paths)}]}
    patient = {"attempts": 50, "backoff_initial_seconds": 0.05, "backoff_maximum_seconds": 5}
    chosen = options(host, un=un, fetch={**patient, "use_system_proxy": by_proxy})
    desk = Desk(options=chosen, cache=tmp_path / "c", now=Clock())
    begun = time.monotonic()
    ran = desk.run("update")
    assert time.monotonic() - begun < 3
    assert ran.records[0]["fault"] == ListFault.NO_CONNECTION
    # Three attempts at each of two hosts; the last one of each is told as the result.
    assert ran.err.count("attempt failed") == 4


def test_what_is_wrong_at_several_addresses_is_told_once(host: Host, tmp_path: Path) -> None:
    paths = [host.url(f"/{name}.xml") for name in ("one", "two")]
    for name in ("one", "two"):
        host.replies[f"/{name}.xml"] = Answer(status=404)
    un = {"formats": [{"format": "un-xml", "addresses": paths}]}
    desk = Desk(options=options(host, un=un), cache=tmp_path / "c", now=Clock())

    shown = desk.run("update", "--format", "table").out.splitlines()

    assert "404" in shown[0]
    assert f"(2 addresses of 127.0.0.1:{host.port})" in shown[0]
    assert all("://" not in line for line in shown)
    status = desk.run("status", "--format", "table").out.splitlines()[-1]
    assert status.count("404") == 1
    assert "sanxref lists import un FILE" in status


def test_answers_are_waited_for(desk: Desk, host: Host) -> None:
    """A host that says 503 is there: it is tried as often as `attempts` says."""
    desk.options = options(host, fetch={"attempts": 5, "connect_attempts": 1})
    host.replies["/un.xml"] = Answer(status=503)
    assert desk.run("update").err.count("attempt failed") == 5


def test_not_an_http_server(desk: Desk, host: Host) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/un.xml"
        un = {"formats": [{"format": "un-xml", "addresses": [{"main": address}]}]}
        desk.options = options(host, un=un)
        (result,) = desk.update()
    assert result.fault is ListFault.TIMEOUT


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        pytest.param({"sdn": lambda b: b.rstrip(b"\x1a")}, ListFault.TRUNCATED, id="no-1A"),
        pytest.param({"alt": lambda b: b[: len(b) // 2]}, ListFault.TRUNCATED, id="alt-cut"),
        pytest.param({"add": lambda _: PAGE}, ListFault.HTML, id="add-is-html"),
        pytest.param({"sdn": lambda _: b""}, ListFault.EMPTY, id="sdn-empty"),
    ],
)
def test_csv_set_is_refused_whole(
    damage: dict[str, Callable[[bytes], bytes]],
    fault: ListFault,
    host: Host,
    tmp_path: Path,
) -> None:
    config = sdn_config(host)
    config["formats"] = config["formats"][2:]
    desk = Desk(
        options=options(host, sources={"ofac-sdn": config}), cache=tmp_path / "c", now=Clock()
    )
    for part, body in sdn_csv().items():
        host.replies[f"/{part}.csv"] = File(body=body)
    (good,) = desk.update()
    assert good.fault is None, good.message
    for part, body in sdn_csv(range(99001, 99013)).items():
        host.replies[f"/{part}.csv"] = File(body=damage.get(part, bytes)(body))
    (result,) = desk.update()
    assert result.fault is fault, result.message
    assert desk.store.current("ofac-sdn") == good.snapshot


def test_record_count_differs(host: Host, tmp_path: Path) -> None:
    config = sdn_config(host)
    config["formats"] = config["formats"][1:2]
    desk = Desk(
        options=options(host, sources={"ofac-sdn": config}), cache=tmp_path / "c", now=Clock()
    )
    body = sdn_xml().replace(b"<Record_Count>11<", b"<Record_Count>12<")
    host.replies["/sdn.xml"] = File(body=body)
    (result,) = desk.update()
    assert result.fault is ListFault.TRUNCATED
    assert "12" in result.message


def test_real_broken_files_are_refused(
    real_list: Callable[[str], Path], desk: Desk, host: Host
) -> None:
    host.replies["/un.xml"] = File(body=GOOD)
    assert desk.run("update").code == 0
    for name, fault in (
        ("un_consolidated_2025-08-16_corrupt-cp1252.xml", ListFault.WRONG_ENCODING),
        ("ofac_sdn_csv_2024-05-04.csv", ListFault.EMPTY),
        ("eu_fsf_2024-05-13.xml", ListFault.WRONG_FORMAT),
        ("us_csl_partial_2023.csv", ListFault.WRONG_FORMAT),
        ("ofac_consolidated_2024-05-06.xml", ListFault.WRONG_FORMAT),
    ):
        host.replies["/un.xml"] = File(body=real_list(name).read_bytes())
        (result,) = desk.update()
        assert result.fault is fault, result.message
        assert len(desk.store.ids("un")) == 1
