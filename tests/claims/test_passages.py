"""Quality on our own labelled passages, held by a gate: no change may lower it unseen.

The passages (data/passages.jsonl, 74 English and 16 French) were written before the rules of
docs/claims.md were tried on them, in many manners; persons in them are invented.
"""

import json
from pathlib import Path

import pytest

from sanxref.articles import annotate, open_recognizer
from sanxref.errors import SanxrefError
from sanxref.evaluation import ClaimFigures, evaluate_claims

PASSAGES = Path(__file__).parent / "data" / "passages.jsonl"

# (recognizer, language): recall, precision, date, polarity; some points below what was measured
# on 22 November 2026, so that a change of a model's version does not fail here.
FLOORS = {
    ("capitals", "en"): (0.78, 0.91, 0.90, 0.96),
    ("capitals", "fr"): (0.85, 0.93, 0.90, 0.96),
    ("spacy", "en"): (0.78, 0.92, 0.90, 0.96),
}


@pytest.mark.parametrize(("recognizer", "language"), FLOORS)
def test_quality_stays(recognizer, language, lexicon, tmp_path):
    figures = _figures(recognizer, language, lexicon, tmp_path)

    recall, precision, date, polarity = FLOORS[recognizer, language]
    assert (figures.recall or 0) >= recall
    assert (figures.precision or 0) >= precision
    assert (figures.date_accuracy or 0) >= date
    assert (figures.polarity_accuracy or 0) >= polarity
    assert (figures.false_assertion_rate or 0) <= 0.01
    assert (figures.wrong_person_rate or 0) <= 0.03


def test_every_label_stands_in_its_passage():
    for line in PASSAGES.read_text(encoding="utf-8").splitlines():
        passage = json.loads(line)
        for claim in passage["claims"]:
            assert claim["person"].split()[-1] in passage["text"], passage["id"]


def _figures(recognizer, language, lexicon, folder) -> ClaimFigures:
    chosen = [
        line
        for line in PASSAGES.read_text(encoding="utf-8").splitlines()
        if json.loads(line)["language"] == language
    ]
    file = folder / "passages.jsonl"
    file.write_text("\n".join(chosen), encoding="utf-8")
    try:
        opened = open_recognizer(recognizer)
    except SanxrefError as error:
        pytest.skip(str(error))
    return evaluate_claims(
        file, lambda article, named: annotate(article, opened, named=named), lexicon
    )
