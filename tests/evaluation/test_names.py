"""Labelled names against a list."""

import pytest

from sanxref.errors import EvaluationError
from sanxref.evaluation import evaluate_names
from sanxref.matching import Matcher, NameIndex
from sanxref.model.designations import (
    AliasQuality,
    DateBasis,
    Designation,
    ListedName,
    Listing,
    NameKind,
    NamePart,
    NamePartKind,
    Reference,
    SourceKey,
    TargetKind,
)


def designation(reference, name):
    return Designation(
        source=SourceKey("un"),
        reference=Reference(reference),
        kind=TargetKind.INDIVIDUAL,
        names=(
            ListedName(
                text=name,
                parts=(NamePart(kind=NamePartKind.UNSPECIFIED, text=name),),
                kind=NameKind.PRIMARY,
                quality=AliasQuality.STRONG,
                script="Latn",
                field="NAME",
            ),
        ),
        listings=(
            Listing(
                list_name="UN List",
                programme="Al-Qaida",
                listed_on=None,
                basis=DateBasis.NOT_STATED,
                field="",
            ),
        ),
    )


@pytest.fixture(scope="module")
def matcher():
    listed = [designation("T.001", "OUMAR TAMBEDOU"), designation("T.002", "IVAN ZAKHAROVSKI")]
    return Matcher(NameIndex.build(listed), {item.key: item for item in listed})


def write(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_figures(matcher, tmp_path):
    positives = write(
        tmp_path,
        "positives.csv",
        "name,reference,kind\n"
        "Omar Tambedou,T.001,spelling\n"
        "Ivan Zakharovsky,T.001,wrong reference\n"
        "Ivan Zakharovsky,,no reference\n"
        "Ivan Petrenko,T.002,missed\n",
    )
    negatives = write(tmp_path, "negatives.csv", "name\nAnna Petrenko\nOumar Tambedou\n")
    figures = evaluate_names(matcher, positives=positives, negatives=negatives)
    assert figures.count == 6
    assert figures.positives == 4
    assert figures.recall == 0.5
    assert figures.precision == pytest.approx(2 / 3, abs=1e-4)
    assert figures.false_positive_rate == 0.5
    assert dict(figures.groups)["kind=missed"].recall == 0.0


def test_either_file_may_be_left_out(matcher, tmp_path):
    negatives = write(tmp_path, "negatives.csv", "full_name,born\nAnna Petrenko,1975\n")
    figures = evaluate_names(matcher, negatives=negatives)
    assert figures.recall is None
    assert figures.false_positive_rate == 0.0


def test_a_file_without_names_is_refused(matcher, tmp_path):
    with pytest.raises(EvaluationError, match="name"):
        evaluate_names(matcher, positives=write(tmp_path, "x.csv", "who\nAnna\n"))
