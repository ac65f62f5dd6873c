"""Options of sources from configuration."""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from sanxref.errors import ConfigError
from sanxref.lists.sources import sources_from_config
from sanxref.model.snapshots import ListFormat
from sanxref.version import VERSION

SHIPPED = Path(__file__).resolve().parents[2] / "config" / "sources.yaml"
Change = Callable[[dict[str, Any]], object]


@pytest.fixture
def tree() -> dict[str, Any]:
    tree = yaml.safe_load(SHIPPED.read_text())
    assert isinstance(tree, dict)
    return tree


def test_a_contact_stands_in_the_user_agent(tree: dict[str, Any]) -> None:
    tree["fetch"]["contact"] = "https://example.org/screening"
    options = sources_from_config(tree)
    assert options.fetch.user_agent.endswith("reader; +https://example.org/screening)")


def test_shipped_configuration(tree: dict[str, Any]) -> None:
    options = sources_from_config(tree)
    assert [source.key for source in options.sources] == ["un", "ofac-sdn", "ofac-consolidated"]
    agent = f"Mozilla/5.0 (compatible; sanxref/{VERSION}; sanctions list reader)"
    assert options.fetch.user_agent == agent
    assert len(agent) >= 40
    assert options.fetch.total_timeout_seconds >= 15 * 60
    for key in ("ofac-sdn", "ofac-consolidated"):
        formats = [entry.format for entry in options.source(key).formats]
        assert formats == [
            ListFormat.OFAC_ADVANCED_XML,
            ListFormat.OFAC_XML,
            ListFormat.OFAC_CSV,
        ]
    for source in options.sources:
        for entry in source.formats:
            assert len(entry.addresses) > 1 or len(entry.addresses[0].parts) > 1
            for addresses in entry.addresses:
                assert all(address.startswith("https://") for _, address in addresses.parts)


def test_hosts_of_addresses_may_be_redirected_to(tree: dict[str, Any]) -> None:
    tree["sources"]["un"]["redirect_hosts"] = ["BLOB.example.org"]
    (source,) = sources_from_config(tree).select(("un",))
    assert {"scsanctions.un.org", "blob.example.org"} <= source.redirect_hosts


def test_null_leaves_a_source_out(tree: dict[str, Any]) -> None:
    tree["sources"]["ofac-sdn"] = None
    options = sources_from_config(tree)
    assert [source.key for source in options.sources] == ["un", "ofac-consolidated"]
    with pytest.raises(ConfigError, match=r"'ofac-sdn'.*un, ofac-consolidated"):
        options.source("ofac-sdn")


def test_selection_keeps_the_configured_order(tree: dict[str, Any]) -> None:
    options = sources_from_config(tree)
    chosen = options.select(("ofac-sdn", "un"))
    assert [source.key for source in chosen] == ["un", "ofac-sdn"]
    assert options.select(()) == options.sources


def _un(change: Callable[[dict[str, Any]], object]) -> Change:
    return lambda tree: change(tree["sources"]["un"])


def _fetch(**values: object) -> Change:
    return lambda tree: tree["fetch"].update(values)


def _un_with(**values: object) -> Change:
    return _un(lambda un: un.update(values))


def _address(address: str) -> Change:
    return _un_with(formats=[{"format": "un-xml", "addresses": [{"main": address}]}])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda tree: tree.update(source={}), "unknown key source"),
        (lambda tree: tree.update(sources={}), "'sources' must map"),
        (lambda tree: tree.pop("fetch"), "fetch: there must be a mapping"),
        (_fetch(tries=3), "unknown key tries"),
        (_fetch(attempts=0), "attempts must be 1 or more"),
        (_fetch(attempts="many"), "attempts"),
        (_fetch(read_timeout_seconds=0), "read_timeout_seconds must be above 0"),
        (_fetch(total_timeout_seconds=60), "total_timeout_seconds must be 900 or more"),
        (_fetch(user_agent="curl/8"), "user_agent must begin with 'Mozilla/'"),
        (_fetch(user_agent="Mozilla/5.0"), "40 characters"),
        (_fetch(contact="ann@example.org, see us"), "contact must be one address"),
        (_fetch(contact="ann@example.org\r\nX: y"), "contact must be one address"),
        (_fetch(contact="a@b.example", user_agent="Mozilla/5.0" + "x" * 40), "no place"),
        (_fetch(maximum_redirects=-1), "maximum_redirects must be 0 or more"),
        (_un_with(headline="x"), "sources.un: unknown key headline"),
        (_un(lambda un: un.pop("authority")), "sources.un: .*authority"),
        (_un_with(maximum_drop=1.5), "maximum_drop must be 1 or less"),
        (_un_with(maximum_age_hours=0), "maximum_age_hours must be above 0"),
        (_un_with(maximum_megabytes=-1), "maximum_megabytes must be above 0"),
        (_un_with(expected_counts={"person": [1, 2]}), "expected_counts"),
        (_un_with(expected_counts={"individual": [5, 2]}), "expected_counts.individual"),
        (_un_with(formats=[]), "formats must name one format or more"),
        (_un_with(formats=[{"format": "un-xml", "addresses": []}]), "'addresses' must hold"),
        (_un_with(formats=[{"format": "un-html", "addresses": []}]), "un-html"),
        (_un_with(formats=[{"format": "un-xml", "urls": []}]), "unknown key urls"),
        (
            _un_with(formats=[{"format": "un-xml", "addresses": [{"sdn": "https://a.org/"}]}]),
            "needs the keys main, this one has sdn",
        ),
        (_address("http://scsanctions.un.org/a.xml"), "is not an https address"),
        (_address("http://127.0.0.1/a.xml"), "allow_local_http"),
        (_address("ftp://scsanctions.un.org/a.xml"), "is not an https address"),
        (_address("scsanctions.un.org"), "is not an https address"),
        (
            lambda tree: tree["sources"].update({"../up": tree["sources"]["un"]}),
            "small letters, digits and hyphens",
        ),
    ],
)
def test_mistake_is_named(change: Change, words: str, tree: dict[str, Any]) -> None:
    changed = copy.deepcopy(tree)
    change(changed)
    with pytest.raises(ConfigError, match=words):
        sources_from_config(changed)


def test_bare_address_is_the_main_file(tree: dict[str, Any]) -> None:
    bare = "https://example.org/un.xml"
    tree["sources"]["un"]["formats"] = [
        {"format": "un-xml", "addresses": [bare, {"main": bare}]},
    ]
    first, second = sources_from_config(tree).source("un").formats[0].addresses
    assert first == second
    assert first.parts == (("main", bare),)


def test_format_named_twice(tree: dict[str, Any]) -> None:
    formats = tree["sources"]["un"]["formats"]
    tree["sources"]["un"]["formats"] = formats * 2
    with pytest.raises(ConfigError, match="named twice"):
        sources_from_config(tree)
