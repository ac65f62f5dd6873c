"""Requests that nobody sends by mistake, for every route that there is."""

import json
from urllib.parse import quote

from hypothesis import strategies as st

TEXTS = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "", "\0", "'; DROP TABLE alert; --", "%", "_", "\\", "../../etc/passwd", "{{7*7}}",
            "<script>alert(1)</script>",
            "\u202e", "\ud800", "9" * 400, "-1", "nan", "1e999", "null",
            "2026-13-45",
            "false_positive", "everywhere", "true_match", "Omar Diaby", "x" * 5000,
        ]
    ),
)  # fmt: skip

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)

ENTITY = st.fixed_dictionaries(
    {
        "schema": st.sampled_from(["Person", "Company", "Thing", "Vessel"]) | TEXTS,
        "properties": st.dictionaries(
            st.sampled_from(["name", "birthDate", "nationality", "idNumber", "firstName"]) | TEXTS,
            TEXTS | st.lists(TEXTS | JSON, max_size=3),
            max_size=4,
        )
        | JSON,
    }
)

BODIES = {
    "/screen": st.fixed_dictionaries(
        {
            "articles": st.lists(
                st.fixed_dictionaries(
                    {"text": TEXTS}, optional={"title": TEXTS, "published": TEXTS, "source": TEXTS}
                ),
                max_size=2,
            )
            | JSON,
            "queue": st.booleans(),
        }
    )
    | JSON,
    "/match/{dataset}": st.fixed_dictionaries(
        {"queries": st.dictionaries(TEXTS, ENTITY, max_size=3) | JSON}
    )
    | JSON,
}

FORMS = st.dictionaries(
    st.sampled_from(
        ["name", "password", "next", "outcome", "reason", "seen", "references", "approved",
         "scope", "until", "text", "published", "kind", "queue"]
    ),
    TEXTS,
    max_size=6,
)  # fmt: skip

QUERIES = st.dictionaries(
    st.sampled_from(
        ["status", "words", "source", "least", "cause", "claims", "page", "done", "next", "limit",
         "threshold", "cutoff", "include_dataset", "exclude_schema", "topics", "algorithm"]
    )
    | TEXTS,
    TEXTS,
    max_size=4,
)  # fmt: skip

HEADERS = st.dictionaries(
    st.sampled_from(["authorization", "content-type", "accept", "x-forwarded-for", "referer"]),
    st.sampled_from(
        ["", "ApiKey x", "Bearer", "application/json", "multipart/form-data", "text/html",
         "multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "a" * 3000]
    ),
    max_size=2,
)  # fmt: skip


def part(text: str) -> str:
    """Write a text as one part of a path, or of a query."""
    return quote(text.encode("utf-8", "replace"), safe="")


def paths(routes: tuple[str, ...], known: tuple[str, ...]) -> st.SearchStrategy[tuple[str, str]]:
    """Draw a route and an address of it; what is known is asked for often."""

    @st.composite
    def draw_path(draw):
        route = draw(st.sampled_from(routes))
        address = "/".join(
            part(draw(st.sampled_from(known) | TEXTS)) or "-" if piece.startswith("{") else piece
            for piece in route.split("/")
        )
        pairs = draw(QUERIES)
        query = "&".join(f"{part(key)}={part(value)}" for key, value in pairs.items())
        return route, f"{address}?{query}" if query else address

    return draw_path()


def encode(value: object) -> bytes:
    """Write what JSON can hold; NaN as Python and browsers write it."""
    return json.dumps(value).encode("utf-8", "replace")
