"""A real HTTP server on this machine that plays the authorities' hosts, with faults on demand."""

import gzip
import hashlib
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import yaml

from sanxref.lists.sources import SourcesOptions, sources_from_config

AGENT = "Mozilla/5.0 (compatible; sanxref/test; +https://example.org/sanxref)"


@dataclass(kw_only=True)
class Answer:
    """What the server says to one request."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    # Bytes after which the connection is closed although more was promised.
    cut: int | None = None
    # Seconds before each of `pieces` pieces of the body.
    delay: float = 0.0
    pieces: int = 1
    # Whether Content-Length is sent; without it the end of the connection ends the body.
    length: bool = True


def redirect(location: str, status: int = 302) -> Answer:
    return Answer(status=status, headers={"Location": location})


def packed(body: bytes) -> Answer:
    return Answer(body=gzip.compress(body, mtime=0), headers={"Content-Encoding": "gzip"})


@dataclass(kw_only=True)
class File:
    """A file as blob storage serves it: validators, conditional requests, ranges."""

    body: bytes
    ranges: bool = True
    # Bytes after which each of the first transfers is cut.
    cuts: list[int] = field(default_factory=list)
    modified: str = "Fri, 20 Nov 2026 10:00:00 GMT"

    @property
    def etag(self) -> str:
        return '"' + hashlib.md5(self.body).hexdigest() + '"'

    def answer(self, headers: Mapping[str, str]) -> Answer:
        sent = {"ETag": self.etag, "Last-Modified": self.modified}
        if self.ranges:
            sent["Accept-Ranges"] = "bytes"
        if headers.get("If-None-Match") == self.etag:
            return Answer(status=304, headers=sent, length=False)
        body, status = self.body, 200
        met = re.fullmatch(r"bytes=(\d+)-", headers.get("Range", ""))
        if met and self.ranges and headers.get("If-Range") == self.etag:
            start = int(met[1])
            sent["Content-Range"] = f"bytes {start}-{len(body) - 1}/{len(body)}"
            body, status = body[start:], 206
        cut = self.cuts.pop(0) if self.cuts else None
        return Answer(status=status, body=body, headers=sent, cut=cut)


Reply = Answer | File | list[Answer | File] | Callable[[Mapping[str, str]], Answer]


class Host:
    """Routes of the server, and what was asked of it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.replies: dict[str, Reply] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def reply(self, path: str, headers: Mapping[str, str]) -> Answer:
        self.asked.append((path, dict(headers)))
        reply = self.replies.get(path.partition("?")[0], Answer(status=404))
        if isinstance(reply, list):
            reply = reply.pop(0) if len(reply) > 1 else reply[0]
        if isinstance(reply, File):
            return reply.answer(headers)
        return reply(headers) if callable(reply) else reply


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    host: Host

    def do_GET(self) -> None:
        answer = self.host.reply(self.path, {k.title(): v for k, v in self.headers.items()})
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.length and "Content-Length" not in answer.headers:
            self.send_header("Content-Length", str(len(answer.body)))
        if not answer.length and answer.status != 304:
            self.send_header("Connection", "close")
            self.close_connection = True
        self.end_headers()
        try:
            self._send(answer)
        except OSError:  # the client has gone away, as it may
            self.close_connection = True

    def _send(self, answer: Answer) -> None:
        body = answer.body if answer.cut is None else answer.body[: answer.cut]
        size = max(1, -(-len(body) // answer.pieces))
        for start in range(0, len(body), size):
            if answer.delay:
                time.sleep(answer.delay)
            self.wfile.write(body[start : start + size])
            self.wfile.flush()
        if answer.cut is not None:
            self.close_connection = True

    def log_message(self, *args: Any) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass  # clients are killed in these tests


@contextmanager
def serve() -> Iterator[Host]:
    """Run the server until the end of the block."""
    handler = type("Handler", (_Handler,), {})
    server = _Server(("127.0.0.1", 0), handler)
    host = handler.host = Host(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


# Fast enough for tests; every value can be changed.
FETCH: dict[str, Any] = {
    "user_agent": AGENT,
    "connect_timeout_seconds": 2,
    "read_timeout_seconds": 0.5,
    "total_timeout_seconds": 5,
    "attempts": 2,
    "backoff_initial_seconds": 0.01,
    "backoff_maximum_seconds": 0.05,
    "retry_after_maximum_seconds": 0.2,
    "lock_wait_seconds": 5,
    "use_system_proxy": False,
    "allow_local_http": True,
}


def un_config(host: Host, *paths: str) -> dict[str, Any]:
    return {
        "title": "UN Consolidated",
        "authority": "UNSC",
        "formats": [
            {
                "format": "un-xml",
                "addresses": [{"main": host.url(path)} for path in paths or ("/un.xml",)],
            }
        ],
        "maximum_age_hours": 48,
        "maximum_published_age_hours": 168,
        "expected_counts": {"individual": [1, 5000], "entity": [1, 3000]},
        "maximum_drop": 0.2,
        "maximum_megabytes": 30,
    }


def sdn_config(host: Host) -> dict[str, Any]:
    parts = ("sdn", "alt", "add", "comments")
    return {
        "title": "OFAC SDN",
        "authority": "US-OFAC",
        "formats": [
            {"format": "ofac-advanced-xml", "addresses": [{"main": host.url("/advanced.xml")}]},
            {"format": "ofac-xml", "addresses": [{"main": host.url("/sdn.xml")}]},
            {
                "format": "ofac-csv",
                "addresses": [{part: host.url(f"/{part}.csv") for part in parts}],
            },
        ],
        "maximum_age_hours": 48,
        "maximum_published_age_hours": 1080,
        "expected_counts": {"individual": [1, 40000], "entity": [0, 40000]},
        "maximum_drop": 0.2,
        "maximum_megabytes": 30,
        "list_names": ["SDN List"],
    }


def options(
    host: Host,
    *,
    fetch: Mapping[str, Any] | None = None,
    un: Mapping[str, Any] | None = None,
    sources: Mapping[str, Any] | None = None,
) -> SourcesOptions:
    """Options for lists on the local server; by default the UN list alone."""
    tree = {
        "fetch": {**FETCH, **(fetch or {})},
        "sources": sources or {"un": {**un_config(host), **(un or {})}},
    }
    return sources_from_config(tree)


def options_at(port: int) -> SourcesOptions:
    """The same for a server in another process."""
    return options(Host(port))


def write_config(folder: Any, host: Host, **un: Any) -> None:
    """Write a user's configuration folder that points `un` to the server and drops the others."""
    folder.mkdir(exist_ok=True)
    tree = {
        "fetch": FETCH,
        "sources": {
            "un": {**un_config(host), **un},
            "ofac-sdn": None,
            "ofac-consolidated": None,
        },
    }
    (folder / "sources.yaml").write_text(yaml.safe_dump(tree))
