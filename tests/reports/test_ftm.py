"""FollowTheMoney entities: schemata and properties that the model knows."""

import json
from dataclasses import replace

import pytest

from sanxref.model.report import ReportDocument
from sanxref.reports import ReportFormat, render

# Of https://github.com/alephdata/followthemoney, followthemoney/schema/*.yaml, with what Thing
# and Interval give to those below them; only what is written here.
SCHEMATA = {
    "Article": {"title", "publishedAt", "language", "sourceUrl", "fileName", "notes"},
    "Person": {
        "name", "alias", "nationality", "birthDate", "birthPlace", "gender", "position", "topics",
    },
    "Organization": {"name", "alias", "topics"},
    "Vessel": {"name", "alias", "topics"},
    "Airplane": {"name", "alias", "topics"},
    "Mention": {"document", "resolved", "name", "detectedSchema"},
    "Sanction": {
        "entity", "authority", "authorityId", "unscId", "program", "listingDate", "endDate",
    },
    "Similar": {"candidate", "match", "confidenceScore", "criteria", "matcher"},
}  # fmt: skip
LINKS = {"document", "resolved", "entity", "candidate", "match"}


@pytest.fixture
def found(documents: dict[str, ReportDocument]) -> ReportDocument:
    return documents["found"]


def entities(document: ReportDocument) -> list[dict]:
    return [json.loads(line) for line in render(document, ReportFormat.FTM).splitlines()]


def test_every_entity_is_one_of_the_model_and_every_link_leads_somewhere(
    found: ReportDocument,
) -> None:
    made = entities(found)

    ids = {one["id"] for one in made}
    assert len(ids) == len(made) > 5
    for one in made:
        assert set(one) == {"id", "schema", "properties"}
        assert set(one["properties"]) <= SCHEMATA[one["schema"]]
        for name, values in one["properties"].items():
            assert values
            assert all(isinstance(value, str) and value for value in values)
            assert name not in LINKS or set(values) <= ids


@pytest.mark.parametrize(
    ("language", "given"),
    [("en", ["eng"]), ("pt-BR", ["por"]), ("nb", ["nor"]), ("und", None), ("la", None)],
)
def test_languages_are_those_of_the_model(
    found: ReportDocument, language: str, given: list[str] | None
) -> None:
    """ISO 639-3, as `followthemoney.types.registry.language` validates."""
    articles = tuple(replace(one, language=language) for one in found.articles)

    made = entities(replace(found, articles=articles))

    (properties,) = {
        json.dumps(one["properties"].get("language")) for one in made if one["schema"] == "Article"
    }
    assert json.loads(properties) == given


def test_every_match_is_one_similar(found: ReportDocument) -> None:
    similar = [one for one in entities(found) if one["schema"] == "Similar"]

    assert len(similar) == found.summary.matches


def test_nothing_found_gives_nothing(documents: dict[str, ReportDocument]) -> None:
    assert render(documents["nothing-found"], ReportFormat.FTM) == b""
