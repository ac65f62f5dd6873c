"""Transfers that work in the end, and what is asked of servers."""

import logging
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from lists.made_lists import un_list
from lists.server import AGENT, Answer, File, Host, options, packed, redirect
from sanxref.errors import ListCorrupt, ListFault, ListUnavailable
from sanxref.lists.current import Validators
from sanxref.lists.fetch import Fetched, Request, Unchanged, bare, fetch_file, open_client

BODY = un_list()


class Told:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.steps: list[str] = []
        self.received: list[tuple[int, int | None]] = []

    def advance(self, _source: str, _part: str, received: int, total: int | None) -> None:
        self.received.append((received, total))

    def say(self, _source: str, message: str) -> None:
        self.steps.append(message)


class Fetching:
    """Fetches /un.xml of the host into a folder."""

    def __init__(self, host: Host, folder: Path) -> None:
        self.host = host
        self.folder = folder
        self.told = Told()
        self.fetch: dict[str, Any] = {}
        self.un: dict[str, Any] = {}

    def __call__(self, known: Validators | None = None) -> Fetched | Unchanged:
        chosen = options(self.host, fetch=self.fetch, un=self.un)
        (source,) = chosen.sources
        request = Request(
            source=source,
            part="main",
            address=source.formats[0].addresses[0].parts[0][1],
            target=self.folder / "raw.xml",
            known=known,
        )
        with open_client(chosen.fetch) as client:
            return fetch_file(request, client, chosen.fetch, self.told)

    def body(self) -> bytes:
        fetched = self()
        assert isinstance(fetched, Fetched)
        assert [path.name for path in self.folder.iterdir()] == ["raw.xml"]
        return fetched.path.read_bytes()


@pytest.fixture
def fetching(host: Host, tmp_path: Path) -> Fetching:
    return Fetching(host, tmp_path)


def test_honest_user_agent_is_sent(fetching: Fetching, host: Host) -> None:
    host.replies["/un.xml"] = Answer(body=BODY)
    assert fetching.body() == BODY
    assert host.asked[0][1]["User-Agent"] == AGENT
    assert fetching.told.received[-1] == (len(BODY), len(BODY))


def test_body_without_a_length(fetching: Fetching, host: Host) -> None:
    host.replies["/un.xml"] = Answer(body=BODY, length=False)
    assert fetching.body() == BODY


def test_gzip_is_unpacked(fetching: Fetching, host: Host) -> None:
    host.replies["/un.xml"] = packed(BODY)
    assert fetching.body() == BODY


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_passing_trouble_is_tried_again(fetching: Fetching, host: Host, status: int) -> None:
    host.replies["/un.xml"] = [Answer(status=status), Answer(body=BODY)]
    assert fetching.body() == BODY
    assert str(status) in fetching.told.steps[0]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_refusal_is_not_tried_again(fetching: Fetching, host: Host, status: int) -> None:
    host.replies["/un.xml"] = [Answer(status=status), Answer(body=BODY)]
    with pytest.raises(ListUnavailable, match=str(status)) as caught:
        fetching()
    assert caught.value.fault is ListFault.HTTP_ERROR
    assert len(host.asked) == 1


def test_retry_after_is_heeded(fetching: Fetching, host: Host) -> None:
    fetching.fetch = {"retry_after_maximum_seconds": 5}
    host.replies["/un.xml"] = [
        Answer(status=429, headers={"Retry-After": "1"}),
        Answer(body=BODY),
    ]
    began = time.monotonic()
    assert fetching.body() == BODY
    assert time.monotonic() - began >= 1


def test_retry_after_as_a_date_is_heeded(fetching: Fetching, host: Host) -> None:
    fetching.fetch = {"retry_after_maximum_seconds": 5}
    when = format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)
    host.replies["/un.xml"] = [
        Answer(status=503, headers={"Retry-After": when}),
        Answer(body=BODY),
    ]
    began = time.monotonic()
    assert fetching.body() == BODY
    assert time.monotonic() - began >= 0.9  # the header has whole seconds


def test_longer_retry_after_than_allowed_ends_it(fetching: Fetching, host: Host) -> None:
    host.replies["/un.xml"] = [
        Answer(status=429, headers={"Retry-After": "900"}),
        Answer(body=BODY),
    ]
    with pytest.raises(ListUnavailable, match="429"):
        fetching()


def test_cut_transfer_is_resumed(fetching: Fetching, host: Host) -> None:
    fetching.fetch = {"attempts": 4}
    host.replies["/un.xml"] = File(body=BODY, cuts=[5000, 7000])
    assert fetching.body() == BODY
    ranges = [headers.get("Range") for _, headers in host.asked]
    assert ranges == [None, "bytes=5000-", "bytes=12000-"]


def test_cut_transfer_begins_anew_where_the_server_does_not_resume(
    fetching: Fetching, host: Host
) -> None:
    host.replies["/un.xml"] = File(body=BODY, cuts=[5000], ranges=False)
    assert fetching.body() == BODY
    assert all("Range" not in headers for _, headers in host.asked)


def test_file_that_changed_in_between_is_taken_from_the_start(
    fetching: Fetching, host: Host
) -> None:
    other = un_list(comment="Changed.")
    host.replies["/un.xml"] = [File(body=BODY, cuts=[5000]), File(body=other)]
    assert fetching.body() == other


def test_resumed_piece_of_the_wrong_place_is_not_glued(fetching: Fetching, host: Host) -> None:
    fetching.fetch = {"attempts": 3}
    wrong = Answer(status=206, body=BODY[9:], headers={"Content-Range": "bytes 9-99/100"})
    host.replies["/un.xml"] = [File(body=BODY, cuts=[5000]), wrong, File(body=BODY)]
    assert fetching.body() == BODY


def test_refused_range_begins_anew(fetching: Fetching, host: Host) -> None:
    fetching.fetch = {"attempts": 3}
    host.replies["/un.xml"] = [
        File(body=BODY, cuts=[5000]),
        Answer(status=416),
        File(body=BODY),
    ]
    assert fetching.body() == BODY


def test_body_that_breaks_off_inside_is_tried_again(fetching: Fetching, host: Host) -> None:
    host.replies["/un.xml"] = [Answer(body=BODY[:-500], length=False), Answer(body=BODY)]
    assert fetching.body() == BODY


def test_slow_body_within_the_limits(fetching: Fetching, host: Host) -> None:
    host.replies["/un.xml"] = Answer(body=BODY, delay=0.05, pieces=10)
    assert fetching.body() == BODY


def test_signed_address_is_neither_stored_nor_logged(
    fetching: Fetching, host: Host, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    host.replies["/un.xml"] = redirect("/Published/2026-11-20/un.xml?X-Amz-Signature=SECRET")
    host.replies["/Published/2026-11-20/un.xml"] = [Answer(status=500), Answer(body=BODY)]
    fetched = fetching()
    assert isinstance(fetched, Fetched)
    final = host.url("/Published/2026-11-20/un.xml")
    assert fetched.redirected_to == (final,)
    assert fetched.validators.answered_by == final
    assert fetched.published == date(2026, 11, 20)
    assert host.paths()[-1].endswith("X-Amz-Signature=SECRET")
    assert "SECRET" not in caplog.text + repr(fetched) + repr(fetching.told.steps)
    assert "Published/2026-11-20" in caplog.text


def test_each_hop_may_be_another_kind_of_redirect(fetching: Fetching, host: Host) -> None:
    host.replies["/un.xml"] = redirect("/a", 301)
    host.replies["/a"] = redirect("/b", 307)
    host.replies["/b"] = redirect("/c", 308)
    host.replies["/c"] = Answer(body=BODY)
    assert fetching.body() == BODY


def test_conditional_request_goes_to_the_last_address(fetching: Fetching, host: Host) -> None:
    host.replies["/un.xml"] = redirect("/blob.xml?sig=1")
    host.replies["/blob.xml"] = File(body=BODY)
    first = fetching()
    assert isinstance(first, Fetched)
    first.path.unlink()
    again = fetching(first.validators)
    assert isinstance(again, Unchanged)
    assert again.validators == first.validators
    assert host.asked[-1][1]["If-None-Match"] == first.validators.etag


def test_conditional_request_is_not_sent_to_another_host(fetching: Fetching, host: Host) -> None:
    host.replies["/un.xml"] = File(body=BODY)
    known = Validators(
        part="main", address="", answered_by="https://blob.example.org/un.xml", etag='"x"'
    )
    assert isinstance(fetching(known), Fetched)
    assert "If-None-Match" not in host.asked[0][1]


def test_limit_holds_while_streaming(fetching: Fetching, host: Host) -> None:
    fetching.un = {"maximum_megabytes": 0.01}
    host.replies["/un.xml"] = Answer(body=BODY, length=False)
    with pytest.raises(ListCorrupt) as caught:
        fetching()
    assert caught.value.fault is ListFault.TOO_LARGE
    assert not list(fetching.folder.iterdir())


def test_https_is_asked_for_outside_of_this_machine(host: Host) -> None:
    fetch = options(host).fetch
    assert fetch.allows("https://scsanctions.un.org/x")
    assert not fetch.allows("http://scsanctions.un.org/x")
    assert not replace(fetch, allow_local_http=False, total_timeout_seconds=900).allows(
        "http://127.0.0.1/x"
    )


def test_server_that_answers_by_host_header(fetching: Fetching, host: Host) -> None:
    def by_header(headers: Mapping[str, str]) -> Answer:
        return Answer(body=BODY) if headers["Host"].startswith("127.0.0.1") else Answer(status=400)

    host.replies["/un.xml"] = by_header
    assert fetching.body() == BODY


@pytest.mark.parametrize("location", ["http://[::1/x", "https://h.org:port/x", "//"])
def test_redirect_to_no_address_is_refused(location: str, fetching: Fetching, host: Host) -> None:
    host.replies["/un.xml"] = redirect(location)
    with pytest.raises(ListUnavailable) as caught:
        fetching()
    assert caught.value.fault is ListFault.REDIRECT_REFUSED


def test_transfer_can_be_stopped(host: Host, tmp_path: Path) -> None:
    host.replies["/un.xml"] = Answer(body=BODY, delay=0.1, pieces=100)
    chosen = options(host, fetch={"total_timeout_seconds": 60})
    (source,) = chosen.sources
    request = Request(
        source=source, part="main", address=host.url("/un.xml"), target=tmp_path / "raw.xml"
    )
    request.stop.set()
    began = time.monotonic()
    with (
        open_client(chosen.fetch) as client,
        pytest.raises(ListUnavailable, match="stopped"),
    ):
        fetch_file(request, client, chosen.fetch, Told())
    assert time.monotonic() - began < 3


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://h.org/a/b.xml?sv=1&sig=x#y", "https://h.org/a/b.xml"),
        ("https://user:word@h.org:8443/a", "https://h.org:8443/a"),
        ("http://127.0.0.1:80/", "http://127.0.0.1:80/"),
    ],
)
def test_bare_address(address: str, expected: str) -> None:
    assert bare(address) == expected
