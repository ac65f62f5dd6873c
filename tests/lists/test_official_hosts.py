"""The shipped configuration against a server that plays the official hosts with real files."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from lists.commands import Clock, Desk
from lists.server import FETCH, Answer, File, Host, redirect
from sanxref.errors import ListFault
from sanxref.lists import load_lists, sources_from_config
from sanxref.model.snapshots import ListFormat, ListState

SHIPPED = Path(__file__).resolve().parents[2] / "config" / "sources.yaml"


@pytest.fixture
def desk(host: Host, tmp_path: Path) -> Desk:
    """The shipped sources; each address keeps its path and moves to the local server."""
    tree = yaml.safe_load(SHIPPED.read_text())
    for source in tree["sources"].values():
        for entry in source["formats"]:
            entry["addresses"] = [_moved(address, host) for address in entry["addresses"]]
    tree["fetch"] = {**FETCH, "read_timeout_seconds": 5, "total_timeout_seconds": 60}
    return Desk(options=sources_from_config(tree), cache=tmp_path / "cache", now=Clock())


def _moved(address: str | dict[str, str], host: Host) -> Any:
    if isinstance(address, dict):
        return {part: _moved(one, host) for part, one in address.items()}
    return host.url("/" + urlsplit(address).netloc + urlsplit(address).path)


def test_real_lists(desk: Desk, host: Host, real_list: Callable[[str], Path]) -> None:
    service = "/sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/"
    un = real_list("un_consolidated_2025-08-02.xml").read_bytes()
    sdn = real_list("ofac_sdn_2024-05-07.xml").read_bytes()
    advanced = real_list("ofac_cons_advanced_2020-03-17.xml").read_bytes()
    host.replies |= {
        "/scsanctions.un.org/resources/xml/en/consolidated.xml": redirect("/blob/EN.xml?sig=s"),
        "/blob/EN.xml": File(body=un, cuts=[1_000_000]),
        f"{service}SDN.XML": redirect("/s3/Published/2024-05-07/SDN.XML?X-Amz-Signature=s"),
        "/s3/Published/2024-05-07/SDN.XML": File(body=sdn),
        f"{service}CONS_ADVANCED.XML": File(body=advanced),
    }
    ran = desk.run("update", "--format", "json")
    assert not any(record["fault"] for record in ran.records), ran.err
    # All were taken in, and are too old to call anything clear: a nightly job must hear of it.
    assert ran.err.count("stale all the same") == 3
    assert ran.code == 3
    loaded = load_lists(desk.options, desk.store, now=desk.now())
    counts = {one.status.source: dict(one.status.snapshot.counts) for one in loaded}  # type: ignore[union-attr]
    assert counts == {
        "un": {"individual": 684, "entity": 195},
        "ofac-sdn": {"individual": 6855, "entity": 6884, "vessel": 851, "aircraft": 376},
        "ofac-consolidated": {"individual": 82, "entity": 293},
    }
    assert [one.status.snapshot.format for one in loaded] == [  # type: ignore[union-attr]
        ListFormat.UN_XML,
        ListFormat.OFAC_XML,
        ListFormat.OFAC_ADVANCED_XML,
    ]
    # They were published long before the clock of this test.
    assert {one.status.state for one in loaded} == {ListState.STALE}
    assert desk.run("status").code == 3

    # The next day each of them is bad in a way that was seen in the wild.
    before = [desk.store.current(source.key) for source in desk.options.sources]
    host.replies |= {
        "/blob/EN.xml": Answer(
            body=real_list("un_consolidated_2025-08-16_corrupt-cp1252.xml").read_bytes()
        ),
        "/s3/Published/2024-05-07/SDN.XML": Answer(body=sdn[:15_400_000], length=False),
        f"{service}CONS_ADVANCED.XML": Answer(body=un),
    }
    results = desk.update()
    assert [result.fault for result in results] == [
        ListFault.WRONG_ENCODING,
        ListFault.TRUNCATED,
        ListFault.WRONG_FORMAT,
    ]
    assert [desk.store.current(source.key) for source in desk.options.sources] == before


def test_real_list_with_a_third_less(
    desk: Desk, host: Host, real_list: Callable[[str], Path]
) -> None:
    body = real_list("un_consolidated_2025-08-02.xml").read_bytes()
    desk.options = replace(desk.options, sources=desk.options.sources[:1])
    address = "/scsanctions.un.org/resources/xml/en/consolidated.xml"
    host.replies[address] = File(body=body)
    assert desk.run("update").records[0]["fault"] is None
    head, *records = body.split(b"    <INDIVIDUAL>\n")
    last, tail = records[-1].split(b"    </INDIVIDUAL>\n")
    kept = [*records[: len(records) * 2 // 3], last + b"    </INDIVIDUAL>\n" + tail]
    host.replies[address] = Answer(body=b"    <INDIVIDUAL>\n".join([head, *kept]))
    (result,) = desk.update()
    assert result.fault is ListFault.DROP, result.message
