"""Floors of accuracy on the development sets; lowering one is a decision, not a repair.

Figures of November 2026 stand in docs/matching.md; a floor is a little below its figure.
"""

import csv

import pytest

from sanxref.evaluation import evaluate_pairs
from sanxref.matching import Matcher, MatchingOptions
from sanxref.model.matches import Query

OPTIONS = MatchingOptions()


@pytest.mark.parametrize(
    ("name", "f1", "false_positive_rate"),
    [
        ("pairs_ucd_people", 0.98, 0.01),
        ("pairs_proposed", 0.82, 0.04),
        ("pairs_cross_script", 0.92, 0.01),
    ],
)
def test_pairs(shared, name, f1, false_positive_rate):
    figures = evaluate_pairs(shared / "cases" / f"{name}.csv", OPTIONS)
    assert figures.f1 >= f1
    assert figures.false_positive_rate <= false_positive_rate


@pytest.fixture(scope="module")
def un_matcher(un_index, un_designations):
    return Matcher(un_index, un_designations, OPTIONS)


def names(path, limit=None):
    with path.open(encoding="utf-8") as lines:
        return [row["full_name"] for row in csv.DictReader(lines)][:limit]


def test_mangled_un_names_are_found(shared, un_matcher):
    asked = names(shared / "cases" / "names_un_mangled.csv")
    found = sum(bool(un_matcher.match(Query(names=(name,)))) for name in asked)
    assert found / len(asked) >= 0.997


def test_ordinary_names_raise_nothing_on_the_un_list(shared, un_matcher):
    asked = names(shared / "cases" / "names_ordinary.csv", 600)
    assert [name for name in asked if un_matcher.match(Query(names=(name,)))] == []


@pytest.mark.parametrize(
    ("asked", "expected", "reason"),
    [
        (("Omar Diaby",), ["QDi.342"], "the list has only Oumar"),
        (("Omar Diaby", "Omar Omsen"), ["QDi.342"], "with the name of the press"),
        (("Omar Omsen",), [], "a weak alias alone"),
        (("Omsen",), [], "a weak alias alone"),
        (("Ahmad al-Sharaa",), [], "listed as al-Jawlani only"),
        (("Asaad al-Shibani",), [], "not listed"),
        (("Maimouna Firstay",), [], "the victim of a story"),
        (("Salim Benghalem",), ["QDi.388"], "as listed"),
        (("Abdul Mohsen al-Sharikh",), ["QDi.324"], "listed as Charekh"),
    ],
)
def test_known_subjects(un_matcher, asked, expected, reason):
    found = un_matcher.match(Query(names=asked))
    assert [match.reference for match in found if match.kind == "individual"] == expected, reason
