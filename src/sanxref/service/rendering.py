"""Templates to pages."""

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import PurePath

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse

from sanxref.errors import ConfigError
from sanxref.reports.environment import make_environment
from sanxref.service.house import Visitor, house_of

__all__ = ["asset", "render"]

_LONGEST_SOURCE = 60


def render(
    request: Request,
    template: str,
    visitor: Visitor | None,
    *,
    status: int = 200,
    **values: object,
) -> HTMLResponse:
    """Make a page; who is there and what is wrong with the lists stand on every one."""
    house = house_of(request)
    faults = (
        [
            f"{one.status.title} is {one.status.state}"
            for one in house.screenings.lists
            if one.status.state != "current"
        ]
        if visitor
        else []
    )
    if visitor and not faults and not house.screenings.lists:
        faults = ["no list is configured"]
    page = (
        _environment()
        .get_template(template)
        .render(
            {
                "visitor": visitor,
                "faults": faults,
                "here": request.url.path.removeprefix("/desk/").partition("/")[0],
                "problem": "",
                "done": "",
                "style_mark": _mark("desk.css"),
                "script_mark": _mark("desk.js"),
                **values,
            }
        )
    )
    return HTMLResponse(page.encode("utf-8", "replace"), status_code=status)


@cache
def asset(name: str) -> bytes:
    """Give a file that pages ask for: `desk.css`, `desk.js`, `icon.svg`.

    Raises:
        ConfigError: There is no such file.
    """
    if name not in {"desk.css", "desk.js", "icon.svg"}:
        raise ConfigError(f"there is no file {name}")
    own = (files("sanxref.service") / "static" / name).read_bytes()
    if name != "desk.css":
        return own
    return (files("sanxref.reports") / "templates" / "page.css").read_bytes() + own


def _mark(name: str) -> str:
    """Name a file by its content, so that browsers may keep it."""
    return hashlib.sha256(asset(name)).hexdigest()[:12]


@cache
def _environment() -> Environment:
    environment = make_environment("sanxref.service", "sanxref.reports")
    environment.filters.update(moment=_write_moment, short=_shorten)
    return environment


def _write_moment(instant: str) -> str:
    """Write an instant of the database for people: `2026-11-22 09:30`."""
    return instant[:16].replace("T", " ")


def _shorten(source: str) -> str:
    """Name an article by its last parts; the whole stands on its own page."""
    if len(source) <= _LONGEST_SOURCE or "://" in source:
        return source
    parts = PurePath(source).parts
    return str(PurePath("…", *parts[-2:])) if len(parts) > 2 else source  # noqa: PLR2004 - two parts
