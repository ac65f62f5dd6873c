import json
from copy import deepcopy
from importlib.resources import files
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from sanxref.model.report import SCHEMA
from sanxref.reports import ReportFormat, make_schema, render
from sanxref.reports.schema import SCHEMA_FILE, render_schema

SITUATIONS = ("found", "nothing-found", "not-screened", "stale-list", "injection")


@pytest.fixture(scope="module")
def validator():
    schema = make_schema()
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.fixture
def found(documents):
    return json.loads(render(documents["found"], ReportFormat.JSON))


def test_committed_schema_is_what_the_types_give(compare_with_file):
    path = Path(str(files("sanxref.reports") / "schema" / SCHEMA_FILE))
    compare_with_file(render_schema().encode(), path)


def test_schema_tells_its_name(validator):
    assert validator.schema["$id"] == SCHEMA == "sanxref/report/1"


@pytest.mark.parametrize("situation", SITUATIONS)
def test_every_sample_is_valid(validator, documents, situation):
    validator.validate(json.loads(render(documents[situation], ReportFormat.JSON)))


def test_every_object_is_strict_and_every_field_described(validator):
    for definition in validator.schema["$defs"].values():
        assert definition["description"]
        if "properties" in definition:
            assert definition["additionalProperties"] is False
            # Fields that came later have a default, so that older reports stay valid.
            later = [name for name, field in definition["properties"].items() if "default" in field]
            assert definition["required"] + later == list(definition["properties"])
            assert all(field["description"] for field in definition["properties"].values())


# Names that DESIGN section 5 fixes, by the path to their object.
PUBLIC_FIELDS = {
    "ReportDocument": "schema run lists articles summary",
    "ReportRun": "id started finished version configuration as_of",
    "ReportList": "source published fetched sha256 designations stale",
    "ReportArticle": "id source title published sha256 status reason persons claims",
    "ReportPerson": "id name mentions matches",
    "ReportMention": "text start end",
    "ReportMatch": "id source reference name name_met alias_quality score programmes listed_on "
    "delisted_on features",
    "ReportFeature": "name score detail",
    "ReportClaim": "id person text start end authority programme action date polarity verdict "
    "checks evidence",
    "ReportCheck": "aspect claimed found verdict",
    "ReportEvidence": "source reference snapshot field value",
    "ReportSummary": "articles not_screened persons matches claims",
    "ReportVerdictCounts": "confirmed contradicted unconfirmed out_of_scope",
}


@pytest.mark.parametrize("name", PUBLIC_FIELDS)
def test_public_fields_are_there(validator, name):
    properties = validator.schema["$defs"][name]["properties"]
    assert set(PUBLIC_FIELDS[name].split()) <= set(properties)


BAD = {
    "unknown field": ("extra", 1),
    "other schema": ("schema", "sanxref/report/2"),
    "missing list": ("lists", None),
    "unknown state": ("lists.0.state", "fresh"),
    "instant without zone": ("run.started", "2026-11-21T09:00:00"),
    "unknown status": ("articles.1.status", "skipped"),
    "unknown verdict": ("articles.1.claims.0.verdict", "out of scope"),
    "unknown polarity": ("articles.1.claims.0.polarity", "denied"),
    "negative offset": ("articles.1.claims.0.start", -1),
    "score above one": ("articles.1.persons.0.matches.0.score", 93),
    "unknown quality": ("articles.1.persons.0.matches.0.alias_quality", "good"),
    "unknown kind of target": ("articles.1.persons.0.matches.0.kind", "ship"),
    "date in words": ("articles.1.claims.0.date", "the following year"),
    "cut hash": ("articles.1.sha256", "4c4c"),
    "negative count": ("summary.matches", -1),
    "unknown aspect": ("articles.1.claims.0.checks.0.aspect", "name"),
    "unknown context": ("articles.1.persons.0.context.0.kind", "shoe size"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_the_contract_forbids_is_invalid(validator, found, case):
    path, value = BAD[case]
    *parents, last = path.split(".")
    bad = deepcopy(found)
    target = bad
    for step in parents:
        target = target[int(step) if step.isdigit() else step]
    target[last] = value
    assert not validator.is_valid(bad)


@pytest.mark.parametrize("date", ["2014", "2014-09", "2014-09-23", "1951/1953", "1960~", None])
def test_partial_dates_are_valid(validator, found, date):
    found["articles"][1]["claims"][0]["date"] = date
    validator.validate(found)
