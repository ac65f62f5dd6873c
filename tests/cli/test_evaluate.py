"""`sanxref evaluate`: figures on labelled files of our own."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sanxref.sample import list_files

Call = Callable[..., Any]

PAIRS = """name1,name2,is_match,group
Oumar Diaby,DIABY Omar,true,spelling
Oumar Diaby,Omar Batista,false,namesake
Ivan Borysovych Petrenko,"PETRENKO, Ivan",true,order
Ivan Petrenko,Olha Petrenko,false,namesake
"""

PASSAGES = [
    {
        "id": "1",
        "doc_date": "2020-05-04",
        "text": "The UN Security Council added Ivan Petrenko to its sanctions list in 2014.",
        "claims": [
            {
                "person": "Ivan Petrenko",
                "authority": "UNSC",
                "programme": None,
                "action": "listed",
                "date": "2014",
                "polarity": "asserted",
            }
        ],
    },
    {"id": "2", "doc_date": "2020-05-04", "text": "Ivan Petrenko met Olha Koval.", "claims": []},
]


def test_pairs_give_the_figures_of_the_contract(call: Call, tmp_path: Path) -> None:
    (tmp_path / "pairs.csv").write_text(PAIRS)

    figures = json.loads(call("evaluate", "pairs", str(tmp_path / "pairs.csv")).out)

    assert figures["count"] == 4
    assert figures["recall"] == figures["precision"] == figures["f1"] == 1.0
    assert figures["false_positive_rate"] == 0.0
    assert figures["groups"]["group=namesake"]["count"] == 2
    assert figures["items_per_cpu_second"] > 0


@pytest.mark.parametrize("named", ["", "un="])
def test_names_are_asked_of_the_lists_that_are_given(
    call: Call, tmp_path: Path, named: str
) -> None:
    (tmp_path / "p.csv").write_text("name,reference\nOmar Diaby,QDi.342\n")
    (tmp_path / "n.csv").write_text("name\nCamille Lefebvre\nJohn Smith\n")
    un = next(path for key, path in list_files().items() if key == "un")

    called = call(
        "evaluate", "names", "--positives", str(tmp_path / "p.csv"), "--negatives",
        str(tmp_path / "n.csv"), "--lists", f"{named}{un}", "--format", "json",
    )  # fmt: skip

    figures = json.loads(called.out)
    assert figures["recall"] == 1.0
    assert figures["false_positive_rate"] == 0.0


def test_claims_are_compared_with_their_labels(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "claims.jsonl"
    path.write_text("\n".join(json.dumps(passage) for passage in PASSAGES))

    called = call("evaluate", "claims", str(path), "--recognizer", "capitals")

    figures = json.loads(called.out)
    assert figures["positives"] == 1
    assert figures["recall"] == figures["date_accuracy"] == figures["polarity_accuracy"] == 1.0


def test_the_table_has_the_same_figures(call: Call, tmp_path: Path) -> None:
    (tmp_path / "pairs.csv").write_text(PAIRS)

    shown = call("evaluate", "pairs", str(tmp_path / "pairs.csv"), "--format", "table").out

    assert "recall                   1.0" in shown
    assert "group=spelling" in shown


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["pairs", "absent.csv"], "absent.csv"),
        (["claims", "absent.jsonl"], "absent.jsonl"),
        (["names"], "--positives"),
        (["pairs", "x.csv", "--threshold", "85"], "85"),
    ],
)
def test_what_is_wrong_is_named(call: Call, arguments: list[str], told: str) -> None:
    called = call("evaluate", *arguments)

    assert called.code == 2
    assert told in called.err
