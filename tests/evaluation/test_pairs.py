"""Labelled pairs."""

import pytest

from sanxref.errors import EvaluationError
from sanxref.evaluation import evaluate_pairs
from sanxref.matching import MatchingOptions

OPTIONS = MatchingOptions()


@pytest.fixture
def write(tmp_path):
    def to_file(text):
        path = tmp_path / "pairs.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return to_file


LABELLED = """name1,name2,is_match,group
Omar Diaby,"DIABY, Oumar",true,one
Omar Diaby,Farouk Diaby,false,one
Tarkhan Batirashvili,Anna Petrenko,true,two
Ivan Petrenko,Ivan Petrenko,FALSE,two
"""


def test_figures(write):
    figures = evaluate_pairs(write(LABELLED), OPTIONS)
    assert figures.items_per_cpu_second > 0
    assert (figures.count, figures.positives) == (4, 2)
    assert (figures.recall, figures.precision, figures.f1) == (0.5, 0.5, 0.5)
    assert figures.false_positive_rate == 0.5
    groups = dict(figures.groups)
    assert sorted(groups) == ["group=one", "group=two"]
    one = groups["group=one"]
    assert (one.count, one.positives) == (2, 1)
    assert (one.recall, one.precision, one.f1) == (1.0, 1.0, 1.0)
    assert one.false_positive_rate == 0.0


def test_another_threshold_counts_otherwise(write):
    assert evaluate_pairs(write(LABELLED), OPTIONS, threshold=1.0).recall == 0.0
    assert evaluate_pairs(write(LABELLED), OPTIONS, threshold=0.0).recall == 1.0


def test_shares_of_nothing_are_unknown(write):
    figures = evaluate_pairs(write("name1,name2,is_match\nAnna,Boris,false\n"), OPTIONS)
    assert figures.recall is None
    assert figures.precision is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name1,name2\nAnna,Anna\n", "is_match"),
        ("name1,name2,is_match\n", "no labelled row"),
        ("name1,name2,is_match\nAnna,Anna,maybe\n", "line 2"),
        ("name1,name2,is_match\nAnna,Anna\n", "line 2"),
        ("name1,name2,is_match\nAnna,Anna,true,more\n", "line 2"),
        ("", "lacks the column"),
    ],
)
def test_a_faulty_file_is_refused_with_the_place(write, text, message):
    with pytest.raises(EvaluationError, match=message):
        evaluate_pairs(write(text), OPTIONS)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(EvaluationError, match="cannot be read"):
        evaluate_pairs(tmp_path / "none.csv", OPTIONS)
