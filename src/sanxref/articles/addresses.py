"""Articles at http and https addresses."""

import time
from dataclasses import dataclass

import httpx

from sanxref.articles.extract import Refusal
from sanxref.articles.options import ReadOptions

__all__ = ["FetchedPage", "fetch_article", "open_client"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedPage:
    """What an address gave.

    Attributes:
        data: The body as received, content encoding undone.
        charset: Encoding by the Content-Type, or empty.
        content_type: Media type without parameters, lower case, or empty.
        address: Where redirects ended.
    """

    data: bytes
    charset: str
    content_type: str
    address: str


def open_client(options: ReadOptions) -> httpx.Client:
    """Open a client with the limits of the options; the caller closes it."""
    return httpx.Client(
        timeout=httpx.Timeout(options.timeout_seconds),
        follow_redirects=True,
        max_redirects=options.max_redirects,
        headers={
            "User-Agent": options.user_agent,
            "Accept": "text/html,application/xhtml+xml,application/pdf,text/*;q=0.9,*/*;q=0.5",
        },
    )


def fetch_article(
    address: str, options: ReadOptions, client: httpx.Client
) -> FetchedPage | Refusal:
    """Fetch an address once; a failure is told, not tried again.

    Returns:
        The body; or why there is none.
    """
    try:
        with client.stream("GET", address, follow_redirects=True) as response:
            if response.status_code != httpx.codes.OK:
                return Refusal(reason=_explain_status(response))
            data = _receive(response, options)
            if isinstance(data, Refusal):
                return data
            return FetchedPage(
                data=data,
                charset=response.charset_encoding or "",
                content_type=response.headers.get("content-type", "").split(";")[0].strip().lower(),
                address=str(response.url),
            )
    except (httpx.HTTPError, httpx.InvalidURL) as fault:
        return Refusal(reason=_explain_fault(fault, options))


def _explain_fault(fault: httpx.HTTPError | httpx.InvalidURL, options: ReadOptions) -> str:
    match fault:
        case httpx.TimeoutException():
            return f"no answer within {options.timeout_seconds:g} s; try again later"
        case httpx.TooManyRedirects():
            return f"more than {options.max_redirects} redirects"
        case httpx.DecodingError():
            return "the answer is damaged (content encoding)"
        case httpx.UnsupportedProtocol():
            return "redirected to something that is not http or https"
        case httpx.InvalidURL():
            return "not a valid address"
        case _:
            return f"not reachable ({type(fault).__name__}: {fault})"


def _receive(response: httpx.Response, options: ReadOptions) -> bytes | Refusal:
    deadline = time.monotonic() + options.deadline_seconds
    pieces, size = [], 0
    for piece in response.iter_bytes():
        size += len(piece)
        if size > options.max_bytes:
            return Refusal(reason=f"over the size limit of {options.max_bytes:,} bytes")
        if time.monotonic() > deadline:
            return Refusal(reason=f"not complete within {options.deadline_seconds:g} s")
        pieces.append(piece)
    return b"".join(pieces)


_HINTS = {
    401: "; it needs a log-in",
    403: "; the site refuses programs or needs a log-in",
    404: "; no such page",
    410: "; the page is gone",
    429: "; too many requests, try again later",
}


def _explain_status(response: httpx.Response) -> str:
    phrase = f" {response.reason_phrase}" if response.reason_phrase else ""
    return f"HTTP status {response.status_code}{phrase}{_HINTS.get(response.status_code, '')}"
