"""The JSON Schema of the report, made from the types of model/report.py.

The committed file schema/report-1.schema.json is what this gives; a test keeps them equal.
To write it again after a change of the types: `pytest tests/reports --update-golden`.
"""

import inspect
import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import msgspec

from sanxref.model import report
from sanxref.model.articles import ContextKind
from sanxref.model.designations import AliasQuality, NameKind, TargetKind
from sanxref.model.report import SCHEMA, ReportDocument
from sanxref.model.snapshots import ListFormat, ListState

__all__ = ["SCHEMA_FILE", "make_schema", "render_schema"]

SCHEMA_FILE = "report-1.schema.json"

_DIALECT = "https://json-schema.org/draft/2020-12/schema"

# EDTF level 1, as model/dates.py writes it.
_DAY = r"\d{4}(-\d{2}(-\d{2})?)?"
_DATE = {"pattern": rf"^{_DAY}(/{_DAY}~?)?~?$"}
# RFC 3339 in UTC.
_INSTANT = {"pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$"}
# Empty where no bytes were had.
_HASH = {"pattern": "^([0-9a-f]{64})?$"}
_COUNT = {"minimum": 0}
_SHARE = {"minimum": 0.0, "maximum": 1.0}


def _one_of(values: type[StrEnum]) -> dict[str, list[str]]:
    return {"enum": [str(value) for value in values]}


# What the types of the report cannot say. By type and field, `*` for every type; kept out of the
# types themselves, because to the code that makes a report they are plain values.
_CONSTRAINTS: Mapping[tuple[str, str], Mapping[str, object]] = {
    ("ReportDocument", "schema"): {"const": SCHEMA},
    ("ReportRun", "started"): _INSTANT,
    ("ReportRun", "finished"): _INSTANT,
    ("ReportRun", "as_of"): _DATE,
    ("ReportRun", "unchanged"): _COUNT,
    ("ReportList", "state"): _one_of(ListState),
    ("ReportList", "format"): _one_of(ListFormat),
    ("ReportList", "published"): _DATE,
    ("ReportList", "fetched"): _INSTANT,
    ("ReportList", "checked"): _INSTANT,
    ("ReportFact", "kind"): _one_of(ContextKind),
    ("ReportFeature", "score"): _SHARE,
    ("ReportFeature", "effect"): {"minimum": -1.0, "maximum": 1.0},
    ("ReportMatch", "kind"): _one_of(TargetKind),
    ("ReportMatch", "name_kind"): _one_of(NameKind),
    ("ReportMatch", "alias_quality"): _one_of(AliasQuality),
    ("ReportMatch", "score"): _SHARE,
    ("ReportMatch", "ofac_score"): {"minimum": 0, "maximum": 100},
    ("ReportMatch", "listed_on"): _DATE,
    ("ReportMatch", "delisted_on"): _DATE,
    ("ReportClaim", "date"): _DATE,
    ("ReportEvidence", "snapshot"): _HASH,
    ("ReportArticle", "published"): _DATE,
    ("ReportArticle", "status"): {"enum": ["screened", "not_screened"]},
    ("*", "sha256"): _HASH,
    ("*", "start"): _COUNT,
    ("*", "end"): _COUNT,
    ("*", "designations"): _COUNT,
}


def make_schema() -> dict[str, Any]:
    """Make the schema: strict, with descriptions from the docstrings of the types."""
    (root,), types = msgspec.json.schema_components([ReportDocument], ref_template="#/$defs/{name}")
    for name, definition in types.items():
        if "properties" in definition:
            _complete(name, definition)
        else:
            definition["description"] = _first_line(definition.get("description", ""))
    return {
        "$schema": _DIALECT,
        "$id": SCHEMA,
        "title": "Report of sanxref",
        **root,
        "$defs": types,
    }


def render_schema() -> str:
    """Write the schema as the text of the committed file."""
    return msgspec.json.format(msgspec.json.encode(make_schema()), indent=2).decode() + "\n"


def _complete(name: str, definition: dict[str, Any]) -> None:
    described = inspect.getdoc(getattr(report, name)) or ""
    definition["description"] = _first_line(described)
    definition["additionalProperties"] = False
    descriptions = _attributes(described)
    counts = name in {"ReportSummary", "ReportVerdictCounts"}
    for field, shape in definition["properties"].items():
        constraint = _CONSTRAINTS.get((name, field)) or _CONSTRAINTS.get(("*", field)) or {}
        if counts and shape.get("type") == "integer":
            constraint = _COUNT
        _narrow(shape, constraint)
        definition["properties"][field] = {"description": descriptions[field], **shape}


def _narrow(shape: dict[str, Any], constraint: Mapping[str, object]) -> None:
    """Put a constraint on the value itself, beside the null that may stand in its place."""
    choices = shape.get("anyOf", [shape])
    value = next(choice for choice in choices if choice.get("type") != "null")
    value.update(constraint)


def _first_line(text: str) -> str:
    return text.strip().partition("\n")[0]


def _attributes(text: str) -> dict[str, str]:
    """Read the `Attributes:` of a docstring in Google style."""
    _, _, block = text.partition("Attributes:\n")
    entries = re.findall(r"^    (\w+): (.*(?:\n {8}.*)*)", block, re.MULTILINE)
    return {name: re.sub(r"\s+", " ", told) for name, told in entries}
