"""The HTTP interface for programs; `/match` speaks yente's tongue."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import partial
from typing import Annotated, Any

import msgspec
from anyio import to_thread
from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from sanxref.errors import ListUnavailable
from sanxref.model.dates import PartialDate
from sanxref.model.designations import Designation, DesignationKey, Reference, SourceKey
from sanxref.model.matches import Match
from sanxref.reports.document import encode_text_safely
from sanxref.screening.runs import RunStore
from sanxref.service.access import At, Reader
from sanxref.service.accounts import Role
from sanxref.service.ftm import (
    KINDS,
    caption_of,
    entity_id,
    properties_of,
    query_of,
    schema_of,
)
from sanxref.service.house import House
from sanxref.service.metrics import write_samples
from sanxref.service.screenings import PastedArticle

__all__ = ["router"]

router = APIRouter()

_LEAST_CUTOFF = 0.5
"""The matcher looks no lower; it is also yente's own default."""

_MOST_RESULTS = 100
_ALGORITHM = "sanxref"

# Names under which OpenSanctions has the lists, so that its users need not change theirs.
_DATASETS = {
    "us_ofac_sdn": "ofac-sdn",
    "us_ofac_cons": "ofac-consolidated",
    "un_sc_sanctions": "un",
}
_EVERYTHING = frozenset({"default", "sanctions", "all"})

_ERRORS: dict[int | str, dict[str, Any]] = {
    400: {"description": "The request makes no sense"},
    401: {"description": "A key is needed: Authorization: ApiKey ..."},
    413: {"description": "The request is too large"},
    429: {"description": "Too many requests"},
    503: {"description": "No list can be screened against, or too many articles wait"},
}


class ArticleRequest(BaseModel):
    """An article to screen."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(description="Plain text.", max_length=5_000_000)
    title: str = Field("", description="Headline; put before the text.", max_length=2000)
    published: str = Field("", description="2026, 2026-11 or 2026-11-22.", max_length=10)
    source: str = Field("api", description="How the report is to name it.", max_length=2000)


class ScreenRequest(BaseModel):
    """Articles to screen."""

    model_config = ConfigDict(extra="forbid")

    articles: list[ArticleRequest] = Field(min_length=1, max_length=100)
    queue: bool = Field(
        default=False, description="Put the alerts on the queue of the review desk."
    )


class EntityExample(BaseModel):
    """An entity by example (FollowTheMoney)."""

    model_config = ConfigDict(extra="ignore")

    id: str | None = None
    schema_: str = Field(alias="schema", examples=["Person"])
    properties: dict[str, str | list[Any]] = Field(examples=[{"name": ["John Doe"]}])


class MatchRequest(BaseModel):
    """Queries, as yente takes them."""

    model_config = ConfigDict(extra="ignore")

    queries: dict[str, EntityExample]
    weights: dict[str, float] = {}
    config: dict[str, Any] = {}


@router.post(
    "/screen",
    summary="Screen articles",
    responses=_ERRORS,
    response_class=Response,
    tags=["Screening"],
)
def screen(house: At, visitor: Reader, body: ScreenRequest) -> Response:
    """Find the persons that articles name, their potential matches, and verdicts on claims.

    Returns:
        The report of sanxref (schema `sanxref/report/1`), as `sanxref screen --format json`.
    """
    articles = [
        PastedArticle(
            text=one.text, title=one.title, published=_day(one.published), source=one.source
        )
        for one in body.articles
    ]
    if body.queue and not visitor.role.covers(Role.ANALYST):
        raise HTTPException(403, "the queue takes the role analyst")
    document = house.screenings.screen(articles, now=house.settings.now())
    if body.queue:
        house.take_in(document, by=visitor.name)
    content = encode_text_safely(document, msgspec.json.encode)
    return Response(content, media_type="application/json")


def _day(text: str) -> PartialDate | None:
    if not text.strip():
        return None
    try:
        return PartialDate.parse(text)
    except ValueError as exc:
        raise HTTPException(400, f"published: {exc}") from exc


Names = Annotated[list[str] | None, Query()]
Fraction = Annotated[float, Query(ge=0.0, le=1.0)]


@router.post(
    "/match/{dataset}",
    summary="Query by example",
    responses={**_ERRORS, 404: {"description": "There is no such dataset"}},
    response_class=Response,
    tags=["Matching"],
)
async def match(  # noqa: PLR0913 - yente's parameters
    *,
    house: At,
    visitor: Reader,  # noqa: ARG001 - who has to be known
    dataset: str,
    body: MatchRequest,
    limit: Annotated[int, Query(ge=1, le=_MOST_RESULTS)] = 5,
    threshold: Fraction | None = None,
    cutoff: Fraction = _LEAST_CUTOFF,
    algorithm: str = "best",
    include_dataset: Names = None,
    exclude_dataset: Names = None,
    exclude_schema: Names = None,
    exclude_entity_ids: Names = None,
    topics: Names = None,
    changed_since: str = "",  # noqa: ARG001 - taken for compatibility; lists are not filtered by it
) -> Response:
    """Compare entities with the lists; request and response are those of yente.

    `default`, `sanctions` and `all` mean every list. The score is that of sanxref, whatever
    `algorithm` says; `weights` and `config` are let pass.
    """
    if len(body.queries) > house.options.most_queries:
        raise HTTPException(
            400, f"too many queries in one call (at most {house.options.most_queries})"
        )
    if not body.queries:
        raise HTTPException(400, "no queries provided")
    least = house.settings.screening.matching.threshold if threshold is None else threshold
    wanted = _Wanted(
        sources=_sources(house, [dataset, *(include_dataset or [])], exclude_dataset or []),
        schemas=frozenset(exclude_schema or ()),
        ids=frozenset(exclude_entity_ids or ()),
        none=bool(topics) and "sanction" not in (topics or []),
    )
    work = partial(
        _match_all, house, body, wanted, _Bounds(limit=limit, least=least, cutoff=cutoff)
    )
    # A line of its own: with many threads at once they hinder each other, and some wait for ever.
    content, count = await to_thread.run_sync(work, limiter=house.matching)
    return Response(
        content,
        media_type="application/json",
        headers={"x-batch-size": str(count), "x-algorithm": _printable(algorithm)},
    )


class _Bounds(msgspec.Struct, frozen=True, kw_only=True):
    """How many results, and from which score on."""

    limit: int
    least: float
    cutoff: float


def _match_all(
    house: House, body: MatchRequest, wanted: "_Wanted", bounds: _Bounds
) -> tuple[bytes, int]:
    lowest = max(_LEAST_CUTOFF, min(bounds.cutoff, bounds.least))
    matcher = house.screenings.matcher(round(lowest, 2))
    responses = {}
    for key, example in body.queries.items():
        found = [] if wanted.none else matcher.match(_query(key, example))
        kept = [one for one in found if wanted.takes(one, matcher.designations[one.key])]
        responses[key] = {
            "status": 200,
            "results": [
                _result(house, one, matcher.designations[one.key], bounds.least)
                for one in kept[: bounds.limit]
            ],
            "total": {"value": len(kept), "relation": "eq"},
            "query": {
                "id": example.id,
                "schema": example.schema_,
                "properties": _lists_of(example.properties),
            },
        }
    answer = {"responses": responses, "matcher": _feature_docs(), "limit": bounds.limit}
    return encode_text_safely(answer, msgspec.json.encode), len(responses)


class _Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which matches a caller wants."""

    sources: frozenset[str]
    schemas: frozenset[str]
    ids: frozenset[str]
    none: bool

    def takes(self, one: Match, designation: Designation) -> bool:
        return (
            one.source in self.sources
            and schema_of(designation) not in self.schemas
            and entity_id(designation) not in self.ids
        )


def _printable(algorithm: str) -> str:
    return _ALGORITHM if algorithm in {"best", _ALGORITHM} else f"{_ALGORITHM} (other asked for)"


def _sources(house: House, named: Iterable[str], without: Iterable[str]) -> frozenset[str]:
    """Translate names of datasets.

    Raises:
        HTTPException: 404 where there is no such dataset.
    """
    known = {str(one.key) for one in house.settings.sources.sources}

    def resolve(name: str) -> frozenset[str]:
        if name in _EVERYTHING:
            return frozenset(known)
        key = _DATASETS.get(name, name)
        if key not in known:
            raise HTTPException(404, f"no such dataset: {name!r}; there are {sorted(known)}")
        return frozenset({key})

    wanted = frozenset().union(*(resolve(name) for name in named))
    return wanted - {_DATASETS.get(name, name) for name in without}


def _query(key: str, example: EntityExample) -> Any:  # noqa: ANN401 - a Query
    if example.schema_ not in KINDS:
        raise HTTPException(
            400, f"query {key!r}: schema {example.schema_!r} cannot be matched; {', '.join(KINDS)}"
        )
    try:
        return query_of(example.schema_, _lists_of(example.properties))
    except ValueError as exc:
        raise HTTPException(400, f"query {key!r}: {exc}") from exc


def _lists_of(properties: dict[str, str | list[Any]]) -> dict[str, list[str]]:
    """A single value stands for a list of one; nested entities are let pass."""
    return {
        name: [values] if isinstance(values, str) else [v for v in values if isinstance(v, str)]
        for name, values in properties.items()
    }


def _entity(house: House, designation: Designation) -> dict[str, Any]:
    seen = None
    for held in house.screenings.lists:
        if held.status.source == designation.source and held.status.snapshot:
            seen = held.status.snapshot.fetched.isoformat()
    return {
        "id": entity_id(designation),
        "caption": caption_of(designation),
        "schema": schema_of(designation),
        "properties": properties_of(designation, authority=_authority(house, designation.source)),
        "datasets": [str(designation.source)],
        "referents": [],
        "target": True,
        "first_seen": None,
        "last_seen": seen,
        "last_change": None,
    }


def _authority(house: House, source: str) -> str:
    for held in house.screenings.lists:
        if held.status.source == source:
            return held.status.title
    return source


def _result(house: House, one: Match, designation: Designation, least: float) -> dict[str, Any]:
    features = {
        str(feature.name).replace(" ", "_"): feature
        for feature in one.features
        if feature.score is not None
    }
    return {
        **_entity(house, designation),
        "score": one.score,
        "match": one.score >= least,
        "features": {name: feature.score for name, feature in features.items()},
        "explanations": {
            name: {
                "score": feature.score,
                "detail": feature.detail,
                "query": one.query_name if name == "name" else None,
                "candidate": one.name_met if name == "name" else None,
                "weight": None,
            }
            for name, feature in features.items()
        },
    }


_FEATURES = {
    "name": "Aligned words of the names, weighed by their rarity.",
    "alias_quality": "Whether a strong name was met; a weak alias alone raises no match.",
    "birth_date": "Dates of birth, at the precision that both sides have.",
    "nationality": "Nationality or country of birth.",
    "birth_place": "Place of birth.",
    "place": "Countries and addresses.",
    "gender": "Gender.",
    "identifier": "Numbers of documents.",
    "target_kind": "Kind of target.",
}


def _feature_docs() -> dict[str, dict[str, object]]:
    return {
        name: {"description": told, "coefficient": 1.0, "url": None}
        for name, told in _FEATURES.items()
    }


@router.get(
    "/entities/{entity_id}", summary="One designation", tags=["Matching"], responses=_ERRORS
)
def entity(house: At, visitor: Reader, entity_id: str) -> Response:  # noqa: ARG001 - who has to be known
    """Give a designation as a FollowTheMoney entity, by the id of a match."""
    designations = house.screenings.screener().designations
    for source in sorted((str(one.key) for one in house.settings.sources.sources), key=len)[::-1]:
        if entity_id.startswith(f"{source}-"):
            key = DesignationKey(
                source=SourceKey(source), reference=Reference(entity_id[len(source) + 1 :])
            )
            if key in designations:
                content = encode_text_safely(_entity(house, designations[key]), msgspec.json.encode)
                return Response(content, media_type="application/json")
    raise HTTPException(404, "there is no such designation on the lists in use")


@router.get("/catalog", summary="Datasets", tags=["Matching"], responses=_ERRORS)
def catalog(house: At, visitor: Reader) -> dict[str, Any]:  # noqa: ARG001 - who has to be known
    """Give the lists as yente's catalogue of datasets."""
    lists = house.screenings.lists
    datasets: list[dict[str, Any]] = [
        {
            "name": str(held.status.source),
            "title": held.status.title,
            "load": bool(held.designations),
            "version": held.status.snapshot.id if held.status.snapshot else "none",
            "index_version": held.status.snapshot.id if held.status.snapshot else None,
            "index_current": held.status.state == "current",
            "entity_count": len(held.designations),
            "children": [],
        }
        for held in lists
    ]
    names = [str(one["name"]) for one in datasets]
    everything = {
        "name": "default",
        "title": "Every list",
        "load": False,
        "version": "none",
        "children": names,
    }
    current = [str(held.status.source) for held in lists if held.status.state == "current"]
    return {
        "datasets": [everything, *datasets],
        "current": current,
        "outdated": [name for name in names if name not in current],
        "index_stale": len(current) < len(names),
    }


@router.get("/algorithms", summary="Algorithms", tags=["Matching"], responses=_ERRORS)
def algorithms(visitor: Reader) -> dict[str, Any]:  # noqa: ARG001 - who has to be known
    """Give the one algorithm that there is."""
    return {
        "algorithms": [
            {
                "name": _ALGORITHM,
                "description": "Name matching of sanxref (docs/matching.md)",
                "docs": _feature_docs(),
            }
        ],
        "default": _ALGORITHM,
        "best": _ALGORITHM,
    }


@router.get("/lists", summary="Lists and their age", tags=["State"], responses=_ERRORS)
def lists(house: At, visitor: Reader) -> list[dict[str, Any]]:  # noqa: ARG001 - who has to be known
    """Give every list source, with what `sanxref lists status` tells of it."""
    return [
        {
            "source": held.status.source,
            "title": held.status.title,
            "state": str(held.status.state),
            "stale": held.status.state == "stale",
            "published": str(held.status.snapshot.published)
            if held.status.snapshot and held.status.snapshot.published
            else None,
            "fetched": held.status.snapshot.fetched.isoformat() if held.status.snapshot else None,
            "checked": held.status.checked.isoformat() if held.status.checked else None,
            "sha256": held.status.snapshot.sha256 if held.status.snapshot else None,
            "designations": len(held.designations),
            "error": held.status.error or None,
        }
        for held in house.screenings.lists
    ]


@router.get("/runs", summary="Stored runs", tags=["State"], responses=_ERRORS)
def runs(house: At, visitor: Reader) -> list[dict[str, Any]]:  # noqa: ARG001 - who has to be known
    """Give the stored runs, oldest first."""
    queued = house.desk.reports()
    return [
        {
            "id": one.id,
            "kind": str(one.kind),
            "state": str(one.state),
            "started": one.started.isoformat(),
            "inputs": list(one.inputs),
            "queued": one.id in queued,
        }
        for one in RunStore(house.settings.cache / "runs").summaries()
    ]


@router.get("/healthz", summary="Whether the process is up", tags=["State"])
async def healthz() -> dict[str, str]:
    """Answer as long as the process is alive."""
    return {"status": "ok"}


@router.get(
    "/readyz",
    summary="Whether lists are loaded",
    tags=["State"],
    responses={503: {"description": "No list can be screened against"}},
)
def readyz(house: At) -> Response:
    """Answer with 503 until at least one list is loaded; `/lists` tells which are not current."""
    try:
        house.screenings.screener()
    except ListUnavailable:
        return JSONResponse({"status": "no list can be screened against"}, status_code=503)
    return JSONResponse({"status": "ok"})


@router.get(
    "/metrics", summary="Figures for Prometheus", tags=["State"], response_class=PlainTextResponse
)
def metrics(request: Request, house: At, visitor: Reader) -> Response:  # noqa: ARG001 - who has to be known
    """Give requests, durations, the age of lists and the queue."""
    text = house.metrics.write(_gauges(house))
    return PlainTextResponse(text, media_type="text/plain; version=0.0.4; charset=utf-8")


def _gauges(house: House) -> Iterator[str]:
    now = house.settings.now()
    held = house.screenings.lists
    yield from write_samples(
        "sanxref_list_age_seconds",
        "source",
        {
            str(one.status.source): (now - one.status.checked) / timedelta(seconds=1)
            for one in held
            if one.status.checked
        },
    )
    yield from write_samples(
        "sanxref_list_current",
        "source",
        {str(one.status.source): float(one.status.state == "current") for one in held},
    )
    counts = house.desk.counts()
    yield from write_samples(
        "sanxref_alerts",
        "status",
        {
            "open": counts.open,
            "proposed": counts.proposed,
            "suppressed": counts.suppressed,
            "decided": counts.decided,
            "gone": counts.gone,
        },
    )
