"""One file of a list, from its address to a temporary file, or the reason why not.

The body is written as it comes, so that a cut transfer is taken up where it broke off, and is
unpacked afterwards. Redirects are followed by hand: only to https, only to hosts that the source
allows. Signed addresses (their query holds a signature) are neither stored nor logged.
"""

import email.utils
import logging
import re
import threading
import time
import zlib
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final
from urllib.parse import urljoin, urlsplit

from sanxref.errors import ListCorrupt, ListError, ListFault, ListUnavailable
from sanxref.lists.checks import check_bytes
from sanxref.lists.current import Validators
from sanxref.lists.progress import Progress
from sanxref.lists.sources import FetchOptions, ListSource

if TYPE_CHECKING:  # httpx takes 150 ms to import, which `lists status` has no use for
    import httpx

__all__ = ["Fetched", "Request", "Unchanged", "bare", "fetch_file", "open_client"]

_log = logging.getLogger(__name__)

_CHUNK: Final = 64 * 1024

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_OK: Final = 200
_PARTIAL: Final = 206
_NOT_MODIFIED: Final = 304
_RANGE_REFUSED: Final = 416
_SERVER_ERROR: Final = 500

_WORTH_RETRYING: Final = frozenset({408, 425, 429})
"""Besides 5xx: time-out, too early, too many requests (RFC 9110, 8470, 6585)."""

_ADVICE: Final = {
    401: "the host asks for credentials, which the lists do not need: check the address",
    403: "the host refuses us: check fetch.user_agent in sources.yaml, or try from another network",
    404: "the address is gone: check it in sources.yaml",
    410: "the address is gone: check it in sources.yaml",
    429: "the host says too many requests: update less often",
}

_DATE_IN_PATH: Final = re.compile(r"/(20\d\d-\d\d-\d\d)/")
"""OFAC's storage keeps a publication under its date, the only place where a CSV has one."""

_QUERY: Final = re.compile(r"\?[^\s'\"<>)\]]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One file to be fetched.

    Attributes:
        source: Whose file it is.
        part: Which one.
        address: Configured address.
        target: Where the bytes go; must not exist.
        known: Validators of the file at hand, or None to fetch whatever there is.
        stop: Set by whoever wants the transfer to end early.
    """

    source: ListSource
    part: str
    address: str
    target: Path
    known: Validators | None = None
    stop: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A file that was received whole.

    Attributes:
        path: Where it is.
        validators: For the next time.
        redirected_to: Addresses it was redirected to, without queries, in order.
        published: Publication date told by the storage path, or None.
    """

    path: Path
    validators: Validators
    redirected_to: tuple[str, ...]
    published: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """The server says that the file at hand is still the newest."""

    validators: Validators
    published: date | None


class _Retry(Exception):
    """An attempt failed in a way that may pass.

    Attributes:
        error: What to say when there is no further attempt.
        wait: In seconds, where the server asks for it.
        connected: Whether there was anybody to talk to.
    """

    def __init__(
        self, error: ListError, *, wait: float | None = None, connected: bool = True
    ) -> None:
        super().__init__(str(error))
        self.error = error
        self.wait = wait
        self.connected = connected


class _WithoutQueries(logging.Filter):
    """Takes queries out of what the HTTP library logs, for they hold signatures."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = _QUERY.sub("?...", record.getMessage()), ()
        return True


_without_queries = _WithoutQueries()


def open_client(options: FetchOptions) -> "httpx.Client":
    """Open an HTTP client with our time-outs and our name; the caller closes it."""
    import httpx  # noqa: PLC0415 - see the head of the module

    for name in ("httpx", "httpcore.connection", "httpcore.http11", "httpcore.proxy"):
        logging.getLogger(name).addFilter(_without_queries)
    return httpx.Client(
        follow_redirects=False,
        trust_env=options.use_system_proxy,
        timeout=httpx.Timeout(
            connect=options.connect_timeout_seconds,
            read=options.read_timeout_seconds,
            write=options.write_timeout_seconds,
            pool=options.pool_timeout_seconds,
        ),
    )


def bare(address: str) -> str:
    """Take query, fragment and credentials out of an address."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{host}{port}{parts.path}"


def fetch_file(
    request: Request, client: "httpx.Client", options: FetchOptions, progress: Progress
) -> Fetched | Unchanged:
    """Fetch one file, with retries, redirects, resumption and a conditional question.

    Raises:
        ListUnavailable: No answer, or a refusal: connection, time-out, status, redirect.
        ListCorrupt: An answer that is no list: empty, HTML, cut off, too large, wrongly packed.
        OSError: The file cannot be written.
    """
    import stamina  # noqa: PLC0415 - needed for fetching only

    transfer = _Transfer(request=request, client=client, options=options, progress=progress)
    attempts = stamina.retry_context(
        on=_Backoff(options, request, progress),
        attempts=options.attempts,
        timeout=options.total_timeout_seconds,
        wait_initial=options.backoff_initial_seconds,
        wait_max=options.backoff_maximum_seconds,
        wait_jitter=options.backoff_initial_seconds,
    )
    try:
        for attempt in attempts:
            with attempt:
                return transfer.run()
    except _Retry as exc:
        raise exc.error from exc
    raise AssertionError("stamina ends with a result or an error")


@dataclass(slots=True)
class _Backoff:
    """Decides whether to try again, and when.

    Where no connection comes about there is mostly no network, which patience does not mend.
    """

    options: FetchOptions
    request: Request
    progress: Progress
    unconnected: int = 0

    def __call__(self, error: Exception) -> bool | float:
        if not isinstance(error, _Retry) or self.request.stop.is_set():
            return False
        if error.wait is not None and error.wait > self.options.retry_after_maximum_seconds:
            return False
        self.unconnected += not error.connected
        if self.options.attempts == 1 or self.unconnected >= self.options.connect_attempts:
            return False
        self.progress.say(self.request.source.key, f"attempt failed: {error}")
        return True if error.wait is None else error.wait


@dataclass(slots=True)
class _Transfer:
    """The state that outlives an attempt: what was received, and of which version."""

    request: Request
    client: "httpx.Client"
    options: FetchOptions
    progress: Progress
    started: float = field(default_factory=time.monotonic)
    strong_validator: str = ""
    encoding: str = ""

    @property
    def partial(self) -> Path:
        return self.request.target.with_name(self.request.target.name + ".part")

    def _received(self) -> int:
        return self.partial.stat().st_size if self.partial.exists() else 0

    def run(self) -> Fetched | Unchanged:
        """Make one attempt.

        Raises:
            _Retry: It failed in a way that may pass.
            ListError: It failed for good.
        """
        import httpx  # noqa: PLC0415 - see the head of the module

        if self.request.stop.is_set():
            raise self._unavailable("stopped", ListFault.NO_CONNECTION)
        try:
            with ExitStack() as stack:
                return self._receive(stack)
        except httpx.TimeoutException as exc:
            kind = type(exc).__name__
            waited = (
                f"no answer in time ({kind})"
                if isinstance(exc, httpx.ReadTimeout | httpx.WriteTimeout)
                else f"no connection in time ({kind})"
            )
            raise _Retry(
                self._unavailable(waited, ListFault.TIMEOUT),
                connected=not isinstance(exc, httpx.ConnectTimeout),
            ) from exc
        except httpx.RemoteProtocolError as exc:
            raise _Retry(self._broken_body(exc)) from exc
        except (httpx.TransportError, httpx.InvalidURL) as exc:
            words = f"no connection: {_QUERY.sub('?...', str(exc)) or type(exc).__name__}"
            raise _Retry(
                self._unavailable(words, ListFault.NO_CONNECTION),
                connected=not isinstance(exc, httpx.ConnectError | httpx.ProxyError),
            ) from exc

    def _broken_body(self, exc: Exception) -> ListError:
        if "location header" in str(exc):  # the HTTP library looks at it before we do
            return self._unavailable(
                "redirected to something that is no address", ListFault.REDIRECT_REFUSED
            )
        if not self.partial.exists() and not self.encoding:
            return self._unavailable(f"no proper answer: {exc}", ListFault.NO_CONNECTION)
        words = str(exc)
        return self._corrupt(f"the transfer was cut off: {words}", ListFault.TRUNCATED)

    def _receive(self, stack: ExitStack) -> Fetched | Unchanged:
        response, trail = self._follow(stack)
        answered_by = bare(str(response.url))
        validators = Validators(
            part=self.request.part,
            address=self.request.address,
            answered_by=answered_by,
            etag=response.headers.get("etag", ""),
            last_modified=response.headers.get("last-modified", ""),
        )
        published = _date_in_path(answered_by)
        known = self.request.known
        if response.status_code == _NOT_MODIFIED and known is not None and _asked(response):
            kept = replace(
                validators,
                etag=validators.etag or known.etag,
                last_modified=validators.last_modified or known.last_modified,
            )
            return Unchanged(validators=kept, published=published)
        self._refuse_status(response)
        self._store(response)
        self._finish()
        return Fetched(
            path=self.request.target,
            validators=validators,
            redirected_to=trail,
            published=published,
        )

    def _follow(self, stack: ExitStack) -> tuple["httpx.Response", tuple[str, ...]]:
        address = self.request.address
        trail: list[str] = []
        while True:
            response = stack.enter_context(
                self.client.stream("GET", address, headers=self._headers(address))
            )
            if response.status_code not in _REDIRECTS:
                return response, tuple(trail)
            address = self._next_hop(response)
            trail.append(bare(address))
            if len(trail) > self.options.maximum_redirects:
                raise self._unavailable(
                    f"redirected more than {self.options.maximum_redirects} times, "
                    f"last to {trail[-1]}",
                    ListFault.REDIRECT_REFUSED,
                )

    def _next_hop(self, response: "httpx.Response") -> str:
        location: str = response.headers.get("location", "")
        if not location:
            raise self._unavailable(
                f"status {response.status_code} without an address to go to",
                ListFault.REDIRECT_REFUSED,
            )
        try:
            address = urljoin(str(response.url), location)
            host = (urlsplit(address).hostname or "").lower()
            bare(address)  # an odd port is found when it is looked at
        except ValueError as exc:
            raise self._unavailable(
                "redirected to something that is no address", ListFault.REDIRECT_REFUSED
            ) from exc
        if not self.options.allows(address):
            raise self._unavailable(
                f"redirected to {bare(address)}, which is not https", ListFault.REDIRECT_REFUSED
            )
        if host not in self.request.source.redirect_hosts:
            raise self._unavailable(
                f"redirected to {bare(address)}, a host that is not allowed; if it is the "
                "authority's, add it to redirect_hosts in sources.yaml",
                ListFault.REDIRECT_REFUSED,
            )
        return address

    def _headers(self, address: str) -> dict[str, str]:
        headers = {
            "User-Agent": self.options.user_agent,
            "Accept": "application/xml, text/xml, text/csv, application/octet-stream, */*;q=0.5",
            "Accept-Encoding": "gzip",
        }
        if have := self._received():
            headers["Range"] = f"bytes={have}-"
            headers["If-Range"] = self.strong_validator
            return headers
        known = self.request.known
        if known is None or urlsplit(known.answered_by).netloc != urlsplit(bare(address)).netloc:
            return headers
        if known.etag:
            headers["If-None-Match"] = known.etag
        if known.last_modified:
            headers["If-Modified-Since"] = known.last_modified
        return headers

    def _refuse_status(self, response: "httpx.Response") -> None:
        status = response.status_code
        if status in {_OK, _PARTIAL}:
            return
        if status == _RANGE_REFUSED:
            self.partial.unlink(missing_ok=True)
        advice = _ADVICE.get(status, "try again later, or check the address in sources.yaml")
        error = self._unavailable(
            f"HTTP error {status} {response.reason_phrase}".rstrip() + f"; {advice}",
            ListFault.HTTP_ERROR,
        )
        if status >= _SERVER_ERROR or status in _WORTH_RETRYING or status == _RANGE_REFUSED:
            raise _Retry(error, wait=_retry_after(response.headers.get("retry-after", "")))
        raise error

    def _store(self, response: "httpx.Response") -> None:
        have = self._resume_from(response)
        total = _whole_size(response, have)
        if total is not None and total > self.request.source.maximum_bytes:
            raise self._too_large(total)
        try:
            with self.partial.open("ab" if have else "wb") as sink:
                self._write(response, sink, have, total)
        except Exception:
            if not (self.strong_validator and self._received()):
                self.partial.unlink(
                    missing_ok=True
                )  # nothing to go on from: the next attempt begins anew
            raise
        if total is not None and (size := self._received()) != total:
            self.partial.unlink()
            raise _Retry(self._corrupt(f"{size} of {total} bytes arrived", ListFault.TRUNCATED))

    def _write(
        self, response: "httpx.Response", sink: BinaryIO, have: int, total: int | None
    ) -> None:
        for chunk in response.iter_raw():
            have += len(chunk)
            if self.request.stop.is_set():
                raise self._unavailable("stopped", ListFault.NO_CONNECTION)
            if have > self.request.source.maximum_bytes:
                raise self._too_large(have)
            if time.monotonic() - self.started > self.options.total_timeout_seconds:
                raise self._unavailable(
                    f"not finished after {self.options.total_timeout_seconds:g} s "
                    "(total_timeout_seconds)",
                    ListFault.TIMEOUT,
                )
            sink.write(chunk)
            self.progress.advance(self.request.source.key, self.request.part, have, total)

    def _resume_from(self, response: "httpx.Response") -> int:
        """Tell how many bytes at hand the answer goes on from; 0 for a new beginning."""
        have = self._received()
        if response.status_code == _PARTIAL:
            met = re.match(r"bytes (\d+)-", response.headers.get("content-range", ""))
            if have and met and int(met[1]) == have:
                return have
            self.partial.unlink(missing_ok=True)
            raise _Retry(
                self._corrupt("the server sent another piece than asked for", ListFault.TRUNCATED)
            )
        etag: str = response.headers.get("etag", "")
        ranges = response.headers.get("accept-ranges", "").lower() == "bytes"
        strong = etag if etag and not etag.startswith("W/") else ""
        modified: str = response.headers.get("last-modified", "")
        self.strong_validator = (strong or modified) if ranges else ""
        self.encoding = response.headers.get("content-encoding", "identity").strip().lower()
        return 0

    def _finish(self) -> None:
        """Unpack the body, look at its ends, and give it its name."""
        if self.encoding in {"gzip", "x-gzip"}:
            self._unpack()
        elif self.encoding not in {"identity", ""}:
            self.partial.unlink()
            raise self._corrupt(
                f"packed as {self.encoding!r}, which we did not ask for", ListFault.WRONG_ENCODING
            )
        else:
            self.partial.rename(self.request.target)
        try:
            check_bytes(self.request.target, source=self.request.source.key)
        except ListCorrupt as exc:
            self.request.target.unlink()
            error = self._corrupt(str(exc), exc.fault)
            raise (_Retry(error) if exc.fault is not ListFault.HTML else error) from exc

    def _unpack(self) -> None:
        engine = zlib.decompressobj(wbits=31)
        size = 0
        try:
            with self.partial.open("rb") as packed, self.request.target.open("xb") as sink:
                while chunk := packed.read(_CHUNK):
                    while chunk:
                        piece = engine.decompress(chunk, _CHUNK * 16)
                        size += len(piece)
                        if size > self.request.source.maximum_bytes:
                            raise self._too_large(size)
                        sink.write(piece)
                        chunk = engine.unconsumed_tail
        except zlib.error as exc:
            self._discard()
            raise _Retry(self._corrupt(f"gzip is damaged: {exc}", ListFault.TRUNCATED)) from exc
        except ListCorrupt:
            self._discard()
            raise
        if not engine.eof:
            self._discard()
            raise _Retry(self._corrupt("the gzip body breaks off", ListFault.TRUNCATED))
        self.partial.unlink()

    def _discard(self) -> None:
        self.partial.unlink(missing_ok=True)
        self.request.target.unlink(missing_ok=True)

    def _too_large(self, size: int) -> ListCorrupt:
        self._discard()
        limit = self.request.source.maximum_bytes
        return self._corrupt(
            f"{size} bytes or more, {limit} are allowed (maximum_megabytes in sources.yaml)",
            ListFault.TOO_LARGE,
        )

    def _where(self) -> str:
        part = "" if self.request.part == "main" else f" ({self.request.part})"
        return f"{bare(self.request.address)}{part}"

    def _unavailable(self, words: str, fault: ListFault) -> ListUnavailable:
        return ListUnavailable(
            f"{self._where()}: {words}", source=self.request.source.key, fault=fault
        )

    def _corrupt(self, words: str, fault: ListFault) -> ListCorrupt:
        return ListCorrupt(f"{self._where()}: {words}", source=self.request.source.key, fault=fault)


def _asked(response: "httpx.Response") -> bool:
    """Whether we asked for changes only; else status 304 is no answer."""
    sent = response.request.headers
    return "if-none-match" in sent or "if-modified-since" in sent


def _whole_size(response: "httpx.Response", have: int) -> int | None:
    length = response.headers.get("content-length", "")
    return have + int(length) if length.isascii() and length.isdigit() else None


def _date_in_path(address: str) -> date | None:
    met = _DATE_IN_PATH.search(urlsplit(address).path)
    if met is None:
        return None
    try:
        return date.fromisoformat(met[1])
    except ValueError:
        return None


def _retry_after(value: str) -> float | None:
    """Seconds that a Retry-After header asks for; None where there is none to be understood."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value)
    try:
        when = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())
